"""Headless training: the rules, a policy and a learner in one thread, deterministic for a seed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from agent.learner import Learner
from agent.policy import Policy
from agent.replay import Player, Transition
from game.catch import Catch
from game.skill import exact_skill


class Progress(NamedTuple):
    """How things stand after an episode. catch_rate is exact and greedy, 0..1; seconds since the start."""

    episode: int
    catch_rate: float
    seconds: float


def train(learner: Learner, seed: int | None = None) -> Iterator[Progress]:
    """Play episode after episode, learning after each step as in live play, for as long as it is iterated.

    Args:
        learner: learns; its newest snapshot plays, with the exploration its config asks for.
        seed: of the fruits and of exploration.
    """
    for_catch, for_policy = (int(s.generate_state(1)[0]) for s in np.random.SeedSequence(seed).spawn(2))
    rows, columns = learner.config.observation_shape
    catch = Catch(rows, columns, for_catch)
    policy = Policy(learner.snapshot(), for_policy)
    began, episode = time.perf_counter(), 0
    while True:
        observation = catch.reset()
        while not catch.is_over:
            choice = policy.act(observation, policy.snapshot.metrics.epsilon)
            step = catch.step(choice.action)
            transition = Transition(
                observation, choice.action, step.reward, step.discount, step.observation, Player.AGENT
            )
            policy.adopt(learner.learn([transition]))
            observation = step.observation
        episode += 1
        rate = exact_skill(policy.probabilities, rows, columns).rate
        yield Progress(episode, rate, time.perf_counter() - began)


def episodes_to_learn(rates: list[float], rate: float = 0.97, hold: int = 15) -> int | None:
    """Return the first episode (from 1) whose catch rate is >= `rate` and stays so for the next `hold`.

    `rates` are the catch rates after each episode. None if there is no such episode yet.
    """
    run = 0
    for episode, found in enumerate(rates, start=1):
        run = run + 1 if found >= rate else 0
        if run > hold:
            return episode - hold
    return None
