"""What can be set about a learning agent: how it explores, how large its steps, who plays beside it."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from agent.snapshot import Snapshot
from game.progress import Progress, Self
from game.session import Brain
from game.text import N_, _, number
from game.ui.panel import Slider

EPSILONS = 21  # positions, from 0 to 1
LEARNING_RATES = tuple(
    10 ** (-5 + step / 4) for step in range(17)
)  # from 1e-5 to 0.1; the agent's own is added


class Controls:
    """The sliders of the Watch scene, and what they are set to.

    Args:
        brain: whom they steer.  progress: its history.  show: told whenever another former self is chosen.
    """

    def __init__(self, brain: Brain, progress: Progress, show: Callable[[Self | None], None]) -> None:
        self._brain = brain
        self._progress = progress
        self._show = show
        self.epsilon: float | None = None  # chance of a random action, 0..1; None: as the agent's age says
        self.learning_rate: float | None = None  # Adam's step size; None: the agent's own
        self.former: Self | None = None  # who plays beside the agent as it is now
        own = brain.latest.config.learning_rate
        self._rates = sorted({*LEARNING_RATES, own})
        self.sliders = [
            Slider(
                N_("Epsilon"),
                (pygame.K_COMMA, pygame.K_PERIOD),
                ",  .",
                lambda: EPSILONS,
                lambda: round(self._epsilon_now * (EPSILONS - 1)),
                lambda: _words(number(self._epsilon_now, ".2f"), self.epsilon is None),
                lambda position: self.hold_epsilon(position / (EPSILONS - 1)),
            ),
            Slider(
                N_("Learning rate"),
                (pygame.K_MINUS, pygame.K_EQUALS),
                "−  =",
                lambda: len(self._rates),
                lambda: self._rates.index(self.learning_rate or own),
                lambda: _words(number(self._rate_now, ".2g"), self.learning_rate is None),
                self._choose_rate,
            ),
            Slider(
                N_("Beside it"),
                (pygame.K_LEFTBRACKET, pygame.K_RIGHTBRACKET),
                "[  ]",
                lambda: len(progress.selves) + 1,
                self._position_of_former,
                self._words_of_former,
                self._choose_former,
            ),
        ]

    @property
    def _epsilon_now(self) -> float:
        if self.epsilon is not None:
            return self.epsilon
        return self._brain.latest.metrics.epsilon if self._brain.is_learning else 0.0

    @property
    def _rate_now(self) -> float:
        """The step size of the latest update: the agent's own falls as it learns."""
        return self.learning_rate or self._brain.latest.metrics.learning_rate

    def playing(self) -> Snapshot:
        """Return the agent as it is now, exploring as much as is set."""
        latest = self._brain.latest
        if self.epsilon is None:
            return latest
        return latest._replace(metrics=latest.metrics._replace(epsilon=self.epsilon))

    def explores(self) -> bool:
        """Return whether it may make random moves: while it learns, or if it was told how often."""
        return self.epsilon is not None or self._brain.is_learning

    def hold_epsilon(self, epsilon: float | None) -> None:
        """Let it explore that often; None: as often as befits its age."""
        self.epsilon = self._progress.epsilon = epsilon

    def let_go(self) -> None:
        """Leave an agent that lives on as it was found."""
        if self._brain.learner:
            self._brain.learner.learning_rate = None
            self._brain.learner.learning = True

    def _choose_rate(self, position: int) -> None:
        rate = self._rates[position]
        self.learning_rate = None if rate == self._brain.latest.config.learning_rate else rate
        if self._brain.learner:
            self._brain.learner.learning_rate = self.learning_rate

    def _position_of_former(self) -> int:
        """Return where the chosen self stands, or the next one if it is kept no more; last is nobody."""
        if self.former is None:
            return len(self._progress.selves)
        return sum(kept.at < self.former.at for kept in self._progress.selves)

    def _words_of_former(self) -> str:
        if self.former is None:
            return _("nobody")
        rate = number(100 * self.former.skill.rate, ".0f")
        return _("fruit {count}, {rate} %").format(count=age(self.former.snapshot), rate=rate)

    def _choose_former(self, position: int) -> None:
        selves = self._progress.selves
        former = selves[position] if position < len(selves) else None
        if former is not self.former:
            self.former = former
            self._show(former)


def age(snapshot: Snapshot) -> str:
    """Say how old a self is, in fruits."""
    return number(snapshot.metrics.episodes, ",")


def _words(value: str, is_automatic: bool) -> str:
    return _("auto {value}").format(value=value) if is_automatic else value
