"""The agents of one sitting: the player's own and whoever they meet; who learns from whom, what is saved.

- A person's play always teaches "mine", the player's own agent, except in Solo with Teach off.
- A newborn learns from both courts while you race it. Sapling, master and files stay as they are in Versus:
  there, both courts teach mine. In Watch every agent learns, a shipped one as a copy in memory.
- Of several runs at once only the first saves mine (game/lock.py); in the others it learns in memory.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from agent import checkpoint as checkpoints
from agent.checkpoint import Checkpoint, CheckpointError
from agent.config import Config
from agent.engine import make_engine
from agent.learner import LearnerThread
from agent.replay import Player, Transition
from agent.snapshot import Snapshot
from game import agents, paths
from game.controllers import Agent, Controller, Human
from game.lock import Hold
from game.match import Court, Feed, Match, SoloRun
from game.options import PlayOptions
from game.text import _, reason

MakeLearner = Callable[[Checkpoint, Callable[[Checkpoint], None] | None], LearnerThread]


class Brain:
    """An agent with a name: one that learns while it plays, or (without a learner) stays as it is."""

    def __init__(self, name: str, checkpoint: Checkpoint, learner: LearnerThread | None = None) -> None:
        self.name = name
        self.learner = learner
        self._still = checkpoint.snapshot()

    @property
    def latest(self) -> Snapshot:
        """The agent as it is now."""
        return self.learner.latest if self.learner else self._still

    @property
    def is_learning(self) -> bool:
        """True while updates are made from what it sees."""
        return self.learner is not None and self.learner.learning

    @property
    def backlog(self) -> int:
        """Transitions it has not learned from yet; 0 for one that does not learn now."""
        return self.learner.backlog if self.learner and self.is_learning and self.error is None else 0

    @property
    def error(self) -> BaseException | None:
        """What ended its learning before its time."""
        return self.learner.error if self.learner else None

    @property
    def trouble(self) -> str | None:
        """What the player should know about its learning or saving, in words."""
        if self.learner is None:
            return None
        if self.learner.error is not None:
            words = _("{name} has stopped learning: {error}. The game goes on.")
            if self.name == "mine":
                words = _("Your agent has stopped learning: {error}. The game goes on.")
            return words.format(name=agents.title(self.name), error=reason(self.learner.error))
        if self.learner.save_error is not None:  # only mine is ever saved
            why = self.learner.save_error.strerror or self.learner.save_error
            return _("Your agent could not be saved: {error}. It will be tried again.").format(error=why)
        return None

    def submit(self, transition: Transition) -> None:
        """Let it learn from a step. A still one ignores it."""
        if self.learner:
            self.learner.submit(transition)


class Session:
    """Makes contests out of agents, and sees to it that nothing the player raised is lost.

    Args:
        options: how the program was started.
        make_learner: replaces the learner thread (tests do).
    """

    LONGEST_GOODBYE = 10.0  # seconds for the last save, which takes about one

    def __init__(self, options: PlayOptions, make_learner: MakeLearner | None = None) -> None:
        self.options = options
        self.notices: list[str] = []  # what the player should be told, oldest first
        self._make_learner = make_learner or self._learner_thread
        self._seeds = np.random.default_rng(options.seed)
        self._mine: Brain | None = None
        self._hold = Hold()
        if self._hold.trouble:
            self.notices.append(self._hold.trouble)
        self._mine_keeper = self._keeper()
        self._retiring: list[tuple[Brain, threading.Thread]] = []
        self._open: list[Brain] = []
        self._told: set[str] = set()

    @property
    def mine(self) -> Brain:
        """The player's own agent, alive from its first use to the end of the session."""
        if self._mine is None:
            self._mine = self._learning("mine", self._load_mine(), self._mine_keeper)
        return self._mine

    def opponent(self, name: str, learns: bool) -> Brain:
        """Return the agent of that name, as game/agents.py knows it. Mine is always the same one.

        Args:
            learns: for agents that have a file; the learning goes on in memory only. A newborn always learns.

        Raises:
            FileNotFoundError, CheckpointError, NoTensorFlow: as agents.load() does.
        """
        if name == "mine":
            return self.mine
        checkpoint = agents.load(name, self._seed())
        if name == "newborn":
            return self._learning(name, checkpoint, None)
        known_as = name if name in agents.NAMES else Path(name).stem
        return self._learning(known_as, checkpoint, None) if learns else Brain(known_as, checkpoint)

    def versus(self, brain: Brain, human: Controller) -> Match:
        """Return a match of a person against an agent; each side's play teaches whom it should."""
        seed = self._seed()
        lives: int | None = Match.LIVES
        yours: list[Feed] = [self.mine.submit]
        theirs: list[Feed] = [self.mine.submit]
        if brain.learner and brain is not self.mine:  # a newborn: a race, in which nobody has lives
            lives = None
            yours = [brain.submit, self.mine.submit]
            theirs = [brain.submit]
        return Match(Court(human, yours, seed, lives), Court(self.agent(brain), theirs, seed, lives))

    def watch(self, brain: Brain, controller: Controller) -> Court:
        """Return a court on which an agent learns, and mine from whatever a person does there."""
        feeds: list[Feed] = [brain.submit]
        if brain is not self.mine:
            feeds.append(self._teach_mine)
        return Court(controller, feeds, self._seed())

    def solo(self, human: Human) -> SoloRun:
        """Return a court to practise on."""
        return SoloRun(human, self.mine.submit, self._seed())

    def agent(self, brain: Brain) -> Agent:
        """Return a player for an agent. It explores while it learns."""
        return Agent(lambda: brain.latest, lambda: brain.is_learning, self._seed())

    def retire(self, brain: Brain) -> None:
        """Part with an opponent. Mine stays: it lives as long as the session."""
        if brain is not self._mine:
            self._stop(brain)

    def reset(self, brain: Brain) -> Brain:
        """Return a newborn in this agent's place. The old mine is kept in a file named after the date."""
        if brain is not self._mine:
            self._stop(brain)
            return self._learning(brain.name, self._newborn(), None)
        if self._mine_keeper:
            kept = self._mine_keeper.move_away()
            self.notices.append(_("Your old agent is kept as {file}").format(file=kept.name))
        self._stop(brain)
        self._mine_keeper = self._keeper()
        self._mine = self._learning("mine", self._newborn(), self._mine_keeper)
        return self._mine

    def look_after(self) -> None:
        """Put what goes wrong with learning or saving into the notices, once each."""
        for brain in self._open:
            trouble = brain.trouble
            if trouble and trouble not in self._told:
                self._told.add(trouble)
                self.notices.append(trouble)

    def close(self) -> None:
        """Stop every learner, saving mine, and wait for that. What went wrong is in the notices then.

        A learner that hangs is given up after a while.
        """
        opened = list(self._open)
        for brain in opened:
            self._stop(brain)
        deadline = time.monotonic() + self.LONGEST_GOODBYE
        for brain, thread in self._retiring:
            thread.join(max(deadline - time.monotonic(), 0))
            if thread.is_alive() and brain.name == "mine":
                self.notices.append(
                    _("Your agent does not answer any more: what it has learned since its last save is lost.")
                )
        self._open = opened
        self.look_after()
        self._open, self._mine = [], None
        self._hold.release()

    def _teach_mine(self, transition: Transition) -> None:
        if transition.player is Player.HUMAN:
            self.mine.submit(transition)

    def _keeper(self) -> _Keeper | None:
        """Return what saves mine; None if another run of the game does."""
        return _Keeper(paths.mine()) if self._hold.may_write else None

    def _load_mine(self) -> Checkpoint:
        try:
            return agents.load("mine")
        except FileNotFoundError:
            return self._newborn()
        except (CheckpointError, OSError) as error:
            words, file = _("Your agent could not be read: {error}"), ""
            if self._mine_keeper:
                words = _("Your agent could not be read and is kept as {file}: {error}")
                file = self._mine_keeper.move_away().name
                self._mine_keeper = self._keeper()
            self.notices.append(words.format(file=file, error=error))
            return self._newborn()

    def _newborn(self) -> Checkpoint:
        return checkpoints.newborn(Config(), self._seed())

    def _seed(self) -> int:
        return int(self._seeds.integers(2**31))

    def _learning(self, name: str, checkpoint: Checkpoint, keeper: _Keeper | None) -> Brain:
        learner = self._make_learner(checkpoint, keeper)
        brain = Brain(name, checkpoint, learner)
        learner.start()
        self._open.append(brain)
        return brain

    def _learner_thread(
        self, checkpoint: Checkpoint, save: Callable[[Checkpoint], None] | None
    ) -> LearnerThread:
        engine = partial(make_engine, self.options.engine, compiled_folder=paths.compiled_agents())
        return LearnerThread(checkpoint, engine, save)

    def _stop(self, brain: Brain) -> None:
        """Stop its learner in a thread of its own: the game does not wait for a last save."""
        if brain in self._open and brain.learner is not None:
            self._open.remove(brain)
            thread = threading.Thread(target=brain.learner.stop, name=f"retire {brain.name}", daemon=True)
            thread.start()
            self._retiring.append((brain, thread))


class _Keeper:
    """Saves an agent to a path that can change while its learner runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()  # a save that has begun must not end up in a place that is given up

    def __call__(self, checkpoint: Checkpoint) -> None:
        with self._lock:
            checkpoints.save(checkpoint, self.path)

    def move_away(self) -> Path:
        """Give the place up: the file, and every later save, go under a name with the date. Returns it."""
        with self._lock:
            place, self.path = self.path, agents.backup_path(self.path)
            if place.is_file():
                place.rename(self.path)
            return self.path
