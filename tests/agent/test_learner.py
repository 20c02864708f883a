import dataclasses
import threading

import numpy as np
import pytest
from experience import random_transitions

from agent.checkpoint import newborn
from agent.config import Config
from agent.engine import Update
from agent.learner import Learner, LearnerThread
from agent.replay import Player

CONFIG = Config(network="dense", observation_shape=(2, 2), hidden=(2, 2), learning_starts=1)
WAIT = 10.0  # seconds until a test gives up on a thread


class CountingEngine:
    """Learns nothing; counts its updates."""

    def __init__(self):
        self.updates = 0
        self.rates = []

    def train(self, batch, learning_rate):
        self.updates += 1
        self.rates.append(learning_rate)
        return Update(0.5, np.full(len(batch.reward), -2.0), 0.25)

    def set_state(self, state):
        self.state = state

    def get_state(self):
        return self.state

    def weights(self):
        return np.full(3, self.updates), np.full(3, self.updates)


class GatedEngine(CountingEngine):
    """Says when its first update begins, and waits there."""

    def __init__(self):
        super().__init__()
        self.reached = threading.Event()
        self.gate = threading.Event()

    def train(self, batch, learning_rate):
        self.reached.set()
        assert self.gate.wait(WAIT)
        return super().train(batch, learning_rate)


def learner(engine=None, **change):
    config = dataclasses.replace(CONFIG, **change)
    return Learner(newborn(config, seed=0), engine or CountingEngine())


def steps(count):
    return random_transitions(0, count, CONFIG)


class TestLearner:
    def test_every_transition_earns_its_updates(self):
        engine = CountingEngine()
        learner(engine, updates_per_step=3).learn(steps(4))
        assert engine.updates == 12

    def test_it_waits_until_there_is_enough_to_learn_from(self):
        # Stored twice each, so after three transitions there are six.
        engine = CountingEngine()
        learner(engine, updates_per_step=1, learning_starts=6).learn(steps(5))
        assert engine.updates == 3

    def test_every_transition_is_stored_with_its_mirror_image(self):
        assert learner().learn(steps(5)).metrics.replay_size == 10
        assert learner(mirror=False).learn(steps(5)).metrics.replay_size == 5

    def test_metrics_tell_what_the_updates_reported(self):
        metrics = learner().learn(steps(2)).metrics
        assert (metrics.loss, metrics.td_error, metrics.mean_q) == (0.5, 2.0, 0.25)

    def test_steps_and_finished_episodes_are_counted(self):
        metrics = learner().learn(steps(20)).metrics  # an episode of the made-up experience is nine steps
        assert (metrics.steps, metrics.episodes) == (20, 2)

    def test_epsilon_follows_the_episodes(self):
        metrics = learner(epsilon_first=1.0, epsilon_last=0.0, epsilon_episodes=4).learn(steps(9)).metrics
        assert metrics.epsilon == 0.75

    def test_a_learning_rate_that_was_set_is_used(self):
        engine = CountingEngine()
        ours = learner(engine)
        ours.learning_rate = 0.125
        ours.learn(steps(1))
        assert set(engine.rates) == {0.125}

    def test_the_learning_rate_settles(self):
        # Full for two updates, then .4 * 2 / updates, never under .1: after 2, 3, ... 9 updates.
        engine = CountingEngine()
        change = {"learning_rate": 0.4, "learning_rate_updates": 2, "learning_rate_last": 0.1}
        learner(engine, updates_per_step=5, **change).learn(steps(2))
        expected = [0.4, 0.4, 0.4, 0.8 / 3, 0.2, 0.16, 0.8 / 6, 0.8 / 7, 0.1, 0.1]
        assert engine.rates == pytest.approx(expected)

    def test_snapshots_cannot_be_written_to(self):
        snapshot = learner().learn(steps(1))
        with pytest.raises(ValueError, match="read-only"):
            snapshot.averaged[0] = 1

    def test_snapshots_are_numbered(self):
        ours = learner()
        assert ours.learn(steps(1)).version < ours.learn(steps(1)).version

    @pytest.mark.parametrize("replay", ["uniform", "prioritized"])
    def test_the_same_transitions_give_the_same_agent(self, replay, engine_name, new_engine):
        config = Config(replay=replay)

        def weights():
            ours = Learner(newborn(config, seed=5), new_engine(engine_name, config))
            return ours.learn(random_transitions(1, 12)).averaged

        assert (weights() == weights()).all()

    def test_td_errors_reach_the_replay_buffer(self):
        ours = learner(replay="prioritized", priority_exponent=1.0, mirror=False)
        ours.learn(steps(1))
        assert ours.checkpoint().replay.columns["priority"][0] == pytest.approx(2.01)


def thread(engine, save=None, **options):
    return LearnerThread(newborn(CONFIG, seed=0), lambda _: engine, save, **options)


def wait_for(condition, ours):
    """Wait until the thread has done something, without a fixed pause."""
    tick = threading.Event()
    for _ in range(int(WAIT / 0.001)):
        if condition():
            return
        assert ours.error is None, ours.error
        tick.wait(0.001)
    raise AssertionError("it never happened")


