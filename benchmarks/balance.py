"""How hard each opponent is: simulated people play it through whole matches, without a screen.

    python -m benchmarks.balance --quick
    python -m benchmarks.balance --json balance.json --docs

Time is the match's own, so the same seeds give the same matches on any machine.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from agent.checkpoint import CheckpointError
from agent.engine import make_engine
from agent.learner import Learner
from agent.replay import Transition
from benchmarks.common import circumstances, command_line, markdown, publish, show
from benchmarks.people import Person
from game import agents, paths
from game.controllers import Agent
from game.match import Court, Feed, Match

OPPONENTS = ("newborn", "sapling", "master")
REACTIONS = (0.25, 0.4)  # seconds: a quick person, a slow one
SLIPS = 0.05  # chance that a move is not the one meant
QUICK = 10  # matches

WON = {"sapling": (0.4, 0.7), "master": (0.0, 0.15)}  # shares that the average person should win
LEAD_SECONDS = (30.0, 120.0)  # for which each of them should be ahead of a newborn

HEADERS = [
    "",
    "person",
    "matches",
    "won",
    "drawn",
    "lost",
    "caught",
    "it caught",
    "overtaken",
    "ahead",
    "length",
]
TEXT = """## Balance

Simulated people play whole matches. They see the court {reactions} late, plan each move from what they saw
then and from the moves they have meant to make since, and slip to another move with a chance of
{slips:.0%}. *Both* is all matches together: that is the average person here. *Caught* is the share of all
fruits. *Ahead*: seconds from the beginning until the opponent had caught more, after the person had, or to
the end (median, then the 10th and 90th percentile; 0 for who never led). *Overtaken*: the share of matches
in which that happened. *Length*: the median. Time is the match's own. A newborn learns from both courts, as
in the game.

{table}

{targets}

The matches of each person have the seeds from {first} on.

To repeat it: `python -m benchmarks.balance --docs`.
"""


@dataclass
class Result:
    """One match. Seconds are the match's own.

    overtaken_at: the fruit that put the opponent in front after the person had been, or None.
    lead_seconds: from the beginning until then; to the end if it did not happen, 0 if they never led.
    """

    outcome: str
    fruits: int
    caught: int
    theirs: int
    fruits_ahead: int
    overtaken_at: int | None
    lead_seconds: float
    seconds: float


def play(opponent: str, reaction: float, seed: int) -> Result:
    """Play a match, in which everybody learns and has lives as in the game."""
    person = Person(reaction, SLIPS, seed)
    checkpoint = agents.load(opponent, seed)
    heard: list[Transition] = []
    feeds: list[Feed] = []
    lives: int | None = Match.LIVES
    learner = None
    latest = checkpoint.snapshot()
    if opponent == "newborn":
        engine = make_engine("litert", checkpoint.config, paths.compiled_agents())
        learner = Learner(checkpoint, engine)
        feeds, lives = [heard.append], None
    agent = Agent(lambda: latest, lambda: learner is not None, seed)
    match = Match(Court(person, feeds, seed, lives), Court(agent, feeds, seed, lives))
    lead_seconds = 0.0
    while not match.is_over:
        person.now += 1 / match.ticks_per_second
        has_landed = match.tick()
        if learner:
            latest = learner.learn(heard)
            heard.clear()
        if has_landed and match.fruits_ahead and match.overtaken_at in (None, match.fruits):
            lead_seconds = person.now
    return Result(
        match.outcome.value,
        match.fruits,
        match.you.catches,
        match.opponent.catches,
        match.fruits_ahead,
        match.overtaken_at,
        lead_seconds,
        person.now,
    )


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """Return the shares (0..1) and medians of some matches; ahead_range: 10th and 90th percentile."""
    fruits = sum(result.fruits for result in results)
    leads = [result.lead_seconds for result in results]
    return {
        "matches": len(results),
        **{end: _share([result.outcome == end for result in results]) for end in ("won", "drawn", "lost")},
        "caught": sum(result.caught for result in results) / fruits,
        "theirs": sum(result.theirs for result in results) / fruits,
        "overtaken": _share([result.overtaken_at is not None for result in results]),
        "ahead": statistics.median(leads),
        "ahead_range": [float(second) for second in np.percentile(leads, (10, 90))],
        "seconds": statistics.median(result.seconds for result in results),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Play what the command line asks for, and show it. Returns the exit code."""
    options = _options(arguments)
    try:
        results = _read(options.read) if options.read else _measure(options)
    except (OSError, CheckpointError) as error:
        print(error, file=sys.stderr)
        return 1
    rows = [HEADERS, *map(_row, results["contests"])]
    show(rows)
    verdicts = targets(results["contests"])
    print("\n".join(verdicts))
    text = TEXT.format(
        table=markdown(rows), targets="\n".join(f"- {verdict}" for verdict in verdicts), **results["options"]
    )
    publish("balance", options, results, text)
    return 0


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    results: dict[str, Any] = {
        **circumstances(),
        "options": {
            "slips": SLIPS,
            "reactions": " or ".join(f"{1000 * reaction:.0f} ms" for reaction in options.reaction),
            "first": options.seed,
        },
        "contests": [],
    }
    for opponent in options.only:
        results["contests"] += _contests(opponent, options)
    return results


