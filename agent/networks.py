"""The two Q networks, in Keras: a picture in, one value per action out.

Both are made of standard Keras pieces only, so that anyone's `keras.models.load_model` opens a saved one.
"""

from __future__ import annotations

import keras
import numpy as np

from agent.config import Config


def build(config: Config) -> keras.Model:
    """Return a freshly initialised Q network: float32 [B, rows, columns] -> [B, num_actions]."""
    picture = keras.Input(config.observation_shape)
    if config.network == "keypoint":
        features = keypoints(picture, config.keypoints)
    else:
        features = keras.layers.Flatten(name="pixels")(picture)
    for number, units in enumerate(config.hidden, start=1):
        # Rectified by a maximum, because LiteRT has that gradient built in and ReluGrad not.
        features = keras.ops.maximum(keras.layers.Dense(units, name=f"hidden_{number}")(features), 0.0)
    return keras.Model(
        picture, keras.layers.Dense(config.num_actions, name="q")(features), name=config.network
    )


def keypoints(picture: keras.KerasTensor, count: int) -> keras.KerasTensor:
    """Say where the light is: [B, rows, columns] -> [B, 2 count], columns then rows, scaled to -1..1.

    Each keypoint weighs the rows by learned masses (0 or more) and reports the centre of mass of the lit
    pixels under them. Positions instead of pixels: what the network learns at one column carries over to the
    next.

    Source: the spatial soft-argmax of Levine et al., "End-to-End Training of Deep Visuomotor Policies"
    (2016, arXiv 1504.00702), with the mass learned per row.
    """
    _, rows, columns = picture.shape
    light = keras.ops.sum(picture, axis=2)  # [B, rows]
    across = keras.ops.sum(picture * np.linspace(-1, 1, columns, dtype=np.float32), axis=2)
    down = light * np.linspace(-1, 1, rows, dtype=np.float32)
    moments = keras.ops.stack([light, across, down], axis=1)  # [B, 3, rows]
    masses = keras.layers.Dense(count, use_bias=False, kernel_constraint="non_neg", name="masses")
    total, across, down = keras.ops.split(masses(moments), 3, axis=1)  # [B, 1, K] each
    total = total + 1e-6  # a dark picture has its keypoints in the middle
    return keras.layers.Flatten(name="keypoints")(
        keras.ops.concatenate([across / total, down / total], axis=1)
    )
