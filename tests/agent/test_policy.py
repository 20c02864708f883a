import numpy as np
import pytest
from experience import pictures

from agent.checkpoint import newborn
from agent.config import NETWORKS, Config
from agent.policy import Policy, greedy, q_values
from agent.weights import unflatten


def test_greedy_takes_the_best_and_shares_ties_evenly():
    q = np.array([[1.0, 3.0, 2.0], [5.0, 5.0, 0.0], [2.0, 2.0, 2.0]])
    assert greedy(q) == pytest.approx(np.array([[0, 1, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]]))


@pytest.mark.parametrize("network", NETWORKS)
def test_numpy_and_keras_agree(network):
    from agent import networks

    config = Config(network=network)
    weights = newborn(config, seed=3).snapshot().averaged
    model = networks.build(config)
    model.set_weights(unflatten(config, weights))
    seen = pictures(np.random.default_rng(0), 64, config)
    seen[0] = 0  # a dark picture too
    assert q_values(config, weights, seen) == pytest.approx(model(seen).numpy(), abs=1e-5)


@pytest.mark.parametrize("network", NETWORKS)
def test_numpy_and_every_engine_agree(network, engine_name, new_engine):
    config = Config(network=network)
    agent = newborn(config, seed=4)
    engine = new_engine(engine_name, config)
    engine.set_state(agent.state)
    for picture in pictures(np.random.default_rng(1), 20, config):
        ours = q_values(config, agent.snapshot().averaged, picture[None])
        assert ours == pytest.approx(engine.q_values(picture[None]), abs=1e-5)


def test_a_policy_without_exploration_takes_the_best():
    policy = Policy(newborn(Config(), seed=0).snapshot(), seed=0)
    picture = pictures(np.random.default_rng(0), 1, Config())[0]
    choice = policy.act(picture)
    assert choice.action == int(np.argmax(choice.q))
    assert not choice.explored


def test_ties_are_broken_at_random():
    # A dark picture through a newborn without biases: all values 0. Of 3000 draws 1000 each; five sd are 129.
    config = Config(network="dense")
    policy = Policy(newborn(config, seed=0).snapshot(), seed=0)
    dark = np.zeros(config.observation_shape, np.float32)
    counts = np.bincount([policy.act(dark).action for _ in range(3000)], minlength=3)
    assert abs(counts - 1000).max() < 129


def test_epsilon_is_the_share_of_explored_moves():
    # 2000 moves at .3: 600, standard deviation 20.5; five of them are 102.
    policy = Policy(newborn(Config(), seed=0).snapshot(), seed=0)
    picture = pictures(np.random.default_rng(0), 1, Config())[0]
    explored = sum(policy.act(picture, epsilon=0.3).explored for _ in range(2000))
    assert abs(explored - 600) < 102


def test_the_same_seed_plays_the_same():
    snapshot = newborn(Config(), seed=0).snapshot()
    picture = pictures(np.random.default_rng(0), 1, Config())[0]
    plays = [[Policy(snapshot, seed=5).act(picture, 1.0).action for _ in range(3)] for _ in range(2)]
    assert plays[0] == plays[1]


def test_a_picture_of_another_size_is_refused():
    policy = Policy(newborn(Config(), seed=0).snapshot())
    with pytest.raises(ValueError, match=r"\(4, 4\).*\(10, 10\)"):
        policy.act(np.zeros((4, 4), np.float32))
