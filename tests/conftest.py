"""What all tests share: a home of their own, no window on the screen, and agents to try things on."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

# Before anything imports pygame. Tests that open a real window start the program in a process of its own.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
os.environ["LANGUAGE"] = "en"  # whatever the system speaks

hypothesis.settings.register_profile("catch", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("catch")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="draw the pictures in tests/game/golden again"
    )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the player's own files out of it: "mine" is looked for in an empty folder."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CATCH_HOME", str(folder))
    return folder


@pytest.fixture
def newborn_file(tmp_path: Path) -> Path:
    """The file of an agent that knows nothing; the same one each time."""
    from agent import checkpoint
    from agent.config import Config

    path = tmp_path / "newborn.npz"
    checkpoint.save(checkpoint.newborn(Config(), seed=0), path)
    return path
