import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.config import Config
from agent.prioritized import PrioritizedReplayBuffer, SumTree, make_replay
from agent.replay import ReplayBuffer, Transition

numbers = st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any)


def filled(count, alpha=1.0, beta=0.5, capacity=8):
    buffer = PrioritizedReplayBuffer(capacity, (1, 1), 0, alpha, beta)
    for number in range(count):
        picture = np.full((1, 1), number, np.float32)
        buffer.add(Transition(picture, 0, float(number), 1.0, picture))
    return buffer


def prioritize(buffer, *priorities):
    """Give the first rows these priorities: with alpha 1 it is the error plus LEAST_ERROR."""
    buffer.report(np.arange(len(priorities)), np.array(priorities) - buffer.LEAST_ERROR)


@given(numbers, st.integers(0, 10**6))
def test_the_tree_finds_what_a_running_sum_finds(values, seed):
    tree = SumTree(len(values))
    tree.set(np.arange(len(values)), np.array(values, float))
    heights = np.random.default_rng(seed).random(50) * sum(values)
    by_hand = [next(i for i, s in enumerate(np.cumsum(values)) if s > height) for height in heights]
    assert tree.find(heights).tolist() == by_hand


@given(numbers, st.data())
def test_the_total_follows_every_change(values, data):
    tree = SumTree(len(values))
    tree.set(np.arange(len(values)), np.array(values, float))
    place = data.draw(st.integers(0, len(values) - 1))
    tree.set(np.array([place]), np.array([7.0]))
    assert tree.total == sum(values) - values[place] + 7


def test_a_tree_of_several_levels_finds_what_a_running_sum_finds():
    values = np.random.default_rng(0).integers(0, 9, 3000).astype(float)
    tree = SumTree(3000)
    tree.set(np.arange(3000), values)
    heights = np.arange(values.sum())
    assert (tree.find(heights) == np.repeat(np.arange(3000), values.astype(int))).all()


def test_a_place_without_weight_is_never_found():
    tree = SumTree(4)
    tree.set(np.arange(4), np.array([0.0, 1.0, 0.0, 1.0]))
    assert set(tree.find(np.linspace(0, 2, 1000))) == {1, 3}


def test_transitions_are_drawn_in_proportion_to_their_error():
    # One from each of equal slices: of 400 draws a quarter and three quarters, but for one slice.
    buffer = filled(2)
    prioritize(buffer, 1.0, 3.0)
    assert abs(np.bincount(buffer.sample(400).rows) - [100, 300]).max() <= 1


def test_the_exponent_tempers_the_error():
    buffer = filled(2, alpha=0.5)
    buffer.report(np.array([0, 1]), np.array([1.0, -9.0]) - np.array([0.01, -0.01]))  # priorities 1 and 3
    assert abs(np.bincount(buffer.sample(400).rows) - [100, 300]).max() <= 1


def test_weights_correct_for_being_drawn_more_often():
    # P = 1/4 and 3/4, N = 2: (2/4) ** -.5 = 1.41421 and (6/4) ** -.5 = 0.81650, over the larger.
    buffer = filled(2)
    prioritize(buffer, 1.0, 3.0)
    batch = buffer.sample(16)
    assert batch.weight[batch.rows == 0] == pytest.approx(1.0)
    assert batch.weight[batch.rows == 1] == pytest.approx(0.57735, abs=1e-5)


def test_a_new_transition_has_the_highest_priority():
    buffer = filled(2)
    prioritize(buffer, 1.0, 3.0)
    buffer.add(Transition(np.zeros((1, 1), np.float32), 0, 0.0, 1.0, np.zeros((1, 1), np.float32)))
    assert buffer.columns["priority"][:3].tolist() == pytest.approx([1.0, 3.0, 3.0])


def test_the_oldest_makes_room_with_its_priority():
    buffer = filled(8)
    prioritize(buffer, *[5.0] * 8)
    buffer.add(Transition(np.zeros((1, 1), np.float32), 0, 99.0, 1.0, np.zeros((1, 1), np.float32)))
    assert len(buffer) == 8
    assert 99.0 in buffer.sample(64).reward
    assert 0.0 not in buffer.sample(64).reward


def test_stored_columns_come_back_with_their_priorities():
    buffer = filled(3)
    prioritize(buffer, 1.0, 2.0, 5.0)
    other = filled(0)
    other.added = 3
    other.restore({name: column[:3] for name, column in buffer.columns.items()})
    other.generator.bit_generator.state = buffer.generator.bit_generator.state
    assert (other.sample(32).rows == buffer.sample(32).rows).all()


def test_an_empty_buffer_says_so():
    with pytest.raises(ValueError, match="empty"):
        filled(0).sample(1)


def test_the_config_names_the_kind():
    assert type(make_replay(Config(replay="uniform"), 0)) is ReplayBuffer
    assert type(make_replay(Config(replay="prioritized"), 0)) is PrioritizedReplayBuffer
