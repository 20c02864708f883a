import dataclasses
import io
import json
import os
import zipfile

import numpy as np
import pytest
from experience import pictures, random_transitions
from hypothesis import given, settings
from hypothesis import strategies as st

from agent import checkpoint as checkpoints
from agent.checkpoint import CheckpointError, newborn
from agent.config import NETWORKS, Config
from agent.learner import Learner
from agent.policy import q_values

SMALL = Config(network="dense", observation_shape=(2, 3), hidden=(4, 4), replay_capacity=50)


def experienced(count=20, config=SMALL, seed=0):
    agent = newborn(config, seed)
    for transition in random_transitions(seed, count, config):
        agent = agent.remember(transition)
    return agent


@pytest.mark.parametrize("replay", ["uniform", "prioritized"])
def test_a_save_in_between_changes_nothing(replay, engine_name, new_engine, tmp_path):
    config = Config(replay=replay, updates_per_step=1)
    steps = random_transitions(0, 600)

    whole = Learner(newborn(config, seed=1), new_engine(engine_name, config))
    whole.learn(steps)

    first = Learner(newborn(config, seed=1), new_engine(engine_name, config))
    first.learn(steps[:300])
    checkpoints.save(first.checkpoint(), tmp_path / "half.npz")
    second = Learner(checkpoints.load(tmp_path / "half.npz"), new_engine(engine_name, config))
    second.learn(steps[300:])

    one, other = whole.checkpoint(), second.checkpoint()
    assert (one.state == other.state).all()
    assert one.metrics._replace(seconds=0) == other.metrics._replace(seconds=0)
    for name, column in one.replay.columns.items():
        assert (column == other.replay.columns[name]).all()


@settings(max_examples=20, deadline=None)
@given(
    count=st.integers(0, 60),
    replay=st.sampled_from(["uniform", "prioritized"]),
    network=st.sampled_from(NETWORKS),
)
def test_what_is_saved_is_what_is_loaded(count, replay, network, tmp_path_factory):
    path = tmp_path_factory.mktemp("agents") / "agent.npz"
    agent = experienced(count, dataclasses.replace(SMALL, replay=replay, network=network))
    checkpoints.save(agent, path)
    loaded = checkpoints.load(path)
    assert loaded.config == agent.config
    assert loaded.metrics == agent.metrics
    assert (loaded.state == agent.state).all()
    assert loaded.replay.added == agent.replay.added
    if count:
        assert (loaded.replay.sample(30).rows == agent.replay.sample(30).rows).all()


def test_one_seed_gives_one_newborn():
    assert (newborn(SMALL, 7).state == newborn(SMALL, 7).state).all()
    assert not (newborn(SMALL, 7).state == newborn(SMALL, 8).state).all()


def test_a_negative_seed_is_refused():
    with pytest.raises(ValueError, match="-1"):
        newborn(SMALL, -1)


def test_a_crash_while_saving_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "mine.npz"
    checkpoints.save(experienced(5), path)

    def power_cut(*_):
        raise OSError("power cut")

    monkeypatch.setattr(os, "replace", power_cut)
    with pytest.raises(OSError, match="power cut"):
        checkpoints.save(experienced(9), path)
    assert checkpoints.load(path).metrics.steps == 5
    assert [p.name for p in tmp_path.iterdir()] == ["mine.npz"]


def test_saving_makes_the_folder(tmp_path):
    checkpoints.save(newborn(SMALL, 0), tmp_path / "new" / "folder" / "a.npz")
    assert checkpoints.load(tmp_path / "new" / "folder" / "a.npz").metrics.steps == 0


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nobody\.npz"):
        checkpoints.load(tmp_path / "nobody.npz")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_an_error_of_ours_or_reads_as_before(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("agents") / "agent.npz"
    checkpoints.save(experienced(3), path)
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans(), label="cut off"):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    else:
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    try:
        loaded = checkpoints.load(path)
    except CheckpointError:
        return
    assert loaded.config == SMALL


def test_half_a_file_is_named(tmp_path):
    path = tmp_path / "half.npz"
    checkpoints.save(experienced(3), path)
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(CheckpointError, match=r"half\.npz is not an agent file, or is damaged"):
        checkpoints.load(path)


def with_header(tmp_path, **change):
    """A saved agent with something else in its header."""
    path = tmp_path / "agent.npz"
    checkpoints.save(experienced(3), path)
    with np.load(path) as archive:
        arrays = {name: archive[name] for name in archive.files}
    arrays["header"] = np.array(json.dumps(json.loads(str(arrays["header"])) | change))
    np.savez(path, **arrays)
    return path


def test_a_newer_format_asks_for_an_update(tmp_path):
    with pytest.raises(CheckpointError, match=r"format 99.*Update the program"):
        checkpoints.load(with_header(tmp_path, format=99))


def test_a_config_that_does_not_fit_the_state_is_refused(tmp_path):
    config = dataclasses.asdict(SMALL) | {"hidden": (5, 5)}
    with pytest.raises(CheckpointError, match="its config says"):
        checkpoints.load(with_header(tmp_path, config=config))


def test_a_pickle_inside_is_never_read(tmp_path):
    path = tmp_path / "evil.npz"
    payload = io.BytesIO()
    np.save(payload, np.array([print], dtype=object), allow_pickle=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("header.npy", payload.getvalue())
    with pytest.raises(CheckpointError, match=r"evil\.npz"):
        checkpoints.load(path)


@pytest.mark.parametrize("network", NETWORKS)
def test_anybodys_keras_opens_an_exported_agent(network, tmp_path):
    import keras

    agent = newborn(Config(network=network), seed=3)
    checkpoints.export_keras(agent, tmp_path / "agent.keras")
    model = keras.models.load_model(tmp_path / "agent.keras")
    seen = pictures(np.random.default_rng(0), 8, agent.config)
    ours = q_values(agent.config, agent.snapshot().averaged, seen)
    assert model(seen).numpy() == pytest.approx(ours, abs=1e-5)


@pytest.mark.parametrize("network", NETWORKS)
def test_an_exported_agent_can_be_imported(network, tmp_path):
    agent = newborn(Config(network=network), seed=3)
    checkpoints.export_keras(agent, tmp_path / "agent.keras")
    imported = checkpoints.import_keras(tmp_path / "agent.keras")
    assert imported.config == agent.config
    assert (imported.snapshot().averaged == agent.snapshot().averaged).all()
    assert (imported.snapshot().online == agent.snapshot().averaged).all()
    assert len(imported.replay) == 0


def test_another_model_is_not_an_agent(tmp_path):
    import keras

    keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)], name="other").save(tmp_path / "other.keras")
    with pytest.raises(CheckpointError, match="other"):
        checkpoints.import_keras(tmp_path / "other.keras")


def test_a_file_that_is_no_model_is_told(tmp_path):
    (tmp_path / "text.keras").write_text("hello")
    with pytest.raises(CheckpointError, match=r"text\.keras"):
        checkpoints.import_keras(tmp_path / "text.keras")


def test_exporting_needs_the_suffix(tmp_path):
    with pytest.raises(ValueError, match=r"should end in \.keras"):
        checkpoints.export_keras(newborn(SMALL, 0), tmp_path / "agent.h5")
