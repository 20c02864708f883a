"""Line charts of a few series over one axis."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.text import N_, _, number
from game.ui import shapes, text, theme
from game.ui.panel import line_height
from game.ui.theme import Color, Scale, mix

Point = tuple[float, float]
Mark = tuple[float, str]

_TIME_SPANS = (10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0)
# Seconds, how they are written, up to which span.
_TIME_UNITS = ((1, N_("{time} s"), 60.0), (60, N_("{time} min"), 3600.0), (3600, N_("{time} h"), math.inf))


@dataclass(frozen=True)
class Series:
    """A line: its points in the chart's units, from left to right, and its colour. The name labels its end.

    is_faint: a thin line without a dot at its end, for raw values behind a smoothed line.
    """

    points: Sequence[Point]
    color: Color
    name: str = ""
    is_faint: bool = False


@dataclass(frozen=True)
class Axes:
    """What a chart spans.

    x, y: (first, last).  marks: (y, words) for lines across it, the words on the left.  is_log: y is drawn by
    its logarithm.  x_label: what stands under the right end.  x_marks: (x, words) under the chart.
    notes: (y, words) that name a mark inside the chart, over its right end.
    flags: (x, words) for moments: a dashed line from top to bottom, the words beside its foot.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    marks: Sequence[Mark] = ()
    is_log: bool = False
    x_label: str = ""
    x_marks: Sequence[Mark] = ()
    notes: Sequence[Mark] = ()
    flags: Sequence[Mark] = ()


