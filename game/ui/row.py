"""A row of a list of settings: its name, its value, and what changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from game.text import _
from game.ui import shapes, text, theme
from game.ui.theme import Scale
from game.ui.widgets import Widget

WAITS = "…"  # the value of a row that waits for something to be pressed


@dataclass(frozen=True)
class Row(Widget):
    """One thing to set, or to do. The label is translated when it is drawn.

    value: what it is now, in words.  change: by -1 or +1, where that makes sense.
    do: what Enter does instead.  share: 0..1 of the most, for a bar.
    """

    label: str
    value: Callable[[], str] = str
    change: Callable[[int], None] | None = None
    do: Callable[[], None] | None = None
    share: Callable[[], float] | None = None

    @property
    def has_steps(self) -> bool:
        """Whether it can be changed by steps."""
        return self.change is not None

    def step(self, by: int) -> None:
        """Change it."""
        if self.change:
            self.change(by)

    def press(self) -> None:
        """Do what it does, or go on by one."""
        if self.do:
            self.do()
        else:
            self.step(1)

    def point(self, event: pygame.event.Event, rect: pygame.Rect, scale: Scale) -> bool:
        """Take a click; one on the left arrow goes back a step."""
        is_click = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1
        if is_click and self.has_steps and arrows(rect, scale)[0].collidepoint(event.pos):
            self.step(-1)
            return True
        return super().point(event, rect, scale)

    def draw(
        self, surface: pygame.Surface, rect: pygame.Rect, scale: Scale, has_focus: bool, in_menu: bool = True
    ) -> None:
        """Draw label and value, between arrows if it has steps."""
        del in_menu
        unit = scale.unit
        fill, border = (theme.RAISED, theme.AGENT) if has_focus else (theme.PANEL, theme.LINE)
        shapes.panel(surface, rect, unit, fill, border)
        back, on = arrows(rect, scale)
        value = self.value()
        room = back.x - rect.x - 3 * unit if value else rect.width - 4 * unit
        at = (rect.x + 2 * unit, rect.centery)
        text.write(surface, _(self.label), at, scale.body, theme.TEXT, has_focus, "midleft", room)
        if not value:
            return
        space, y = on.x - back.right, rect.centery
        if self.share:
            bar = pygame.Rect(back.right, rect.bottom - unit - max(unit // 2, 3), space, max(unit // 2, 3))
            y -= unit // 2
            pygame.draw.rect(surface, theme.LINE, bar)
            bar.width = round(bar.width * self.share())
            pygame.draw.rect(surface, theme.AGENT, bar)
        ink = theme.HUMAN if value == WAITS else theme.AGENT if has_focus else theme.TEXT
        room = space if self.has_steps else on.right - back.x
        text.write(surface, value, ((back.x + on.right) // 2, y), scale.body, ink, True, "center", room)
        if self.has_steps:
            for arrow, sign in ((back, "‹"), (on, "›")):
                ink = theme.AGENT if has_focus else theme.MUTED
                text.write(surface, sign, arrow.center, scale.heading, ink, True, "center")


def arrows(rect: pygame.Rect, scale: Scale) -> tuple[pygame.Rect, pygame.Rect]:
    """Return where the arrows of the row in a rect are: back a step, and on."""
    width, room = 3 * scale.unit, min(27 * scale.unit, rect.width * 5 // 9)
    left = pygame.Rect(rect.right - room, rect.y, width, rect.height)
    return left, pygame.Rect(rect.right - width, rect.y, width, rect.height)
