"""What moves the basket: the keys and the pad's controls, each to be replaced by pressing another."""

from __future__ import annotations

from typing import NamedTuple

import pygame

from game import keys, pads
from game.audio import Sound
from game.scenes.rows import Group, Rows
from game.settings import KEYS_PER_MOVE, MOVES, default_keys, default_pad
from game.stage import Stage
from game.text import N_, _
from game.ui import theme
from game.ui.row import WAITS, Row
from game.ui.theme import Color

LABELS = {"left": N_("Move left"), "right": N_("Move right")}
OTHER = N_("or")  # the label of a move's second slot, below the first one
HELP = N_("Choose with the arrows, Enter takes another key. Esc goes back. Or use the mouse.")
PAD_HELP = N_("Choose with the D-pad, A takes another control. B goes back.")
WAITING_FOR_KEY = N_("Press the new key. Esc keeps the old one.")
WAITING_FOR_PAD = N_("Press a button of the pad, or push a stick. B keeps the old one.")


class Slot(NamedTuple):
    """What something can be bound to. `number` says which of the move's slots it is."""

    of_pad: bool
    move: str
    number: int


class Bindings(Rows):
    """Enter on a row, then the new key or control."""

    title = N_("Controls")
    help = HELP
    pad_help = PAD_HELP

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.waiting: Slot | None = None

    def make_columns(self) -> tuple[list[Group], list[Group]]:
        """Keys on the left, a pad's controls on the right."""
        back = Group("", [Row(N_("Back"), do=self.stage.pop)])
        return (
            [Group(N_("Keyboard"), self._rows(of_pad=False))],
            [Group(N_("Game pad"), self._rows(of_pad=True)), back],
        )

    def handle(self, event: pygame.event.Event) -> None:
        """Choose, go back; or take what is waited for."""
        if self.waiting is None:
            super().handle(event)
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self.waiting = None
        elif event.type == pygame.KEYDOWN:
            if event.key == pygame.K_ESCAPE:
                self.waiting = None
            elif pads.is_pad(event) == self.waiting.of_pad:
                self._bind(self.waiting, event)

    def foot(self) -> tuple[str, Color]:
        """Return what is said below the rows, and in which colour."""
        if self.waiting is None:
            return super().foot()
        return _(WAITING_FOR_PAD) if self.waiting.of_pad else _(WAITING_FOR_KEY), theme.HUMAN

    def _rows(self, of_pad: bool) -> list[Row]:
        stage = self.stage
        rows = [self._row(Slot(of_pad, move, number)) for move in MOVES for number in range(KEYS_PER_MOVE)]
        if of_pad:
            return [*rows, Row(N_("Reset the pad"), do=lambda: stage.set(pad=default_pad()))]
        return [*rows, Row(N_("Reset the keys"), do=lambda: stage.set(keys=default_keys()))]

    def _row(self, slot: Slot) -> Row:
        def value() -> str:
            if self.waiting == slot:
                return WAITS
            settings = self.stage.settings
            if slot.of_pad:
                return pads.sign(settings.pad[slot.move][slot.number])
            return keys.sign(settings.keys[slot.move][slot.number])

        def wait() -> None:
            self.waiting = slot

        return Row(OTHER if slot.number else LABELS[slot.move], value, do=wait)

    def _bind(self, slot: Slot, event: pygame.event.Event) -> None:
        self.waiting = None
        settings = self.stage.settings
        try:
            if slot.of_pad:
                changed = pads.bound(settings, slot.move, slot.number, event.control)
            else:
                changed = keys.bound(settings, slot.move, slot.number, event.key)
        except keys.Conflict as conflict:
            self.trouble = str(conflict)
            return
        self.stage.set(keys=changed.keys, pad=changed.pad)
        self.stage.audio.play(Sound.MENU)
