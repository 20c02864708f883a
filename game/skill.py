"""How good a policy is at Catch, exactly: every possible start, no sampling.

Catch is small enough to solve on paper. Once the fruit's column is fixed, a position is (row, fruit column,
basket), and every step moves one row down. So the probability of a catch follows by backward induction from
the last row, where it is 0 or 1:

    P(row, fruit, basket) = sum over a of  pi(a | row, fruit, basket) * P(row + 1, fruit, move(basket, a))

A greedy policy is the case in which pi is 0 or 1: then P at the top row says which starts it catches.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.catch import Action, is_catch, move, picture

Array = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

# Observations [B, rows, columns] -> probability of each action [B, 3].
ActionProbabilities = Callable[[Floats], npt.NDArray[np.floating]]

MOST_PIXELS = 1_000_000  # of the observations asked about at once: 4 MB, where a large grid has many GB


class Skill(NamedTuple):
    """How good a policy is.

    rate: probability of a catch from a uniformly drawn start, 0..1.
    map: the same for each start, [columns - 2, columns]: basket centre 1..columns-2 by fruit column.
    """

    rate: float
    map: Array


def exact_skill(policy: ActionProbabilities, rows: int = 10, columns: int = 10) -> Skill:
    """Return the exact catch rate of `policy` and its map over all starts.

    The policy is asked about every position above the last row: (rows - 1) * (columns - 2) * columns
    observations, so 720 for the classic grid, all at once unless they are more than MOST_PIXELS.

    Raises:
        ValueError: the policy did not return one probability per action for each observation.
    """
    at_once = max(MOST_PIXELS // (rows * columns), 1)
    answers = [policy(observations) for observations in every_observation(rows, columns, at_once)]
    return skill_from(np.concatenate(answers), rows, columns)


def every_observation(rows: int, columns: int, at_once: int) -> Iterator[Floats]:
    """Yield the observations that skill_from() needs to hear about, in its order, `at_once` at a time."""
    shape = (rows - 1, columns - 2, columns)
    count = math.prod(shape)
    for first in range(0, count, at_once):
        places = np.arange(first, min(first + at_once, count))
        row, basket, fruit = np.unravel_index(places, shape)
        yield picture(rows, columns, row, fruit, basket + 1)


def skill_from(pi: npt.NDArray[np.floating], rows: int, columns: int) -> Skill:
    """Return the skill of a policy that takes actions with probability `pi` [N, 3].

    N are the observations of every_observation().

    Raises:
        ValueError: `pi` has another shape.
    """
    shape = (rows - 1, columns - 2, columns)  # fruit's row, basket, fruit's column
    expected = (math.prod(shape), len(Action))
    if pi.shape != expected:
        raise ValueError(
            f"The policy returned shape {pi.shape} for {expected[0]} observations; "
            f"expected {expected}: one probability per action."
        )
    baskets, fruits = np.arange(1, columns - 1)[:, None], np.arange(columns)
    after = move(baskets, list(Action), columns) - 1  # [basket, action]: which basket it leads to
    caught = is_catch(fruits, baskets).astype(np.float64)  # [basket, fruit], as the fruit lands
    for pi_row in pi.astype(np.float64).reshape(*shape, len(Action))[::-1]:
        caught = np.einsum("bfa,baf->bf", pi_row, caught[after])
    return Skill(float(caught.mean()), caught)
