"""Agents by name, and the command that lists, exports, imports and resets them."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest

from agent import checkpoint as checkpoints
from agent.checkpoint import CheckpointError
from agent.config import Config
from game import agents, paths
from game.cli import main
from game.lock import Hold
from game.options import OPPONENTS


def save_mine(seed):
    agent = checkpoints.newborn(Config(), seed)
    checkpoints.save(agent, paths.mine())
    return agent


# By name


def test_the_names_are_those_the_game_offers():
    assert agents.NAMES == OPPONENTS


def test_each_name_has_its_file(home, tmp_path):
    assert agents.path_of("mine") == home / "mine.npz"
    assert agents.path_of("master") == paths.assets() / "agents" / "master.npz"
    assert agents.path_of(str(tmp_path / "x.npz")) == tmp_path / "x.npz"


def test_a_newborn_has_no_file():
    with pytest.raises(ValueError, match="no file yet"):
        agents.path_of("newborn")


def test_a_newborn_follows_its_seed():
    first, second, third = (agents.load("newborn", seed).state for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, third)


def test_mine_is_the_players_own():
    agent = save_mine(seed=4)
    np.testing.assert_array_equal(agents.load("mine").state, agent.state)


def test_without_an_agent_of_ones_own_the_message_says_how_to_get_one():
    with pytest.raises(FileNotFoundError, match="play a match"):
        agents.load("mine")


def test_a_file_of_that_path_is_an_agent(newborn_file):
    np.testing.assert_array_equal(
        agents.load(str(newborn_file)).state, checkpoints.newborn(Config(), seed=0).state
    )


def test_an_agent_for_another_grid_is_refused(tmp_path):
    path = tmp_path / "large.npz"
    checkpoints.save(checkpoints.newborn(replace(Config(), observation_shape=(12, 8)), seed=0), path)
    with pytest.raises(CheckpointError, match=r"\(12, 8\).*\(10, 10\)"):
        agents.load(str(path))


def test_nothing_but_an_agent_is_replaceable(tmp_path, newborn_file):
    agents.check_replaceable(newborn_file)
    agents.check_replaceable(tmp_path / "new.npz")
    letter = tmp_path / "letter.npz"
    letter.write_text("Dear Ada")
    with pytest.raises(FileExistsError, match="not an agent"):
        agents.check_replaceable(letter)


# Backups


def test_every_backup_has_a_name_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr("time.strftime", lambda _: "2016-11-05-143000")  # all in the same second
    path = tmp_path / "mine.npz"
    copies = []
    for text in ("one", "two", "three"):
        path.write_text(text)
        copies.append(agents.back_up(path))
    assert [copy.name for copy in copies] == [
        "mine-2016-11-05-143000.npz",
        "mine-2016-11-05-143000~2.npz",
        "mine-2016-11-05-143000~3.npz",
    ]
    assert [copy.read_text() for copy in copies] == ["one", "two", "three"]
    assert agents.backups_of(path) == copies


def test_where_there_is_nothing_there_is_nothing_to_back_up(tmp_path):
    assert agents.back_up(tmp_path / "mine.npz") is None
    assert list(tmp_path.iterdir()) == []


# catch agents


def test_the_list_shows_every_agent_with_rate_steps_and_file(capsys, home):
    main(["train", "--episodes", "2", "--seed", "0", "--out", str(home / "mine.npz")])
    capsys.readouterr()
    assert main(["agents"]) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split() == ["AGENT", "CATCHES", "STEPS", "NETWORK", "FILE"]
    assert [line.split()[0] for line in lines] == list(agents.NAMES)
    _, rate, steps, network, file = lines[-1].split()
    assert rate.endswith("%")
    assert (steps, network, file) == ("18", "keypoint", str(home / "mine.npz"))


def test_list_is_what_agents_does_by_itself(capsys):
    main(["agents"])
    first = capsys.readouterr().out
    main(["agents", "list"])
    assert capsys.readouterr().out == first


def test_the_list_says_which_agents_are_missing_or_damaged(capsys, home):
    main(["agents"])
    assert "not there yet" in capsys.readouterr().out.splitlines()[4]
    home.mkdir(exist_ok=True)
    (home / "mine.npz").write_text("nothing")
    assert main(["agents"]) == 0
    assert "damaged" in capsys.readouterr().out.splitlines()[4]


def test_an_import_keeps_the_agent_that_was_there(capsys, newborn_file, home):
    old = save_mine(seed=9)
    assert main(["agents", "import", str(newborn_file)]) == 0
    np.testing.assert_array_equal(agents.load("mine").state, checkpoints.load(newborn_file).state)
    (kept,) = agents.backups_of(paths.mine())
    np.testing.assert_array_equal(checkpoints.load(kept).state, old.state)
    said = capsys.readouterr().out
    assert str(kept) in said
    assert str(home / "mine.npz") in said


def test_a_first_import_has_nothing_to_keep(newborn_file):
    assert main(["agents", "import", str(newborn_file)]) == 0
    assert paths.mine().is_file()
    assert agents.backups_of(paths.mine()) == []


def test_a_failed_import_changes_nothing(tmp_path):
    old = save_mine(seed=9)
    (tmp_path / "letter.npz").write_text("Dear Ada")
    assert main(["agents", "import", str(tmp_path / "letter.npz")]) == 2
    np.testing.assert_array_equal(agents.load("mine").state, old.state)
    assert agents.backups_of(paths.mine()) == []


@pytest.mark.parametrize("words", [["import", "newborn"], ["reset", "--yes"]])
def test_while_a_game_keeps_the_agent_it_is_not_changed(words, capsys):
    old = save_mine(seed=9)
    with Hold():  # as a running game does
        assert main(["agents", *words]) == 2
    assert "leave the game" in capsys.readouterr().err
    np.testing.assert_array_equal(agents.load("mine").state, old.state)
    assert main(["agents", *words]) == 0


def test_a_reset_keeps_the_agent_that_was_there(capsys):
    old = save_mine(seed=9)
    assert main(["agents", "reset", "--yes"]) == 0
    assert not paths.mine().exists()
    (kept,) = agents.backups_of(paths.mine())
    np.testing.assert_array_equal(checkpoints.load(kept).state, old.state)
    assert str(kept) in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "code", "is_kept"), [("y", 0, False), ("n", 1, True), ("", 1, True)])
def test_a_reset_asks_first(monkeypatch, answer, code, is_kept):
    save_mine(seed=9)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert main(["agents", "reset"]) == code
    assert paths.mine().is_file() == is_kept


def test_a_reset_with_nobody_to_ask_changes_nothing(capsys, monkeypatch):
    save_mine(seed=9)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert main(["agents", "reset"]) == 2
    assert paths.mine().is_file()
    assert "--yes" in capsys.readouterr().err


def test_there_may_be_nothing_to_reset(capsys):
    assert main(["agents", "reset"]) == 0
    assert "nothing to reset" in capsys.readouterr().out


def test_an_exported_copy_is_the_whole_agent(tmp_path, newborn_file):
    copy = tmp_path / "new" / "copy.npz"
    assert main(["agents", "export", str(newborn_file), str(copy)]) == 0
    np.testing.assert_array_equal(checkpoints.load(copy).state, checkpoints.load(newborn_file).state)


def test_an_export_replaces_nothing_but_an_agent(tmp_path, newborn_file):
    letter = tmp_path / "letter.npz"
    letter.write_text("Dear Ada")
    assert main(["agents", "export", str(newborn_file), str(letter)]) == 2
    assert letter.read_text() == "Dear Ada"


def test_a_keras_file_goes_out_and_comes_back(tmp_path, newborn_file, capsys):
    """The one test here that loads TensorFlow."""
    model = tmp_path / "agent.keras"
    assert main(["agents", "export", str(newborn_file), str(model)]) == 0
    assert main(["agents", "import", str(model)]) == 0
    exported, back = checkpoints.load(newborn_file).snapshot(), agents.load("mine").snapshot()
    np.testing.assert_array_equal(back.averaged, exported.averaged)
    capsys.readouterr()
    assert main(["evaluate", str(model)]) == 0
    assert "catches" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("frozen", "remedy"), [(False, "pip install tensorflow"), (True, "with pip instead")]
)
def test_what_to_do_without_tensorflow_depends_on_what_is_running(monkeypatch, frozen, remedy):
    monkeypatch.setattr("sys.frozen", frozen, raising=False)
    assert remedy in str(agents.NoTensorFlow("--engine keras"))
