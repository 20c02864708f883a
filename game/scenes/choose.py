"""Whom to play against."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game import agents
from game.stage import Scene, Stage
from game.text import N_, _
from game.ui import layout, plants, text, theme
from game.ui.panel import line_height
from game.ui.widgets import Button, Buttons

NOTES = {
    "newborn": N_("Knows nothing, learns from both of you while you play. Stay ahead of it."),
    "sapling": N_("Stopped half-way: now and then it misses."),
    "master": N_("Fully trained. It does not miss."),
    "mine": N_("Your own agent, raised by everything you ever played."),
}


class Choose(Scene):
    """A list of the opponents with a line about each.

    Args:
        start: called with the opponent's name; a match against it by default.
        question: what is asked; translated when it is drawn.
    """

    title = N_("Choose an opponent")

    def __init__(
        self, stage: Stage, start: Callable[[str], None] | None = None, question: str = N_("Play whom?")
    ) -> None:
        super().__init__(stage)
        self._question = question
        start = start or self._versus
        self._menu = Buttons(
            [
                Button(agents.TITLES[name], lambda name=name: start(name), pygame.K_1 + n, str(n + 1), note)  # type: ignore[misc]
                for n, (name, note) in enumerate(NOTES.items())
            ]
            + [Button(N_("Back"), self._back, pygame.K_ESCAPE, "Esc")]
        )

    def handle(self, event: pygame.event.Event) -> None:
        """Choose, or go back."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self._back()
            return
        self.press(self._menu, event, self._places()[1])

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the list."""
        scale = self.stage.scale
        head, rects = self._places()
        y = text.write(surface, _(self._question), head.topleft, scale.title, theme.TEXT, True).bottom
        words = _("Whoever it is, your own agent learns from your play.")
        text.write(surface, words, (head.x, y), scale.body, theme.MUTED)
        self._menu.draw(surface, rects, scale)
        for name, rect in zip(NOTES, rects, strict=False):  # "Back" has no plant
            plant = plants.image(name, rect.height)
            surface.blit(plant, plant.get_rect(midright=(rect.x - scale.unit, rect.centery)))

    def _places(self) -> tuple[pygame.Rect, list[pygame.Rect]]:
        unit = self.stage.scale.unit
        count = len(self._menu.buttons)
        words = line_height(self.stage.scale.title) + line_height(self.stage.scale.body) + 2 * unit
        box = layout.centred(
            self.stage.size, min(90 * unit, self.stage.size[0] - 16 * unit), words + count * 9 * unit
        )
        box.x += 4 * unit  # the plants stand on the left
        head, rest = layout.split_top(box, words)
        return head, layout.stack(rest, count, 8 * unit, unit)

    def _versus(self, name: str) -> None:
        from game.scenes.versus import Versus  # it leads back here

        self.stage.go(Versus(self.stage, name, self.stage.session.options.speed))

    def _back(self) -> None:
        from game.scenes.title import Title

        self.stage.go(Title(self.stage))
