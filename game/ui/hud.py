"""What stands around a court: names, lives, the score, and how to play."""

from __future__ import annotations

import math

import pygame

from game import keys, pads
from game.match import Court
from game.settings import Settings
from game.text import _
from game.ui import shapes, sprites, text, theme
from game.ui.theme import Color, Scale

SHORTEST = 20.0  # seconds that a race's chart spans at least
RANDOM_RATE = 0.3  # exact catch rate of random play on the classic court
RATE_MARKS = ((0.0, "0 %"), (RANDOM_RATE, "30 %"), (1.0, "100 %"))


def draw_head(
    surface: pygame.Surface, space: pygame.Rect, name: str, court: Court, color: Color, scale: Scale
) -> None:
    """Draw above a court: who plays, the lives left, the fruit caught and the streak."""
    unit = scale.unit
    named = text.write(surface, name, (space.x, space.bottom), scale.heading, color, True, "bottomleft")
    if court.lives is not None:
        size = round(scale.heading * 0.8)
        for life in range(court.lives):
            heart = sprites.heart(size, theme.BAD if life < court.lives - court.misses else theme.RAISED)
            at = (named.right + 2 * unit + life * (size + unit // 2), named.centery + 1)
            surface.blit(heart, heart.get_rect(midleft=at))
    count = text.write(
        surface,
        str(court.catches),
        (space.right, space.bottom + unit // 2),
        scale.title,
        theme.TEXT,
        True,
        "bottomright",
    )
    words = _("streak {count}").format(count=court.streak) if court.streak > 1 else _("caught")
    text.write(
        surface, words, (count.x - unit, space.bottom - 2), scale.caption, theme.MUTED, anchor="bottomright"
    )


def hint(settings: Settings, by_pad: bool) -> str:
    """Say how the basket is moved with a pad, or with keys and the mouse."""
    if by_pad:
        return pads.prompt(settings)
    return _("{keys}  or the mouse").format(keys=keys.prompt(settings))


def percent(rate: float) -> str:
    """Return a rate of 0..1 as people read it; never rounded up to 100 %."""
    return f"{math.floor(rate * 100 + 1e-9)} %"


def draw_pill(surface: pygame.Surface, court: pygame.Rect, words: str, scale: Scale) -> None:
    """Say something in the middle of a court."""
    unit = scale.unit
    box = pygame.Rect(0, 0, text.measure(words, scale.body, True) + 4 * unit, scale.body + 3 * unit)
    box.center = (court.centerx, court.y + court.height * 3 // 5)
    shapes.panel(surface, box, box.height // 2, theme.PANEL, theme.LINE)
    text.write(surface, words, box.center, scale.body, theme.TEXT, True, "center")
