"""How hard each opponent is: simulated people play it through whole matches, without a screen.

python -m benchmarks.balance --quick
python -m benchmarks.balance --json balance.json

A simulated person sees the court late, by their reaction time, and plans each move from what they saw then
and from the moves they have meant to make since. Now and then a finger slips; they notice when they see it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from agent.checkpoint import CheckpointError
from agent.engine import make_engine
from agent.learner import Learner
from agent.replay import Player, Transition
from benchmarks.common import machine, versions
from game import agents, paths
from game.catch import Action, move
from game.controllers import Agent, basket_of
from game.match import Court, Match

OPPONENTS = ("newborn", "sapling", "master")
REACTIONS = (0.25, 0.4)  # seconds: a quick person, an average one
SLIPS = 0.05  # chance that a move is not the one meant
QUICK = 10  # matches
HEADERS = (
    "opponent",
    "reaction",
    "matches",
    "won",
    "lost",
    "caught",
    "theirs",
    "led",
    "lead",
    "overtaken",
    "length",
)

Observation = npt.NDArray[np.float32]


class Person:
    """A player with a reaction time, whose clock is `now`, in seconds.

    Args:
        reaction: seconds from what is on the screen to the move that answers it.
        slips: chance 0..1 that a move is another one than was meant.
    """

    player = Player.HUMAN

    def __init__(self, reaction: float, slips: float, seed: int) -> None:
        self.now = 0.0
        self._reaction = reaction
        self._slips = slips
        self._generator = np.random.default_rng(seed)
        self._shown_at = 0.0  # when the present picture came up
        self._pictures: deque[tuple[float, Observation]] = deque()  # since when, the oldest first
        self._meant: list[Action] = []  # the move meant at each picture

    def begin(self) -> None:
        """A new fruit comes up: what was to be seen before helps no more."""
        self._pictures.clear()
        self._meant.clear()
        self._shown_at = self.now

    def act(self, observation: Observation) -> Action:
        """Do what seemed right a moment ago."""
        self._pictures.append((self._shown_at, observation))
        self._shown_at = self.now
        while len(self._pictures) > 1 and self._pictures[1][0] <= self.now - self._reaction:
            self._pictures.popleft()
            self._meant.pop(0)
        meant = self._plan()
        self._meant.append(meant)
        if self._generator.random() < self._slips:
            return Action(int(self._generator.choice([action for action in Action if action != meant])))
        return meant

    def _plan(self) -> Action:
        """Return the move that leads to the fruit from where the basket must be by now."""
        since, seen = self._pictures[0]
        if since > self.now - self._reaction:
            return Action.STAY  # not seen anything of this fruit yet
        basket = basket_of(seen)
        for action in self._meant:
            basket = int(move(basket, action, seen.shape[1]))
        fruit = int(seen[:-1].any(axis=0).argmax())
        return Action(Action.STAY + (fruit > basket) - (fruit < basket))


@dataclass
class Result:
    """One match. Seconds are the match's own.

    lead_seconds: from its beginning until the opponent's form (the catch rate over the latest fruits) was
    first better after the person's had been; to the end if that did not happen, 0 if they never led.
    """

    outcome: str
    fruits: int
    caught: int
    theirs: int
    fruits_ahead: int
    has_led: bool
    is_overtaken: bool
    lead_seconds: float
    seconds: float


def play(opponent: str, reaction: float, seed: int) -> Result:
    """Play a match. A newborn learns from both courts, as it does in the game."""
    person = Person(reaction, SLIPS, seed)
    checkpoint = agents.load(opponent, seed)
    if opponent == "newborn":
        engine = make_engine("litert", checkpoint.config, paths.compiled_agents())
        learner = Learner(checkpoint, engine)
        heard: list[Transition] = []
        latest = learner.snapshot()
        agent = Agent(lambda: latest, lambda: True, seed)
        match = Match(Court(person, [heard.append], seed, Match.LIVES), Court(agent, [heard.append], seed))
    else:
        latest = checkpoint.snapshot()
        agent = Agent(lambda: latest, lambda: False, seed)
        match = Match(Court(person, (), seed, Match.LIVES), Court(agent, (), seed, Match.LIVES))
    led, overtaken_at = False, None
    while not match.is_over:
        person.now += 1 / match.ticks_per_second
        has_landed = match.tick()
        if opponent == "newborn":
            latest = learner.learn(heard)
            heard.clear()
        if has_landed:
            led = led or match.you.form > match.opponent.form
            if led and overtaken_at is None and match.opponent.form > match.you.form:
                overtaken_at = person.now
    return Result(
        match.outcome.value,
        match.fruits,
        match.you.catches,
        match.opponent.catches,
        match.fruits_ahead,
        led,
        overtaken_at is not None,
        (person.now if overtaken_at is None else overtaken_at) if led else 0.0,
        person.now,
    )


def summary(results: Sequence[Result]) -> dict[str, float]:
    """Return the shares (0..1) and medians of some matches."""
    fruits = sum(result.fruits for result in results)
    return {
        "matches": len(results),
        "won": _share(result.outcome == "won" for result in results),
        "lost": _share(result.outcome == "lost" for result in results),
        "caught": sum(result.caught for result in results) / fruits,
        "theirs": sum(result.theirs for result in results) / fruits,
        "led": _share(result.has_led for result in results),
        "lead_seconds": statistics.median(result.lead_seconds for result in results),
        "overtaken": _share(result.is_overtaken for result in results),
        "seconds": statistics.median(result.seconds for result in results),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Play what the command line asks for, and show it. Returns the exit code."""
    options = _options(arguments)
    everything: dict[str, Any] = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "machine": machine(),
        "versions": versions(),
        "options": {"slips": SLIPS, "seed": options.seed},
        "contests": [],
    }
    for opponent in options.only:
        for reaction in options.reaction:
            seeds = range(options.seed, options.seed + options.matches)
            try:
                results = [play(opponent, reaction, seed) for seed in seeds]
            except (FileNotFoundError, CheckpointError) as error:
                print(error, file=sys.stderr)
                return 1
            contest = {"opponent": opponent, "reaction": reaction, **summary(results)}
            everything["contests"].append({**contest, "results": [asdict(result) for result in results]})
            print(f"{opponent}, {1000 * reaction:.0f} ms: won {contest['won']:.0%}", file=sys.stderr)
            if options.json:  # as it grows: a long measurement may be interrupted
                options.json.write_text(json.dumps(everything) + "\n", encoding="utf-8")
    _show(everything["contests"])
    return 0


