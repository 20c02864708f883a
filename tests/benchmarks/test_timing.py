"""Timing side by side: who is called when, what comes of it, how it reads."""

import pytest

from benchmarks import timing
from benchmarks.timing import Promise


@pytest.fixture
def clock(monkeypatch):
    """A clock that only calls move: each takes as many seconds as it is told."""
    now = [0.0]

    class Timer:
        def __init__(self, stmt):
            self.stmt = stmt

        def timeit(self, number):
            before = now[0]
            for _ in range(number):
                self.stmt()
            return now[0] - before

    monkeypatch.setattr(timing.timeit, "Timer", Timer)
    return now


def taking(clock, seconds, calls=None, name=None):
    def function():
        clock[0] += seconds
        if calls is not None:
            calls.append(name)

    return function


def test_each_is_timed_per_call(clock):
    times = timing.take_turns({"a": taking(clock, 0.5), "b": taking(clock, 2.0)}, turns=3, seconds=1.0)
    assert times == {"a": [0.5] * 3, "b": [2.0] * 3}


def test_they_take_turns_for_as_long_as_a_turn_lasts(clock):
    calls = []
    contestants = {"a": taking(clock, 0.5, calls, "a"), "b": taking(clock, 2.0, calls, "b")}
    timing.take_turns(contestants, turns=2, seconds=1.0)
    assert calls[-6:] == ["a", "a", "b", "a", "a", "b"]  # two of half a second make a turn, or one of two


def test_a_turn_is_needed():
    with pytest.raises(ValueError, match="turns is 0, but must be at least 1"):
        timing.take_turns({}, turns=0, seconds=1.0)


def test_a_ratio_is_taken_turn_by_turn():
    # In the last turn the machine was ten times slower for both: of the medians, 4 / 2; turn by turn 3, 2, 3.
    times = {"a": [6.0, 4.0, 3.0], "b": [2.0, 2.0, 1.0]}
    assert timing.ratio(times, "a", "b") == 3.0
    assert timing.median(times, "a") == 4.0


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(12.345, "12.3 s"), (0.5, "500 ms"), (1.5e-3, "1.5 ms"), (2.341e-5, "23.4 us"), (1234.0, "1230 s")],
)
def test_a_duration_has_the_unit_that_suits_it(seconds, text):
    assert timing.duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(2e-6, "500,000"), (3e-3, "333"), (0.8, "1.25"), (30.0, "0.0333")]
)
def test_a_rate_is_how_often_a_second(seconds, text):
    assert timing.rate(seconds) == text


def test_a_promise_of_a_time():
    promise = Promise("a decision", 31e-6, 30e-6, "us")
    assert not promise.is_kept
    assert promise.row() == ["a decision", "≤ 30 us", "31 us", "**no**"]
    assert promise._replace(figure=30e-6).is_kept


def test_a_promise_to_be_faster():
    promise = Promise("faster", 19.96, 20.0, is_least=True)
    assert not promise.is_kept
    assert promise._replace(figure=20.5).row() == ["faster", "≥ 20 times", "20.5 times", "yes"]


def test_numpy_is_held_to_one_thread_in_a_process_of_its_own(monkeypatch):
    asked = []

    def run(command, **options):
        asked.append((command[1:], options["env"]["OPENBLAS_NUM_THREADS"]))
        return type("Done", (), {"returncode": 3})

    monkeypatch.setattr(timing.subprocess, "run", run)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    assert timing.in_one_thread("rules", ["--quick"]) == 3
    assert asked == [(["-m", "benchmarks.rules", "--quick"], "1")]
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    assert timing.in_one_thread("rules", ["--quick"]) is None
