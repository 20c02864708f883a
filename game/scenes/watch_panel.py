"""The instruments of the Watch scene. Each keeps its image until it takes a new reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from itertools import cycle

import pygame

from agent.replay import Player
from game.progress import Progress
from game.scenes.watch_curves import CURVES, curve_rects, draw_curve
from game.scenes.watch_layout import Places
from game.scenes.watch_moment import Moment
from game.ui import brain_view, charts, layout, text
from game.ui.panel import Cached, badge, line_height, reading, section
from game.ui.theme import AGENT, BACKGROUND, FRUIT, HUMAN, MUTED, RAISED, TEXT, Color, Scale


class Panel:
    """Shows an agent's inside and its learning curves.

    Call look() with each moment worth showing and refresh() once a frame; draw() only shows.

    Args:
        progress: of the agent. The panel updates it.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.moment: Moment | None = None
        self._has_looked = False  # since the latest refresh
        self._counters = counters(progress)
        # What each chart shows: how many measurements, over how many seconds.
        self._curves = [(0, charts.time_span(0.0))] * len(CURVES)
        self._images: dict[str, Cached] = defaultdict(Cached)
        self._turns = cycle(range(len(CURVES)))

    def look(self, moment: Moment) -> None:
        """Show what goes on in the agent now."""
        self.moment = moment
        self._has_looked = True

    def refresh(self, now: float) -> None:
        """Measure on, and let the next chart take a reading: a little each frame, so that none is late.

        Args:
            now: seconds, on the clock of the progress.
        """
        progress = self.progress
        progress.advance(now)
        if self._has_looked:  # enough to draw for one frame
            self._has_looked = False
            return
        chart = next(self._turns)
        self._curves[chart] = (progress.measured, charts.time_span(progress.seconds))
        if chart == 0:
            self._counters = counters(progress)

    def draw(self, surface: pygame.Surface, places: Places, scale: Scale) -> None:
        """Show every instrument."""
        self._images["ground"].draw(
            surface, surface.get_rect(), (places, scale), partial(self._ground, places, scale), BACKGROUND
        )
        for number, rect in enumerate(places.counters):
            name, value = self._counters[number]
            paint = partial(reading, name=name, value=value, scale=scale)
            self._images[name].draw(surface, rect, (value, scale), paint, BACKGROUND)

        def show(name: str, place: pygame.Rect, key: object, paint: Callable[..., None]) -> None:
            inside = layout.inset(place, scale.unit // 2)
            self._images[name].draw(surface, inside, (key, scale), partial(paint, scale=scale))

        show("sight", places.sight, self.moment, self._sight)
        show("moves", places.moves, self.moment, self._moves)
        show("units", places.units, self.moment, self._units)
        show("values", places.values, (self.moment, places), partial(self._values, places=places))
        show("knowledge", places.knowledge, self.progress.measured, self._knowledge)
        rects = curve_rects(layout.inset(places.charts, scale.unit), scale)
        for number, (rect, (measured, span)) in enumerate(zip(rects, self._curves, strict=True)):
            paint = partial(draw_curve, number=number, progress=self.progress, span=span, scale=scale)
            self._images[CURVES[number].name].draw(surface, rect, (measured, span, scale), paint)

    def _ground(self, places: Places, scale: Scale, image: pygame.Surface, space: pygame.Rect) -> None:
        del space
        title = places.title
        text.write(image, "Watch it learn", title.topleft, scale.heading, TEXT, True, width=title.width)
        words = f"{self.progress.brain.name}, {self.progress.snapshot.config.network} network"
        text.write(
            image, words, title.bottomleft, scale.caption, MUTED, anchor="bottomleft", width=title.width
        )
        for name in ("values", "sight", "moves", "knowledge", "units", "charts"):
            section(image, getattr(places, name), scale)

    def _sight(self, image: pygame.Surface, space: pygame.Rect, scale: Scale) -> None:
        space = _heading(image, space, "What it saw", scale)
        if self.moment:
            brain_view.draw_picture(image, space, self.moment.observation)

    def _moves(self, image: pygame.Surface, space: pygame.Rect, scale: Scale) -> None:
        space = _heading(image, space, "Q values", scale, self._how_chosen())
        choice = self.moment.choice if self.moment else None
        color = HUMAN if self.moment and self.moment.player is Player.HUMAN else AGENT
        brain_view.draw_q_bars(image, space, choice, scale, color)

    def _how_chosen(self) -> tuple[str, Color] | None:
        if self.moment is None:
            return None
        if self.moment.player is Player.HUMAN:
            return "you", HUMAN
        return ("explored", FRUIT) if self.moment.choice.explored else ("greedy", MUTED)

    def _units(self, image: pygame.Surface, space: pygame.Rect, scale: Scale) -> None:
        space = _heading(image, space, "Hidden units", scale)
        if self.moment:
            brain_view.draw_units(image, space, self.moment.hidden, scale)

    def _values(self, image: pygame.Surface, space: pygame.Rect, scale: Scale, places: Places) -> None:
        _heading(image, space, "Value now, by basket position", scale)
        if self.moment:
            offset = layout.inset(places.values, scale.unit // 2).topleft
            strip = places.strip.move(-offset[0], -offset[1])
            columns = self.moment.observation.shape[1]
            brain_view.draw_values(image, strip, self.moment.values, self.moment.basket, columns, scale)

    def _knowledge(self, image: pygame.Surface, space: pygame.Rect, scale: Scale) -> None:
        space = _heading(image, space, "What it knows: starts it catches", scale)
        skill, size = self.progress.skill, scale.caption
        rate = f"{100 * skill.rate:.1f} %"
        room = text.measure("100.0 %", scale.heading, True)
        chart, side = layout.split_left(space, space.width - room - scale.unit, scale.unit)
        brain_view.draw_skill_map(image, chart, skill, scale)
        y = text.write(image, rate, side.topright, scale.heading, AGENT, True, "topright").bottom
        for words in (f"{skill.map.sum():.3g} of {skill.map.size}", "starts"):
            y = text.write(image, words, (side.right, y), size, MUTED, anchor="topright").bottom
        line = line_height(size)
        if y + 2 * line <= side.bottom:
            left = side.right - max(text.measure(words, size) for words in ("caught", "missed"))
            for number, (words, color) in enumerate((("caught", AGENT), ("missed", RAISED))):
                middle = side.bottom - (2 - number) * line + line // 2
                swatch = pygame.Rect(0, 0, size * 3 // 4, size * 3 // 4)
                swatch.midright = (left - scale.unit // 2, middle)
                pygame.draw.rect(image, color, swatch)
                text.write(image, words, (left, middle), size, MUTED, anchor="midleft")


def counters(progress: Progress) -> list[tuple[str, str]]:
    """Return names and values of what there is to count of an agent."""
    metrics = progress.snapshot.metrics
    return [
        ("Fruits", f"{metrics.episodes:,}"),
        ("Steps", f"{metrics.steps:,}"),
        ("Updates", f"{metrics.updates:,}"),
        ("Updates/s", f"{progress.recent_updates_per_second:,.0f}"),
        ("Replay size", f"{metrics.replay_size:,}"),
        ("Human share", f"{100 * metrics.human_share:.0f} %"),
        ("Time learning", clock(metrics.seconds)),
    ]


def clock(seconds: float) -> str:
    """Write a time as 1:05, or as 2:03:04 from an hour on."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _heading(
    image: pygame.Surface,
    space: pygame.Rect,
    words: str,
    scale: Scale,
    mark: tuple[str, Color] | None = None,
) -> pygame.Rect:
    """Write an instrument's name, and perhaps a badge beside it. Returns what is left, inside the margins."""
    inside = layout.inset(space, scale.unit // 2)
    head, rest = layout.split_top(inside, line_height(scale.caption), scale.unit // 2)
    room = head.width
    if mark:
        room -= badge(image, mark[0], head.topright, mark[1], scale).width + scale.unit // 2
    text.write(image, words, head.topleft, scale.caption, MUTED, width=room)
    return rest