class TestLearnerThread:
    def test_it_learns_from_what_is_submitted(self):
        with thread(CountingEngine()) as ours:
            for transition in steps(3):
                ours.submit(transition)
            wait_for(lambda: ours.latest.metrics.steps == 3, ours)
        assert ours.latest.metrics.updates == 3 * CONFIG.updates_per_step

    def test_it_does_what_a_learner_does(self, new_engine):
        config = Config()
        expected = Learner(newborn(config, seed=2), new_engine("litert", config)).learn(
            random_transitions(0, 30)
        )
        with LearnerThread(newborn(config, seed=2), lambda c: new_engine("litert", c)) as ours:
            for transition in random_transitions(0, 30):
                ours.submit(transition)
            wait_for(lambda: ours.latest.metrics.steps == 30, ours)
        assert (ours.latest.averaged == expected.averaged).all()

    def test_submit_never_blocks(self):
        engine = GatedEngine()
        with thread(engine) as ours:
            ours.submit(steps(1)[0])
            assert engine.reached.wait(WAIT)  # the engine is stuck in an update
            for transition in steps(5000):
                ours.submit(transition)
            assert ours.backlog == 5001
            engine.gate.set()

    def test_stop_leaves_the_backlog_unlearned_but_stored(self):
        engine, saved = GatedEngine(), []
        ours = thread(engine, saved.append)
        ours.start()
        for transition in steps(100):
            ours.submit(transition)
        assert engine.reached.wait(WAIT)
        threading.Thread(target=lambda: (ours._stopping.wait(WAIT), engine.gate.set())).start()
        ours.stop()
        assert engine.updates == CONFIG.updates_per_step  # those of one transition, no more
        assert saved[-1].metrics.steps == 100
        assert len(saved[-1].replay) == 200

    def test_stop_does_not_wait_for_an_engine_that_is_still_loading(self):
        loading, saved = threading.Event(), []

        def slow(_):
            assert loading.wait(WAIT)
            return CountingEngine()

        ours = LearnerThread(newborn(CONFIG, seed=0), slow, saved.append)
        ours.start()
        for transition in steps(10):
            ours.submit(transition)
        ours.stop()  # would hang here
        assert saved[-1].metrics.steps == 10
        loading.set()
        ours._thread.join(WAIT)
        assert len(saved) == 1  # the late engine found the agent gone

    def test_its_error_reaches_the_caller(self):
        def broken(_):
            raise RuntimeError("no engine today")

        ours = LearnerThread(newborn(CONFIG, seed=0), broken)
        ours.start()
        ours._thread.join(WAIT)
        assert "no engine today" in str(ours.error)
        ours.submit(steps(1)[0])  # nobody is there to take it, and that is no error
        assert ours.backlog == 0
        ours.stop()

    def test_what_it_saw_is_saved_even_if_the_engine_breaks(self):
        class Broken(CountingEngine):
            def train(self, *_):
                raise RuntimeError("out of memory")

        saved = []
        ours = thread(Broken(), saved.append)
        ours.start()
        ours.submit(steps(1)[0])
        ours._thread.join(WAIT)
        assert "out of memory" in str(ours.error)
        assert saved[-1].metrics.steps == 1
        ours.stop()

    def test_without_learning_it_only_stores(self):
        engine = CountingEngine()
        ours = thread(engine)
        ours.learning = False
        with ours:
            for transition in steps(4):
                ours.submit(transition)
            wait_for(lambda: ours.latest.metrics.steps == 4, ours)
        assert engine.updates == 0
        assert ours.latest.metrics.replay_size == 8

    def test_it_saves_as_it_goes(self):
        saved = []
        with thread(CountingEngine(), saved.append, save_every=0.0) as ours:
            ours.submit(steps(1)[0])
            wait_for(lambda: saved, ours)
        assert saved[0].metrics.steps == 1

    def test_it_saves_nothing_when_nothing_happened(self):
        saved = []
        with thread(CountingEngine(), saved.append):
            pass
        assert saved == []

    def test_a_failed_save_is_told_and_tried_again(self):
        full, saved = [OSError("disk full")], []

        def save(checkpoint):
            if full:
                raise full[0]
            saved.append(checkpoint)

        with thread(CountingEngine(), save, save_every=0.0) as ours:
            ours.submit(steps(1)[0])
            wait_for(lambda: ours.save_error, ours)
            full.clear()
            ours.submit(steps(1)[0])
            wait_for(lambda: saved, ours)
            wait_for(lambda: ours.save_error is None, ours)

    def test_the_time_of_the_first_update_is_kept(self):
        with thread(CountingEngine()) as ours:
            assert ours.first_update_at is None
            ours.submit(steps(1)[0])
            wait_for(lambda: ours.first_update_at, ours)

    def test_transitions_say_who_played_them(self):
        with thread(CountingEngine()) as ours:
            for number, transition in enumerate(steps(4)):
                ours.submit(transition._replace(player=Player.HUMAN if number else Player.AGENT))
            wait_for(lambda: ours.latest.metrics.steps == 4, ours)
        assert ours.latest.metrics.human_share == 0.75
