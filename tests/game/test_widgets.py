"""What can be pressed or set: by keys, a pad or the mouse, in a menu and beside a game."""

from __future__ import annotations

import pygame
import pytest
from events import click, down, drag, hover

from game.ui import layout, theme
from game.ui.panel import Slider
from game.ui.widgets import Button, Buttons, hint, name_hints

SCALE = theme.scale((1280, 720))
RECTS = layout.stack(pygame.Rect(0, 0, 400, 0), 3, 20, 10)
LEFT, RIGHT, UP, DOWN = pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN
ENTER, SPACE, TAB = pygame.K_RETURN, pygame.K_SPACE, pygame.K_TAB
BACK_TAB = pygame.event.Event(pygame.KEYDOWN, key=TAB, mod=pygame.KMOD_LSHIFT, unicode="")


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def menu(pressed) -> Buttons:
    return Buttons(
        [
            Button(name, lambda name=name: pressed.append(name), key)
            for name, key in (("first", 0), ("second", pygame.K_s), ("third", 0))
        ]
    )


class Dial:
    """A slider of five positions, which is at the middle one."""

    def __init__(self) -> None:
        self.at = 2
        self.slider = Slider(
            "Dial",
            (pygame.K_COMMA, pygame.K_PERIOD),
            ", .",
            lambda: 5,
            lambda: self.at,
            lambda: str(self.at),
            lambda position: setattr(self, "at", position),
        )


@pytest.fixture
def dial() -> Dial:
    return Dial()


@pytest.fixture
def tools(dial, pressed) -> Buttons:
    """A slider and a button beside a game."""
    return Buttons([dial.slider, Button("pause", lambda: pressed.append("pause"), pygame.K_p)], is_menu=False)


def press(buttons, *keys):
    """Tap keys; returns for each whether it was meant for one of the buttons."""
    rects = RECTS[: len(buttons.buttons)]
    return [buttons.handle(down(key), rects, SCALE) for key in keys]


# A menu


def test_a_menu_is_walked_and_pressed_by_keys(menu, pressed):
    assert all(press(menu, DOWN, RIGHT, LEFT, ENTER, UP, SPACE, UP, SPACE))
    assert pressed == ["second", "first", "third"]


def test_a_buttons_own_key_presses_it_wherever_the_selection_is(menu, pressed):
    assert press(menu, pygame.K_s) == [True]
    assert pressed == ["second"]


def test_a_key_that_is_nobodys_is_left_to_others(menu, pressed):
    assert press(menu, pygame.K_x) == [False]
    assert pressed == []


def test_the_mouse_selects_and_presses(menu, pressed):
    menu.handle(hover((50, 65)), RECTS, SCALE)
    assert menu.selected == 2
    assert menu.handle(click((50, 65))[0], RECTS, SCALE)
    assert not menu.handle(click((50, 25))[0], RECTS, SCALE)  # between two buttons
    assert pressed == ["third"]


def test_in_a_menu_left_and_right_set_what_has_steps(dial):
    menu = Buttons([dial.slider, Button("back", lambda: None)])
    press(menu, RIGHT, RIGHT, RIGHT)
    assert (dial.at, menu.selected) == (4, 0)  # its end
    press(menu, DOWN, LEFT)
    assert (dial.at, menu.selected) == (4, 0)


# Beside a game


def test_until_somebody_walks_there_the_game_has_the_keys(tools, dial, pressed):
    assert press(tools, LEFT, RIGHT, ENTER, SPACE) == [False] * 4
    assert not tools.wants(down(LEFT))
    assert press(tools, pygame.K_p) == [True]
    assert (dial.at, pressed) == (2, ["pause"])


@pytest.mark.parametrize("walk", [down(DOWN), down(TAB)])
def test_walked_to_a_slider_has_the_keys_that_set_it(tools, dial, walk):
    tools.handle(walk, RECTS[:2], SCALE)
    assert tools.wants(down(LEFT))
    assert not tools.wants(hover((0, 0)))
    assert press(tools, LEFT) == [True]
    assert dial.at == 1


def test_a_button_with_the_focus_leaves_the_arrows_to_the_game(tools, pressed):
    press(tools, DOWN, DOWN)
    assert press(tools, LEFT, SPACE) == [False, False]
    assert press(tools, ENTER) == [True]
    assert pressed == ["pause"]


@pytest.mark.parametrize("walk", [[down(DOWN)] * 3, [down(UP)] * 3, [BACK_TAB] * 3])
def test_past_the_end_the_game_has_the_keys_again(tools, walk):
    for event in walk:
        tools.handle(event, RECTS[:2], SCALE)
    assert tools.selected is None


def test_a_slider_is_dragged_beyond_its_rect_and_let_go(tools, dial):
    track = dial.slider.track(RECTS[0], SCALE)
    press_it, let_go = click(track.midleft)
    assert tools.handle(press_it, RECTS[:2], SCALE)
    assert dial.at == 0
    assert tools.handle(drag((track.right + 99, 999)), RECTS[:2], SCALE)
    assert dial.at == 4
    assert tools.handle(let_go, RECTS[:2], SCALE)
    assert not tools.handle(drag(track.midleft), RECTS[:2], SCALE)
    assert dial.at == 4


def test_the_mouse_over_a_tool_takes_the_focus_from_nothing(tools):
    press(tools, DOWN)
    before = tools.seen
    tools.handle(hover(RECTS[1].center), RECTS[:2], SCALE)
    assert tools.selected == 0
    assert tools.seen != before  # it is lit


# Hints


def test_hints_name_keys_or_what_stands_for_them_on_a_pad():
    assert hint("Esc", pygame.K_ESCAPE) == "Esc"
    name_hints(by_pad=True)
    try:
        assert [hint("Esc", pygame.K_ESCAPE), hint("P", pygame.K_p), hint("S", pygame.K_s)] == [
            "B",
            "Start",
            "",
        ]
    finally:
        name_hints(by_pad=False)
