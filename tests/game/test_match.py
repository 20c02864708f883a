"""Courts and contests, with values worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replay import Player
from game.catch import Action
from game.controllers import Human, Scripted
from game.match import Court, Match, Outcome, SoloRun, form

FALL = 10  # ticks from one serve to the next: nine to fall, one to serve


class Flees:
    """Misses every fruit: it goes to the far wall."""

    player = Player.SCRIPTED

    def begin(self) -> None:
        pass

    def act(self, observation) -> Action:
        fruit = int(observation[:-1].any(axis=0).argmax())
        return Action.LEFT if fruit >= 5 else Action.RIGHT


class Plan:
    """Catches or misses, fruit by fruit, as planned; then catches."""

    player = Player.SCRIPTED

    def __init__(self, *catches: bool) -> None:
        self.plan = list(catches)
        self.now: Scripted | Flees = Scripted()

    def begin(self) -> None:
        self.now = Scripted() if not self.plan or self.plan.pop(0) else Flees()

    def act(self, observation) -> Action:
        return self.now.act(observation)


def fruits(contest: Match | Court, count: int) -> None:
    """Let that many fruits land."""
    court = contest.you if isinstance(contest, Match) else contest
    landed = len(court.history) + count
    while len(court.history) < landed:
        contest.tick()


def match(you=None, opponent=None, lives=3, opponents_lives=3) -> Match:
    return Match(
        Court(you or Scripted(), seed=5, lives=lives),
        Court(opponent or Scripted(), seed=5, lives=opponents_lives),
    )


def test_a_fruit_takes_nine_ticks_and_the_tenth_serves_the_next():
    court = Court(Scripted(), seed=1)
    assert [court.tick() for _ in range(FALL)] == [None] * 8 + [True, None]
    assert not court.has_landed
    assert court.now.fruit_row == 0


def test_poses_span_the_latest_tick_and_a_new_fruit_comes_from_above():
    court = Court(Scripted(), seed=1)
    assert (court.before.fruit_row, court.now.fruit_row) == (-1, 0)
    court.tick()
    assert (court.before.fruit_row, court.now.fruit_row) == (0, 1)
    for _ in range(FALL - 1):
        court.tick()
    assert (court.before.fruit_row, court.now.fruit_row) == (-1, 0)
    assert court.before.fruit_column == court.now.fruit_column


def test_a_court_counts_catches_misses_and_streaks():
    court = Court(Plan(True, True, False, True), seed=1)
    fruits(court, 4)
    assert court.history == [True, True, False, True]
    assert (court.catches, court.misses, court.streak, court.best_streak) == (3, 1, 1, 2)


def test_every_feed_sees_every_step_and_who_played_it():
    first, second = [], []
    court = Court(Human(), [first.append, second.append], seed=1)
    fruits(court, 2)
    assert len(first) == len(second) == 18  # two falls of nine steps
    assert {t.player for t in first} == {Player.HUMAN}
    assert [t.discount for t in first].count(0.0) == 2
    assert (first[0].next_observation == first[1].observation).all()


def test_both_courts_get_the_same_fruit_and_the_same_start():
    contest = match(Flees(), Scripted(), lives=None)
    starts = []
    while contest.fruits < 5:
        if contest.you.now.fruit_row == 0:
            starts.append((contest.you.now, contest.opponent.now))
        contest.tick()
    assert len(starts) == 5
    assert all(yours == theirs for yours, theirs in starts)


def test_speed_rises_every_five_fruits_to_four_times_the_first():
    contest = match()
    assert contest.ticks_per_second == 8.0
    fruits(contest, 4)
    assert contest.ticks_per_second == 8.0
    fruits(contest, 1)
    assert contest.ticks_per_second == pytest.approx(9.76)
    fruits(contest, 30)
    assert contest.ticks_per_second == pytest.approx(32.2, abs=0.05)  # 8 x 1.22^7, the last five


def test_a_match_rests_between_two_fruits_as_long_at_every_pace(monkeypatch):
    monkeypatch.setattr(Match, "START_SPEED", 10.0)
    monkeypatch.setattr(Match, "SPEED_UP", 2.0)
    monkeypatch.setattr(Match, "BREATHER", 0.5)
    contest = match(Scripted(), Flees(), opponents_lives=None)
    ticks = []
    for _ in range(7):
        ticks.append(1)
        while not contest.tick():
            ticks[-1] += 1
    assert ticks[:6] == [9] + [9 + 5 + 1] * 4 + [9 + 10 + 1]  # half a second is 5 ticks, at twice the pace 10


def test_nothing_moves_and_nobody_learns_while_a_match_rests():
    seen = []
    you, opponent = Court(Scripted(), [seen.append], seed=5), Court(Scripted(), [seen.append], seed=5)
    contest = Match(you, opponent)
    fruits(contest, 1)
    landed, taught = you.now, len(seen)
    contest.tick()
    assert you.before == you.now == opponent.before == opponent.now == landed
    assert len(seen) == taught


def test_a_court_tells_how_long_ago_a_fruit_was_seen_to_land():
    court = Court(Scripted(), seed=1)
    court.rest = 2
    since = []
    for _ in range(9 + 2 + 1 + 2):  # a fall, a rest, a serve, two rows
        court.tick()
        since.append(court.since_landing)
    assert since == [None] * 9 + [0, 1, 2, 3, 4]


def test_three_misses_end_a_match():
    contest = match(Plan(True, False, False, True, False))
    fruits(contest, 4)
    assert not contest.is_over
    fruits(contest, 1)
    assert contest.is_over
    assert contest.you.is_out
    assert contest.outcome is Outcome.LOST


def test_an_opponent_without_lives_left_loses():
    contest = match(Plan(False), Plan(False, False, False))
    fruits(contest, 3)
    assert contest.is_over
    assert contest.outcome is Outcome.WON


def test_a_newborn_may_miss_as_often_as_it_likes():
    contest = match(Scripted(), Flees(), opponents_lives=None)
    fruits(contest, 10)
    assert not contest.is_over


def test_forty_fruits_end_a_match_and_more_catches_win():
    contest = match(Plan(False), Scripted())
    fruits(contest, 40)
    assert contest.is_over
    assert (contest.you.catches, contest.opponent.catches) == (39, 40)
    assert contest.outcome is Outcome.LOST


def test_equal_catches_are_a_draw():
    contest = match()
    fruits(contest, 40)
    assert contest.outcome is Outcome.DRAWN


def test_both_out_on_the_same_fruit_with_equal_catches_are_a_draw():
    contest = match(Flees(), Flees())
    fruits(contest, 3)
    assert contest.is_over
    assert contest.outcome is Outcome.DRAWN


def test_a_finished_match_does_not_go_on():
    contest = match(Flees(), Flees())
    fruits(contest, 3)
    with pytest.raises(RuntimeError, match="start another"):
        contest.tick()


def race(*catches: str) -> Match:
    """Play a race without lives in which both catch (1) and miss (0) as the two rows of figures say."""
    you, opponent = (Plan(*(figure == "1" for figure in row)) for row in catches)
    contest = match(you, opponent, lives=None, opponents_lives=None)
    fruits(contest, len(catches[0]))
    return contest


def test_the_lead_is_how_many_more_you_have_caught():
    contest = race("1101000", "0101111")
    assert contest.leads == [1, 1, 1, 1, 0, -1, -2]
    assert contest.lead == -2
    assert match().lead == 0


def test_fruits_ahead_are_those_after_which_you_had_caught_more():
    assert race("1101000", "0101111").fruits_ahead == 4
    assert race("01", "11").fruits_ahead == 0


def test_the_lead_is_kept_after_each_fruit():
    assert race("11010111", "00111000").leads == [1, 2, 1, 1, 0, 1, 2, 3]


def test_it_overtakes_you_with_the_fruit_that_puts_it_in_front_after_you_were():
    assert race("1101000", "0101111").overtaken_at == 6
    assert race("1100", "0011").overtaken_at is None  # level again, not in front


def test_it_cannot_overtake_who_was_never_ahead():
    assert race("01", "10").overtaken_at is None
    assert race("01100", "10011").overtaken_at == 5  # leads -1, 0, 1, 0, -1


def test_a_match_is_a_race_when_the_opponent_has_no_lives():
    assert match(opponents_lives=None).is_race
    assert not match().is_race


def test_form_is_over_the_latest_ten_fruits():
    assert form([]) == 0.0
    assert form([True, False]) == 0.5
    assert form([False] * 5 + [True] * 10) == 1.0
    assert form([True, False, True]) == pytest.approx(2 / 3)
    assert form([True, False, True, True]) == 0.75


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(0, 10))
def test_form_is_the_share_of_catches_however_long_ago_the_rest_was(before, caught):
    latest = [True] * caught + [False] * (10 - caught)
    assert form(before + latest) == caught / 10


def test_solo_teaches_only_while_it_is_told_to():
    seen = []
    run = SoloRun(Human(), seen.append, seed=1)
    run.tick()
    run.teaches = False
    run.tick()
    run.teaches = True
    run.tick()
    assert len(seen) == 2
