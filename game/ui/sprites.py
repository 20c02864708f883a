"""The basket and the hearts, drawn from primitives at whatever size the window needs."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.ui.shapes import supersampled
from game.ui.theme import Color, mix

_WHITE: Color = (255, 255, 255)
_BLACK: Color = (0, 0, 0)
_WICKER: Color = (196, 142, 88)


@lru_cache(maxsize=32)
def basket(cell: int, ribbon: Color) -> pygame.Surface:
    """Return the basket for cells of that many pixels: three wide, one high, ribbon in a player's colour."""

    def paint(large: pygame.Surface, factor: int) -> None:
        s = cell * factor
        top, bottom, lean = 0.30 * s, 0.94 * s, 0.34 * s
        left, right = 0.16 * s, 2.84 * s
        body = [(left, top), (right, top), (right - lean, bottom), (left + lean, bottom)]
        dark, light = mix(_WICKER, _BLACK, 0.42), mix(_WICKER, _WHITE, 0.14)
        pygame.draw.polygon(large, _WICKER, body)
        rows, columns = 3, 15
        for row in range(rows):  # the weave: light strands over dark ones, in turn
            y0, y1 = (top + (bottom - top) * (row + part) / rows for part in (0.10, 0.90))
            for column in range(columns):
                if (row + column) % 2:
                    continue
                shares = (column / columns, (column + 1) / columns)
                edges = [
                    (left + lean * (y - top) / (bottom - top), right - lean * (y - top) / (bottom - top))
                    for y in (y0, y1)
                ]
                (a, b), (c, d) = [tuple(lo + (hi - lo) * share for share in shares) for lo, hi in edges]
                pygame.draw.polygon(large, light, [(a, y0), (b, y0), (d, y1), (c, y1)])
        for row in range(1, rows):
            y = top + (bottom - top) * row / rows
            inset = lean * row / rows
            pygame.draw.line(large, dark, (left + inset, y), (right - inset, y), max(1, round(0.025 * s)))
        pygame.draw.polygon(large, dark, body, max(1, round(0.04 * s)))
        rim = pygame.Rect(round(0.04 * s), round(0.16 * s), round(2.92 * s), round(0.22 * s))
        pygame.draw.rect(
            large, mix(ribbon, _BLACK, 0.35), rim.move(0, round(0.04 * s)), border_radius=rim.height
        )
        pygame.draw.rect(large, ribbon, rim, border_radius=rim.height)
        shine = pygame.Rect(
            rim.x + rim.height, rim.y + round(0.04 * s), rim.width - 2 * rim.height, round(0.04 * s)
        )
        pygame.draw.rect(large, mix(ribbon, _WHITE, 0.45), shine, border_radius=shine.height)

    return supersampled((3 * cell, cell), paint)


@lru_cache(maxsize=16)
def heart(size: int, color: Color) -> pygame.Surface:
    """Return a heart, a life left or lost."""

    def paint(large: pygame.Surface, factor: int) -> None:
        s = size * factor
        for x in (0.28, 0.72):
            pygame.draw.circle(large, color, (x * s, 0.34 * s), 0.26 * s)
        pygame.draw.polygon(
            large, color, [(x * s, y * s) for x, y in ((0.06, 0.47), (0.94, 0.47), (0.5, 0.94))]
        )
        pygame.draw.rect(large, color, (0.28 * s, 0.30 * s, 0.44 * s, 0.22 * s))

    return supersampled((size, size), paint)
