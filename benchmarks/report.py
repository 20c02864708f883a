"""What the benchmark of learning found: as a table, a plot, and a section of docs/benchmarks.md."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from agent.config import NETWORKS, Config
from benchmarks import article, ours, peers
from benchmarks.common import HOLD, KEPT, RATE, Run, figure, listed, markdown, measured_on, save_figure

HEADERS = ["", "seeds", "episodes", "worst", "seconds", "worst", "start-up", "lowest after", "kept", "MB"]
IMAGE = Path("images") / "learning-curves.png"  # beside the page
TEXT = """## Learning

*Episodes* until the exact greedy catch rate is at least {rate} and stays so for {hold} more (median over the
seeds, then the worst; `> n` is not within n), on the classic 10x10 rules, from single-step play with nothing
pre-trained. Each run has a process of its own, and all take turns, seed by seed, so that they share whatever
else the machine does. *Seconds* are from the first step until it had learned, *start-up* the seconds before
that, both the least of a run that was made more than once; rows that were measured at another time may have
met a busier machine. Ours include measuring the exact rate after each episode; the others' do not. *Lowest
after* is the lowest exact rate while learning went on for {after} episodes after that, *kept* the lowest of
the last {kept} of them, over all seeds, or over as many as are given in brackets.

{table}

{comparisons}

![Learning curves]({image})

Medians, with a band from the best to the worst seed. A run that has learned and stopped is drawn on at its
last rate.

Ours are told that the task is the same in a mirror and in every column, unless the row says otherwise; the
others are not. The rows without that show what it is worth.

{measured_on}

How the others were set up:
- The article's loop: two hidden layers of {article.HIDDEN}, SGD {article.LEARNING_RATE}, mean squared error,
  no target network, a memory of {article.MEMORY}, one batch of {article.BATCH} a step, epsilon
  {article.EPSILON}, gamma {article.GAMMA}, in Keras, on the repaired rules. It asks the network about one
  picture at a time, as the original does; the row beside it asks about whole batches, for the same answers
  sooner.
- Stable-Baselines3 plays through `game.gym_env`: as `DQN("MlpPolicy", env)` is, and with the best settings
  that our search found: {tuned}.

To repeat it: `pip install -e '.[bench]'`, then
`python -m benchmarks.learning --seeds {seeds} --peer-seeds {peer_seeds} --after {after} --docs`.
"""


def by_name(runs: Sequence[Run]) -> dict[str, list[Run]]:
    """Group runs by contestant, in the order they took part."""
    groups: dict[str, list[Run]] = {}
    for run in runs:
        groups.setdefault(run.name, []).append(run)
    return groups


def table(runs: Sequence[Run]) -> list[list[str]]:
    """Return a row for each contestant, under HEADERS. A run that did not learn counts as the slowest."""
    rows = []
    for name, group in by_name(runs).items():
        given = min((run.episodes for run in group if run.episodes_to_learn is None), default=0)
        episodes = _median_and_worst([run.episodes_to_learn for run in group])
        seconds = _median_and_worst([run.seconds_to_learn for run in group])
        memory = [run.memory_mb for run in group if run.memory_mb is not None]
        rows.append(
            [
                name,
                str(len(group)),
                *(f"> {given}" if n is None else f"{n:g}" for n in episodes),
                *("-" if n is None else f"{n:.3g}" for n in seconds),
                f"{statistics.median(run.startup_seconds for run in group):.2g}",
                _lowest([run.lowest_after for run in group]),
                _lowest([run.kept for run in group]),
                f"{statistics.median(memory):.0f}" if memory else "-",
            ]
        )
    return rows


def seconds_from_start(group: Sequence[Run]) -> float | None:
    """Return the median time from the start of the process until it had learned; None if it did not."""
    return _median_and_worst(
        [None if (s := run.seconds_to_learn) is None else s + run.startup_seconds for run in group]
    )[0]


def _median_and_worst(found: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Return both; None, which is worse than any number, where that is what they come to."""
    ordered = sorted(float("inf") if n is None else n for n in found)
    median = statistics.median(ordered)
    return tuple(n if n < float("inf") else None for n in (median, ordered[-1]))  # type: ignore[return-value]


