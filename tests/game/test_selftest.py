"""The selftest: a line for each check, and an exit code that tells the truth."""

from __future__ import annotations

import os
import re

import numpy as np
import pytest

from agent import checkpoint as checkpoints
from agent.config import Config
from game import agents, selftest
from game.cli import main
from game.selftest import CheckError


@pytest.fixture
def only(monkeypatch):
    """Let the selftest make only these checks."""
    return lambda **checks: monkeypatch.setattr(selftest, "_checks", lambda: checks)


def test_everything_works_here(capsys, home):
    code = main(["--selftest"])
    lines = capsys.readouterr().out.splitlines()
    assert code == 0, "\n".join(lines)
    assert all(line.startswith("ok ") for line in lines[:-1])
    assert re.fullmatch(rf"{len(lines) - 1} passed, 0 failed, in \d+\.\d s", lines[-1])
    assert not home.exists()  # the player's folder was left alone


def test_a_failure_is_told_and_the_rest_goes_on(only, capsys):
    def broken(_):
        raise CheckError("3 found, 4 expected")

    only(first=broken, second=lambda _: "fine")
    assert selftest.run() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["FAIL  first: CheckError: 3 found, 4 expected", "ok    second: fine"]
    assert lines[2].startswith("1 passed, 1 failed")


def test_checks_see_neither_screen_nor_sound_nor_the_players_folder(only, home):
    seen = {}
    before = dict(os.environ)
    only(look=lambda folder: seen.update(os.environ, folder=str(folder)) or "seen")
    assert selftest.run() == 0
    assert (seen["SDL_VIDEODRIVER"], seen["SDL_AUDIODRIVER"]) == ("dummy", "dummy")
    assert seen["CATCH_HOME"].startswith(seen["folder"])
    assert str(home) != seen["CATCH_HOME"]
    assert dict(os.environ) == before


def test_a_shipped_agent_that_does_not_keep_its_promise_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr(agents, "load", lambda _: checkpoints.newborn(Config(), seed=0))
    with pytest.raises(CheckError, match="should be 100% to 100%"):
        selftest.check_agent("master", tmp_path)


def test_an_engine_that_computes_something_else_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr(selftest, "q_values", lambda *_: np.full((1, 3), 7.0, np.float32))
    with pytest.raises(CheckError, match="LiteRT and NumPy differ"):
        selftest.check_engine("keypoint", tmp_path)


def test_an_agent_that_does_not_learn_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr(selftest, "MOST_EPISODES", 1)
    with pytest.raises(CheckError, match="after 1 episodes"):
        selftest.check_learning(tmp_path)


def test_a_save_that_loses_something_is_found(monkeypatch, tmp_path):
    monkeypatch.setattr(checkpoints, "load", lambda _: checkpoints.newborn(Config(), seed=3))
    with pytest.raises(CheckError, match="is not the one loaded"):
        selftest.check_learning(tmp_path)
