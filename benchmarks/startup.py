"""How long until something happens: the first frame, and the learner's first update.

    python -m benchmarks.startup
    python -m benchmarks.startup --json startup.json --docs

Seconds from the start of the process, in turns with what they are measured against: the first frame against
a script that opens the same window, fills it and flips; the first update, in the Watch scene, against no more
than importing TensorFlow.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.common import circumstances, command_line
from benchmarks.program import available_screens, described, run, screen
from benchmarks.timing import Promise, conclude

GAME, BARE, LEAN, TENSORFLOW = "the game", "a bare window", "a bare window, lean", "import tensorflow"
FRAME, UPDATE = "first frame", "first update"
FRAME_LIMIT, UPDATE_LIMIT = 1.5, 1 / 8  # times as long as a bare window, and as importing TensorFlow
TEXT = """## Start

Seconds from the start of the process to the first flip, median of {runs} ({screen}), and to the learner's
first gradient update in the Watch scene, median of {update_runs}. They take turns with what they are measured
against: `benchmarks/bare_window.py`, which imports pygame, opens the same window, fills it and flips; the
same without what the game spares itself (OpenGL, `pkg_resources`); and `python -c "import tensorflow"`.

{table}

{promises}
"""

Measure = Callable[[], float]


def bare(environment: Mapping[str, str], *words: str) -> float:
    """Return the seconds until the first flip of a bare window."""
    began = time.time()
    return float(run(["benchmarks/bare_window.py", *words], environment).splitlines()[-1]) - began


def game(environment: Mapping[str, str], event: str, seconds: float, *words: str) -> float:
    """Return the seconds until an event that the game's report tells the time of."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        words += ("--mute", "--duration", str(seconds), "--report", str(report))
        began = time.time()
        run(["-m", "game", *words], environment, seconds)
        at = json.loads(report.read_text(encoding="utf-8"))[event]
    if at is None:
        raise RuntimeError(f"No {event} within {seconds} s: the machine is too busy to measure this.")
    return float(at) - began


def tensorflow(environment: Mapping[str, str]) -> float:
    """Return the seconds that a process needs to import TensorFlow."""
    began = time.time()
    run(["-c", "import tensorflow"], environment)
    return time.time() - began


def in_turns(contestants: Mapping[str, Measure], runs: int) -> dict[str, list[float]]:
    """Return what each contestant's measurements are. A first turn, which warms up, does not count."""
    found: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(runs + 1):
        for name, measure in contestants.items():
            value = measure()
            if turn:
                found[name].append(value)
    return found


def table(results: Mapping[str, Mapping[str, Sequence[float]]]) -> list[list[str]]:
    """Return the medians of each comparison, and how many times as long the game takes."""
    rows = [["", "seconds", "worst", "the game takes, times as long"]]
    for what, found in results.items():
        ours = statistics.median(found[GAME])
        for name, seconds in found.items():
            median = statistics.median(seconds)
            ratio = "" if name == GAME else f"{ours / median:.2f}"
            rows.append([f"{what}: {name}", f"{median:.3f}", f"{max(seconds):.3f}", ratio])
    return rows


def promises(results: Mapping[str, Mapping[str, Sequence[float]]]) -> list[Promise]:
    """Hold the medians against what is promised."""

    def ratio(what: str, reference: str) -> float:
        return statistics.median(results[what][GAME]) / statistics.median(results[what][reference])

    return [
        Promise("first frame, against a bare window", ratio(FRAME, BARE), FRAME_LIMIT),
        Promise("first update, against importing TensorFlow", ratio(UPDATE, TENSORFLOW), UPDATE_LIMIT),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, and write what is asked for."""
    parser = command_line("startup", __doc__)
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="first frames (%(default)s)")
    options = parser.parse_args(arguments)
    runs, update_runs = (2, 1) if options.quick else (options.runs, max(options.runs // 2, 1))
    results: dict[str, Any] = circumstances()
    where = available_screens()[0]
    with screen(where) as env:
        results["screen"] = described(where)
        results["seconds"] = {
            FRAME: in_turns(
                {
                    GAME: lambda: game(env, "first_frame_at", 0.2),
                    BARE: lambda: bare(env),
                    LEAN: lambda: bare(env, "--lean"),
                },
                runs,
            ),
            UPDATE: in_turns(
                {
                    GAME: lambda: game(env, "first_update_at", 2.0, "--scene", "watch", "--speed", "max"),
                    TENSORFLOW: lambda: tensorflow(env),
                },
                update_runs,
            ),
        }
    return conclude(
        "startup",
        options,
        results,
        table(results["seconds"]),
        promises(results["seconds"]),
        TEXT,
        runs=runs,
        update_runs=update_runs,
        screen=results["screen"],
    )


if __name__ == "__main__":
    sys.exit(main())
