"""A stage to play on: a window nobody sees, and learners without threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame
import pytest
from learners import FakeLearner

from game import text, window
from game.options import PlayOptions
from game.session import Session
from game.stage import Stage
from game.ui import theme

FRAME = 1 / 64  # seconds; a power of two, so that eight of them are exactly a tick


@pytest.fixture(autouse=True)
def look() -> Iterator[None]:
    """The usual look and language, whatever a test has set before."""
    yield
    theme.use()
    text.use()


@pytest.fixture
def surface() -> Iterator[pygame.Surface]:
    """The window's surface, 1280 x 720."""
    yield window.open_window((1280, 720))
    window.close_window()


@pytest.fixture
def stage(surface: pygame.Surface) -> Iterator[Stage]:
    """A stage without a scene, over a session whose learners only take notes."""
    session = Session(PlayOptions(seed=4), FakeLearner)
    stage = Stage(session, surface.get_size())
    yield stage
    stage.close()
    session.close()


@pytest.fixture
def frames(stage: Stage, surface: pygame.Surface) -> Callable[..., None]:
    """Post events, then play frames: the first one handles them. Each frame is drawn."""

    def frames(*events: pygame.event.Event, seconds: float = FRAME) -> None:
        for event in events:
            pygame.event.post(event)
        for _ in range(max(round(seconds / FRAME), 1)):
            stage.frame(pygame.event.get(), FRAME)
            stage.draw(surface)

    return frames
