"""Watch it learn: an agent at play beside the inside of its brain, which changes as you look."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pygame

from agent.policy import Choice
from agent.replay import Transition
from game import agents, keys, pads
from game.controllers import Agent, Switch
from game.match import Court
from game.options import SPEEDS
from game.progress import Progress, Self
from game.scenes.help import Help
from game.scenes.overlays import confirm
from game.scenes.play import Play
from game.scenes.watch_controls import Controls, age
from game.scenes.watch_layout import Places, places
from game.scenes.watch_moment import moment
from game.scenes.watch_panel import Panel
from game.session import Brain
from game.stage import Stage
from game.text import N_, _
from game.ticker import Ticker
from game.ui import court_view, layout, shapes, text, theme
from game.ui.panel import Board, line_height
from game.ui.widgets import Button, Buttons

LOOKS_PER_SECOND = 10.0  # new moments of the brain shown: more cannot be read
PLAY_SECONDS = 0.0015  # of a frame that may go into playing at full speed
BACKLOG_AT_MAX = 8  # transitions waiting: a few frames' work for the learner, so that it never idles
MOST_BACKLOG = 64  # at a fixed speed: if the learner falls this far behind, play waits for it
REST_SECONDS = 1.0  # after which nothing moves any more in a paused scene
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

    title = N_("Watch it learn")
    follows_pointer = False  # to point at something is not to take over

    def __init__(self, stage: Stage, opponent: str, speed: str = "1") -> None:
        if speed not in SPEEDS:
            raise ValueError(f"There is no speed {speed!r}: choose one of {', '.join(SPEEDS)}.")
        super().__init__(stage)
        self.speed = speed
        self.is_paused = False
        self._seeds = np.random.default_rng(stage.session.options.seed)
        self._untouched = 0.0  # seconds for which it has been paused and nothing was pressed
        self._pointer: tuple[int, int] | None = None  # where the mouse is
        self._begin(stage.session.opponent(opponent, learns=True))

    def make_tools(self) -> Sequence[Button]:
        """Pace, learning, what stands still, and the ways out."""
        return [
            Button(N_("Pause"), self._toggle_pause, pygame.K_p, "P", is_on=lambda: self.is_paused),
            Button(N_("Step"), self.step, pygame.K_n, "N"),
            *(self._speed_button(number, speed) for number, speed in enumerate(SPEEDS, start=1)),
            Button(
                N_("Learning"), self._toggle_learning, pygame.K_l, "L", is_on=lambda: self.brain.is_learning
            ),
            Button(
                N_("Auto ε"), self._toggle_auto, pygame.K_e, "E", is_on=lambda: self.controls.epsilon is None
            ),
            Button(N_("Freeze"), self._toggle_frozen, pygame.K_f, "F", is_on=lambda: self.panel.is_frozen),
            Button(N_("Reset"), self._ask_reset, pygame.K_r, "R"),
            Button(N_("Help"), self._help, pygame.K_h, "H"),
            Button(N_("Menu"), self.pause, pygame.K_ESCAPE, "Esc"),
        ]

    @property
    def is_taken(self) -> bool:
        """True while a person plays."""
        return self.switch.is_taken or self.human.is_active

    @property
    def is_still(self) -> bool:
        """True when it has been paused long enough for every instrument to have come to rest."""
        return self._untouched >= REST_SECONDS

    def leave(self) -> None:
        """Part with the agent."""
        self.controls.let_go()
        self.stage.session.retire(self.brain)

    def lose_focus(self) -> None:
        """Hold on, but keep everything in sight."""
        self.human.let_go()
        self.is_paused = True

    def step(self) -> None:
        """Pause, and play one tick."""
        self.is_paused = True
        self._tick()
        self.ticker.settle()
        self._look()

    def handle(self, event: pygame.event.Event) -> None:
        """Move, set, press, or explain."""
        self._untouched = 0.0
        if event.type == pygame.MOUSEMOTION:
            self._pointer = event.pos
        if event.type == pygame.KEYDOWN and getattr(event, "unicode", "") == "?":
            self._help()
            return
        super().handle(event)

    def update(self, seconds: float) -> None:
        """Play on, and let the instruments follow."""
        self._untouched = self._untouched + seconds if self.is_paused else 0.0
        if not self.is_paused:
            if self.speed == "max" and not self.is_taken:
                self._play_fast(seconds)
            else:
                self._play(seconds)
        self._since_look += seconds
        if self._since_look >= 1 / LOOKS_PER_SECOND:
            self._look()
        self.panel.refresh(self.stage.now)
        self.react()

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the court, the brain, the curves and the tools."""
        where, scale = self.places(), self.stage.scale
        self.panel.paint(self._board, surface.get_size(), where, scale)
        self._board.part("foot", where.foot, self.tools.seen, self._paint_foot, theme.BACKGROUND)
        self._board.draw(surface)
        if self._pointer:
            self.panel.point(surface, where, scale, self._pointer)
        self._draw_status(surface, where)
        court_view.draw_court(
            surface, where.court, self.court, self.ticker.alpha, theme.HUMAN if self.is_taken else theme.AGENT
        )
        if where.former and self.former_court:
            court_view.draw_court(
                surface, where.former.court, self.former_court, self.ticker.alpha, theme.MUTED
            )
        self._draw_message(surface, where.message)

    def _paint_foot(self, image: pygame.Surface, space: pygame.Rect) -> None:
        del space
        x, y = self.places().foot.topleft
        self.tools.draw(image, [rect.move(-x, -y) for rect in self.tool_rects()], self.stage.scale)

    def places(self) -> Places:
        """Return where everything is."""
        return places(
            self.stage.size,
            self.stage.scale,
            self.court.rows,
            self.court.columns,
            len(self._message()),
            self.former_court is not None,
        )

    def tool_rects(self) -> list[pygame.Rect]:
        """Return where the sliders and the buttons are."""
        where = self.places()
        return [*where.controls, *where.tools]

    def own_court(self) -> tuple[Court, pygame.Rect]:
        """Return the court, and where it is."""
        return self.court, self.places().court

    def _begin(self, brain: Brain) -> None:
        """Put an agent on a fresh court."""
        session = self.stage.session
        self.brain = brain
        self.progress: Progress = Progress(brain, self.stage.now)
        self.controls = Controls(brain, self.progress, self._show_former)
        self.tools = Buttons([*self.controls.sliders, *self.make_tools()], is_menu=False)
        agent = Agent(self.controls.playing, self.controls.explores, session.options.seed)
        self.switch = Switch(agent, self.human)
        self.court = session.watch(brain, self.switch)
        self.court.feeds.append(self._note)
        self.former_court: Court | None = None  # with an older self at play
        self.panel = Panel(self.progress)
        self._board = Board()
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
        pace = self.stage.settings.speed * (1.0 if self.is_taken else float(self.speed))
        self.ticker.advance(seconds, pace, self._tick, lambda: self._waiting() < MOST_BACKLOG)

    def _play_fast(self, seconds: float) -> None:
        """Tick as fast as the learner keeps up; while it does not, perhaps still loading, at normal pace."""
        self._since_tick += seconds
        if self._waiting() >= BACKLOG_AT_MAX:
            if self._since_tick >= 1 / self.stage.settings.speed and self._waiting() < MOST_BACKLOG:
                self._tick_at_once()
            return
        until = time.perf_counter() + PLAY_SECONDS
        while self._waiting() < BACKLOG_AT_MAX and not self.is_taken and time.perf_counter() < until:
            self._tick_at_once()

    def _tick_at_once(self) -> None:
        self._since_tick = 0.0
        self._tick()
        self.ticker.settle()

    def _tick(self) -> None:
        self.court.tick()
        if self.former_court:
            self.former_court.tick()

    def _show_former(self, former: Self | None) -> None:
        """Let an older self play on a court of its own: the same fruit and the same start for both."""
        self.panel.former = former
        if former is None:
            self.former_court = None
        elif self.former_court is None:
            seed = int(self._seeds.integers(2**31))
            feeds = self.court.feeds
            self.court = Court(self.switch, feeds, seed)
            older = Agent(lambda: (self.controls.former or former).snapshot, lambda: False, seed)
            self.former_court = Court(older, (), seed)

    def _waiting(self) -> int:
        """Return how many transitions the learner has not taken yet; one that has failed takes no more."""
        learner = self.brain.learner
        return learner.backlog if learner is not None and self.brain.error is None else 0

    def _speed_button(self, number: int, speed: str) -> Button:
        label = N_("Max") if speed == "max" else f"{speed}×"

        def choose() -> None:
            self.speed = speed

        return Button(label, choose, pygame.K_0 + number, str(number), is_on=lambda: self.speed == speed)

    def _toggle_pause(self) -> None:
        self.is_paused = not self.is_paused

    def _toggle_learning(self) -> None:
        if self.brain.learner:
            self.brain.learner.learning = not self.brain.learner.learning

    def _toggle_auto(self) -> None:
        self.controls.hold_epsilon(0.0 if self.controls.epsilon is None else None)

    def _toggle_frozen(self) -> None:
        self.panel.is_frozen = not self.panel.is_frozen

    def _help(self) -> None:
        self.human.let_go()
        self.stage.push(Help(self.stage))

    def _ask_reset(self) -> None:
        self.human.let_go()
        title = _("Reset {name}?").format(name=agents.title(self.brain.name))
        words = N_("It forgets everything and begins again as a newborn.")
        if self.brain is self.stage.session.mine:
            words = N_(
                "It forgets everything and begins again as a newborn. "
                "What it is now stays in a file beside the new one."
            )
        self.stage.push(confirm(self.stage, title, words, N_("Reset"), self._reset))

    def _reset(self) -> None:
        self._begin(self.stage.session.reset(self.brain))

    def shows(self, notice: str) -> bool:
        """Trouble with the agent has a place of its own here, for as long as it lasts."""
        return notice == self.brain.trouble

    def _message(self) -> list[str]:
        """Return the lines about trouble with the learner, none if all is well. The last may be too long."""
        words = self.brain.trouble
        if words is None:
            return []
        if self.brain.error is not None:
            words = _("Reset puts a newborn in its place. {trouble}").format(trouble=words)
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

    def _draw_status(self, surface: pygame.Surface, where: Places) -> None:
        """Say who plays, and how to take over."""
        size, space, former = self.stage.scale.caption, where.status, self.controls.former
        color = theme.HUMAN if self.is_taken else theme.AGENT
        if self.is_taken:
            words = _("You play until it lands, paused") if self.is_paused else _("You play until it lands")
        elif former:
            words = _("The agent now, paused") if self.is_paused else _("The agent now")
        else:
            words = _("The agent plays, paused") if self.is_paused else _("The agent plays")
        said = text.write(surface, words, space.topleft, size, color, True, width=space.width)
        room = space.right - said.right - self.stage.scale.unit
        prompt = (pads if self.stage.uses_pad else keys).prompt(self.stage.settings)
        hint = _("{keys} take over").format(keys=prompt)
        if text.measure(hint, size) <= room:
            text.write(surface, hint, space.topright, size, theme.MUTED, anchor="topright")
        if where.former and former:
            space = where.former.status
            words = _("As it was at fruit {count}").format(count=age(former.snapshot))
            text.write(surface, words, space.topleft, size, theme.TEXT, True, width=space.width)
