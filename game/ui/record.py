"""The player's record in panels: how many matches against whom, how many won, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game import agents
from game.scores import Span, Standings
from game.text import _, ngettext, number
from game.ui import layout, shapes, tables, text, theme
from game.ui.hud import percent
from game.ui.panel import line_height
from game.ui.tables import Column, Row
from game.ui.theme import Scale

NOTHING = "–"  # where there is no figure yet


def opponents(standings: Standings) -> list[str]:
    """Return everybody there is to play against: the usual opponents, then files, the one met most first."""
    files = [tally for tally in standings.tallies if tally.opponent not in agents.NAMES]
    return [*agents.NAMES, *(tally.opponent for tally in sorted(files, key=lambda tally: -tally.played))]


def height(rows: int, scale: Scale) -> int:
    """Return how high a panel with so many rows of tables and facts is."""
    return 3 * scale.unit + _head(scale) + rows * tables.row_height(scale)


def draw_record(
    surface: pygame.Surface,
    space: pygame.Rect,
    standings: Standings,
    names: Sequence[str],
    scale: Scale,
    marked: str = "",
) -> None:
    """Draw the record against each of `names`, and the longest lead: two rows more than there are names.

    Args:
        marked: the opponent whose row stands out.
    """
    count = ngettext("{count} match", "{count} matches", standings.played)
    count = count.format(count=number(standings.played, ","))
    inside = draw_panel(surface, space, _("Your record"), count, scale)
    tables.draw_table(surface, inside, _columns(), [_row(standings, name, marked) for name in names], scale)
    lead = standings.longest_lead
    value = lead_words(lead) if lead and lead.fruits else NOTHING
    draw_fact(surface, inside, len(names) + 1, _("Longest lead over a newborn"), value, scale)


def draw_panel(
    surface: pygame.Surface, space: pygame.Rect, title: str, note: str, scale: Scale
) -> pygame.Rect:
    """Draw a panel with a title and a quieter note at its right. Returns the space for its rows."""
    shapes.panel(surface, space, 2 * scale.unit)
    inside = space.inflate(-4 * scale.unit, -3 * scale.unit)
    head, rest = layout.split_top(inside, _head(scale))
    text.write(surface, title, head.topleft, scale.body, theme.TEXT, True)
    text.write(surface, note, head.topright, scale.caption, theme.MUTED, anchor="topright")
    return rest


def draw_fact(
    surface: pygame.Surface, space: pygame.Rect, row: int, name: str, value: str, scale: Scale
) -> None:
    """Draw a row of a panel, counted from 0, under a hairline: a name on the left, its value on the right."""
    line = layout.stack(space, row + 1, tables.row_height(scale), 0)[row]
    if row:
        pygame.draw.line(surface, theme.LINE, line.topleft, (line.right - 1, line.y))
    written = text.write(surface, value, line.midright, scale.caption, theme.TEXT, True, "midright")
    room = written.x - line.x - scale.unit
    text.write(surface, name, line.midleft, scale.caption, theme.MUTED, False, "midleft", room)


def lead_words(lead: Span) -> str:
    """Say how long a lead was."""
    words = ngettext("{count} fruit in {time} s", "{count} fruits in {time} s", lead.fruits)
    return words.format(count=lead.fruits, time=number(lead.seconds, ".0f"))


def _columns() -> list[Column]:
    return [
        Column(_("Opponent"), is_figure=False),
        Column(_("Matches")),
        Column(_("Wins")),
        Column(_("Win rate")),
        Column(_("Best streak")),
    ]


def _row(standings: Standings, name: str, marked: str) -> Row:
    tally = standings.against(name)
    figures = [NOTHING] * 4
    if tally:
        counts = [number(count, ",") for count in (tally.played, tally.won)]
        figures = [*counts, percent(tally.win_rate), number(tally.best_streak, ",")]
    return Row([agents.title(name), *figures], is_marked=name == marked)


def _head(scale: Scale) -> int:
    return line_height(scale.body) + scale.unit // 2
