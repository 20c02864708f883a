"""Does everything work here? The checks behind `catch --selftest`.

They open no window, make no sound, and leave the player's own files alone.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

import agent
import game
from agent import checkpoint as checkpoints
from agent.config import NETWORKS, Config
from agent.engine import make_engine
from agent.learner import Learner
from agent.policy import q_values
from game import agents, app, paths, text
from game.options import SCENES, PlayOptions
from game.progress import skill_of
from game.training import train

# What a shipped agent promises: the lowest and the highest exact catch rate.
PROMISED: Mapping[str, tuple[float, float]] = {"sapling": (0.7, 0.95), "master": (1.0, 1.0)}
LEARNED = 0.9  # the exact catch rate that a newborn has to pass
MOST_EPISODES = 200  # in which it has to; it takes about 20
SCENE_SECONDS = 0.3
# Modules that belong to authoring, to other people's agents, or to making a release.
NOT_FOR_PLAYERS = (
    *("agent.networks", "agent.dqn", "agent.compile"),
    *("game.gym_env", "game.release", "game.__main__"),
)
UNSEEN = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}

Check = Callable[[Path], str]  # a folder to work in -> what was found, in words


class CheckError(Exception):
    """Something does not work as it should; the message says what was found and what was expected."""


def run() -> int:
    """Make every check and print a line for each. Returns 0 if all passed, else 1."""
    began = time.perf_counter()
    failed = 0
    checks = _checks()
    for name, check in checks.items():
        try:
            with tempfile.TemporaryDirectory() as folder, _surroundings(Path(folder)):
                print(f"ok    {name}: {check(Path(folder))}", flush=True)
        except Exception as error:  # whatever it is: the other checks may tell why
            failed += 1
            print(f"FAIL  {name}: {type(error).__name__}: {error}", flush=True)
    seconds = time.perf_counter() - began
    print(f"{len(checks) - failed} passed, {failed} failed, in {seconds:.1f} s", flush=True)
    return 1 if failed else 0


def _checks() -> dict[str, Check]:
    checks: dict[str, Check] = {"modules": check_modules}
    checks |= {f"language {name}": partial(check_language, name) for name in text.LANGUAGES}
    checks |= {f"scene {name}": partial(check_scene, name) for name in SCENES}
    checks |= {f"engine for {name}": partial(check_engine, name) for name in NETWORKS}
    checks |= {f"agent {name}": partial(check_agent, name) for name in agents.SHIPPED}
    return checks | {"learning and saving": check_learning}


@contextmanager
def _surroundings(folder: Path) -> Iterator[None]:
    """Stand in for screen, sound card and the player's folder."""
    before = dict(os.environ)
    os.environ.update(UNSEEN, CATCH_HOME=str(folder / "home"))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def check_modules(_: Path) -> str:
    """Import everything that playing, watching and training may come to import."""
    names = [
        module.name
        for package in (agent, game)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if module.name not in NOT_FOR_PLAYERS
    ]
    for name in names:
        importlib.import_module(name)
    return f"{len(names)} can be loaded"


def check_language(name: str, _folder: Path) -> str:
    """Say something in a language that every catalogue has a word for."""
    word, before = "Settings", text.language()
    try:
        text.use(name)
        said = text._(word)
    finally:
        text.use(before)
    if (said == word) != (name == text.SOURCE):
        raise CheckError(f"it says {said!r}, as English does: its catalogue lacks that")
    return said


def check_scene(name: str, folder: Path) -> str:
    """Play a scene for a moment, on a window that nobody sees."""
    report = folder / "report.json"
    options = PlayOptions(
        scene=name, opponent="newborn", seed=0, mute=True, duration=SCENE_SECONDS, report=report
    )
    code = app.run(options)
    if code:
        raise CheckError(f"it ended with exit code {code}")
    measured = json.loads(report.read_text(encoding="utf-8"))
    if measured["scene"] != name or measured["frames"] < 2:
        raise CheckError(f"{measured['frames']} frames, the last of the scene {measured['scene']!r}")
    return f"{measured['frames']} frames"


def check_engine(network: str, _: Path) -> str:
    """Hold the compiled network against the same network in NumPy."""
    config = Config(network=network)
    newborn = checkpoints.newborn(config, seed=0)
    engine = make_engine("litert", config, paths.compiled_agents())
    engine.set_state(newborn.state)
    observation = np.zeros((1, *config.observation_shape), np.float32)
    observation[0, 0, 3] = observation[0, -1, 4:7] = 1
    here, there = engine.q_values(observation), q_values(config, newborn.snapshot().averaged, observation)
    difference = float(np.abs(here - there).max())
    if not difference < 1e-4:
        raise CheckError(f"LiteRT and NumPy differ by {difference:.2g} in the value of an action")
    return f"LiteRT and NumPy agree to {difference:.0e}"


def check_agent(name: str, _: Path) -> str:
    """Measure a shipped agent."""
    rate = skill_of(agents.load(name).snapshot()).rate
    lowest, highest = PROMISED[name]
    if not lowest <= rate <= highest:
        raise CheckError(
            f"it catches {rate:.2%} of all starts, which should be {lowest:.0%} to {highest:.0%}"
        )
    return f"it catches {rate:.2%} of all starts"


def check_learning(folder: Path) -> str:
    """Raise a newborn, save it, load it again, and compare."""
    config = Config()
    learner = Learner(
        checkpoints.newborn(config, seed=0), make_engine("litert", config, paths.compiled_agents())
    )
    for progress in islice(train(learner, seed=0), MOST_EPISODES):
        if progress.catch_rate > LEARNED:
            break
    else:
        raise CheckError(
            f"after {MOST_EPISODES} episodes it catches {progress.catch_rate:.2%}, not {LEARNED:.0%}"
        )
    raised, file = learner.checkpoint(), folder / "raised.npz"
    checkpoints.save(raised, file)
    loaded = checkpoints.load(file)
    rate = skill_of(loaded.snapshot()).rate
    same = np.array_equal(loaded.state, raised.state) and len(loaded.replay) == len(raised.replay)
    if not same or loaded.metrics != raised.metrics or rate != progress.catch_rate:
        raise CheckError(
            f"the agent that was saved ({raised.metrics}) is not the one loaded ({loaded.metrics})"
        )
    return (
        f"from nothing to {rate:.2%} in {progress.episode} episodes and {progress.seconds:.1f} s, "
        "and the same after saving and loading"
    )
