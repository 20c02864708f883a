"""A match as it was played: who met whom, and how both fared over time."""

from __future__ import annotations

from dataclasses import dataclass, field

from game import agents
from game.match import Match
from game.progress import Progress

Points = list[tuple[float, float]]


@dataclass
class Played:
    """What the race shows while it runs and the results when it is over.

    opponent: the AGENT name to meet it again.  speed: one of options.SPEEDS.
    learned, mine: how the opponent and the player's own agent came along.
    your_form, their_form: (seconds, catch rate over the latest fruits, 0..1) after each fruit.
    """

    opponent: str
    speed: str
    match: Match
    learned: Progress
    mine: Progress
    your_form: Points = field(default_factory=list)
    their_form: Points = field(default_factory=list)

    @property
    def name(self) -> str:
        """What people call the opponent, in their language."""
        return agents.title(self.learned.brain.name)

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
