"""What the scenes with a court have in common: a person's input, a steady tick, a pause."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.audio import Sound
from game.catch import Action
from game.controllers import Human
from game.match import TICKS_PER_SECOND, Court
from game.pads import is_pad
from game.scenes.overlays import pause
from game.stage import Scene, Stage
from game.text import N_
from game.ticker import Ticker
from game.ui import court_view
from game.ui.widgets import Button, Buttons

STEADY_SPEEDS = ("1", "4")  # at which each fruit can be heard and felt; faster, it would be one noise


class Play(Scene):
    """A scene in which a person can move a basket, by keys, a pad or the mouse."""

    speed = "1"  # one of options.SPEEDS
    follows_pointer = True  # else the basket follows the mouse only while its button is held

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._heard: tuple[Court | None, int] = (None, 0)  # how many fruits had landed on which court
        self.human = Human()
        self.ticker = Ticker()
        self._follows = False  # the basket follows the mouse
        self._rested_at: int | None = None  # x of the mouse when it came to the court
        self.tools = Buttons(self.make_tools(), is_menu=False)

    @property
    def pace(self) -> float:
        """How many times faster than usual the game goes, as the settings and the scene's speed have it."""
        return speed_factor(self.speed) * self.stage.settings.speed / TICKS_PER_SECOND

    @property
    def is_steady(self) -> bool:
        """True at speeds at which each fruit is worth a sound and a shake."""
        return self.speed in STEADY_SPEEDS

    def make_tools(self) -> Sequence[Button]:
        """Return the scene's buttons."""
        return [Button(N_("Pause"), self.pause, pygame.K_p, "P")]

    def tool_rects(self) -> Sequence[pygame.Rect]:
        """Return where the buttons are."""
        raise NotImplementedError

    def own_court(self) -> tuple[Court, pygame.Rect]:
        """Return the court that the person plays on, and where it is."""
        raise NotImplementedError

    def pause_buttons(self) -> Sequence[Button]:
        """Return what the pause menu offers beside resuming and leaving."""
        return []

    def pause(self) -> None:
        """Stop until the player is back."""
        self.human.let_go()
        self._let_go()
        self.stage.push(pause(self.stage, self.pause_buttons()))

    def react(self) -> None:
        """Let be heard how the person's latest fruit has ended."""
        court = self.own_court()[0]
        landed = (court, len(court.history))
        if landed == self._heard:
            return
        is_news = court is self._heard[0]
        self._heard = landed
        if is_news and self.is_steady:
            for sound in self.sounds(court):
                self.stage.audio.play(sound)

    def sounds(self, court: Court) -> Sequence[Sound]:
        """Return what is heard when fruit has just landed on the person's court."""
        return [Sound.CATCH if court.history[-1] else Sound.MISS]

    def lose_focus(self) -> None:
        """Nobody can play a game they do not see."""
        self.pause()

    def handle(self, event: pygame.event.Event) -> None:
        """Move, press a button, or pause."""
        action = None if self.tools.wants(event) else self._action(event)
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.pause()
        elif action is not None:
            if event.type == pygame.KEYDOWN:
                self._let_go()
                self.human.press(action, _source(event))
            else:
                self.human.release(action, _source(event))
        elif not self.press(self.tools, event, self.tool_rects()):
            self._aim(event)

    def _action(self, event: pygame.event.Event) -> Action | None:
        """Return what a key or a pad's control is bound to."""
        if event.type not in (pygame.KEYDOWN, pygame.KEYUP):
            return None
        return self.stage.pad_moves.get(event.control) if is_pad(event) else self.stage.moves.get(event.key)

    def _aim(self, event: pygame.event.Event) -> None:
        """Follow the mouse wherever it goes, once it is pressed on the court or moves a column's width there.

        So a mouse that is only nudged leaves the basket to the keys.
        """
        court, rect = self.own_court()
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._follows = rect.collidepoint(event.pos)
            self.human.aim(None)
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 1 and not self.follows_pointer:
            self._let_go()
        elif event.type == pygame.MOUSEMOTION and self.follows_pointer and rect.collidepoint(event.pos):
            self._rested_at = event.pos[0] if self._rested_at is None else self._rested_at
            self._follows |= abs(event.pos[0] - self._rested_at) >= rect.width // court.columns
        if self._follows and event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEMOTION):
            column = court_view.column_at(rect, court, event.pos[0])
            self.human.aim(min(max(column, 1), court.columns - 2))

    def _let_go(self) -> None:
        """Follow the mouse no more, until it asks for it again."""
        self._follows, self._rested_at = False, None
        self.human.aim(None)


def _source(event: pygame.event.Event) -> object:
    """Return what is pressed: a pad's control or a key."""
    return event.control if is_pad(event) else event.key


def speed_factor(speed: str) -> float:
    """Return how many times faster than normal a speed is. At "max" a person would see nothing: 16 there."""
    return 16.0 if speed == "max" else float(speed)
