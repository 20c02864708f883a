"""A match in a real window, and what is left of it afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from desktop import ROOT, Desktop, Program, missing_tools, wait_until

from agent import checkpoint
from agent.checkpoint import Checkpoint
from agent.replay import Player
from game.catch import Action

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}"),
]
SAVED_EVERY = 10.0  # seconds
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


@pytest.fixture(scope="module")
def desktop():
    with Desktop() as desktop:
        yield desktop


def mine(home: Path) -> Checkpoint:
    return checkpoint.load(home / "mine.npz")


def play(program: Program, seconds: float) -> None:
    """Press keys for a while, as a person would."""
    for turn in range(round(seconds / 0.3)):
        program.key("Left" if turn % 2 else "Right")
        threading.Event().wait(0.3)


def test_from_the_title_into_a_match_out_again_and_on_with_the_same_agent(desktop, tmp_path):
    home, first, second = tmp_path / "home", tmp_path / "first.json", tmp_path / "second.json"
    with desktop.start("--report", str(first), home=home) as program:
        program.key("Return")
        play(program, seconds=2.4)  # shorter than three misses take
        picture = desktop.picture()
        assert program.close() < 1.0 + 1.0  # the promise, and a second for a busy machine to end a process
        assert program.process.returncode == 0
    assert len(np.unique(np.asarray(picture).reshape(-1, 3), axis=0)) > 100  # more than an empty window
    assert json.loads(first.read_text())["scene"] == "versus"
    raised = mine(home)
    players = raised.replay.columns["player"][: len(raised.replay)]
    actions = raised.replay.columns["action"][: len(raised.replay)]
    assert raised.metrics.steps >= 9
    assert (players == Player.HUMAN).all()
    assert {Action.LEFT, Action.RIGHT} <= set(actions.tolist())

    with desktop.start(
        "--scene", "versus", "--opponent", "mine", "--report", str(second), home=home
    ) as program:
        play(program, seconds=2.0)
        program.close()
    again = json.loads(second.read_text())
    assert again["steps"] > raised.metrics.steps
    assert again["updates"] > raised.metrics.updates
    assert mine(home).metrics.steps >= again["steps"]  # what was still waiting to be learned is saved too


def test_mine_is_saved_while_it_is_played_with(desktop, tmp_path):
    home = tmp_path / "home"
    with desktop.start("--scene", "solo", home=home) as program:
        wait_until((home / "mine.npz").is_file, "mine is saved", 3 * SAVED_EVERY)
        assert program.process.poll() is None
        assert mine(home).metrics.steps > 0


def test_screens_are_reached_by_mouse_alone(desktop, tmp_path):
    report = tmp_path / "report.json"
    with desktop.start("--size", "1280x720", "--report", str(report), home=tmp_path / "home") as program:
        for at, scene in (
            ((292, 416), "Watch it learn"),
            ((1211, 686), "Paused"),  # Menu
            ((640, 410), ""),  # Back to the title
            ((292, 472), "Play solo"),
            ((1084, 676), "Paused"),
            ((640, 410), "Settings"),
            ((0, 0), "Settings"),  # beside everything
        ):
            program.click(*at)
            program.wait_for_scene(scene)
        program.close()
    assert json.loads(report.read_text())["scene"] == "solo"


def test_a_game_without_a_display_says_so_and_ends_with_2(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k not in SCREENS}
    done = subprocess.run(
        [sys.executable, "-m", "game", "--duration", "1"],
        cwd=ROOT,
        env=environment | {"CATCH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "needs a display" in done.stderr
    assert "Traceback" not in done.stderr