def _show(contests: Sequence[dict[str, Any]]) -> None:
    shown = Table(caption="lead: median seconds until overtaken, or to the end; length: median", box=None)
    for number, header in enumerate(HEADERS):
        shown.add_column(header, justify="right" if number else "left", no_wrap=True)
    for contest in contests:
        shares = {
            name: f"{contest[name]:.0%}" for name in ("won", "lost", "caught", "theirs", "led", "overtaken")
        }
        shown.add_row(
            contest["opponent"],
            f"{1000 * contest['reaction']:.0f} ms",
            str(contest["matches"]),
            shares["won"],
            shares["lost"],
            shares["caught"],
            shares["theirs"],
            shares["led"],
            f"{contest['lead_seconds']:.0f} s",
            shares["overtaken"],
            f"{contest['seconds']:.0f} s",
        )
    Console(width=max(Console().width, 100)).print(shown)


def _share(true: Iterable[bool]) -> float:
    values = list(true)
    return sum(values) / len(values)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.balance",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} matches of each kind: about a minute")
    parser.add_argument("--matches", type=int, default=200, help="of each kind (default %(default)s)")
    parser.add_argument(
        "--only", action="append", metavar="NAME", help=f"of {', '.join(OPPONENTS)}, or an agent's file"
    )
    parser.add_argument(
        "--reaction", action="append", type=float, metavar="SECONDS", help="instead of .25 and .4"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the first match (default %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    options = parser.parse_args(arguments)
    options.only = options.only or list(OPPONENTS)
    options.reaction = options.reaction or list(REACTIONS)
    options.matches = QUICK if options.quick else options.matches
    if options.matches < 1:
        parser.error(f"--matches is {options.matches}: play at least 1.")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
