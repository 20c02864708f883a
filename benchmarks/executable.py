"""The executable against `python -m game`, in turns: how long until the first frame and the first update.

    python -m game.release
    python -m benchmarks.executable                 # dist/KerasPlaysCatch; a table, and JSON with --json FILE

Seconds from the start of the process. Warm: as after an earlier start. Cold: the files' pages are first
dropped from the page cache, where the system lets them be. Without DISPLAY the window is SDL's dummy.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common import machine, versions
from game.release import NAME, ROOT

FIRST_FRAME, FIRST_UPDATE = "first_frame_at", "first_update_at"
LIMIT = 1.2  # times as long as from source


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if the executable is slower than promised."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "dist" / NAME)
    parser.add_argument(
        "--runs", type=int, default=7, metavar="N", help="of each kind (default: %(default)s)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    args = parser.parse_args(argv)
    suffix = ".exe" if sys.platform == "win32" else ""
    commands = {
        "source": [sys.executable, "-m", "game"],
        "executable": [str(args.folder.resolve() / f"{NAME}{suffix}")],
    }
    folders = {"source": [ROOT, Path(sys.prefix), Path(sys.base_prefix)], "executable": [args.folder]}
    seconds: dict[str, dict[str, list[float]]] = {}
    for what, event, is_cold in (
        ("first frame, warm", FIRST_FRAME, False),
        ("first frame, cold", FIRST_FRAME, True),
        ("first update, warm", FIRST_UPDATE, False),
    ):
        if is_cold and not hasattr(os, "posix_fadvise"):
            continue
        seconds[what] = {name: [] for name in commands}
        for turn in range(args.runs + 1):
            for name, command in commands.items():
                if is_cold:
                    for folder in folders[name]:
                        evict(folder)
                measured = start(command, event)
                if turn or is_cold:  # the first warms up
                    seconds[what][name].append(measured)
    medians = {what: {name: statistics.median(s) for name, s in by.items()} for what, by in seconds.items()}
    for what, by in medians.items():
        ratio = by["executable"] / by["source"]
        print(
            f"{what:<20} source {by['source']:.3f} s  executable {by['executable']:.3f} s  {ratio:.2f} times"
        )
    if args.json:
        facts = {"seconds": seconds, "medians": medians, "machine": machine(), "versions": versions()}
        args.json.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    warm = [by for what, by in medians.items() if what.endswith("warm")]
    return int(any(by["executable"] > LIMIT * by["source"] for by in warm))


def start(command: list[str], event: str) -> float:
    """Start the program, let it play a moment, and return the seconds until the event that it reports."""
    words = ["--scene", "versus", "--opponent", "newborn", "--speed", "max", "--mute", "--seed", "1"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        environment = os.environ | {"CATCH_HOME": folder}
        if "DISPLAY" not in environment:
            environment.setdefault("SDL_VIDEODRIVER", "dummy")
        words += ["--duration", "1", "--report", str(report)]
        began = time.time()
        subprocess.run([*command, *words], cwd=ROOT, env=environment, check=True, capture_output=True)
        return float(json.loads(report.read_text(encoding="utf-8"))[event]) - began


def evict(folder: Path) -> None:
    """Ask the system to forget what it has cached of these files."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink() and ".git" not in file.parts:
            descriptor = os.open(file, os.O_RDONLY)
            try:
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)


if __name__ == "__main__":
    sys.exit(main())
