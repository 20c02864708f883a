"""The player's scores: the record against each opponent, practice, and the latest matches, page by page."""

from __future__ import annotations

import time
from typing import NamedTuple

import pygame

from game import agents
from game.scores import MatchScore, Standings
from game.stage import Scene, Stage
from game.text import N_, _, number
from game.ui import layout, record, scenery, tables, text, theme
from game.ui.panel import line_height
from game.ui.tables import Column, Row
from game.ui.widgets import Button, Buttons

RESULT = 2  # the column of the matches that tells who won
OUTCOMES = {"won": N_("Won"), "lost": N_("Lost"), "drawn": N_("Drawn")}
WHEN = "%Y-%m-%d  %H:%M"
MOST_OPPONENTS = 6  # whose record is shown here, so that there is room for matches; `catch scores` shows all


class Places(NamedTuple):
    """Where the parts of the screen are."""

    title: pygame.Rect
    record: pygame.Rect
    practice: pygame.Rect
    history: pygame.Rect
    buttons: list[pygame.Rect]


class ScoresScene(Scene):
    """Lies over another scene, which stands still meanwhile."""

    title = N_("Scores")
    is_overlay = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.standings = Standings()
        self.is_read = False
        self.page = 0  # of the matches; 0 has the latest ones
        self._asked = stage.scores.look()
        back = Button(N_("Back"), stage.pop, pygame.K_c, "Esc")
        newer = Button(N_("Newer"), lambda: self._turn(-1), pygame.K_PAGEUP, N_("Page up"))
        older = Button(N_("Older"), lambda: self._turn(1), pygame.K_PAGEDOWN, N_("Page down"))
        self._without_pages = Buttons([back])
        self._with_pages = Buttons([back, newer, older])

    @property
    def is_still(self) -> bool:
        """Only once there is something to show."""
        return self.is_read

    def handle(self, event: pygame.event.Event) -> None:
        """Turn the page, or go back."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.stage.pop()
        elif event.type == pygame.MOUSEWHEEL:
            self._turn(-1 if event.y > 0 else 1)
        else:
            self.press(self._menu, event, self._button_rects())

    def update(self, seconds: float) -> None:  # noqa: ARG002 nothing here takes time
        """The scores may still be on their way."""
        if not self.is_read and self._asked.done():
            self.standings, self.is_read = self._asked.result().after, True
        self._turn(0)  # the window may be larger than it was

    def draw(self, surface: pygame.Surface) -> None:
        """Show everything."""
        scenery.cover(surface)
        places, scale, standings = self.places(), self.stage.scale, self.standings
        text.write(surface, _("Scores"), places.title.topleft, scale.title, theme.TEXT, True)
        note = _("A match counts when it is played to its end.")
        text.write(surface, note, places.title.midright, scale.caption, theme.MUTED, anchor="midright")
        record.draw_record(surface, places.record, standings, self._names, scale)
        self._draw_practice(surface, places.practice)
        self._draw_matches(surface, places.history)
        self._menu.draw(surface, self._button_rects(), scale)

    def places(self) -> Places:
        """Cut the window: the record and practice side by side, the matches below, then the buttons."""
        scale = self.stage.scale
        unit = scale.unit
        width, height = self.stage.size
        box = layout.centred(self.stage.size, min(width - 6 * unit, 150 * unit), height - 6 * unit)
        title, rest = layout.split_top(box, line_height(scale.title), unit)
        body, foot = layout.split_top(rest, rest.height - 8 * unit, 2 * unit)
        upper, lower = layout.split_top(body, record.height(len(self._names) + 2, scale), 2 * unit)
        left, right = layout.columns(upper, (3, 2), 2 * unit)
        return Places(title, left, right, lower, layout.columns(foot, (1, 1, 1), 2 * unit))

    @property
    def _menu(self) -> Buttons:
        return self._with_pages if self._last_page else self._without_pages

    def _button_rects(self) -> list[pygame.Rect]:
        return self.places().buttons[: len(self._menu.buttons)]

    @property
    def _last_page(self) -> int:
        return max(len(self.standings.latest) - 1, 0) // self._per_page

    @property
    def _names(self) -> list[str]:
        return record.opponents(self.standings)[:MOST_OPPONENTS]

    @property
    def _per_page(self) -> int:
        """How many matches there is room for."""
        scale = self.stage.scale
        room = self.places().history.height - record.height(1, scale)
        return max(room // tables.row_height(scale), 1)

    def _turn(self, pages: int) -> None:
        """Go to older or newer matches, as far as there are any."""
        self.page = min(max(self.page + pages, 0), self._last_page)

    def _draw_practice(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        practice, scale = self.standings.practice, self.stage.scale
        inside = record.draw_panel(surface, space, _("Practice"), "", scale)
        caught = _("{count} of {all}").format(
            count=number(practice.catches, ","), all=number(practice.fruits, ",")
        )
        facts = (
            (_("Best streak"), number(practice.best_streak, ",")),
            (_("Caught"), caught),
            (_("Runs"), number(practice.runs, ",")),
        )
        for row, (name, value) in enumerate(facts):
            record.draw_fact(surface, inside, row, name, value if practice.runs else record.NOTHING, scale)

    def _draw_matches(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        scale, matches = self.stage.scale, self.standings.latest
        first = self.page * self._per_page
        shown = matches[first : first + self._per_page]
        words = _("{first} to {last} of {count}") if shown else ""
        words = words.format(first=first + 1, last=first + len(shown), count=len(matches))
        inside = record.draw_panel(surface, space, _("Latest matches"), words, scale)
        if not shown:
            words = _("None yet.")
            text.write(surface, words, inside.center, scale.caption, theme.MUTED, anchor="center")
            return
        columns = [
            *(Column(head, is_figure=False) for head in (_("When"), _("Opponent"), _("Result"))),
            *(Column(head) for head in (_("Caught"), _("Best streak"), _("Longest lead"))),
        ]
        tables.draw_table(surface, inside, columns, [_row(match) for match in shown], scale)


def _row(match: MatchScore) -> Row:
    return Row(
        [
            time.strftime(WHEN, time.localtime(match.ended_at)),
            agents.title(match.opponent),
            _(OUTCOMES[match.outcome]),
            f"{match.catches} : {match.opponent_catches}",
            str(match.best_streak),
            record.lead_words(match.lead) if match.lead and match.lead.fruits else record.NOTHING,
        ],
        tint=(RESULT, {"won": theme.GOOD, "lost": theme.BAD, "drawn": theme.TEXT}[match.outcome]),
    )
