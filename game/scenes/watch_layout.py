"""Where the parts of the Watch scene are: one grid for every window."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import pygame

from game.ui import layout
from game.ui.panel import line_height
from game.ui.theme import Scale

COUNTER_SHARES = (5, 5, 6, 6, 7, 7, 8)  # like the next ones of width: as long as their names are
CONTROL_SHARES = (6, 8, 7)
TOOL_GROUPS = ((1.15, 1.0), (0.7, 0.7, 0.8, 0.8), (1.4, 1.35, 1.2), (1.0, 1.0, 1.1))
LEAST_COLUMN = 36  # units that the brain and the charts need each, or in a small window 28 % of it


class Places(NamedTuple):
    """Where the parts of the screen are. `message` has no height while there is none.

    former: the court of an older self, with its own status and what it knew; None while there is none.
    """

    title: pygame.Rect
    counters: list[pygame.Rect]
    message: pygame.Rect
    status: pygame.Rect
    court: pygame.Rect
    values: pygame.Rect
    strip: pygame.Rect
    sight: pygame.Rect
    moves: pygame.Rect
    knowledge: pygame.Rect
    units: pygame.Rect
    weights: pygame.Rect
    charts: pygame.Rect
    controls: list[pygame.Rect]
    tools: list[pygame.Rect]
    foot: pygame.Rect  # around both
    former: Former | None


class Former(NamedTuple):
    """Where an older self is shown."""

    status: pygame.Rect
    court: pygame.Rect
    knew: pygame.Rect


@lru_cache(maxsize=4)  # asked for several times a frame
def places(
    size: tuple[int, int],
    scale: Scale,
    rows: int,
    columns: int,
    message_lines: int = 0,
    has_former: bool = False,
) -> Places:
    """Cut a window into a head, the court with its strip, the brain, the charts, controls and tools below.

    An older self's court stands to the right of the present one.
    """
    unit, line = scale.unit, line_height(scale.caption)
    gap = unit * 3 // 2
    space = layout.inset(pygame.Rect(0, 0, *size), 2 * unit)
    head, space = layout.split_top(space, line_height(scale.heading) + line - unit // 2, gap)
    message, space = layout.split_top(
        space, message_lines * line + 2 * unit if message_lines else 0, gap if message_lines else 0
    )
    row = unit * 9 // 2
    main, below = layout.split_top(space, space.height - 2 * row - gap - unit, gap)
    controls, foot = layout.split_top(below, row, unit)
    title, counters = layout.split_left(head, max(head.width * 2 // 9, 18 * unit), gap)

    least = min(LEAST_COLUMN * unit, main.width * 28 // 100)
    status_height = line + unit // 2
    values_height = line + 5 * unit
    courts = 2 if has_former else 1
    cell = min(
        int((main.height - status_height - gap - values_height) / (rows + 0.5)),
        int((main.width - (courts + 1) * gap - 2 * least) / courts / (columns + 0.5)),
    )
    cell = max(cell, 8)
    margin = cell // 4  # the frame around a court
    width = columns * cell + 2 * margin
    left, right = layout.split_left(main, width, gap)
    former = None
    if has_former:
        other, right = layout.split_left(right, width, gap)
        status, below = layout.split_top(other, status_height)
        court = pygame.Rect(below.x + margin, below.y + margin, columns * cell, rows * cell)
        knew = pygame.Rect(other.x, court.bottom + margin + gap, width, 0)
        knew.height = max(main.bottom - knew.y, values_height)
        former = Former(status, court, knew)
    status, below = layout.split_top(left, status_height)
    court = pygame.Rect(below.x + margin, below.y + margin, columns * cell, rows * cell)
    values = pygame.Rect(left.x, court.bottom + margin + gap, left.width, 0)
    values.height = min(max(main.bottom - values.y, values_height), values_height + 4 * unit)
    if former:
        values.height = former.knew.height
    top = values.y + unit + line
    strip = pygame.Rect(court.x, top, court.width, values.bottom - top - unit)

    brain, charts = layout.columns(right, [1, 1], gap)
    upper, knowledge, lower = layout.rows(brain, [36, 40, 24], gap)
    units, weights = layout.columns(lower, [64, 36], gap)
    sight, moves = layout.columns(upper, [46, 54], gap)
    groups = layout.columns(foot, [sum(group) for group in TOOL_GROUPS], 2 * unit)
    tools = [
        rect
        for group, shares in zip(groups, TOOL_GROUPS, strict=True)
        for rect in layout.columns(group, shares, unit // 2)
    ]
    return Places(
        title,
        layout.columns(counters, COUNTER_SHARES, unit),
        message,
        status,
        court,
        values,
        strip,
        sight,
        moves,
        knowledge,
        units,
        weights,
        charts,
        layout.columns(controls, CONTROL_SHARES, unit),
        tools,
        controls.union(foot),
        former,
    )
