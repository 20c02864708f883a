"""Headless training, and when an agent counts as having learned."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.checkpoint import newborn
from agent.config import Config
from agent.engine import make_engine
from agent.learner import Learner
from agent.replay import Player
from game import paths
from game.progress import skill_of
from game.training import episodes_to_learn, train

GOOD, BAD = 0.97, 0.9


def make_learner(seed=0):
    config = Config()
    return Learner(newborn(config, seed), make_engine("litert", config, paths.compiled_agents()))


@pytest.mark.parametrize(
    ("rates", "hold", "expected"),
    [
        ([], 0, None),
        ([BAD, GOOD], 0, 2),  # no further episode is asked for
        ([BAD, GOOD], 1, None),  # the second has no follower yet
        ([BAD, GOOD, GOOD], 1, 2),
        ([GOOD, BAD, GOOD, GOOD, GOOD], 2, 3),  # the first one did not stay
        ([GOOD, GOOD, BAD, GOOD, GOOD], 2, None),
        ([GOOD, GOOD, GOOD, BAD, BAD], 2, 1),  # what comes after it has held does not matter
    ],
)
def test_episodes_to_learn_is_the_first_of_a_run_that_holds(rates, hold, expected):
    assert episodes_to_learn(rates, GOOD, hold) == expected


@given(st.lists(st.sampled_from([BAD, GOOD, 1.0]), max_size=40), st.integers(0, 10))
def test_episodes_to_learn_agrees_with_its_definition(rates, hold):
    runs = (
        episode
        for episode in range(1, len(rates) - hold + 1)
        if all(rate >= GOOD for rate in rates[episode - 1 : episode + hold])
    )
    assert episodes_to_learn(rates, GOOD, hold) == next(runs, None)


def test_an_episode_is_nine_steps_of_the_agents_own_play():
    learner = make_learner()
    list(islice(train(learner, seed=0), 3))
    metrics, replay = learner.metrics, learner.checkpoint().replay
    assert (metrics.steps, metrics.episodes) == (27, 3)
    assert len(replay) == 2 * 27  # each with its mirror image
    assert set(replay.columns["player"][: len(replay)]) == {Player.AGENT}
    assert list(replay.columns["discount"][:18:2]) == [1.0] * 8 + [0.0]


def test_the_catch_rate_after_an_episode_is_the_exact_one_of_the_agent_as_it_is_then():
    learner = make_learner()
    for progress in islice(train(learner, seed=0), 4):
        assert progress.catch_rate == pytest.approx(skill_of(learner.snapshot()).rate)


def test_episodes_are_counted_from_one_and_time_passes():
    first, second = islice(train(make_learner(), seed=0), 2)
    assert (first.episode, second.episode) == (1, 2)
    assert 0 < first.seconds < second.seconds


def states_after_training(seed):
    learner = make_learner(seed)
    rates = [progress.catch_rate for progress in islice(train(learner, seed), 4)]
    return rates, learner.checkpoint().state


def test_one_seed_gives_one_agent_to_the_last_bit():
    rates, state = states_after_training(seed=5)
    rates_again, state_again = states_after_training(seed=5)
    assert rates == rates_again
    np.testing.assert_array_equal(state, state_again)


def test_another_seed_gives_another_agent():
    assert not np.array_equal(states_after_training(seed=5)[1], states_after_training(seed=6)[1])


def test_it_learns_to_catch():
    """What the whole project is about, in a second: a newborn that misses most becomes one that catches."""
    best = max(progress.catch_rate for progress in islice(train(make_learner(), seed=0), 40))
    assert best >= 0.95
