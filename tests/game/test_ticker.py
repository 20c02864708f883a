"""Fixed steps out of frames of any length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ticker import Ticker


class Count:
    def __init__(self, most: int = 1_000_000) -> None:
        self.ticks = 0
        self.most = most

    def tick(self) -> None:
        self.ticks += 1

    def may_tick(self) -> bool:
        return self.ticks < self.most


def test_eight_ticks_a_second_are_one_every_eighth():
    ticker, count = Ticker(), Count()
    for _ in range(10):  # 10 frames of 1/16 s at 8 ticks/s: half a tick each
        ticker.advance(1 / 16, 8, count.tick, count.may_tick)
    assert count.ticks == 5


def test_alpha_is_how_far_the_next_tick_has_come():
    ticker, count = Ticker(), Count()
    ticker.advance(1 / 32, 8, count.tick, count.may_tick)
    assert ticker.alpha == pytest.approx(0.25)


def test_a_fast_pace_ticks_several_times_a_frame():
    ticker, count = Ticker(), Count()
    ticker.advance(1 / 64, 128, count.tick, count.may_tick)
    assert count.ticks == 2


def test_a_stall_is_not_caught_up_with():
    ticker, count = Ticker(), Count()
    ticker.advance(60.0, 100, count.tick, count.may_tick)
    assert count.ticks == 10  # of the longest frame that counts, 0.1 s


def test_a_tick_that_may_not_be_waits_and_the_rest_of_the_time_is_dropped():
    ticker, count = Ticker(), Count(most=2)
    ticker.advance(1 / 16, 160, count.tick, count.may_tick)  # time for ten
    assert count.ticks == 2
    assert ticker.alpha == 1.0
    count.most = 10
    ticker.advance(0.0, 160, count.tick, count.may_tick)
    assert count.ticks == 3


def test_settle_shows_the_latest_tick_without_a_glide():
    ticker = Ticker()
    ticker.settle()
    assert ticker.alpha == 1.0


@given(st.lists(st.floats(0, 0.1), max_size=50), st.sampled_from([1.0, 8.0, 128.0]))
def test_no_time_is_lost_between_frames(frames, rate):
    ticker, count = Ticker(), Count()
    for seconds in frames:
        ticker.advance(seconds, rate, count.tick, count.may_tick)
    assert count.ticks + ticker.alpha == pytest.approx(sum(frames) * rate, abs=1e-6)
