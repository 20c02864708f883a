"""Buttons, for keyboard and mouse alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.text import _
from game.ui import shapes, text, theme
from game.ui.theme import Color, Scale

STEPS = {pygame.K_UP: -1, pygame.K_LEFT: -1, pygame.K_DOWN: 1, pygame.K_RIGHT: 1}  # through a menu
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)


@dataclass(frozen=True)
class Button:
    """Something to press. Its words are translated when they are drawn: mark them by N_().

    do: what it does.  key: pygame key that presses it too, 0 for none; `hint` is its name for people.
    note: a quieter second line.  is_on: for a button that shows a state.
    """

    label: str
    do: Callable[[], None]
    key: int = 0
    hint: str = ""
    note: str = ""
    is_on: Callable[[], bool] | None = None


class Buttons:
    """A group of buttons.

    Args:
        buttons: in the order of their rects.
        is_menu: the arrow keys walk through it; else they are left to the game, and only Tab does.
    """

    def __init__(self, buttons: Sequence[Button], is_menu: bool = True) -> None:
        self.buttons = list(buttons)
        self.is_menu = is_menu
        self.selected: int | None = 0 if is_menu else None

    def handle(self, event: pygame.event.Event, rects: Sequence[pygame.Rect]) -> bool:
        """Press or select. Returns True if the event was meant for one of the buttons."""
        if event.type == pygame.KEYDOWN:
            return self._key(event.key, backwards=bool(getattr(event, "mod", 0) & pygame.KMOD_SHIFT))
        if event.type == pygame.MOUSEMOTION:
            over = _under(event.pos, rects)
            if over is not None or not self.is_menu:
                self.selected = over
            return False
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            over = _under(event.pos, rects)
            if over is not None:
                self.buttons[over].do()
                return True
        return False

    def draw(self, surface: pygame.Surface, rects: Sequence[pygame.Rect], scale: Scale) -> None:
        """Draw each button in its rect."""
        for number, (button, rect) in enumerate(zip(self.buttons, rects, strict=True)):
            if self.is_menu:
                _draw_row(surface, rect, button, number == self.selected, scale)
            else:
                _draw_tool(surface, rect, button, number == self.selected, scale)

    def _key(self, key: int, backwards: bool) -> bool:
        if key == pygame.K_TAB:
            first = len(self.buttons) - 1 if backwards else 0
            step = -1 if backwards else 1
            self.selected = first if self.selected is None else (self.selected + step) % len(self.buttons)
            return True
        if not self.is_menu and self.selected is not None and key in ENTER:
            self.buttons[self.selected].do()
            return True
        if self.is_menu and self.selected is not None:
            if key in STEPS:
                step = STEPS[key]
                self.selected = (self.selected + step) % len(self.buttons)
                return True
            if key in (*ENTER, pygame.K_SPACE):
                self.buttons[self.selected].do()
                return True
        for button in self.buttons:
            if button.key and key == button.key:
                button.do()
                return True
        return False


def _under(point: tuple[int, int], rects: Sequence[pygame.Rect]) -> int | None:
    return next((number for number, rect in enumerate(rects) if rect.collidepoint(point)), None)


def _draw_row(
    surface: pygame.Surface, rect: pygame.Rect, button: Button, is_selected: bool, scale: Scale
) -> None:
    unit = scale.unit
    shapes.panel(
        surface,
        rect,
        unit,
        theme.AGENT if is_selected else theme.PANEL,
        theme.AGENT if is_selected else theme.LINE,
    )
    ink, quiet = (theme.BACKGROUND, theme.BACKGROUND) if is_selected else (theme.TEXT, theme.MUTED)
    room = rect.width - 4 * unit
    if button.hint:
        room -= text.write(
            surface,
            _(button.hint),
            (rect.right - 2 * unit, rect.centery),
            scale.caption,
            quiet,
            anchor="midright",
        ).width
    at = (rect.x + 2 * unit, rect.centery)
    if not button.note:
        text.write(surface, _(button.label), at, scale.body, ink, True, "midleft", room)
        return
    text.write(surface, _(button.label), (at[0], at[1] + 1), scale.body, ink, True, "bottomleft", room)
    text.write(surface, _(button.note), (at[0], at[1] + 2), scale.caption, quiet, False, "topleft", room)


def _draw_tool(
    surface: pygame.Surface, rect: pygame.Rect, button: Button, is_hovered: bool, scale: Scale
) -> None:
    is_on = button.is_on is not None and button.is_on()
    border: Color = theme.AGENT if is_on or is_hovered else theme.LINE
    shapes.panel(surface, rect, scale.unit, theme.RAISED if is_hovered else theme.PANEL, border)
    ink = theme.AGENT if is_on else theme.TEXT
    label = _(button.label)
    words = text.measure(label, scale.caption, True)
    hint = text.measure(_(button.hint), scale.caption) + scale.unit if button.hint else 0
    room = rect.width - scale.unit
    if words + hint > room:  # the name matters more than its key
        hint = 0
    left = rect.centerx - min(words + hint, room) // 2
    text.write(surface, label, (left, rect.centery), scale.caption, ink, True, "midleft", room)
    if hint:
        at = (left + words + scale.unit, rect.centery)
        text.write(surface, _(button.hint), at, scale.caption, theme.MUTED, anchor="midleft")
