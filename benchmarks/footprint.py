"""How quiet it is: the processor time and the memory that the game takes, scene by scene.

    python -m benchmarks.footprint
    python -m benchmarks.footprint --json footprint.json --docs

The share of one core over some seconds, all threads together, beside a bare window that is filled and flipped
60 times a second; and the memory after a minute of Watch at full speed. benchmarks.memory looks for longer.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.common import circumstances, command_line
from benchmarks.program import HIDE, available_screens, cpu_share, described, play, run, screen
from benchmarks.timing import Promise, conclude

SETTLE = 4.0  # seconds from the first frame on that do not count
BARE = "a bare window, 60 flips a second"
LARGEST = 110  # MB
TEXT = """## Footprint

The share of one core that all threads of the process take together, over {seconds:g} s on {screen}, and the
memory it holds at the end. Watch at full speed learns flat out, as fast as a core allows.

{table}

{promises}
"""


class Case(NamedTuple):
    """Something to look at: its name, the words of the command line, what is pressed, and the promises.

    limit: of the share of a core; None for no promise.
    """

    name: str
    words: tuple[str, ...]
    presses: list[tuple[float, str]]
    limit: float | None = None


WATCH = ("--scene", "watch")
CASES = (
    Case("Title, the master playing", ("--scene", "title"), [], 0.25),
    Case("Watch, 1x, learning", WATCH, [], 0.40),
    Case("Watch, paused", WATCH, [(1.0, "p")], 0.05),
    Case("Watch, paused in the menu", WATCH, [(1.0, "escape")], 0.05),
    Case("Watch, minimised", WATCH, [(1.0, HIDE)], 0.02),
    Case("Title, minimised", ("--scene", "title"), [(1.0, HIDE)], 0.02),
)


class Found(NamedTuple):
    """What a case came to: the share of a core, memory in MB, and the limits that are promised for them."""

    name: str
    share: float
    mb: float | None = None
    share_limit: float | None = None
    mb_limit: float | None = None


def measure(case: Case, environment: Mapping[str, str], seconds: float) -> Found:
    """Play a case for so many seconds after it has settled."""
    samples = play(
        *case.words, environment=environment, seconds=SETTLE + seconds + 1, presses=case.presses
    ).samples
    return Found(case.name, cpu_share(samples, SETTLE), samples[-1].mb, case.limit)


def table(found: Sequence[Found], bare: float) -> list[list[str]]:
    """Return the rows as words; `bare`: the share of a core that a bare window takes."""
    rows = [["", "of a core", "times a bare window", "MB"]]
    for one in found:
        rows.append(
            [
                one.name,
                f"{one.share:.1%}",
                f"{one.share / bare:.2f}",
                f"{one.mb:.0f}" if one.mb else "-",
            ]
        )
    return rows


def promises(found: Sequence[Found]) -> list[Promise]:
    """Hold the figures against their limits."""
    kept = []
    for one in found:
        if one.share_limit is not None:
            kept.append(Promise(f"{one.name}, of a core", 100 * one.share, 100 * one.share_limit, "%"))
        if one.mb_limit is not None and one.mb is not None:
            kept.append(Promise(f"{one.name}, memory", one.mb, one.mb_limit, "MB"))
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, and write what is asked for."""
    parser = command_line("footprint", __doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each scene (%(default)s)")
    options = parser.parse_args(arguments)
    seconds, long = (4.0, 5.0) if options.quick else (options.seconds, 60.0)
    results: dict[str, Any] = circumstances()
    where = available_screens()[0]
    can_hide = where == "x11" and shutil.which("xdotool") is not None
    with screen(where) as environment:
        words = ["benchmarks/bare_window.py", str(seconds)]
        bare = float(run(words, environment, seconds).splitlines()[-1])
        found = [Found(BARE, bare)]
        for case in CASES:
            if can_hide or (1.0, HIDE) not in case.presses:
                print(f"{case.name}: {seconds:g} s", file=sys.stderr)
                found.append(measure(case, environment, seconds))
        print(f"Watch at max: {long:g} s", file=sys.stderr)
        samples = play(*WATCH, "--speed", "max", environment=environment, seconds=long).samples
        at_max = cpu_share(samples, min(SETTLE, long / 2))
        found.append(Found(f"Watch at max, {long:g} s", at_max, samples[-1].mb, mb_limit=LARGEST))
    results |= {"screen": described(where), "seconds": seconds, "found": [one._asdict() for one in found]}
    return conclude(
        "footprint",
        options,
        results,
        table(found, bare),
        promises(found),
        TEXT,
        seconds=seconds,
        screen=results["screen"],
    )


if __name__ == "__main__":
    sys.exit(main())
