"""A notice: a bar at the foot of the window, below the scene, which gets the room that is left."""

from __future__ import annotations

import pygame

from game.ui import shapes, text, theme
from game.ui.panel import line_height
from game.ui.theme import Scale


def height(words: str, window: tuple[int, int], scale: Scale) -> int:
    """Return how many pixels of a window (width, height) the bar takes."""
    return len(_lines(words, window, scale)) * line_height(scale.caption) + 2 * scale.unit


def draw(surface: pygame.Surface, words: str, scale: Scale) -> None:
    """Draw the bar at the foot of a surface."""
    size, unit = surface.get_size(), scale.unit
    bar = pygame.Rect(0, 0, size[0] - 2 * unit, height(words, size, scale) - unit // 2)
    bar.midbottom = (size[0] // 2, size[1] - unit // 2)
    shapes.panel(surface, bar, unit, theme.RAISED, theme.HUMAN)
    for number, line in enumerate(_lines(words, size, scale)):
        at = (bar.centerx, bar.y + 3 * unit // 4 + number * line_height(scale.caption))
        text.write(surface, line, at, scale.caption, anchor="midtop")


def _lines(words: str, window: tuple[int, int], scale: Scale) -> list[str]:
    return text.wrapped(words, scale.caption, window[0] - 6 * scale.unit)
