"""Does it grow? The memory that the game holds over half an hour of Watch at full speed.

python -m benchmarks.memory
python -m benchmarks.memory --minutes 30 --json memory.json --docs
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from benchmarks.common import circumstances, command_line
from benchmarks.program import Sample, available_screens, described, play, screen
from benchmarks.timing import Promise, conclude

SETTLED = 2  # minutes after which it may hardly grow
LARGEST, MOST_GROWTH = 110, 2  # MB
MARKS = (1, 2, 5, 10, 15, 20, 30, 45, 60)  # minutes that are shown
TEXT = """## Memory

What the process holds (resident set, MB) over {minutes:g} minutes of Watch at full speed with learning flat
out, on {screen}; {updates:,} gradient updates were made. The mean of ten seconds each time. The first two
minutes, or on a busy machine more, are those in which the replay buffer fills.

{table}

{promises}
"""


def around(samples: Sequence[Sample], minute: float) -> float | None:
    """Return the mean memory in MB of the ten seconds before a time; None where nothing was measured."""
    values = [s.mb for s in samples if s.mb is not None and minute * 60 - 10 <= s.at <= minute * 60]
    return sum(values) / len(values) if values else None


def growth(samples: Sequence[Sample], minutes: float) -> float | None:
    """Return by how many MB it grew from SETTLED to the end; None for too short a time."""
    first, last = around(samples, SETTLED), around(samples, minutes)
    return None if first is None or last is None or minutes <= SETTLED else last - first


def table(samples: Sequence[Sample], minutes: float) -> list[list[str]]:
    """Return the memory at some times, the last one among them."""
    marks = [mark for mark in MARKS if mark < minutes] + [minutes]
    row = ["MB"]
    for mark in marks:
        mb = around(samples, mark)
        row.append("-" if mb is None else f"{mb:.1f}")
    return [["minute", *(f"{mark:g}" for mark in marks)], row]


def promises(samples: Sequence[Sample], minutes: float) -> list[Promise]:
    """Hold the memory at the end, and its growth if that was long enough to tell, against the limits."""
    kept, last, grew = [], around(samples, minutes), growth(samples, minutes)
    if last is not None:
        kept.append(Promise(f"after {minutes:g} minutes", last, LARGEST, "MB"))
    if grew is not None:
        kept.append(Promise(f"growth after minute {SETTLED}", grew, MOST_GROWTH, "MB"))
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, and write what is asked for."""
    parser = command_line("memory", __doc__)
    parser.add_argument("--minutes", type=float, default=30.0, help="how long (%(default)s)")
    options = parser.parse_args(arguments)
    minutes = 0.25 if options.quick else options.minutes
    results: dict[str, Any] = circumstances()
    where = available_screens()[0]
    with screen(where) as environment:
        words = ("--scene", "watch", "--speed", "max")
        measured = play(*words, environment=environment, seconds=60 * minutes + 2)
    samples = measured.samples
    updates = measured.report["updates"]
    results |= {"screen": described(where), "minutes": minutes, "updates": updates, "samples": samples}
    return conclude(
        "memory",
        options,
        results,
        table(samples, minutes),
        promises(samples, minutes),
        TEXT,
        minutes=minutes,
        screen=described(where),
        updates=updates,
    )


if __name__ == "__main__":
    sys.exit(main())
