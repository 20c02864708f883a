"""How soon a key is answered: from the posted event to the first flip in which the basket moves.

    python -m benchmarks.latency
    python -m benchmarks.latency --json latency.json --docs

In Solo at its usual 8 ticks a second, with the learner at work, each press at a random moment of tick and
frame. The rules answer at the next tick, so a tick and a frame is what it may take.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.common import circumstances, command_line
from benchmarks.program import available_screens, described, run, screen
from benchmarks.timing import Promise, conclude
from game.app import FRAMES_PER_SECOND
from game.match import TICKS_PER_SECOND

LIMIT = 1 / TICKS_PER_SECOND + 1 / FRAMES_PER_SECOND  # seconds
SECONDS_PER_PRESS = 3.0  # at most: a fruit falls in 1.25
TEXT = """## Latency

Milliseconds from a posted key press to the flip of the first picture that shows the basket moving, in Solo at
8 ticks a second, each press at a random moment of tick and frame while the fruit is falling. The rules answer
a key at the next tick.

{table}

{promises}
"""


def table(found: dict[str, Sequence[float]]) -> list[list[str]]:
    """Return a row for each screen."""
    rows = [["", "presses", "p50", "p90", "p99", "longest", f"within {1000 * LIMIT:.0f} ms"]]
    for name, times in found.items():
        spread = np.percentile(times, (50, 90, 99, 100))
        within = np.mean(np.array(times) <= 1000 * LIMIT)
        words = [f"{time:.0f}" for time in spread]
        rows.append([described(name), str(len(times)), *words, f"{within:.1%}"])
    return rows


def promises(found: dict[str, Sequence[float]]) -> list[Promise]:
    """Hold the longest of each screen against a tick and a frame."""
    return [
        Promise(f"{name}: a tick and a frame", max(times) / 1000, LIMIT, "ms")
        for name, times in found.items()
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, and write what is asked for."""
    parser = command_line("latency", __doc__)
    parser.add_argument(
        "--presses",
        type=int,
        default=100,
        metavar="N",
        help="on a real screen, half as many on the dummy one",
    )
    options = parser.parse_args(arguments)
    presses = 8 if options.quick else options.presses
    results: dict[str, Any] = circumstances()
    found: dict[str, Sequence[float]] = {}
    for name, share in zip(available_screens(), (1.0, 0.5), strict=False):
        with screen(name) as environment:
            count = round(share * presses)
            printed = run(
                ["-m", "benchmarks.latency_probe", str(count)], environment, count * SECONDS_PER_PRESS
            )
            found[name] = json.loads(printed.splitlines()[-1])
    results["milliseconds"] = found
    return conclude("latency", options, results, table(found), promises(found), TEXT)


if __name__ == "__main__":
    sys.exit(main())
