"""More experience out of the same: what a symmetry of the task says would have happened elsewhere.

An agent that is told its task is the same in a mirror, and the same one column further on, need not see
everything everywhere. Both are switches of the config, to be set for the task at hand.

Source: for shifted pictures, Kostrikov et al., "Image Augmentation Is All You Need" (2021, arXiv 2004.13649).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from agent.replay import Batch, Transition

Array = npt.NDArray[Any]


def mirrored(transition: Transition, num_actions: int) -> Transition:
    """Return the same step seen in a mirror: columns reversed, and actions, which run left to right."""
    return transition._replace(
        observation=transition.observation[:, ::-1],
        action=num_actions - 1 - transition.action,
        next_observation=transition.next_observation[:, ::-1],
    )


def shifted(batch: Batch, generator: np.random.Generator) -> Batch:
    """Return the batch with each transition moved sideways, as far as nothing lit leaves the picture.

    Both pictures of a transition move by the same random number of columns. One in which the same pixel at a
    side is lit before and after stays where it is: a wall may have stopped what rests there, and would not
    elsewhere.
    """
    before, after = batch.observation, batch.next_observation  # [B, rows, columns]
    count, rows, columns = before.shape
    lit = (before + after).max(axis=1) > 0  # [B, columns]
    room_left, room_right = lit.argmax(axis=1), lit[:, ::-1].argmax(axis=1)
    rests = (before[:, :, [0, -1]] * after[:, :, [0, -1]]).any(axis=(1, 2))
    by = np.where(rests, 0, generator.integers(-room_left, room_right + 1))
    source = (np.arange(columns) - by[:, None]) % columns  # what comes around is dark
    pixel = columns * np.arange(count * rows).reshape(count, rows, 1) + source[:, None]  # [B, rows, columns]
    return batch._replace(observation=before.take(pixel), next_observation=after.take(pixel))
