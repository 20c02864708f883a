"""A monkey at the keyboard, the mouse and the pad: whatever it presses, the game goes on."""

from __future__ import annotations

import random

import pygame
import pytest
from events import FOCUS_LOST, click, drag, hover, tap

from game.pads import AXES, BUTTONS, FULL
from game.scenes.choose import Choose
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import Watch

FRAMES = 400
TYPED = [
    *(pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_RETURN, pygame.K_ESCAPE),
    *(pygame.K_TAB, pygame.K_SPACE, pygame.K_PERIOD, pygame.K_LEFTBRACKET, pygame.K_RIGHTBRACKET),
    *range(pygame.K_0, pygame.K_9 + 1),
    *range(pygame.K_a, pygame.K_z + 1),
]


def something(chance: random.Random, size: tuple[int, int]) -> list[pygame.event.Event]:
    """Return what a monkey does in a frame."""
    at = (chance.randrange(size[0]), chance.randrange(size[1]))
    button = chance.choice(list(BUTTONS))
    axis = chance.choice(list(AXES))
    doings = [
        list(tap(chance.choice(TYPED))),
        [tap(chance.choice(TYPED))[0]],
        list(click(at)),
        [hover(at), drag(at)],
        [pygame.event.Event(pygame.CONTROLLERBUTTONDOWN, button=button, instance_id=0)],
        [
            pygame.event.Event(
                pygame.CONTROLLERAXISMOTION, axis=axis, value=chance.randint(-FULL, FULL), instance_id=0
            )
        ],
        [FOCUS_LOST],
        [],
    ]
    return chance.choices(doings, weights=(6, 2, 6, 3, 3, 3, 1, 4))[0]


@pytest.mark.parametrize("begin", ["title", "choose", "versus", "solo", "watch", "settings"])
def test_nothing_a_monkey_does_ends_in_an_error(stage, surface, begin):
    chance = random.Random(begin)
    makers = {
        "title": lambda: Title(stage),
        "choose": lambda: Choose(stage),
        "versus": lambda: Versus(stage, "newborn"),
        "solo": lambda: Solo(stage),
        "watch": lambda: Watch(stage, "newborn", "16"),
        "settings": lambda: SettingsScene(stage),
    }
    stage.go(Title(stage))
    stage.push(makers[begin]())
    for number in range(FRAMES):
        stage.frame(something(chance, surface.get_size()), chance.choice((1 / 60, 0.3)))
        if not stage.is_open:  # it found Quit
            stage.is_open = True
            stage.go(Title(stage))
            stage.push(makers[begin]())
        if number % 5 == 0:
            stage.draw(surface)
    assert stage.settings.keys.keys() == {"left", "right"}
