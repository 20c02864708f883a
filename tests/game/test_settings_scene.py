"""The settings on the screen: by keyboard alone, by mouse alone; every size of text."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest
from events import click, down, hover, tap

from game.catch import Action
from game.scenes.overlays import Overlay
from game.scenes.rows import HELP
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import BACKLOG_AT_MAX, Watch
from game.settings import PALETTES, TEXT_SIZES
from game.ui import text, theme
from game.ui.row import arrows

SIZES = ((640, 480), (800, 500), (1280, 720), (1920, 1080), (700, 1000))
ENTER, ESCAPE, UP, DOWN, LEFT, RIGHT = (
    pygame.K_RETURN,
    pygame.K_ESCAPE,
    pygame.K_UP,
    pygame.K_DOWN,
    pygame.K_LEFT,
    pygame.K_RIGHT,
)


@pytest.fixture
def scene(stage):
    stage.go(Title(stage))
    stage.push(SettingsScene(stage))
    return stage.scene


def row_of(scene, label):
    return next(number for number, row in enumerate(scene.rows) if row.label == label)


def select(scene, frames, label):
    """Walk to a row by keyboard."""
    while scene.rows[scene.menu.selected].label != label:
        frames(*tap(DOWN))


# The way there and back


@pytest.mark.parametrize("begin", [Title, Solo])
def test_settings_are_reached_and_left_by_keyboard(stage, frames, begin):
    stage.go(begin(stage))
    if begin is Solo:
        frames(*tap(pygame.K_p))
    below = stage.scene
    frames(*tap(pygame.K_e))
    assert isinstance(stage.scene, SettingsScene)
    frames(*tap(ESCAPE))
    assert stage.scene is below
    frames(*tap(pygame.K_e))
    frames(*tap(UP), *tap(ENTER))  # the last row is Back
    assert stage.scene is below


def test_settings_are_reached_and_left_by_mouse(stage, frames):
    stage.go(Versus(stage, "newborn"))
    frames(*tap(pygame.K_p))
    menu, (_, rects, _) = stage.scene._menu, stage.scene._places()
    number = next(n for n, button in enumerate(menu.buttons) if button.label == "Settings")
    frames(*click(rects[number].center))
    assert isinstance(stage.scene, SettingsScene)
    frames(*click(stage.scene.places().rows[-1].center))
    assert isinstance(stage.scene, Overlay)


def test_the_clock_stands_still_meanwhile(scene, stage, frames):
    now = stage.now
    frames(seconds=1.0)
    assert stage.now == now
    assert stage.scene is scene


# Changing


@pytest.mark.parametrize(
    ("label", "name", "after_right", "after_left"),
    [
        ("Effects", "volume", 80, 60),
        ("Mute", "mute", True, True),
        ("Speed", "speed", 9, 7),
        ("Text size", "text_size", "large", "small"),
        ("Palette", "palette", "okabe-ito", "high-contrast"),
        ("Less motion", "reduced_motion", True, True),
    ],
)
def test_arrow_keys_change_a_row(scene, stage, frames, label, name, after_right, after_left):
    select(scene, frames, label)
    before = getattr(stage.settings, name)
    frames(*tap(RIGHT))
    assert getattr(stage.settings, name) == after_right
    frames(*tap(LEFT))
    assert getattr(stage.settings, name) == before
    frames(*tap(LEFT))
    assert getattr(stage.settings, name) == after_left


def test_numbers_end_at_their_ends(scene, stage, frames):
    select(scene, frames, "Effects")
    for _ in range(5):
        frames(*tap(RIGHT))
    assert stage.settings.volume == 100
    select(scene, frames, "Speed")
    for _ in range(9):
        frames(*tap(LEFT))
    assert stage.settings.speed == 4


def test_a_click_goes_on_and_one_on_the_left_arrow_back(scene, stage, frames):
    rect = scene.places().rows[row_of(scene, "Palette")]
    back, on = arrows(rect, stage.scale)
    frames(*click(on.center))
    assert stage.settings.palette == "okabe-ito"
    frames(*click(back.center))
    assert stage.settings.palette == "default"
    frames(hover(scene.places().rows[row_of(scene, "Mute")].center), *tap(ENTER))
    assert stage.settings.mute


def test_fullscreen_can_be_set(scene, stage, frames):
    select(scene, frames, "Fullscreen")
    frames(*tap(ENTER))
    assert stage.settings.fullscreen
    frames(*tap(ENTER))
    assert not stage.settings.fullscreen


def test_mute_and_volume_reach_the_sound(scene, stage, monkeypatch):
    del scene
    volumes = []
    monkeypatch.setattr(stage.audio, "set_volume", volumes.append)
    stage.set(volume=50)
    stage.set(mute=True)
    assert volumes == [0.5, 0.0]


@pytest.mark.parametrize("speed", [4, 16])
def test_the_speed_is_that_of_the_play(stage, frames, speed):
    stage.set(speed=speed)
    for make in (Versus, Solo, Watch):
        scene = make(stage) if make is Solo else make(stage, "newborn")
        stage.go(scene)
        frames(seconds=0.5)
        assert scene.own_court()[0].now.fruit_row == speed / 2


@pytest.mark.parametrize("make", [Solo, Watch])
def test_faster_speeds_are_multiples_of_the_one_that_is_set(stage, frames, make):
    stage.set(speed=4)
    scene = Solo(stage, "4") if make is Solo else Watch(stage, "newborn", "4")
    stage.go(scene)
    frames(seconds=0.25)
    assert scene.own_court()[0].now.fruit_row == 4


def test_while_the_learner_of_a_watched_agent_loads_it_plays_at_the_speed_that_is_set(stage, frames):
    stage.set(speed=16)
    watch = Watch(stage, "newborn", "max")
    stage.go(watch)
    watch.brain.learner.backlog = BACKLOG_AT_MAX
    frames(seconds=0.5)
    assert watch.court.now.fruit_row == 8


@pytest.mark.parametrize("speed", ["4", "16", "max"])
def test_a_persons_hands_get_the_speed_that_is_set_however_fast_the_agent_plays(stage, frames, speed):
    stage.set(speed=4)
    watch = Watch(stage, "newborn", speed)
    stage.go(watch)
    frames(down(pygame.K_LEFT), seconds=0.5)
    assert [t.action for t in watch.brain.learner.taught] == [Action.LEFT] * 2


def test_under_reduced_motion_nothing_glides(stage, surface):
    stage.set(reduced_motion=True)
    solo = Solo(stage)
    stage.go(solo)
    solo.run.tick()
    pictures = []
    for alpha in (0.1, 0.9):
        solo.ticker._part = alpha
        stage.draw(surface)
        pictures.append(pygame.image.tobytes(surface, "RGB"))
    assert pictures[0] == pictures[1]


# The command line


def test_mute_by_the_command_line_says_so_and_is_not_mistaken_for_a_setting(stage, frames):
    stage.session.options = replace(stage.session.options, mute=True)
    stage.go(Title(stage))
    stage.push(SettingsScene(stage))
    scene = stage.scene
    select(scene, frames, "Mute")
    assert scene.rows[scene.menu.selected].value() == "Started muted"
    frames(*tap(ENTER))
    assert not stage.settings.mute
    assert "command line" in scene.foot()[0]
    frames(*tap(DOWN))
    assert "command line" not in scene.foot()[0]


# What is seen


@pytest.mark.parametrize("size", SIZES)
def test_every_row_lies_in_the_window_and_clear_of_the_others(stage, size):
    stage.size = size
    places = SettingsScene(stage).places()
    parts = [places.title, *(rect for _, rect in places.groups), *places.rows, places.foot]
    for number, part in enumerate(parts):
        assert pygame.Rect((0, 0), size).contains(part)
        assert part.collidelistall(parts) == [number]


@pytest.mark.parametrize("text_size", TEXT_SIZES)
@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut_off(stage, monkeypatch, size, text_size):
    stage.size = size
    stage.set(text_size=text_size)
    scene = SettingsScene(stage)
    cut = []
    fitted = text.fitted

    def note(words, *rest):
        if fitted(words, *rest) != words:
            cut.append(words)
        return fitted(words, *rest)

    note.cache_clear = fitted.cache_clear
    monkeypatch.setattr(text, "fitted", note)
    for palette in PALETTES:
        stage.set(palette=palette)
        for selected in range(len(scene.rows)):
            scene.menu.selected = selected
            scene.draw(pygame.Surface(size))
    assert cut == []


def test_drawing_twice_gives_the_same_picture(scene, surface):
    pictures = []
    for _ in range(2):
        scene.draw(surface)
        pictures.append(pygame.image.tobytes(surface, "RGB"))
    assert pictures[0] == pictures[1]
    assert theme.palette is theme.DEFAULT
    assert "Esc" in HELP
