"""Timing small things side by side: all in turn, over and over, so that they share what else happens."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import timeit
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.common import ROOT, markdown, publish, show

TURNS, TURN_SECONDS = 15, 0.1  # of each contestant, and how long each lasts at least
QUICK_TURNS, QUICK_SECONDS = 3, 0.01

Times = dict[str, list[float]]  # by contestant: seconds per call, a figure for each turn


def effort(is_quick: bool) -> tuple[int, float]:
    """Return how many turns each contestant has, and how many seconds each lasts at least."""
    return (QUICK_TURNS, QUICK_SECONDS) if is_quick else (TURNS, TURN_SECONDS)


def take_turns(contestants: Mapping[str, Callable[[], Any]], turns: int, seconds: float) -> Times:
    """Time each function in turn, `turns` times, each time for at least `seconds`; a turn before warms up.

    Garbage is not collected meanwhile.

    Raises:
        ValueError: `turns` is below 1.
    """
    if turns < 1:
        raise ValueError(f"turns is {turns}, but must be at least 1.")
    timers = {name: timeit.Timer(function) for name, function in contestants.items()}
    calls = {}
    for name, timer in timers.items():
        timer.timeit(1)  # whatever is only made once
        once = timer.timeit(1)
        calls[name] = max(int(seconds / max(once, 1e-9)), 1)
        calls[name] = max(int(seconds * calls[name] / timer.timeit(calls[name])), 1)
    times: Times = {name: [] for name in timers}
    for _ in range(turns):
        for name, timer in timers.items():
            times[name].append(timer.timeit(calls[name]) / calls[name])
    return times


def median(times: Times, name: str) -> float:
    """Return the median of a contestant's turns: seconds per call."""
    return statistics.median(times[name])


def ratio(times: Times, name: str, reference: str) -> float:
    """Return how many times as long `name` takes as `reference`: the median of the ratios turn by turn."""
    return statistics.median(a / b for a, b in zip(times[name], times[reference], strict=True))


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it, with three digits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{digits(seconds / size)} {unit}"
    return f"{digits(seconds / 1e-6)} us"


def rate(seconds: float) -> str:
    """Return how often something that takes so long can be done in a second."""
    return f"{float(f'{1 / seconds:.3g}'):,.10g}"


def digits(number: float) -> str:
    """Return a number with three digits, not in powers of ten."""
    return f"{float(f'{number:.3g}'):g}"


class Promise(NamedTuple):
    """What was promised of a measurement, and what it came to.

    limit: a figure may be no larger than that, or no smaller if `is_least`.
    unit: `us` and `ms` with figures in seconds, else a word that follows the figure.
    """

    what: str
    figure: float
    limit: float
    unit: str = "times"
    is_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether it is."""
        return self.figure >= self.limit if self.is_least else self.figure <= self.limit

    def facts(self) -> dict[str, Any]:
        """Return it for the JSON."""
        return {**self._asdict(), "kept": self.is_kept}

    def row(self) -> list[str]:
        """Return it under PROMISE_HEADERS."""
        sign = "≥" if self.is_least else "≤"
        return [
            self.what,
            f"{sign} {self._text(self.limit)}",
            self._text(self.figure),
            "yes" if self.is_kept else "**no**",
        ]

    def _text(self, number: float) -> str:
        size = {"us": 1e-6, "ms": 1e-3}.get(self.unit, 1.0)
        return f"{digits(number / size)} {self.unit}"


PROMISE_HEADERS = ["promised", "target", "measured", "kept"]


def promised(promises: Sequence[Promise]) -> list[list[str]]:
    """Return the table of promises."""
    return [PROMISE_HEADERS, *(promise.row() for promise in promises)]


def conclude(
    name: str,
    options: argparse.Namespace,
    results: dict[str, Any],
    rows: Sequence[Sequence[str]],
    kept: Sequence[Promise],
    text: str,
    **words: Any,
) -> int:
    """Show a table and whether its promises are kept, and publish both.

    Returns the exit code: 1 if one of them is not kept.

    text: Markdown with places for {table}, {promises} and the words.
    """
    for shown in (rows, promised(kept)):
        show(shown)
    results["promises"] = [promise.facts() for promise in kept]
    text = text.format(table=markdown(rows), promises=markdown(promised(kept)), **words)
    publish(name, options, results, text)
    return int(not all(promise.is_kept for promise in kept))


def facts(seconds: Mapping[str, Any], promises: Sequence[Promise]) -> dict[str, Any]:
    """Return both for the JSON. `seconds`: Times, or Times by name."""
    return {"seconds_per_call": seconds, "promises": [promise.facts() for promise in promises]}


def in_one_thread(name: str, arguments: Sequence[str] | None) -> int | None:
    """Run `python -m benchmarks.<name>` in a new process that holds NumPy to one thread, as the game does.

    Returns its exit code, or None if this is that process. NumPy's BLAS reads how many threads it may start
    when it is loaded, which has happened here.
    """
    if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        return None
    words = sys.argv[1:] if arguments is None else arguments
    command = [sys.executable, "-m", f"benchmarks.{name}", *words]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
