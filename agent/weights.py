"""How the weights of a network lie in one flat vector, which is how they travel and are stored."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy.typing as npt

from agent.config import Config

Array = npt.NDArray[Any]


def weight_shapes(config: Config) -> list[tuple[int, ...]]:
    """Return the shape of each weight of the config's network, in the order of the flat vector."""
    rows, columns = config.observation_shape
    is_keypoint = config.network == "keypoint"
    shapes: list[tuple[int, ...]] = [(rows, config.keypoints)] if is_keypoint else []
    inputs = 2 * config.keypoints if is_keypoint else rows * columns
    for units in (*config.hidden, config.num_actions):
        shapes += [(inputs, units), (units,)]
        inputs = units
    return shapes


def weight_count(config: Config) -> int:
    """Return how many numbers the weights of the config's network are."""
    return sum(math.prod(shape) for shape in weight_shapes(config))


def state_size(config: Config) -> int:
    """Return how many numbers an engine's state is: online, averaged, Adam's two moments and its step."""
    return 4 * weight_count(config) + 1


def unflatten(config: Config, vector: Array) -> list[Array]:
    """Cut a flat weight vector into the network's weights (views, nothing is copied)."""
    return [vector[place].reshape(shape) for place, shape in _places(config)]


@lru_cache(maxsize=8)
def _places(config: Config) -> list[tuple[slice, tuple[int, ...]]]:
    """Return where in the flat vector each weight lies, and its shape. Needed for every decision."""
    shapes, places, start = weight_shapes(config), [], 0
    for shape in shapes:
        places.append((slice(start, start + math.prod(shape)), shape))
        start = places[-1][0].stop
    return places
