"""The learner: turns a stream of transitions into a better agent, in the caller's thread or in its own."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable

import numpy as np

from agent.checkpoint import Checkpoint
from agent.config import Config
from agent.engine import Engine
from agent.replay import Transition
from agent.snapshot import Snapshot, frozen


class Learner:
    """An agent that learns, step by step and without threads. The same transitions give the same agent.

    Args:
        checkpoint: the agent to go on from; its replay buffer becomes the learner's own.
        engine: runs its networks; its state is replaced by the checkpoint's.
    """

    def __init__(self, checkpoint: Checkpoint, engine: Engine) -> None:
        self.config = checkpoint.config
        self.replay = checkpoint.replay
        self.metrics = checkpoint.metrics
        self.learning_rate: float | None = None  # set to override the config's schedule
        self._engine = engine
        self._engine.set_state(checkpoint.state)
        self._version = 0

    def learn(self, transitions: Iterable[Transition]) -> Snapshot:
        """Store each transition and follow it with `updates_per_step` updates. Returns what came of it."""
        for transition in transitions:
            self.add(transition)
            self.update()
        return self.snapshot()

    def add(self, transition: Transition) -> None:
        """Store a transition (and its mirror image, if the config says so) without learning from it yet."""
        self.replay.add(transition)
        if self.config.mirror:
            self.replay.add(transition.mirrored(self.config.num_actions))
        m = self.metrics
        self.metrics = m._replace(steps=m.steps + 1, episodes=m.episodes + (transition.discount == 0))

    def update(self) -> None:
        """Do the updates that one transition earns, once there is enough to learn from."""
        config, replay = self.config, self.replay
        if len(replay) < config.learning_starts:
            return
        began = time.perf_counter()
        rate = self.learning_rate or config.learning_rate
        updates = []
        for _ in range(config.updates_per_step):
            batch = replay.sample(config.batch_size)
            batch = batch._replace(discount=np.float32(config.gamma) * batch.discount)
            updates.append(self._engine.train(batch, rate, config.tau))
        m = self.metrics
        self.metrics = m._replace(
            updates=m.updates + len(updates),
            loss=float(np.mean([u.loss for u in updates])),
            td_error=float(np.mean([np.abs(u.td_error) for u in updates])),
            mean_q=float(np.mean([u.mean_q for u in updates])),
            learning_rate=rate,
            seconds=m.seconds + time.perf_counter() - began,
        )

    def snapshot(self) -> Snapshot:
        """Return the agent as it is now."""
        self._version += 1
        self._measure_replay()
        online, averaged = self._engine.weights()
        return Snapshot(self._version, self.config, frozen(online), frozen(averaged), self.metrics)

    def checkpoint(self) -> Checkpoint:
        """Return all of the agent, to be saved. It shares the replay buffer with the learner."""
        self._measure_replay()
        return Checkpoint(self.config, np.array(self._engine.get_state()), self.replay, self.metrics)

    def _measure_replay(self) -> None:
        self.metrics = self.metrics._replace(
            epsilon=self.config.epsilon(self.metrics.episodes),
            replay_size=len(self.replay),
            human_share=self.replay.human_share,
        )


class LearnerThread:
    """A Learner in a thread of its own. Transitions go down, snapshots come up, nothing else crosses.

    Use it as a context manager, or call start() and stop(). Everything else may be called or read from
    another thread at any time and never waits.

    Args:
        checkpoint: the agent to go on from; it belongs to the thread from now on.
        make_engine: makes the engine, inside the thread (TensorFlow takes seconds to load).
        save: called in the thread with the agent, every `save_every` seconds of learning and at the end.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        make_engine: Callable[[Config], Engine],
        save: Callable[[Checkpoint], None] | None = None,
        save_every: float = 10.0,
    ) -> None:
        self.latest: Snapshot = checkpoint.snapshot()  # replaced whole
        self.learning = True  # set to False to store transitions without learning from them
        self.learning_rate: float | None = None  # set to override the config's schedule
        self.error: BaseException | None = None  # what ended the thread before its time
        self.first_update_at: float | None = None  # Unix time
        self._checkpoint = checkpoint
        self._make_engine = make_engine
        self._save = save
        self._save_every = save_every
        self._queue: queue.SimpleQueue[Transition | None] = queue.SimpleQueue()  # None wakes the thread to stop
        self._stopping = threading.Event()
        self._submitted = self._taken = 0
        self._thread = threading.Thread(target=self._run, name="learner", daemon=True)

    def start(self) -> None:
        """Start learning."""
        self._thread.start()

    def submit(self, transition: Transition) -> None:
        """Hand over a transition. Never blocks; after a crash or stop() there is nobody to take it."""
        if self._thread.is_alive() and not self._stopping.is_set():
            self._submitted += 1
            self._queue.put(transition)

    @property
    def backlog(self) -> int:
        """How many transitions wait to be learned from."""
        return self._submitted - self._taken

    def stop(self) -> None:
        """Store what is still waiting, save, and end: within a second, however long the backlog."""
        self._stopping.set()
        self._queue.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def __enter__(self) -> LearnerThread:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            self._learn()
        except Exception as error:
            self.error = error

    def _learn(self) -> None:
        learner = Learner(self._checkpoint, self._make_engine(self._checkpoint.config))
        saved_at, saved_steps = time.monotonic(), learner.metrics.steps

        def save() -> None:
            nonlocal saved_at, saved_steps
            if self._save is not None and learner.metrics.steps > saved_steps:
                self._save(learner.checkpoint())
            saved_at, saved_steps = time.monotonic(), learner.metrics.steps

        while not self._stopping.is_set():
            try:
                transition = self._queue.get(timeout=self._save_every)
            except queue.Empty:
                transition = None
            if transition is not None:
                learner.add(transition)
                if self.learning:
                    learner.learning_rate = self.learning_rate
                    learner.update()
                self._taken += 1
                if self.first_update_at is None and learner.metrics.updates:
                    self.first_update_at = time.time()
                self.latest = learner.snapshot()
            if time.monotonic() - saved_at >= self._save_every:
                save()
        while not self._queue.empty():
            left = self._queue.get()
            if left is not None:
                learner.add(left)
        self.latest = learner.snapshot()
        save()
