"""Tables of words and figures: a quiet head, rows under hairlines, one of them marked if need be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from game.ui import shapes, text, theme
from game.ui.panel import line_height
from game.ui.theme import Color, Scale, mix


class Column(NamedTuple):
    """A column: its head, and whether it is flush right, as figures are."""

    head: str
    is_figure: bool = True


class Row(NamedTuple):
    """A row: a cell for each column, whether it stands out, and (number of a cell, its own colour)."""

    cells: Sequence[str]
    is_marked: bool = False
    tint: tuple[int, Color] | None = None


def row_height(scale: Scale) -> int:
    """Return the height of a row, head included."""
    return line_height(scale.caption) + scale.unit // 2


def draw_table(
    surface: pygame.Surface,
    space: pygame.Rect,
    columns: Sequence[Column],
    rows: Sequence[Row],
    scale: Scale,
) -> None:
    """Draw a table at the top of a space, as wide as it is.

    Each column is as wide as its widest cell. Where that is too much, the first one is cut.
    """
    height, unit = row_height(scale), scale.unit
    head = Row([column.head for column in columns])
    places = _places(space, columns, [head, *rows], scale)
    for number, row in enumerate([head, *rows]):
        line = pygame.Rect(space.x, space.y + number * height, space.width, height)
        if row.is_marked:
            shapes.panel(surface, line.inflate(2 * unit, 0), unit, theme.RAISED, None)
        elif number:
            pygame.draw.line(surface, mix(theme.PANEL, theme.LINE, 0.7), line.topleft, line.topright)
        for index, (column, (left, width), words) in enumerate(zip(columns, places, row.cells, strict=True)):
            at, anchor = (left + width, "midright") if column.is_figure else (left, "midleft")
            color = theme.TEXT if number else theme.MUTED
            if row.tint and row.tint[0] == index:
                color = row.tint[1]
            text.write(surface, words, (at, line.centery), scale.caption, color, row.is_marked, anchor, width)


def _places(
    space: pygame.Rect, columns: Sequence[Column], rows: Sequence[Row], scale: Scale
) -> list[tuple[int, int]]:
    """Return (left, width) of each column. What is left over is spread between them."""
    widths = [
        max(text.measure(row.cells[index], scale.caption, row.is_marked) for row in rows)
        for index in range(len(columns))
    ]
    gaps = max(len(columns) - 1, 1)
    least = scale.unit
    widths[0] = max(min(widths[0], space.width - sum(widths[1:]) - gaps * least), 0)
    gap = max((space.width - sum(widths)) / gaps, least)
    return [(round(space.x + sum(widths[:n]) + n * gap), width) for n, width in enumerate(widths)]
