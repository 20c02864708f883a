"""What is remembered of play: each match played to its end, each run of practice, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

LATEST = 200  # matches that a history goes back


class ScoresError(Exception):
    """The scores cannot be read or written now; the message says why."""


class DamagedScores(ScoresError):
    """The file holds no scores, or no longer."""


class NewerScores(ScoresError):
    """The file was written by a later version of the program."""


class Span(NamedTuple):
    """A stretch of a match: so many fruits, in so many seconds."""

    fruits: int
    seconds: float


@dataclass(frozen=True)
class MatchScore:
    """A match played to its end.

    ended_at: Unix time.  opponent: one of agents.NAMES, or the name of an agent's file.
    outcome: as match.Outcome has it, seen from the player.  best_streak: catches in a row.
    fruits_ahead: fruits after which the player was ahead, by catches.
    lead_fruits, lead_seconds: of the longest lead; overtaken_fruit, overtaken_seconds: after how many fruits,
        and how long into the match, the opponent first got ahead after the player had been (None: never). All
        four only against a newborn, else None.
    rate_before, rate_after: the opponent's exact catch rate, 0..1.
    ticks_per_second: of the first fruit, as the speed was set at last.  seconds: without pauses.
    """

    ended_at: int
    opponent: str
    outcome: str
    fruits: int
    catches: int
    best_streak: int
    opponent_catches: int
    opponent_best_streak: int
    fruits_ahead: int
    lead_fruits: int | None
    lead_seconds: float | None
    overtaken_fruit: int | None
    overtaken_seconds: float | None
    rate_before: float
    rate_after: float
    ticks_per_second: float
    seconds: float

    @property
    def lead(self) -> Span | None:
        """The longest run of fruits after which the player was ahead; None unless against a newborn."""
        if self.lead_fruits is None or self.lead_seconds is None:
            return None
        return Span(self.lead_fruits, self.lead_seconds)


@dataclass(frozen=True)
class SoloScore:
    """A run of practice, from its first fruit until it was left. The fields are as in a MatchScore."""

    ended_at: int
    fruits: int
    catches: int
    best_streak: int
    ticks_per_second: float
    seconds: float


Score = MatchScore | SoloScore


class Tally(NamedTuple):
    """All matches against one opponent: how they ended, and the most catches in a row in any of them."""

    opponent: str
    played: int
    won: int
    drawn: int
    lost: int
    best_streak: int

    @property
    def win_rate(self) -> float:
        """The share of matches that were won, 0..1."""
        return self.won / self.played if self.played else 0.0


class Practice(NamedTuple):
    """All runs of practice together."""

    runs: int = 0
    fruits: int = 0
    catches: int = 0
    best_streak: int = 0


class Standings(NamedTuple):
    """What the player has achieved.

    tallies: an entry for each opponent ever met, in the order of agents.NAMES, files last and by name.
    longest_lead: the one of most fruits over any newborn, then of most seconds; None before the first match.
    latest: the latest matches, newest first, at most LATEST.
    """

    tallies: tuple[Tally, ...] = ()
    longest_lead: Span | None = None
    practice: Practice = Practice()
    latest: tuple[MatchScore, ...] = ()

    @property
    def played(self) -> int:
        """How many matches there were."""
        return sum(tally.played for tally in self.tallies)

    @property
    def best_streak(self) -> int:
        """The most catches in a row in any match; 0 before the first."""
        return max((tally.best_streak for tally in self.tallies), default=0)

    def against(self, opponent: str) -> Tally | None:
        """Return the tally of an opponent, None if they have not met."""
        return next((tally for tally in self.tallies if tally.opponent == opponent), None)


class Feat(Enum):
    """What a match can be remembered for."""

    FIRST_WIN = "first win"  # over this opponent
    BEST_STREAK = "best streak"  # in any match
    LONGEST_LEAD = "longest lead"  # over any newborn


class Filed(NamedTuple):
    """The standings before and after a score was added."""

    before: Standings
    after: Standings


def feats(score: MatchScore, before: Standings) -> list[Feat]:
    """Return what a match has achieved first or best, given the standings before it.

    A record takes one to beat: the first match sets none.
    """
    found = []
    met = before.against(score.opponent)
    if score.outcome == "won" and not (met and met.won):
        found.append(Feat.FIRST_WIN)
    if before.played and score.best_streak > before.best_streak:
        found.append(Feat.BEST_STREAK)
    if score.lead and before.longest_lead and score.lead > before.longest_lead:
        found.append(Feat.LONGEST_LEAD)
    return found
