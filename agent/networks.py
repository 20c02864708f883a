"""The two Q networks, in Keras: a picture in, one value per action out."""

from __future__ import annotations

import keras
import tensorflow as tf

from agent.config import Config


@keras.saving.register_keras_serializable(package="catch")
class Keypoints(keras.layers.Layer):
    """Where the light is: centres of mass of the lit pixels under learned row masses.

    Each of K keypoints weighs row r with exp(w[r, k]) and reports the centre of mass of the picture under
    those weights, as (column, row) scaled to -1..1: [B, rows, columns] -> [B, 2K]. Positions instead of
    pixels: what the network learns at one column carries over to the next.

    Source: the spatial soft-argmax of Levine et al., "End-to-End Training of Deep Visuomotor Policies"
    (2016, arXiv 1504.00702), with the mass learned per row.
    """

    def __init__(self, count: int, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.count = count

    def build(self, input_shape: tuple[int, int, int]) -> None:
        self.w = self.add_weight(
            name="w", shape=(input_shape[1], self.count), initializer=keras.initializers.RandomNormal(stddev=1.0)
        )

    def call(self, picture: tf.Tensor) -> tf.Tensor:
        _, rows, columns = picture.shape
        mass = tf.exp(self.w)  # [rows, K]
        light = tf.reduce_sum(picture, axis=2)  # [B, rows]
        across = tf.reduce_sum(picture * tf.linspace(-1.0, 1.0, columns), axis=2)
        down = light * tf.linspace(-1.0, 1.0, rows)
        total = light @ mass + 1e-6  # [B, K]; a dark picture has its keypoints in the middle
        return tf.concat([across @ mass / total, down @ mass / total], axis=1)

    def get_config(self) -> dict[str, object]:
        return super().get_config() | {"count": self.count}


def build(config: Config) -> keras.Model:
    """Return a freshly initialised Q network: float32 [B, rows, columns] -> [B, num_actions]."""
    picture = keras.Input(config.observation_shape)
    if config.network == "keypoint":
        features = Keypoints(config.keypoints, name="keypoints")(picture)
    else:
        features = keras.layers.Flatten(name="pixels")(picture)
    for number, units in enumerate(config.hidden, start=1):
        # Rectified by a maximum, because LiteRT has that gradient built in and ReluGrad not.
        features = keras.ops.maximum(keras.layers.Dense(units, name=f"hidden_{number}")(features), 0.0)
    return keras.Model(picture, keras.layers.Dense(config.num_actions, name="q")(features), name=config.network)
