"""Prioritized replay: transitions that surprised the agent are learned from more often.

Source: Schaul et al., "Prioritized Experience Replay" (2016, arXiv 1511.05952), the proportional variant.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from agent.config import Config
from agent.replay import Batch, ReplayBuffer, Transition

Array = npt.NDArray[Any]


class SumTree:
    """Numbers >= 0 that can be drawn in proportion to their size in logarithmic time.

    A binary tree in one array: node n has the children 2n and 2n + 1 and holds their sum; the leaves are the
    numbers themselves.
    """

    def __init__(self, size: int) -> None:
        self._first_leaf = 1 << (size - 1).bit_length()
        self._nodes = np.zeros(2 * self._first_leaf)
        self.leaves = self._nodes[self._first_leaf :][:size]

    @property
    def total(self) -> float:
        """The sum of all numbers."""
        return float(self._nodes[1])

    def set(self, places: Array, values: Array) -> None:
        """Write numbers at places [B]; of a place named twice one value stays."""
        self.leaves[places] = values
        nodes = (places + self._first_leaf) >> 1
        while nodes[0] >= 1:  # all leaves are equally deep, so all reach the root together
            self._nodes[nodes] = self._nodes[2 * nodes] + self._nodes[2 * nodes + 1]
            nodes = nodes >> 1

    def find(self, heights: Array) -> Array:
        """Return the place [B] at which the running sum of the numbers first exceeds each height [B]."""
        nodes = np.ones(len(heights), np.int64)
        heights = heights.copy()
        while nodes[0] < self._first_leaf:
            left = self._nodes[2 * nodes]
            goes_right = (heights >= left) & (self._nodes[2 * nodes + 1] > 0)
            heights -= np.where(goes_right, left, 0)
            nodes = 2 * nodes + goes_right
        return nodes - self._first_leaf


class PrioritizedReplayBuffer(ReplayBuffer):
    """A replay buffer that draws a transition in proportion to |TD error| ** alpha.

    A new transition has the highest priority seen so far, so each is learned from soon. What is drawn too
    often counts less in proportion: its weight is (N P) ** -beta, scaled so that the largest is 1.

    Args:
        alpha: 0 (uniform) .. 1 (fully by error).  beta: 0 (no correction) .. 1 (full correction).
    """

    LEAST_ERROR = 1e-2  # added to each error, so that nothing is forgotten altogether

    def __init__(
        self, capacity: int, observation_shape: tuple[int, int], seed: int, alpha: float, beta: float
    ) -> None:
        super().__init__(capacity, observation_shape, seed)
        self._alpha = alpha
        self._beta = beta
        self._tree = SumTree(capacity)
        self.columns["priority"] = self._tree.leaves

    def add(self, transition: Transition) -> None:
        """Store a transition, first in line to be learned from."""
        slot = self.added % self.capacity
        highest = float(self._tree.leaves.max()) or 1.0
        super().add(transition)
        self._tree.set(np.array([slot]), np.array([highest]))

    def sample(self, batch_size: int) -> Batch:
        """Draw transitions in proportion to their priorities, one from each of B equal slices of their sum.

        Raises:
            ValueError: the buffer is empty.
        """
        self._require_some()
        slices = (np.arange(batch_size) + self.generator.random(batch_size)) / batch_size
        rows = self._tree.find(slices * self._tree.total)
        probability = self._tree.leaves[rows] / self._tree.total
        weight = (len(self) * probability) ** -self._beta
        return self._batch(rows, weight / weight.max())

    def report(self, rows: Array, td_error: Array) -> None:
        """Set the priorities of rows [B] by their latest TD errors [B]."""
        self._tree.set(rows, (np.abs(td_error) + self.LEAST_ERROR) ** self._alpha)

    def restore(self, columns: dict[str, Array]) -> None:
        """Take over stored columns, and sum up their priorities."""
        super().restore(columns)
        self._tree.set(np.arange(self.capacity), self._tree.leaves.copy())


def make_replay(config: Config, seed: int) -> ReplayBuffer:
    """Return an empty replay buffer of the kind that the config names."""
    if config.replay == "prioritized":
        return PrioritizedReplayBuffer(
            config.replay_capacity,
            config.observation_shape,
            seed,
            config.priority_exponent,
            config.importance_exponent,
        )
    return ReplayBuffer(config.replay_capacity, config.observation_shape, seed)
