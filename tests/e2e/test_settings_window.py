"""Settings in a real window: reached by keys, changed, remembered, and played with."""

from __future__ import annotations

import json

import pytest
from desktop import Desktop, missing_tools, wait_until

from agent import checkpoint
from game.catch import Action

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}"),
]


@pytest.fixture(scope="module")
def desktop():
    with Desktop() as desktop:
        yield desktop


def kept(home):
    """Return the settings on disk, none before the first change."""
    file = home / "settings.json"
    return json.loads(file.read_text()) if file.is_file() else {}


def wait_for(home, **settings):
    wait_until(lambda: settings.items() <= kept(home).items(), f"{settings} is on disk")


def test_a_key_is_bound_on_the_way_into_a_game_and_moves_the_basket(desktop, tmp_path):
    home = tmp_path / "home"
    with desktop.start(home=home) as program:
        program.key("e", "Down", "Right")
        wait_for(home, mute=True)
        program.key("Down", "Down", "Return")
        program.wait_for_scene("Controls")
        program.key("Return", "j")
        wait_for(home, keys={"left": ["j", "a"], "right": ["right", "d"]})
        program.key("Escape", "Escape")
        program.wait_for_scene("")
        program.key("s")
        program.key_down("j")
        wait_until((home / "mine.npz").is_file, "mine is saved")
        program.key_up("j")
        program.close()
        assert "Traceback" not in program.errors()
    replay = checkpoint.load(home / "mine.npz").replay
    assert (replay.columns["action"][: len(replay)] == Action.LEFT).any()
    with desktop.start(home=home) as program:
        program.close()
    assert kept(home)["keys"]["left"] == ["j", "a"]


def test_the_screen_is_filled_and_given_back_and_the_choice_remembered(desktop, tmp_path):
    home = tmp_path / "home"
    report = tmp_path / "report.json"
    with desktop.start("--report", str(report), home=home) as program:
        program.key("F11")
        wait_for(home, fullscreen=True)
        program.key("s")
        program.close()
        assert "Traceback" not in program.errors()
    assert json.loads(report.read_text())["scene"] == "solo"
    picture = tmp_path / "last.png"
    with desktop.start("--screenshot", str(picture), home=home) as program:
        program.close()
    from PIL import Image

    assert Image.open(picture).size == desktop.picture().size
    with desktop.start(home=home) as program:
        program.key("F11")
        wait_for(home, fullscreen=False)
