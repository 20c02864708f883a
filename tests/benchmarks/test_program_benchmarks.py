"""The benchmarks of the program: what they make of the figures, and the machinery that gets them."""

from __future__ import annotations

import json
import sys
import time

import pytest

from benchmarks import footprint, frames, latency, memory, program, startup
from benchmarks.program import Failed, Sample, cpu_share, run, screen

SCREENS = ["x11", "dummy"]


def minutes(count: int, mb=lambda _minute: 100.0) -> list[Sample]:
    """A sample each second, whose memory is a function of the minute."""
    return [Sample(float(second), second / 2, mb(second / 60)) for second in range(60 * count + 1)]


def kept(promises):
    """What each came to, and whether that is enough."""
    return [(promise.figure, promise.is_kept) for promise in promises]


# Starting it


def test_a_command_runs_on_the_screen_it_is_given_with_a_home_of_its_own(monkeypatch):
    monkeypatch.setenv("CATCH_HOME", "elsewhere")
    code = "import os; print(os.environ['SDL_VIDEODRIVER'], os.environ['CATCH_HOME'])"
    with screen("dummy") as environment:
        driver, home = run(["-c", code], environment).split()
    assert driver == "dummy"
    assert home != "elsewhere"


def test_a_command_that_fails_says_why():
    with pytest.raises(Failed, match="out of paper"):
        run(["-c", "raise SystemExit('out of paper')"], {})


def test_the_game_is_played_with_keys_and_samples_are_taken():
    with screen("dummy") as environment:
        played = program.play(
            "--scene",
            "watch",
            environment=environment,
            seconds=1.5,
            presses=[(0.0, "escape")],
            size=(640, 480),
        )
    assert played.report["scene"] == "watch"
    assert played.report["frames"] < 40  # under the pause menu few are drawn
    assert len(played.samples) >= 2
    assert played.samples[-1].cpu > played.samples[0].cpu > 0
    if sys.platform == "linux":
        assert played.samples[-1].mb == pytest.approx(played.report["rss_mb"], rel=0.5)


def test_the_share_of_a_core_counts_from_a_time_on():
    samples = [Sample(0.0, 1.0, None), Sample(1.0, 5.0, None), Sample(2.0, 5.5, None), Sample(5.0, 6.0, None)]
    assert cpu_share(samples, since=1.0) == 0.25  # one second in four
    with pytest.raises(ValueError, match="measure longer"):
        cpu_share(samples, since=3.0)


# Start-up


def test_all_take_turns_and_the_first_turn_does_not_count():
    asked = []

    def contestant(name, times):
        def measure():
            asked.append(name)
            return times.pop(0)

        return measure

    found = startup.in_turns({"a": contestant("a", [9, 1, 2]), "b": contestant("b", [9, 3, 4])}, runs=2)
    assert found == {"a": [1, 2], "b": [3, 4]}
    assert asked == ["a", "b"] * 3


def test_the_start_is_held_against_both_references():
    seconds = {
        startup.FRAME: {startup.GAME: [0.3, 0.2, 0.4], startup.BARE: [0.2, 0.2, 0.9]},
        startup.UPDATE: {startup.GAME: [1.0], startup.TENSORFLOW: [5.0]},
    }
    rows = startup.table(seconds)
    assert rows[1][:3] == ["first frame: the game", "0.300", "0.400"]
    assert rows[2][1:] == ["0.200", "0.900", "1.50"]
    assert rows[4][1:] == ["5.000", "5.000", "0.20"]
    assert kept(startup.promises(seconds)) == [(pytest.approx(1.5), True), (0.2, False)]


@pytest.mark.slow  # it opens a window on the dummy driver, and waits for a second
def test_a_bare_window_tells_when_it_is_there_and_what_it_takes():
    before = time.time()
    with screen("dummy") as environment:
        printed = run(["benchmarks/bare_window.py", "1"], environment).splitlines()
    assert before < float(printed[-2]) < time.time()
    assert 0 < float(printed[-1]) < 2


