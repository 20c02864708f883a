"""Text, rendered once and kept: drawing the same words again costs a blit."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game import paths
from game.ui import theme
from game.ui.theme import Color

_FILES = {False: "Manrope-Medium.ttf", True: "Manrope-Bold.ttf"}


def write(
    surface: pygame.Surface,
    words: str,
    at: tuple[float, float],
    size: int,
    color: Color | None = None,
    bold: bool = False,
    anchor: str = "topleft",
    width: int | None = None,
) -> pygame.Rect:
    """Draw one line of text and return where it is.

    Args:
        at: the point at which `anchor` (a pygame.Rect corner or side, such as "midright") comes to lie.
        size: height of the font in pixels.  color: the text colour by default.
        width: pixels that the line may take; a longer one ends in an ellipsis.
    """
    if width is not None:
        words = fitted(words, size, bold, width)
    image = rendered(words, size, color or theme.TEXT, bold)
    rect = image.get_rect()
    setattr(rect, anchor, (round(at[0]), round(at[1])))
    surface.blit(image, rect)
    return rect


def wrapped(words: str, size: int, width: int, bold: bool = False) -> list[str]:
    """Break a text into lines of at most `width` pixels."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer, size, bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def measure(words: str, size: int, bold: bool = False) -> int:
    """Return the width of a line in pixels."""
    return _font(size, bold).size(words)[0]


@lru_cache(maxsize=512)
def fitted(words: str, size: int, bold: bool, width: int) -> str:
    """Return the text, cut and ended with an ellipsis if it is wider than `width` pixels."""
    if measure(words, size, bold) <= width:
        return words
    while words and measure(words + "…", size, bold) > width:
        words = words[:-1]
    return words.rstrip() + "…"


@lru_cache(maxsize=256)  # of which a screen needs some 150
def rendered(words: str, size: int, color: Color, bold: bool) -> pygame.Surface:
    """Return an image of the text."""
    return _font(size, bold).render(words, True, color)


@lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> pygame.font.Font:
    return pygame.font.Font(paths.assets() / "fonts" / _FILES[bold], size)


def forget() -> None:
    """Drop everything kept: fonts do not outlive pygame.font.quit()."""
    for cache in (fitted, rendered, _font):
        cache.cache_clear()
