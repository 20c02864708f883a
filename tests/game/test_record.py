"""Recording greedy play, without a window."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from agent.checkpoint import newborn
from agent.config import Config
from agent.engine import make_engine
from agent.learner import Learner
from agent.policy import Policy
from game import paths, record
from game.cli import main
from game.skill import exact_skill
from game.ui import theme


@pytest.fixture
def snapshot():
    return newborn(Config(), seed=0).snapshot()


def frames_of(path):
    with Image.open(path) as animation:
        return [
            (np.array(animation.convert("RGB")), animation.info["duration"])
            for number in range(animation.n_frames)
            if not animation.seek(number)
        ]


def test_play_is_shown_from_the_first_start_to_the_last_landing(snapshot):
    rows = [court.now.fruit_row for court, *_ in record.play(snapshot, episodes=2, seed=0)]
    assert rows == [*range(10), *range(10)]


def test_recorded_play_is_greedy(snapshot):
    """Two runs of one start can differ only by exploration: with one seed for fruits, there is none."""

    def baskets():
        return [court.now.basket for court, *_ in record.play(snapshot, episodes=3, seed=0)]

    assert baskets() == baskets()


@pytest.fixture
def learner():
    checkpoint = newborn(Config(), seed=0)
    return Learner(checkpoint, make_engine("litert", checkpoint.config, paths.compiled_agents()))


def test_learning_is_shown_fruit_by_fruit(learner):
    known = []
    for court, skills, _epsilon in record.learn(learner, episodes=3, seed=0):
        assert len(skills) == 1 + len(court.history)
        known = skills
    assert learner.metrics.steps == 3 * 9
    assert (
        known[0].rate == exact_skill(Policy(newborn(Config(), seed=0).snapshot()).probabilities, 10, 10).rate
    )
    assert known[3].rate == exact_skill(Policy(learner.snapshot()).probabilities, 10, 10).rate


def test_a_learner_is_shown_with_what_it_knows_beside_the_court(learner, tmp_path):
    record.record_pictures(record.learn(learner, 1, seed=0), 1, tmp_path / "pictures")
    first, last = (Image.open(tmp_path / "pictures" / f"{n:04}.png") for n in (1, 10))
    assert (
        first.size
        == last.size
        == (record.COURT + record.PANEL, record.COURT + record.CAPTION + record.MARGIN)
    )
    panel = (record.COURT, 0, *first.size)
    assert first.crop(panel).tobytes() != last.crop(panel).tobytes()


def test_an_animation_lasts_as_long_as_the_game_does(snapshot, tmp_path):
    path = tmp_path / "play.gif"
    record.record_gif(record.play(snapshot, 2, seed=0), 2, path)
    milliseconds = [duration for _, duration in frames_of(path)]
    ticks = 2 * 10  # nine to fall and one to serve, for each fruit
    assert sum(milliseconds[:-1]) <= ticks * record.GLIDE * record.PICTURE_MS
    assert sum(milliseconds) == (ticks * record.GLIDE - 1) * record.PICTURE_MS + record.LAST_MS


def test_the_fruit_falls_through_the_animation(snapshot, tmp_path):
    path = tmp_path / "play.gif"
    record.record_gif(record.play(snapshot, 1, seed=4), 1, path)  # an apple, whose red nothing else has
    heights = [rows.mean() for image, _ in frames_of(path) if len(rows := fruit_rows(image))]
    assert len(heights) > 20
    assert all(above < below for above, below in pairwise(heights))


def fruit_rows(image):
    """Return the rows of pixels that have a fruit's colour, or nearly: a palette changes it a little."""
    skins = np.array([theme.ART.red, theme.ART.green, theme.ART.violet])  # yellow is like wicker
    away = np.abs(image[:, :, None].astype(int) - skins).sum(axis=3).min(axis=2)
    return np.flatnonzero((away < 40).any(axis=1))


def test_one_seed_gives_one_animation(snapshot, tmp_path):
    digests = set()
    for name in ("a.gif", "b.gif"):
        record.record_gif(record.play(snapshot, 1, seed=3), 1, tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_pictures_are_numbered_one_per_tick(snapshot, tmp_path):
    folder = tmp_path / "pictures"
    assert record.record_pictures(record.play(snapshot, 2, seed=4), 2, folder) == 20
    assert sorted(path.name for path in folder.iterdir()) == [f"{n:04}.png" for n in range(1, 21)]
    heights = [fruit_rows(np.array(Image.open(folder / f"{n:04}.png"))).mean() for n in (1, 4, 7)]
    assert heights[1] - heights[0] == heights[2] - heights[1] > 3 * 20  # three rows each time


def test_a_folder_that_holds_something_is_left_alone(snapshot, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Ada")
    with pytest.raises(FileExistsError, match="not empty"):
        record.record_pictures(record.play(snapshot, 1), 1, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_command_records_an_animation(tmp_path, newborn_file, capsys):
    path = tmp_path / "new" / "play.gif"
    assert main(["record", str(newborn_file), "--out", str(path), "--episodes", "1", "--seed", "0"]) == 0
    assert len(frames_of(path)) > 10
    assert str(path) in capsys.readouterr().out


def test_the_command_records_learning(tmp_path, newborn_file):
    folder = tmp_path / "pictures"
    words = ["record", str(newborn_file), "--learn", "--out", str(folder), "--episodes", "1", "--seed", "0"]
    assert main(words) == 0
    with Image.open(folder / "0001.png") as picture:
        assert picture.width == record.COURT + record.PANEL


def test_the_command_records_pictures(tmp_path, newborn_file, capsys):
    folder = tmp_path / "pictures"
    assert main(["record", str(newborn_file), "--out", str(folder), "--episodes", "1"]) == 0
    assert "10 pictures" in capsys.readouterr().out


def test_another_kind_of_file_is_refused(tmp_path, newborn_file, capsys):
    assert main(["record", str(newborn_file), "--out", str(tmp_path / "play.mp4")]) == 2
    assert "neither a .gif file nor a folder" in capsys.readouterr().err


def test_recording_opens_no_window(tmp_path, newborn_file):
    """In a process without a display: there, opening one would fail."""
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    words = ["record", str(newborn_file), "--out", str(tmp_path / "play.gif"), "--episodes", "1"]
    subprocess.run([sys.executable, "-m", "game", *words], check=True, env=env, capture_output=True)
    assert (tmp_path / "play.gif").is_file()
