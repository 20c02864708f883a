"""Compile an agent: one .tflite file that holds its networks and its own training step.

    python -m agent.compile assets/agents

writes `keypoint.tflite` and `dense.tflite`. They need built-in LiteRT operations only, so a program that
plays and learns from them loads no TensorFlow. Compile again after a change to networks.py or dqn.py.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import tensorflow as tf

from agent.config import NETWORKS, Config
from agent.dqn import DQN
from agent.weights import state_size


def signatures(dqn: DQN) -> dict[str, Any]:
    """Return the methods of an agent as TensorFlow functions for the shapes of its config."""
    batch, shape = dqn.config.batch_size, dqn.config.observation_shape
    vector, number = tf.TensorSpec([batch], tf.float32), tf.TensorSpec([], tf.float32)
    pictures = tf.TensorSpec([batch, *shape], tf.float32)
    inputs = {
        "train": {
            "observation": pictures,
            "action": tf.TensorSpec([batch], tf.int32),
            "reward": vector,
            "discount": vector,
            "next_observation": pictures,
            "weight": vector,
            "learning_rate": number,
            "tau": number,
            "noise": number,
        },
        "q_values": {"observation": tf.TensorSpec([1, *shape], tf.float32)},
        "get_state": {},
        "set_state": {"state": tf.TensorSpec([state_size(dqn.config)], tf.float32)},
        "weights": {},
    }
    return {
        name: tf.function(getattr(dqn, name)).get_concrete_function(**specs) for name, specs in inputs.items()
    }


def compile_agent(config: Config) -> bytes:
    """Return the .tflite file for an agent of this config."""
    dqn = DQN(config)
    with tempfile.TemporaryDirectory() as folder:
        tf.saved_model.save(dqn, folder, signatures=signatures(dqn))
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        converter.experimental_enable_resource_variables = True
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS]
        return bytes(converter.convert())


def main() -> None:
    """Write the compiled networks into the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m agent.compile", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the .tflite files")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for network in NETWORKS:
        path = folder / f"{network}.tflite"
        path.write_bytes(compile_agent(Config(network=network)))
        print(f"{path}: {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
