"""Made-up experience for the tests beside this file."""

import numpy as np

from agent.config import Config
from agent.replay import Batch, Transition


def pictures(generator, count, config):
    """Pictures in which about a tenth of the pixels are lit, as in the game."""
    return (generator.random((count, *config.observation_shape)) < 0.1).astype(np.float32)


def random_batch(generator, config: Config) -> Batch:
    size = config.batch_size
    return Batch(
        observation=pictures(generator, size, config),
        action=generator.integers(0, config.num_actions, size).astype(np.int32),
        reward=generator.integers(-1, 2, size).astype(np.float32),
        discount=(config.gamma * (generator.random(size) < 0.9)).astype(np.float32),
        next_observation=pictures(generator, size, config),
        weight=generator.uniform(0.5, 1, size).astype(np.float32),
        rows=np.arange(size),
    )


def random_transitions(seed, count, config=None):
    config = config or Config()
    generator = np.random.default_rng(seed)
    seen = pictures(generator, count + 1, config)
    return [
        Transition(
            seen[n],
            int(generator.integers(0, config.num_actions)),
            float(generator.integers(-1, 2)),
            float(n % 9 != 8),
            seen[n + 1],
        )
        for n in range(count)
    ]
