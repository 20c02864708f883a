"""A screen of rows under headings, in two columns: what the settings and the bindings have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from game.audio import Sound
from game.stage import Scene, Stage
from game.text import N_, _
from game.ui import layout, scenery, text, theme
from game.ui.row import Row
from game.ui.theme import Color
from game.ui.widgets import Buttons

HELP = N_("↑ ↓ choose, ← → change, Esc goes back. Or use the mouse.")
PAD_HELP = N_("↑ ↓ choose, ← → change, B goes back.")


class Group(NamedTuple):
    """Rows under a heading, which is translated when it is drawn."""

    heading: str
    rows: Sequence[Row]


class Places(NamedTuple):
    """Where the parts of the screen are. `groups`: (heading, where) each."""

    title: pygame.Rect
    groups: list[tuple[str, pygame.Rect]]
    rows: list[pygame.Rect]
    foot: pygame.Rect


class Rows(Scene):
    """It lies over a scene, which stands still meanwhile. Title and help are translated when drawn."""

    is_overlay = True
    help = HELP
    pad_help = PAD_HELP

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._columns = self.make_columns()
        self.rows = [row for column in self._columns for group in column for row in group.rows]
        self.menu = Buttons(self.rows)
        self.trouble = ""  # why the latest press changed nothing

    def make_columns(self) -> tuple[Sequence[Group], Sequence[Group]]:
        """Return the groups in the left column, and in the right one."""
        raise NotImplementedError

    def handle(self, event: pygame.event.Event) -> None:
        """Choose, change, or go back."""
        if event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            self.trouble = ""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.stage.audio.play(Sound.MENU)
            self.stage.pop()
        else:
            self.press(self.menu, event, self.places().rows)

    def foot(self) -> tuple[str, Color]:
        """Return what is said below the rows, and in which colour."""
        if self.trouble:
            return self.trouble, theme.BAD
        return _(self.pad_help if self.stage.uses_pad else self.help), theme.MUTED

    def draw(self, surface: pygame.Surface) -> None:
        """Draw every row under its heading, and what the keys do."""
        scenery.cover(surface)
        places, scale = self.places(), self.stage.scale
        text.write(surface, _(self.title), places.title.topleft, scale.title, theme.TEXT, True)
        for name, rect in places.groups:
            text.write(surface, _(name), rect.bottomleft, scale.body, theme.AGENT, True, "bottomleft")
        self.menu.draw(surface, places.rows, scale)
        words, color = self.foot()
        space = places.foot
        text.write(surface, words, space.midleft, scale.caption, color, False, "midleft", space.width)

    def places(self) -> Places:
        """Cut the window into two columns of rows under their headings."""
        unit = self.stage.scale.unit
        width, height = self.stage.size
        head, row, gap, heading, foot = 8 * unit, 5 * unit, unit // 2, 4 * unit, 5 * unit
        tallest = max(
            sum(heading + len(group.rows) * (row + gap) + unit for group in column)
            for column in self._columns
        )
        box = layout.centred(
            self.stage.size, min(width - 6 * unit, 124 * unit), min(head + tallest + foot, height)
        )
        title, rest = layout.split_top(box, head)
        groups, rows = [], []
        for column, parts in zip(layout.columns(rest, (1, 1), 3 * unit), self._columns, strict=True):
            y = column.y
            for group in parts:
                groups.append((group.heading, pygame.Rect(column.x, y, column.width, heading - unit // 2)))
                y += heading
                for _row in group.rows:
                    rows.append(pygame.Rect(column.x, y, column.width, row))
                    y += row + gap
                y += unit
        return Places(title, groups, rows, pygame.Rect(box.x, box.bottom - foot, box.width, foot - unit))
