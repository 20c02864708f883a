"""One update of a network so small that it can be worked out by hand.

Every kernel is zero, so the values of all states are the biases of the last layer.
"""

import numpy as np
import pytest

from agent.config import Config
from agent.replay import Batch

CONFIG = Config(network="dense", observation_shape=(1, 2), hidden=(2, 2), batch_size=2)
ONLINE = [1.0, 5.0, 2.0]  # prefers action 1
AVERAGED = [10.0, 20.0, 30.0]  # would prefer action 2


@pytest.fixture
def dqn():
    from agent.dqn import DQN

    module = DQN(CONFIG)
    for model, values in ((module.online, ONLINE), (module.averaged, AVERAGED)):
        model.set_weights([np.zeros_like(w) for w in model.get_weights()])
        model.layers[-1].bias.assign(values)
    return module


def batch(action=0, reward=0.5, discount=0.9, weight=1.0):
    """Two equal transitions."""
    return Batch(
        np.zeros((2, 1, 2), np.float32),
        np.full(2, action, np.int32),
        np.full(2, reward, np.float32),
        np.full(2, discount, np.float32),
        np.zeros((2, 1, 2), np.float32),
        np.full(2, weight, np.float32),
        np.arange(2),
    )


def train(dqn, batch, learning_rate=0.0, tau=0.0, noise=0.0):
    inputs = batch._asdict()
    del inputs["rows"]
    rates = {"learning_rate": learning_rate, "tau": tau, "noise": noise}
    out = dqn.train(**inputs, **{name: np.float32(rate) for name, rate in rates.items()})
    return {name: value.numpy() for name, value in out.items()}


def test_the_online_network_chooses_and_the_averaged_one_values(dqn):
    # Online prefers action 1, the averaged network values 20: target .5 + .9 * 20 = 18.5; Q(s, 0) is 1
    assert train(dqn, batch(action=0))["td_error"] == pytest.approx([17.5, 17.5])


def test_a_share_of_the_next_moves_is_taken_to_be_random(dqn):
    # With .3, the averaged values being 10, 20, 60: .7 * 20 + .3 * (10 + 20 + 60) / 3 = 23,
    # target .5 + .9 * 23 = 21.2.
    dqn.averaged.layers[-1].bias.assign([10.0, 20.0, 60.0])
    assert train(dqn, batch(action=0), noise=0.3)["td_error"] == pytest.approx([20.2, 20.2])


def test_after_the_last_step_only_the_reward_counts(dqn):
    assert train(dqn, batch(action=2, reward=-1.0, discount=0.0))["td_error"] == pytest.approx([-3.0, -3.0])


def test_a_large_error_counts_linearly(dqn):
    # Huber: |17.5| - 1/2.
    assert train(dqn, batch(action=0))["loss"] == pytest.approx(17.0)


def test_a_small_error_counts_squared(dqn):
    # Target 1.5, Q(s, 0) = 1: .5 ** 2 / 2.
    assert train(dqn, batch(action=0, reward=1.5, discount=0.0))["loss"] == pytest.approx(0.125)


def test_the_loss_is_weighted_by_importance(dqn):
    assert train(dqn, batch(action=0, weight=0.25))["loss"] == pytest.approx(17.0 / 4)


def test_mean_q_is_that_of_the_actions_taken(dqn):
    assert train(dqn, batch(action=1))["mean_q"] == pytest.approx(5.0)


def test_adams_first_step_is_the_learning_rate_towards_the_target(dqn):
    # The mean Huber loss of two equal, large errors has the gradient -1 for the value of the action taken.
    # Adam: m = .1 g, v = .01 g^2; it moves rate * sqrt(.01) / .1 * m / (sqrt(v) + 1e-4) = rate / 1.001.
    # Before that every weight lost the share rate * .1: 1 - .01, 5 - .05, 2 - .02.
    train(dqn, batch(action=0), learning_rate=0.1)
    assert dqn.online.layers[-1].bias.numpy() == pytest.approx([0.99 + 0.1 / 1.001, 4.95, 1.98], abs=1e-5)


def test_the_averaged_network_follows_by_tau(dqn):
    # Towards the updated online network: 10 + .25 * (1.0899 - 10) = 7.772475,
    # 20 + .25 * (4.95 - 20) = 16.2375, 30 + .25 * (1.98 - 30) = 22.995.
    train(dqn, batch(action=0), learning_rate=0.1, tau=0.25)
    assert dqn.averaged.layers[-1].bias.numpy() == pytest.approx([7.772475, 16.2375, 22.995], abs=1e-5)


def test_row_masses_never_fall_below_zero():
    import keras

    from agent.dqn import DQN

    keras.utils.set_random_seed(0)
    config = Config(observation_shape=(3, 3), keypoints=4, hidden=(4, 4), batch_size=2)
    dqn = DQN(config)
    masses = dqn.online.get_layer("masses").kernel
    masses.assign(np.full(masses.shape, 0.01))  # the first step of .5 against any of them would go below
    generator = np.random.default_rng(0)
    lit = (generator.random((2, 3, 3)) < 0.5).astype(np.float32)
    for _ in range(30):
        steps = batch()._replace(observation=lit, next_observation=lit)
        train(dqn, steps, learning_rate=0.5, tau=0.1)
    assert (masses.numpy() >= 0).all()
    assert (masses.numpy() == 0).any()
