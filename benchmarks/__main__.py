"""All benchmarks: what there is, or all that take minutes, one after the other.

    python -m benchmarks                        # the list
    python -m benchmarks --all --docs           # measure, and write docs/benchmarks.md; --quick to try it

Each is a command of its own too, with more options: python -m benchmarks.NAME --help
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common import ROOT

# By subject. The long ones are left out of --all: an hour and more, or something has to be made first.
MINUTES = (
    "startup",
    "frames",
    "latency",
    "footprint",
    "acting",
    "rules",
    "throughput",
    "scaling",
)
LONG = ("learning", "balance", "memory", "executable")


def about(name: str) -> str:
    """Return the first line of a benchmark's docstring, without loading it."""
    source = (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").split("\n")[0]


def listing() -> str:
    """Return a line for each benchmark."""
    width = max(map(len, MINUTES + LONG))
    parts = []
    for title, names in (("Minutes each, run by --all:", MINUTES), ("Longer, to be run by name:", LONG)):
        parts.append("\n".join([title, *(f"  {name:<{width}}  {about(name)}" for name in names)]))
    return "\n\n".join(parts)


def run_all(is_quick: bool, has_docs: bool, folder: Path | None) -> list[str]:
    """Run those that take minutes, in processes of their own. Returns the names of those that failed.

    folder: where each writes NAME.json, None for nowhere.
    """
    failed = []
    for name in MINUTES:
        words = ["--quick"] * is_quick + ["--docs"] * has_docs
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            words += ["--json", str((folder / f"{name}.json").resolve())]
        print(f"\n{name}: {about(name)}", flush=True)
        began = time.monotonic()
        command = [sys.executable, "-m", f"benchmarks.{name}", *words]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    return failed


def main(arguments: Sequence[str] | None = None) -> int:
    """List the benchmarks, or run them. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--all", action="store_true", help="run those that take minutes, in turn")
    parser.add_argument("--quick", action="store_true", help="measure little: to see that they work")
    parser.add_argument("--docs", action="store_true", help="write their sections of docs/benchmarks.md")
    parser.add_argument("--json", type=Path, metavar="FOLDER", help="write NAME.json of each")
    options = parser.parse_args(arguments)
    if not options.all:
        if options.quick or options.docs or options.json:
            parser.error("--quick, --docs and --json are for --all, or for a benchmark by its name.")
        print(listing())
        return 0
    failed = run_all(options.quick, options.docs, options.json)
    if failed:
        print(f"\nFailed, or slower than promised: {', '.join(failed)}.", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
