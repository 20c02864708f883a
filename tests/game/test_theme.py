"""Colours that can be read and sizes that follow the window."""

from __future__ import annotations

from itertools import combinations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import settings
from game.controllers import Scripted
from game.match import Court
from game.ui import court_view, theme
from game.ui.theme import PALETTES, contrast, mix, scale

INKS = ("text", "muted", "fruit", "agent", "human", "good", "bad")
GROUNDS = ("background", "panel", "raised")


def test_contrast_agrees_with_values_of_the_standard():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    assert contrast((255, 255, 255), (255, 255, 255)) == 1.0
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(
        4.48, abs=0.01
    )  # #777, WCAG's near miss


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(name, ink, ground):
    colors = PALETTES[name]
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= 4.5


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_there_is_an_ink_for_every_ground(ground):
    """The worst ground is as far from black as from white: (1.05 / 0.05) ** 0.5 = 4.58."""
    assert contrast(theme.ink_on(ground), ground) >= 4.58


@pytest.mark.parametrize("name", PALETTES)
def test_a_selected_button_can_be_read(name):
    assert contrast(PALETTES[name].background, PALETTES[name].agent) >= 4.5


def test_high_contrast_earns_its_name():
    colors = PALETTES["high-contrast"]
    assert min(contrast(getattr(colors, ink), colors.background) for ink in INKS) >= 7


def test_okabe_and_ito_s_colours_are_theirs():
    theirs = {(230, 159, 0), (86, 180, 233), (0, 158, 115), (240, 228, 66), (204, 121, 167)}
    colors = PALETTES["okabe-ito"]
    assert {getattr(colors, ink) for ink in INKS} - {colors.text, colors.muted} == theirs


@pytest.mark.parametrize("name", PALETTES)
def test_what_differs_in_meaning_differs_in_colour(name):
    colors = PALETTES[name]
    for a, b in combinations((colors.agent, colors.human, colors.good, colors.bad), 2):
        assert sum(abs(x - y) for x, y in zip(a, b, strict=True)) > 80


def test_whatever_can_be_set_is_there():
    assert tuple(PALETTES) == settings.PALETTES
    assert tuple(theme.TEXT_SIZES) == settings.TEXT_SIZES


def test_a_palette_in_use_is_what_is_drawn_with(surface):
    court = Court(Scripted(), seed=2)
    pictures = []
    for name in PALETTES:
        theme.use(name)
        assert (PALETTES[name].agent, PALETTES[name].bad) == (theme.AGENT, theme.BAD)
        court_view.draw_court(surface, pygame.Rect(0, 0, 400, 400), court, 1.0, theme.AGENT)
        pictures.append(pygame.image.tobytes(surface, "RGB"))
    theme.use()
    court_view.draw_court(surface, pygame.Rect(0, 0, 400, 400), court, 1.0, theme.AGENT)
    assert pygame.image.tobytes(surface, "RGB") == pictures[0]
    assert len(set(pictures)) == 3


def test_mix_ends_at_both_colours():
    black, white = (0, 0, 0), (255, 255, 255)
    assert (mix(black, white, 0), mix(black, white, 1)) == (black, white)
    assert mix(black, white, 0.2) == (51, 51, 51)


def test_sizes_grow_with_the_window_and_stay_legible_in_a_small_one():
    assert scale((1280, 720)) == (8, 14, 17, 22, 34, 68)
    assert scale((2560, 1440)).body == 34
    assert scale((320, 200)).caption == 11


def test_the_text_size_changes_the_fonts_and_not_the_grid():
    theme.use(text_size="large")
    assert scale((1280, 720)) == (8, 17, 20, 26, 40, 68)
    theme.use(text_size="small")
    assert scale((1280, 720)) == (8, 12, 15, 19, 30, 68)
