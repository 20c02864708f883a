"""The learning loop of "Keras plays catch" (Eder Santana, 2016), written anew, on the repaired rules.

What it does: a dense network (100, 100, 3), plain SGD on the squared error, no target network, a memory of
the latest 500 transitions, epsilon .1 for ever, one batch of 50 after each step. The target of a picture is
what the network says of it, with the value of the action taken replaced.

The original asks the network about one picture at a time, a hundred calls for a batch; so does this. Asking
about the whole batch at once is offered beside it: the same numbers, several times faster.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from agent.policy import greedy
from benchmarks.common import Stopwatch
from game.catch import Action, Catch
from game.skill import exact_skill
from game.training import Progress

Array = npt.NDArray[Any]

HIDDEN = 100
LEARNING_RATE = 0.2
GAMMA = 0.9
EPSILON = 0.1
MEMORY = 500
BATCH = 50


class Memory(NamedTuple):
    """One step of play; pictures are float32 [pixels]."""

    picture: Array
    action: int
    reward: float
    next_picture: Array
    is_over: bool


def targets(q: Array, next_q: Array, batch: list[Memory]) -> Array:
    """Return what the network should have said: it said `q` [B, A], and `next_q` [B, A] one step on."""
    found = q.copy()
    for row, memory in enumerate(batch):
        future = 0.0 if memory.is_over else GAMMA * next_q[row].max()
        found[row, memory.action] = memory.reward + future
    return found


def network(seed: int, pixels: int) -> Any:
    """Return the article's model, compiled. Needs TensorFlow."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras

    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((pixels,)),
            keras.layers.Dense(HIDDEN, activation="relu"),
            keras.layers.Dense(HIDDEN, activation="relu"),
            keras.layers.Dense(len(Action)),
        ]
    )
    model.compile(keras.optimizers.SGD(LEARNING_RATE), "mse")
    return model


def train(seed: int, batched: bool = False, rows: int = 10, columns: int = 10) -> Iterator[Progress]:
    """Play and learn for as long as it is iterated. Measuring does not count as its time.

    batched: ask about all the pictures of a batch in one call.
    """
    model = network(seed, rows * columns)
    for_catch, for_play = (int(s.generate_state(1)[0]) for s in np.random.SeedSequence(seed).spawn(2))
    catch, generator = Catch(rows, columns, for_catch), np.random.default_rng(for_play)
    memories: deque[Memory] = deque(maxlen=MEMORY)
    stopwatch, episode = Stopwatch(), 0

    while True:
        picture = catch.reset().ravel()
        while not catch.is_over:
            if generator.random() <= EPSILON:
                action = int(generator.integers(len(Action)))
            else:
                action = int(ask(model, picture[None])[0].argmax())
            step = catch.step(action)
            memories.append(Memory(picture, action, step.reward, step.observation.ravel(), catch.is_over))
            picture = memories[-1].next_picture

            drawn = generator.integers(len(memories), size=min(len(memories), BATCH))
            update(model, [memories[index] for index in drawn], batched)
        episode += 1
        with stopwatch:
            rate = exact_skill(lambda o: greedy(_all_at_once(model, o)), rows, columns).rate
        yield Progress(episode, rate, stopwatch.seconds)


def update(model: Any, batch: list[Memory], batched: bool) -> None:
    """Do one gradient update, on these memories."""
    pictures = np.stack([memory.picture for memory in batch])
    next_pictures = np.stack([memory.next_picture for memory in batch])
    q, next_q = ask(model, pictures, batched), ask(model, next_pictures, batched)
    model.train_on_batch(pictures, targets(q, next_q, batch))


def ask(model: Any, pictures: Array, batched: bool = False) -> Array:
    """Return the values [B, A] of pictures [B, pixels]: of one at a time, or of all in one call."""
    if batched:
        return np.asarray(model.predict_on_batch(pictures))
    return np.concatenate([model.predict_on_batch(picture[None]) for picture in pictures])


def _all_at_once(model: Any, observations: Array) -> Array:
    return np.asarray(model.predict_on_batch(observations.reshape(len(observations), -1)))
