"""The learner: turns a stream of transitions into a better agent, in the caller's thread or in its own."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

import numpy as np

from agent.augment import shifted
from agent.checkpoint import Checkpoint
from agent.config import Config
from agent.engine import Engine
from agent.replay import Transition
from agent.snapshot import Metrics, Snapshot, frozen


class Learner:
    """An agent that learns, step by step and without threads. The same transitions give the same agent.

    Args:
        checkpoint: the agent to go on from; its replay buffer becomes the learner's own.
        engine: runs its networks; its state is replaced by the checkpoint's.
    """

    def __init__(self, checkpoint: Checkpoint, engine: Engine) -> None:
        self.config = checkpoint.config
        self.learning_rate: float | None = None  # set to override the config's schedule
        self.agent = checkpoint  # its weights are those of the latest checkpoint(), the rest is up to date
        self._engine = engine
        self._engine.set_state(checkpoint.state)
        self._version = 0

    @property
    def metrics(self) -> Metrics:
        """How far the agent has come."""
        return self.agent.metrics

    def learn(self, transitions: Iterable[Transition]) -> Snapshot:
        """Store each transition and follow it with `updates_per_step` updates. Returns what came of it."""
        for transition in transitions:
            self.add(transition)
            self.update()
        return self.snapshot()

    def add(self, transition: Transition) -> None:
        """Store a transition (and its mirror image, if the config says so) without learning from it yet."""
        self.agent = self.agent.remember(transition)

    def update(self) -> None:
        """Do the updates that one transition earns, once there is enough to learn from."""
        config, replay, m = self.config, self.agent.replay, self.metrics
        if len(replay) < config.learning_starts:
            return
        began = time.perf_counter()
        updates = []
        for done in range(config.updates_per_step):
            rate = self.learning_rate or config.learning_rate_after(m.updates + done)
            batch = replay.sample(config.batch_size)
            if config.shift:
                batch = shifted(batch, replay.generator)
            batch = batch._replace(discount=np.float32(config.gamma) * batch.discount)
            update = self._engine.train(batch, rate)
            replay.report(batch.rows, update.td_error)
            updates.append(update)
        m = m._replace(
            updates=m.updates + len(updates),
            loss=float(np.mean([u.loss for u in updates])),
            td_error=float(np.mean([np.abs(u.td_error) for u in updates])),
            mean_q=float(np.mean([u.mean_q for u in updates])),
            learning_rate=rate,
            seconds=m.seconds + time.perf_counter() - began,
        )
        self.agent = self.agent._replace(metrics=m)

    def snapshot(self) -> Snapshot:
        """Return the agent as it is now."""
        self._version += 1
        online, averaged = self._engine.weights()
        return Snapshot(self._version, self.config, frozen(online), frozen(averaged), self.metrics)

    def checkpoint(self) -> Checkpoint:
        """Return all of the agent, to be saved. It shares the replay buffer with the learner."""
        self.agent = self.agent._replace(state=np.array(self._engine.get_state()))
        return self.agent


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
        self.save_error: OSError | None = None  # why the latest save failed
        self._checkpoint = checkpoint
        self._saved_steps = checkpoint.metrics.steps
        self._make_engine = make_engine
        self._save = save
        self._save_every = save_every
        self._queue: queue.SimpleQueue[Transition | None] = (
            queue.SimpleQueue()
        )  # None wakes the thread to stop
        self._stopping = threading.Event()
        self._claim = threading.Lock()  # held by the one thread that may touch the agent from now on
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
        if self._thread.ident is None:
            return
        if self._claim.acquire(blocking=False):  # its engine is still loading, which takes TensorFlow seconds
            self._store_waiting()
            self._keep(self._checkpoint)
        else:
            self._thread.join()

    def __enter__(self) -> LearnerThread:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            learner = Learner(self._checkpoint, self._make_engine(self._checkpoint.config))
        except Exception as error:
            self.error = error
            return
        if self._claim.acquire(blocking=False):  # else stop() did not wait, and the agent is its to save
            try:
                self._learn(learner)
            except Exception as error:
                self.error = error
                self._checkpoint = learner.agent  # weights as of the latest save, and all that was seen since
            self._store_waiting()
            self._keep(self._checkpoint)

    def _learn(self, learner: Learner) -> None:
        saved_at = time.monotonic()
        while not self._stopping.is_set():
            transition = self._next()
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
                self._keep(learner.checkpoint())
                saved_at = time.monotonic()
        self._checkpoint = learner.checkpoint()

    def _next(self) -> Transition | None:
        """Wait for a transition; None if it is time for something else."""
        with suppress(queue.Empty):
            return self._queue.get(timeout=self._save_every)
        return None

    def _store_waiting(self) -> None:
        """Put what is still in the queue into the replay buffer, to be learned from another time."""
        while self._save is not None and not self._queue.empty():
            transition = self._queue.get()
            if transition is not None:
                self._checkpoint = self._checkpoint.remember(transition)

    def _keep(self, checkpoint: Checkpoint) -> None:
        """Save the agent if it has lived since the last time. A full disk ends nothing: it is tried again."""
        if self._save is None or checkpoint.metrics.steps == self._saved_steps:
            return
        try:
            self._save(checkpoint)
        except OSError as error:
            self.save_error = error
        else:
            self.save_error = None
            self._saved_steps = checkpoint.metrics.steps
