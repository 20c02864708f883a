"""The history of an agent, from snapshots made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from agent.checkpoint import newborn
from agent.config import Config
from agent.snapshot import Metrics, Snapshot, frozen
from agent.weights import weight_count
from game import progress as module
from game.progress import Progress, skill_of
from game.session import Brain

CONFIG = Config(network="dense", hidden=(2, 2))


def snapshot(weights: np.ndarray, **metrics: float) -> Snapshot:
    return Snapshot(1, CONFIG, frozen(weights), frozen(weights), Metrics(**metrics))  # type: ignore[arg-type]


def ignorant(**metrics: float) -> Snapshot:
    """All values are equal, so that every move is a draw."""
    return snapshot(np.zeros(weight_count(CONFIG)), **metrics)


def perfect(**metrics: float) -> Snapshot:
    """Made by hand: one unit says how far the fruit is to the right of the basket, the other to the left."""
    columns = np.tile(np.arange(10.0), (10, 1))
    columns[-1] /= -3  # three pixels, whose mean column is the basket's centre
    sees = np.stack([columns.ravel(), -columns.ravel()], axis=1)  # [100, 2]
    through = np.eye(2)
    moves = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])  # to the right, to the left
    parts = [sees, np.zeros(2), through, np.zeros(2), moves, np.array([0.0, 0.5, 0.0])]
    return snapshot(np.concatenate([part.ravel() for part in parts]), **metrics)


class Follower(Brain):
    """A brain that is whatever it is told to be."""

    def __init__(self, latest: Snapshot) -> None:
        super().__init__("told", newborn(CONFIG, seed=0))
        self.told = latest

    @property
    def latest(self) -> Snapshot:
        return self.told


def test_one_who_knows_nothing_catches_what_random_moves_catch() -> None:
    assert skill_of(ignorant()).rate == pytest.approx(0.3)


def test_a_perfect_agent_made_by_hand_catches_every_start() -> None:
    assert np.array_equal(skill_of(perfect()).map, np.ones((8, 10)))


def test_it_begins_with_the_agent_as_it_is() -> None:
    history = Progress(Follower(perfect(epsilon=0.25)), now=5.0)
    assert history.rates == [(5.0, 1.0)]
    assert history.epsilons == [(5.0, 0.25)]
    assert history.losses == []
    assert history.seconds == 0


def test_each_new_snapshot_adds_a_point_to_every_curve() -> None:
    brain = Follower(ignorant(updates=0, epsilon=1.0))
    history = Progress(brain)
    brain.told = perfect(updates=8, loss=0.125, mean_q=0.5, epsilon=0.75)
    history.update(2.0)
    assert history.rates == [(0.0, pytest.approx(0.3)), (2.0, 1.0)]
    assert history.losses == [(2.0, 0.125)]
    assert history.mean_qs == [(2.0, 0.5)]
    assert history.epsilons == [(0.0, 1.0), (2.0, 0.75)]
    assert history.measured == 1


def test_the_same_snapshot_again_adds_nothing() -> None:
    history = Progress(Follower(perfect()))
    history.update(1.0)
    assert history.rates == [(0.0, 1.0)]
    assert history.measured == 0
    assert history.seconds == 1.0


def test_a_snapshot_without_updates_has_no_loss_to_show() -> None:
    brain = Follower(ignorant(updates=0))
    history = Progress(brain)
    brain.told = ignorant(updates=0, steps=3)
    history.update(1.0)
    assert history.losses == []
    assert history.mean_qs == []
    assert len(history.rates) == 2


def test_updates_are_counted_from_the_beginning_of_the_history() -> None:
    brain = Follower(ignorant(updates=1_000))
    history = Progress(brain, now=10.0)
    brain.told = ignorant(updates=1_600)
    history.update(14.0)
    assert history.updates_per_second == 150.0  # 600 in 4 s


def test_the_recent_speed_forgets_what_is_long_past() -> None:
    brain = Follower(ignorant(updates=0))
    history = Progress(brain)
    for second, updates in ((1, 900), (2, 1_800), (3, 1_800), (4, 1_800), (5, 1_800)):
        brain.told = ignorant(updates=updates)
        history.update(float(second))
    assert history.updates_per_second == 360.0
    assert history.recent_updates_per_second == 0.0  # none from second 2 to 5


def test_no_time_no_speed() -> None:
    history = Progress(Follower(ignorant()))
    history.update(0.0)
    assert history.updates_per_second == 0.0
    assert history.recent_updates_per_second == 0.0


def test_a_long_history_keeps_its_ends_and_thins_its_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_POINTS", 4)
    brain = Follower(ignorant())
    history = Progress(brain)
    for second in range(1, 5):
        brain.told = perfect(updates=second)
        history.update(float(second))
    assert [at for at, _ in history.rates] == [0.0, 2.0, 4.0]


def test_advancing_frame_by_frame_comes_to_the_same_as_an_update() -> None:
    at_once, bit_by_bit = (Follower(ignorant()) for _ in range(2))
    updated, advanced = Progress(at_once), Progress(bit_by_bit)
    at_once.told = bit_by_bit.told = perfect(updates=8, loss=0.5)
    updated.update(1.0)
    frames = 0
    while not advanced.measured:
        advanced.advance(1.0)
        frames += 1
    assert 5 < frames < 20
    assert advanced.rates == updated.rates
    assert advanced.losses == updated.losses
    assert np.array_equal(advanced.skill.map, updated.skill.map)


def test_an_update_overtakes_a_measurement_that_is_under_way() -> None:
    brain = Follower(ignorant())
    history = Progress(brain)
    brain.told = ignorant(updates=1)
    history.advance(1.0)
    brain.told = perfect(updates=2)
    history.update(2.0)
    assert history.rates[-1] == (2.0, 1.0)
    history.advance(3.0)
    assert history.measured == 1


def test_the_smooth_curves_mix_each_value_with_the_mean_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMOOTHING", 0.5)
    brain = Follower(ignorant(updates=0))
    history = Progress(brain)
    for second, value in ((1, 1.0), (2, 0.0), (3, 1.0)):
        brain.told = ignorant(updates=second, loss=value, mean_q=-value)
        history.update(float(second))
    assert history.smooth_losses == [(1.0, 1.0), (2.0, 0.5), (3.0, 0.75)]
    assert history.smooth_mean_qs == [(1.0, -1.0), (2.0, -0.5), (3.0, -0.75)]


def test_former_selves_are_kept_now_and_then_the_first_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SELF_SECONDS", 2.0)
    brain = Follower(ignorant())
    history = Progress(brain)
    for second in range(1, 6):
        brain.told = perfect(updates=second)
        history.update(float(second))
    assert [kept.at for kept in history.selves] == [0.0, 2.0, 4.0]
    assert [kept.skill.rate for kept in history.selves] == [pytest.approx(0.3), 1.0, 1.0]
    assert history.selves[1].snapshot.metrics.updates == 2


def test_too_many_selves_are_thinned_and_come_half_as_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SELVES", 4)
    brain = Follower(ignorant())
    history = Progress(brain)
    for second in range(1, 10):
        brain.told = ignorant(updates=second)
        history.update(float(second))
    assert [kept.at for kept in history.selves] == [0.0, 4.0, 8.0]  # 0 1 2 3 4, then 0 2 4 6 8, then this


def test_a_held_epsilon_is_what_is_charted() -> None:
    brain = Follower(ignorant(epsilon=1.0))
    history = Progress(brain)
    history.epsilon = 0.5
    brain.told = ignorant(updates=1, epsilon=0.75)
    history.update(1.0)
    assert history.epsilons == [(0.0, 1.0), (1.0, 0.5)]
