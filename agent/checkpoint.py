"""An agent in one file: everything needed to go on learning as if it had never stopped.

The file is a NumPy .npz archive, never a pickle: the engine's state, the replay buffer's columns, and a JSON
header with the format version, the config, the counters and the random generator's state. It is written
beside its place and moved there whole: at any moment the old file or the new one is there, never half of one.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from agent.augment import mirrored
from agent.config import Config
from agent.prioritized import make_replay
from agent.replay import ReplayBuffer, Transition
from agent.snapshot import Metrics, Snapshot, frozen
from agent.weights import state_size, unflatten, weight_count, weight_shapes

Array = npt.NDArray[Any]
FORMAT_VERSION = 1

# What zipfile and NumPy raise over a file that is no archive, or a broken one.
_UNREADABLE = (ValueError, OSError, EOFError, RuntimeError, KeyError, zipfile.BadZipFile, zlib.error)


class CheckpointError(ValueError):
    """A file that should hold an agent does not; the message says what is wrong and what to do."""


class Checkpoint(NamedTuple):
    """All of an agent. `state` is the engine's: online weights, averaged weights, optimizer, float32 [N]."""

    config: Config
    state: Array
    replay: ReplayBuffer
    metrics: Metrics

    def snapshot(self) -> Snapshot:
        """Return the agent as a policy plays it, without an engine."""
        size = weight_count(self.config)
        online, averaged = self.state[:size], self.state[size : 2 * size]
        return Snapshot(0, self.config, frozen(online), frozen(averaged), self.metrics)

    def remember(self, transition: Transition) -> Checkpoint:
        """Store a transition (and, if the config says so, its mirror image) and count it."""
        config, replay, m = self.config, self.replay, self.metrics
        replay.add(transition)
        if config.mirror:
            replay.add(mirrored(transition, config.num_actions))
        episodes = m.episodes + (transition.discount == 0)
        counted = m._replace(
            steps=m.steps + 1,
            episodes=episodes,
            epsilon=config.epsilon(episodes),
            replay_size=len(replay),
            human_share=replay.human_share,
        )
        return self._replace(metrics=counted)


