"""How the cost of each part grows with the grid: rows = columns = 10, 20, 40, 80.

    python -m benchmarks.scaling --quick
    python -m benchmarks.scaling --json scaling.json --docs

Every size has a process of its own, so that its memory can be read. A LiteRT file is for one shape only: the
ones for these sizes are compiled here, which needs TensorFlow.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import timeit
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from agent.config import NETWORKS, Config
from agent.engine import make_engine
from agent.learner import Learner
from agent.policy import Policy
from benchmarks import timing
from benchmarks.common import (
    PAGE,
    ROOT,
    circumstances,
    command_line,
    figure,
    markdown,
    publish,
    save_figure,
    show,
)
from benchmarks.rules import STEPS, ours
from benchmarks.throughput import MEMORIES, engine_updates, experienced
from game.catch import Catch
from game.report import rss_mb
from game.skill import exact_skill

SIZES, QUICK_SIZES = (10, 20, 40, 80), (10, 20)
ONCE_ABOVE = 20  # rows: the map of a larger grid takes so long that it is measured once
IMAGE = Path("images") / "scaling.png"  # beside the page
ACT, STEP, UPDATE, LEARN, MAP = "a decision", "a step", "an update", "in the learner", "the map"
PARTS = (ACT, STEP, UPDATE, LEARN, MAP)
TOLERANCE = 1.1  # an exponent above 1 by less is noise

TEXT = """## Scaling

Square grids of {sizes} rows and columns: medians of {turns} turns, and of a single one for the map of
a grid of more than {once} rows. *MB* is what the process of a learner with {memories} transitions holds in
the end; *full* what its replay buffer of {capacity} comes to when it is full.

{table}

*An update* is the engine's alone, *in the learner* the same with all the replay around it.

How each part grows: the exponent *e* in *time ~ cells^e*, from the smallest to the largest grid, and in
brackets the highest from one size to the next. 1 is as the number of cells.

{growth}

![Time of each part against the number of cells](images/scaling.png)

{verdict} A part is steeper for a while where its arrays outgrow the processor's cache.

The map is the exact catch rate over every start, and what becomes of a start depends on every position below
it: (rows - 1) (columns - 2) columns positions, about cells^1.5, and each is a decision about a picture of all
cells. So it grows as cells^2.5 in the end, and no way that asks any policy for its moves is both exact and
faster. A position costs no more than the number of cells. Positions are asked about in portions, so that the
memory for them does not grow: all pictures of an 80x80 grid would be 12 GB.

