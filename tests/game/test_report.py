"""What --report writes."""

from __future__ import annotations

import json
import sys

import pytest

from agent import checkpoint
from agent.config import Config
from game.progress import Progress
from game.report import FrameMeter, report
from game.session import Brain

PROMISED = {
    "scene", "engine", "first_frame_at", "first_update_at", "frames", "frame_ms", "work_ms", "flip_ms",
    "frames_over_25ms", "frames_over_33ms",
    "updates", "updates_per_s", "steps", "episodes", "catch_rate", "catch_rate_history", "replay_size",
    "human_share", "rss_mb", "tensorflow_imported",
}  # fmt: skip


def meter(*gaps: float) -> FrameMeter:
    """Frames that far apart, each of a millisecond's work."""
    frames, now = FrameMeter(), 100.0
    for gap in (0.0, *gaps):
        now += gap
        frames.add(now, work=0.001)
    return frames


def test_frames_are_measured_from_one_to_the_next():
    summary = meter(*[0.01] * 99, 0.02).summary()
    assert summary["frames"] == 101
    assert summary["frame_ms"] == {
        "p50": 10.0,
        "p99": 10.1,
        "max": 20.0,
    }  # p99 lies a hundredth from 10 to 20
    assert summary["work_ms"] == {"p50": 1.0, "p99": 1.0, "max": 1.0}


def test_late_frames_are_counted_in_all_and_without_the_first_second():
    summary = meter(0.5, 0.034, 0.6, 0.016, 0.034).summary()
    assert summary["frames_over_33ms"] == 4
    assert summary["frames_over_33ms_after_first_second"] == 2


def test_frames_that_were_due_before_are_counted():
    summary = meter(0.016, 0.026, 0.034, 0.024).summary()
    assert summary["frames_over_25ms"] == 2
    assert summary["frames_over_33ms"] == 1


def test_a_rest_is_no_gap():
    frames = meter(0.01)
    frames.rest()
    frames.add(200.0, work=0.001)
    frames.add(200.02, work=0.001)
    summary = frames.summary()
    assert summary["frames"] == 4
    assert summary["frame_ms"] == {"p50": 15.0, "p99": 19.9, "max": 20.0}  # of 10 and 20
    assert summary["frames_over_33ms"] == 0


def test_handing_a_frame_over_is_no_work_on_it():
    frames = FrameMeter()
    frames.add(100.0, work=0.002, flip=0.003)
    summary = frames.summary()
    assert (summary["work_ms"]["max"], summary["flip_ms"]["max"]) == (2.0, 3.0)


@pytest.mark.parametrize("gaps", [[], [0.01]])
def test_hardly_any_frames_are_no_error(gaps):
    assert meter(*gaps).summary()["frames"] == 1 + len(gaps)


def test_no_frames_at_all_are_no_error():
    assert FrameMeter().summary()["frames"] == 0


def test_every_promised_field_is_there_and_is_json():
    brain = Brain("newborn", checkpoint.newborn(Config(), seed=0))
    progress = Progress(brain, now=1.0)
    progress.update(3.0)
    written = json.loads(json.dumps(report("versus", "litert", 12.5, meter(0.01), progress)))
    assert written.keys() >= PROMISED
    assert (written["scene"], written["engine"], written["first_frame_at"]) == ("versus", "litert", 12.5)
    assert written["first_update_at"] is None
    assert written["catch_rate"] == pytest.approx(progress.skill.rate)
    assert written["catch_rate_history"][0] == [1.0, pytest.approx(progress.skill.rate)]
    assert (written["updates"], written["steps"], written["replay_size"]) == (0, 0, 0)


def test_a_scene_without_an_agent_has_the_same_fields():
    written = report("title", "litert", 1.0, meter(), None)
    assert written.keys() >= PROMISED
    assert written["catch_rate"] is None
    assert written["catch_rate_history"] == []


def test_memory_and_tensorflow_are_those_of_this_process(monkeypatch):
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    written = report("title", "litert", 1.0, meter(), None)
    assert written["tensorflow_imported"] is False
    if sys.platform in ("linux", "darwin"):
        assert 10 < written["rss_mb"] < 10_000
