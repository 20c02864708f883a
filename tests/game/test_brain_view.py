"""The pictures of a brain: which pixel has which colour, and that drawing only draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pygame
import pytest

from agent.policy import Choice
from game import window
from game.catch import picture
from game.skill import Skill
from game.ui import brain_view, text, theme
from game.ui.theme import mix, scale

SCALE = scale((1280, 720))
OBSERVATION = picture(10, 10, 2, 7, 4)  # fruit in row 2, column 7; basket on columns 3, 4, 5
HALF = Skill(0.5, np.repeat([[1.0], [0.0]], 4, axis=0) * np.ones((8, 10)))  # the upper half of the starts
CHOICE = Choice(2, False, np.array([0.5, -1.0, 1.0], np.float32))
SPACE = pygame.Rect(0, 0, 200, 200)


@pytest.fixture
def surface() -> Iterator[pygame.Surface]:
    image = window.open_window((200, 200))
    text.forget()
    yield image
    window.close_window()


def at(surface: pygame.Surface, x: float, y: float) -> tuple[int, ...]:
    return tuple(surface.get_at((round(x), round(y)))[:3])


def test_lit_pixels_are_bright_and_the_others_dark(surface: pygame.Surface) -> None:
    brain_view.draw_picture(surface, SPACE, OBSERVATION)  # cells of 20 pixels
    assert at(surface, 7 * 20 + 10, 2 * 20 + 10) == theme.TEXT
    assert [at(surface, column * 20 + 10, 9 * 20 + 10) for column in range(2, 7)] == [
        theme.RAISED,
        theme.TEXT,
        theme.TEXT,
        theme.TEXT,
        theme.RAISED,
    ]


def test_a_start_is_filled_where_it_would_be_caught(surface: pygame.Surface) -> None:
    brain_view.draw_skill_map(surface, SPACE, HALF, SCALE)
    foot = 200 - brain_view.line_height(SCALE.caption)  # 180: cells of 18 pixels, 8 of them high
    cell = foot // 10
    top = (foot - 8 * cell) // 2
    x = 200 - foot + cell // 2
    assert at(surface, x, top + cell // 2) == theme.AGENT
    assert at(surface, x, top + 7 * cell + cell // 2) == theme.RAISED


def test_a_bar_is_as_long_as_its_value_and_the_chosen_one_is_lit(surface: pygame.Surface) -> None:
    brain_view.draw_q_bars(surface, SPACE, CHOICE, SCALE, theme.HUMAN)
    line = brain_view.line_height(SCALE.caption)
    middle, half = 100, (200 - 2 * line) / 2
    left, stay, right = (200 / 3 * (n + 0.5) for n in range(3))
    assert at(surface, right, middle - 0.9 * half) == theme.HUMAN  # +1 reaches the top
    assert at(surface, left, middle - 0.4 * half) not in (
        theme.RAISED,
        theme.HUMAN,
    )  # +0.5 goes half-way, unlit
    assert at(surface, left, middle - 0.6 * half) == theme.RAISED
    assert at(surface, stay, middle - 0.4 * half) == theme.RAISED  # -1 goes down
    assert at(surface, stay, middle + 0.9 * half) != theme.RAISED


def test_without_a_choice_there_are_no_bars(surface: pygame.Surface) -> None:
    brain_view.draw_q_bars(surface, SPACE, None, SCALE)
    for n in range(3):
        assert at(surface, 200 / 3 * (n + 0.5), 90) == theme.RAISED


def test_good_and_bad_values_have_their_own_colours() -> None:
    assert brain_view.value_color(1.0) == theme.AGENT
    assert brain_view.value_color(-1.0) == theme.BAD
    assert brain_view.value_color(0.0) == theme.RAISED
    assert brain_view.value_color(0.5) == mix(theme.RAISED, theme.AGENT, 0.5)
    assert brain_view.value_color(-7.0) == theme.BAD  # a newborn's values know no bounds


def test_the_strip_lies_under_the_columns_of_the_court(surface: pygame.Surface) -> None:
    values = np.array([1, 0, 0, 0, 0, 0, 0, -1], np.float32)
    brain_view.draw_values(surface, pygame.Rect(0, 0, 200, 40), values, 0, 10, SCALE)
    assert at(surface, 10, 3) == (0, 0, 0)  # no basket has its centre at the wall
    assert at(surface, 1 * 20 + 3, 3) == theme.AGENT
    assert at(surface, 8 * 20 + 3, 3) == theme.BAD
    assert at(surface, 190, 3) == (0, 0, 0)


def test_each_layer_is_as_bright_as_its_brightest_unit(surface: pygame.Surface) -> None:
    layers = [np.eye(1, 100, dtype=np.float32)[0] * 5, np.zeros(100, np.float32)]
    brain_view.draw_units(surface, SPACE, layers, SCALE)
    seen = pygame.mask.from_threshold(surface, theme.AGENT, (1, 1, 1, 255)).get_bounding_rects()
    assert len(seen) == 1  # one unit of layer 1; layer 2 is silent


def test_weights_are_tiles_coloured_by_sign_and_size(surface: pygame.Surface) -> None:
    tiles = np.zeros((2, 4, 9), np.float32)
    tiles[0, 0, 0], tiles[1, 3, 8] = 2.0, -2.0
    brain_view.draw_weights(surface, SPACE, tiles)  # one above the other: 10 x 10 cells of 20 pixels
    assert at(surface, 10, 10) == theme.AGENT
    assert at(surface, 30, 10) == theme.RAISED
    assert at(surface, 8 * 20 + 10, 8 * 20 + 10) == theme.BAD
    assert at(surface, 8 * 20 + 10, 9 * 20 + 10) == theme.PANEL


DRAWINGS: list[Callable[[pygame.Surface, pygame.Rect], None]] = [
    lambda surface, space: brain_view.draw_picture(surface, space, OBSERVATION),
    lambda surface, space: brain_view.draw_q_bars(surface, space, CHOICE, SCALE),
    lambda surface, space: brain_view.draw_skill_map(surface, space, HALF, SCALE),
    lambda surface, space: brain_view.draw_values(
        surface, space, np.linspace(-1, 1, 8, dtype=np.float32), 3, 10, SCALE
    ),
    lambda surface, space: brain_view.draw_weights(surface, space, np.ones((100, 10, 10), np.float32)),
    lambda surface, space: brain_view.draw_units(
        surface, space, [np.arange(100, dtype=np.float32)] * 2, SCALE
    ),
]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_drawing_twice_gives_the_same_pixels(
    surface: pygame.Surface, draw: Callable[[pygame.Surface, pygame.Rect], None]
) -> None:
    images = []
    for _ in range(2):
        surface.fill((0, 0, 0))
        draw(surface, SPACE)
        images.append(pygame.image.tobytes(surface, "RGB"))
    assert images[0] == images[1]
    assert images[0].strip(b"\0")


@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_tiny_space_is_no_error(
    surface: pygame.Surface, draw: Callable[[pygame.Surface, pygame.Rect], None]
) -> None:
    draw(surface, pygame.Rect(0, 0, 12, 12))
