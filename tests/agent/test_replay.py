import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replay import Player, ReplayBuffer, Transition


def step(number, player=Player.AGENT):
    """A transition that can be told from every other by its reward."""
    picture = np.full((2, 3), number, np.float32)
    return Transition(picture, number % 3, float(number), 1.0, picture + 1, player)


def filled(capacity, count):
    buffer = ReplayBuffer(capacity, (2, 3), seed=0)
    for number in range(count):
        buffer.add(step(number))
    return buffer


@given(capacity=st.integers(1, 20), count=st.integers(1, 60))
def test_it_keeps_the_newest(capacity, count):
    buffer = filled(capacity, count)
    drawn = set(buffer.sample(40 * capacity).reward)
    assert len(buffer) == min(capacity, count)
    assert drawn <= set(range(max(0, count - capacity), count))


def test_every_stored_transition_is_drawn_about_equally_often():
    # 60,000 draws of 6: 10,000 each, standard deviation sqrt(60000 * 1/6 * 5/6) = 91; five of them are 456.
    counts = np.bincount(filled(6, 6).sample(60_000).reward.astype(int), minlength=6)
    assert abs(counts - 10_000).max() < 456


def test_a_drawn_transition_is_whole():
    batch = filled(10, 10).sample(5)
    for n in range(5):
        expected = step(int(batch.reward[n]))
        assert (batch.observation[n] == expected.observation).all()
        assert (batch.next_observation[n] == expected.next_observation).all()
        assert batch.action[n] == expected.action
        assert batch.discount[n] == expected.discount


def test_uniform_samples_all_count_the_same():
    assert (filled(4, 4).sample(8).weight == 1).all()


def test_rows_say_where_each_was_found():
    buffer = filled(10, 10)
    batch = buffer.sample(6)
    assert (buffer.columns["reward"][batch.rows] == batch.reward).all()


def test_the_same_seed_draws_the_same():
    assert (filled(10, 10).sample(20).rows == filled(10, 10).sample(20).rows).all()


def test_an_empty_buffer_says_so():
    with pytest.raises(ValueError, match="empty"):
        ReplayBuffer(4, (2, 3), seed=0).sample(1)


def test_human_share_counts_only_what_is_stored():
    buffer = ReplayBuffer(4, (2, 3), seed=0)
    assert buffer.human_share == 0
    for number in range(3):
        buffer.add(step(number, Player.HUMAN))
    buffer.add(step(3))
    assert buffer.human_share == 0.75
    buffer.add(step(4))  # over the first human one
    assert buffer.human_share == 0.5
