"""The help screen: everything fits, and every way back works."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest
from events import click, tap

from game.scenes.help import SENTENCES, Help
from game.stage import Scene, Stage
from game.ui import text

SIZES = [(640, 480), (800, 500), (1024, 768), (1280, 720), (1920, 1080), (3840, 2160)]


@pytest.fixture
def help_scene(stage: Stage) -> Help:
    stage.go(Scene(stage))
    scene = Help(stage)
    stage.push(scene)
    return scene


@pytest.mark.parametrize("key", [pygame.K_ESCAPE, pygame.K_h, pygame.K_RETURN, pygame.K_SLASH])
def test_any_of_its_keys_leads_back(
    stage: Stage, help_scene: Help, frames: Callable[..., None], key: int
) -> None:
    frames(*tap(key))
    assert stage.scene is not help_scene


def test_a_click_leads_back(stage: Stage, help_scene: Help, frames: Callable[..., None]) -> None:
    frames(*click(help_scene.places().back.center))
    assert stage.scene is not help_scene


@pytest.mark.parametrize("size", SIZES)
def test_all_of_it_fits_and_nothing_overlaps(stage: Stage, help_scene: Help, size: tuple[int, int]) -> None:
    stage.size = size
    where = help_scene.places()
    boxes = [
        text.rendered(words, where.size, (0, 0, 0), is_name).get_rect(topleft=at)
        for is_name, lines in ((True, where.names), (False, where.lines))
        for words, at in lines
    ]
    window = pygame.Rect(0, 0, *size)
    for box in boxes:
        assert window.contains(box)
        assert box.collidelistall(boxes) == [boxes.index(box)]
    assert where.bottom < where.back.top
    assert window.contains(where.back)
    assert len(where.names) == len(SENTENCES)
