"""The kinds of fruit. They differ by shape, not only by colour, and mean nothing to rules or agents."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import pygame

from game.ui import theme
from game.ui.shapes import supersampled
from game.ui.theme import Art, Color, mix

Points = Sequence[tuple[float, float]]

_WHITE: Color = (255, 255, 255)
_BLACK: Color = (0, 0, 0)
_WOOD: Color = (124, 88, 58)
_STEPS = 10  # straight pieces between two points of a curve


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
        KINDS[kind](_Pen(large), art)

    return supersampled((cell, cell), paint)


class _Pen:
    """Draws on a square whose sides are 1 long, (0, 0) at the top left."""

    def __init__(self, image: pygame.Surface) -> None:
        self._image = image
        self._side = image.get_width()

    def oval(self, color: Color, x: float, y: float, across: float, down: float) -> None:
        """Fill an ellipse around a point."""
        s = self._side
        box = ((x - across / 2) * s, (y - down / 2) * s, across * s, down * s)
        pygame.draw.ellipse(self._image, color, box)

    def area(self, color: Color, points: Points) -> None:
        """Fill an area with straight edges."""
        pygame.draw.polygon(self._image, color, [(x * self._side, y * self._side) for x, y in points])

    def stroke(self, color: Color, points: Points, width: float) -> None:
        """Draw a thick line with round ends through points."""
        curve = [(x * self._side, y * self._side) for x, y in _curve(points, is_closed=False)]
        pygame.draw.lines(self._image, color, False, curve, max(round(width * self._side), 1))
        for at in curve:  # lines leave gaps where they bend
            pygame.draw.circle(self._image, color, at, width * self._side / 2)

    def body(self, skin: Color, points: Points, glint: tuple[float, float]) -> None:
        """Fill a curved outline as a round body: darker below, lighter within, a glint around a point."""
        outline = _curve(points, is_closed=True)
        x, y = (sum(values) / len(outline) for values in zip(*outline, strict=True))
        layer = pygame.Surface(self._image.get_size(), pygame.SRCALPHA)
        layer.fill(mix(skin, _BLACK, 0.26))
        lit = _Pen(layer)
        lit.area(skin, [(px, py - 0.055) for px, py in outline])
        lit.area(
            mix(skin, _WHITE, 0.15),
            [(x - 0.03 + (px - x) * 0.7, y - 0.06 + (py - y) * 0.7) for px, py in outline],
        )
        lit.oval(mix(skin, _WHITE, 0.7), *glint, 0.16, 0.11)
        cut = pygame.Surface(layer.get_size(), pygame.SRCALPHA)
        _Pen(cut).area(_WHITE, outline)
        layer.blit(cut, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        self._image.blit(layer, (0, 0))

    def ball(self, skin: Color, x: float, y: float, radius: float) -> None:
        """Fill a small ball."""
        self.oval(mix(skin, _BLACK, 0.30), x, y, 2 * radius, 2 * radius)
        self.oval(skin, x - radius * 0.06, y - radius * 0.10, 1.78 * radius, 1.78 * radius)
        self.oval(mix(skin, _WHITE, 0.16), x - radius * 0.14, y - radius * 0.2, 1.2 * radius, 1.2 * radius)
        self.oval(mix(skin, _WHITE, 0.7), x - radius * 0.34, y - radius * 0.42, 0.5 * radius, 0.36 * radius)

    def leaf(self, color: Color, x: float, y: float, to_x: float, to_y: float) -> None:
        """Draw a leaf from its stalk to its tip."""
        dx, dy = to_x - x, to_y - y
        across = (-dy * 0.3, dx * 0.3)
        one, other = [
            (x + dx * 0.45 + side * across[0], y + dy * 0.45 + side * across[1]) for side in (1, -1)
        ]
        points = [(x, y), one, (to_x, to_y), other]
        self.area(color, _curve(points, is_closed=True))
        self.stroke(mix(color, _BLACK, 0.32), [(x, y), (x + dx * 0.8, y + dy * 0.8)], 0.022)


def _apple(pen: _Pen, art: Art) -> None:
    right = [(0.50, 0.29), (0.63, 0.22), (0.80, 0.26), (0.91, 0.44), (0.87, 0.66), (0.74, 0.88), (0.60, 0.95)]
    pen.body(art.red, _mirrored(right, foot=(0.50, 0.92)), (0.30, 0.40))
    pen.stroke(_WOOD, [(0.50, 0.32), (0.51, 0.20), (0.55, 0.08)], 0.055)
    pen.leaf(art.leaf, 0.54, 0.19, 0.84, 0.07)


def _pear(pen: _Pen, art: Art) -> None:
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
    pen.stroke(_WOOD, [(0.50, 0.18), (0.51, 0.10), (0.57, 0.04)], 0.055)
    pen.leaf(art.leaf, 0.51, 0.13, 0.24, 0.06)


def _banana(pen: _Pen, art: Art) -> None:
    outer = [(0.83, 0.10), (0.93, 0.34), (0.88, 0.60), (0.70, 0.81), (0.44, 0.92), (0.18, 0.90), (0.07, 0.83)]
    inner = [(0.10, 0.77), (0.28, 0.73), (0.46, 0.64), (0.60, 0.50), (0.68, 0.33), (0.72, 0.10)]
    pen.body(art.yellow, [*outer, *inner], (0.78, 0.44))
    ridge = [(0.80, 0.20), (0.80, 0.42), (0.71, 0.61), (0.54, 0.76), (0.34, 0.83), (0.18, 0.84)]
    pen.stroke(mix(art.yellow, _BLACK, 0.24), ridge, 0.022)
    pen.stroke(_WOOD, [(0.775, 0.13), (0.765, 0.05)], 0.10)
    pen.stroke(_WOOD, [(0.08, 0.80), (0.09, 0.81)], 0.075)


def _cherries(pen: _Pen, art: Art) -> None:
    for x, y in ((0.27, 0.72), (0.73, 0.76)):
        pen.stroke(art.leaf, [(x, y - 0.16), ((x + 0.5) / 2 + 0.02, 0.36), (0.52, 0.10)], 0.045)
    for x, y in ((0.27, 0.72), (0.73, 0.76)):
        pen.ball(art.red, x, y, 0.225)
    pen.leaf(art.leaf, 0.52, 0.11, 0.90, 0.16)


def _grapes(pen: _Pen, art: Art) -> None:
    pen.stroke(_WOOD, [(0.50, 0.30), (0.50, 0.16), (0.45, 0.06)], 0.055)
    for row, y in enumerate((0.31, 0.49, 0.67, 0.85)):
        count = 4 - row
        for n in range(count):
            pen.ball(art.violet, 0.5 + (n - (count - 1) / 2) * 0.225, y, 0.128)
    pen.leaf(art.leaf, 0.50, 0.17, 0.80, 0.09)


def _strawberry(pen: _Pen, art: Art) -> None:
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
        pen.oval(mix(art.yellow, _WHITE, 0.25), x, y, 0.045, 0.065)
    for x, y in ((0.14, 0.28), (0.32, 0.40), (0.50, 0.42), (0.68, 0.40), (0.86, 0.28)):
        pen.leaf(art.leaf, 0.50, 0.20, x, y)
    pen.stroke(art.leaf, [(0.50, 0.20), (0.53, 0.07)], 0.055)


def _melon(pen: _Pen, art: Art) -> None:
    for color, radius in (
        (mix(art.green, _BLACK, 0.35), 0.47),
        (mix(art.green, _WHITE, 0.55), 0.415),
        (art.red, 0.375),
    ):
        half = [math.pi * n / 24 for n in range(25)]
        pen.area(color, [(0.5 + radius * math.cos(a), 0.30 + radius * 1.18 * math.sin(a)) for a in half])
    pen.area(mix(art.red, _WHITE, 0.22), [(0.16, 0.30), (0.84, 0.30), (0.82, 0.36), (0.18, 0.36)])
    for x, y in ((0.30, 0.45), (0.50, 0.46), (0.70, 0.45), (0.40, 0.57), (0.60, 0.57), (0.50, 0.67)):
        pen.oval(mix(art.red, _BLACK, 0.75), x, y, 0.045, 0.075)


KINDS: dict[str, Callable[[_Pen, Art], None]] = {
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


def _curve(points: Points, is_closed: bool) -> list[tuple[float, float]]:
    """Return a smooth line through points (a Catmull-Rom spline), as many short straight ones."""
    count = len(points)

    def at(n: int) -> tuple[float, float]:
        return points[n % count] if is_closed else points[min(max(n, 0), count - 1)]

    found = []
    for n in range(count if is_closed else count - 1):
        for step in range(_STEPS):
            t = step / _STEPS
            weights = (
                (-t + 2 * t**2 - t**3) / 2,
                (2 - 5 * t**2 + 3 * t**3) / 2,
                (t + 4 * t**2 - 3 * t**3) / 2,
                (t**3 - t**2) / 2,
            )
            near = [at(n + k) for k in (-1, 0, 1, 2)]
            found.append(
                (
                    sum(w * x for w, (x, _) in zip(weights, near, strict=True)),
                    sum(w * y for w, (_, y) in zip(weights, near, strict=True)),
                )
            )
    return found if is_closed else [*found, points[-1]]
