"""The kinds of fruit. They differ by shape, not only by colour, and mean nothing to rules or agents."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import pygame

from game.ui import theme
from game.ui.pen import BLACK, WHITE, WOOD, Pen, Points
from game.ui.shapes import supersampled
from game.ui.theme import Art, mix


def kind_of(number: int, column: int) -> str:
    """Return the kind of the fruit with that number (from 0) in that column: on every court the same."""
    return _NAMES[(3 * number + column) % len(_NAMES)]


def image(kind: str, cell: int) -> pygame.Surface:
    """Return a fruit for a cell of that many pixels. `kind`: one of KINDS."""
    return _image(kind, cell, theme.ART)


def faded(kind: str, cell: int, share: float) -> pygame.Surface:
    """Return a fruit of which so much is left, 0..1. For few different shares: the images are kept."""
    return _faded(kind, cell, theme.ART, round(255 * share))


@lru_cache(maxsize=64)
def _faded(kind: str, cell: int, art: Art, alpha: int) -> pygame.Surface:
    image = _image(kind, cell, art).copy()
    image.set_alpha(alpha)
    return image


@lru_cache(maxsize=64)
def _image(kind: str, cell: int, art: Art) -> pygame.Surface:
    def paint(large: pygame.Surface, factor: int) -> None:
        del factor
        KINDS[kind](Pen(large), art)

    return supersampled((cell, cell), paint)


def _apple(pen: Pen, art: Art) -> None:
    right = [(0.50, 0.29), (0.63, 0.22), (0.80, 0.26), (0.91, 0.44), (0.87, 0.66), (0.74, 0.88), (0.60, 0.95)]
    pen.body(art.red, _mirrored(right, foot=(0.50, 0.92)), (0.30, 0.40))
    pen.stroke(WOOD, [(0.50, 0.32), (0.51, 0.20), (0.55, 0.08)], 0.055)
    pen.leaf(art.leaf, 0.54, 0.19, 0.84, 0.07)


def _pear(pen: Pen, art: Art) -> None:
    right = [
        (0.50, 0.14),
        (0.60, 0.18),
        (0.645, 0.32),
        (0.70, 0.45),
        (0.81, 0.58),
        (0.84, 0.75),
        (0.76, 0.90),
    ]
    pen.body(art.green, _mirrored(right, foot=(0.50, 0.965)), (0.33, 0.62))
    pen.stroke(WOOD, [(0.50, 0.18), (0.51, 0.10), (0.57, 0.04)], 0.055)
    pen.leaf(art.leaf, 0.51, 0.13, 0.24, 0.06)


def _banana(pen: Pen, art: Art) -> None:
    outer = [(0.83, 0.10), (0.93, 0.34), (0.88, 0.60), (0.70, 0.81), (0.44, 0.92), (0.18, 0.90), (0.07, 0.83)]
    inner = [(0.10, 0.77), (0.28, 0.73), (0.46, 0.64), (0.60, 0.50), (0.68, 0.33), (0.72, 0.10)]
    pen.body(art.yellow, [*outer, *inner], (0.78, 0.44))
    ridge = [(0.80, 0.20), (0.80, 0.42), (0.71, 0.61), (0.54, 0.76), (0.34, 0.83), (0.18, 0.84)]
    pen.stroke(mix(art.yellow, BLACK, 0.24), ridge, 0.022)
    pen.stroke(WOOD, [(0.775, 0.13), (0.765, 0.05)], 0.10)
    pen.stroke(WOOD, [(0.08, 0.80), (0.09, 0.81)], 0.075)


def _cherries(pen: Pen, art: Art) -> None:
    for x, y in ((0.27, 0.72), (0.73, 0.76)):
        pen.stroke(art.leaf, [(x, y - 0.16), ((x + 0.5) / 2 + 0.02, 0.36), (0.52, 0.10)], 0.045)
    for x, y in ((0.27, 0.72), (0.73, 0.76)):
        pen.ball(art.red, x, y, 0.225)
    pen.leaf(art.leaf, 0.52, 0.11, 0.90, 0.16)


def _grapes(pen: Pen, art: Art) -> None:
    pen.stroke(WOOD, [(0.50, 0.30), (0.50, 0.16), (0.45, 0.06)], 0.055)
    for row, y in enumerate((0.31, 0.49, 0.67, 0.85)):
        count = 4 - row
        for n in range(count):
            pen.ball(art.violet, 0.5 + (n - (count - 1) / 2) * 0.225, y, 0.128)
    pen.leaf(art.leaf, 0.50, 0.17, 0.80, 0.09)


def _strawberry(pen: Pen, art: Art) -> None:
    right = [(0.50, 0.24), (0.68, 0.21), (0.87, 0.30), (0.87, 0.50), (0.72, 0.76), (0.58, 0.93)]
    pen.body(art.red, _mirrored(right, foot=(0.50, 0.97)), (0.25, 0.42))
    for x, y in (
        (0.40, 0.47),
        (0.62, 0.47),
        (0.51, 0.61),
        (0.73, 0.58),
        (0.29, 0.60),
        (0.42, 0.74),
        (0.60, 0.75),
    ):
        pen.oval(mix(art.yellow, WHITE, 0.25), x, y, 0.045, 0.065)
    for x, y in ((0.14, 0.28), (0.32, 0.40), (0.50, 0.42), (0.68, 0.40), (0.86, 0.28)):
        pen.leaf(art.leaf, 0.50, 0.20, x, y)
    pen.stroke(art.leaf, [(0.50, 0.20), (0.53, 0.07)], 0.055)


def _melon(pen: Pen, art: Art) -> None:
    for color, radius in (
        (mix(art.green, BLACK, 0.35), 0.47),
        (mix(art.green, WHITE, 0.55), 0.415),
        (art.red, 0.375),
    ):
        half = [math.pi * n / 24 for n in range(25)]
        pen.area(color, [(0.5 + radius * math.cos(a), 0.30 + radius * 1.18 * math.sin(a)) for a in half])
    pen.area(mix(art.red, WHITE, 0.22), [(0.16, 0.30), (0.84, 0.30), (0.82, 0.36), (0.18, 0.36)])
    for x, y in ((0.30, 0.45), (0.50, 0.46), (0.70, 0.45), (0.40, 0.57), (0.60, 0.57), (0.50, 0.67)):
        pen.oval(mix(art.red, BLACK, 0.75), x, y, 0.045, 0.075)


KINDS: dict[str, Callable[[Pen, Art], None]] = {
    "apple": _apple,
    "banana": _banana,
    "grapes": _grapes,
    "pear": _pear,
    "cherries": _cherries,
    "melon": _melon,
    "strawberry": _strawberry,
}
_NAMES = tuple(KINDS)


def _mirrored(right: Points, foot: tuple[float, float]) -> list[tuple[float, float]]:
    """Return a whole outline: the right half from its top, the foot, and the half's reflection."""
    return [*right, foot, *((1 - x, y) for x, y in reversed(right[1:]))]
