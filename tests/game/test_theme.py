"""Colours that can be read and sizes that follow the window."""

from __future__ import annotations

import pytest

from game.ui import theme
from game.ui.theme import contrast, mix, scale

INKS = ("TEXT", "MUTED", "FRUIT", "AGENT", "HUMAN", "GOOD", "BAD")
GROUNDS = ("BACKGROUND", "PANEL", "RAISED")


def test_contrast_agrees_with_values_of_the_standard():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    assert contrast((255, 255, 255), (255, 255, 255)) == 1.0
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(
        4.48, abs=0.01
    )  # #777, WCAG's near miss


@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(ink, ground):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


def test_a_selected_button_can_be_read():
    assert contrast(theme.BACKGROUND, theme.AGENT) >= 4.5


def test_mix_ends_at_both_colours():
    black, white = (0, 0, 0), (255, 255, 255)
    assert (mix(black, white, 0), mix(black, white, 1)) == (black, white)
    assert mix(black, white, 0.2) == (51, 51, 51)


def test_sizes_grow_with_the_window_and_stay_legible_in_a_small_one():
    assert scale((1280, 720)) == (8, 14, 17, 22, 34, 68)
    assert scale((2560, 1440)).body == 34
    assert scale((320, 200)).caption == 11
