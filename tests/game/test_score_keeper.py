"""Who keeps the scores: off the game's thread, and whatever becomes of the file, play goes on."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest
from test_score_file import RUN, WON

from game import paths, score_file
from game.score_file import MIGRATIONS, file_away, load
from game.score_keeper import ScoreKeeper
from game.scores import ScoresError, Standings

LOST = replace(WON, ended_at=WON.ended_at + 60, outcome="lost")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scores.sqlite"


@pytest.fixture
def keeper(path):
    keeper = ScoreKeeper(path)
    yield keeper
    keeper.close()


def kept_beside(path):
    """The files that were set aside."""
    return sorted(path.parent.glob("scores-*"))


def test_what_is_added_is_in_the_file(keeper, path):
    filed = keeper.add(WON).result()
    assert filed.before == Standings()
    assert filed.after == load(path)
    assert load(path).latest == (WON,)
    assert keeper.notices == []


def test_looking_tells_what_there_is_and_makes_no_file(keeper, path):
    assert keeper.look().result().after == Standings()
    assert not path.exists()
    file_away(path, [WON])  # another run of the game
    assert keeper.look().result().after.latest == (WON,)


def test_adding_does_not_wait_for_the_disk(keeper, path, monkeypatch):
    disk_is_there = threading.Event()
    monkeypatch.setattr(
        score_file, "file_away", lambda *args: disk_is_there.wait(timeout=30) and file_away(*args)
    )
    filed = keeper.add(WON)
    assert not filed.done()
    disk_is_there.set()
    assert filed.result().after.played == 1
    assert load(path).played == 1


def test_closing_waits_until_all_is_saved(keeper, path):
    for number in range(5):
        keeper.add(replace(WON, ended_at=number))
    keeper.close()
    assert load(path).played == 5


def test_without_a_file_scores_count_for_this_sitting(tmp_path):
    keeper = ScoreKeeper()
    keeper.add(WON)
    filed = keeper.add(LOST).result()
    keeper.close()
    assert filed.before.latest == (WON,)
    assert filed.after.latest == (LOST, WON)
    assert keeper.notices == []
    assert list(tmp_path.iterdir()) == []


def test_the_players_scores_lie_in_the_players_folder(home):
    keeper = ScoreKeeper.of_the_player()
    keeper.add(WON)
    keeper.close()
    assert paths.scores() == home / "scores.sqlite"
    assert load(paths.scores()).latest == (WON,)


def test_without_a_folder_scores_count_for_this_sitting(home):
    home.write_text("no folder")
    keeper = ScoreKeeper.of_the_player()
    assert keeper.add(WON).result().after.played == 1
    keeper.close()
    assert keeper.notices == []  # the session tells it


@pytest.mark.parametrize("use", ["add", "look"])
def test_a_damaged_file_is_kept_and_a_new_one_begins(keeper, path, use):
    path.write_bytes(b"once upon a time" * 100)
    if use == "look":
        keeper.look().result()
    assert keeper.add(WON).result().after.latest == (WON,)
    assert load(path).latest == (WON,)
    (file,) = kept_beside(path)
    assert file.read_bytes() == b"once upon a time" * 100
    (notice,) = keeper.notices
    assert file.name in notice
    assert "not a database" in notice


def test_a_newer_file_is_left_alone_and_the_player_is_told_once(keeper, path):
    file_away(path, [WON])
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 6}")
    before = path.read_bytes()
    keeper.add(LOST).result()
    assert keeper.add(RUN).result().after.latest == (LOST,)  # they count on the screen
    assert path.read_bytes() == before
    assert kept_beside(path) == []
    (notice,) = keeper.notices
    assert f"format {len(MIGRATIONS) + 6}" in notice


def test_what_could_not_be_saved_is_saved_on_the_next_occasion(keeper, path, monkeypatch):
    monkeypatch.setattr(score_file, "PATIENCE", 0.01)
    file_away(path, [WON])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert keeper.add(LOST).result().after.latest == (LOST,)
        keeper.look().result()
        (notice,) = keeper.notices
        assert "locked" in notice
    filed = keeper.add(RUN).result()
    assert filed.before.latest == (LOST, WON)
    assert filed.after.practice.runs == 1
    assert load(path) == filed.after


def test_the_last_occasion_is_the_end_of_the_game(path, monkeypatch):
    keeper = ScoreKeeper(path)
    monkeypatch.setattr(score_file, "file_away", _refuse)
    keeper.add(WON).result()
    monkeypatch.undo()
    keeper.close()
    assert load(path).latest == (WON,)


def test_what_cannot_be_saved_to_the_end_is_told(path, monkeypatch):
    keeper = ScoreKeeper(path)
    monkeypatch.setattr(score_file, "file_away", _refuse)
    keeper.add(WON)
    keeper.add(RUN)
    keeper.close()
    assert keeper.notices == [
        "Your scores cannot be saved now: the disk is full. It will be tried again.",
        "2 scores of yours could not be saved.",
    ]


def _refuse(*_):
    raise ScoresError("the disk is full")
