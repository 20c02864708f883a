"""A learner that only notes what it is given: for sessions without threads."""

from __future__ import annotations

from collections.abc import Callable

from agent.checkpoint import Checkpoint
from agent.replay import Player, Transition


class FakeLearner:
    """Stands in for a LearnerThread. `taught` is what it was given; stop() saves as the real one does."""

    def __init__(self, checkpoint: Checkpoint, save: Callable[[Checkpoint], None] | None) -> None:
        self.checkpoint = checkpoint
        self.save = save
        self.latest = checkpoint.snapshot()
        self.learning = True
        self.backlog = 0
        self.error: BaseException | None = None
        self.save_error: OSError | None = None
        self.first_update_at: float | None = None
        self.taught: list[Transition] = []
        self.is_started = self.is_stopped = False

    def start(self) -> None:
        self.is_started = True

    def submit(self, transition: Transition) -> None:
        self.taught.append(transition)
        self.checkpoint = self.checkpoint.remember(transition)

    def stop(self) -> None:
        self.is_stopped = True
        if self.save and self.taught:
            self.save(self.checkpoint)

    @property
    def taught_by(self) -> list[Player]:
        """Who played what it was given."""
        return [transition.player for transition in self.taught]
