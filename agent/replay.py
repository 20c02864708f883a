"""The replay buffer: what happened, kept to be learned from again and again."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Player(IntEnum):
    """Who chose the action of a transition."""

    AGENT = 0
    HUMAN = 1
    SCRIPTED = 2


class Transition(NamedTuple):
    """One step of play.

    observation, next_observation: [rows, columns] of whole numbers 0..255; action: 0..A-1; reward: a number;
    discount: 0 if the episode ended in this step, else 1 (an episode cut short keeps 1).
    """

    observation: Array
    action: int
    reward: float
    discount: float
    next_observation: Array
    player: Player = Player.AGENT


class Batch(NamedTuple):
    """B transitions to learn from: observations [B, rows, columns], the rest [B]."""

    observation: Array
    action: Array
    reward: Array
    discount: Array
    next_observation: Array
    weight: Array  # importance of each: 1 under uniform sampling
    rows: Array  # where in the buffer each was found


class ReplayBuffer:
    """A ring of preallocated arrays: when it is full, the newest transition replaces the oldest.

    Pictures are kept as bytes, which takes a quarter of the memory that numbers with a fraction would.

    Args:
        capacity: how many transitions fit.  observation_shape: (rows, columns).  seed: of the sampling.
    """

    def __init__(self, capacity: int, observation_shape: tuple[int, int], seed: int) -> None:
        self.capacity = capacity
        self.added = 0  # transitions ever added; those still here are the newest `len(self)`
        self.generator = np.random.default_rng(seed)
        self.columns: dict[str, Array] = {
            "observation": np.zeros((capacity, *observation_shape), np.uint8),
            "action": np.zeros(capacity, np.int32),
            "reward": np.zeros(capacity, np.float32),
            "discount": np.zeros(capacity, np.float32),
            "next_observation": np.zeros((capacity, *observation_shape), np.uint8),
            "player": np.zeros(capacity, np.int8),
        }

    def __len__(self) -> int:
        return min(self.added, self.capacity)

    @property
    def human_share(self) -> float:
        """How much of what is stored was played by a person, 0..1."""
        return float(np.mean(self.columns["player"][: len(self)] == Player.HUMAN)) if len(self) else 0.0

    def add(self, transition: Transition) -> None:
        """Store a transition, over the oldest one if the buffer is full."""
        slot = self.added % self.capacity
        for name, value in zip(Transition._fields, transition, strict=True):
            self.columns[name][slot] = value
        self.added += 1

    def sample(self, batch_size: int) -> Batch:
        """Draw transitions uniformly, with replacement.

        Raises:
            ValueError: the buffer is empty.
        """
        self._require_some()
        rows = self.generator.integers(len(self), size=batch_size)
        return self._batch(rows, np.ones(batch_size, np.float32))

    def report(self, rows: Array, td_error: Array) -> None:
        """Hear the TD errors [B] of what was drawn. Uniform sampling has no use for them."""

    def restore(self, columns: dict[str, Array]) -> None:
        """Take over stored columns, each of the length `len(self)`.

        Raises:
            KeyError, ValueError: one is missing, or has another shape.
        """
        for name, column in self.columns.items():
            column[: len(self)] = columns[name]

    def _require_some(self) -> None:
        if not len(self):
            raise ValueError("The replay buffer is empty: add a transition before sampling.")

    def _batch(self, rows: Array, weight: Array) -> Batch:
        drawn = {name: self.columns[name][rows] for name in Batch._fields if name in self.columns}
        return Batch(**drawn, weight=weight.astype(np.float32), rows=rows)
