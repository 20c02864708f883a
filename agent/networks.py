"""The two Q networks, in Keras: a picture in, one value per action out.

Both are made of standard Keras pieces only, so that anyone's `keras.models.load_model` opens a saved one.
"""

from __future__ import annotations

import keras
import numpy as np
from keras import layers, ops

from agent.config import Config


def build(config: Config) -> keras.Model:
    """Return a freshly initialised Q network: float32 [B, rows, columns] -> [B, num_actions]."""
    picture = keras.Input(config.observation_shape)
    if config.network == "keypoint":
        x = keypoints(picture, config.keypoints)
    else:
        x = layers.Flatten(name="pixels")(picture)
    for number, units in enumerate(config.hidden, start=1):
        # Rectified by a maximum, because LiteRT has that gradient built in and ReluGrad not.
        x = ops.maximum(layers.Dense(units, name=f"hidden_{number}")(x), 0.0)
    return keras.Model(picture, layers.Dense(config.num_actions, name="q")(x), name=config.network)


def keypoints(picture: keras.KerasTensor, count: int) -> keras.KerasTensor:
    """Say where the light is: [B, rows, columns] -> [B, 2 count], columns then rows, scaled to -1..1.

    Each keypoint weighs the rows by learned masses (0 or more) and reports the centre of mass of the lit
    pixels under them. Columns are given from the mean of all keypoints: what the network learns about a fruit
    two columns to the left of the basket then holds wherever the two are.

    Source: the spatial soft-argmax of Levine et al., "End-to-End Training of Deep Visuomotor Policies"
    (2016, arXiv 1504.00702), with the mass learned per row.
    """
    _, rows, columns = picture.shape
    light = ops.sum(picture, axis=2)  # [B, rows]
    across = ops.sum(picture * np.linspace(-1, 1, columns, dtype=np.float32), axis=2)
    down = light * np.linspace(-1, 1, rows, dtype=np.float32)
    masses = layers.Dense(count, use_bias=False, kernel_constraint="non_neg", name="masses")
    total, across, down = ops.split(masses(ops.stack([light, across, down], axis=1)), 3, axis=1)  # [B, 1, K]
    total = total + 1e-6  # a dark picture has its keypoints in the middle
    column, row = across / total, down / total
    column = column - ops.mean(column, axis=2, keepdims=True)
    return layers.Flatten(name="keypoints")(ops.concatenate([column, row], axis=1))