def draw_chart(
    surface: pygame.Surface,
    space: pygame.Rect,
    axes: Axes,
    series: Sequence[Series],
    scale: Scale,
    gutter: int | None = None,
) -> None:
    """Draw a chart into a rect: marks with words on the left, lines, a dot at the end of each.

    `gutter` is the width kept for the words on the left, as wide as they are by default.
    """
    size = scale.caption
    plot = plot_rect(space, axes, scale, gutter)
    if plot.width < 8 or plot.height < 8:
        return
    place = placing(axes, plot)
    for y, words in axes.marks:
        height = round(place((axes.x[0], y))[1])
        pygame.draw.line(surface, theme.LINE, (plot.x, height), (plot.right - 1, height))
        text.write(surface, words, (plot.x - scale.unit, height), size, theme.MUTED, anchor="midright")
    for x, words in axes.x_marks:
        left = round(place((x, axes.y[0]))[0])
        tick = scale.unit // 2
        pygame.draw.line(surface, theme.LINE, (left, plot.bottom - 1), (left, plot.bottom - 1 + tick))
        label = text.rendered(words, size, theme.MUTED, False).get_rect(midtop=(left, plot.bottom + tick))
        text.write(surface, words, label.clamp(space).topleft, size, theme.MUTED)
    if axes.x_label:
        at = (plot.right, space.bottom)
        text.write(surface, axes.x_label, at, size, theme.MUTED, anchor="bottomright")
    for x, words in axes.flags:
        _draw_flag(surface, plot, round(place((x, axes.y[0]))[0]), words, scale)
    for line in series:
        _draw_line(surface, [place(point) for point in thinned(line.points, plot.width // 2)], line, scale)
    for y, words in axes.notes:
        at = (plot.right, round(place((axes.x[0], y))[1]))
        text.write(surface, words, at, size, theme.MUTED, anchor="bottomright")


def draw_crosshair(
    surface: pygame.Surface, plot: pygame.Rect, at: Point, words: str, color: Color, scale: Scale
) -> None:
    """Mark a point (in pixels) of a chart by lines across the plot, and say what it is beside it."""
    x, y = round(at[0]), round(at[1])
    pygame.draw.line(surface, theme.MUTED, (x, plot.top), (x, plot.bottom - 1))
    pygame.draw.line(surface, theme.MUTED, (plot.left, y), (x, y))
    dot = shapes.disc(max(scale.unit, 6), color)
    surface.blit(dot, dot.get_rect(center=(x, y)))
    unit = scale.unit
    frame = pygame.Rect(0, 0, text.measure(words, scale.caption, True) + unit, line_height(scale.caption))
    frame.bottomleft = (x + unit, y - unit // 2)
    if frame.right > plot.right:
        frame.right = x - unit
    frame.clamp_ip(plot)
    shapes.panel(surface, frame, unit // 2, theme.RAISED)
    text.write(surface, words, frame.center, scale.caption, theme.TEXT, True, "center")


def nearest(points: Sequence[Point], x: float) -> Point | None:
    """Return the point of a line, sorted by x, that lies closest to an x; None if there is none."""
    if not points:
        return None
    after = min(bisect_left(points, x, key=lambda point: point[0]), len(points) - 1)
    return min(points[max(after - 1, 0) : after + 1], key=lambda point: abs(point[0] - x))


def draw_legend(surface: pygame.Surface, at: tuple[int, int], series: Sequence[Series], scale: Scale) -> None:
    """Name the lines in a row that ends at a point (its right end, middle height)."""
    right = at[0]
    for line in reversed(series):
        words = text.write(surface, line.name, (right, at[1]), scale.caption, theme.TEXT, anchor="midright")
        dot = shapes.disc(max(scale.unit, 6), line.color)
        surface.blit(dot, dot.get_rect(midright=(words.x - scale.unit // 2, at[1])))
        right = words.x - 3 * scale.unit


def plot_rect(space: pygame.Rect, axes: Axes, scale: Scale, gutter: int | None = None) -> pygame.Rect:
    """Return the part of a chart's space that its lines are drawn in."""
    size = scale.caption
    if gutter is None:
        gutter = max((text.measure(words, size) for _, words in axes.marks), default=0) + scale.unit
    foot = 0
    if axes.x_marks or axes.x_label:
        foot = line_height(size) if axes.x_marks else size + scale.unit // 2
    is_topped = any(y >= axes.y[1] for y, _ in axes.notes)
    head, half = (line_height(size) if is_topped else size // 2), size // 2
    return pygame.Rect(
        space.x + gutter, space.y + head, space.width - gutter - scale.unit, space.height - head - half - foot
    )


def placing(axes: Axes, plot: pygame.Rect) -> Callable[[Point], Point]:
    """Return the function from a point in the chart's units to pixels; what lies outside comes to the edge.

    The first x falls on the first column of `plot` and the last x on its last; so with y, bottom to top.
    """
    (x0, x1), (y0, y1) = axes.x, axes.y

    def height(y: float) -> float:
        y = min(max(y, y0), y1)
        if axes.is_log:
            return math.log(y / y0) / math.log(y1 / y0)
        return (y - y0) / (y1 - y0)

    def place(point: Point) -> Point:
        share = min(max((point[0] - x0) / max(x1 - x0, 1e-9), 0.0), 1.0)
        return plot.x + share * (plot.width - 1), plot.bottom - 1 - height(point[1]) * (plot.height - 1)

    return place


def time_span(seconds: float) -> float:
    """Return how long a time axis should be for `seconds` to fit: it grows in steps, and rests between."""
    span = next((span for span in _TIME_SPANS if seconds <= span), _TIME_SPANS[-1])
    while span < seconds:
        span *= 2
    return span


def time_marks(span: float) -> list[Mark]:
    """Return the marks for a time axis that begins at 0: first, middle and last, this one with its unit."""
    unit, words = next((unit, words) for unit, words, most in _TIME_UNITS if span <= most)
    last = _(words).format(time=number(span / unit, "g"))
    return [(0.0, "0"), (span / 2, number(span / 2 / unit, "g")), (span, last)]


def log_range(points: Sequence[Point], fallback: tuple[float, float]) -> tuple[float, float]:
    """Return whole decades, at least one, that hold every positive value; `fallback` where there is none."""
    values = [y for _, y in points if y > 0]
    if not values:
        return fallback
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return 10.0**first, 10.0 ** max(last, first + 1)


def log_marks(y: tuple[float, float], most: int = 4) -> list[Mark]:
    """Return marks at decades from the first to the last of a log_range(), at most about `most` of them."""
    first, last = round(math.log10(y[0])), round(math.log10(y[1]))
    every = max(math.ceil((last - first) / (most - 1)), 1)
    return [(10.0**n, number(10.0**n, "g") if n > -4 else f"1e−{-n}") for n in range(last, first - 1, -every)]


def _draw_flag(surface: pygame.Surface, plot: pygame.Rect, x: int, words: str, scale: Scale) -> None:
    """Mark a moment by a dashed line: to its left the words, where there is room, else to its right."""
    gap, taken = scale.unit // 2, text.measure(words, scale.caption, True)
    for y in range(plot.top, plot.bottom - 1, 2 * gap):
        surface.fill(theme.TEXT, (x, y, max(gap // 4, 1), min(gap, plot.bottom - 1 - y)))
    is_left = x - gap - taken >= plot.left
    at = (x - gap if is_left else x + gap, plot.bottom - 1)
    anchor = "bottomright" if is_left else "bottomleft"
    text.write(surface, words, at, scale.caption, theme.TEXT, True, anchor)


def _draw_line(surface: pygame.Surface, points: Sequence[Point], line: Series, scale: Scale) -> None:
    if not points:
        return
    if line.is_faint:
        shapes.polyline(surface, points, mix(theme.PANEL, line.color, 0.35), 1)
        return
    shapes.polyline(surface, points, line.color, max(2, scale.unit // 4))
    dot = shapes.disc(max(scale.unit, 6), line.color)
    surface.blit(dot, dot.get_rect(center=points[-1]))


def thinned(points: Sequence[Point], most: int) -> Sequence[Point]:
    """Return at most about `most` points, evenly picked, the last one always among them."""
    if not points:
        return points
    every = max(-(-len(points) // max(most, 1)), 1)
    return [*points[:-1:every], points[-1]]
