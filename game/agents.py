"""Agents by name: one meaning of AGENT for the command line and the screen.

An AGENT is `newborn` (knows nothing), `sapling` or `master` (shipped), `mine` (raised by the player), or the
path of a file: an agent's .npz, or a .keras model.
"""

from __future__ import annotations

from pathlib import Path

from agent import checkpoint as checkpoints
from agent.checkpoint import Checkpoint
from agent.config import Config
from game import paths

SHIPPED = ("sapling", "master")
NAMES = ("newborn", *SHIPPED, "mine")


def path_of(name: str) -> Path:
    """Return the file behind the name of any agent that has one. It need not exist.

    Raises:
        ValueError: a newborn has no file.
    """
    if name == "newborn":
        raise ValueError("A newborn has no file yet: name sapling, master, mine or a file.")
    if name == "mine":
        return paths.mine()
    return paths.compiled_agents() / f"{name}.npz" if name in SHIPPED else Path(name)


def load(name: str, seed: int | None = None) -> Checkpoint:
    """Return the agent of that name. `seed` is a newborn's. A .keras file needs TensorFlow.

    Raises:
        FileNotFoundError: there is no such agent; the message lists the names.
        CheckpointError: its file is damaged or holds something else.
    """
    if name == "newborn":
        return checkpoints.newborn(Config(), seed)
    path = path_of(name)
    if not path.is_file():
        if name == "mine":
            raise FileNotFoundError(
                "You have no agent of your own yet: play a match, and it begins to learn from you."
            )
        raise FileNotFoundError(
            f"There is no agent {name!r}: name one of {', '.join(NAMES)}, or the path of a file."
        )
    return checkpoints.import_keras(path) if path.suffix == ".keras" else checkpoints.load(path)
