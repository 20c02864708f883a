"""Does it stutter? The gaps between frames while the agent learns flat out, and the work that each frame is.

    python -m benchmarks.frames --quick
    python -m benchmarks.frames --json frames.json --docs

The Watch scene at full speed with everything on the screen, with and without learning; Versus against a
newborn, with keys pressed; the title. Milliseconds between flips, and what the main thread does per frame:
handle, update and draw. Beside them, what the same learner does with a process to itself.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.common import circumstances, command_line
from benchmarks.program import available_screens, described, play, run, screen
from benchmarks.timing import Promise, conclude
from game.report import LATE_MS, SMOOTH_MS

HD, FULL_HD = (1280, 720), (1920, 1080)
LEARNING, STILL = "Watch at max, learning", "Watch at max, not learning"
AT_MAX = ("--scene", "watch", "--speed", "max")
NEWBORN = ("--scene", "versus", "--opponent", "newborn")
FIGURES = (
    "frame_ms",
    "work_ms",
    "flip_ms",
    "frames",
    "frames_over_25ms",
    "frames_over_33ms",
    "updates_per_s",
)
TEXT = """## Frames

Milliseconds. *Gap*: between one flip and the next. *Work*: what the main thread does for a frame, from its
events to the finished picture; *flip*: handing it to the screen. {seconds:g} s of Watch at full speed with
learning flat out and everything on the screen, the same without learning, {short:g} s of the others; Versus
is against a newborn, with keys pressed. On {screens}.

{table}

{promises}
"""


class Case(NamedTuple):
    """Something to play: its name, the screen and size, the words of the command line, what is pressed."""

    name: str
    screen: str
    size: tuple[int, int]
    words: tuple[str, ...]
    presses: list[tuple[float, str]]
    seconds: float


def cases(screens: Sequence[str], seconds: float, short: float) -> list[Case]:
    """Return what is measured."""
    found = []
    for name in screens:
        found += [
            Case(LEARNING, name, HD, AT_MAX, [], seconds),
            Case(STILL, name, HD, AT_MAX, [(0.5, "l")], seconds),
            Case(LEARNING, name, FULL_HD, AT_MAX, [], short),
            Case("Versus", name, HD, NEWBORN, keys(short), short),
            Case("Title", name, HD, ("--scene", "title"), [], short),
        ]
    return found


def keys(seconds: float) -> list[tuple[float, str]]:
    """Return a player's keys: left and right, now and then Enter, which starts the next match."""
    names = ["left", "left", "right", "right", "right", "left", "return"]
    return [(1 + 0.4 * n, names[n % len(names)]) for n in range(int((seconds - 1) / 0.4))]


def measure(case: Case, environment: Mapping[str, str]) -> dict[str, Any]:
    """Play a case and return its row: its name, screen and size, and the report's figures."""
    measured = play(
        *case.words,
        environment=environment,
        seconds=case.seconds,
        presses=case.presses,
        size=case.size,
    ).report
    row = {"name": case.name, "screen": case.screen, "size": case.size}
    return row | {figure: measured[figure] for figure in FIGURES}


def table(rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Return the rows as words."""
    head = ["", "gap p50", "p99", "max", f"> {LATE_MS:g}", f"> {SMOOTH_MS:g}", "frames"]
    head += ["work p50", "p99", "max", "flip p50", "p99", "updates/s"]
    words = [head]
    for row in rows:
        gap, work, flip = row["frame_ms"], row["work_ms"], row["flip_ms"]
        rate = row["updates_per_s"] if row["name"] != STILL else None
        words.append(
            [
                f"{row['name']}, {row['size'][0]}x{row['size'][1]}, {row['screen']}",
                *(f"{gap[key]:.1f}" for key in ("p50", "p99", "max")),
                str(row["frames_over_25ms"]),
                str(row["frames_over_33ms"]),
                str(row["frames"]),
                *(f"{work[key]:.1f}" for key in ("p50", "p99", "max")),
                *(f"{flip[key]:.1f}" for key in ("p50", "p99")),
                f"{rate:.0f}" if rate else "-",
            ]
        )
    return words


def promises(rows: Sequence[Mapping[str, Any]], alone: float) -> list[Promise]:
    """Hold the figures of each screen against what is promised.

    Args:
        alone: updates per second of the learner with a process to itself.
    """
    kept = []
    for name in dict.fromkeys(row["screen"] for row in rows):
        found = {(row["name"], tuple(row["size"])): row for row in rows if row["screen"] == name}
        learning, still, large = (found[key] for key in ((LEARNING, HD), (STILL, HD), (LEARNING, FULL_HD)))
        ratio = learning["frame_ms"]["p99"] / still["frame_ms"]["p99"]
        kept.append(Promise(f"{name}: p99 of the gaps, learning against not", ratio, 1.15))
        for (title, size), row in found.items():
            if size == HD and title != STILL:
                longest = row["frame_ms"]["max"] / 1000
                kept.append(Promise(f"{name}: {title}, longest gap", longest, LATE_MS / 1000, "ms"))
        kept += [
            Promise(f"{name}: p99 of the work, 1280x720", learning["work_ms"]["p99"] / 1000, 0.006, "ms"),
            Promise(f"{name}: p99 of the work, 1920x1080", large["work_ms"]["p99"] / 1000, 0.010, "ms"),
            Promise(
                f"{name}: updates, of the {alone:.0f}/s of a learner alone",
                100 * learning["updates_per_s"] / alone,
                80,
                "%",
                is_least=True,
            ),
        ]
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, and write what is asked for."""
    parser = command_line("frames", __doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="of the Watch scene (%(default)s)")
    parser.add_argument("--short", type=float, default=20.0, help="of every other one (%(default)s)")
    options = parser.parse_args(arguments)
    seconds, short = (6.0, 4.0) if options.quick else (options.seconds, options.short)
    results: dict[str, Any] = circumstances()
    rows: list[dict[str, Any]] = []
    rates: list[float] = []
    for name in available_screens():
        with screen(name) as environment:
            for case in cases([name], seconds if name == "x11" else short, short):
                if case.name == LEARNING:  # in the same minute
                    rates.append(float(run(["-m", "benchmarks.alone", str(short / 4)], {}, short)))
                print(f"{case.name}, {case.screen}: {case.seconds:g} s", file=sys.stderr)
                rows.append(measure(case, environment))
    alone = sum(rates) / len(rates)
    results |= {"seconds": seconds, "short": short, "cases": rows, "alone_updates_per_s": rates}
    return conclude(
        "frames",
        options,
        results,
        table(rows),
        promises(rows, alone),
        TEXT,
        seconds=seconds,
        short=short,
        screens=" and on ".join(described(name) for name in available_screens()),
    )


if __name__ == "__main__":
    sys.exit(main())
