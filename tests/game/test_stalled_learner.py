"""A learner that is slow, stalled or dead never costs a frame: engines that misbehave, in the real thread.

Nothing here measures time. What would wait for such an engine would wait for ever, and the test with it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pygame
import pytest
from events import QUIT

from agent.checkpoint import Checkpoint
from agent.config import Config
from agent.engine import Update
from agent.learner import LearnerThread
from agent.replay import Batch
from agent.weights import weight_count
from game import app, window
from game import session as module
from game.options import PlayOptions
from game.scenes.versus import Versus
from game.scenes.watch import BACKLOG_AT_MAX, MOST_BACKLOG, Watch
from game.session import Session
from game.stage import Stage

FRAME = 1 / 64
PATIENCE = 30.0  # seconds for what happens in another thread, on a machine however busy


class Engine:
    """Learns nothing. Each update waits until it is let through; one that is to fail then does."""

    def __init__(self, error: Exception | None = None) -> None:
        self.has_begun = threading.Event()  # an update
        self.gate = threading.Semaphore(0)
        self._error = error
        self._is_free = False

    def train(self, batch: Batch, _learning_rate: float) -> Update:
        self.has_begun.set()
        if not self._is_free:
            self.gate.acquire()
        if self._error:
            raise self._error
        return Update(0.5, np.zeros(len(batch.action), np.float32), 0.0)

    def set_state(self, state: np.ndarray) -> None:
        self.state = np.array(state)

    def get_state(self) -> np.ndarray:
        return self.state

    def weights(self) -> tuple[np.ndarray, np.ndarray]:
        count = weight_count(Config())
        return self.state[:count], self.state[count : 2 * count]

    def let_go(self) -> None:
        """Let every update through from now on."""
        self._is_free = True
        self.gate.release(9)  # for each thread that waits there


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = Engine(*getattr(request, "param", ()))
    yield engine
    engine.let_go()


@pytest.fixture
def stage(engine: Engine) -> Iterator[Stage]:
    def make_learner(checkpoint: Checkpoint, save: Callable[[Checkpoint], None] | None) -> LearnerThread:
        return LearnerThread(checkpoint, lambda _: engine, save)

    surface = window.open_window((800, 500))
    session = Session(PlayOptions(seed=4), make_learner)
    stage = Stage(session, surface.get_size())
    yield stage
    engine.let_go()
    stage.close()
    session.close()
    window.close_window()


def play(stage: Stage, frames: int) -> None:
    """Play so many frames, and draw the last one."""
    for _ in range(frames):
        stage.frame([], FRAME)
    stage.draw(pygame.display.get_surface())


def play_until(stage: Stage, event: threading.Event) -> None:
    """Play on until something has happened in the learner's thread."""
    for _ in range(round(PATIENCE / 0.01)):
        play(stage, 1)
        if event.wait(0.01):
            return
    raise TimeoutError("The learner has not got to an update.")


def test_watch_at_full_speed_goes_on_at_its_usual_pace_beside_an_engine_that_hangs(stage, engine):
    watch = Watch(stage, "newborn", "max")
    stage.go(watch)
    play_until(stage, engine.has_begun)
    before = watch.brain.learner.backlog
    play(stage, round(3 / FRAME))
    assert watch.brain.learner.backlog >= max(before, BACKLOG_AT_MAX)
    assert watch.court.history  # fruit has landed meanwhile


def test_play_waits_with_the_next_tick_not_with_the_frames_once_too_much_is_unlearned(stage, engine):
    watch = Watch(stage, "newborn", "max")
    stage.go(watch)
    play_until(stage, engine.has_begun)
    play(stage, round(9 / FRAME))  # 72 ticks
    assert watch.brain.learner.backlog == MOST_BACKLOG
    now = stage.now
    play(stage, 64)
    assert watch.brain.learner.backlog == MOST_BACKLOG
    assert stage.now == pytest.approx(now + 1)


def test_a_match_at_a_persons_pace_waits_for_no_learner(stage, engine):
    versus = Versus(stage, "newborn")
    stage.go(versus)
    play_until(stage, engine.has_begun)
    fruits = versus.match.fruits
    play(stage, round(3 / FRAME))  # 24 ticks, and a fruit takes ten
    assert versus.match.fruits >= fruits + 2 or versus.match.is_over


def test_a_slow_engine_is_fed_no_faster_than_it_learns(stage, engine):
    watch = Watch(stage, "newborn", "max")
    stage.go(watch)
    play_until(stage, engine.has_begun)
    config = Config()
    for _ in range(40):
        engine.gate.release(config.updates_per_step)  # a transition each eight frames
        play(stage, 8)
        assert watch.brain.learner.backlog <= MOST_BACKLOG
    assert watch.brain.error is None


@pytest.mark.parametrize("engine", [[RuntimeError("out of paper")]], indirect=True)
def test_an_engine_that_fails_ends_the_learning_and_nothing_else(stage, engine):
    watch = Watch(stage, "newborn", "max")
    stage.go(watch)
    play_until(stage, engine.has_begun)
    engine.gate.release()
    watch.brain.learner._thread.join(PATIENCE)
    fruits = len(watch.court.history)
    play(stage, round(3 / FRAME))
    assert len(watch.court.history) > fruits
    assert "out of paper" in watch.brain.trouble


@pytest.mark.parametrize("opponent", ["newborn", "mine"])
def test_the_program_draws_on_and_ends_beside_an_engine_that_hangs(
    engine, monkeypatch, tmp_path, capsys, opponent
):
    drawn = 0
    get = pygame.event.get

    def quit_once_it_hangs() -> list[pygame.event.Event]:
        nonlocal drawn
        drawn += engine.has_begun.is_set()
        return [QUIT] if drawn > 60 else get()

    monkeypatch.setattr(pygame.event, "get", quit_once_it_hangs)
    monkeypatch.setattr(module, "make_engine", lambda *_, **__: engine)
    monkeypatch.setattr(Session, "LONGEST_GOODBYE", 0.01)
    report = tmp_path / "report.json"
    assert app.run(PlayOptions(scene="watch", opponent=opponent, speed="max", report=report, mute=True)) == 0
    assert json.loads(report.read_text())["frames"] > 60
    is_said = "does not answer any more" in capsys.readouterr().err
    assert is_said == (opponent == "mine")  # only mine was to be saved
