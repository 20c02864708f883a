"""The title: the logo beside a master at play, and the ways into the game."""

from __future__ import annotations

import pygame

from game.match import TICKS_PER_SECOND, Court
from game.scenes.choose import Choose
from game.scenes.help import Help
from game.scenes.scores import ScoresScene
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.versus import Versus
from game.stage import Scene, Stage
from game.text import N_, _
from game.ticker import Ticker
from game.ui import court_view, layout, logo, text, theme
from game.ui.widgets import Button, Buttons

KEYS = N_("Up, Down and Enter, or the mouse  ·  F11 fullscreen")
PAD_KEYS = N_("Up, Down and A")
PROMISE = N_("It learns from every fruit you catch. How long can you stay ahead?")
SHARED = 4  # the row of the menu with two buttons


class Title(Scene):
    """One key from here to play: Enter starts a match."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        session, options = stage.session, stage.session.options
        _mine = session.mine  # is read from its file now, so that no match has to wait for it
        self._court = Court(session.agent(session.opponent("master", learns=False)), seed=options.seed)
        self._ticker = Ticker()
        opponent = options.opponent
        self._menu = Buttons(
            [
                Button(
                    N_("Versus"),
                    lambda: stage.go(Versus(stage, opponent, options.speed)),
                    pygame.K_v,
                    "Enter",
                ),
                Button(N_("Choose an opponent"), lambda: stage.go(Choose(stage)), pygame.K_o, "O"),
                Button(N_("Watch it learn"), self._watch, pygame.K_w, "W"),
                Button(N_("Play solo"), lambda: stage.go(Solo(stage, options.speed)), pygame.K_s, "S"),
                Button(N_("How it learns"), lambda: stage.push(Help(stage)), pygame.K_h, "H"),
                Button(N_("Scores"), lambda: stage.push(ScoresScene(stage)), pygame.K_c, "C"),
                Button(N_("Settings"), lambda: stage.push(SettingsScene(stage)), pygame.K_e, "E"),
                Button(N_("Quit"), stage.quit, pygame.K_q, "Q"),
            ]
        )

    def handle(self, event: pygame.event.Event) -> None:
        """Choose."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.stage.quit()
            return
        self.press(self._menu, event, self._places()[1])

    def update(self, seconds: float) -> None:
        """The master plays on."""
        self._ticker.advance(seconds, TICKS_PER_SECOND, self._court.tick, lambda: True)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the logo, the menu, and the master at play."""
        scale = self.stage.scale
        head, rects, stage = self._places()
        self._draw_logo(surface, head)
        self._menu.draw(surface, rects, scale)
        court = court_view.court_rect(stage, self._court)
        court_view.draw_court(surface, court, self._court, self._ticker.alpha, theme.AGENT)
        foot = self.stage.size[1] - 2 * scale.unit
        words = _(PAD_KEYS) if self.stage.uses_pad else _(KEYS)
        text.write(surface, words, (head.x, foot), scale.caption, theme.MUTED, anchor="bottomleft")
        at = (court_view.frame_rect(court, self._court).right, foot)
        text.write(
            surface, _("a trained agent at play"), at, scale.caption, theme.MUTED, anchor="bottomright"
        )

    def _draw_logo(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        scale = self.stage.scale
        y = logo.draw(surface, space.topleft, scale).bottom + scale.unit
        for line in text.wrapped(_(PROMISE), scale.body, space.width):
            y = text.write(surface, line, (space.x, y), scale.body, theme.MUTED).bottom + scale.unit // 2

    def _watch(self) -> None:
        from game.scenes.watch import Watch

        options = self.stage.session.options
        self.stage.go(Watch(self.stage, options.opponent, options.speed))

    def _places(self) -> tuple[pygame.Rect, list[pygame.Rect], pygame.Rect]:
        """Return the places of the words, of the buttons, and of the court."""
        unit = self.stage.scale.unit
        width, height = self.stage.size
        row, gap, foot, count = 6 * unit, unit, 6 * unit, len(self._menu.buttons) - 1  # two share a row
        if height < 90 * unit:  # a small window
            row, gap = 5 * unit, unit // 2
        words = min(48 * unit, width // 2 - 8 * unit)
        side = min(height - foot - 4 * unit, width - words - 14 * unit)
        left = max((width - words - side - 7 * unit) // 2, 4 * unit)
        right = pygame.Rect(width - left - side, (height - foot - side) // 2 + unit, side, side)
        menu = count * (row + gap) - gap
        words_height = 20 * unit + 3 * self.stage.scale.body + self.stage.scale.title
        column = pygame.Rect(left, 0, words, max(side, menu + words_height))
        column.centery = right.centery
        buttons = layout.stack(pygame.Rect(left, column.bottom - menu, words, menu), count, row, gap)
        buttons[SHARED : SHARED + 1] = layout.columns(buttons[SHARED], (1, 1), gap)
        head = pygame.Rect(left, column.y, words, column.height - menu)
        head.y += (head.height - words_height) // 3
        return head, buttons, right
