"""Between and below the two courts of a match: who is ahead, and the race against the learning curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pygame

from game.match import Match
from game.played import Played
from game.text import _, ngettext, number
from game.ui import charts, layout, shapes, text, theme
from game.ui.hud import RATE_MARKS, SHORTEST, percent
from game.ui.theme import Color, Scale

BANNER_SECONDS = 4.0  # for which the moment it overtakes you is announced
BANNER_OPENS = 0.2  # seconds of them in which the banner unfolds
LEAST_BARS = 4  # units of height, below which the bars of leads are left out
LEAST_LEAD = 3  # catches that the bars of leads have room for, either way


class Line(NamedTuple):
    """A line of text, by its size in pixels."""

    words: str
    size: int
    color: Color
    is_bold: bool = False

    @property
    def height(self) -> int:
        """In pixels, with the space to the next line."""
        return round(1.25 * self.size)


def draw_standing(
    surface: pygame.Surface, space: pygame.Rect, played: Played, now: float, scale: Scale
) -> None:
    """Draw between the courts: which fruit, how fast, who is ahead, and how the lead came about."""
    unit, match = scale.unit, played.match
    y = _draw_progress(surface, space, match, scale)
    room = pygame.Rect(space.x, y, space.width, space.bottom - y)
    lines = _lead(match, room.width, scale.display, scale)
    if _height(lines) > room.height - LEAST_BARS * unit:
        lines = _lead(match, room.width, scale.title, scale)
    bars = pygame.Rect(space.x, 0, space.width, min(10 * unit, room.height - _height(lines) - unit))
    bars.bottom = room.bottom
    if bars.height >= LEAST_BARS * unit:
        _draw_leads(surface, bars, match, scale)
        room.height -= bars.height + unit
    since = _since_overtaken(played, now)
    if since is not None and since < BANNER_SECONDS:
        _draw_banner(surface, room, match, since, scale)
    else:
        _write(surface, room, lines)


def draw_halo(surface: pygame.Surface, frame: pygame.Rect, played: Played, now: float, scale: Scale) -> None:
    """Draw what shines behind the opponent's court, in that frame, while its overtaking is announced."""
    since = _since_overtaken(played, now)
    if since is not None and since < BANNER_SECONDS:
        shapes.panel(surface, frame.inflate(scale.unit, scale.unit), scale.unit * 3 // 2, theme.AGENT, None)


def draw_race(surface: pygame.Surface, space: pygame.Rect, played: Played, now: float, scale: Scale) -> None:
    """Draw your catch rate over time against what the opponent knows."""
    unit = scale.unit
    shapes.panel(surface, space, unit)
    knows = _("{name} knows").format(name=played.name)
    longest = text.measure(knows, scale.caption) + text.measure("100 %", scale.body, True) + unit
    words, plot = layout.split_left(layout.inset(space, unit + unit // 2), max(21 * unit, longest), unit)
    lines = [
        charts.Series(played.knowledge(now), theme.AGENT, knows),
        charts.Series(played.your_form, theme.HUMAN, _("You, last 10")),
    ]
    values = (percent(played.learned.skill.rate), percent(played.match.you.form) if played.your_form else "–")
    for place, line, value in zip(layout.rows(words, (1, 1), 0), lines, values, strict=True):
        if place.height < 1.3 * (scale.caption + scale.heading):  # too low for two lines
            figure = text.write(surface, value, place.midright, scale.body, line.color, True, "midright")
            room = figure.x - place.x
            text.write(surface, line.name, place.midleft, scale.caption, theme.MUTED, False, "midleft", room)
            continue
        name = text.write(surface, line.name, place.topleft, scale.caption, theme.MUTED, width=place.width)
        at = (place.x, name.bottom - unit // 2)
        text.write(surface, value, at, scale.heading, line.color, True)
    end = max(now, played.began + SHORTEST)
    axes = charts.Axes((played.began, end), (0.0, 1.0), RATE_MARKS, flags=flags(played))
    charts.draw_chart(surface, plot, axes, lines, scale)


def flags(played: Played) -> list[charts.Mark]:
    """Return the mark for a chart over time: when the newborn overtook you, if it did."""
    overtaken = played.overtaken if played.match.is_race else None
    if overtaken is None:
        return []
    words = _("overtaken at {time} s").format(time=number(overtaken.seconds, ".0f"))
    return [(played.began + overtaken.seconds, words)]


def _since_overtaken(played: Played, now: float) -> float | None:
    """Return how many seconds ago the newborn overtook you; None if it has not, or this is no race."""
    overtaken = played.overtaken if played.match.is_race else None
    return None if overtaken is None else now - played.began - overtaken.seconds


def _draw_progress(surface: pygame.Surface, space: pygame.Rect, match: Match, scale: Scale) -> int:
    """Draw which fruit falls, and how fast; returns where that ends."""
    unit, x = scale.unit, space.centerx
    fruit = min(match.fruits + 1, match.FRUITS)
    words = _("Fruit {number} of {most}").format(number=fruit, most=match.FRUITS)
    y = text.write(surface, words, (x, space.y), scale.body, theme.TEXT, True, "midtop").bottom
    bar = pygame.Rect(0, 0, space.width - 2 * unit, max(unit // 2, 4))
    bar.midtop = (x, y + unit)
    shapes.panel(surface, bar, bar.height // 2, theme.RAISED, None)
    done = bar.copy()
    done.width = max(bar.width * match.fruits // match.FRUITS, bar.height)
    shapes.panel(surface, done, bar.height // 2, theme.HUMAN, None)
    factor = number(match.ticks_per_second / match.START_SPEED, ".1f")
    words = _("speed ×{factor}").format(factor=factor)
    at = (x, bar.bottom + unit)
    return text.write(surface, words, at, scale.caption, theme.MUTED, anchor="midtop").bottom


def _lead(match: Match, width: int, size: int, scale: Scale) -> list[Line]:
    """Return who is ahead and, in a size, by how many catches; in a race also for how long you were."""
    lead, color = match.lead, _side(match.lead)
    words = _("you lead") if lead > 0 else _("it leads") if lead < 0 else _("level")
    lines = [Line(_signed(lead), size, color, True), Line(words, scale.body, color, True)]
    if match.is_race:
        lines += [Line(words, scale.caption, theme.MUTED) for words in _score(match, width, scale)]
    return lines


def _score(match: Match, width: int, scale: Scale) -> list[str]:
    """Return in words, in lines of a width, for how long you have been ahead."""
    count = match.fruits_ahead
    if not match.fruits:
        words = _("no lives: stay ahead")
    elif match.lead > 0:
        words = ngettext("ahead for {count} fruit", "ahead for {count} fruits", count)
    else:
        words = ngettext("you were ahead for {count} fruit", "you were ahead for {count} fruits", count)
    return text.wrapped(words.format(count=count), scale.caption, width)


def _draw_banner(
    surface: pygame.Surface, space: pygame.Rect, match: Match, since: float, scale: Scale
) -> None:
    """Announce that the newborn has caught more than you."""
    unit, color = scale.unit, theme.BACKGROUND
    room = space.width - unit
    head = _("Overtaken!")
    size = scale.heading if text.measure(head, scale.heading, True) <= room else scale.body
    count = match.overtaken_at or 0
    after = ngettext("after {count} fruit", "after {count} fruits", count).format(count=count)
    lines = [Line(head, size, color, True), Line(_signed(match.lead), scale.title, color, True)]
    lines += [Line(words, scale.caption, color) for words in text.wrapped(after, scale.caption, room)]
    opened = 1.0 if theme.is_still else min(since / BANNER_OPENS, 1.0)
    height = min(_height(lines) + 3 * unit, space.height)
    box = pygame.Rect(space.x, 0, space.width, round(height * opened))
    box.centery = space.centery
    shapes.panel(surface, box, unit, theme.AGENT, None)
    if opened == 1:
        _write(surface, box, lines)


def _draw_leads(surface: pygame.Surface, space: pygame.Rect, match: Match, scale: Scale) -> None:
    """Draw the lead after each fruit as a bar: up while you are ahead, down while it is."""
    unit = scale.unit
    shapes.panel(surface, space, unit)
    at = (space.x + unit, space.bottom - unit // 2)
    text.write(surface, _("lead"), at, scale.caption, theme.MUTED, anchor="bottomleft")
    plot = space.inflate(-2 * unit, -unit)
    most, least = max([*match.leads, LEAST_LEAD]), min([*match.leads, -LEAST_LEAD])
    step = plot.height / (most - least)
    zero = round(plot.y + most * step)
    surface.fill(theme.MUTED, (plot.x, zero, plot.width, 1))
    for fruit, lead in enumerate(match.leads):
        left, right = (plot.x + plot.width * n // match.FRUITS for n in (fruit, fruit + 1))
        height = round(abs(lead) * step)
        top = zero - height if lead > 0 else zero + 1
        surface.fill(_side(lead), (left, top, max(right - left - 1, 1), height))


def _write(surface: pygame.Surface, space: pygame.Rect, lines: Sequence[Line]) -> None:
    """Write lines under one another in the middle of a space."""
    y = space.centery - _height(lines) // 2
    for line in lines:
        at = (space.centerx, y + line.height // 2)
        text.write(surface, line.words, at, line.size, line.color, line.is_bold, "center")
        y += line.height


def _height(lines: Sequence[Line]) -> int:
    return sum(line.height for line in lines)


def _signed(lead: int) -> str:
    return number(lead, "+d") if lead else "0"


def _side(lead: int) -> Color:
    """Return the colour of who is ahead."""
    return theme.HUMAN if lead > 0 else theme.AGENT if lead < 0 else theme.TEXT
