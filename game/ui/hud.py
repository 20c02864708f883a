"""What stands around the courts: names, lives, the score, and the race against the learning curve."""

from __future__ import annotations

import math

import pygame

from game import keys, pads
from game.match import Court, Match
from game.played import Played
from game.settings import Settings
from game.text import _, ngettext, number
from game.ui import charts, layout, shapes, sprites, text, theme
from game.ui.theme import Color, Scale

SHORTEST = 20.0  # seconds that a race's chart spans at least
RANDOM_RATE = 0.3  # exact catch rate of random play on the classic court
RATE_MARKS = ((0.0, "0 %"), (RANDOM_RATE, "30 %"), (1.0, "100 %"))


def draw_head(
    surface: pygame.Surface, space: pygame.Rect, name: str, court: Court, color: Color, scale: Scale
) -> None:
    """Draw above a court: who plays, the lives left, the fruit caught and the streak."""
    unit = scale.unit
    named = text.write(surface, name, (space.x, space.bottom), scale.heading, color, True, "bottomleft")
    if court.lives is not None:
        size = round(scale.heading * 0.8)
        for life in range(court.lives):
            heart = sprites.heart(size, theme.BAD if life < court.lives - court.misses else theme.RAISED)
            at = (named.right + 2 * unit + life * (size + unit // 2), named.centery + 1)
            surface.blit(heart, heart.get_rect(midleft=at))
    count = text.write(
        surface,
        str(court.catches),
        (space.right, space.bottom + unit // 2),
        scale.title,
        theme.TEXT,
        True,
        "bottomright",
    )
    words = _("streak {count}").format(count=court.streak) if court.streak > 1 else _("caught")
    text.write(
        surface, words, (count.x - unit, space.bottom - 2), scale.caption, theme.MUTED, anchor="bottomright"
    )


def draw_standing(surface: pygame.Surface, space: pygame.Rect, match: Match, scale: Scale) -> None:
    """Draw between the courts: which fruit, how fast, and who is ahead."""
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
    speed = _("speed ×{factor}").format(factor=factor)
    text.write(surface, speed, (x, bar.bottom + unit), scale.caption, theme.MUTED, anchor="midtop")
    lead = match.you.catches - match.opponent.catches
    color = theme.GOOD if lead > 0 else theme.BAD if lead < 0 else theme.TEXT
    if match.opponent.lives is None:
        big, color, below = (
            str(match.fruits_ahead),
            theme.HUMAN,
            ngettext("fruit ahead", "fruits ahead", match.fruits_ahead),
        )
        under = _("you lead by {count}") if lead > 0 else _("it leads by {count}") if lead < 0 else _("level")
        under = under.format(count=abs(lead))
    else:
        big, below, under = (
            number(lead, "+d") if lead else "0",
            _("your lead") if lead >= 0 else _("behind"),
            "",
        )
    middle = text.write(surface, big, (x, space.centery), scale.display, color, True, "center")
    label = text.write(surface, below, (x, middle.bottom - unit), scale.body, theme.TEXT, True, "midtop")
    text.write(surface, under, (x, label.bottom), scale.caption, theme.MUTED, anchor="midtop")


def draw_race(surface: pygame.Surface, space: pygame.Rect, played: Played, now: float, scale: Scale) -> None:
    """Draw your catch rate over time against what the opponent knows."""
    unit = scale.unit
    shapes.panel(surface, space, unit)
    knows = _("{name} knows").format(name=played.name)
    longest = text.measure(f"{knows}  100 %", scale.caption, True) + unit
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
    charts.draw_chart(surface, plot, charts.Axes((played.began, end), (0.0, 1.0), RATE_MARKS), lines, scale)


def hint(settings: Settings, by_pad: bool) -> str:
    """Say how the basket is moved with a pad, or with keys and the mouse."""
    if by_pad:
        return pads.prompt(settings)
    return _("{keys}  or hold the mouse").format(keys=keys.prompt(settings))


def percent(rate: float) -> str:
    """Return a rate of 0..1 as people read it; never rounded up to 100 %."""
    return f"{math.floor(rate * 100 + 1e-9)} %"


def draw_pill(surface: pygame.Surface, court: pygame.Rect, words: str, scale: Scale) -> None:
    """Say something in the middle of a court."""
    unit = scale.unit
    box = pygame.Rect(0, 0, text.measure(words, scale.body, True) + 4 * unit, scale.body + 3 * unit)
    box.center = (court.centerx, court.y + court.height * 3 // 5)
    shapes.panel(surface, box, box.height // 2, theme.PANEL, theme.LINE)
    text.write(surface, words, box.center, scale.body, theme.TEXT, True, "center")
