"""Practice: one court, a streak, and the choice whether your agent learns from it."""

from __future__ import annotations

import time
from typing import NamedTuple

import pygame

from game.match import Court, SoloRun
from game.progress import Progress
from game.scenes.play import Play
from game.scenes.scores import ScoresScene
from game.scores import SoloScore
from game.stage import Stage
from game.text import N_, _, number
from game.ui import charts, chips, court_view, hud, layout, shapes, text, theme
from game.ui.widgets import Button


class Places(NamedTuple):
    """Where the parts of the screen are."""

    court: pygame.Rect
    streak: pygame.Rect
    chart: pygame.Rect
    tools: list[pygame.Rect]


class Solo(Play):
    """You alone. `speed` is one of options.SPEEDS."""

    title = N_("Play solo")
    progress: Progress

    def __init__(self, stage: Stage, speed: str = "1") -> None:
        super().__init__(stage)
        self.speed = speed
        self.run: SoloRun = stage.session.solo(self.human)
        self.progress = Progress(stage.session.mine, stage.now)
        self._form: list[charts.Point] = []  # (seconds, catch rate over the latest fruits)
        self.best_before = 0  # the best streak of all runs before this one; 0 without one

    def enter(self) -> None:
        """Ask for the streak to beat: now, when the run before this one has been left."""
        self._asked = self.stage.scores.look()

    def leave(self) -> None:
        """The run is over, however it ends; one without a fruit was none."""
        court = self.run.court
        if self._form:
            score = SoloScore(
                ended_at=round(time.time()),
                fruits=len(court.history),
                catches=court.catches,
                best_streak=court.best_streak,
                ticks_per_second=self.run.ticks_per_second * self.pace,
                seconds=self._form[-1][0] - self.progress.began,
            )
            self.stage.scores.add(score)

    def make_tools(self) -> list[Button]:
        """Teach and pause."""
        return [
            Button(N_("Teach"), self._toggle_teach, pygame.K_t, "T", is_on=lambda: self.run.teaches),
            *super().make_tools(),
        ]

    def update(self, seconds: float) -> None:
        """Play on."""
        pace = self.run.ticks_per_second * self.pace
        self.ticker.advance(seconds, pace, self._tick, lambda: True)
        self.progress.advance(self.stage.now)
        if self._asked.done():
            self.best_before = self._asked.result().after.practice.best_streak

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the court, the streak, and what your agent knows by now."""
        places, scale, court = self.places(), self.stage.scale, self.run.court
        court_view.draw_court(surface, places.court, court, self.ticker.alpha, theme.HUMAN, self.is_steady)
        self._draw_streak(surface, places.streak)
        self._draw_chart(surface, places.chart)
        self.tools.draw(surface, places.tools, scale)
        if not court.history:
            words = hud.hint(self.stage.settings, self.stage.uses_pad)
            hud.draw_pill(surface, places.court, words, scale)

    def tool_rects(self) -> list[pygame.Rect]:
        """Return where the buttons are."""
        return self.places().tools

    def own_court(self) -> tuple[Court, pygame.Rect]:
        """Return the court, and where it is."""
        return self.run.court, self.places().court

    def pause_buttons(self) -> list[Button]:
        """Start again, or see what was achieved before."""
        return [
            Button(N_("Start again"), self._again),
            Button(N_("Scores"), lambda: self.stage.push(ScoresScene(self.stage)), pygame.K_c, "C"),
        ]

    def places(self) -> Places:
        """Cut the window into the court on the left, and the streak, a chart and the buttons on the right."""
        unit = self.stage.scale.unit
        width, height = self.stage.size
        box = layout.centred(self.stage.size, min(width - 6 * unit, 160 * unit), height - 6 * unit)
        side = min(44 * unit, box.width * 2 // 5)
        space = pygame.Rect(box.x, box.y, box.width - side - 4 * unit, box.height)
        court = court_view.court_rect(space, self.run.court)
        frame = court_view.frame_rect(court, self.run.court)
        shift = (box.width - frame.width - 4 * unit - side) // 2
        court.x = box.x + shift + (court.x - frame.x)
        right = pygame.Rect(box.x + shift + frame.width + 4 * unit, frame.y, side, frame.height)
        upper, lower = layout.split_top(right, right.height - 5 * unit, 2 * unit)
        upper.height -= 2 * unit
        lower.y = right.bottom - 5 * unit
        lower.height = 5 * unit
        streak, chart = layout.rows(upper, (5, 4), 2 * unit)
        return Places(court, streak, chart, layout.columns(lower, (1, 1), 2 * unit))

    def _draw_streak(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        scale, court = self.stage.scale, self.run.court
        unit, middle = scale.unit, space.centerx
        shapes.panel(surface, space, unit)
        inside = layout.inset(space, 2 * unit)
        title = text.write(surface, _("Streak"), inside.topleft, scale.body, theme.MUTED)
        self._draw_best(surface, (inside.right, title.centery))
        at = (middle, inside.centery - 2 * unit)
        size = min(2 * scale.display, inside.height * 2 // 5)
        text.write(surface, str(court.streak), at, size, theme.HUMAN, True, "center")
        facts = (
            (_("best"), str(court.best_streak)),
            (_("caught"), _("{count} of {all}").format(count=court.catches, all=len(court.history))),
            (_("last 10"), hud.percent(court.form) if court.history else "–"),
        )
        for place, (name, value) in zip(layout.columns(inside, (1, 1, 1), unit), facts, strict=True):
            foot = text.write(surface, name, place.midbottom, scale.caption, theme.MUTED, anchor="midbottom")
            text.write(surface, value, (place.centerx, foot.y), scale.body, theme.TEXT, True, "midbottom")

    def _draw_best(self, surface: pygame.Surface, at: tuple[int, int]) -> None:
        """Draw the best streak there was before, or that it is beaten; the right end is at a point."""
        scale, best = self.stage.scale, self.best_before
        if best and self.run.court.best_streak > best:
            chips.draw_chip(surface, at, "midright", _("New record"), theme.HUMAN, scale)
        elif best:
            words = _("best ever {count}").format(count=number(best, ","))
            text.write(surface, words, at, scale.caption, theme.MUTED, anchor="midright")

    def _draw_chart(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        scale, now = self.stage.scale, self.stage.now
        shapes.panel(surface, space, scale.unit)
        inside = layout.inset(space, 2 * scale.unit)
        head, plot = layout.split_top(inside, scale.heading + scale.unit, scale.unit)
        rate = hud.percent(self.progress.skill.rate)
        value = text.write(surface, rate, head.topright, scale.heading, theme.AGENT, True, "topright")
        words = _("Your agent catches") if self.run.teaches else _("Your agent, not learning")
        room = value.x - head.x - scale.unit
        text.write(
            surface, words, (head.x, value.centery), scale.body, theme.MUTED, anchor="midleft", width=room
        )
        began = self.progress.rates[0][0]
        axes = charts.Axes((began, max(now, began + hud.SHORTEST)), (0.0, 1.0), hud.RATE_MARKS)
        lines = [
            charts.Series([*self.progress.rates, (now, self.progress.skill.rate)], theme.AGENT),
            charts.Series(self._form, theme.HUMAN),
        ]
        charts.draw_chart(surface, plot, axes, lines, scale)

    def _tick(self) -> None:
        if self.run.tick() is not None:
            self._form.append((self.stage.now, self.run.court.form))

    def _toggle_teach(self) -> None:
        self.run.teaches = not self.run.teaches

    def _again(self) -> None:
        self.stage.go(Solo(self.stage, self.speed))
