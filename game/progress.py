"""How an agent comes along: its exact skill and its learning curves over time, taken from new snapshots."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import NamedTuple

import numpy as np

from agent.policy import greedy, q_values
from agent.snapshot import Snapshot
from game.session import Brain
from game.skill import Skill, every_observation, skill_from

Curve = list[tuple[float, float]]  # (seconds, value), oldest first

MOST_SELVES = 40  # former selves that are kept; then every second one goes
SELF_SECONDS = 1.0  # between the first ones; twice as much each time they are thinned
MOST_POINTS = 1_000  # of a curve, more than a chart has room for; then every second one goes
SMOOTHING = 0.9  # of a smoothed curve: the share of the past in each value
MOST_AT_ONCE = 90  # observations: on more BLAS starts threads, which wait for the learner's core
RECENT_SECONDS = 3.0  # over which a speed "now" is taken


class Self(NamedTuple):
    """An agent as it was at a time (seconds), and what it could do then."""

    at: float
    snapshot: Snapshot
    skill: Skill


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
        self.smooth_losses: Curve = []  # exponential moving averages of the two
        self.smooth_mean_qs: Curve = []
        self.selves = [Self(now, self.snapshot, self.skill)]  # oldest first
        self.epsilon: float | None = None  # what is charted in place of the agent's own, if it is held
        self.measured = 0  # snapshots since this began
        self._self_seconds = SELF_SECONDS
        self._now = now
        self._parts: Generator[None, None, Skill] | None = None  # the work on the next measurement
        self._measuring = self.snapshot
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
        """Measure the latest snapshot, if it is a new one. Takes about two milliseconds then."""
        latest = self._look(now)
        if latest is not self.snapshot:
            self._parts = None
            self._keep(latest, skill_of(latest), now)

    def advance(self, now: float) -> None:
        """Do a small part of an update(). Called each frame, it measures some seven times a second."""
        latest = self._look(now)
        if self._parts is None:
            if latest is self.snapshot:
                return
            self._measuring, self._parts = latest, skill_in_parts(latest)
        try:
            next(self._parts)
        except StopIteration as end:
            self._parts = None
            self._keep(self._measuring, end.value, now)

    def _look(self, now: float) -> Snapshot:
        """Return the latest snapshot, and note the time and how many updates there were."""
        latest = self.brain.latest
        self._now = now
        self._recent.append((now, latest.metrics.updates))
        while len(self._recent) > 2 and self._recent[1][0] <= now - RECENT_SECONDS:
            self._recent.popleft()
        return latest

    def _keep(self, snapshot: Snapshot, skill: Skill, now: float) -> None:
        metrics = snapshot.metrics
        learned = metrics.updates > self.snapshot.metrics.updates
        self.snapshot, self.skill = snapshot, skill
        self.measured += 1
        _append(self.rates, (now, skill.rate))
        _append(self.epsilons, (now, metrics.epsilon if self.epsilon is None else self.epsilon))
        self._remember(Self(now, snapshot, skill))
        if learned:
            for raw, smooth, value in (
                (self.losses, self.smooth_losses, metrics.loss),
                (self.mean_qs, self.smooth_mean_qs, metrics.mean_q),
            ):
                mean = smooth[-1][1] if smooth else value
                _append(raw, (now, value))
                _append(smooth, (now, SMOOTHING * mean + (1 - SMOOTHING) * value))

    def _remember(self, latest: Self) -> None:
        """Keep a former self now and then: few enough to choose from, spread evenly over the time."""
        if latest.at < self.selves[-1].at + self._self_seconds:
            return
        # Only its averaged network will play: one of the two is enough to keep.
        self.selves.append(
            latest._replace(snapshot=latest.snapshot._replace(online=latest.snapshot.averaged))
        )
        if len(self.selves) > MOST_SELVES:
            del self.selves[1::2]
            self._self_seconds *= 2


def skill_of(snapshot: Snapshot) -> Skill:
    """Return the exact skill of an agent that plays greedily by its averaged network."""
    parts = skill_in_parts(snapshot)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            skill: Skill = end.value
            return skill


def skill_in_parts(snapshot: Snapshot) -> Generator[None, None, Skill]:
    """Work out skill_of() in steps of a fraction of a millisecond, so that it can be spread over frames."""
    rows, columns = snapshot.config.observation_shape
    parts = []
    for part in every_observation(rows, columns, MOST_AT_ONCE):
        parts.append(q_values(snapshot.config, snapshot.averaged, part))
        yield
    return skill_from(greedy(np.concatenate(parts)), rows, columns)


def _append(curve: Curve, point: tuple[float, float]) -> None:
    curve.append(point)
    if len(curve) > MOST_POINTS:
        del curve[1:-1:2]
