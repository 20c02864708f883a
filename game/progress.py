"""How an agent comes along: its exact skill and its loss over time, taken from each new snapshot."""

from __future__ import annotations

from agent.policy import greedy, q_values
from agent.snapshot import Snapshot
from game.session import Brain
from game.skill import Skill, exact_skill

MOST_POINTS = 2_000  # of a chart; then every second one goes


class Progress:
    """The history of one agent.

    Args:
        brain: whom to follow.  now: seconds on the clock that update() is told.
    """

    def __init__(self, brain: Brain, now: float = 0.0) -> None:
        self.brain = brain
        self.snapshot = brain.latest
        self.first = self.snapshot.metrics  # to count from
        self.skill: Skill = skill_of(self.snapshot)
        self.rates: list[tuple[float, float]] = [(now, self.skill.rate)]  # (seconds, exact catch rate 0..1)
        self.losses: list[tuple[float, float]] = []  # (seconds, loss)
        self._now = now

    @property
    def first_rate(self) -> float:
        """The exact catch rate when this began."""
        return self.rates[0][1]

    @property
    def updates_per_second(self) -> float:
        """Gradient updates per second since this began."""
        seconds = self._now - self.rates[0][0]
        return (self.snapshot.metrics.updates - self.first.updates) / seconds if seconds > 0 else 0.0

    def update(self, now: float) -> None:
        """Measure the latest snapshot, if it is a new one. Takes about a millisecond then."""
        self._now = now
        latest = self.brain.latest
        if latest is self.snapshot:
            return
        learned = latest.metrics.updates > self.snapshot.metrics.updates
        self.snapshot = latest
        self.skill = skill_of(latest)
        _append(self.rates, (now, self.skill.rate))
        if learned:
            _append(self.losses, (now, latest.metrics.loss))


def skill_of(snapshot: Snapshot) -> Skill:
    """Return the exact skill of an agent that plays greedily by its averaged network."""
    rows, columns = snapshot.config.observation_shape
    return exact_skill(
        lambda observations: greedy(q_values(snapshot.config, snapshot.averaged, observations)), rows, columns
    )


def _append(points: list[tuple[float, float]], point: tuple[float, float]) -> None:
    points.append(point)
    if len(points) > MOST_POINTS:
        del points[1:-1:2]
