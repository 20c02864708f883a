"""What moves the basket, on the screen: keys and a pad's controls, bound by pressing them."""

from __future__ import annotations

import pygame
import pytest
from events import click, down, tap, up
from pad_events import LEFT, RIGHT, SHOULDER, A, B, press, release, stick
from pad_events import tap as tap_pad

from game import keys, pads
from game.scenes.bindings import Bindings
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import Watch
from game.settings import Keeper, Settings
from game.ui import hud

DOWN, ENTER, ESCAPE = pygame.K_DOWN, pygame.K_RETURN, pygame.K_ESCAPE
X, BACK = pygame.CONTROLLER_BUTTON_X, pygame.CONTROLLER_BUTTON_BACK
KEYBOARD, PAD = 0, 5  # the first row of each


@pytest.fixture
def scene(stage):
    stage.go(Title(stage))
    stage.push(Bindings(stage))
    return stage.scene


def bind(scene, frames, row, *events):
    """Choose a row by keyboard and press something."""
    scene.menu.selected = row
    frames(*tap(ENTER))
    frames(*events)


def test_it_is_reached_from_the_settings_and_left_by_keyboard(stage, frames):
    stage.go(Title(stage))
    frames(*tap(pygame.K_e))
    settings = stage.scene
    frames(*tap(DOWN) * 3, *tap(ENTER))
    assert isinstance(stage.scene, Bindings)
    frames(*tap(ESCAPE))
    assert stage.scene is settings
    frames(*tap(ENTER))
    frames(*tap(pygame.K_UP), *tap(ENTER))  # the last row is Back
    assert stage.scene is settings


def test_sideways_leads_to_the_row_beside(scene, frames):
    frames(*tap(DOWN), *tap(pygame.K_RIGHT))
    assert scene.rows[scene.menu.selected].value() == "Stick ←"
    frames(*tap(pygame.K_LEFT))
    assert scene.rows[scene.menu.selected].value() == "A"


# Keys


def test_a_bound_key_moves_the_basket_and_the_old_one_no_longer(scene, stage, frames):
    bind(scene, frames, KEYBOARD, *tap(pygame.K_j))
    assert stage.settings.keys["left"] == ("j", "a")
    solo = Solo(stage)
    stage.go(solo)
    frames(down(pygame.K_LEFT))
    assert not solo.human.is_active
    frames(down(pygame.K_j))
    assert solo.human.is_active
    frames(up(pygame.K_j), seconds=0.25)
    assert not solo.human.is_active


def test_prompts_show_the_bound_keys(scene, stage, frames):
    assert hud.hint(stage.settings, by_pad=False).startswith("← → ")
    bind(scene, frames, KEYBOARD, *tap(pygame.K_j))
    bind(scene, frames, KEYBOARD + 2, *tap(pygame.K_SPACE))
    assert hud.hint(stage.settings, by_pad=False).startswith("J Space ")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (pygame.K_d, "D already moves right."),
        (pygame.K_a, "A already moves left."),
        (pygame.K_p, "P does something else in a game."),
        (pygame.K_UP, "↑ does something else in a game."),
        (pygame.K_RETURN, "Return does something else in a game."),
    ],
)
def test_a_key_that_is_taken_is_refused_with_the_reason(scene, stage, frames, key, words):
    bind(scene, frames, KEYBOARD, *tap(key))
    assert stage.settings == Settings()
    assert scene.foot()[0] == words
    frames(*tap(DOWN))
    assert scene.trouble == ""


def test_escape_keeps_the_old_key(scene, stage, frames):
    bind(scene, frames, KEYBOARD, *tap(ESCAPE))
    assert stage.scene is scene
    assert stage.settings == Settings()
    bind(scene, frames, KEYBOARD, *tap(pygame.K_LEFT))  # the one it has
    assert stage.settings == Settings()
    assert scene.trouble == ""


