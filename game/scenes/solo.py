"""Practice: one court, a streak, and the choice whether your agent learns from it."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.match import Court, form_over_time
from game.progress import Progress
from game.scenes.play import Play, speed_factor
from game.stage import Stage
from game.ui import charts, court_view, layout, shapes, text
from game.ui.theme import AGENT, HUMAN, MUTED, TEXT
from game.ui.widgets import Button


class Solo(Play):
    """You alone."""

    def __init__(self, stage: Stage, speed: str = "1") -> None:
        self.run = None
        super().__init__(stage)
        self._factor = speed_factor(speed)
        self.run = stage.session.solo(self.human)
        self.progress = Progress(stage.session.mine, stage.now)

    def make_tools(self) -> Sequence[Button]:
        """Teach and pause."""
        return [
            Button("Teach", self._toggle_teach, pygame.K_t, "T", is_on=lambda: self.run.teaches),
            Button("Pause", self.pause, pygame.K_p, "P"),
        ]
