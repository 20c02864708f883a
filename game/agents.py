"""Agents by name: one meaning of AGENT for the command line and the screen.

An AGENT is `newborn` (knows nothing), `sapling` or `master` (shipped), `mine` (raised by the player), or the
path of a file: an agent's .npz, or a .keras model.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent import checkpoint as checkpoints
from agent.checkpoint import Checkpoint, CheckpointError
from agent.config import Config
from game import paths
from game.text import N_, _

SHIPPED = ("sapling", "master")
NAMES = ("newborn", *SHIPPED, "mine")
TITLES = {"newborn": N_("Newborn"), "sapling": N_("Sapling"), "master": N_("Master"), "mine": N_("Mine")}


class NoTensorFlow(RuntimeError):
    """Something needs TensorFlow, which cannot be loaded here. `what` needs it; `why` it cannot."""

    def __init__(self, what: str, why: str = "it is not installed") -> None:
        remedy = "Install it with `python -m pip install tensorflow` (or tensorflow-cpu)"
        if getattr(sys, "frozen", False):  # an executable takes nothing that pip installs
            remedy = "The executable has none: install the game with pip instead"
        needed = f"{what} needs TensorFlow, which cannot be loaded ({why})"
        super().__init__(f"{needed}. {remedy}. The litert engine needs none.")


def title(name: str) -> str:
    """Return what the window calls an agent, in the language in use. One from a file is called as it is."""
    return _(TITLES[name]) if name in TITLES else name


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
    """Return the agent of that name. `seed` is a newborn's.

    Raises:
        FileNotFoundError: there is no such agent; the message lists the names.
        CheckpointError: its file is damaged, holds something else, or an agent of another game.
        NoTensorFlow: it is a .keras file.
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
    if path.suffix == ".keras":
        with needing_tensorflow(f"Opening {path}"):
            checkpoint = checkpoints.import_keras(path)
    else:
        checkpoint = checkpoints.load(path)
    config = checkpoint.config
    if (config.observation_shape, config.num_actions) != (Config.observation_shape, Config.num_actions):
        raise CheckpointError(
            f"{path} was made for {config.observation_shape} pixels and {config.num_actions} actions, "
            f"but Catch is played on {Config.observation_shape} with {Config.num_actions}."
        )
    return checkpoint


def check_replaceable(path: Path) -> None:
    """Make sure that writing an agent to `path` destroys nothing but an agent.

    Raises:
        FileExistsError: something else is there.  NoTensorFlow: it is a .keras file.
    """
    if path.exists():
        try:
            load(str(path))
        except (CheckpointError, FileNotFoundError) as error:
            raise FileExistsError(
                f"{path} exists and is not an agent, so it stays: name another file."
            ) from error


def is_tensorflow_installed() -> bool:
    """Say whether TensorFlow is there, without loading it."""
    return importlib.util.find_spec("tensorflow") is not None


@contextmanager
def needing_tensorflow(what: str) -> Iterator[None]:
    """Do something that imports TensorFlow; `what` names it in the message if that fails.

    Raises:
        NoTensorFlow: it is missing or broken.
    """
    try:
        yield
    except ImportError as error:
        raise NoTensorFlow(what, str(error)) from error


def backup_path(path: Path) -> Path:
    """Return a free name beside `path` that tells the time, such as mine-2016-11-05-143000.npz."""
    stamped = path.with_stem(f"{path.stem}-{time.strftime('%Y-%m-%d-%H%M%S')}")
    copy, number = stamped, 1
    while copy.exists():
        number += 1
        copy = stamped.with_stem(f"{stamped.stem}~{number}")
    return copy


def back_up(path: Path) -> Path | None:
    """Copy a file beside itself under a name that tells the time. Returns the copy, None without a file."""
    if not path.is_file():
        return None
    copy = backup_path(path)
    shutil.copy2(path, copy)
    return copy


def backups_of(path: Path) -> list[Path]:
    """Return the copies that were made of a file, the oldest first."""
    return sorted(path.parent.glob(f"{path.stem}-[0-9]*{path.suffix}"))
