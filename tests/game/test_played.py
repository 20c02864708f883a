"""A match as it is remembered: leads, overtaking and feats, with values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from test_match import Plan
from test_score_file import WON

from game.match import Court, Match
from game.played import Played
from game.score_keeper import ScoreKeeper
from game.scores import Feat, Span, Standings, Tally, feats

BEGAN = 100.0
C, M = True, False  # a catch, a miss


def played(yours, theirs, opponent="newborn", lives=None):
    """A match of as many fruits, of which fruit n lands 2 n seconds after the beginning."""
    learned = SimpleNamespace(began=BEGAN, first_rate=0.3, skill=SimpleNamespace(rate=0.9))
    match = Match(Court(Plan(*yours), seed=5, lives=lives), Court(Plan(*theirs), seed=5, lives=lives))
    played = Played(opponent, "1", match, learned, learned)
    while match.fruits < len(yours):
        if match.tick():
            played.note(BEGAN + 2.0 * match.fruits)
    return played


@pytest.fixture
def filed():
    """Has a match filed; returns what is remembered of it."""
    keeper = ScoreKeeper()

    def file(match):
        match.file(keeper, ended_at=1_000.4, ticks_per_second=8.0)
        assert match.filed.result().after.latest == (match.score,)
        return match.score

    yield file
    keeper.close()


# Leads


def test_a_lead_lasts_from_the_fruit_that_makes_it_to_the_one_that_ends_it():
    # leads after each fruit: 0, 1, 1, 0, -1
    match = played([C, C, C, M, M], [C, M, C, C, C])
    assert match.longest_lead == Span(2, 4.0)  # fruits 2 and 3; level again at fruit 4, which lands at 8 s


def test_a_lead_that_nothing_ends_lasts_to_the_last_fruit():
    assert played([C, C, C], [M, C, C]).longest_lead == Span(3, 4.0)


def test_the_longest_of_several_leads_counts():
    # 1, 0, 1, 2, 2, 1, 0, 1
    match = played([C, M, C, C, C, M, M, C], [M, C, M, M, C, C, C, M])
    assert match.longest_lead == Span(4, 8.0)


def test_who_was_never_ahead_has_no_lead():
    match = played([M, C, C], [C, C, C])
    assert match.longest_lead == Span(0, 0.0)
    assert match.overtaken is None


def test_it_overtakes_when_it_gets_in_front_not_when_it_draws_level():
    # 1, 0, -1, -2
    assert played([C, M, M, M], [M, C, C, C]).overtaken == Span(3, 6.0)
    assert played([C, M], [M, C]).overtaken is None


# What is remembered


def test_a_race_is_remembered_with_its_lead_and_the_overtaking(filed):
    score = filed(played([C, C, M, M, M], [M, M, C, C, C]))  # 1, 2, 1, 0, -1
    assert score.ended_at == 1_000
    assert (score.opponent, score.outcome, score.fruits) == ("newborn", "lost", 5)
    assert (score.catches, score.best_streak) == (2, 2)
    assert (score.opponent_catches, score.opponent_best_streak) == (3, 3)
    assert score.fruits_ahead == 3
    assert score.lead == Span(3, 6.0)
    assert (score.overtaken_fruit, score.overtaken_seconds) == (5, 10.0)
    assert (score.rate_before, score.rate_after) == (0.3, 0.9)
    assert (score.ticks_per_second, score.seconds) == (8.0, 10.0)


def test_a_match_for_lives_has_no_lead_to_remember(filed):
    score = filed(played([C, M, M, M], [M, C, C, C], opponent="master", lives=3))
    assert score.outcome == "lost"
    assert score.lead is None
    assert score.overtaken_fruit is None
    assert score.overtaken_seconds is None


def test_an_opponent_from_a_file_is_remembered_by_the_files_name(filed):
    assert filed(played([C], [M], opponent="/home/me/friends/anna.npz", lives=3)).opponent == "anna.npz"


# Feats


def standings(**changes):
    usual = {"tallies": (Tally("newborn", 3, 1, 0, 2, 20),), "longest_lead": Span(10, 12.0)}
    return Standings(**(usual | changes))


def score(**changes):
    usual = {"outcome": "lost", "best_streak": 20, "lead_fruits": 10, "lead_seconds": 12.0}
    return replace(WON, **(usual | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),  # as good as the best is no record
        ({"best_streak": 21}, [Feat.BEST_STREAK]),
        ({"lead_fruits": 11, "lead_seconds": 5.0}, [Feat.LONGEST_LEAD]),
        ({"lead_fruits": 10, "lead_seconds": 12.5}, [Feat.LONGEST_LEAD]),
        ({"lead_fruits": 9, "lead_seconds": 50.0}, []),
        ({"lead_fruits": None, "lead_seconds": None}, []),
        ({"outcome": "won"}, []),  # not the first
        ({"outcome": "won", "opponent": "master"}, [Feat.FIRST_WIN]),
        ({"outcome": "won", "opponent": "mine", "best_streak": 40}, [Feat.FIRST_WIN, Feat.BEST_STREAK]),
    ],
)
def test_feats_are_what_was_not_there_before(changes, expected):
    assert feats(score(**changes), standings()) == expected


def test_a_first_win_may_come_after_many_defeats():
    before = standings(tallies=(Tally("newborn", 9, 0, 1, 8, 20),))
    assert feats(score(outcome="won"), before) == [Feat.FIRST_WIN]


def test_the_first_match_sets_no_records():
    assert feats(score(outcome="lost", best_streak=40), Standings()) == []
