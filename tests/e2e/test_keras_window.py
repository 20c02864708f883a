"""TensorFlow itself, loaded by the learner's thread beside a real window.

The dummy driver would not show what this is about: where SDL shows a window through Mesa, importing
TensorFlow crashes the process, unless the window is opened without acceleration.
"""

from __future__ import annotations

import json

import pytest
from desktop import Desktop, missing_tools

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}"),
]


def test_it_learns_with_tensorflow_while_the_window_lives(tmp_path):
    report = tmp_path / "report.json"
    words = ["--scene", "watch", "--opponent", "newborn", "--speed", "max", "--engine", "keras", "--mute"]
    with (
        Desktop() as desktop,
        desktop.start(*words, "--duration", "40", "--report", str(report), home=tmp_path / "home") as program,
    ):
        assert program.process.wait(120) == 0, program.errors()
    measured = json.loads(report.read_text())
    assert measured["tensorflow_imported"]
    assert measured["first_frame_at"] < measured["first_update_at"]  # the window did not wait for it
    assert max(rate for _, rate in measured["catch_rate_history"]) >= 0.9
