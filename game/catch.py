"""The rules of Catch.

One fruit falls straight down a grid of `rows` x `columns` cells. A basket three cells wide moves along
the bottom row. In one step the basket moves by the action (0 left, 1 stay, 2 right; walls stop it) and
the fruit drops one row. An episode is `rows - 1` steps. The reward is 0 until the last step, which pays
+1 if the fruit lands in the basket (|fruit column - basket centre| <= 1), else -1.

The observation is the picture itself: a float32 array of shape (rows, columns), 1 where the fruit or the
basket is, else 0. At the start the fruit's column (0 .. columns-1) and the basket's centre (1 .. columns-2)
are uniform, from a generator that the environment owns: one seed gives one sequence of episodes.

Source: Eder Santana, "Keras plays catch" (2016), with the ranges of its start positions repaired.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Action(IntEnum):
    """What a player can do in one step."""

    LEFT = 0
    STAY = 1
    RIGHT = 2


class Start(NamedTuple):
    """Where an episode begins: the fruit's column and the basket's centre column."""

    fruit_column: int
    basket: int


class Step(NamedTuple):
    """What one step returned.

    observation: float32 [rows, columns]; reward: -1, 0 or +1; discount: 0 after the last step, else 1.
    """

    observation: Floats
    reward: float
    discount: float


def picture(rows: int, columns: int, fruit_row: Any, fruit_column: Any, basket: Any) -> Floats:
    """Draw observations, float32 [..., rows, columns], for positions (ints or arrays that broadcast)."""
    fruit_row, fruit_column, basket = np.broadcast_arrays(fruit_row, fruit_column, basket)
    pictures = np.zeros((fruit_row.size, rows, columns), np.float32)
    each = np.arange(len(pictures))
    for part in (-1, 0, 1):
        pictures[each, -1, basket.ravel() + part] = 1
    pictures[each, fruit_row.ravel(), fruit_column.ravel()] = 1
    return pictures.reshape(*fruit_row.shape, rows, columns)


def move(basket: Any, action: Any, columns: int) -> Any:
    """Return the basket's centre after an action, kept inside the walls. Works on ints and arrays."""
    return np.clip(np.asarray(basket) + np.asarray(action) - Action.STAY, 1, columns - 2)


def is_catch(fruit_column: Any, basket: Any) -> Any:
    """Say whether a fruit that has landed in `fruit_column` lies in a basket centred on `basket`."""
    return abs(np.asarray(fruit_column) - np.asarray(basket)) <= 1


class Catch:
    """One game of Catch, episode after episode.

    Args:
        rows, columns: grid size, each at least 3.
        seed: a whole number >= 0 for a repeatable sequence of starts, or None for a fresh one.

    Raises:
        ValueError: a size below 3 or a negative seed.  TypeError: one that is not a whole number.
    """

    def __init__(self, rows: int = 10, columns: int = 10, seed: int | None = None) -> None:
        self.rows = _whole(rows, "rows", at_least=3)
        self.columns = _whole(columns, "columns", at_least=3)
        self._generator = np.random.default_rng(None if seed is None else _whole(seed, "seed", at_least=0))
        # Where move() leads from each centre: worked out once, because NumPy is slow for a single number.
        baskets = np.arange(self.columns - 1)[:, None]
        self._moves: list[list[int]] = move(baskets, list(Action), self.columns).tolist()
        self.fruit_row = self.rows - 1  # over before it began: reset() starts the first episode
        self.fruit_column = 0
        self.basket = 1

    @property
    def is_over(self) -> bool:
        """True when the fruit has landed (or no episode has begun)."""
        return self.fruit_row == self.rows - 1

    @property
    def observation(self) -> Floats:
        """The picture as it is now, float32 [rows, columns]."""
        image = np.zeros((self.rows, self.columns), np.float32)  # picture(), without the overhead of many
        image[-1, self.basket - 1 : self.basket + 2] = 1
        image[self.fruit_row, self.fruit_column] = 1
        return image

    def reset(self, start: Start | None = None) -> Floats:
        """Begin an episode, from `start` if given, else from a random one. Returns the first observation.

        Raises:
            ValueError: `start` lies outside the grid.
        """
        if start is None:
            fruit_column = int(self._generator.integers(0, self.columns))
            basket = int(self._generator.integers(1, self.columns - 1))
            start = Start(fruit_column, basket)
        if not (0 <= start.fruit_column < self.columns and 1 <= start.basket <= self.columns - 2):
            raise ValueError(
                f"{start} is outside the grid: fruit_column must be 0..{self.columns - 1} "
                f"and basket 1..{self.columns - 2}."
            )
        self.fruit_row, self.fruit_column, self.basket = 0, start.fruit_column, start.basket
        return self.observation

    def step(self, action: int) -> Step:
        """Move the basket, drop the fruit, then pay the reward.

        Raises:
            ValueError: `action` is not 0, 1 or 2.  RuntimeError: the episode is over.
        """
        if action not in (0, 1, 2):  # numbers: NumPy takes long to compare its own with an Action
            raise ValueError(f"action is {action!r}, but must be 0 (left), 1 (stay) or 2 (right).")
        if self.is_over:
            raise RuntimeError("No fruit is falling: call reset() to begin an episode before step().")
        self.basket = self._moves[self.basket][int(action)]
        self.fruit_row += 1
        if not self.is_over:
            return Step(self.observation, 0.0, 1.0)
        caught = is_catch(self.fruit_column, self.basket)
        return Step(self.observation, 1.0 if caught else -1.0, 0.0)


def _whole(value: Any, name: str, at_least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is {value!r}, but must be a whole number of at least {at_least}.")
    if value < at_least:
        raise ValueError(f"{name} is {value}, but must be at least {at_least}.")
    return int(value)
