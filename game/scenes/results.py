"""After a match: who won, both catch rates over time, what the opponent learned meanwhile, and what next."""

from __future__ import annotations

import pygame

from game.match import Outcome
from game.played import Played
from game.stage import Scene, Stage
from game.ui import charts, layout, shapes, text
from game.ui.hud import RATE_MARKS, percent
from game.ui.theme import AGENT, BAD, GOOD, HUMAN, LINE, MUTED, TEXT, mix
from game.ui.widgets import Button, Buttons

HEADLINES = {Outcome.WON: ("You won", GOOD), Outcome.LOST: ("You lost", BAD), Outcome.DRAWN: ("A draw", TEXT)}


class Results(Scene):
    """What came of a match."""

    def __init__(self, stage: Stage, played: Played) -> None:
        super().__init__(stage)
        self.played = played
        self.progress = played.learned
        self._ended = stage.now
        self._menu = Buttons(
            [
                Button("Rematch", self._rematch, pygame.K_r, "R"),
                Button("Other opponent", self._choose, pygame.K_o, "O"),
                Button("Title", self._title, pygame.K_t, "T"),
            ]
        )

    def handle(self, event: pygame.event.Event) -> None:
        """Choose what next."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self._title()
            return
        self._menu.handle(event, self._places()[2])

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the result."""
        scale, played = self.stage.scale, self.played
        unit = scale.unit
        left, right, buttons = self._places()
        head, color = HEADLINES[played.match.outcome]
        y = text.write(surface, head, left.topleft, scale.title * 3 // 2, color, True).bottom
        y = (
            text.write(surface, self._verdict(), (left.x, y), scale.body, MUTED, width=left.width).bottom
            + 2 * unit
        )
        y = self._draw_table(surface, pygame.Rect(left.x, y, left.width, 0)) + 2 * unit
        for words in self._lessons():
            for line in text.wrapped(words, scale.body, left.width):
                y = text.write(surface, line, (left.x, y), scale.body, TEXT).bottom
            y += unit
        shapes.panel(surface, right, 2 * unit)
        inside = layout.inset(right, 2 * unit)
        title, plot = layout.split_top(inside, scale.body + unit, unit)
        text.write(surface, "Catch rates", title.topleft, scale.body, TEXT, True)
        lines = self._lines()
        charts.draw_legend(surface, (title.right, title.y + scale.body // 2 + 2), lines, scale)
        span = (played.began, max(self._ended, played.began + 1))
        axes = charts.Axes(span, (0.0, 1.0), RATE_MARKS, x_label=f"{span[1] - span[0]:.0f} s")
        charts.draw_chart(surface, plot, axes, lines, scale)
        self._menu.draw(surface, buttons, scale)

    def _lines(self) -> list[charts.Series]:
        played = self.played
        return [
            charts.Series(played.knowledge(self._ended), mix(LINE, AGENT, 0.55), "what it knows"),
            charts.Series(played.their_form, AGENT, played.name),
            charts.Series(played.your_form, HUMAN, "You"),
        ]

    def _verdict(self) -> str:
        match = self.played.match
        if match.opponent.lives is None:
            return f"You were ahead of it for {match.fruits_ahead} of {match.fruits} fruits."
        return f"After {match.fruits} fruits against {self.played.name}."

    def _lessons(self) -> list[str]:
        learned, mine = self.played.learned, self.played.mine
        words = []
        if learned is not mine:
            rate = learned.skill.rate
            if learned.brain.learner:
                updates = learned.snapshot.metrics.updates - learned.first.updates
                words.append(
                    f"{self.played.name} went from {percent(learned.first_rate)} to {percent(rate)} in {updates:,} updates."
                )
            else:
                words.append(f"{self.played.name} learned nothing: it stays at {percent(rate)}.")
        words.append(f"Your own agent went from {percent(mine.first_rate)} to {percent(mine.skill.rate)}.")
        return words

    def _draw_table(self, surface: pygame.Surface, space: pygame.Rect) -> int:
        """Draw both sides' figures; returns where the table ends."""
        scale = self.stage.scale
        unit, you, opponent = scale.unit, self.played.match.you, self.played.match.opponent
        rows = [
            ("Caught", str(you.catches), str(opponent.catches)),
            ("Missed", str(you.misses), str(opponent.misses)),
            ("Best streak", str(you.best_streak), str(opponent.best_streak)),
        ]
        columns = (space.x + space.width * 6 // 10, space.right)
        for x, name, color in zip(columns, ("You", self.played.name), (HUMAN, AGENT), strict=True):
            end = text.write(surface, name, (x, space.y), scale.body, color, True, "topright").bottom
        y = end + unit // 2
        for label, *values in rows:
            pygame.draw.line(surface, LINE, (space.x, y), (space.right, y))
            y += unit // 2
            text.write(surface, label, (space.x, y + 3), scale.body, MUTED)
            for x, value in zip(columns, values, strict=True):
                end = text.write(surface, value, (x, y), scale.heading, TEXT, True, "topright").bottom
            y = end + unit // 2
        return y

    def _places(self) -> tuple[pygame.Rect, pygame.Rect, list[pygame.Rect]]:
        """Return the places of the words, the chart and the buttons."""
        unit = self.stage.scale.unit
        width, height = self.stage.size
        box = layout.centred(
            self.stage.size, min(width - 8 * unit, 150 * unit), min(height - 6 * unit, 82 * unit)
        )
        row = 6 * unit
        upper, lower = layout.split_top(box, box.height - row - 3 * unit, 3 * unit)
        left, right = layout.columns(upper, (2, 3), 4 * unit)
        return left, right, layout.columns(lower, (1, 1, 1), 2 * unit)

    def _rematch(self) -> None:
        from game.scenes.versus import Versus  # it leads here

        self.stage.go(Versus(self.stage, self.played.opponent, self.played.speed))

    def _choose(self) -> None:
        from game.scenes.choose import Choose

        self.stage.go(Choose(self.stage))

    def _title(self) -> None:
        from game.scenes.title import Title

        self.stage.go(Title(self.stage))
