"""Simulated people: they see the court late, plan from what they saw, and slip now and then."""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from agent.replay import Player
from game.catch import Action, move
from game.controllers import basket_of

Observation = npt.NDArray[np.float32]


class Person:
    """A player with a reaction time, whose clock is `now`, in seconds.

    They see the court as it was a reaction time ago and plan each move from that and from the moves they have
    meant to make since. They do not know where they slipped until they see it.

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
