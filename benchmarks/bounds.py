"""The least that an update can cost: its multiplications by NumPy's BLAS, and Adam over all weights."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from agent.config import ADAM_BETA_2, ADAM_EPSILON, WEIGHT_DECAY, Config
from agent.weights import weight_count, weight_shapes

BETA_1 = 0.9  # Keras' usual one
FORWARD = 3  # passes: the online network on both pictures of a transition, the averaged one on the next
MOMENTS = 3  # vectors of each picture that the keypoint network's masses weigh: light, across, down


def matrices(config: Config) -> list[tuple[int, int, int]]:
    """Return each layer's product in a pass forward: rows of the input, its columns, units."""
    found: list[tuple[int, int, int]] = []
    for shape in weight_shapes(config):
        if len(shape) == 2:
            is_mass = config.network == "keypoint" and not found
            found.append((config.batch_size * (MOMENTS if is_mass else 1), *shape))
    return found


def multiplications(config: Config) -> Callable[[], None]:
    """Return a function that does the matrix products of one update, and nothing else.

    Forward three times; backward to the weights of each layer, and to the input of all but the first.
    """
    generator = np.random.default_rng(0)

    def numbers(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return generator.normal(size=shape).astype(np.float32)

    layers = [
        (numbers(rows, inputs), numbers(inputs, units), numbers(rows, units))
        for rows, inputs, units in matrices(config)
    ]
    out = [tuple(np.empty_like(array) for array in layer) for layer in layers]

    def multiply() -> None:
        for number, ((x, w, g), (to_x, to_w, to_g)) in enumerate(zip(layers, out, strict=True)):
            for _ in range(FORWARD):
                np.matmul(x, w, out=to_g)
            np.matmul(x.T, g, out=to_w)
            if number:
                np.matmul(g, w.T, out=to_x)

    return multiply


def flops(config: Config) -> int:
    """Return the floating point operations of multiplications()."""
    return sum(
        2 * rows * inputs * units * (FORWARD + 1 + bool(number))
        for number, (rows, inputs, units) in enumerate(matrices(config))
    )


def adam(config: Config) -> Callable[[], None]:
    """Return a function that does an optimizer step and the target's averaging, in place on flat vectors."""
    w, averaged, m, v, scratch = np.zeros((5, weight_count(config)), np.float32)
    g = np.random.default_rng(0).normal(size=w.size).astype(np.float32)
    rate = np.float32(config.learning_rate)
    to_m, to_v = np.float32(1 - BETA_1), np.float32(1 - ADAM_BETA_2)
    kept, tau, epsilon = np.float32(1 - rate * WEIGHT_DECAY), np.float32(config.tau), np.float32(ADAM_EPSILON)

    def step() -> None:
        np.subtract(g, m, out=scratch)  # m += (g - m) (1 - beta 1)
        np.multiply(scratch, to_m, out=scratch)
        np.add(m, scratch, out=m)
        np.multiply(g, g, out=scratch)  # v += (g g - v) (1 - beta 2)
        np.subtract(scratch, v, out=scratch)
        np.multiply(scratch, to_v, out=scratch)
        np.add(v, scratch, out=v)
        np.sqrt(v, out=scratch)  # w = kept w - rate m / (sqrt v + epsilon)
        np.add(scratch, epsilon, out=scratch)
        np.divide(m, scratch, out=scratch)
        np.multiply(scratch, rate, out=scratch)
        np.multiply(w, kept, out=w)
        np.subtract(w, scratch, out=w)
        np.subtract(w, averaged, out=scratch)  # averaged += (w - averaged) tau
        np.multiply(scratch, tau, out=scratch)
        np.add(averaged, scratch, out=averaged)

    return step