def newborn(config: Config, seed: int | None = None) -> Checkpoint:
    """Return an agent that knows nothing: random weights, an empty replay buffer.

    Kernels are drawn as Keras does by default (Glorot uniform), row masses from a log-normal distribution,
    biases are zero. One seed gives one agent, whatever the engine.

    Raises:
        ValueError: `seed` is negative.
    """
    if seed is not None and seed < 0:
        raise ValueError(f"seed is {seed}, but must be at least 0.")
    for_weights, for_replay = np.random.SeedSequence(seed).spawn(2)
    generator = np.random.default_rng(for_weights)
    parts: list[Array] = []
    for number, shape in enumerate(weight_shapes(config)):
        if config.network == "keypoint" and number == 0:
            part = generator.lognormal(size=shape)
        elif len(shape) == 2:
            limit = np.sqrt(6 / sum(shape))
            part = generator.uniform(-limit, limit, shape)
        else:
            part = np.zeros(shape)
        parts.append(part.ravel())
    weights = np.concatenate(parts).astype(np.float32)
    adam = np.zeros(2 * len(weights) + 1, np.float32)  # its step, two moments of each weight
    replay = make_replay(config, int(for_replay.generate_state(1)[0]))
    metrics = Metrics(epsilon=config.epsilon(0), learning_rate=config.learning_rate)
    return Checkpoint(config, np.concatenate([weights, weights, adam]), replay, metrics)


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Write an agent to `path`, atomically: whatever happens, a whole file is there.

    Raises:
        OSError: the folder cannot be written. The file that was there is untouched.
    """
    replay = checkpoint.replay
    header = {
        "format": FORMAT_VERSION,
        "config": dataclasses.asdict(checkpoint.config),
        "metrics": checkpoint.metrics._asdict(),
        "added": replay.added,
        "generator": replay.generator.bit_generator.state,
    }
    columns: dict[str, Any] = {
        f"replay_{name}": column[: len(replay)] for name, column in replay.columns.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as file:
        try:
            np.savez_compressed(file, header=np.array(json.dumps(header)), state=checkpoint.state, **columns)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            os.replace(file.name, path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    if os.name == "posix":  # the rename itself must outlive a power cut too
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def load(path: Path) -> Checkpoint:
    """Read an agent.

    Raises:
        FileNotFoundError: there is no such file.
        CheckpointError: it holds no agent, is damaged, or was written by a newer version.
    """
    if not path.is_file():
        raise FileNotFoundError(f"There is no agent file {path}.")
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()  # by checksums, before anything inside is believed
        if damaged:
            raise CheckpointError(f"{damaged} in it does not match its checksum")
        with np.load(path, allow_pickle=False) as arrays_in:
            arrays = {name: arrays_in[name] for name in arrays_in.files}
    except _UNREADABLE as error:
        raise CheckpointError(f"{path} is not an agent file, or is damaged ({error}).") from error
    try:
        return _checkpoint(arrays)
    except CheckpointError as error:
        raise CheckpointError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CheckpointError(f"{path} is not an agent file, or is damaged ({error!r}).") from error


def _checkpoint(arrays: dict[str, Array]) -> Checkpoint:
    header = json.loads(str(arrays["header"]))
    if header["format"] != FORMAT_VERSION:
        raise CheckpointError(
            f"it has format {header['format']}, but this program reads format {FORMAT_VERSION}. "
            "Update the program to open it."
        )
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in header["config"].items()}
    config = Config(**fields)
    size = state_size(config)
    if arrays["state"].shape != (size,):
        raise CheckpointError(f"its state has shape {arrays['state'].shape}, but its config says ({size},).")
    replay = make_replay(config, seed=0)
    replay.added = header["added"]
    replay.generator.bit_generator.state = header["generator"]
    replay.restore({name: arrays[f"replay_{name}"] for name in replay.columns})
    return Checkpoint(config, arrays["state"].astype(np.float32), replay, Metrics(**header["metrics"]))


def export_keras(checkpoint: Checkpoint, path: Path) -> None:
    """Write the averaged network, the one that plays, as a standard .keras file. Imports TensorFlow.

    Raises:
        ValueError: `path` does not end in .keras.
    """
    _require_keras_suffix(path)
    from agent import networks

    model = networks.build(checkpoint.config)
    model.set_weights(unflatten(checkpoint.config, checkpoint.snapshot().averaged))
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)


def import_keras(path: Path) -> Checkpoint:
    """Return an agent with the weights of a .keras file that export_keras wrote, and no memories.

    Raises:
        FileNotFoundError: there is no such file.
        CheckpointError: it holds another model than the agent's.
    """
    _require_keras_suffix(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no model file {path}.")
    import keras

    try:
        model = keras.models.load_model(path)
    except (ValueError, OSError, TypeError) as error:
        raise CheckpointError(f"Keras cannot open {path}: {error}") from error
    try:
        config = Config(network=model.name, observation_shape=tuple(model.input_shape[1:]))
    except (ValueError, TypeError) as error:
        raise CheckpointError(f"{path} holds the model {model.name!r}, not an agent's network.") from error
    shapes = [tuple(w.shape) for w in model.get_weights()]
    if shapes != weight_shapes(config):
        raise CheckpointError(
            f"{path} has weights of shapes {shapes}; a {config.network} agent has {weight_shapes(config)}."
        )
    weights = np.concatenate([w.ravel() for w in model.get_weights()]).astype(np.float32)
    agent = newborn(config)
    agent.state[: 2 * len(weights)] = np.tile(weights, 2)
    return agent


def _require_keras_suffix(path: Path) -> None:
    if path.suffix != ".keras":
        raise ValueError(f"{path} should end in .keras, the format of Keras models.")
