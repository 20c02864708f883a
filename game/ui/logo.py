"""The logo: the program's name and a fruit."""

from __future__ import annotations

import pygame

from game.ui import fruit, text, theme
from game.ui.theme import Scale

WORDS = ("Keras ", "plays", "Catch")  # a name: the same in every language


def draw(surface: pygame.Surface, at: tuple[int, int], scale: Scale) -> pygame.Rect:
    """Draw it with its top left corner at a point. Returns the rect it takes."""
    (x, y), small, large = at, scale.display // 2, scale.display * 3 // 2
    first = text.write(surface, WORDS[0], at, small, theme.AGENT, True)
    text.write(surface, WORDS[1], first.topright, small, theme.TEXT, True)
    below = (x - large // 24, first.bottom - large // 6)  # the capital's round side and the room above it
    name = text.write(surface, WORDS[2], below, large, theme.TEXT, True)
    mark = fruit.image("apple", scale.display)
    place = mark.get_rect(midleft=(name.right + large // 12, name.centery + large // 24))
    surface.blit(mark, place)
    return pygame.Rect(x, y, place.right - x, name.bottom - large // 6 - y)