def test_the_keys_are_reset_and_the_pad_is_left_alone(scene, stage, frames):
    bind(scene, frames, KEYBOARD + 3, *tap(pygame.K_k))
    bind(scene, frames, PAD, *tap_pad(X))
    assert stage.settings.keys["right"] == ("right", "k")
    bind(scene, frames, KEYBOARD + 4)
    assert stage.settings.keys == Settings().keys
    assert stage.settings.pad["left"] == ("x", "-leftx")
    bind(scene, frames, PAD + 4)
    assert stage.settings == Settings()


@pytest.mark.parametrize("scene_type", [Watch, Versus, Solo])
def test_no_key_of_a_game_can_be_bound(stage, scene_type):
    scene = Solo(stage) if scene_type is Solo else scene_type(stage, "newborn")
    taken = {ESCAPE, pygame.K_F11, pygame.K_UP, DOWN, pygame.K_TAB, ENTER}
    taken |= {key for key in range(1, 128) if any(button.hear(key) for button in scene.tools.buttons)}
    assert {pygame.key.name(key) for key in taken} <= keys.RESERVED


# A pad


def test_a_bound_control_moves_the_basket_and_the_old_one_no_longer(scene, stage, frames, home):
    stage._keeper = Keeper.of_the_player()
    bind(scene, frames, PAD, *tap_pad(SHOULDER))
    bind(scene, frames, PAD + 2, *(stick(way, pygame.CONTROLLER_AXIS_TRIGGERRIGHT) for way in (1.0, 0.0)))
    assert stage.settings.pad == {"left": ("rightshoulder", "-leftx"), "right": ("righttrigger", "+leftx")}
    assert Keeper(home / "settings.json").settings == stage.settings
    solo = Solo(stage)
    stage.go(solo)
    frames(press(LEFT))
    assert not solo.human.is_active
    frames(press(SHOULDER), seconds=0.25)
    frames(release(SHOULDER), stick(1.0, pygame.CONTROLLER_AXIS_TRIGGERRIGHT), seconds=0.25)
    assert [t.action for t in stage.session.mine.learner.taught] == [0, 0, 2, 2]


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (RIGHT, "D-pad → already moves right."),
        (A, "A does something else in a game."),
        (pygame.CONTROLLER_BUTTON_DPAD_UP, "D-pad ↑ does something else in a game."),
    ],
)
def test_a_control_that_is_taken_is_refused_with_the_reason(scene, stage, frames, button, words):
    bind(scene, frames, PAD, *tap_pad(button))
    assert stage.settings == Settings()
    assert scene.foot()[0] == words


def test_each_row_waits_for_its_own_device(scene, stage, frames):
    bind(scene, frames, KEYBOARD, *tap_pad(X))
    waited_for = scene.waiting
    assert waited_for is not None
    frames(*tap_pad(B))
    assert scene.waiting is None
    bind(scene, frames, PAD, *tap(pygame.K_j))
    assert scene.waiting is not None
    frames(*tap(ESCAPE))
    assert (stage.scene, stage.settings) == (scene, Settings())


def test_a_click_keeps_the_old_one(scene, stage, frames):
    frames(*click(scene.places().rows[PAD].center))
    assert scene.waiting is not None
    frames(*click(scene.places().rows[KEYBOARD].center))
    assert scene.waiting is None
    frames(*click(scene.places().rows[-1].center))
    assert stage.scene is not scene


def test_prompts_show_what_is_bound_on_the_device_in_use_last(scene, stage, frames):
    bind(scene, frames, PAD, *tap_pad(BACK))
    prompts = []
    stage.go(Solo(stage))
    for event in (press(LEFT), down(pygame.K_LEFT), press(LEFT), click((1, 1))[0]):
        frames(event)
        prompts.append(hud.hint(stage.settings, stage.uses_pad).split("  ")[0])
    assert prompts == ["Back D-pad →", "← →", "Back D-pad →", "← →"]
    assert pads.prompt(Settings()) == "D-pad ← →"


def test_a_list_of_settings_is_walked_by_pad_and_says_how(stage, frames):
    stage.go(Title(stage))
    stage.push(SettingsScene(stage))
    assert "Esc goes back" in stage.scene.foot()[0]
    frames(*tap_pad(pygame.CONTROLLER_BUTTON_DPAD_DOWN))
    assert "B goes back" in stage.scene.foot()[0]
