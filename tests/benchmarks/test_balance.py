"""The simulated people of the balance check, and what their matches come to."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from agent.checkpoint import Checkpoint, newborn
from agent.config import Config
from agent.replay import Transition
from agent.snapshot import Snapshot
from benchmarks import balance
from benchmarks.balance import Result, summary, targets
from benchmarks.people import Person
from game import agents
from game.catch import Action, picture
from game.controllers import Scripted
from game.match import Court, Match

TICK = 1 / 8  # seconds


def rightward(person: Person, ticks: int, slip_at: int | None = None) -> tuple[list[Action], list[int]]:
    """Let a fruit fall four columns to the right of a basket in column 2. Returns moves and places."""
    basket, moves, places = 2, [], []
    person.begin()
    for row in range(ticks):
        person.now += TICK
        moves.append(person.act(picture(10, 10, row, 6, basket)))
        step = Action.LEFT if row == slip_at else moves[-1]
        basket += int(step) - int(Action.STAY)
        places.append(basket)
    return moves, places


@pytest.mark.parametrize(("reaction", "waits"), [(0.125, 0), (0.25, 1), (0.26, 2), (0.4, 3)])
def test_a_person_moves_when_their_reaction_time_is_over_and_stops_in_time(
    reaction: float, waits: int
) -> None:
    moves, places = rightward(Person(reaction, slips=0.0, seed=0), 9)
    assert moves == [Action.STAY] * waits + [Action.RIGHT] * 4 + [Action.STAY] * (5 - waits)
    assert places[-1] == 6


def test_a_slip_is_noticed_late_and_made_good() -> None:
    moves, places = rightward(Person(0.25, slips=0.0, seed=0), 9, slip_at=1)  # meant to go right, went left
    assert places[1] == 1
    assert moves[1:7] == [Action.RIGHT] * 6  # two more than without
    assert places[-1] == 6


def test_a_quick_person_without_slips_catches_everything_at_the_first_pace() -> None:
    person = Person(0.25, slips=0.0, seed=0)
    court = Court(person, seed=1)
    while len(court.history) < 30:
        person.now += TICK
        court.tick()
    assert all(court.history)


def test_slips_come_as_often_as_they_should() -> None:
    person = Person(0.0, slips=0.05, seed=0)
    stay = picture(10, 10, 0, 5, 5)
    moves = []
    for _ in range(4_000):
        person.now += TICK
        moves.append(person.act(stay))
        person.begin()
    assert np.mean([move != Action.STAY for move in moves]) == pytest.approx(0.05, abs=0.02)


def test_a_person_sees_nothing_of_the_next_fruit_while_a_match_rests() -> None:
    person = Person(0.25, slips=0.0, seed=0)
    court = Court(person, seed=1)
    court.rest = 5
    waits = []
    while len(court.history) < 5:
        before = court.now
        person.now += TICK
        court.tick()
        if court.now.fruit_row == 1:
            waits.append(court.now.basket == before.basket)
    assert all(waits)  # the first move of a fall comes too early for them, however long the rest was


def test_a_perfect_opponent_loses_no_match(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balance, "Agent", lambda *_: Scripted())
    monkeypatch.setattr(agents, "load", _newborn)
    result = balance.play("master", 0.4, seed=1)
    assert result.theirs == result.fruits
    assert result.outcome in ("lost", "drawn")


def test_an_opponent_that_plays_at_random_is_led_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balance, "Agent", lambda *_: Scripted(noise=1.0, seed=0))
    monkeypatch.setattr(agents, "load", _newborn)
    result = balance.play("sapling", 0.25, seed=1)
    assert result.outcome == "won"
    assert result.overtaken_at is None
    assert result.lead_seconds == result.seconds


def test_a_newborn_learns_from_both_and_nobody_has_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Match, "FRUITS", 4)
    monkeypatch.setattr(Match, "LIVES", 1)
    heard: list[int] = []
    monkeypatch.setattr(balance, "Learner", lambda checkpoint, _: Listener(checkpoint, heard))
    assert balance.play("newborn", 0.25, seed=1).fruits == 4
    assert sum(heard) == 4 * 2 * 9  # each step of both courts once


def test_being_overtaken_ends_the_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balance, "Agent", lambda *_: Late(misses=3))
    monkeypatch.setattr(agents, "load", _newborn)
    monkeypatch.setattr(Match, "LIVES", 40)
    result = balance.play("master", 0.25, seed=1)
    assert result.overtaken_at is not None
    assert 0 < result.lead_seconds < result.seconds


def test_the_same_seed_gives_the_same_match(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Match, "FRUITS", 4)
    assert balance.play("newborn", 0.4, seed=2) == balance.play("newborn", 0.4, seed=2)


def test_a_summary_counts_matches_and_takes_medians() -> None:
    results = [
        Result("won", 10, 8, 5, 6, None, 20.0, 20.0),
        Result("lost", 30, 24, 27, 2, 9, 4.0, 50.0),
        Result("drawn", 40, 38, 38, 0, None, 0.0, 60.0),
        Result("lost", 20, 10, 20, 1, 3, 6.0, 30.0),
    ]
    assert summary(results) == {
        "matches": 4,
        "won": 0.25,
        "drawn": 0.25,
        "lost": 0.5,
        "caught": 0.8,
        "theirs": 0.9,
        "overtaken": 0.5,
        "ahead": 5.0,
        "ahead_range": pytest.approx([1.2, 15.8]),  # a linear percentile of 0, 4, 6, 20
        "seconds": 40.0,
    }


def test_targets_are_met_or_not() -> None:
    race = {"opponent": "newborn", "person": "250 ms", "ahead": 29.0, "overtaken": 0.51}
    sapling = {"opponent": "sapling", "person": "both", "won": 0.7}
    master = {"opponent": "master", "person": "both", "won": 0.16}
    quick = {"opponent": "sapling", "person": "250 ms", "won": 0.9}  # the target is for the average person
    verdicts = [line.rsplit(". ", 1)[1] for line in targets([race, sapling, master, quick])]
    assert verdicts == ["Not met.", "Met.", "Met.", "Not met."]


def test_the_command_prints_a_table_and_writes_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(balance, "play", lambda *_: Result("won", 1, 1, 0, 1, None, 1.0, 1.0))
    file = tmp_path / "balance.json"
    arguments = ["--only", "master", "--reaction", "0.4", "--matches", "2", "--json", str(file)]
    assert balance.main(arguments) == 0
    assert "master" in capsys.readouterr().out
    (contest,) = json.loads(file.read_text())["contests"]
    assert (contest["opponent"], contest["person"], contest["won"]) == ("master", "400 ms", 1.0)
    assert len(contest["results"]) == 2


def test_two_people_together_are_a_row_of_their_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def play(_opponent: str, reaction: float, _seed: int) -> Result:
        return Result("won" if reaction < 0.3 else "lost", 1, 1, 0, 1, None, 1.0, 1.0)

    monkeypatch.setattr(balance, "play", play)
    assert balance.main(["--only", "sapling", "--matches", "2"]) == 0
    assert "against sapling, both: 40% to 70% of the matches won: 50.0%. Met." in capsys.readouterr().out


def test_parts_are_read_and_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def play(opponent: str, _reaction: float, seed: int) -> Result:
        return Result("won" if opponent == "sapling" and seed else "lost", 1, 1, 1, 0, None, 0.0, 1.0)

    monkeypatch.setattr(balance, "play", play)
    parts = [("master", "0"), ("sapling", "0"), ("sapling", "1")]
    files = [tmp_path / f"{opponent}-{seed}.json" for opponent, seed in parts]
    for (opponent, seed), file in zip(parts, files, strict=True):
        balance.main(["--only", opponent, "--seed", seed, "--matches", "1", "--json", str(file)])
    capsys.readouterr()
    monkeypatch.delattr(balance, "play")
    assert balance.main([word for file in files for word in ("--read", str(file))]) == 0
    said = capsys.readouterr().out
    assert "against master, both: 0% to 15% of the matches won: 0.0%. Met." in said
    assert "against sapling, both: 40% to 70% of the matches won: 50.0%. Met." in said


def test_an_unknown_opponent_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert balance.main(["--only", "nobody", "--matches", "1"]) == 1
    assert "nobody" in capsys.readouterr().err


class Late(Scripted):
    """Misses its first fruits, then catches every one."""

    def __init__(self, misses: int) -> None:
        super().__init__()
        self.fruits = -misses

    def begin(self) -> None:
        self.fruits += 1

    def act(self, observation: npt.NDArray[np.float32]) -> Action:
        towards = super().act(observation)
        return towards if self.fruits > 0 else Action.LEFT


class Listener:
    """A learner that only counts what it hears."""

    def __init__(self, checkpoint: Checkpoint, heard: list[int]) -> None:
        self.latest = checkpoint.snapshot()
        self.heard = heard

    def learn(self, transitions: list[Transition]) -> Snapshot:
        self.heard.append(len(transitions))
        return self.latest


def _newborn(_name: str, seed: int) -> Checkpoint:
    return newborn(Config(), seed)
