"""After a match: who won, how both fared over time, what was learned, the player's record, and what next."""

from __future__ import annotations

from typing import NamedTuple

import pygame

from game import agents
from game.match import Court, Outcome
from game.played import Played
from game.scenes.scores import ScoresScene
from game.scores import Feat, Standings, feats
from game.stage import Scene, Stage
from game.text import N_, _, ngettext, number
from game.ui import charts, chips, layout, race, record, shapes, text, theme
from game.ui.hud import RATE_MARKS, percent
from game.ui.theme import mix
from game.ui.widgets import Button, Buttons

HEADLINES = {Outcome.WON: N_("You won"), Outcome.LOST: N_("You lost"), Outcome.DRAWN: N_("A draw")}


class Places(NamedTuple):
    """Where the parts of the screen are."""

    words: pygame.Rect
    chart: pygame.Rect
    record: pygame.Rect
    buttons: list[pygame.Rect]


FEATS = {
    Feat.FIRST_WIN: N_("First win over {name}"),
    Feat.BEST_STREAK: N_("New record: best streak"),
    Feat.LONGEST_LEAD: N_("New record: longest lead"),
}


class Results(Scene):
    """What came of a match."""

    title = N_("Results")

    def __init__(self, stage: Stage, played: Played) -> None:
        super().__init__(stage)
        self.played = played
        self.progress = played.learned
        self._opponent = played.remembered_as
        self._names = list(dict.fromkeys([*agents.NAMES, self._opponent]))  # whose record is shown
        self.standings: Standings | None = None  # until the match is among them
        self.feats: list[Feat] = []
        self._menu = Buttons(
            [
                Button(N_("Rematch"), self._rematch, pygame.K_r, "R"),
                Button(N_("Other opponent"), self._choose, pygame.K_o, "O"),
                Button(N_("Scores"), self._scores, pygame.K_c, "C"),
                Button(N_("Title"), self._title, pygame.K_t, "T"),
            ]
        )

    def handle(self, event: pygame.event.Event) -> None:
        """Choose what next."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self._title()
            return
        self.press(self._menu, event, self._places().buttons)

    def update(self, seconds: float) -> None:  # noqa: ARG002 the stage's clock tells the same
        """Your own agent may still be learning from the last fruit, and the score may still be on its way."""
        played = self.played
        played.mine.update(self.stage.now)
        if self.standings is None and played.score and played.filed and played.filed.done():
            before, self.standings = played.filed.result()
            self.feats = feats(played.score, before)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the result."""
        places, scale = self._places(), self.stage.scale
        self._draw_words(surface, places.words)
        self._draw_chart(surface, places.chart)
        standings = self.standings or Standings()
        record.draw_record(surface, places.record, standings, self._names, scale, self._opponent)
        self._menu.draw(surface, places.buttons, scale)

    def _draw_words(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        scale, match = self.stage.scale, self.played.match
        unit = scale.unit
        head = _(HEADLINES[match.outcome])
        color = {Outcome.WON: theme.GOOD, Outcome.LOST: theme.BAD, Outcome.DRAWN: theme.TEXT}[match.outcome]
        y = text.write(surface, head, space.topleft, scale.title * 3 // 2, color, True).bottom
        words = [_(FEATS[feat]).format(name=self.played.name) for feat in self.feats]
        y = chips.draw_chips(surface, pygame.Rect(space.x, y, space.width, 0), words, theme.HUMAN, scale)
        y += unit if words else 0
        for line in text.wrapped(self._verdict(), scale.body, space.width):
            y = text.write(surface, line, (space.x, y), scale.body, theme.MUTED).bottom
        y = self._draw_table(surface, pygame.Rect(space.x, y + 3 * unit, space.width, 0))
        self._draw_lessons(
            surface, pygame.Rect(space.x, y + 2 * unit, space.width, space.bottom - y - 2 * unit)
        )

    def _draw_lessons(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        """Draw what was learned, or as much of it as there is room for, in a panel at the foot of a space."""
        scale = self.stage.scale
        unit, step = scale.unit, round(1.5 * scale.body)
        most = (space.height - 3 * unit) // step
        lines: list[str] = []
        for lesson in self._lessons():
            wrapped = text.wrapped(lesson, scale.body, space.width - 4 * unit)
            if len(lines) + len(wrapped) <= most:
                lines += wrapped
        if not lines:
            return
        panel = pygame.Rect(space.x, 0, space.width, len(lines) * step + 3 * unit)
        panel.bottom = space.bottom
        shapes.panel(surface, panel, unit)
        for row, line in enumerate(lines):
            at = (panel.x + 2 * unit, panel.y + 3 * unit // 2 + row * step)
            text.write(surface, line, at, scale.body)

    def _draw_chart(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        scale, played = self.stage.scale, self.played
        unit = scale.unit
        shapes.panel(surface, space, 2 * unit)
        title, plot = layout.split_top(layout.inset(space, 2 * unit), scale.body + unit, unit)
        lines = [
            charts.Series(
                played.knowledge(played.ended),
                mix(theme.LINE, theme.AGENT, 0.55),
                _("{name} knows").format(name=played.name),
            ),
            charts.Series(played.their_form, theme.AGENT, played.name),
            charts.Series(played.your_form, theme.HUMAN, _("You")),
        ]
        text.write(surface, _("Catch rates"), title.topleft, scale.body, theme.TEXT, True)
        charts.draw_legend(surface, (title.right, title.y + scale.body // 2 + 2), lines, scale)
        seconds = _("{time} s").format(time=number(played.ended - played.began, ".0f"))
        span = (played.began, played.ended)
        axes = charts.Axes(span, (0.0, 1.0), RATE_MARKS, x_label=seconds, flags=race.flags(played))
        charts.draw_chart(surface, plot, axes, lines, scale)

    def _verdict(self) -> str:
        match = self.played.match
        if match.is_race:
            words = _("You were ahead of it for {ahead} of {count} fruits, at most {longest} in a row.")
            lead = self.played.longest_lead.fruits
            return words.format(ahead=match.fruits_ahead, count=match.fruits, longest=lead)
        words = ngettext(
            "After {count} fruit against {name}.", "After {count} fruits against {name}.", match.fruits
        )
        return words.format(count=match.fruits, name=self.played.name)

    def _lessons(self) -> list[str]:
        played, words = self.played, []
        if played.learned is not played.mine:
            rate = percent(played.learned.skill.rate)
            if played.learned.brain.learner:
                made = played.learned.snapshot.metrics.updates - played.learned.first.updates
                first = percent(played.learned.first_rate)
                line = ngettext(
                    "{name}: {before} → {now}, {count} update.",
                    "{name}: {before} → {now}, {count} updates.",
                    made,
                )
                words.append(line.format(name=played.name, before=first, now=rate, count=number(made, ",")))
            else:
                line = _("{name} does not learn. It catches {rate} of all starts.")
                words.append(line.format(name=played.name, rate=rate))
        mine = played.mine
        line = _("Your own agent: {before} → {now}.")
        words.append(line.format(before=percent(mine.first_rate), now=percent(mine.skill.rate)))
        return words

    def _draw_table(self, surface: pygame.Surface, space: pygame.Rect) -> int:
        """Draw both sides' figures; returns where the table ends."""
        scale = self.stage.scale
        unit, you, opponent = scale.unit, self.played.match.you, self.played.match.opponent
        rows = [
            (_("Caught"), str(you.catches), str(opponent.catches)),
            (_("Catch rate"), percent(_rate(you)), percent(_rate(opponent))),
            (_("Best streak"), str(you.best_streak), str(opponent.best_streak)),
        ]
        columns = (space.x + space.width * 13 // 20, space.right)
        for x, name, color in zip(
            columns, (_("You"), self.played.name), (theme.HUMAN, theme.AGENT), strict=True
        ):
            end = text.write(surface, name, (x, space.y), scale.body, color, True, "topright").bottom
        y = end + unit // 2
        for label, *values in rows:
            pygame.draw.line(surface, theme.LINE, (space.x, y), (space.right, y))
            y += unit // 2
            text.write(surface, label, (space.x, y + 3), scale.body, theme.MUTED)
            for x, value in zip(columns, values, strict=True):
                end = text.write(surface, value, (x, y), scale.heading, theme.TEXT, True, "topright").bottom
            y = end + unit // 2
        return y

    def _places(self) -> Places:
        """Cut the window into words on the left, a chart over the record on the right, and the buttons."""
        scale = self.stage.scale
        unit = scale.unit
        width, height = self.stage.size
        box = layout.centred(
            self.stage.size, min(width - 8 * unit, 150 * unit), min(height - 6 * unit, 90 * unit)
        )
        row = 6 * unit
        upper, lower = layout.split_top(box, box.height - row - 3 * unit, 3 * unit)
        words, right = layout.columns(upper, (2, 3), 4 * unit)
        needed = record.height(len(self._names) + 2, scale)
        chart, table = layout.split_top(right, right.height - needed - 2 * unit, 2 * unit)
        return Places(words, chart, table, layout.columns(lower, (2, 3, 2, 2), 2 * unit))

    def _rematch(self) -> None:
        from game.scenes.versus import Versus  # it leads here

        self.stage.go(Versus(self.stage, self.played.opponent, self.played.speed))

    def _choose(self) -> None:
        from game.scenes.choose import Choose

        self.stage.go(Choose(self.stage))

    def _scores(self) -> None:
        self.stage.push(ScoresScene(self.stage))

    def _title(self) -> None:
        from game.scenes.title import Title

        self.stage.go(Title(self.stage))


def _rate(court: Court) -> float:
    return court.catches / len(court.history) if court.history else 0.0