def _lowest(rates: Sequence[float | None]) -> str:
    known = [rate for rate in rates if rate is not None]
    if not known:
        return "-"
    return f"{100 * min(known):.4g} %" + (f" (of {len(known)})" if len(known) < len(rates) else "")


def plot(runs: Sequence[Run], labels: dict[str, str], file: Path) -> None:
    """Save the learning curves: medians, and a band from the best to the worst seed.

    Raises:
        ModuleNotFoundError: Matplotlib is missing; the message says how to get it.
    """
    drawn = figure(16, 6)
    groups, variants = by_name(runs), ours.variants()
    panels = {
        "ours and the others": [
            n for n in groups if n not in variants or n in NETWORKS or n.endswith("plain")
        ],
        **{
            f"our variants, {network}": [n for n in variants if n.startswith(network)] for network in NETWORKS
        },
    }
    for axes, (title, names) in zip(drawn.subplots(1, len(panels), sharey=True), panels.items(), strict=True):
        _curves(axes, {name: groups[name] for name in names if name in groups}, labels)
        axes.set_title(title)
    drawn.axes[0].set_ylabel("exact catch rate, %")
    save_figure(drawn, file)


def _curves(axes: Any, groups: dict[str, list[Run]], labels: dict[str, str]) -> None:
    for name, group in groups.items():
        longest = max(run.episodes for run in group)
        # A run that ended keeps its last rate: it ended because it had learned, or because its time was up.
        rates = 100 * np.array([run.rates + [run.rates[-1]] * (longest - run.episodes) for run in group])
        episodes = np.arange(1, longest + 1)
        (line,) = axes.plot(episodes, np.median(rates, axis=0), label=labels.get(name, name))
        axes.fill_between(
            episodes, rates.min(axis=0), rates.max(axis=0), color=line.get_color(), alpha=0.15, linewidth=0
        )
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlabel("episodes")
    axes.set_ylim(0, 102)
    axes.axhline(100 * RATE, color="grey", linewidth=0.8, linestyle="--")
    axes.grid(alpha=0.3)
    if groups:
        axes.legend(fontsize="small", frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.13))


def section(results: dict[str, Any], runs: Sequence[Run], labels: dict[str, str]) -> str:
    """Return the section of docs/benchmarks.md that these results are, Markdown."""
    tuned = {
        **peers.TUNED,
        "learning_rate": f"{peers.TUNED_RATE}, falling to a tenth over {peers.TUNED_DECAY} episodes",
        "epsilon": f"falling over {peers.TUNED_EXPLORATION} episodes",
    }
    return TEXT.format(
        rate=f"{RATE:.0%}",
        hold=HOLD,
        kept=KEPT,
        table=markdown([HEADERS, *([labels.get(name, name), *row] for name, *row in table(runs))]),
        comparisons="\n".join(_comparisons(runs, labels)),
        image=IMAGE.as_posix(),
        measured_on=measured_on(results),
        article=article,
        tuned=listed(tuned),
        **results["options"],
    )


def _comparisons(runs: Sequence[Run], labels: dict[str, str]) -> Iterator[str]:
    """Say how long the others needed, in our times."""
    medians = {name: seconds_from_start(group) for name, group in by_name(runs).items()}
    usual = Config().network
    our_time = medians.get(usual)
    if our_time is None:
        return
    yield "From the start of the process until it had learned (medians):"
    yield f"- {labels[usual]}: {our_time:.3g} s."
    for name in ("article", "article-batched", "sb3", "sb3-tuned"):
        their_time = medians.get(name)
        if their_time is not None:
            yield f"- {labels[name]}: {their_time:.3g} s, {their_time / our_time:.3g} times as long."
