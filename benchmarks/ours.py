"""Our agent, as `catch train` runs it, and as it learns from somebody else's play alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from agent.checkpoint import newborn
from agent.config import NETWORKS, REPLAYS, Config
from agent.engine import make_engine
from agent.learner import Learner
from agent.policy import Policy
from agent.replay import Transition
from benchmarks.common import Learn, Watch, follow
from game import paths
from game.catch import Catch
from game.controllers import Scripted
from game.skill import exact_skill
from game.training import Progress, train

CLUMSINESS = 0.4  # share of random moves of the player who teaches


# What a variant's name ends in, and what it means.
MEANINGS = {
    "uniform": "uniform replay",
    "prioritized": "prioritized replay",
    "mirrored": "mirrored too",
    "unmirrored": "not mirrored",
    "shifted": "shifted too",
    "unshifted": "not shifted",
    "noiseless": "targets without noise",
    "plain": "told of no symmetry, targets without noise",
}


def variants() -> dict[str, Config]:
    """Return each network by default, then with one thing different at a time, then with nothing but DQN."""
    found = {}
    for network in NETWORKS:
        usual = replace(Config(), network=network)
        other = next(replay for replay in REPLAYS if replay != usual.replay)
        found[network] = usual
        found[f"{network}-{other}"] = replace(usual, replay=other)
        found[f"{network}-{'unmirrored' if usual.mirror else 'mirrored'}"] = replace(
            usual, mirror=not usual.mirror
        )
        found[f"{network}-{'unshifted' if usual.shift else 'shifted'}"] = replace(
            usual, shift=not usual.shift
        )
        found[f"{network}-noiseless"] = replace(usual, target_noise=0.0)
        found[f"{network}-plain"] = replace(
            usual, replay="uniform", mirror=False, shift=False, target_noise=0.0
        )
    return found


def label(name: str) -> str:
    """Return a variant's name in words."""
    network, _, difference = name.partition("-")
    return f"ours, {network}" + (f", {MEANINGS[difference]}" if difference else "")


def by_playing(config: Config) -> Learn:
    """Return how our agent with this config learns from its own play."""

    def learn(seed: int, episodes: int, watch: Watch) -> None:
        follow(train(_learner(config, seed), seed), episodes, watch)

    return learn


def by_watching(seed: int, episodes: int, watch: Watch) -> None:
    """Our default agent, learning from a clumsy player's moves alone: it never makes one of its own."""
    follow(_lessons(_learner(Config(), seed), seed), episodes, watch)


def _learner(config: Config, seed: int) -> Learner:
    return Learner(newborn(config, seed), make_engine("litert", config, paths.compiled_agents()))


def _lessons(learner: Learner, seed: int) -> Iterator[Progress]:
    for_catch, for_teacher = (int(s.generate_state(1)[0]) for s in np.random.SeedSequence(seed).spawn(2))
    rows, columns = learner.config.observation_shape
    catch = Catch(rows, columns, for_catch)
    teacher = Scripted(CLUMSINESS, for_teacher)
    policy = Policy(learner.snapshot())
    began, episode = time.perf_counter(), 0
    while True:
        observation = catch.reset()
        while not catch.is_over:
            action = teacher.act(observation)
            step = catch.step(action)
            transition = Transition(
                observation, action, step.reward, step.discount, step.observation, teacher.player
            )
            policy.adopt(learner.learn([transition]))
            observation = step.observation
        episode += 1
        rate = exact_skill(policy.probabilities, rows, columns).rate
        yield Progress(episode, rate, time.perf_counter() - began)
