"""What the learner shows of itself: the one thing that travels from its thread to the game."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from agent.config import Config

Array = npt.NDArray[Any]


class Metrics(NamedTuple):
    """How far the agent has come. Means are over the updates that followed the latest transition."""

    steps: int = 0  # transitions learned from
    episodes: int = 0  # of them, the ones that ended an episode
    updates: int = 0  # gradient updates
    loss: float = 0.0  # mean Huber loss
    td_error: float = 0.0  # mean absolute TD error, in units of reward
    mean_q: float = 0.0  # mean value of the actions that were taken
    epsilon: float = 1.0  # chance of a random action from now on, 0..1
    learning_rate: float = 0.0  # Adam's step size at the latest update
    replay_size: int = 0  # transitions stored, mirrored ones included
    human_share: float = 0.0  # share of them that a person played, 0..1
    seconds: float = 0.0  # time spent on updates


class Snapshot(NamedTuple):
    """The agent at one moment, immutable: enough to play as it would and to chart how it fares.

    online, averaged: weights of the two networks, each a read-only float32 vector; the averaged one plays.
    """

    version: int  # grows by one with each snapshot of a learner
    config: Config
    online: Array
    averaged: Array
    metrics: Metrics


def frozen(array: Array) -> Array:
    """Return a read-only float32 copy, safe to hand to another thread."""
    copy = np.array(array, np.float32)
    copy.flags.writeable = False
    return copy
