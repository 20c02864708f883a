"""Agents as plants: how far each has grown."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.ui import theme
from game.ui.pen import BLACK, WOOD, Pen
from game.ui.shapes import supersampled
from game.ui.theme import Art, Color, mix

_SOIL: Color = (104, 78, 62)


def image(name: str, size: int) -> pygame.Surface:
    """Return the plant for an agent of game/agents.py, `size` pixels high and wide."""
    return _image(name, size, theme.ART, theme.HUMAN)


@lru_cache(maxsize=16)
def _image(name: str, size: int, art: Art, own: Color) -> pygame.Surface:
    def paint(large: pygame.Surface, factor: int) -> None:
        del factor
        pen = Pen(large)
        if name == "mine":
            _sprout(pen, art, foot=0.62, height=0.52)
            _pot(pen, own)
            return
        pen.oval(mix(_SOIL, BLACK, 0.3), 0.5, 0.90, 0.62, 0.16)
        pen.oval(_SOIL, 0.5, 0.88, 0.60, 0.13)
        {"newborn": _seedling, "sapling": _sapling, "master": _tree}[name](pen, art)

    return supersampled((size, size), paint)


def _seedling(pen: Pen, art: Art) -> None:
    pen.stroke(art.leaf, [(0.50, 0.88), (0.50, 0.76), (0.51, 0.64)], 0.05)
    pen.leaf(art.leaf, 0.51, 0.66, 0.26, 0.52)
    pen.leaf(art.leaf, 0.51, 0.66, 0.76, 0.50)


def _sprout(pen: Pen, art: Art, foot: float, height: float) -> None:
    """A stem with two pairs of leaves and one at its top."""
    pen.stroke(art.leaf, [(0.50, foot), (0.49, foot - height * 0.4), (0.51, foot - height * 0.7)], 0.05)
    for share, reach in ((0.15, 0.30), (0.45, 0.24)):
        y = foot - height * share
        for side in (-1, 1):
            pen.leaf(art.leaf, 0.5, y, 0.5 + side * reach, y - 0.13)
    pen.leaf(art.leaf, 0.51, foot - height * 0.66, 0.53, foot - height)


def _sapling(pen: Pen, art: Art) -> None:
    pen.stroke(WOOD, [(0.50, 0.88), (0.49, 0.66), (0.51, 0.46)], 0.06)
    pen.stroke(WOOD, [(0.50, 0.64), (0.60, 0.54)], 0.04)
    for x, y, radius in ((0.50, 0.34, 0.19), (0.63, 0.48, 0.12), (0.38, 0.46, 0.11)):
        pen.ball(art.leaf, x, y, radius)


def _tree(pen: Pen, art: Art) -> None:
    pen.stroke(WOOD, [(0.50, 0.90), (0.49, 0.70), (0.50, 0.50)], 0.11)
    for x, y, radius in ((0.28, 0.46, 0.20), (0.72, 0.46, 0.20), (0.50, 0.30, 0.26), (0.50, 0.50, 0.18)):
        pen.ball(art.leaf, x, y, radius)
    for x, y in ((0.30, 0.50), (0.56, 0.26), (0.70, 0.46), (0.48, 0.50)):
        pen.ball(art.red, x, y, 0.065)


def _pot(pen: Pen, color: Color) -> None:
    dark = mix(color, BLACK, 0.25)
    pen.area(dark, [(0.27, 0.66), (0.73, 0.66), (0.66, 0.96), (0.34, 0.96)])
    pen.area(color, [(0.30, 0.66), (0.62, 0.66), (0.57, 0.96), (0.36, 0.96)])
    pen.area(dark, [(0.22, 0.60), (0.78, 0.60), (0.78, 0.70), (0.22, 0.70)])
    pen.area(color, [(0.22, 0.58), (0.78, 0.58), (0.78, 0.67), (0.22, 0.67)])
