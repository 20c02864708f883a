"""catch train: an agent learns without a window, as fast as the machine goes."""

from __future__ import annotations

import argparse
import json
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from agent import checkpoint as checkpoints
from agent.checkpoint import Checkpoint
from agent.config import Config
from agent.engine import Engine, make_engine
from agent.learner import Learner
from game import agents, paths
from game.cli import LEARNED_RATE
from game.commands import CommandError
from game.training import Progress, episodes_to_learn, train

SHOWN_EVERY = 10  # episodes between plain lines
INTERRUPTED = 130  # the exit code of a program ended by Ctrl-C


@dataclass
class Run:
    """One training: when it is over, and how it went.

    until: the exact catch rate that counts as learned, 0..1.  hold: further episodes it must stay there.
    stops_there: whether that ends it.  most: episodes that end it, None for no limit.
    """

    until: float
    hold: int
    stops_there: bool
    most: int | None

    def __post_init__(self) -> None:
        self.rates: list[float] = []
        self.seconds = 0.0
        self.was_interrupted = False

    @property
    def learned_at(self) -> int | None:
        """The first episode of the run that counts as having learned."""
        return episodes_to_learn(self.rates, self.until, self.hold)

    @property
    def is_over(self) -> bool:
        """True when there is nothing left to do."""
        return len(self.rates) == self.most or (self.stops_there and self.learned_at is not None)

    def add(self, progress: Progress) -> None:
        """An episode was played."""
        self.rates.append(progress.catch_rate)
        self.seconds = progress.seconds


def run(args: argparse.Namespace) -> int:
    """Train as asked, show the progress on stderr and the result on stdout, save the agent."""
    if args.out:
        agents.check_replaceable(args.out)
        args.out.parent.mkdir(parents=True, exist_ok=True)  # now rather than after an hour's work
    seed = secrets.randbelow(2**31) if args.seed is None else args.seed
    checkpoint = _origin(args, seed)
    learner = Learner(checkpoint, _engine(args.engine, checkpoint.config))
    before = learner.metrics
    stops_there = args.until is not None or args.episodes is None
    asked = Run(args.until or LEARNED_RATE, args.hold, stops_there, args.episodes)
    _train(learner, seed, asked)

    out = args.out
    if asked.was_interrupted and out is None:
        out = paths.user_data() / f"interrupted-{time.strftime('%Y-%m-%d-%H%M%S')}.npz"
    if out:
        checkpoints.save(learner.checkpoint(), out)
    facts = {
        "episodes_to_learn": asked.learned_at,
        "episodes": len(asked.rates),
        "steps": learner.metrics.steps - before.steps,
        "updates": learner.metrics.updates - before.updates,
        "seconds": round(asked.seconds, 3),
        "catch_rate": asked.rates[-1] if asked.rates else None,
        "network": learner.config.network,
        "engine": args.engine,
        "seed": seed,
    }
    if args.json:
        _tell(asked, out, sys.stderr)
        print(json.dumps(facts))
    else:
        print(_in_words(facts, asked))
        _tell(asked, out, sys.stdout)
    return INTERRUPTED if asked.was_interrupted else 0


def _origin(args: argparse.Namespace, seed: int) -> Checkpoint:
    """Return the agent to begin with: a new one, or the one that --from names."""
    chosen = {name: value for name in ("network", "replay") if (value := getattr(args, name)) is not None}
    if args.origin is None:
        return checkpoints.newborn(Config(**chosen), seed)
    checkpoint = agents.load(args.origin, seed)
    for name, value in chosen.items():
        found = getattr(checkpoint.config, name)
        if value != found:
            raise CommandError(
                f"--from {args.origin} has --{name} {found}, not {value}: leave --{name} out to go on."
            )
    return checkpoint


def _engine(name: str, config: Config) -> Engine:
    try:
        with agents.needing_tensorflow("--engine keras") if name == "keras" else nullcontext():
            return make_engine(name, config, paths.compiled_agents())
    except ValueError as error:  # a network of unusual size
        raise CommandError(str(error)) from error


def _train(learner: Learner, seed: int, run: Run) -> None:
    display = _bar if sys.stderr.isatty() else _lines
    with _interruptible() as is_interrupted, display(run) as show:
        for progress in train(learner, seed):
            run.add(progress)
            show(progress)
            run.was_interrupted = is_interrupted()
            if run.is_over or run.was_interrupted:
                break


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C wait for the end of the episode, so that the agent is whole; a second one does not wait."""
    is_pressed = False

    def press(*_: object) -> None:
        nonlocal is_pressed
        is_pressed = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: is_pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(run: Run) -> Iterator[Callable[[Progress], None]]:
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn("episode {task.completed:.0f}"),
        bars.BarColumn(),
        bars.TextColumn("catch rate {task.fields[rate]:.1%}"),
        bars.TimeElapsedColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=run.most, rate=0.0)
        yield lambda progress: bar.update(task, completed=progress.episode, rate=progress.catch_rate)


@contextmanager
def _lines(run: Run) -> Iterator[Callable[[Progress], None]]:
    def show(progress: Progress) -> None:
        if progress.episode % SHOWN_EVERY == 0 or run.is_over:
            print(
                f"episode {progress.episode}  catch rate {progress.catch_rate:.1%}  {progress.seconds:.1f} s",
                file=sys.stderr,
                flush=True,
            )

    yield show


def _in_words(facts: dict[str, Any], run: Run) -> str:
    goal = f"{run.until:.1%} and {run.hold} episodes more"
    learned = f"held {goal} from episode {run.learned_at}" if run.learned_at else f"did not yet hold {goal}"
    return (
        f"{facts['episodes']} episodes, {facts['steps']} steps and {facts['updates']} updates "
        f"in {facts['seconds']:.1f} s: it catches {facts['catch_rate']:.2%} of all starts, and {learned} "
        f"({facts['network']}, {facts['engine']}, seed {facts['seed']})."
    )


def _tell(run: Run, out: Path | None, where: TextIO) -> None:
    """Say what became of the agent."""
    stopped = "Stopped by Ctrl-C. " if run.was_interrupted else ""
    kept = f"The agent is in {out}" if out else "The agent was not saved: --out FILE.npz keeps it."
    print(stopped + kept, file=where)
