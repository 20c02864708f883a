"""Who moves the basket. Everybody returns the same command: an Action for an observation.

A person's keys, an agent's policy, a perfect but clumsy script, and the switch by which a person takes over
from an agent are one to the court they play on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from agent.policy import Choice, Policy
from agent.replay import Player
from game.catch import Action

if TYPE_CHECKING:
    from agent.snapshot import Snapshot

Observation = npt.NDArray[np.float32]


class Controller(Protocol):
    """What a court needs of whoever plays on it."""

    @property
    def player(self) -> Player:
        """Who chose the latest action."""

    def begin(self) -> None:
        """A new fruit is served."""

    def act(self, observation: Observation) -> Action:
        """Choose the action for an observation, float32 [rows, columns]."""


class Human:
    """A person at a keyboard or a mouse.

    A key tapped between two ticks is not lost: it counts at the next tick. A key held moves one column each
    tick, the one pressed last winning. A mouse button held on the court pulls the basket to its column.
    """

    player = Player.HUMAN
    MOST_TAPS = 3  # more than a person means to queue, few enough that the basket never seems to lag behind

    def __init__(self) -> None:
        self._taps: deque[Action] = deque(maxlen=self.MOST_TAPS)
        self._held: dict[object, Action] = {}  # by what is held, the latest last
        self._aim: int | None = None

    @property
    def is_active(self) -> bool:
        """True when something is pressed or waiting to count."""
        return bool(self._taps or self._held) or self._aim is not None

    def press(self, action: Action, key: object = None) -> None:
        """A key went down. `key` tells it from others for the same action, if there are any."""
        self._aim = None
        self._taps.append(action)
        self._held.pop(key or action, None)
        self._held[key or action] = action

    def release(self, action: Action, key: object = None) -> None:
        """A key went up."""
        self._held.pop(key or action, None)

    def aim(self, column: int | None) -> None:
        """The mouse pulls the basket's centre to a column; None lets go."""
        self._aim = column

    def let_go(self) -> None:
        """Forget every key: the window lost them."""
        self._taps.clear()
        self._held.clear()
        self._aim = None

    def begin(self) -> None:
        """Taps meant for the last fruit do not move the next one's basket."""
        self._taps.clear()

    def act(self, observation: Observation) -> Action:
        """Spend a waiting tap, else follow the key or the mouse button held."""
        if self._taps:
            return self._taps.popleft()
        if self._held:
            return next(reversed(self._held.values()))
        if self._aim is not None:
            return _towards(self._aim, basket_of(observation))
        return Action.STAY


class Agent:
    """A policy over the latest snapshot of an agent.

    Args:
        snapshot: returns the latest Snapshot; called before each action.
        explores: returns whether to take random actions now, as often as the snapshot's epsilon says.
        seed: of the exploration and of ties.
    """

    player = Player.AGENT

    def __init__(
        self, snapshot: Callable[[], Snapshot], explores: Callable[[], bool], seed: int | None = None
    ) -> None:
        self._snapshot = snapshot
        self._explores = explores
        self._policy = Policy(snapshot(), seed)
        self.choice: Choice | None = None  # the latest, for whoever draws the brain

    def begin(self) -> None:
        """An agent has no memory of the last fruit."""

    def act(self, observation: Observation) -> Action:
        """Act as the newest snapshot says."""
        snapshot = self._snapshot()
        self._policy.adopt(snapshot)
        epsilon = snapshot.metrics.epsilon if self._explores() else 0.0
        self.choice = self._policy.act(observation, epsilon)
        return Action(self.choice.action)


class Scripted:
    """A perfect player, or with noise a clumsy one: with that probability (0..1) an action is random."""

    player = Player.SCRIPTED

    def __init__(self, noise: float = 0.0, seed: int | None = None) -> None:
        self._noise = noise
        self._generator = np.random.default_rng(seed)

    def begin(self) -> None:
        """A script has no memory of the last fruit."""

    def act(self, observation: Observation) -> Action:
        """Go towards the fruit, unless the noise says otherwise."""
        if self._noise and self._generator.random() < self._noise:
            return Action(int(self._generator.integers(len(Action))))
        fruit = int(observation[:-1].any(axis=0).argmax())
        return _towards(fruit, basket_of(observation))


class Switch:
    """An agent plays until the person presses a key; then the person, until the fruit has landed."""

    def __init__(self, agent: Agent, human: Human) -> None:
        self.agent = agent
        self.human = human
        self.is_taken = False

    @property
    def player(self) -> Player:
        """Who chose the latest action."""
        return Player.HUMAN if self.is_taken else Player.AGENT

    def begin(self) -> None:
        """The agent has the basket again, unless the person still holds a key."""
        self.human.begin()
        self.is_taken = False

    def act(self, observation: Observation) -> Action:
        """Act for a person who touches the keys, else for the agent, which is asked for its view anyway."""
        agents = self.agent.act(observation)
        self.is_taken = self.is_taken or self.human.is_active
        return self.human.act(observation) if self.is_taken else agents


def basket_of(observation: Observation) -> int:
    """Return the basket's centre column in an observation whose fruit has not landed."""
    return int(observation[-1].argmax()) + 1


def _towards(column: int, basket: int) -> Action:
    return Action(Action.STAY + (column > basket) - (column < basket))
