"""catch scores: the player's record, practice and latest matches. Needs no display."""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from game import paths, score_file
from game.commands import CommandError
from game.scores import MatchScore, ScoresError, Standings

SHOWN = 10  # matches in the table; the JSON has game.scores.LATEST
LEAST_WIDTH = 100  # columns of text: rather wrapped by the terminal than cut


def run(args: argparse.Namespace) -> int:
    """Print the scores, as tables or as JSON."""
    path = paths.scores()
    try:
        standings = score_file.load(path)
    except ScoresError as error:
        raise CommandError(f"the scores in {path} cannot be read: {error}") from error
    if args.json:
        print(json.dumps(_as_data(standings)))
    else:
        _show(standings)
    return 0


def _as_data(standings: Standings) -> dict[str, Any]:
    lead = standings.longest_lead
    return {
        "opponents": [tally._asdict() | {"win_rate": tally.win_rate} for tally in standings.tallies],
        "longest_lead": lead._asdict() if lead else None,
        "practice": standings.practice._asdict(),
        "matches": [asdict(match) | {"ended_at": _utc(match)} for match in standings.latest],
    }


def _utc(match: MatchScore) -> str:
    return datetime.fromtimestamp(match.ended_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _show(standings: Standings) -> None:
    from rich.console import Console

    practice, lead = standings.practice, standings.longest_lead
    if not standings.played and not practice.runs:
        print("Nothing yet: a match counts when it is played to its end, practice when it is left.")
        return
    console = Console(width=max(Console().width, LEAST_WIDTH), highlight=False)
    if standings.played:
        console.print(_record(standings), "", _latest(standings), "", sep="\n")
    if lead:
        console.print(f"Longest lead over a newborn: {_lead(*lead)}")
    if practice.runs:
        console.print(
            f"Practice: best streak {practice.best_streak}, {practice.catches} of {practice.fruits} caught, "
            f"runs: {practice.runs}"
        )


def _record(standings: Standings) -> Any:
    table = _table("Opponent", "Matches", "Won", "Drawn", "Lost", "Win rate", "Best streak", texts=1)
    for tally in standings.tallies:
        counts = (tally.played, tally.won, tally.drawn, tally.lost)
        table.add_row(
            tally.opponent, *map(str, counts), f"{100 * tally.won // tally.played} %", str(tally.best_streak)
        )
    return table


def _latest(standings: Standings) -> Any:
    table = _table("Latest matches", "Against", "Result", "Caught", "Best streak", "Longest lead", texts=3)
    for match in standings.latest[:SHOWN]:
        table.add_row(
            time.strftime("%Y-%m-%d %H:%M", time.localtime(match.ended_at)),
            match.opponent,
            match.outcome,
            f"{match.catches}:{match.opponent_catches}",
            str(match.best_streak),
            _lead(*match.lead) if match.lead else "",
        )
    return table


def _table(*heads: str, texts: int) -> Any:
    """Return a table whose first `texts` columns are words, the rest figures."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number < texts else "right", no_wrap=True)
    return table


def _lead(fruits: int, seconds: float) -> str:
    return f"{fruits} fruit{'s' if fruits != 1 else ''} in {seconds:.0f} s"
