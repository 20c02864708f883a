"""The scores' file: round trips, figures held against plain Python, damage, other versions, other writers."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import agents, score_file
from game.score_file import MIGRATIONS, file_away, file_in_memory, load
from game.scores import (
    LATEST,
    DamagedScores,
    MatchScore,
    NewerScores,
    Practice,
    ScoresError,
    SoloScore,
    Span,
    Standings,
    Tally,
)

OPPONENTS = (*agents.NAMES, "friend.npz", "another.keras")
count = st.integers(0, 10**6)
real = st.floats(0, 1e9)

MATCHES = st.builds(
    MatchScore,
    ended_at=st.integers(0, 2**34),
    opponent=st.sampled_from(OPPONENTS),
    outcome=st.sampled_from(["won", "lost", "drawn"]),
    fruits=count,
    catches=count,
    best_streak=count,
    opponent_catches=count,
    opponent_best_streak=count,
    fruits_ahead=count,
    lead_fruits=st.none() | st.integers(0, 3),  # few values, so that some are equal
    lead_seconds=real,
    overtaken_fruit=st.none() | count,
    overtaken_seconds=st.none() | real,
    rate_before=real,
    rate_after=real,
    ticks_per_second=real,
    seconds=real,
)
RUNS = st.builds(SoloScore, count, count, count, count, real, real)

WON = MatchScore(
    ended_at=1_000_000,
    opponent="newborn",
    outcome="won",
    fruits=40,
    catches=38,
    best_streak=21,
    opponent_catches=31,
    opponent_best_streak=18,
    fruits_ahead=24,
    lead_fruits=20,
    lead_seconds=25.5,
    overtaken_fruit=None,
    overtaken_seconds=None,
    rate_before=0.25,
    rate_after=0.975,
    ticks_per_second=8.0,
    seconds=41.25,
)
RUN = SoloScore(ended_at=1_000_100, fruits=12, catches=10, best_streak=7, ticks_per_second=8.0, seconds=15.0)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scores.sqlite"


def query(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def change(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


# Adding and reading


@given(st.lists(MATCHES, max_size=8), st.lists(RUNS, max_size=4))
def test_what_is_added_is_read_again(matches, runs):
    order = sorted(range(len(matches)), key=lambda number: (matches[number].ended_at, number), reverse=True)
    assert file_in_memory([*matches, *runs]).after.latest == tuple(matches[number] for number in order)


@given(st.lists(MATCHES | RUNS, max_size=20), st.lists(MATCHES | RUNS, max_size=3))
def test_the_figures_are_those_that_plain_python_counts(earlier, scores):
    filed = file_in_memory(scores, earlier)
    for given_, standings in ((earlier, filed.before), (earlier + scores, filed.after)):
        matches = [score for score in given_ if isinstance(score, MatchScore)]
        runs = [score for score in given_ if isinstance(score, SoloScore)]
        tallies = []
        for name in [*agents.NAMES, *sorted(set(OPPONENTS) - set(agents.NAMES))]:
            met = [match for match in matches if match.opponent == name]
            if met:
                won, drawn, lost = (
                    len([match for match in met if match.outcome == end]) for end in ("won", "drawn", "lost")
                )
                tallies.append(
                    Tally(name, len(met), won, drawn, lost, max(match.best_streak for match in met))
                )
                assert standings.against(name) == tallies[-1]
                assert standings.against(name).win_rate == won / len(met)
            else:
                assert standings.against(name) is None
        leads = [Span(m.lead_fruits, m.lead_seconds) for m in matches if m.lead_fruits is not None]
        assert standings.tallies == tuple(tallies)
        assert standings.played == len(matches)
        assert standings.best_streak == max([0, *(match.best_streak for match in matches)])
        assert standings.longest_lead == max(leads, default=None)
        assert standings.practice == Practice(
            len(runs),
            sum(run.fruits for run in runs),
            sum(run.catches for run in runs),
            max([0, *(run.best_streak for run in runs)]),
        )


def test_a_file_keeps_what_is_added_to_it(path):
    first = file_away(path, [WON])
    second = file_away(path, [replace(WON, ended_at=WON.ended_at + 60, outcome="lost"), RUN])
    assert first.before == Standings()
    assert second.before == first.after
    assert load(path) == second.after
    assert [match.outcome for match in second.after.latest] == ["lost", "won"]
    assert second.after.practice == Practice(1, 12, 10, 7)


def test_earlier_scores_are_added_but_count_as_there_before(path):
    filed = file_away(path, [RUN], earlier=[WON])
    assert filed.before.latest == (WON,)
    assert filed.before.practice.runs == 0
    assert load(path) == filed.after


def test_a_history_goes_back_so_far_but_every_match_counts(path):
    count = LATEST + 5
    file_away(path, [replace(WON, ended_at=second) for second in range(count)])
    standings = load(path)
    assert [match.ended_at for match in standings.latest] == list(range(count - 1, 4, -1))
    assert standings.played == count


def test_no_file_is_no_scores_and_reading_makes_none(path):
    assert load(path) == Standings()
    assert not path.exists()


def test_an_empty_file_is_one_to_begin_with(path):
    path.touch()
    assert load(path) == Standings()
    assert file_away(path, [WON]).after.latest == (WON,)


def test_all_is_added_or_nothing(path):
    file_away(path, [WON])
    with pytest.raises(ScoresError, match="CHECK"):
        file_away(path, [WON, replace(WON, outcome="fled")])
    assert load(path).played == 1


# Formats


def test_the_file_tells_its_format(path):
    file_away(path, [WON])
    assert query(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_an_older_format_is_brought_up_to_date_with_all_that_is_in_it(path, monkeypatch):
    file_away(path, [WON, RUN])
    extra = (
        "ALTER TABLE solo_runs ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
        "CREATE TABLE badges (name TEXT)",
    )
    monkeypatch.setattr(score_file, "MIGRATIONS", (*MIGRATIONS, extra))
    assert load(path).latest == (WON,)
    assert query(path, "PRAGMA user_version") == [(len(MIGRATIONS) + 1,)]
    assert query(path, "SELECT best_streak, mood FROM solo_runs") == [(RUN.best_streak, "calm")]


def test_a_migration_that_fails_changes_nothing(path, monkeypatch):
    file_away(path, [WON])
    steps = ("CREATE TABLE badges (name TEXT)", "ALTER TABLE nothing ADD COLUMN mood TEXT")
    monkeypatch.setattr(score_file, "MIGRATIONS", (*MIGRATIONS, steps))
    with pytest.raises(ScoresError):
        load(path)
    monkeypatch.undo()
    assert load(path).latest == (WON,)
    assert query(path, "SELECT name FROM sqlite_master WHERE name = 'badges'") == []


def test_a_newer_format_is_left_untouched(path):
    file_away(path, [WON])
    change(path, "DROP TABLE solo_runs", f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    for use in (lambda: load(path), lambda: file_away(path, [WON])):
        with pytest.raises(NewerScores, match=f"format {len(MIGRATIONS) + 1}.* knows {len(MIGRATIONS)}"):
            use()
    assert path.read_bytes() == before


# Damage


def test_something_else_is_no_file_of_scores(path):
    path.write_text("Dear diary, today I caught " + "a fruit and " * 1000)
    with pytest.raises(DamagedScores, match="not a database"):
        load(path)


def test_a_database_of_something_else_is_none_either(path):
    change(path, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(DamagedScores, match="something else"):
        file_away(path, [WON])
    assert query(path, "SELECT name FROM sqlite_master") == [("recipes",)]


def test_a_table_that_is_missing_is_damage(path):
    file_away(path, [WON])
    change(path, "DROP TABLE solo_runs")
    with pytest.raises(DamagedScores, match="solo_runs"):
        load(path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE matches SET best_streak = 'many'",
        "UPDATE matches SET lead_seconds = x'00ff'",
        "UPDATE matches SET opponent = x'00ff'",
        "UPDATE matches SET opponent = CAST(x'ff' AS TEXT)",
        "UPDATE solo_runs SET fruits = 'none'",
    ],
)
def test_a_value_that_cannot_be_one_is_damage(path, damage):
    file_away(path, [WON, RUN])
    change(path, "PRAGMA ignore_check_constraints = ON", damage)
    with pytest.raises(DamagedScores):
        load(path)


@hypothesis.settings(max_examples=50)
@given(st.data())
def test_a_file_with_overwritten_pages_is_read_or_refused(tmp_path_factory, data):
    """Whatever disk or transfer does to it, nothing but these errors comes of it."""
    path = tmp_path_factory.mktemp("damaged") / "scores.sqlite"
    file_away(path, [WON, RUN])
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        junk = data.draw(st.binary(min_size=1, max_size=64))
        content[at : at + len(junk)] = junk
    path.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    with suppress(ScoresError):
        standings = load(path)
        assert all(isinstance(number, int) for tally in standings.tallies for number in tally[1:])
        assert all(isinstance(number, int) for number in standings.practice)


def test_a_folder_in_its_place_cannot_be_opened(path):
    path.mkdir()
    with pytest.raises(ScoresError, match="unable to open"):
        file_away(path, [WON])


# Other programs


def test_one_who_does_not_let_go_is_not_waited_for_for_ever(path, monkeypatch):
    monkeypatch.setattr(score_file, "PATIENCE", 0.01)
    file_away(path, [WON])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ScoresError, match="locked") as caught:
            file_away(path, [RUN])
    assert not isinstance(caught.value, DamagedScores)
    assert load(path).played == 1


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from game import score_file
from test_score_file import WON
score_file.PATIENCE = 60.0  # a slow disk is no failure
path, name = Path(sys.argv[1]), sys.argv[2]
print(flush=True)
sys.stdin.readline()  # all at once
for number in range(25):
    score_file.file_away(path, [replace(WON, opponent=name, ended_at=number)])
"""


def test_several_programs_lose_nothing_of_each_others(path):
    """The file is not there yet: they make it at the same time, too."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), f"{name}.npz"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for name in "abc"
    ]
    for writer in writers:
        writer.stdout.readline()
    for writer in writers:
        writer.stdin.write(b"\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert [(tally.opponent, tally.played) for tally in load(path).tallies] == [
        ("a.npz", 25),
        ("b.npz", 25),
        ("c.npz", 25),
    ]
