"""Pads as SDL reports them, from the button to the basket: plugged in, played with, bound, pulled out."""

from __future__ import annotations

import pygame
import pytest
from pad_events import LEFT, RIGHT, START, UP, A
from virtual_pad import VirtualPad, sdl

from game.catch import Action
from game.scenes.bindings import Bindings
from game.scenes.overlays import Overlay
from game.scenes.solo import Solo
from game.scenes.title import Title

pytestmark = pytest.mark.skipif(sdl() is None, reason="pygame did not bring its own SDL")
STICK = pygame.CONTROLLER_AXIS_LEFTX


@pytest.fixture
def plug_in(stage, frames, monkeypatch):
    """Return a function that plugs a pad in, which the game then finds."""
    monkeypatch.setenv("SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS", "1")  # the window of a test has no focus
    stage.go(Solo(stage))
    stage.pads.start()
    plugged = []

    def plug_in() -> VirtualPad:
        pad = VirtualPad(sdl())
        plugged.append(pad)
        frames()
        return pad

    yield plug_in
    for pad in plugged:
        pad.pull_out()
    stage.pads.close()


@pytest.fixture
def tap(frames):
    def tap(pad, *buttons):
        for button in buttons:
            pad.press(button)
            frames()
            pad.release(button)
            frames()

    return tap


def actions(stage):
    return [transition.action for transition in stage.session.mine.learner.taught]


def test_its_buttons_and_its_stick_move_the_basket(stage, frames, plug_in):
    pad = plug_in()
    pad.press(LEFT)
    frames(seconds=0.25)
    pad.release(LEFT)
    pad.push(STICK, 1.0)
    frames(seconds=0.25)
    pad.push(STICK, 0.0)
    frames(seconds=0.25)
    assert actions(stage) == [Action.LEFT] * 2 + [Action.RIGHT] * 2 + [Action.STAY] * 2
    assert stage.uses_pad


def test_a_tap_between_two_ticks_counts(stage, frames, plug_in, tap):
    tap(plug_in(), RIGHT)
    frames(seconds=0.25)
    assert actions(stage) == [Action.RIGHT, Action.STAY]


def test_it_pauses_walks_a_menu_and_presses(stage, plug_in, tap):
    pad = plug_in()
    tap(pad, START)
    assert isinstance(stage.scene, Overlay)
    tap(pad, UP, UP, A)  # past Quit
    assert isinstance(stage.scene, Title)


def test_pulled_out_it_pauses_the_game_and_holds_nothing(stage, frames, plug_in):
    pad, solo = plug_in(), stage.scene
    pad.press(LEFT)
    frames()
    assert solo.human.is_active
    pad.pull_out()
    frames()
    assert isinstance(stage.scene, Overlay)
    assert not solo.human.is_active


def test_it_comes_back_under_another_number(stage, frames, plug_in):
    plug_in().pull_out()
    frames()
    stage.pop()  # the pause
    plug_in().press(RIGHT)
    frames(seconds=0.125)
    assert actions(stage)[-1] == Action.RIGHT


@pytest.mark.usefixtures("plug_in")
def test_a_pad_that_is_gone_before_it_is_opened_does_no_harm(stage, frames):
    frames(pygame.event.Event(pygame.CONTROLLERDEVICEADDED, device_index=7))
    assert isinstance(stage.scene, Solo)


def test_each_of_two_pads_plays(stage, frames, plug_in):
    first, second = plug_in(), plug_in()
    first.press(LEFT)
    second.press(RIGHT)
    frames(seconds=0.25)
    assert sorted(actions(stage)) == [Action.LEFT, Action.RIGHT]


def test_its_controls_are_bound_by_pressing_them(stage, frames, plug_in, tap):
    pad = plug_in()
    stage.push(Bindings(stage))
    tap(pad, RIGHT, A, pygame.CONTROLLER_BUTTON_LEFTSHOULDER)
    assert stage.settings.pad["left"] == ("leftshoulder", "-leftx")
    stage.pop()
    pad.press(LEFT)
    frames(seconds=0.25)
    assert set(actions(stage)) == {Action.STAY}
    pad.press(pygame.CONTROLLER_BUTTON_LEFTSHOULDER)
    frames(seconds=0.125)
    assert actions(stage)[-1] == Action.LEFT
