"""Courts and contests: what is at stake when fruit falls, who leads, and who learns from it. No pygame.

Time here is ticks. A fall takes rows - 1 ticks; then a match rests for a moment; then one tick serves the
next fruit, while the basket slides to its new start. A contest says how many ticks a second has; keeping to
it is the screen's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from agent.replay import Transition
from game.catch import Catch

if TYPE_CHECKING:
    from game.controllers import Controller

TICKS_PER_SECOND = 8.0
FORM_FRUITS = 10  # fruits over which a catch rate "now" is taken

Feed = Callable[[Transition], None]


class Pose(NamedTuple):
    """Where things are: the fruit's row (-1 is above the court) and column, and the basket's centre."""

    fruit_row: int
    fruit_column: int
    basket: int


class Court:
    """One field: the rules, whoever plays, the count, and the learners that see each step.

    `before` and `now` are the poses around the latest tick, for a drawing that glides between them. `rest` is
    how many ticks pass between a landing and the next serve; a match sets it.

    Args:
        controller: who plays.  feeds: each is called with every Transition.
        seed: of the fruit.  lives: misses until it is out, None for no limit.
    """

    def __init__(
        self,
        controller: Controller,
        feeds: Sequence[Feed] = (),
        seed: int | None = None,
        lives: int | None = None,
    ) -> None:
        self.controller = controller
        self.feeds = list(feeds)
        self.lives = lives
        self.history: list[bool] = []  # caught or not, fruit by fruit
        self.streak = 0
        self.best_streak = 0
        self.rest = 0
        self._rested = 0  # ticks of it that have passed
        self._catch = Catch(seed=seed)
        self.observation = self._catch.reset()
        self.controller.begin()
        self.now = self._pose()
        self.before = self.now._replace(fruit_row=-1)
        self.landing: Pose | None = None  # how things lay when the latest fruit landed

    @property
    def rows(self) -> int:
        """Height of the grid in cells."""
        return self._catch.rows

    @property
    def columns(self) -> int:
        """Width of the grid in cells."""
        return self._catch.columns

    @property
    def has_landed(self) -> bool:
        """True from the tick a fruit lands until the next is served."""
        return self._catch.is_over

    @property
    def since_landing(self) -> int | None:
        """Ticks since the latest fruit was seen to land, before the present one; None until one was."""
        if self.landing is None or (self.has_landed and not self._rested):
            return None
        return self._rested - 1 if self.has_landed else self._rested + self.now.fruit_row

    @property
    def catches(self) -> int:
        """Fruits caught."""
        return sum(self.history)

    @property
    def misses(self) -> int:
        """Fruits missed."""
        return len(self.history) - self.catches

    @property
    def is_out(self) -> bool:
        """True when no life is left."""
        return self.lives is not None and self.misses >= self.lives

    @property
    def form(self) -> float:
        """Catch rate over the latest fruits, 0..1; 0 before the first."""
        return form(self.history)

    def tick(self) -> bool | None:
        """Advance one tick. Returns True for a catch, False for a miss, None while nothing lands."""
        if self.has_landed and self._rested < self.rest:
            self._rested += 1
            self.before = self.now
            return None
        if self.has_landed:
            self.observation = self._catch.reset()
            self.controller.begin()
            self.before = Pose(-1, self._catch.fruit_column, self.now.basket)
            self.now = self._pose()
            return None
        action = self.controller.act(self.observation)
        step = self._catch.step(action)
        player = self.controller.player
        transition = Transition(
            self.observation, int(action), step.reward, step.discount, step.observation, player
        )
        for feed in self.feeds:
            feed(transition)
        self.observation = step.observation
        self.before, self.now = self.now, self._pose()
        return self._count(caught=step.reward > 0) if self.has_landed else None

    def _count(self, caught: bool) -> bool:
        self.history.append(caught)
        self.streak = self.streak + 1 if caught else 0
        self.best_streak = max(self.best_streak, self.streak)
        self.landing = self.now
        self._rested = 0
        return caught

    def _pose(self) -> Pose:
        return Pose(self._catch.fruit_row, self._catch.fruit_column, self._catch.basket)


class Outcome(Enum):
    """How a match ended, seen from the left-hand court."""

    WON = "won"
    LOST = "lost"
    DRAWN = "drawn"


class Match:
    """Two courts, the same fruit and the same start for both, ever faster.

    It is over when a side has no life left, or after FRUITS fruits. More catches win.

    Against an opponent that knows nothing yet it is a race: nobody has lives, the newborn misses at first and
    you build up a lead, then it has learned and the pace asks more and more of you. What counts is how long
    you are ahead, by catches, which is what the two scores on the screen show.

    Args:
        you, opponent: two courts made with the same seed.
    """

    FRUITS = 40
    LIVES = 3
    START_SPEED = TICKS_PER_SECOND
    FRUITS_PER_SPEED_UP = 5
    SPEED_UP = 1.22  # each time; so the last five fruits fall four times as fast as the first
    BREATHER = 0.6  # seconds from a landing to the next serve: to see what came of it, and to look up

    def __init__(self, you: Court, opponent: Court) -> None:
        self.you = you
        self.opponent = opponent
        self.leads: list[int] = []  # after each fruit: your catches less the opponent's

    @property
    def fruits(self) -> int:
        """Fruits that have landed."""
        return len(self.you.history)

    @property
    def ticks_per_second(self) -> float:
        """The pace, which rises every few fruits."""
        return self.START_SPEED * self.SPEED_UP ** (self.fruits // self.FRUITS_PER_SPEED_UP)

    @property
    def has_sped_up(self) -> bool:
        """True from a fruit that raised the pace until the next has landed."""
        return self.fruits > 0 and self.fruits % self.FRUITS_PER_SPEED_UP == 0

    @property
    def is_race(self) -> bool:
        """True against an opponent that cannot lose, only learn: what counts is how long you stay ahead."""
        return self.opponent.lives is None

    @property
    def lead(self) -> int:
        """How many more catches you have than the opponent; below 0 when you are behind."""
        return self.leads[-1] if self.leads else 0

    @property
    def fruits_ahead(self) -> int:
        """Fruits after which you were ahead: the score of a race."""
        return sum(lead > 0 for lead in self.leads)

    @property
    def overtaken_at(self) -> int | None:
        """The fruit, counted from 1, that first put the opponent in front after you had been; else None."""
        has_led = False
        for fruit, lead in enumerate(self.leads, 1):
            has_led = has_led or lead > 0
            if has_led and lead < 0:
                return fruit
        return None

    @property
    def is_over(self) -> bool:
        """True when there is a result."""
        return self.fruits >= self.FRUITS or self.you.is_out or self.opponent.is_out

    @property
    def outcome(self) -> Outcome:
        """Who is in front: the side that is not out, then the one with more catches."""
        if self.you.is_out != self.opponent.is_out:
            return Outcome.LOST if self.you.is_out else Outcome.WON
        if self.you.catches != self.opponent.catches:
            return Outcome.WON if self.you.catches > self.opponent.catches else Outcome.LOST
        return Outcome.DRAWN

    def tick(self) -> bool:
        """Advance both courts one tick. Returns True when fruit has landed.

        Raises:
            RuntimeError: the match is over.
        """
        if self.is_over:
            raise RuntimeError("The match is over: start another one to play on.")
        landed = self.you.tick() is not None
        self.opponent.tick()
        if landed:
            self.leads.append(self.you.catches - self.opponent.catches)
            self.you.rest = self.opponent.rest = round(self.BREATHER * self.ticks_per_second)
        return landed


class SoloRun:
    """One court to practise on. `teaches` says whether the agent learns from it."""

    ticks_per_second = TICKS_PER_SECOND

    def __init__(self, controller: Controller, feed: Feed, seed: int | None = None) -> None:
        self.teaches = True
        self._feed = feed
        self.court = Court(controller, [self._teach], seed)

    def tick(self) -> bool | None:
        """Advance one tick. Returns True for a catch, False for a miss, None while nothing lands."""
        return self.court.tick()

    def _teach(self, transition: Transition) -> None:
        if self.teaches:
            self._feed(transition)


def form(history: Sequence[bool]) -> float:
    """Return the catch rate over the latest FORM_FRUITS fruits, 0..1; 0 before the first."""
    latest = history[-FORM_FRUITS:]
    return sum(latest) / len(latest) if latest else 0.0
