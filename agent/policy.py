"""How an agent acts: the Q network in NumPy, and the choice of an action from its values.

A forward pass of these small networks takes some 20 microseconds in NumPy, so the thread that draws the game
can ask for one whenever it likes and never waits for the learner. Tests hold it equal to the Keras network.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from agent.config import Config
from agent.snapshot import Snapshot
from agent.weights import unflatten

Array = npt.NDArray[Any]


def q_values(config: Config, weights: Array, observations: Array) -> Array:
    """Value every action: observations [B, rows, columns] -> float32 [B, A]. `weights` is a flat vector."""
    parts = unflatten(config, weights)
    if config.network == "keypoint":
        features: Array = _keypoints(observations, parts.pop(0))
    else:
        features = observations.reshape(len(observations), -1)
    for kernel, bias in zip(parts[:-2:2], parts[1:-2:2], strict=True):
        features = np.maximum(features @ kernel + bias, 0)
    return features @ parts[-2] + parts[-1]


def _keypoints(picture: Array, mass: Array) -> Array:
    """Return the centres of mass of the light under each column of `mass` [rows, K]: [B, 2K]."""
    light = picture.sum(axis=2)  # [B, rows]
    total = light @ mass + 1e-6
    column = picture @ _scale(picture.shape[2]) @ mass / total
    row = (light * _scale(picture.shape[1])) @ mass / total
    column -= column.sum(axis=1, keepdims=True) / column.shape[1]  # mean() takes three times as long
    return np.concatenate([column, row], axis=1)


@lru_cache(maxsize=8)  # every decision needs it
def _scale(pixels: int) -> Array:
    """Return where each of so many pixels in a line is, from -1 to 1."""
    return np.linspace(-1, 1, pixels, dtype=np.float32)


def greedy(q: Array) -> Array:
    """Return the probability of each action [B, A] for one who takes the best; equals share it evenly."""
    best = q == q.max(axis=1, keepdims=True)
    return np.asarray(best / best.sum(axis=1, keepdims=True))


class Choice(NamedTuple):
    """An action, whether it was drawn at random to explore, and the values [A] it was chosen by."""

    action: int
    explored: bool
    q: Array


class Policy:
    """Plays as the newest snapshot would, greedily or with exploration.

    Args:
        snapshot: the agent to begin as.  seed: of exploration and of ties.
    """

    def __init__(self, snapshot: Snapshot, seed: int | None = None) -> None:
        self.snapshot = snapshot
        self._generator = np.random.default_rng(seed)

    def adopt(self, snapshot: Snapshot) -> None:
        """Play as this snapshot from now on."""
        self.snapshot = snapshot

    def q_values(self, observations: Array) -> Array:
        """Value every action by the averaged network: [B, rows, columns] -> [B, A]."""
        return q_values(self.snapshot.config, self.snapshot.averaged, observations)

    def probabilities(self, observations: Array) -> Array:
        """Return the greedy probability of each action: [B, rows, columns] -> [B, A]."""
        return greedy(self.q_values(observations))

    def act(self, observation: Array, epsilon: float = 0.0) -> Choice:
        """Choose an action: with probability `epsilon` any, else the best; among equals, any of them.

        Raises:
            ValueError: `observation` has another shape than the agent was made for.
        """
        if observation.shape != self.snapshot.config.observation_shape:
            raise ValueError(
                f"The observation has shape {observation.shape}, but this agent was made for "
                f"{self.snapshot.config.observation_shape}."
            )
        q = self.q_values(observation[None])[0]
        explored = bool(self._generator.random() < epsilon)
        values = q.tolist()  # of a few numbers, plain Python finds the best sooner than NumPy
        candidates = [action for action, value in enumerate(values) if explored or value == max(values)]
        return Choice(candidates[self._generator.integers(len(candidates))], explored, q)
