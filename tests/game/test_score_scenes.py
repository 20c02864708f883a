"""What a player sees of their scores: on the results, on a screen of their own, in Solo."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import pygame
import pytest
from events import click, tap
from test_score_file import RUN, WON

from game import app, paths
from game.controllers import Scripted
from game.options import PlayOptions
from game.scenes.results import Results
from game.scenes.scores import ScoresScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.score_file import load
from game.scores import Feat, Filed, Standings
from game.ui import text

SIZES = ((800, 500), (1280, 720), (1920, 1080))
PERFECT, CLUMSY, USELESS = 0.0, 0.3, 1.0  # share of random actions


def match(stage, opponent="newborn", yours=PERFECT, theirs=PERFECT) -> Versus:
    """A match that scripts have played to its end."""
    scene = Versus(stage, opponent)
    stage.go(scene)
    scene.match.you.controller = Scripted(yours, seed=1)
    scene.match.opponent.controller = Scripted(theirs, seed=2)
    while not scene.match.is_over:
        stage.now += 1 / scene.match.ticks_per_second
        scene._tick()
    return scene


def results(stage, **how) -> Results:
    scene = Results(stage, match(stage, **how).played)
    stage.go(scene)
    stage.frame([], 0.02)
    return scene


def remembered(stage) -> Standings:
    return stage.scores.look().result().after


def many(stage, count=60) -> None:
    """Remember matches against everybody, some files among them."""
    names = ("newborn", "sapling", "master", "mine", "anna.npz", "a_friend_of_mine_version_2.npz")
    for number in range(count):
        outcome = ("won", "lost", "drawn")[number % 3]
        lead = {"lead_fruits": number % 40} if number % 6 == 0 else {"lead_fruits": None}
        score = replace(
            WON, ended_at=WON.ended_at + number * 3600, opponent=names[number % 6], outcome=outcome, **lead
        )
        stage.scores.add(score)
    stage.scores.add(RUN)


@pytest.fixture
def said(monkeypatch):
    """The words that were drawn."""
    words = []
    write = text.write

    def noting(surface, given, *args, **kwargs):
        words.append(given)
        return write(surface, given, *args, **kwargs)

    monkeypatch.setattr(text, "write", noting)
    return words


def rect_of(scene, label):
    """Where a button of the scores is."""
    labels = [button.label for button in scene._menu.buttons]
    return scene._button_rects()[labels.index(label)].center


# Which matches count


def test_a_match_counts_once_when_it_is_over(stage, frames):
    match(stage)
    frames(*tap(pygame.K_RETURN))  # to the results
    frames(*tap(pygame.K_r))  # and on to the next match
    assert remembered(stage).played == 1


def test_a_match_that_is_left_does_not_count(stage, frames):
    stage.go(Versus(stage, "newborn"))
    frames(seconds=4.0)
    assert len(stage.scene.match.you.history) >= 2
    stage.go(Title(stage))
    assert remembered(stage) == Standings()


def play_through(stage, *_):
    """Stands in for the loop of the program: somebody plays a match and closes the window at once."""
    match(stage, opponent="master", theirs=USELESS)
    return 0.0


@pytest.mark.usefixtures("home")
def test_a_persons_match_is_in_their_file_even_if_they_leave_at_once(monkeypatch):
    monkeypatch.setattr(app, "loop", play_through)
    app.run(PlayOptions(scene="versus", opponent="master"))
    (tally,) = load(paths.scores()).tallies
    assert (tally.opponent, tally.played, tally.won) == ("master", 1, 1)


@pytest.mark.usefixtures("home")
def test_a_demonstration_leaves_no_scores(monkeypatch):
    monkeypatch.setattr(app, "loop", play_through)
    app.run(PlayOptions(scene="versus", opponent="master", duration=60.0))
    assert not paths.scores().exists()


# The results


def test_the_results_show_the_record_with_this_match_in_it(stage, surface, said):
    stage.scores.add(replace(WON, opponent="sapling", outcome="lost", best_streak=12))
    scene = results(stage, opponent="sapling", theirs=USELESS)
    stage.draw(surface)
    at = said.index("Your record")
    assert said[at + 1] == "2 matches"
    row = said.index("Sapling", at)
    streak = scene.played.match.you.best_streak
    assert said[row : row + 5] == ["Sapling", "2", "1", "50 %", str(max(streak, 12))]
    row = said.index("Master", at)
    assert said[row : row + 5] == ["Master", "–", "–", "–", "–"]


def test_new_records_are_told_in_words(stage, surface, said):
    stage.scores.add(replace(WON, outcome="lost", best_streak=5, lead_fruits=2, lead_seconds=3.0))
    scene = results(stage, theirs=USELESS)
    stage.draw(surface)
    assert scene.feats == [Feat.FIRST_WIN, Feat.BEST_STREAK, Feat.LONGEST_LEAD]
    assert {"First win over Newborn", "New record: best streak", "New record: longest lead"} <= {*said}


def test_what_is_no_record_is_not_called_one(stage, surface, said):
    stage.scores.add(replace(WON, best_streak=40, lead_fruits=40, lead_seconds=1e6))
    scene = results(stage, theirs=USELESS)
    stage.draw(surface)
    assert scene.feats == []
    assert not [words for words in said if "record:" in words or "First" in words]


def test_a_record_that_is_still_being_saved_is_waited_for_without_a_halt(stage, surface, said):
    versus = match(stage)
    done, versus.played.filed = versus.played.filed.result(), Future()
    stage.go(Results(stage, versus.played))
    stage.frame([], 0.02)
    stage.draw(surface)
    assert "0 matches" in said
    versus.played.filed.set_result(done)
    stage.frame([], 0.02)
    stage.draw(surface)
    assert "1 match" in said


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("records", ["none", "many"])
@pytest.mark.parametrize(
    ("opponent", "yours", "theirs", "outcome"),
    [
        ("newborn", CLUMSY, PERFECT, "lost"),
        ("sapling", PERFECT, USELESS, "won"),
        ("master", PERFECT, PERFECT, "drawn"),
    ],
)
def test_results_of_every_kind_are_drawn_the_same_twice(
    stage, size, records, opponent, yours, theirs, outcome
):
    stage.size = size
    if records == "many":
        many(stage)
    scene = results(stage, opponent=opponent, yours=yours, theirs=theirs)
    assert scene.played.match.outcome.value == outcome
    pictures = []
    for ground in ((0, 0, 0), (255, 255, 255)):
        picture = pygame.Surface(size)
        picture.fill(ground)
        stage.draw(picture)
        pictures.append(pygame.image.tobytes(picture, "RGB"))
    assert pictures[0] == pictures[1]


# The scores


@pytest.fixture
def scores(stage, frames):
    many(stage)
    stage.go(Title(stage))
    frames(*tap(pygame.K_c))
    assert isinstance(stage.scene, ScoresScene)
    return stage.scene


@pytest.mark.parametrize("begin", ["results", "solo"])
def test_the_scores_are_reached_from_play_too_and_lead_back(stage, frames, begin):
    if begin == "results":
        below = results(stage)
    else:
        stage.go(Solo(stage))
        frames(*tap(pygame.K_p))
        below = stage.scene
    frames(*tap(pygame.K_c))
    assert isinstance(stage.scene, ScoresScene)
    frames(*tap(pygame.K_ESCAPE))
    assert stage.scene is below


def test_the_scores_are_left_by_mouse(scores, stage, frames):
    frames(*click(rect_of(scores, "Back")))
    assert isinstance(stage.scene, Title)


def wheel(y):
    return pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=y)


def test_pages_are_turned_by_keys_wheel_and_mouse(scores, frames):
    pages = [scores.page]
    for events in (
        tap(pygame.K_PAGEDOWN),
        (wheel(-1),),
        click(rect_of(scores, "Older")),
        tap(pygame.K_PAGEUP),
        (wheel(1),),
        click(rect_of(scores, "Newer")),
        tap(pygame.K_PAGEUP),  # there is nothing newer
    ):
        frames(*events)
        pages.append(scores.page)
    assert pages == [0, 1, 2, 3, 2, 1, 0, 0]


def test_every_match_is_on_one_page(scores, stage, frames, surface, said):
    listed = []
    for page in range(scores._last_page + 1):
        assert scores.page == page
        said.clear()
        stage.draw(surface)
        listed += [words for words in said if words.startswith("1970-")]
        frames(*tap(pygame.K_PAGEDOWN))
    assert scores.page == scores._last_page
    assert listed == sorted(set(listed), reverse=True)
    assert len(listed) == 60


def test_a_larger_window_has_fewer_pages(scores, stage, frames):
    stage.size = (640, 480)
    frames(*tap(pygame.K_PAGEDOWN) * 60)
    assert scores.page == scores._last_page
    stage.size = (1920, 1080)
    frames()
    assert scores.page == scores._last_page < 10


def test_of_many_opponents_from_files_those_met_most_are_shown(stage, surface, said):
    for number, name in enumerate("abcd"):
        for _ in range(number + 1):
            stage.scores.add(replace(WON, opponent=f"{name}.npz"))
    stage.go(ScoresScene(stage))
    stage.frame([], 0.02)
    stage.draw(surface)
    record = said[: said.index("Practice")]
    assert [words for words in record if words.endswith(".npz")] == ["d.npz", "c.npz"]


def test_without_more_pages_there_is_nothing_to_turn(stage, frames, said):
    stage.go(Title(stage))
    frames(*tap(pygame.K_c))
    assert [button.label for button in stage.scene._menu.buttons] == ["Back"]
    assert "None yet." in said


def test_scores_that_are_still_being_read_are_waited_for(stage, frames):
    waiting = Future()
    stage.scores.look = lambda: waiting
    stage.go(Title(stage))
    stage.push(ScoresScene(stage))
    frames()
    assert not stage.scene.is_still
    standings = Standings(latest=(WON,))
    waiting.set_result(Filed(standings, standings))
    frames()
    assert stage.scene.standings == standings
    assert stage.scene.is_still


@pytest.mark.usefixtures("scores")
@pytest.mark.parametrize("size", SIZES)
def test_the_scores_are_drawn_the_same_twice(stage, size):
    stage.size = size
    stage.frame([], 0.02)
    pictures = []
    for ground in ((0, 0, 0), (255, 255, 255)):
        picture = pygame.Surface(size)
        picture.fill(ground)
        stage.draw(picture)
        pictures.append(pygame.image.tobytes(picture, "RGB"))
    assert pictures[0] == pictures[1]


# Solo


def practise(stage, frames, seconds) -> Solo:
    """Practise without a miss."""
    solo = Solo(stage)
    solo.run.court.controller = Scripted()
    stage.go(solo)
    frames(seconds=seconds)
    return solo


def test_a_run_counts_when_it_is_left(stage, frames):
    solo = practise(stage, frames, 5.2)
    court = solo.run.court
    stage.go(Title(stage))
    practice = remembered(stage).practice
    assert court.best_streak >= 3
    assert practice == (1, len(court.history), court.catches, court.best_streak)


def test_a_run_without_a_fruit_is_none(stage, frames):
    practise(stage, frames, 0.5)
    stage.go(Title(stage))
    assert remembered(stage).practice.runs == 0


def test_the_best_streak_ever_is_shown_until_it_is_beaten(stage, frames, said):
    stage.scores.add(replace(RUN, best_streak=2))
    practise(stage, frames, 1.0)
    assert "best ever 2" in said
    assert "New record" not in said
    frames(seconds=4.2)
    said.clear()
    frames()
    assert "New record" in said
    assert "best ever 2" not in said


def test_a_first_run_has_no_record_to_beat(stage, frames, said):
    practise(stage, frames, 3.0)
    assert not [words for words in said if "best ever" in words or "record" in words]


def test_starting_again_has_the_run_before_to_beat(stage, frames, said):
    solo = practise(stage, frames, 4.0)
    best = solo.run.court.best_streak
    solo._again()
    said.clear()
    frames()
    assert best >= 2
    assert f"best ever {best}" in said
