import numpy as np
import pytest
from experience import random_batch

from agent.checkpoint import newborn
from agent.config import NETWORKS, Config
from agent.engine import make_engine
from agent.weights import weight_count


def trained(engine, config, updates, seed=0):
    generator = np.random.default_rng(seed)
    engine.set_state(newborn(config, seed=1).state)
    return [engine.train(random_batch(generator, config), 1e-3) for _ in range(updates)]


@pytest.mark.parametrize("network", NETWORKS)
def test_the_compiled_agent_is_the_keras_agent(network, new_engine):
    """Also what fails when networks.py or dqn.py changed and the .tflite files were not compiled again."""
    config = Config(network=network)
    litert, keras = new_engine("litert", config), new_engine("keras", config)
    ours, theirs = trained(litert, config, 200), trained(keras, config, 200)
    assert litert.get_state() == pytest.approx(keras.get_state(), abs=1e-4)
    assert ours[-1].loss == pytest.approx(theirs[-1].loss, abs=1e-4)
    assert ours[-1].mean_q == pytest.approx(theirs[-1].mean_q, abs=1e-4)
    assert ours[-1].td_error == pytest.approx(theirs[-1].td_error, abs=1e-3)


@pytest.mark.parametrize("network", NETWORKS)
def test_state_goes_in_and_comes_out_unchanged(network, engine_name, new_engine):
    config = Config(network=network)
    engine = new_engine(engine_name, config)
    trained(engine, config, 3)
    state = np.array(engine.get_state())
    other = new_engine(engine_name, config)
    other.set_state(state)
    assert (other.get_state() == state).all()


def test_weights_are_the_first_two_parts_of_the_state(engine_name, new_engine):
    config = Config()
    engine = new_engine(engine_name, config)
    trained(engine, config, 3)
    online, averaged = engine.weights()
    size = weight_count(config)
    assert (engine.get_state()[:size] == online).all()
    assert (engine.get_state()[size : 2 * size] == averaged).all()


def test_an_update_moves_the_averaged_network_by_tau(engine_name, new_engine):
    config = Config()
    engine = new_engine(engine_name, config)
    before = newborn(config, seed=1).snapshot().averaged
    trained(engine, config, 1)
    online, averaged = engine.weights()
    assert averaged == pytest.approx(before + config.tau * (online - before), abs=1e-6)
    assert not np.allclose(online, before)


def test_restoring_a_state_repeats_what_followed(engine_name, new_engine):
    config = Config(network="dense")
    engine = new_engine(engine_name, config)
    trained(engine, config, 5)
    state = np.array(engine.get_state())
    batch = random_batch(np.random.default_rng(9), config)
    first = engine.train(batch, 1e-3)
    after = np.array(engine.get_state())
    engine.set_state(state)
    assert engine.train(batch, 1e-3).loss == first.loss
    assert (engine.get_state() == after).all()


def test_the_keras_engine_takes_any_shape():
    config = Config(observation_shape=(5, 7), keypoints=3, hidden=(8, 4), batch_size=6)
    engine = make_engine("keras", config, compiled_folder=None)
    updates = trained(engine, config, 2)
    assert updates[-1].td_error.shape == (6,)


@pytest.mark.parametrize("change", [{"observation_shape": (8, 8)}, {"batch_size": 64}, {"hidden": (50, 50)}])
def test_a_compiled_agent_refuses_another_config(change, compiled):
    with pytest.raises(ValueError, match="keras engine takes any"):
        make_engine("litert", Config(**change), compiled)


def test_a_missing_compiled_agent_says_how_to_make_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"python -m agent\.compile"):
        make_engine("litert", Config(), tmp_path)


def test_an_unknown_engine_is_refused(compiled):
    with pytest.raises(ValueError, match="litert, keras"):
        make_engine("torch", Config(), compiled)
