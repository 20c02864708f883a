"""Watch it learn: an agent at play beside the inside of its brain, which changes as you look."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pygame

from agent.policy import Choice
from agent.replay import Transition
from game.controllers import Agent, Switch
from game.match import TICKS_PER_SECOND, Court
from game.options import SPEEDS
from game.progress import Progress
from game.scenes.overlays import confirm
from game.scenes.play import Play
from game.scenes.watch_layout import Places, places
from game.scenes.watch_moment import moment
from game.scenes.watch_panel import Panel
from game.session import Brain
from game.stage import Stage
from game.ticker import Ticker
from game.ui import court_view, layout, shapes, text, theme
from game.ui.panel import line_height
from game.ui.widgets import Button

LOOKS_PER_SECOND = 10.0  # new moments of the brain shown: more cannot be read
PLAY_SECONDS = 0.002  # of a frame that may go into playing at full speed
BACKLOG_AT_MAX = 8  # transitions waiting: a few frames' work for the learner, so that it never idles
MOST_BACKLOG = 64  # at a fixed speed: if the learner falls this far behind, play waits for it
MESSAGE_LINES = 3


class Watch(Play):
    """One court with the agent at play, and everything there is to know about the agent.

    The arrow keys take over until the fruit lands; the game then slows to a speed a person can play.

    Args:
        opponent: the agent, as game/agents.py names it.  speed: one of options.SPEEDS.

    Raises:
        ValueError: there is no such speed.
        FileNotFoundError, CheckpointError: there is no such agent, or it cannot play on this court.
    """

    def __init__(self, stage: Stage, opponent: str, speed: str = "1") -> None:
        if speed not in SPEEDS:
            raise ValueError(f"There is no speed {speed!r}: choose one of {', '.join(SPEEDS)}.")
        super().__init__(stage)
        self.speed = speed
        self.is_paused = False
        self.explores = True
        self._begin(stage.session.opponent(opponent, learns=True))

    def make_tools(self) -> Sequence[Button]:
        """Pace, learning, exploring, and the ways out."""
        return [
            Button("Pause", self._toggle_pause, pygame.K_p, "P", is_on=lambda: self.is_paused),
            Button("Step", self.step, pygame.K_n, "N"),
            *(self._speed_button(number, speed) for number, speed in enumerate(SPEEDS, start=1)),
            Button("Learning", self._toggle_learning, pygame.K_l, "L", is_on=lambda: self.brain.is_learning),
            Button("Exploring", self._toggle_exploring, pygame.K_e, "E", is_on=lambda: self.explores),
            Button("Reset", self._ask_reset, pygame.K_r, "R"),
            Button("Menu", self.pause, 0, "Esc"),
        ]

    @property
    def is_taken(self) -> bool:
        """True while a person plays."""
        return self.switch.is_taken or self.human.is_active

    def leave(self) -> None:
        """Part with the agent."""
        self.stage.session.retire(self.brain)

    def lose_focus(self) -> None:
        """Hold on, but keep everything in sight."""
        self.human.let_go()
        self.is_paused = True

    def step(self) -> None:
        """Pause, and play one tick."""
        self.is_paused = True
        self.court.tick()
        self.ticker.settle()
        self._look()

    def update(self, seconds: float) -> None:
        """Play on, and let the instruments follow."""
        if not self.is_paused:
            if self.speed == "max" and not self.is_taken:
                self._play_fast(seconds)
            else:
                self._play(seconds)
        self._since_look += seconds
        if self._since_look >= 1 / LOOKS_PER_SECOND:
            self._look()
        self.panel.refresh(self.stage.now)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the court, the brain, the curves and the tools."""
        where, scale = self.places(), self.stage.scale
        self.panel.draw(surface, where, scale)
        self._draw_status(surface, where.status)
        court_view.draw_court(
            surface, where.court, self.court, self.ticker.alpha, theme.HUMAN if self.is_taken else theme.AGENT
        )
        self.tools.draw(surface, where.tools, scale)
        self._draw_message(surface, where.message)

    def places(self) -> Places:
        """Return where everything is."""
        return places(
            self.stage.size, self.stage.scale, self.court.rows, self.court.columns, len(self._message())
        )

    def tool_rects(self) -> list[pygame.Rect]:
        """Return where the buttons are."""
        return self.places().tools

    def own_court(self) -> tuple[Court, pygame.Rect]:
        """Return the court, and where it is."""
        return self.court, self.places().court

    def _begin(self, brain: Brain) -> None:
        """Put an agent on a fresh court."""
        session = self.stage.session
        self.brain = brain
        agent = Agent(lambda: brain.latest, lambda: self.explores and brain.is_learning, session.options.seed)
        self.switch = Switch(agent, self.human)
        self.court = session.watch(brain, self.switch)
        self.court.feeds.append(self._note)
        self.progress: Progress = Progress(brain, self.stage.now)
        self.panel = Panel(self.progress)
        self.ticker = Ticker()
        self._news: tuple[Transition, Choice] | None = None
        self._since_look = 0.0
        self._since_tick = 0.0

    def _note(self, transition: Transition) -> None:
        choice = self.switch.agent.choice
        if choice is not None:
            self._news = (transition, choice)

    def _look(self) -> None:
        if self._news is not None:
            self.panel.look(moment(self.brain.latest, *self._news))
            self._news = None
            self._since_look = 0.0

    def _play(self, seconds: float) -> None:
        """Tick at a steady pace: the chosen one, or for a person's hands the normal one."""
        factor = 1.0 if self.is_taken else float(self.speed)
        self.ticker.advance(
            seconds, TICKS_PER_SECOND * factor, self.court.tick, lambda: self._waiting() < MOST_BACKLOG
        )

    def _play_fast(self, seconds: float) -> None:
        """Tick as fast as the learner keeps up; while it does not, perhaps still loading, at normal pace."""
        self._since_tick += seconds
        if self._waiting() >= BACKLOG_AT_MAX:
            if self._since_tick >= 1 / TICKS_PER_SECOND and self._waiting() < MOST_BACKLOG:
                self._tick_at_once()
            return
        until = time.perf_counter() + PLAY_SECONDS
        while self._waiting() < BACKLOG_AT_MAX and not self.is_taken and time.perf_counter() < until:
            self._tick_at_once()

    def _tick_at_once(self) -> None:
        self._since_tick = 0.0
        self.court.tick()
        self.ticker.settle()

    def _waiting(self) -> int:
        """Return how many transitions the learner has not taken yet; one that has failed takes no more."""
        learner = self.brain.learner
        return learner.backlog if learner is not None and self.brain.error is None else 0

    def _speed_button(self, number: int, speed: str) -> Button:
        label = "Max" if speed == "max" else f"{speed}×"

        def choose() -> None:
            self.speed = speed

        return Button(label, choose, pygame.K_0 + number, str(number), is_on=lambda: self.speed == speed)

    def _toggle_pause(self) -> None:
        self.is_paused = not self.is_paused

    def _toggle_learning(self) -> None:
        if self.brain.learner:
            self.brain.learner.learning = not self.brain.learner.learning

    def _toggle_exploring(self) -> None:
        self.explores = not self.explores

    def _ask_reset(self) -> None:
        self.human.let_go()
        words = "It forgets everything and begins again as a newborn."
        if self.brain is self.stage.session.mine:
            words += " What it is now stays in a file beside the new one."
        self.stage.push(confirm(self.stage, f"Reset {self.brain.name}?", words, "Reset", self._reset))

    def _reset(self) -> None:
        self._begin(self.stage.session.reset(self.brain))

    def _message(self) -> list[str]:
        """Return the lines about trouble with the learner, none if all is well. The last may be too long."""
        words = self.brain.trouble
        if words is None:
            return []
        if self.brain.error is not None:
            words = f"Press R to put a newborn in its place. {words}"
        scale = self.stage.scale
        lines = text.wrapped(words, scale.caption, self.stage.size[0] - 6 * scale.unit)
        rest = " ".join(lines[MESSAGE_LINES - 1 :])
        return [*lines[: MESSAGE_LINES - 1], rest] if rest else lines

    def _draw_message(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        scale = self.stage.scale
        shapes.panel(surface, space, scale.unit, theme.RAISED, theme.BAD)
        inside = layout.inset(space, scale.unit)
        for number, line in enumerate(self._message()):
            at = (inside.x, inside.y + number * line_height(scale.caption))
            text.write(surface, line, at, scale.caption, theme.TEXT, width=inside.width)

    def _draw_status(self, surface: pygame.Surface, space: pygame.Rect) -> None:
        """Say who plays, and how to take over."""
        size = self.stage.scale.caption
        words, color = (
            ("You play until it lands", theme.HUMAN) if self.is_taken else ("The agent plays", theme.AGENT)
        )
        if self.is_paused:
            words += ", paused"
        said = text.write(surface, words, space.topleft, size, color, True)
        room = space.right - said.right - self.stage.scale.unit
        hint = "← → take over"
        if text.measure(hint, size) <= room:
            text.write(surface, hint, space.topright, size, theme.MUTED, anchor="topright")
