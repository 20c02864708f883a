"""The learning curves of the Watch scene: small charts under one another, over one time axis."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pygame

from game.progress import Curve, Progress
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


def _rate_axes(_: Curve) -> Axes:
    marks = [(0, "0 %"), (RANDOM_RATE, f"{100 * RANDOM_RATE:g} %"), (1, "100 %")]
    return Axes((0, 1), (0, 1), marks, notes=[(RANDOM_RATE, "random"), (1, "perfect")])


def _loss_axes(curve: Curve) -> Axes:
    y = charts.log_range(curve, LOSSES)
    return Axes((0, 1), y, charts.log_marks(y, 3), is_log=True)


def _q_axes(_: Curve) -> Axes:
    return Axes((0, 1), (-1, 1), [(-1, "−1"), (0, "0"), (1, "+1")])


def _epsilon_axes(_: Curve) -> Axes:
    return Axes((0, 1), (0, 1), [(0, "0"), (1, "1")])


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


CURVES = (
    Learning("Exact catch rate", lambda p: p.rates, _rate_axes, lambda y: f"{100 * y:.1f} %", 1.7),
    Learning(
        "Loss, mean Huber (log)",
        lambda p: p.losses,
        _loss_axes,
        lambda y: f"{y:.2g}",
        1.0,
        lambda p: p.smooth_losses,
    ),
    Learning("Mean Q, in rewards", lambda p: p.mean_qs, _q_axes, _signed, 1.0, lambda p: p.smooth_mean_qs),
    Learning("Epsilon, share of random moves", lambda p: p.epsilons, _epsilon_axes, "{:.2f}".format, 0.8),
)


def curve_rects(space: pygame.Rect, scale: Scale) -> list[pygame.Rect]:
    """Cut a section into a rect for each chart; the last one has room for the time axis below."""
    foot = line_height(scale.caption)
    above = pygame.Rect(space.x, space.y, space.width, space.height - foot)
    rects = layout.rows(above, [curve.share for curve in CURVES], scale.unit)
    rects[-1].height += foot
    return rects


def draw_curve(
    surface: pygame.Surface, space: pygame.Rect, number: int, progress: Progress, seen: Reading, scale: Scale
) -> None:
    """Draw one of CURVES, its name and its latest value above it."""
    learning = CURVES[number]
    curve = _until(learning.curve(progress), seen.until)
    head, plot = layout.split_top(space, line_height(scale.caption))
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
    text.write(surface, learning.name, head.topleft, scale.caption, theme.MUTED, width=right - head.x)
    lines = [Series(curve, theme.AGENT)]
    if learning.smooth:
        smooth = _until(learning.smooth(progress), seen.until)
        lines = [Series(curve, theme.AGENT, is_faint=True), Series(smooth, theme.AGENT)]
    axes, gutter = _axes(number, curve, progress.began, seen.span), _gutter(scale)
    charts.draw_chart(surface, plot, axes, lines, scale, gutter)


def _axes(number: int, curve: Curve, began: float, span: float) -> Axes:
    is_last = number == len(CURVES) - 1
    return replace(
        CURVES[number].axes(curve),
        x=(began, began + span),
        x_marks=[(began + x, words) for x, words in charts.time_marks(span)] if is_last else (),
    )


def _gutter(scale: Scale) -> int:
    return text.measure("100 %", scale.caption) + scale.unit


def _until(curve: Curve, time: float) -> Curve:
    return curve[: bisect_right(curve, time, key=lambda point: point[0])]
