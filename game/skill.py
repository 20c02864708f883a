"""How good a policy is at Catch, exactly: every possible start, no sampling.

Catch is small enough to solve on paper. Once the fruit's column is fixed, a position is (row, fruit column,
basket), and every step moves one row down. So the probability of a catch follows by backward induction from
the last row, where it is 0 or 1:

    P(row, fruit, basket) = sum over a of  pi(a | row, fruit, basket) * P(row + 1, fruit, move(basket, a))

A greedy policy is the case in which pi is 0 or 1: then P at the top row says which starts it catches.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from game.catch import Action, is_catch, move, picture

Array = npt.NDArray[np.float64]

# Observations [B, rows, columns] -> probability of each action [B, 3].
ActionProbabilities = Callable[[npt.NDArray[np.float32]], npt.NDArray[np.floating]]


class Skill(NamedTuple):
    """How good a policy is.

    rate: probability of a catch from a uniformly drawn start, 0..1.
    map: the same for each start, [columns - 2, columns]: basket centre 1..columns-2 by fruit column.
    """

    rate: float
    map: Array


def exact_skill(policy: ActionProbabilities, rows: int = 10, columns: int = 10) -> Skill:
    """Return the exact catch rate of `policy` and its map over all starts.

    The policy is called once, with every position above the last row: (rows - 1) * (columns - 2) * columns
    observations, so 720 for the classic grid.

    Raises:
        ValueError: the policy did not return one probability per action for each observation.
    """
    row, basket, fruit = np.meshgrid(
        np.arange(rows - 1), np.arange(1, columns - 1), np.arange(columns), indexing="ij"
    )
    observations = picture(rows, columns, row.ravel(), fruit.ravel(), basket.ravel())
    pi = np.asarray(policy(observations), dtype=np.float64)
    if pi.shape != (len(observations), len(Action)):
        raise ValueError(
            f"The policy returned shape {pi.shape} for {len(observations)} observations; "
            f"expected ({len(observations)}, {len(Action)}): one probability per action."
        )
    pi = pi.reshape(*row.shape, len(Action))  # [rows - 1, basket, fruit, action]
    caught = is_catch(fruit[0], basket[0]).astype(np.float64)  # [basket, fruit], as the fruit lands
    for pi_row in pi[::-1]:
        after = [caught[move(basket[0, :, 0], action, columns) - 1] for action in Action]
        caught = np.einsum("bfa,abf->bf", pi_row, np.stack(after))
    return Skill(float(caught.mean()), caught)
