"""The instruments of the Watch scene. Each keeps its picture until it takes a new reading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import cycle

import pygame

from agent.replay import Player
from agent.snapshot import Metrics
from game import agents
from game.progress import Progress, Self
from game.scenes.watch_curves import CURVES, Reading, clock, curve_rects, draw_curve, draw_value
from game.scenes.watch_layout import Places
from game.scenes.watch_moment import Moment, first_layer
from game.text import N_, _, number, pgettext
from game.ui import brain_view, layout, text, theme
from game.ui.panel import Board, badge, line_height, reading, section
from game.ui.theme import Color, Scale

NETWORKS = {"dense": N_("{name}, dense network"), "keypoint": N_("{name}, keypoint network")}
WITHIN = ("sight", "units", "values")  # what shows a moment, in the order that they turn to a new one


class Panel:
    """Shows an agent's inside and its learning curves.

    Call look() with each moment worth showing and refresh() once a frame; paint() and point() only show.

    Args:
        progress: of the agent. The panel updates it.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.moment: Moment | None = None
        self.is_frozen = False  # the charts, the map and the counters
        self.former: Self | None = None  # whom to show beside the agent as it is now
        self._seen: dict[str, Moment | None] = dict.fromkeys(WITHIN)
        self._to_show: list[str] = []  # which of them have not turned to the moment yet
        self._has_looked = False  # since the latest refresh
        self._counted = (progress.snapshot.metrics, progress.recent_updates_per_second)
        self._curves = [Reading.of(progress)] * len(CURVES)
        self._knows = (progress.measured, progress.skill)
        self._weights = first_layer(progress.snapshot)
        self._turns = cycle(range(len(CURVES) + 1))

    def look(self, moment: Moment) -> None:
        """Show what goes on in the agent now."""
        self.moment = moment
        self._to_show = list(WITHIN)
        self._has_looked = True

    def refresh(self, now: float) -> None:
        """Measure on, and let the next instrument take a reading: one a frame, so that no frame is late.

        Args:
            now: seconds, on the clock of the progress.
        """
        if self._has_looked:  # enough work for one frame
            self._has_looked = False
            return
        measured = self.progress.measured
        self.progress.advance(now)
        if self.progress.measured > measured:  # its last part is the longest
            return
        if self._to_show:
            self._seen[self._to_show.pop(0)] = self.moment
            return
        if self.is_frozen:
            return
        turn = next(self._turns)
        if turn < len(CURVES):
            self._curves[turn] = Reading.of(self.progress)
        else:
            self._counted = (self.progress.snapshot.metrics, self.progress.recent_updates_per_second)
            self._knows = (self.progress.measured, self.progress.skill)
            self._weights = first_layer(self.progress.snapshot)

    def paint(self, board: Board, size: tuple[int, int], places: Places, scale: Scale) -> None:
        """Put every instrument on a board as large as the window."""
        board.ground(size, (places, scale), partial(self._ground, places, scale))
        for rect, (name, value) in zip(places.counters, counters(*self._counted), strict=True):
            paint = partial(reading, name=name, value=value, scale=scale)
            board.part(name, rect, value, paint, theme.BACKGROUND)

        def show(name: str, place: pygame.Rect, key: object, paint: Callable[..., None]) -> None:
            board.part(name, layout.inset(place, scale.unit // 2), key, partial(paint, scale=scale))

        sight, units, values = (self._seen[name] for name in WITHIN)
        show("sight", places.sight, sight, partial(self._sight, moment=sight))
        show("moves", places.moves, sight, partial(self._moves, moment=sight))
        show("units", places.units, units, partial(self._units, moment=units))
        show("values", places.values, values, partial(self._values, moment=values, places=places))
        show("weights", places.weights, self._knows[0], self._first_layer)
        show("knowledge", places.knowledge, self._knows[0], self._knowledge)
        rects = curve_rects(layout.inset(places.charts, scale.unit), scale)
        for chart, (rect, seen) in enumerate(zip(rects, self._curves, strict=True)):
            paint = partial(draw_curve, chart=chart, progress=self.progress, seen=seen, scale=scale)
            board.part(CURVES[chart].name, rect, seen, paint)
        if places.former and self.former:
            show("former", places.former.knew, self.former.at, partial(self._knew, former=self.former))

    def point(self, surface: pygame.Surface, places: Places, scale: Scale, pointer: tuple[int, int]) -> None:
        """Name the value that the mouse points at in a chart."""
        rects = curve_rects(layout.inset(places.charts, scale.unit), scale)
        for chart, (rect, seen) in enumerate(zip(rects, self._curves, strict=True)):
            if rect.collidepoint(pointer):
                draw_value(surface, rect, chart, self.progress, seen, scale, pointer)

    def _ground(self, places: Places, scale: Scale, image: pygame.Surface, space: pygame.Rect) -> None:
        del space
        title, heading = places.title, pgettext("heading", "Watch it learn")
        text.write(image, heading, title.topleft, scale.heading, theme.TEXT, True, width=title.width)
        name = agents.title(self.progress.brain.name)
        words = _(NETWORKS[self.progress.snapshot.config.network]).format(name=name)
        text.write(
            image, words, title.bottomleft, scale.caption, theme.MUTED, anchor="bottomleft", width=title.width
        )
        for name in ("values", "sight", "moves", "knowledge", "units", "weights", "charts"):
            section(image, getattr(places, name), scale)
        if places.former:
            section(image, places.former.knew, scale)

    def _sight(self, image: pygame.Surface, space: pygame.Rect, moment: Moment | None, scale: Scale) -> None:
        space = _heading(image, space, _("What it saw"), scale)
        if moment:
            brain_view.draw_picture(image, space, moment.observation)

    def _moves(self, image: pygame.Surface, space: pygame.Rect, moment: Moment | None, scale: Scale) -> None:
        space = _heading(image, space, _("Q values"), scale, _how_chosen(moment))
        choice = moment.choice if moment else None
        color = theme.HUMAN if moment and moment.player is Player.HUMAN else theme.AGENT
        brain_view.draw_q_bars(image, space, choice, scale, color)

    def _units(self, image: pygame.Surface, space: pygame.Rect, moment: Moment | None, scale: Scale) -> None:
        space = _heading(image, space, _("Hidden units"), scale)
        if moment:
            brain_view.draw_units(image, space, moment.hidden, scale)

    def _first_layer(self, image: pygame.Surface, space: pygame.Rect, scale: Scale) -> None:
        space = _heading(image, space, _("First layer"), scale)
        brain_view.draw_weights(image, space, self._weights)

    def _values(
        self, image: pygame.Surface, space: pygame.Rect, moment: Moment | None, scale: Scale, places: Places
    ) -> None:
        _heading(image, space, _("Value now, by position"), scale)
        if moment:
            offset = layout.inset(places.values, scale.unit // 2).topleft
            strip = places.strip.move(-offset[0], -offset[1])
            columns = moment.observation.shape[1]
            brain_view.draw_values(image, strip, moment.values, moment.basket, columns, scale)

    def _knowledge(self, image: pygame.Surface, space: pygame.Rect, scale: Scale) -> None:
        space = _heading(image, space, _("What it knows: starts it catches"), scale)
        skill, size = self._knows[1], scale.caption
        room = text.measure(_percent(1.0), scale.heading, True)
        chart, side = layout.split_left(space, space.width - room - scale.unit, scale.unit)
        brain_view.draw_skill_map(image, chart, skill, scale)
        rate = _percent(skill.rate)
        y = text.write(image, rate, side.topright, scale.heading, theme.AGENT, True, "topright").bottom
        caught = _("{count} of {all}").format(count=number(skill.map.sum(), ".3g"), all=skill.map.size)
        for words in (caught, _("starts")):
            y = text.write(image, words, (side.right, y), size, theme.MUTED, anchor="topright").bottom
        line = line_height(size)
        if y + 2 * line <= side.bottom:
            key = ((_("caught"), theme.AGENT), (_("missed"), theme.RAISED))
            left = side.right - max(text.measure(words, size) for words, color in key)
            for row, (words, color) in enumerate(key):
                middle = side.bottom - (2 - row) * line + line // 2
                swatch = pygame.Rect(0, 0, size * 3 // 4, size * 3 // 4)
                swatch.midright = (left - scale.unit // 2, middle)
                pygame.draw.rect(image, color, swatch)
                text.write(image, words, (left, middle), size, theme.MUTED, anchor="midleft")

    def _knew(self, image: pygame.Surface, space: pygame.Rect, former: Self, scale: Scale) -> None:
        rate = _percent(former.skill.rate)
        space = _heading(image, space, _("It knew then"), scale, (rate, theme.AGENT))
        brain_view.draw_skill_map(image, space, former.skill, scale)


def counters(metrics: Metrics, updates_per_second: float) -> list[tuple[str, str]]:
    """Return names and values of what there is to count of an agent, in the language in use."""
    return [
        (_("Fruits"), number(metrics.episodes, ",")),
        (_("Steps"), number(metrics.steps, ",")),
        (_("Updates"), number(metrics.updates, ",")),
        (_("Updates/s"), number(updates_per_second, ",.0f")),
        (_("Replay size"), number(metrics.replay_size, ",")),
        (_("Human share"), f"{100 * metrics.human_share:.0f} %"),
        (_("Time learning"), clock(metrics.seconds)),
    ]


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
    text.write(image, words, head.topleft, scale.caption, theme.MUTED, width=room)
    return rest


def _percent(rate: float) -> str:
    return f"{number(100 * rate, '.1f')} %"


def _how_chosen(moment: Moment | None) -> tuple[str, Color] | None:
    if moment is None:
        return None
    if moment.player is Player.HUMAN:
        return _("you"), theme.HUMAN
    return (_("explored"), theme.FRUIT) if moment.choice.explored else (_("greedy"), theme.MUTED)
