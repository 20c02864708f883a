"""One way through the whole game, in a real window and with real key presses, from the title to the exit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop import Desktop, missing_tools, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}"),
]
MATCH = 240.0  # seconds that the match may take on a slow machine
SAVED = 60.0  # and a save, which comes every ten


def wait_for_save(file: Path) -> None:
    """Wait until a file is written, or written again."""
    before = file.stat().st_mtime_ns if file.is_file() else 0
    wait_until(lambda: file.is_file() and file.stat().st_mtime_ns > before, f"{file.name} is saved", SAVED)


def test_from_the_title_through_a_match_the_settings_and_watch_to_the_exit(tmp_path):
    home, report = tmp_path / "home", tmp_path / "report.json"
    settings, mine = home / "settings.json", home / "mine.npz"
    words = ["--opponent", "sapling", "--seed", "1", "--speed", "4", "--report", str(report)]
    with Desktop() as desktop, desktop.start(*words, home=home) as program:
        program.wait_for_scene("")
        program.key("Return")
        program.wait_for_scene("Versus")
        program.key_down("Left")  # whoever only ever goes left soon has no lives left
        program.wait_for_scene("Results", MATCH)
        program.key_up("Left")

        program.key("t")
        program.wait_for_scene("")
        program.key("e")
        program.wait_for_scene("Settings")
        program.key("Down", "Down", "Down", "Return")
        program.wait_for_scene("Controls")
        program.key("Return", "j")
        wait_until(settings.is_file, "the new key is kept")
        assert json.loads(settings.read_text())["keys"]["left"] == ["j", "a"]
        program.key("Escape")
        program.wait_for_scene("Settings")
        program.key("Escape")
        program.wait_for_scene("")

        program.key("w")
        program.wait_for_scene("Watch it learn")
        program.key_down("j")  # taken over: your own agent learns from it
        wait_for_save(mine)  # of the match perhaps
        wait_for_save(mine)  # of what was played since: there is no other reason to save again
        program.key_up("j")

        program.key("Escape")
        program.wait_for_scene("Paused")
        program.key("Up", "Return")  # round to the last one, Quit
        assert program.process.wait(SAVED) == 0
        assert "Traceback" not in program.errors()
    measured = json.loads(report.read_text())
    assert measured["scene"] == "watch"
    assert measured["human_share"] > 0
