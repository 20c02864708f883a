"""Parts of an instrument panel: sections, badges, readings, and the board that keeps their picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pygame

from game.text import _, language
from game.ui import shapes, text, theme
from game.ui.theme import Color, Scale, mix
from game.ui.widgets import Widget, hint

STEP_SIGNS = "←  →"  # what moves a slider that has the focus
Paint = Callable[[pygame.Surface, pygame.Rect], None]

TRACK_SHARE = 0.35  # of a slider's width


class Board:
    """A picture of many parts, each painted again only when what it shows changes."""

    def __init__(self) -> None:
        self._image: pygame.Surface | None = None
        self._key: object = None
        self._parts: dict[str, tuple[pygame.Rect, object]] = {}

    def ground(self, size: tuple[int, int], key: object, paint: Paint) -> None:
        """Paint(image, its rect) anew when size, palette, language or `key` differ from the last ones.

        Every part is forgotten then.
        """
        key = (key, theme.palette, language())
        if self._image is None or self._image.get_size() != size or self._key != key:
            self._image = pygame.Surface(size)
            self._image.fill(theme.BACKGROUND)
            paint(self._image, self._image.get_rect())
            self._key = key
            self._parts.clear()

    def part(
        self, name: str, rect: pygame.Rect, key: object, paint: Paint, color: Color | None = None
    ) -> None:
        """When `rect` or `key` differs from this part's last one, paint(image, its rect) on a plain ground.

        Args:
            color: of that ground, None for a section's.

        Raises:
            RuntimeError: there is no ground yet.
        """
        if self._image is None:
            raise RuntimeError("A board needs a ground(...) before its first part.")
        if self._parts.get(name) != (rect, key):
            image = pygame.Surface(rect.size)  # not a subsurface: on those pygame blends soft lines wrongly
            image.fill(color or theme.PANEL)
            paint(image, image.get_rect())
            self._image.blit(image, rect)
            self._parts[name] = (rect.copy(), key)

    def draw(self, surface: pygame.Surface) -> None:
        """Show everything."""
        if self._image is not None:
            surface.blit(self._image, (0, 0))


class Slider(Widget):
    """A row of positions to choose from, by dragging or by two keys.

    Args:
        label: what is set; translated when it is drawn.
        keys: pygame keys for one position down and up; `hint` names them for people.
        count: how many positions there are.  position: the present one.  words: how its value is written.
        choose: sets another.
    """

    def __init__(
        self,
        label: str,
        keys: tuple[int, int],
        hint: str,
        count: Callable[[], int],
        position: Callable[[], int],
        words: Callable[[], str],
        choose: Callable[[int], None],
    ) -> None:
        self.label = label
        self._steps = {keys[0]: -1, keys[1]: 1}
        self._hint = hint
        self._count = count
        self._position = position
        self._words = words
        self._choose = choose
        self._is_dragging = False

    @property
    def has_steps(self) -> bool:
        """Always: its positions."""
        return True

    @property
    def seen(self) -> object:
        """What draw() shows."""
        return self._count(), self._position(), self._words(), self._is_dragging

    def step(self, by: int) -> None:
        """Go that many positions up, or down for a negative number."""
        self._move(self._position() + by)

    def hear(self, key: int) -> bool:
        """Go one position up or down if this is its key for that."""
        if key not in self._steps:
            return False
        self.step(self._steps[key])
        return True

    def point(self, event: pygame.event.Event, rect: pygame.Rect, scale: Scale) -> bool:
        """Follow the mouse while its button is held."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and rect.collidepoint(event.pos):
            self._is_dragging = True
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1 and self._is_dragging:
            self._is_dragging = False
            return True
        if not self._is_dragging or event.type not in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION):
            return False
        track = self.track(rect, scale)
        share = (event.pos[0] - track.x) / max(track.width - 1, 1)
        self._move(round(share * (self._count() - 1)))
        return True

    def track(self, rect: pygame.Rect, scale: Scale) -> pygame.Rect:
        """Return where the knob's centre can be, from the first position at the left to the last."""
        width = round(rect.width * TRACK_SHARE)
        return pygame.Rect(rect.right - width - 2 * scale.unit, rect.centery - 1, width, 3)

    def draw(
        self, surface: pygame.Surface, rect: pygame.Rect, scale: Scale, has_focus: bool, in_menu: bool = False
    ) -> None:
        """Draw label, value and track into a rect."""
        del in_menu
        unit, size = scale.unit, scale.caption
        shapes.panel(surface, rect, unit, theme.PANEL, theme.AGENT if has_focus else theme.LINE)
        track = self.track(rect, scale)
        room = pygame.Rect(rect.x + unit, rect.y, track.x - rect.x - 3 * unit, rect.height)
        words = self._words()
        taken = text.measure(words, size, True) + unit
        name = text.write(
            surface,
            _(self.label),
            room.midleft,
            size,
            theme.MUTED,
            anchor="midleft",
            width=room.width - taken,
        )
        value = text.write(
            surface, words, (name.right + unit, name.y), size, theme.TEXT, True, width=room.width
        )
        sign = STEP_SIGNS if has_focus else hint(self._hint)
        if value.right + unit + text.measure(sign, size) <= room.right:
            text.write(surface, sign, room.midright, size, theme.MUTED, anchor="midright")
        shapes.panel(surface, track, 1, theme.LINE, None)
        last = max(self._count() - 1, 1)
        x = track.x + round(self._position() / last * (track.width - 1))
        knob = shapes.disc(2 * unit, theme.AGENT if self._is_dragging or has_focus else theme.TEXT)
        surface.blit(knob, knob.get_rect(center=(x, track.centery)))

    def _move(self, position: int) -> None:
        self._choose(min(max(position, 0), self._count() - 1))


def section(surface: pygame.Surface, rect: pygame.Rect, scale: Scale) -> None:
    """Draw the ground of a section."""
    shapes.panel(surface, rect, scale.unit, is_kept=False)


def badge(
    surface: pygame.Surface,
    words: str,
    at: tuple[int, int],
    color: Color,
    scale: Scale,
    anchor: str = "topright",
) -> pygame.Rect:
    """Draw a word in a small tinted frame. `anchor` is the point of the frame that comes to lie at `at`."""
    rect = pygame.Rect(
        0, 0, text.measure(words, scale.caption, True) + scale.unit, line_height(scale.caption)
    )
    setattr(rect, anchor, at)
    shapes.panel(surface, rect, scale.unit // 2, mix(theme.PANEL, color, 0.22), None)
    text.write(surface, words, rect.center, scale.caption, color, True, "center")
    return rect


def reading(surface: pygame.Surface, rect: pygame.Rect, name: str, value: str, scale: Scale) -> None:
    """Write a name over its value."""
    text.write(surface, name, rect.topleft, scale.caption, theme.MUTED, width=rect.width)
    at = (rect.x, rect.y + line_height(scale.caption))
    text.write(surface, value, at, scale.body, theme.TEXT, True, width=rect.width)


@lru_cache(maxsize=32)
def line_height(size: int) -> int:
    """Return the height in pixels of a line of text of that size."""
    return text.rendered("0", size, theme.MUTED, False).get_height()