# Frames


def row(name, size, where="x11", p99=16.0, longest=20.0, work=5.0, updates=900.0):
    spread = {"p50": 1.0, "p99": work, "max": 9.0}
    return {
        "name": name,
        "screen": where,
        "size": size,
        "frame_ms": {"p50": 16.0, "p99": p99, "max": longest},
        "work_ms": spread,
        "flip_ms": spread,
        "frames": 600,
        "frames_over_25ms": 3,
        "frames_over_33ms": 2,
        "updates_per_s": updates,
    }


def test_each_screen_plays_the_same_cases():
    cases = frames.cases(SCREENS, 60, 20)
    assert [case.screen for case in cases] == ["x11"] * 5 + ["dummy"] * 5
    assert {case.name for case in cases} == {frames.LEARNING, frames.STILL, "Versus", "Title"}


def test_a_players_keys_come_one_after_the_other_until_the_end():
    keys = frames.keys(seconds=5)
    assert [at for at, _ in keys] == sorted(at for at, _ in keys)
    assert keys[-1][0] < 5
    assert {"left", "right", "return"} == {key for _, key in keys}


def test_frames_are_held_against_what_is_promised():
    rows = [
        row(frames.LEARNING, frames.HD, p99=18.0, longest=24.5),
        row(frames.STILL, frames.HD, p99=15.0),
        row(frames.LEARNING, frames.FULL_HD, work=7.5),
        row("Title", frames.HD, updates=None),
    ]
    assert kept(frames.promises(rows, alone=1000.0)) == [
        (pytest.approx(1.2), False),  # p99 of the gaps is 18 ms against 15
        (0.0245, True),  # the longest gap while it learns, and on the title
        (0.02, True),
        (0.005, True),  # the work
        (0.0075, True),
        (90.0, True),  # percent of the updates
    ]
    words = frames.table(rows)
    assert words[1][0] == "Watch at max, learning, 1280x720, x11"
    assert words[1][-1] == "900"
    assert words[2][-1] == words[4][-1] == "-"  # nothing is learned there


# Latency


def test_a_press_may_take_a_tick_and_a_frame():
    assert pytest.approx(0.125 + 1 / 60) == latency.LIMIT
    rows = latency.table({"x11": [10.0, 60.0, 110.0, 160.0]})
    assert rows[1][1:] == ["4", "85", "145", "158", "160", "75.0%"]
    assert kept(latency.promises({"x11": [10.0, 141.0], "dummy": [142.0]})) == [(0.141, True), (0.142, False)]


# Footprint


def test_a_scenes_share_is_held_against_its_limit_and_a_bare_window():
    found = [footprint.Found("Title", 0.1, 80.4, share_limit=0.25), footprint.Found("bare", 0.05)]
    rows = footprint.table(found, bare=0.05)
    assert rows[1] == ["Title", "10.0%", "2.00", "80"]
    assert rows[2] == ["bare", "5.0%", "1.00", "-"]
    assert kept(footprint.promises(found)) == [(10.0, True)]
    assert kept(footprint.promises([footprint.Found("Watch", 0.9, 111.0, mb_limit=110)])) == [(111.0, False)]


# Memory


def test_growth_counts_from_the_second_minute_to_the_last():
    samples = minutes(4, lambda minute: 90.0 if minute < 1.5 else 100.0 if minute < 3 else 101.5)
    assert memory.growth(samples, 4) == pytest.approx(1.5)
    assert kept(memory.promises(samples, 4)) == [(101.5, True), (pytest.approx(1.5), True)]
    assert memory.growth(samples, 2) is None
    assert memory.growth(samples[:60], 4) is None


def test_memory_is_shown_minute_by_minute():
    assert memory.table(minutes(4), 4) == [["minute", "1", "2", "4"], ["MB", "100.0", "100.0", "100.0"]]


def test_samples_can_be_written():
    assert json.loads(json.dumps(minutes(1)))[1] == [1.0, 0.5, 100.0]
