"""Smooth shapes. pygame draws hard edges, so each is drawn large, scaled down once, and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

import pygame

from game.ui import theme
from game.ui.theme import Color

_FINE, _COARSE = 4, 2  # times larger than it will be seen: enough for a small image, and for a large one
_LARGE = 80  # pixels


def supersampled(size: tuple[int, int], paint: Callable[[pygame.Surface, int], None]) -> pygame.Surface:
    """Return an image of `size`: paint(surface, factor) draws it `factor` times larger, then it is scaled."""
    factor = _FINE if size[1] <= _LARGE else _COARSE
    large = pygame.Surface((size[0] * factor, size[1] * factor), pygame.SRCALPHA)
    paint(large, factor)
    return pygame.transform.smoothscale(large, size)


def panel(
    surface: pygame.Surface,
    rect: pygame.Rect,
    radius: int,
    fill: Color | None = None,
    border: Color | Literal["line"] | None = "line",
    is_kept: bool = True,
) -> None:
    """Draw a panel with round corners and a hairline border, which None leaves out.

    `is_kept`: it is going to be drawn again soon.
    """
    if rect.width > 0 and rect.height > 0:
        radius = min(radius, rect.width // 2, rect.height // 2)
        edge = theme.LINE if border == "line" else border
        make = _panel if is_kept else _panel.__wrapped__
        surface.blit(make(rect.size, radius, fill or theme.PANEL, edge), rect)


@lru_cache(maxsize=128)
def _panel(size: tuple[int, int], radius: int, fill: Color, border: Color | None) -> pygame.Surface:
    image = pygame.Surface(size, pygame.SRCALPHA)
    whole = image.get_rect()
    pygame.draw.rect(image, border or fill, whole, border_radius=radius)
    if border:
        pygame.draw.rect(image, fill, whole.inflate(-2, -2), border_radius=max(radius - 1, 0))
    if radius < 2:
        return image

    def disc(large: pygame.Surface, factor: int) -> None:
        centre, r = (radius * factor, radius * factor), radius * factor
        pygame.draw.circle(large, border or fill, centre, r)
        if border:
            pygame.draw.circle(large, fill, centre, r - factor)

    corners = supersampled((2 * radius, 2 * radius), disc)
    for x in (0, 1):
        for y in (0, 1):
            source = pygame.Rect(x * radius, y * radius, radius, radius)
            target = (x * (size[0] - radius), y * (size[1] - radius))
            image.fill((0, 0, 0, 0), pygame.Rect(target, source.size))
            image.blit(corners, target, source)
    return image


@lru_cache(maxsize=64)
def disc(diameter: int, color: Color) -> pygame.Surface:
    """Return a filled circle."""

    def paint(large: pygame.Surface, factor: int) -> None:
        large.fill((*color, 0))  # or a dark seam would show where circles overlap
        radius = diameter * factor / 2
        pygame.draw.circle(large, color, (radius, radius), radius)

    return supersampled((diameter, diameter), paint)


def polyline(
    surface: pygame.Surface, points: Sequence[tuple[float, float]], color: Color, width: int
) -> None:
    """Draw a line through points, its edges softened."""
    if len(points) < 2:
        return
    if width > 1:
        pygame.draw.lines(surface, color, False, points, width)
    for offset in range(width) if width > 1 else (0,):
        shift = offset - (width - 1) / 2
        pygame.draw.aalines(surface, color, False, [(x, y + shift) for x, y in points])
