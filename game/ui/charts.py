"""Line charts of a few series over one axis."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.ui import shapes, text
from game.ui.theme import LINE, MUTED, TEXT, Color, Scale

Point = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """A line: its points in the chart's units, from left to right, and its colour. The name labels its end."""

    points: Sequence[Point]
    color: Color
    name: str = ""


@dataclass(frozen=True)
class Axes:
    """What a chart spans.

    x, y: (first, last).  marks: (y, words) for lines across it.  is_log: y is drawn by its logarithm.
    x_label: what stands under the right end.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    marks: Sequence[tuple[float, str]] = ()
    is_log: bool = False
    x_label: str = ""


def draw_chart(
    surface: pygame.Surface, space: pygame.Rect, axes: Axes, series: Sequence[Series], scale: Scale
) -> None:
    """Draw a chart into a rect: marks with words on the left, lines, a dot at the end of each."""
    size = scale.caption
    gutter = max((text.measure(words, size) for _, words in axes.marks), default=0) + scale.unit
    foot = size + scale.unit // 2 if axes.x_label else 0
    plot = pygame.Rect(
        space.x + gutter, space.y + size // 2, space.width - gutter - scale.unit, space.height - size - foot
    )
    if plot.width < 8 or plot.height < 8:
        return
    place = _placing(axes, plot)
    for y, words in axes.marks:
        height = place((axes.x[0], y))[1]
        pygame.draw.line(surface, LINE, (plot.x, height), (plot.right, height))
        text.write(surface, words, (plot.x - scale.unit, height), size, MUTED, anchor="midright")
    if axes.x_label:
        at = (plot.right, space.bottom)
        text.write(surface, axes.x_label, at, size, MUTED, anchor="bottomright")
    width = max(2, scale.unit // 4)
    for line in series:
        if not line.points:
            continue
        points = [place(point) for point in _thinned(line.points, plot.width)]
        shapes.polyline(surface, points, line.color, width)
        dot = shapes.disc(max(scale.unit, 6), line.color)
        surface.blit(dot, dot.get_rect(center=points[-1]))


def draw_legend(
    surface: pygame.Surface, at: tuple[int, int], series: Sequence[Series], scale: Scale
) -> None:
    """Name the lines in a row that ends at a point (its right end, middle height)."""
    right = at[0]
    for line in reversed(series):
        words = text.write(surface, line.name, (right, at[1]), scale.caption, TEXT, anchor="midright")
        dot = shapes.disc(max(scale.unit, 6), line.color)
        surface.blit(dot, dot.get_rect(midright=(words.x - scale.unit // 2, at[1])))
        right = words.x - 3 * scale.unit


def _placing(axes: Axes, plot: pygame.Rect) -> Callable[[Point], Point]:
    (x0, x1), (y0, y1) = axes.x, axes.y

    def height(y: float) -> float:
        y = min(max(y, y0), y1)
        if axes.is_log:
            return math.log(y / y0) / math.log(y1 / y0)
        return (y - y0) / (y1 - y0)

    def place(point: Point) -> Point:
        share = min(max((point[0] - x0) / max(x1 - x0, 1e-9), 0.0), 1.0)
        return plot.x + share * plot.width, plot.bottom - height(point[1]) * plot.height

    return place


def _thinned(points: Sequence[Point], width: int) -> Sequence[Point]:
    """Return at most about two points per pixel, the last one always among them."""
    every = max(len(points) // max(2 * width, 2), 1)
    return [*points[:-1:every], points[-1]]