def _read(files: Sequence[Path]) -> dict[str, Any]:
    """Return what was measured in several parts as one, under the heading of the last."""
    several: list[dict[str, Any]] = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    played: dict[str, dict[str, list[Result]]] = {}
    for contest in (contest for results in several for contest in results["contests"]):
        people = played.setdefault(contest["opponent"], {})
        people.setdefault(contest["person"], []).extend(Result(**result) for result in contest["results"])
    contests = [
        _contest(opponent, person, results)
        for opponent, people in played.items()
        for person, results in sorted(people.items())
    ]
    first = min(results["options"]["first"] for results in several)
    return several[-1] | {"options": several[-1]["options"] | {"first": first}, "contests": contests}


def targets(contests: Sequence[dict[str, Any]]) -> list[str]:
    """Say of each target whether it was met, as far as its opponent took part."""
    said = []
    for contest in contests:
        who = f"against {contest['opponent']}, {contest['person']}"
        if contest["opponent"] == "newborn":
            least, most = LEAD_SECONDS
            ahead, overtaken = contest["ahead"], contest["overtaken"]
            words = f"ahead for {least:.0f} to {most:.0f} s at the beginning: {ahead:.0f} s"
            said.append(_verdict(f"{who}: {words}", least <= ahead <= most))
            said.append(_verdict(f"{who}: overtaken in most matches: {overtaken:.1%}", overtaken > 0.5))
        elif contest["opponent"] in WON and contest["person"] == "both":
            least, most = WON[contest["opponent"]]
            words = f"{who}: {least:.0%} to {most:.0%} of the matches won: {contest['won']:.1%}"
            said.append(_verdict(words, least <= contest["won"] <= most))
    return said


def _contests(opponent: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Play all matches against an opponent; a row for each person and one for all of them together."""
    seeds = range(options.seed, options.seed + options.matches)
    everything: list[Result] = []
    with _mapping(options.jobs) as each:
        for reaction in options.reaction:
            results = list(each(partial(play, opponent, reaction), seeds))
            everything += results
            person = f"{1000 * reaction:.0f} ms"
            print(f"{opponent}, {person}: {options.matches} matches played", file=sys.stderr)
            yield _contest(opponent, person, results)
    if len(options.reaction) > 1:
        yield _contest(opponent, "both", everything)


def _contest(opponent: str, person: str, results: Sequence[Result]) -> dict[str, Any]:
    every = {"results": [asdict(result) for result in results]}
    return {"opponent": opponent, "person": person, **summary(results), **every}


def _row(contest: dict[str, Any]) -> list[str]:
    shares = ("won", "drawn", "lost", "caught", "theirs", "overtaken")
    least, most = contest["ahead_range"]
    return [
        contest["opponent"],
        contest["person"],
        str(contest["matches"]),
        *(f"{contest[share]:.1%}" for share in shares),
        f"{contest['ahead']:.0f} s ({least:.0f}-{most:.0f})",
        f"{contest['seconds']:.0f} s",
    ]


@contextmanager
def _mapping(jobs: int) -> Iterator[Callable[..., Any]]:
    """Provide map(), over several processes if there are to be several."""
    if jobs == 1:
        yield map
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield pool.map


def _verdict(words: str, is_met: bool) -> str:
    return f"{words}. {'Met.' if is_met else 'Not met.'}"


def _share(true: Sequence[bool]) -> float:
    return sum(true) / len(true)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = command_line("balance", __doc__ or "")
    parser.add_argument(
        "--matches", type=int, default=100, help="of each person with each opponent (default %(default)s)"
    )
    parser.add_argument(
        "--only", action="append", metavar="NAME", help=f"of {', '.join(OPPONENTS)}, or an agent's file"
    )
    parser.add_argument(
        "--reaction", action="append", type=float, metavar="SECONDS", help="instead of .25 and .4"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the first match (default %(default)s)")
    parser.add_argument("--jobs", type=int, default=1, help="matches at the same time (default %(default)s)")
    parser.add_argument(
        "--read", type=Path, metavar="FILE", action="append", help="play nothing: show what --json wrote"
    )
    options = parser.parse_args(arguments)
    if options.quick and options.docs:
        parser.error("--quick measures too little for the docs: leave one of --quick and --docs away.")
    options.only = options.only or list(OPPONENTS)
    options.reaction = options.reaction or list(REACTIONS)
    options.matches = QUICK if options.quick else options.matches
    for name in ("matches", "jobs"):
        if getattr(options, name) < 1:
            parser.error(f"--{name} is {getattr(options, name)}: give at least 1.")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
