"""The learning curves of the Watch scene: small charts under one another, over one time axis."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pygame

from game.progress import Curve, Progress
from game.text import N_, _, number
from game.ui import charts, layout, text, theme
from game.ui.charts import Axes, Series
from game.ui.panel import line_height
from game.ui.theme import Scale

RANDOM_RATE = 0.3  # what random moves catch, worked out exactly in the tests of game/skill.py
LOSSES = (1e-3, 1.0)  # shown before there is any


class Reading(NamedTuple):
    """What a chart shows: the curve up to a time, over so many seconds."""

    until: float
    span: float

    @classmethod
    def of(cls, progress: Progress) -> Reading:
        """Return a reading of all there is now."""
        return cls(progress.rates[-1][0], charts.time_span(progress.seconds))


class Learning(NamedTuple):
    """One chart: its name, which curve it shows, its axes for that curve, how the latest value is written."""

    name: str
    curve: Callable[[Progress], Curve]
    axes: Callable[[Curve], Axes]
    words: Callable[[float], str]
    share: float  # of the height
    smooth: Callable[[Progress], Curve] | None = None  # the curve without its noise, where there is much


def _rate_axes(_curve: Curve) -> Axes:
    marks = [(0, "0 %"), (RANDOM_RATE, f"{100 * RANDOM_RATE:g} %"), (1, "100 %")]
    return Axes((0, 1), (0, 1), marks, notes=[(RANDOM_RATE, _("random")), (1, _("perfect"))])


def _loss_axes(curve: Curve) -> Axes:
    y = charts.log_range(curve, LOSSES)
    return Axes((0, 1), y, charts.log_marks(y, 3), is_log=True)


def _q_axes(_curve: Curve) -> Axes:
    return Axes((0, 1), (-1, 1), [(-1, "−1"), (0, "0"), (1, "+1")])


def _epsilon_axes(_curve: Curve) -> Axes:
    return Axes((0, 1), (0, 1), [(0, "0"), (1, "1")])


def _signed(value: float) -> str:
    return number(value, "+.2f")


CURVES = (
    Learning(
        N_("Exact catch rate"), lambda p: p.rates, _rate_axes, lambda y: f"{number(100 * y, '.1f')} %", 1.7
    ),
    Learning(
        N_("Loss, mean Huber (log)"),
        lambda p: p.losses,
        _loss_axes,
        lambda y: number(y, ".2g"),
        1.0,
        lambda p: p.smooth_losses,
    ),
    Learning(
        N_("Mean Q, in rewards"), lambda p: p.mean_qs, _q_axes, _signed, 1.0, lambda p: p.smooth_mean_qs
    ),
    Learning(
        N_("Epsilon, share of random moves"),
        lambda p: p.epsilons,
        _epsilon_axes,
        lambda y: number(y, ".2f"),
        0.8,
    ),
)


def clock(seconds: float) -> str:
    """Write a time as 1:05, or as 2:03:04 from an hour on."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def curve_rects(space: pygame.Rect, scale: Scale) -> list[pygame.Rect]:
    """Cut a section into a rect for each chart; the last one has room for the time axis below."""
    foot = line_height(scale.caption)
    above = pygame.Rect(space.x, space.y, space.width, space.height - foot)
    rects = layout.rows(above, [curve.share for curve in CURVES], scale.unit)
    rects[-1].height += foot
    return rects


def draw_curve(
    surface: pygame.Surface, space: pygame.Rect, chart: int, progress: Progress, seen: Reading, scale: Scale
) -> None:
    """Draw one of CURVES, its name and its latest value above it."""
    learning = CURVES[chart]
    curve = _until(learning.curve(progress), seen.until)
    head, rest = layout.split_top(space, line_height(scale.caption))
    right = head.right
    if curve:
        value = text.write(
            surface,
            learning.words(curve[-1][1]),
            (right, head.y),
            scale.caption,
            theme.TEXT,
            True,
            "topright",
        )
        right = value.x - scale.unit
    text.write(surface, _(learning.name), head.topleft, scale.caption, theme.MUTED, width=right - head.x)
    lines = [Series(curve, theme.AGENT)]
    if learning.smooth:
        smooth = _until(learning.smooth(progress), seen.until)
        lines = [Series(curve, theme.AGENT, is_faint=True), Series(smooth, theme.AGENT)]
    axes, gutter = _axes(chart, curve, progress.began, seen.span), _gutter(scale)
    charts.draw_chart(surface, rest, axes, lines, scale, gutter)


def draw_value(
    surface: pygame.Surface,
    space: pygame.Rect,
    chart: int,
    progress: Progress,
    seen: Reading,
    scale: Scale,
    pointer: tuple[int, int],
) -> None:
    """Over the same chart, name the value nearest to a mouse that points at it."""
    learning = CURVES[chart]
    curve = _until((learning.smooth or learning.curve)(progress), seen.until)
    axes = _axes(chart, _until(learning.curve(progress), seen.until), progress.began, seen.span)
    rest = layout.split_top(space, line_height(scale.caption))[1]
    plot = charts.plot_rect(rest, axes, scale, _gutter(scale))
    if not curve or not plot.collidepoint(pointer):
        return
    time = axes.x[0] + (pointer[0] - plot.x) / (plot.width - 1) * (axes.x[1] - axes.x[0])
    point = charts.nearest(curve, time)
    if point is not None:
        words = _("{value} at {time}").format(
            value=learning.words(point[1]), time=clock(point[0] - progress.began)
        )
        at = charts.placing(axes, plot)(point)
        charts.draw_crosshair(surface, plot, at, words, theme.AGENT, scale)


def _axes(chart: int, curve: Curve, began: float, span: float) -> Axes:
    is_last = chart == len(CURVES) - 1
    return replace(
        CURVES[chart].axes(curve),
        x=(began, began + span),
        x_marks=[(began + x, words) for x, words in charts.time_marks(span)] if is_last else (),
    )


def _gutter(scale: Scale) -> int:
    return text.measure("100 %", scale.caption) + scale.unit


def _until(curve: Curve, time: float) -> Curve:
    return curve[: bisect_right(curve, time, key=lambda point: point[0])]
