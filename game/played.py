"""A match as it was played: who met whom, and how both fared over time."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from game import agents
from game.match import Match
from game.progress import Progress
from game.score_keeper import ScoreKeeper
from game.scores import Filed, MatchScore, Span

if TYPE_CHECKING:
    from concurrent.futures import Future

Points = list[tuple[float, float]]


@dataclass
class Played:
    """What the race shows while it runs and the results when it is over.

    opponent: the AGENT name to meet it again.  speed: one of options.SPEEDS.
    learned, mine: how the opponent and the player's own agent came along.
    your_form, their_form: (seconds, catch rate over the latest fruits, 0..1) after each fruit.
    score: what is remembered of it; filed: how that changes the player's standings. None until it is over.
    """

    opponent: str
    speed: str
    match: Match
    learned: Progress
    mine: Progress
    your_form: Points = field(default_factory=list)
    their_form: Points = field(default_factory=list)
    score: MatchScore | None = None
    filed: Future[Filed] | None = None

    @property
    def name(self) -> str:
        """What people call the opponent, in their language."""
        return agents.title(self.learned.brain.name)

    @property
    def remembered_as(self) -> str:
        """How scores call the opponent: an agent from a file by its name without the folder."""
        return self.opponent if self.opponent in agents.NAMES else Path(self.opponent).name

    @property
    def began(self) -> float:
        """When it began, in seconds on the stage's clock."""
        return self.learned.began

    def note(self, now: float) -> None:
        """Fruit has landed."""
        self.your_form.append((now, self.match.you.form))
        self.their_form.append((now, self.match.opponent.form))

    def knowledge(self, now: float) -> Points:
        """Return the opponent's exact catch rate over time, up to now."""
        return [*self.learned.rates, (now, self.learned.skill.rate)]

    @property
    def ended(self) -> float:
        """When the latest fruit landed."""
        return self.your_form[-1][0] if self.your_form else self.began

    @property
    def seconds(self) -> float:
        """How long it took, from its beginning to the latest fruit."""
        return self.ended - self.began

    @property
    def longest_lead(self) -> Span:
        """The longest time you were ahead without a break: of most fruits, then of most seconds."""
        longest, fruits, since = Span(0, 0.0), 0, 0.0
        for lead, (now, _) in zip(self.match.leads, self.your_form, strict=True):
            if fruits or lead > 0:  # being ahead goes on until the fruit that ends it
                since = since if fruits else now
                longest = max(longest, Span(fruits + (lead > 0), now - since))
            fruits = fruits + 1 if lead > 0 else 0
        return longest

    @property
    def overtaken(self) -> Span | None:
        """How many fruits, and seconds, it took the opponent to get ahead of you; None if it did not."""
        fruit = self.match.overtaken_at
        return Span(fruit, self.your_form[fruit - 1][0] - self.began) if fruit else None

    def file(self, scores: ScoreKeeper, ended_at: float, ticks_per_second: float) -> None:
        """It is over: have it remembered.

        Args:
            ended_at: Unix time.  ticks_per_second: of the first fruit.
        """
        match = self.match
        lead = self.longest_lead if match.is_race else None
        overtaken = self.overtaken if match.is_race else None
        self.score = MatchScore(
            ended_at=round(ended_at),
            opponent=self.remembered_as,
            outcome=match.outcome.value,
            fruits=match.fruits,
            catches=match.you.catches,
            best_streak=match.you.best_streak,
            opponent_catches=match.opponent.catches,
            opponent_best_streak=match.opponent.best_streak,
            fruits_ahead=match.fruits_ahead,
            lead_fruits=lead.fruits if lead else None,
            lead_seconds=lead.seconds if lead else None,
            overtaken_fruit=overtaken.fruits if overtaken else None,
            overtaken_seconds=overtaken.seconds if overtaken else None,
            rate_before=self.learned.first_rate,
            rate_after=self.learned.skill.rate,
            ticks_per_second=ticks_per_second,
            seconds=self.seconds,
        )
        self.filed = scores.add(self.score)
