"""Settings: a change holds at once, and is remembered. Reached from the title and from a pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pygame

from game import keys
from game.audio import Sound
from game.pads import is_pad
from game.settings import (
    FASTEST,
    LOUDEST,
    MOVES,
    PALETTES,
    SLOWEST,
    TEXT_SIZES,
    default_keys,
)
from game.stage import Scene, Stage
from game.text import CHOICES, LANGUAGES, N_, _
from game.ui import layout, shapes, text, theme
from game.ui.theme import Scale

VOLUME_STEP = 10  # per cent
HELP = N_("↑ ↓ choose, ← → change, Esc goes back. Or use the mouse.")
WAITING = N_("Press the new key. Esc keeps the old one.")
MOVE_LABELS = {
    ("left", 0): N_("Move left"),
    ("left", 1): N_("Move left, or"),
    ("right", 0): N_("Move right"),
    ("right", 1): N_("Move right, or"),
}


@dataclass(frozen=True)
class Row:
    """One thing to set, or to do. Group and label are translated when they are drawn.

    group: the heading it stands under.  value: what it is now, in words.  step: changes it by -1 or +1, where
    that makes sense.  do: what Enter does instead of a step.  share: 0..1 of the most, for a bar.
    """

    group: str
    label: str
    value: Callable[[], str] = str
    step: Callable[[int], None] | None = None
    do: Callable[[], None] | None = None
    share: Callable[[], float] | None = None


class Places(NamedTuple):
    """Where the parts of the screen are. `groups`: (heading, where) each."""

    title: pygame.Rect
    groups: list[tuple[str, pygame.Rect]]
    rows: list[pygame.Rect]
    foot: pygame.Rect


class SettingsScene(Scene):
    """A list of everything that can be set. It lies over a scene, which stands still meanwhile."""

    is_overlay = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.rows = self._make_rows()
        self.selected = 0
        self.waiting: tuple[str, int] | None = None  # for a key: which move, and which of its keys
        self.trouble = ""

    def handle(self, event: pygame.event.Event) -> None:
        """Choose, change, go back; or take the key that is waited for."""
        if event.type == pygame.KEYDOWN:
            if self.waiting and (not is_pad(event) or event.key == pygame.K_ESCAPE):
                self._bind(event.key)
            elif not self.waiting:
                self._press(event.key)
        elif event.type == pygame.MOUSEMOTION and not self.waiting:
            under = self._under(event.pos)
            self.selected = self.selected if under is None else under
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._click(event.pos)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw every row under its heading, and what the keys do."""
        surface.fill(theme.BACKGROUND)
        places, scale = self.places(), self.stage.scale
        text.write(surface, _("Settings"), places.title.topleft, scale.title, theme.TEXT, True)
        for name, rect in places.groups:
            text.write(surface, _(name), rect.bottomleft, scale.body, theme.AGENT, True, "bottomleft")
        for number, (row, rect) in enumerate(zip(self.rows, places.rows, strict=True)):
            self._draw_row(surface, rect, row, number == self.selected, scale)
        words = _(WAITING) if self.waiting else self.trouble or _(HELP)
        color = theme.HUMAN if self.waiting else theme.BAD if self.trouble else theme.MUTED
        text.write(
            surface, words, places.foot.midleft, scale.caption, color, False, "midleft", places.foot.width
        )

    def places(self) -> Places:
        """Cut the window into two columns of rows under their headings."""
        unit = self.stage.scale.unit
        width, height = self.stage.size
        head, row, gap, heading = 8 * unit, 5 * unit, unit // 2, 4 * unit
        box = layout.centred(self.stage.size, min(width - 6 * unit, 124 * unit), min(height, 76 * unit))
        title, rest = layout.split_top(box, head)
        groups, rows = [], []
        for column, names in zip(layout.columns(rest, (1, 1), 3 * unit), self._columns(), strict=True):
            y = column.y
            for name in names:
                groups.append((name, pygame.Rect(column.x, y, column.width, heading - unit // 2)))
                y += heading
                for _row in (row for row in self.rows if row.group == name):
                    rows.append(pygame.Rect(column.x, y, column.width, row))
                    y += row + gap
                y += unit
        foot = pygame.Rect(box.x, box.bottom - 5 * unit, box.width, 4 * unit)
        return Places(title, groups, rows, foot)

    def _columns(self) -> tuple[list[str], list[str]]:
        return [N_("Sound"), N_("Game"), N_("Screen")], [N_("Keys"), ""]

    def _make_rows(self) -> list[Row]:
        stage = self.stage

        def number(group: str, label: str, name: str, least: int, most: int, by: int, words: str) -> Row:
            def step(sign: int) -> None:
                stage.set(**{name: min(max(getattr(stage.settings, name) + sign * by, least), most)})

            def share() -> float:
                return float(getattr(stage.settings, name) - least) / (most - least)

            return Row(
                group, label, lambda: _(words).format(getattr(stage.settings, name)), step=step, share=share
            )

        def switch(group: str, label: str, name: str) -> Row:
            def step(_sign: int) -> None:
                stage.set(**{name: not getattr(stage.settings, name)})

            return Row(
                group, label, lambda: _("On") if getattr(stage.settings, name) else _("Off"), step=step
            )

        def choice(group: str, label: str, name: str, choices: tuple[str, ...], words: dict[str, str]) -> Row:
            def step(sign: int) -> None:
                at = choices.index(getattr(stage.settings, name))
                stage.set(**{name: choices[(at + sign) % len(choices)]})

            return Row(group, label, lambda: _(words[getattr(stage.settings, name)]), step=step)

        palettes = dict(zip(PALETTES, (N_("Default"), "Okabe-Ito", N_("High contrast")), strict=True))
        sizes = dict(zip(TEXT_SIZES, (N_("Small"), N_("Normal"), N_("Large")), strict=True))
        names = (N_("Automatic"), *(spoken.name for spoken in LANGUAGES.values()))
        languages = dict(zip(CHOICES, names, strict=True))
        return [
            number("Sound", N_("Effects"), "volume", 0, LOUDEST, VOLUME_STEP, "{} %"),
            switch("Sound", N_("Mute"), "mute"),
            number("Game", N_("Speed"), "speed", SLOWEST, FASTEST, 1, N_("{} ticks/s")),
            choice("Screen", N_("Language"), "language", CHOICES, languages),
            choice("Screen", N_("Text size"), "text_size", TEXT_SIZES, sizes),
            choice("Screen", N_("Palette"), "palette", PALETTES, palettes),
            switch("Screen", N_("Less motion"), "reduced_motion"),
            switch("Screen", N_("Fullscreen"), "fullscreen"),
            *(self._key_row(move, slot) for move in MOVES for slot in range(2)),
            Row("Keys", N_("Reset the keys"), do=lambda: stage.set(keys=default_keys())),
            Row("", N_("Back"), do=stage.pop),
        ]

    def _key_row(self, move: str, slot: int) -> Row:
        def value() -> str:
            is_waiting = self.waiting == (move, slot)
            return "…" if is_waiting else keys.sign(self.stage.settings.keys[move][slot])

        def do() -> None:
            self.waiting, self.trouble = (move, slot), ""

        return Row("Keys", MOVE_LABELS[move, slot], value, do=do)

    def _press(self, key: int) -> None:
        self.trouble = ""
        if key == pygame.K_ESCAPE:
            self.stage.audio.play(Sound.MENU)
            self.stage.pop()
        elif key in (pygame.K_UP, pygame.K_DOWN):
            self.selected = (self.selected + (1 if key == pygame.K_DOWN else -1)) % len(self.rows)
            self.stage.audio.play(Sound.MENU)
        elif key in (pygame.K_LEFT, pygame.K_RIGHT):
            self._change(-1 if key == pygame.K_LEFT else 1)
        elif key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE):
            self._enter()

    def _change(self, sign: int) -> None:
        row = self.rows[self.selected]
        if row.step:
            row.step(sign)
            self.stage.audio.play(Sound.MENU)

    def _enter(self) -> None:
        row = self.rows[self.selected]
        if row.do:
            self.stage.audio.play(Sound.MENU)
            row.do()
        else:
            self._change(1)

    def _click(self, at: tuple[int, int]) -> None:
        """Press the row under the mouse; on its left arrow it goes back a step."""
        self.waiting, self.trouble = None, ""
        number = self._under(at)
        if number is None:
            return
        self.selected = number
        arrow = self._arrows(self.places().rows[number], self.stage.scale)[0]
        if self.rows[number].step and arrow.collidepoint(at):
            self._change(-1)
        else:
            self._enter()

    def _bind(self, key: int) -> None:
        move, slot = self.waiting or ("", 0)
        self.waiting = None
        if key == pygame.K_ESCAPE:
            return
        try:
            changed = keys.bound(self.stage.settings, move, slot, key)
        except keys.Conflict as conflict:
            self.trouble = str(conflict)
            return
        self.stage.set(keys=changed.keys)
        self.stage.audio.play(Sound.MENU)

    def _under(self, at: tuple[int, int]) -> int | None:
        rows = self.places().rows
        return next((number for number, rect in enumerate(rows) if rect.collidepoint(at)), None)

    def _arrows(self, rect: pygame.Rect, scale: Scale) -> tuple[pygame.Rect, pygame.Rect]:
        """Return where a row's arrows are: back a step, and on."""
        width, room = 3 * scale.unit, min(27 * scale.unit, rect.width * 5 // 9)
        left = pygame.Rect(rect.right - room, rect.y, width, rect.height)
        return left, pygame.Rect(rect.right - width, rect.y, width, rect.height)

    def _draw_row(
        self, surface: pygame.Surface, rect: pygame.Rect, row: Row, is_selected: bool, scale: Scale
    ) -> None:
        unit = scale.unit
        fill, border = (theme.RAISED, theme.AGENT) if is_selected else (theme.PANEL, theme.LINE)
        shapes.panel(surface, rect, unit, fill, border)
        back, on = self._arrows(rect, scale)
        value = row.value()
        room = back.x - rect.x - 3 * unit if value else rect.width - 4 * unit
        at = (rect.x + 2 * unit, rect.centery)
        text.write(surface, _(row.label), at, scale.body, theme.TEXT, is_selected, "midleft", room)
        if not value:
            return
        middle, space = (back.x + on.right) // 2, on.x - back.right
        y = rect.centery
        if row.share:
            bar = pygame.Rect(back.right, rect.bottom - unit - max(unit // 2, 3), space, max(unit // 2, 3))
            y -= unit // 2
            pygame.draw.rect(surface, theme.LINE, bar)
            bar.width = round(bar.width * row.share())
            pygame.draw.rect(surface, theme.AGENT, bar)
        ink = theme.HUMAN if value == "…" else theme.AGENT if is_selected else theme.TEXT
        room = space if row.step else back.width + space + on.width
        text.write(surface, value, (middle, y), scale.body, ink, True, "center", room)
        if row.step:
            for arrow, sign in ((back, "‹"), (on, "›")):
                ink = theme.AGENT if is_selected else theme.MUTED
                text.write(surface, sign, arrow.center, scale.heading, ink, True, "center")
