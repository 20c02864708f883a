"""What can be pressed or set, and which of it has the focus: one model for every screen and every device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game import pads
from game.text import _
from game.ui import shapes, text, theme
from game.ui.theme import Color, Scale

WALK = {pygame.K_UP: -1, pygame.K_DOWN: 1}
SIDEWAYS = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)


_by_pad = False  # whether hints name a pad's controls or keys


def name_hints(by_pad: bool) -> None:
    """Let hints name the controls of a pad from now on, or keys."""
    global _by_pad
    _by_pad = by_pad


def hint(words: str, key: int = 0) -> str:
    """Return what to show beside something: words that name its key, or the pad's control for that key."""
    return pads.HINTS.get(key, "") if _by_pad else _(words)


class Widget:
    """Something that can have the focus. What it does not override means nothing to it."""

    @property
    def has_steps(self) -> bool:
        """Whether Left and Right set it."""
        return False

    @property
    def seen(self) -> object:
        """What draw() shows: as long as it is equal, so is the picture."""
        return None

    def press(self) -> None:
        """Enter was pressed on it."""

    def step(self, by: int) -> None:
        """Go that many steps up, or down for a negative number."""

    def hear(self, key: int) -> bool:
        """A key was pressed that may be its own, wherever the focus is. Returns True if it is."""
        del key
        return False

    def point(self, event: pygame.event.Event, rect: pygame.Rect, scale: Scale) -> bool:
        """The mouse did something. Returns True if it was meant for the widget, which is in that rect."""
        del scale
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and rect.collidepoint(event.pos):
            self.press()
            return True
        return False

    def draw(
        self, surface: pygame.Surface, rect: pygame.Rect, scale: Scale, has_focus: bool, in_menu: bool
    ) -> None:
        """Draw it into a rect."""
        raise NotImplementedError


@dataclass(frozen=True)
class Button(Widget):
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

    def press(self) -> None:
        """Do it."""
        self.do()

    def hear(self, key: int) -> bool:
        """Do it if this is its key."""
        if self.key and key == self.key:
            self.do()
            return True
        return False

    @property
    def seen(self) -> object:
        """Whether it is on, if it shows that."""
        return self.is_on is not None and self.is_on()

    def draw(
        self, surface: pygame.Surface, rect: pygame.Rect, scale: Scale, has_focus: bool, in_menu: bool
    ) -> None:
        """Draw it as a row of a menu, or as a tool."""
        words = hint(self.hint, pygame.K_RETURN if in_menu and has_focus else self.key)
        paint = _draw_row if in_menu else _draw_tool
        paint(surface, rect, self, words, has_focus, scale)


