"""Parts of an instrument panel: sections, badges, readings, and the board that keeps their picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pygame

from game.ui import shapes, text, theme
from game.ui.theme import Color, Scale, mix

Paint = Callable[[pygame.Surface, pygame.Rect], None]


class Board:
    """A picture of many parts, each painted again only when what it shows changes."""

    def __init__(self) -> None:
        self._image: pygame.Surface | None = None
        self._key: object = None
        self._parts: dict[str, tuple[pygame.Rect, object]] = {}

    def ground(self, size: tuple[int, int], key: object, paint: Paint) -> None:
        """When the size, the palette or `key` differs from the last one, paint(image, its rect) anew.

        Every part is forgotten then.
        """
        key = (key, theme.palette)
        if self._image is None or self._image.get_size() != size or self._key != key:
            self._image = pygame.Surface(size)
            self._image.fill(theme.BACKGROUND)
            paint(self._image, self._image.get_rect())
            self._key = key
            self._parts.clear()

    def part(
        self, name: str, rect: pygame.Rect, key: object, paint: Paint, color: Color | None = None
    ) -> None:
        """When `rect` or `key` differs from this part's last one, paint(image, its rect) on a plain ground.

        Args:
            color: of that ground, None for a section's.

        Raises:
            RuntimeError: there is no ground yet.
        """
        if self._image is None:
            raise RuntimeError("A board needs a ground(...) before its first part.")
        if self._parts.get(name) != (rect, key):
            image = pygame.Surface(rect.size)  # not a subsurface: on those pygame blends soft lines wrongly
            image.fill(color or theme.PANEL)
            paint(image, image.get_rect())
            self._image.blit(image, rect)
            self._parts[name] = (rect.copy(), key)

    def draw(self, surface: pygame.Surface) -> None:
        """Show everything."""
        if self._image is not None:
            surface.blit(self._image, (0, 0))


def section(surface: pygame.Surface, rect: pygame.Rect, scale: Scale) -> None:
    """Draw the ground of a section."""
    shapes.panel(surface, rect, scale.unit)


def badge(
    surface: pygame.Surface,
    words: str,
    at: tuple[int, int],
    color: Color,
    scale: Scale,
    anchor: str = "topright",
) -> pygame.Rect:
    """Draw a word in a small tinted frame. `anchor` is the point of the frame that comes to lie at `at`."""
    rect = pygame.Rect(
        0, 0, text.measure(words, scale.caption, True) + scale.unit, line_height(scale.caption)
    )
    setattr(rect, anchor, at)
    shapes.panel(surface, rect, scale.unit // 2, mix(theme.PANEL, color, 0.22), None)
    text.write(surface, words, rect.center, scale.caption, color, True, "center")
    return rect


def reading(surface: pygame.Surface, rect: pygame.Rect, name: str, value: str, scale: Scale) -> None:
    """Write a name over its value."""
    text.write(surface, name, rect.topleft, scale.caption, theme.MUTED, width=rect.width)
    at = (rect.x, rect.y + line_height(scale.caption))
    text.write(surface, value, at, scale.body, theme.TEXT, True, width=rect.width)


@lru_cache(maxsize=32)
def line_height(size: int) -> int:
    """Return the height in pixels of a line of text of that size."""
    return text.rendered("0", size, theme.MUTED, False).get_height()
