"""The match: two courts, the same fruit for both, and what the opponent knows as it learns."""

from __future__ import annotations

import time
from typing import NamedTuple

import pygame

from game.audio import Sound
from game.match import Court, Outcome
from game.played import Played
from game.progress import Progress
from game.scenes.play import Play
from game.scenes.results import Results
from game.stage import Stage
from game.text import N_, _
from game.ui import court_view, hud, layout, race, theme
from game.ui.widgets import Button


class Places(NamedTuple):
    """Where the parts of the screen are."""

    you: pygame.Rect
    opponent: pygame.Rect
    your_head: pygame.Rect
    their_head: pygame.Rect
    middle: pygame.Rect
    strip: pygame.Rect
    tools: list[pygame.Rect]


class Versus(Play):
    """You on the left, an agent on the right.

    Args:
        opponent: as game/agents.py names it.  speed: one of options.SPEEDS.

    Raises:
        FileNotFoundError, CheckpointError, NoTensorFlow: as agents.load() does.
    """

    title = N_("Versus")
    progress: Progress
    MOST_BACKLOG = 64  # transitions: less than half a second's work for the learner
    LAST_LOOK = 1.6  # seconds from the last fruit to the results

    def __init__(self, stage: Stage, opponent: str, speed: str = "1") -> None:
        super().__init__(stage)
        self.speed = speed
        self._brain = stage.session.opponent(opponent, learns=False)
        self.progress = Progress(self._brain, stage.now)
        self.match = stage.session.versus(self._brain, self.human)
        mine = self.progress if opponent == "mine" else Progress(stage.session.mine, stage.now)
        self.played = Played(opponent, speed, self.match, self.progress, mine)
        self._since_end = 0.0

    def leave(self) -> None:
        """The opponent goes home; mine stays."""
        self.stage.session.retire(self._brain)

    def handle(self, event: pygame.event.Event) -> None:
        """Play; after the last fruit any confirmation skips ahead to the results."""
        if self.match.is_over and event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
            if event.type == pygame.MOUSEBUTTONDOWN or event.key in (pygame.K_RETURN, pygame.K_ESCAPE):
                self._show_results()
            return
        super().handle(event)

    def update(self, seconds: float) -> None:
        """Play on, at the match's own rising pace."""
        pace = self.match.ticks_per_second * self.pace
        self.ticker.advance(seconds, pace, self._tick, self._may_tick)
        both = {self.progress, self.played.mine}
        # At a person's pace both learners soon rest, and measuring beside them would wait for Python's lock.
        if self.played.speed != "1" or not any(progress.brain.backlog for progress in both):
            for progress in both:
                progress.advance(self.stage.now)
        if self.match.is_over:
            self._since_end += seconds
            if self._since_end >= self.LAST_LOOK:
                self._show_results()

    def sounds(self, court: Court) -> list[Sound]:
        """Return what is heard: your fruit, and what it means for the match."""
        if self.match.is_over and self.match.outcome is not Outcome.DRAWN:
            return [Sound.WIN if self.match.outcome is Outcome.WON else Sound.LOSE]
        miss = Sound.MISS if court.lives is None else Sound.LIFE_LOST
        sounds = [Sound.CATCH if court.history[-1] else miss]
        if self.match.is_race and self.match.overtaken_at == self.match.fruits:
            sounds.append(Sound.LIFE_LOST)  # nothing else sounds like it in a race
        if self.match.has_sped_up and not self.match.is_over:
            sounds.append(Sound.SPEED_UP)
        return sounds

    def draw(self, surface: pygame.Surface) -> None:
        """Draw both courts and what there is to know about them."""
        places, scale = self.places(), self.stage.scale
        match, alpha = self.match, self.ticker.alpha
        court_view.draw_court(surface, places.you, match.you, alpha, theme.HUMAN, self.is_steady)
        frame = court_view.frame_rect(places.opponent, match.opponent)
        race.draw_halo(surface, frame, self.played, self.stage.now, scale)
        court_view.draw_court(surface, places.opponent, match.opponent, alpha, theme.AGENT)
        hud.draw_head(surface, places.your_head, _("You"), match.you, theme.HUMAN, scale)
        hud.draw_head(surface, places.their_head, self.played.name, match.opponent, theme.AGENT, scale)
        race.draw_standing(surface, places.middle, self.played, self.stage.now, scale)
        race.draw_race(surface, places.strip, self.played, self.stage.now, scale)
        self.tools.draw(surface, places.tools, scale)
        if not match.you.history:
            words = hud.hint(self.stage.settings, self.stage.uses_pad)
            hud.draw_pill(surface, places.you, words, scale)
        if match.is_over:
            for court, place in ((match.you, places.you), (match.opponent, places.opponent)):
                hud.draw_pill(surface, place, _("No lives left") if court.is_out else _("Match over"), scale)

    def tool_rects(self) -> list[pygame.Rect]:
        """Return where the buttons are."""
        return self.places().tools

    def own_court(self) -> tuple[Court, pygame.Rect]:
        """Return your court, and where it is."""
        return self.match.you, self.places().you

    def pause_buttons(self) -> list[Button]:
        """Start again."""
        return [Button(N_("Start again"), self._again)]

    def places(self) -> Places:
        """Cut the window into the courts, their heads, the middle between them and the strip below."""
        unit, court = self.stage.scale.unit, self.match.you
        width, height = self.stage.size
        gap, head, strip, least, most = 2 * unit, 6 * unit, 15 * unit, 17 * unit, 32 * unit
        inside = layout.inset(pygame.Rect(0, 0, width, height), 2 * unit)
        room = pygame.Rect(0, inside.y + head, (inside.width - least - 2 * gap) // 2, 0)
        room.height = inside.height - head - strip - gap
        field = court_view.court_rect(room, court)
        frame = court_view.frame_rect(field, court)
        middle = min(inside.width - 2 * frame.width - 2 * gap, most)
        whole = pygame.Rect(0, 0, 2 * frame.width + middle + 2 * gap, head + frame.height + gap + strip)
        whole.center = (width // 2, height // 2)
        left, right = whole.x - frame.x, whole.right - frame.right
        down = whole.y + head - frame.y
        frame, field = frame.move(0, down), field.move(0, down)
        your_head, their_head = [
            pygame.Rect(frame.x + dx, frame.y - head, frame.width, head) for dx in (left, right)
        ]
        between = pygame.Rect(whole.x + frame.width + gap, frame.y, middle, frame.height)
        tool = pygame.Rect(0, 0, min(middle, 16 * unit), 5 * unit)
        tool.midbottom = between.midbottom
        between.height -= tool.height + gap
        below = pygame.Rect(whole.x, whole.bottom - strip, whole.width, strip)
        return Places(
            field.move(left, 0), field.move(right, 0), your_head, their_head, between, below, [tool]
        )

    def _may_tick(self) -> bool:
        """A match at a person's pace never waits for the learner; a faster one does, lest it run away."""
        keeps_up = self.played.speed == "1" or self._brain.backlog < self.MOST_BACKLOG
        return keeps_up and not self.match.is_over

    def _tick(self) -> None:
        if self.match.tick():
            self.played.note(self.stage.now)
            if self.match.is_over:
                self.played.file(self.stage.scores, time.time(), self.match.START_SPEED * self.pace)

    def _again(self) -> None:
        self.stage.go(Versus(self.stage, self.played.opponent, self.played.speed))

    def _show_results(self) -> None:
        self.stage.go(Results(self.stage, self.played))
