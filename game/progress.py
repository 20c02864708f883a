"""How an agent comes along: its exact skill and its learning curves over time, taken from new snapshots."""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from agent.policy import greedy, q_values
from agent.snapshot import Snapshot
from game.session import Brain
from game.skill import Skill, exact_skill

Curve = list[tuple[float, float]]  # (seconds, value), oldest first

MOST_POINTS = 2_000  # of a curve; then every second one goes
MOST_AT_ONCE = 80  # observations
RECENT_SECONDS = 3.0  # over which a speed "now" is taken


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
        self.rates: Curve = [(now, self.skill.rate)]  # exact catch rate, 0..1
        self.epsilons: Curve = [(now, self.first.epsilon)]  # chance of a random action, 0..1
        self.losses: Curve = []  # mean Huber loss; like the next one only from moments with updates
        self.mean_qs: Curve = []  # mean value of the actions taken, in units of reward
        self.measured = 0  # snapshots since this began
        self._now = now
        self._recent = deque([(now, self.first.updates)])

    @property
    def began(self) -> float:
        """When this began, in seconds."""
        return self.rates[0][0]

    @property
    def seconds(self) -> float:
        """How long it has gone on."""
        return self._now - self.began

    @property
    def first_rate(self) -> float:
        """The exact catch rate when this began."""
        return self.rates[0][1]

    @property
    def updates_per_second(self) -> float:
        """Gradient updates per second since this began."""
        done = self.snapshot.metrics.updates - self.first.updates
        return done / self.seconds if self.seconds > 0 else 0.0

    @property
    def recent_updates_per_second(self) -> float:
        """Gradient updates per second over the latest RECENT_SECONDS."""
        (since, before), (until, after) = self._recent[0], self._recent[-1]
        return (after - before) / (until - since) if until > since else 0.0

    def update(self, now: float) -> None:
        """Measure the latest snapshot, if it is a new one. Takes about a millisecond then."""
        self._now = now
        latest = self.brain.latest
        self._clock(now, latest.metrics.updates)
        if latest is self.snapshot:
            return
        learned = latest.metrics.updates > self.snapshot.metrics.updates
        self.snapshot = latest
        self.measured += 1
        self.skill = skill_of(latest)
        _append(self.rates, (now, self.skill.rate))
        _append(self.epsilons, (now, latest.metrics.epsilon))
        if learned:
            _append(self.losses, (now, latest.metrics.loss))
            _append(self.mean_qs, (now, latest.metrics.mean_q))

    def _clock(self, now: float, updates: int) -> None:
        self._recent.append((now, updates))
        while len(self._recent) > 2 and self._recent[1][0] <= now - RECENT_SECONDS:
            self._recent.popleft()


def skill_of(snapshot: Snapshot) -> Skill:
    """Return the exact skill of an agent that plays greedily by its averaged network."""
    rows, columns = snapshot.config.observation_shape

    def play(observations: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        # In parts: for a large product BLAS starts threads, which then wait for a learner's core.
        parts = np.array_split(observations, -(-len(observations) // MOST_AT_ONCE))
        return greedy(np.concatenate([q_values(snapshot.config, snapshot.averaged, part) for part in parts]))

    return exact_skill(play, rows, columns)


def _append(curve: Curve, point: tuple[float, float]) -> None:
    curve.append(point)
    if len(curve) > MOST_POINTS:
        del curve[1:-1:2]
