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

    A tree in which every node holds the sum of FAN_OUT others, down to the numbers themselves. It is wide,
    and so only a few levels deep, because NumPy takes hardly longer for 32 numbers than for 2.
    """

    FAN_OUT = 32

    def __init__(self, size: int) -> None:
        self._levels: list[Array] = []  # from the top: [1, FAN_OUT], [up to FAN_OUT, FAN_OUT], ...
        nodes = size
        while nodes > 1 or not self._levels:
            nodes = -(-nodes // self.FAN_OUT)
            self._levels.insert(0, np.zeros((nodes, self.FAN_OUT)))
        self.leaves = self._levels[-1].reshape(-1)[:size]

    @property
    def total(self) -> float:
        """The sum of all numbers."""
        return float(self._levels[0].sum())

    def set(self, places: Array, values: Array) -> None:
        """Write numbers at places [B]; of a place named twice one value stays."""
        self.leaves[places] = values
        for above, below in zip(self._levels[-2::-1], self._levels[:0:-1], strict=True):
            places = places // self.FAN_OUT
            above.reshape(-1)[places] = below[places].sum(axis=1)

    def find(self, heights: Array) -> Array:
        """Return the place [B] at which the running sum of the numbers first exceeds each height [B]."""
        nodes, each = np.zeros(len(heights), np.int64), np.arange(len(heights))
        for level in self._levels:
            ends = level[nodes].cumsum(axis=1)  # [B, FAN_OUT] running sums
            heights = np.minimum(heights, np.nextafter(ends[:, -1], 0))  # for sums that were rounded up
            child = (ends <= heights[:, None]).sum(axis=1)
            heights = heights - np.where(child > 0, ends[each, child - 1], 0)
            nodes = nodes * self.FAN_OUT + child
        return nodes


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
