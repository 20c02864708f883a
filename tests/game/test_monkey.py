"""A monkey at the keyboard, the mouse, the pad and the window: whatever it does, the game goes on."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pygame
import pytest
from events import FOCUS_LOST, QUIT, click, down, drag, hover, tap
from pad_events import FakeControllers
from test_reach import SCENES

from game import app
from game.options import PlayOptions
from game.pads import AXES, BUTTONS, FULL
from game.scenes.title import Title

SECONDS = 60.0  # of game time in each scene
STEPS = (1 / 60, 0.3, 0.3)  # seconds from frame to frame: a smooth one, and those of a machine that hangs
ASTRAY = 8  # frames after which a monkey that has left a scene is carried back
DRAWN_EVERY = 8  # frames
SIZES = ((640, 480), (800, 500), (1280, 720), (700, 1000))
TYPED = [
    *(pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_RETURN, pygame.K_ESCAPE),
    *(pygame.K_TAB, pygame.K_SPACE, pygame.K_F11, pygame.K_DELETE, pygame.K_LSHIFT, pygame.K_KP_ENTER),
    *(ord(sign) for sign in "abcdefghijklmnopqrstuvwxyz0123456789,.-=[]/"),
]
WINDOW_EVENTS = (
    *(pygame.WINDOWFOCUSGAINED, pygame.WINDOWENTER, pygame.WINDOWLEAVE, pygame.WINDOWEXPOSED),
    *(pygame.WINDOWMINIMIZED, pygame.WINDOWRESTORED, pygame.WINDOWMOVED, pygame.ACTIVEEVENT),
)


def question_mark() -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=pygame.K_SLASH, mod=pygame.KMOD_SHIFT, unicode="?")


def wheel(at: tuple[int, int], way: int) -> list[pygame.event.Event]:
    """Return what pygame makes of a wheel that is turned: the new event, and the old buttons 4 and 5."""
    turned = pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=way, flipped=False, which=0)
    button = 4 if way > 0 else 5
    return [turned, pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=button)]


def on_pad(chance: random.Random) -> list[pygame.event.Event]:
    """Return what a monkey does with one of two pads."""
    pad = chance.randrange(2)
    kind = chance.choice((pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP))
    value = chance.choice((0, -FULL - 1, FULL, chance.randint(-FULL, FULL)))
    return chance.choices(
        (
            [pygame.event.Event(kind, button=chance.choice([*BUTTONS, 20]), instance_id=pad)],
            [
                pygame.event.Event(
                    pygame.CONTROLLERAXISMOTION, axis=chance.choice(list(AXES)), value=value, instance_id=pad
                )
            ],
            [pygame.event.Event(pygame.CONTROLLERDEVICEADDED, device_index=pad)],
            [pygame.event.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=pad)],
        ),
        weights=(20, 20, 1, 1),
    )[0]


def something(chance: random.Random, size: tuple[int, int]) -> list[pygame.event.Event]:
    """Return what a monkey does in a frame."""
    at = (chance.randrange(-20, size[0] + 20), chance.randrange(-20, size[1] + 20))
    key = chance.choice(TYPED)
    doings = (
        (8, lambda: list(tap(key))),
        (3, lambda: [down(key)]),
        (7, lambda: list(click(at))),
        (4, lambda: [hover(at), drag(at)]),
        (2, lambda: wheel(at, chance.choice((-1, 1)))),
        (9, lambda: on_pad(chance)),
        (1, lambda: [chance.choice((FOCUS_LOST, QUIT, question_mark()))]),
        (5, lambda: [pygame.event.Event(chance.choice(WINDOW_EVENTS))]),
        (6, lambda: []),
    )
    weights, ways = zip(*doings, strict=True)
    return chance.choices(ways, weights)[0]()


@pytest.mark.parametrize("name", SCENES)
def test_nothing_a_monkey_does_ends_in_an_error(stage, surface, name):
    chance = random.Random(name)
    stage.pads._controllers = FakeControllers()
    spent, astray, frame, scene = 0.0, ASTRAY, 0, None
    while spent < SECONDS:
        if astray >= ASTRAY or not stage.is_open:
            stage.is_open, astray = True, 0
            stage.go(Title(stage))
            scene = SCENES[name](stage)
            (stage.push if scene.is_overlay else stage.go)(scene)
        if chance.random() < 0.01:
            stage.size = chance.choice(SIZES)
            surface = pygame.Surface(stage.size)
        seconds = chance.choice(STEPS)
        stage.frame(something(chance, stage.size), seconds)
        is_there = any(isinstance(each, type(scene)) for each in stage._scenes)
        spent, astray = (spent + seconds, 0) if is_there else (spent, astray + 1)
        frame += 1
        if frame % DRAWN_EVERY == 0:
            stage.draw(surface)
    assert stage.settings.keys.keys() == stage.settings.pad.keys() == {"left", "right"}


@pytest.mark.slow
def test_a_monkey_at_the_running_program(monkeypatch, tmp_path):
    """A minute of the real loop, with a real learner: the monkey's doings come in beside SDL's own."""
    chance = random.Random(7)
    get = pygame.event.get

    def monkeys() -> Iterator[list[pygame.event.Event]]:
        while True:
            yield something(chance, pygame.display.get_surface().get_size())

    doings = monkeys()
    monkeypatch.setattr(pygame.event, "get", lambda *kinds: [*get(*kinds), *next(doings)])
    until = time.monotonic() + SECONDS
    while (left := until - time.monotonic()) > 0:  # it finds Quit now and then
        report = tmp_path / "report.json"
        assert app.run(PlayOptions(seed=3, mute=True, duration=left, report=report)) == 0
        assert report.is_file()