class Buttons:
    """A group of widgets, mostly buttons, of which one at most has the focus.

    Up, Down and Tab walk through it, in a menu also Left and Right. Enter presses what has the focus; Left
    and Right set it if it has steps. In a menu something always has the focus. In a game nothing has it until
    somebody walks there, nor when they walk on past the end: the game has those keys then.

    Args:
        buttons: in the order of their rects.
        is_menu: whether it is one; else it stands beside a game, which gets the arrow keys and Space.
    """

    def __init__(self, buttons: Sequence[Widget], is_menu: bool = True) -> None:
        self.buttons = list(buttons)
        self.is_menu = is_menu
        self.selected: int | None = 0 if is_menu else None
        self._hovered: int | None = None  # the mouse is over it; in a menu it has the focus then

    @property
    def seen(self) -> object:
        """What draw() shows: as long as it is equal, so is the picture."""
        return self.selected, self._hovered, _by_pad, [button.seen for button in self.buttons]

    def handle(self, event: pygame.event.Event, rects: Sequence[pygame.Rect], scale: Scale) -> bool:
        """Press, set or select. Returns True if the event was meant for one of the widgets."""
        if event.type == pygame.KEYDOWN:
            return self._key(event.key, bool(getattr(event, "mod", 0) & pygame.KMOD_SHIFT), rects)
        if event.type == pygame.MOUSEMOTION:
            over = next((number for number, rect in enumerate(rects) if rect.collidepoint(event.pos)), None)
            if not self.is_menu:
                self._hovered = over
            elif over is not None:
                self.selected = over
        if event.type not in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            return False
        return any(button.point(event, rect, scale) for button, rect in zip(self.buttons, rects, strict=True))

    def wants(self, event: pygame.event.Event) -> bool:
        """Return whether an event sets what has the focus, before it means anything to a game."""
        focused = self._focused
        return event.type == pygame.KEYDOWN and event.key in SIDEWAYS and bool(focused and focused.has_steps)

    def draw(self, surface: pygame.Surface, rects: Sequence[pygame.Rect], scale: Scale) -> None:
        """Draw each widget in its rect."""
        for number, (button, rect) in enumerate(zip(self.buttons, rects, strict=True)):
            button.draw(surface, rect, scale, number in (self.selected, self._hovered), self.is_menu)

    @property
    def _focused(self) -> Widget | None:
        return self.buttons[self.selected] if self.selected is not None else None

    def _key(self, key: int, backwards: bool, rects: Sequence[pygame.Rect]) -> bool:
        focused = self._focused
        if key in SIDEWAYS and focused and focused.has_steps:
            focused.step(SIDEWAYS[key])
            return True
        if key == pygame.K_TAB:
            self._walk(-1 if backwards else 1)
            return True
        if key in WALK:
            self._walk(WALK[key])
            return True
        if self.is_menu and key in SIDEWAYS:
            self._walk_sideways(SIDEWAYS[key], rects)
            return True
        if focused and (key in ENTER or (self.is_menu and key == pygame.K_SPACE)):
            focused.press()
            return True
        return any(button.hear(key) for button in self.buttons)

    def _walk_sideways(self, by: int, rects: Sequence[pygame.Rect]) -> None:
        """Go to the nearest one in the column beside; where there is none, just on."""
        here = rects[self.selected or 0]
        beside = [rect for rect in rects if by * (rect.x - here.x) >= here.width]
        if beside:
            nearest = min(beside, key=lambda rect: (abs(rect.x - here.x), abs(rect.y - here.y)))
            self.selected = list(rects).index(nearest)
        else:
            self._walk(by)

    def _walk(self, by: int) -> None:
        stops = [*(() if self.is_menu else (None,)), *range(len(self.buttons))]
        self.selected = stops[(stops.index(self.selected) + by) % len(stops)]


def _draw_row(
    surface: pygame.Surface, rect: pygame.Rect, button: Button, sign: str, is_selected: bool, scale: Scale
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
    if sign:
        at = (rect.right - 2 * unit, rect.centery)
        room -= text.write(surface, sign, at, scale.caption, quiet, anchor="midright").width
    at = (rect.x + 2 * unit, rect.centery)
    if not button.note:
        text.write(surface, _(button.label), at, scale.body, ink, True, "midleft", room)
        return
    text.write(surface, _(button.label), (at[0], at[1] + 1), scale.body, ink, True, "bottomleft", room)
    text.write(surface, _(button.note), (at[0], at[1] + 2), scale.caption, quiet, False, "topleft", room)


def _draw_tool(
    surface: pygame.Surface, rect: pygame.Rect, button: Button, sign: str, is_hovered: bool, scale: Scale
) -> None:
    is_on = button.is_on is not None and button.is_on()
    border: Color = theme.AGENT if is_on or is_hovered else theme.LINE
    shapes.panel(surface, rect, scale.unit, theme.RAISED if is_hovered else theme.PANEL, border)
    ink = theme.AGENT if is_on else theme.TEXT
    label = _(button.label)
    words = text.measure(label, scale.caption, True)
    sign_room = text.measure(sign, scale.caption) + scale.unit if sign else 0
    room = rect.width - scale.unit
    if words + sign_room > room:  # the name matters more than its key
        sign, sign_room = "", 0
    left = rect.centerx - min(words + sign_room, room) // 2
    text.write(surface, label, (left, rect.centery), scale.caption, ink, True, "midleft", room)
    if sign:
        at = (left + words + scale.unit, rect.centery)
        text.write(surface, sign, at, scale.caption, theme.MUTED, anchor="midleft")