To repeat it: `pip install -e '.[bench]'`, then `python -m benchmarks.scaling --docs`.
"""


class Size(NamedTuple):
    """What was measured for a network on a grid of `side` x `side` cells.

    seconds: of each of PARTS.  mb: memory of the process, None where unknown.  full_mb: of a full buffer.
    """

    network: str
    side: int
    seconds: dict[str, float]
    mb: float | None
    full_mb: float

    @property
    def cells(self) -> int:
        """How many pixels an observation has."""
        return self.side**2


def config_for(network: str, side: int) -> Config:
    """Return the usual config, for another grid."""
    return replace(Config(), network=network, observation_shape=(side, side))


def measure(network: str, side: int, compiled: Path, turns: int, seconds: float) -> Size:
    """Measure every part, in this process. `compiled` is the folder that compile_for() filled."""
    config = config_for(network, side)
    agent = experienced(config)
    learner = Learner(agent, make_engine("litert", config, compiled))
    policy = Policy(agent.snapshot(), seed=0)
    parts: dict[str, tuple[Callable[[], Any], int]] = {  # and how many there are in a call
        ACT: (partial(policy.act, Catch(side, side, seed=0).reset()), 1),
        STEP: (ours(side), STEPS),
        UPDATE: (engine_updates("litert", config, compiled), 1),
        LEARN: (learner.update, config.updates_per_step),
    }
    times = timing.take_turns({name: call for name, (call, _) in parts.items()}, turns, seconds)
    found = {name: timing.median(times, name) / count for name, (_, count) in parts.items()}
    ask = partial(exact_skill, policy.probabilities, side, side)
    if side > ONCE_ABOVE:
        found[MAP] = timeit.timeit(ask, number=1)
    else:
        found[MAP] = timing.median(timing.take_turns({MAP: ask}, turns, seconds), MAP)
    stored = sum(column.nbytes for column in agent.replay.columns.values()) / 2**20
    return Size(network, side, found, rss_mb(), round(stored, 1))


def compile_for(side: int, folder: Path) -> None:
    """Write the LiteRT files for a grid. Needs TensorFlow."""
    from agent.compile import compile_agent

    folder.mkdir(parents=True, exist_ok=True)
    for network in NETWORKS:
        (folder / f"{network}.tflite").write_bytes(compile_agent(config_for(network, side)))


def apart(*words: str) -> str:
    """Run this script with other words, in a process of its own, and return what it prints last.

    Raises:
        RuntimeError: it did not end well; the message is what it said.
    """
    command = [sys.executable, "-m", "benchmarks.scaling", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return (done.stdout.splitlines() or [""])[-1]


def exponent(found: Sequence[Size], part: str) -> float:
    """Return e in time ~ cells^e, between the smallest and the largest grid.

    Raises:
        ValueError: there is only one size.
    """
    small, large = min(found, key=lambda size: size.side), max(found, key=lambda size: size.side)
    if small.side == large.side:
        raise ValueError(f"There is only a grid of {small.side} rows: growth needs two sizes.")
    return math.log(large.seconds[part] / small.seconds[part]) / math.log(large.cells / small.cells)


def table(found: Sequence[Size]) -> list[list[str]]:
    """Return a row for each network and size."""
    rows = [["", "rows", "cells", *PARTS, "MB", "full"]]
    for size in found:
        times = (timing.duration(size.seconds[part]) for part in PARTS)
        mb = "-" if size.mb is None else f"{size.mb:.0f}"
        rows.append(
            [size.network, str(size.side), str(size.cells), *times, mb, f"{size.full_mb:,.0f}"],
        )
    return rows


def growth(found: Sequence[Size]) -> list[list[str]]:
    """Return the exponents of each network: over all sizes, and the highest between two neighbours."""
    rows = [["", *PARTS]]
    for network in NETWORKS:
        sizes = [size for size in found if size.network == network]
        steepest = [max(exponent(pair, part) for pair in pairwise(sizes)) for part in PARTS]
        rows.append(
            [network, *(f"{exponent(sizes, p):.2f} ({s:.2f})" for p, s in zip(PARTS, steepest, strict=True))]
        )
    return rows


def verdict(found: Sequence[Size]) -> str:
    """Say which parts but the map grow faster than the number of cells."""
    worse = [
        f"{part} ({network})"
        for network in NETWORKS
        for part in PARTS
        if part != MAP and exponent([s for s in found if s.network == network], part) > TOLERANCE
    ]
    if worse:
        return f"Faster than the number of cells grow, against the promise: {', '.join(worse)}."
    return "But for the map, no part grows faster than the number of cells."


def plot(found: Sequence[Size], file: Path) -> None:
    """Save the times as a picture: a panel for each network, a line for each part.

    Raises:
        ModuleNotFoundError: Matplotlib is missing; the message says how to get it.
    """
    drawn = figure(12, 5)
    for axes, network in zip(drawn.subplots(1, len(NETWORKS), sharey=True), NETWORKS, strict=True):
        sizes = [size for size in found if size.network == network]
        cells = [size.cells for size in sizes]
        for part in PARTS:
            axes.plot(cells, [1000 * size.seconds[part] for size in sizes], marker="o", label=part)
        start = 1000 * sizes[0].seconds[UPDATE]
        slope = [start * count / cells[0] for count in cells]
        axes.plot(cells, slope, color="grey", linestyle="--", linewidth=0.8, label="as the number of cells")
        axes.set(xscale="log", yscale="log", title=network, xlabel="cells")
        axes.set_xticks(cells, [f"{size.side}x{size.side}" for size in sizes], minor=False)
        axes.minorticks_off()
        axes.grid(alpha=0.3)
    drawn.axes[0].set_ylabel("milliseconds")
    drawn.axes[0].legend(fontsize="small", frameon=False)
    save_figure(drawn, file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, show, publish. Returns the exit code."""
    parser = command_line("scaling", __doc__ or "")
    for word in ("--compile", "--measure"):  # what a process of its own is told
        parser.add_argument(word, nargs=2, metavar=("SIDE", "FOLDER"), help=argparse.SUPPRESS)
    parser.add_argument("--network", choices=NETWORKS, default=NETWORKS[0], help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if (code := timing.in_one_thread("scaling", arguments)) is not None:
        return code
    turns, seconds = timing.effort(options.quick)
    if options.compile:
        compile_for(int(options.compile[0]), Path(options.compile[1]))
        return 0
    if options.measure:
        side, compiled = int(options.measure[0]), Path(options.measure[1])
        print(json.dumps(measure(options.network, side, compiled, turns, seconds)._asdict()))
        return 0
    results = circumstances()
    found = []
    sides = QUICK_SIZES if options.quick else SIZES
    with tempfile.TemporaryDirectory() as folder:
        for side in sides:
            here = f"{folder}/{side}"
            apart("--compile", str(side), here)
            for network in NETWORKS:
                words = ["--measure", str(side), here, "--network", network]
                found.append(Size(**json.loads(apart(*words, *(["--quick"] if options.quick else [])))))
    found.sort(key=lambda size: NETWORKS.index(size.network))
    show(table(found))
    show(growth(found))
    if options.docs:
        plot(found, PAGE.parent / IMAGE)
    text = TEXT.format(
        sizes=", ".join(map(str, sides)),
        turns=turns,
        once=ONCE_ABOVE,
        memories=MEMORIES,
        capacity=f"{Config().replay_capacity:,}",
        table=markdown(table(found)),
        growth=markdown(growth(found)),
        verdict=verdict(found),
    )
    publish("scaling", options, results | {"sizes": [size._asdict() for size in found]}, text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
