"""catch info: versions, paths and engines, for a look round or a bug report. Needs no display."""

from __future__ import annotations

import argparse
import platform
from importlib import metadata
from pathlib import Path

from agent.config import NETWORKS, Config
from agent.engine import make_engine
from game import agents, paths

PACKAGES = ("numpy", "pygame", "ai-edge-litert", "keras", "tensorflow", "tensorflow-cpu")


def run(_: argparse.Namespace) -> int:
    """Print what a bug report should tell."""
    facts = [
        ("Keras Plays Catch", _version(paths.APP_NAME)),
        ("Python", f"{platform.python_version()} on {platform.platform()}"),
        *((package, _version(package)) for package in PACKAGES),
        ("assets", str(paths.assets())),
        ("your files", str(paths.user_data())),
        ("your agent", _file(paths.mine())),
        ("your scores", _file(paths.scores())),
        ("engine litert", _state_of_litert()),
        ("engine keras", "TensorFlow is there" if agents.is_tensorflow_installed() else "needs TensorFlow"),
    ]
    width = max(len(name) for name, _ in facts)
    for name, value in facts:
        print(f"{name:<{width}}  {value}")
    return 0


def _file(path: Path) -> str:
    return str(path) if path.is_file() else "none yet"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _state_of_litert() -> str:
    """Start the default engine on each compiled network, which is what a game would do first."""
    try:
        for network in NETWORKS:
            make_engine("litert", Config(network=network), paths.compiled_agents())
    except (ImportError, OSError, ValueError) as error:
        return f"does not start: {error}"
    return f"works ({', '.join(NETWORKS)}); the default"
