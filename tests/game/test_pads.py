"""Pads that come and go, and what their buttons and sticks stand for."""

from __future__ import annotations

import pygame
import pytest
from pad_events import DOWN, LEFT, RIGHT, SHOULDER, START, A, B, FakeControllers, press, release, stick, tap

from game import pads as pads_module
from game.catch import Action
from game.pads import Pads
from game.scenes.choose import Choose
from game.scenes.overlays import Overlay
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.settings import Keeper, Settings, save
from game.stage import Stage

PLUGGED_IN = pygame.event.Event(pygame.CONTROLLERDEVICEADDED, device_index=0)
UNPLUGGED = pygame.event.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=0)


@pytest.fixture
def pad(stage):
    """A pad that is plugged in."""
    stage.pads._controllers = FakeControllers()
    stage.pads.translate(PLUGGED_IN)
    return stage.pads._controllers


def keys_of(pads, *events):
    """Return (key, whether it is down) for each key event that comes of pad events."""
    found = [key for event in events for key in pads.translate(event)]
    return [(event.key, event.type == pygame.KEYDOWN) for event in found]


# What things stand for


def test_what_is_no_pads_is_passed_on():
    event = pygame.event.Event(pygame.MOUSEMOTION, pos=(1, 2), rel=(0, 0), buttons=(0, 0, 0))
    assert Pads().translate(event) == (event,)


def test_a_stick_is_an_arrow_key_held_and_its_trembling_is_not_many():
    ways = (0.2, 0.6, 0.45, 0.55, 0.4, 0.3, 0.0)
    assert keys_of(Pads(), *map(stick, ways)) == [(pygame.K_RIGHT, True), (pygame.K_RIGHT, False)]


def test_a_stick_thrown_across_lets_go_of_one_key_and_presses_the_other():
    assert keys_of(Pads(), stick(-1.0), stick(1.0)) == [
        (pygame.K_LEFT, True),
        (pygame.K_LEFT, False),
        (pygame.K_RIGHT, True),
    ]


def test_axes_and_pads_are_held_apart():
    pads = Pads()
    assert keys_of(pads, stick(-1.0), stick(1.0, pygame.CONTROLLER_AXIS_LEFTY), stick(-1.0, pad=1)) == [
        (pygame.K_LEFT, True),
        (pygame.K_DOWN, True),
        (pygame.K_LEFT, True),
    ]


def controls_of(*events):
    pads = Pads()
    return [(key.control, key.type == pygame.KEYDOWN) for event in events for key in pads.translate(event)]


def test_every_control_says_its_name_even_one_that_is_no_key():
    trigger = pygame.CONTROLLER_AXIS_TRIGGERLEFT
    ways = (stick(1.0, trigger), stick(0.0, trigger), stick(-1.0, pygame.CONTROLLER_AXIS_RIGHTX))
    assert controls_of(press(pygame.CONTROLLER_BUTTON_X), *ways) == [
        ("x", True),
        ("lefttrigger", True),
        ("lefttrigger", False),
        ("-rightx", True),
    ]
    assert keys_of(Pads(), press(pygame.CONTROLLER_BUTTON_X)) == [(pygame.K_UNKNOWN, True)]


def test_buttons_that_only_some_pads_have_are_ignored():
    assert controls_of(press(pygame.CONTROLLER_BUTTON_MAX - 1)) == []


def test_a_trigger_at_rest_is_not_pressed():
    assert controls_of(stick(-1.0, pygame.CONTROLLER_AXIS_TRIGGERLEFT)) == []


@pytest.mark.parametrize(
    ("control", "words"),
    [("dpleft", "D-pad ←"), ("+leftx", "Stick →"), ("-righty", "Right stick ↑"), ("lefttrigger", "LT")],
)
def test_controls_are_shown_by_signs(control, words):
    assert pads_module.sign(control) == words


def test_a_control_that_no_pad_has_is_named_and_does_nothing(stage, surface, tmp_path):
    file = tmp_path / "settings.json"
    save(Settings(pad={"left": ("dpleft", "pedal"), "right": ("dpright", "+leftx")}), file)
    stage = Stage(stage.session, surface.get_size(), keeper=Keeper(file))
    assert "pedal" in stage.session.notices[0]


# Plugging


@pytest.mark.usefixtures("pad")
def test_a_lost_pad_pauses_and_lets_go(stage, frames, pad):
    stage.go(Solo(stage))
    frames(press(LEFT))
    solo = stage.scene
    assert solo.human.is_active
    pad.is_attached = False
    frames(UNPLUGGED)
    assert isinstance(stage.scene, Overlay)
    assert not solo.human.is_active


def test_a_strangers_pad_that_goes_pauses_nothing(stage, frames):
    stage.go(Solo(stage))
    frames(UNPLUGGED)
    assert isinstance(stage.scene, Solo)


def test_a_pad_that_is_gone_before_it_is_opened_does_no_harm(stage, pad):
    del pad
    assert stage.pads.translate(pygame.event.Event(pygame.CONTROLLERDEVICEADDED, device_index=1)) == ()


@pytest.mark.usefixtures("surface")
def test_pads_are_looked_for_and_let_go_of():
    pads = Pads()
    pads.start()
    assert pygame.joystick.get_init()
    pads.close()
    assert not pygame.joystick.get_init()


# The game by pad alone


@pytest.mark.parametrize(("button", "action"), [(LEFT, Action.LEFT), (RIGHT, Action.RIGHT)])
def test_the_basket_follows_the_pad_whatever_keys_are_bound(stage, frames, button, action):
    stage.set(keys={"left": ("j", "a"), "right": ("k", "d")})
    stage.go(Solo(stage))
    frames(press(button), seconds=0.5)
    frames(release(button), seconds=0.5)
    actions = [t.action for t in stage.session.mine.learner.taught]
    assert actions == [action] * 4 + [Action.STAY] * 4


def test_from_the_title_into_a_match_a_pause_the_settings_and_back(stage, frames):
    stage.go(Title(stage))
    frames(*tap(A))
    assert isinstance(stage.scene, Versus)
    frames(*tap(START))
    frames(*tap(DOWN), *tap(DOWN), *tap(A))
    assert isinstance(stage.scene, SettingsScene)
    frames(*tap(RIGHT))
    assert stage.settings.volume == 80
    frames(*tap(B))
    frames(*tap(B))
    assert isinstance(stage.scene, Versus)
    stage.go(Choose(stage))
    frames(stick(1.0, pygame.CONTROLLER_AXIS_LEFTY), stick(0.0, pygame.CONTROLLER_AXIS_LEFTY), *tap(A))
    assert stage.scene.played.name == "Sapling"


def test_shoulder_buttons_walk_through_a_games_buttons(stage, frames):
    stage.go(Solo(stage))
    frames(*tap(SHOULDER), *tap(A))
    assert not stage.scene.run.teaches
    frames(*tap(pygame.CONTROLLER_BUTTON_LEFTSHOULDER), *tap(pygame.CONTROLLER_BUTTON_LEFTSHOULDER), *tap(A))
    assert isinstance(stage.scene, Overlay)
