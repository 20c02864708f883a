"""Chips: what is worth celebrating, each a star and a few words in a rounded frame, one after another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import pygame

from game.ui import shapes, text, theme
from game.ui.panel import line_height
from game.ui.theme import Color, Scale

POINTS = 5  # of a star
WAIST = 0.45  # its inner radius, as a share of the outer


def draw_chips(
    surface: pygame.Surface, space: pygame.Rect, words: Sequence[str], color: Color, scale: Scale
) -> int:
    """Draw chips from the top left of a space, in rows as wide as it is. Returns where the last row ends."""
    (x, y), bottom = space.topleft, space.y
    for phrase in words:
        if x > space.x and x + _size(phrase, scale)[0] > space.right:
            x, y = space.x, bottom + scale.unit // 2
        chip = draw_chip(surface, (x, y), "topleft", phrase, color, scale)
        x, bottom = chip.right + scale.unit, chip.bottom
    return bottom


def draw_chip(
    surface: pygame.Surface, at: tuple[int, int], anchor: str, words: str, color: Color, scale: Scale
) -> pygame.Rect:
    """Draw one chip, whose `anchor` (as in text.write) comes to lie at a point. Returns where it is."""
    chip = pygame.Rect((0, 0), _size(words, scale))
    setattr(chip, anchor, at)
    shapes.panel(surface, chip, chip.height // 2, theme.PANEL, color)
    mark = star(scale.caption, color)
    place = mark.get_rect(midleft=(chip.x + scale.unit, chip.centery))
    surface.blit(mark, place)
    text.write(
        surface, words, (place.right + scale.unit, chip.centery), scale.caption, color, True, "midleft"
    )
    return chip


def _size(words: str, scale: Scale) -> tuple[int, int]:
    """Return how wide and high a chip is."""
    width = text.measure(words, scale.caption, True) + scale.caption + 3 * scale.unit
    return width, line_height(scale.caption) + scale.unit // 2


@lru_cache(maxsize=16)
def star(size: int, color: Color) -> pygame.Surface:
    """Return a star, `size` pixels high and wide."""

    def paint(large: pygame.Surface, factor: int) -> None:
        radius = size * factor / 2
        corners = []
        for corner in range(2 * POINTS):
            reach = radius * (WAIST if corner % 2 else 1.0)
            angle = math.pi * corner / POINTS
            corners.append((radius + reach * math.sin(angle), radius - reach * math.cos(angle)))
        pygame.draw.polygon(large, color, corners)

    return shapes.supersampled((size, size), paint)
