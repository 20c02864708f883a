"""The screens, played by posted events: every way through them, by keyboard alone and by mouse alone."""

from __future__ import annotations

import pygame
import pytest
from events import FOCUS_LOST, click, down, drag, hover, tap, up

from agent.replay import Player
from game import agents
from game.catch import Action
from game.controllers import Scripted
from game.scenes.choose import Choose
from game.scenes.overlays import Overlay, confirm
from game.scenes.results import Results
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import Watch
from game.ui import court_view, hud

SIZES = ((640, 480), (800, 500), (1280, 720), (1920, 1080), (700, 1000))


def button_of(buttons, rects, label):
    """Where to click for a button."""
    (place,) = [rect for button, rect in zip(buttons.buttons, rects, strict=True) if button.label == label]
    return place.center


def menu_of(scene, label):
    """Where to click for an entry of a scene's menu."""
    places = scene._places()
    rects = next(part for part in places if isinstance(part, list))
    return button_of(scene._menu, rects, label)


def finish(versus: Versus) -> None:
    """Let a script play the match to its end."""
    versus.match.you.controller = Scripted()
    versus.match.opponent.controller = Scripted()
    while not versus.match.is_over:
        versus._tick()


@pytest.fixture
def versus(stage):
    scene = Versus(stage, "newborn")
    stage.go(scene)
    return scene


# The title


def test_one_key_leads_from_the_title_into_a_match(stage, frames):
    stage.go(Title(stage))
    frames(*tap(pygame.K_RETURN))
    assert isinstance(stage.scene, Versus)
    assert stage.scene.played.name == "Newborn"


@pytest.mark.parametrize(
    ("key", "scene"), [(pygame.K_o, Choose), (pygame.K_w, Watch), (pygame.K_s, Solo), (pygame.K_v, Versus)]
)
def test_each_way_from_the_title_has_a_key(stage, frames, key, scene):
    stage.go(Title(stage))
    frames(*tap(key))
    assert isinstance(stage.scene, scene)


@pytest.mark.parametrize(
    ("label", "scene"),
    [("Versus", Versus), ("Choose an opponent", Choose), ("Watch it learn", Watch), ("Play solo", Solo)],
)
def test_each_way_from_the_title_can_be_clicked(stage, frames, label, scene):
    stage.go(Title(stage))
    frames(*click(menu_of(stage.scene, label)))
    assert isinstance(stage.scene, scene)


@pytest.mark.parametrize("key", [pygame.K_q, pygame.K_ESCAPE])
def test_the_title_can_be_left(stage, frames, key):
    stage.go(Title(stage))
    frames(*tap(key))
    assert not stage.is_open


def test_the_menu_is_walked_by_arrow_keys_and_wraps(stage, frames):
    stage.go(Title(stage))
    frames(*tap(pygame.K_UP), *tap(pygame.K_RETURN))
    assert not stage.is_open  # the last entry is Quit


def test_the_mouse_selects_what_it_is_over(stage, frames):
    stage.go(Title(stage))
    frames(hover(menu_of(stage.scene, "Play solo")), *tap(pygame.K_RETURN))
    assert isinstance(stage.scene, Solo)


def test_on_the_title_a_trained_agent_plays(stage, frames):
    stage.go(Title(stage))
    frames(seconds=3.0)
    assert stage.scene._court.catches >= 2


# Choosing an opponent


@pytest.mark.parametrize(
    ("key", "name"), [(pygame.K_1, "Newborn"), (pygame.K_3, "Master"), (pygame.K_4, "Mine")]
)
def test_opponents_are_chosen_by_number(stage, frames, key, name):
    stage.go(Choose(stage))
    frames(*tap(key))
    assert stage.scene.played.name == name


def test_opponents_are_chosen_by_mouse(stage, frames):
    stage.go(Choose(stage))
    frames(*click(menu_of(stage.scene, "Sapling")))
    assert stage.scene.played.name == "Sapling"


def test_every_named_opponent_is_on_the_list(stage):
    names = [button.label.lower() for button in Choose(stage)._menu.buttons]
    assert names == [*agents.NAMES, "back"]


def test_escape_leads_back_to_the_title(stage, frames):
    stage.go(Choose(stage))
    frames(*tap(pygame.K_ESCAPE))
    assert isinstance(stage.scene, Title)


# The match


def test_a_tap_shorter_than_a_tick_moves_one_column(versus, frames):
    before = versus.match.you.now.basket
    frames(*tap(pygame.K_LEFT), seconds=0.25)
    first, second = versus.stage.session.mine.learner.taught
    assert (first.action, second.action) == (Action.LEFT, Action.STAY)
    assert first.player is Player.HUMAN
    assert versus.match.you.now.basket == max(before - 1, 1)


@pytest.mark.parametrize(
    ("key", "action"), [(pygame.K_RIGHT, 2), (pygame.K_d, 2), (pygame.K_a, 0), (pygame.K_LEFT, 0)]
)
def test_a_held_key_moves_each_tick_until_it_is_up(versus, frames, key, action):
    frames(down(key), seconds=0.5)
    frames(up(key), seconds=0.5)
    actions = [t.action for t in versus.stage.session.mine.learner.taught]
    assert actions == [action] * 4 + [Action.STAY] * 4


def test_the_mouse_held_on_your_court_pulls_the_basket(versus, frames):
    court, rect = versus.own_court()
    cell = rect.width // court.columns
    press, release = click((rect.x + cell // 2, rect.centery))
    frames(press, seconds=1.0)
    assert court.now.basket == 1
    frames(drag((rect.right - 2, rect.centery)), seconds=0.2)
    assert versus.human.is_active
    frames(release, down(pygame.K_RIGHT), up(pygame.K_RIGHT), seconds=1.0)
    assert not versus.human.is_active  # the keys have the basket again


def test_a_mouse_dragged_off_the_court_still_pulls(versus, frames):
    _, rect = versus.own_court()
    frames(click(rect.center)[0], drag((rect.right + 500, rect.centery)))
    assert versus.human._aim == 8


def test_a_mouse_pressed_elsewhere_does_not_play(versus, frames):
    frames(drag(versus.places().opponent.center))
    assert not versus.human.is_active


def test_the_learning_curve_grows_while_the_match_goes_on(versus, frames):
    learner = versus._brain.learner
    metrics = learner.latest.metrics._replace(updates=8)
    learner.latest = learner.latest._replace(version=1, metrics=metrics)
    frames(seconds=0.25)  # it is measured part by part, one a frame
    assert len(versus.progress.rates) == 2


def test_the_end_is_looked_at_then_come_the_results(versus, frames, stage):
    finish(versus)
    frames()
    assert stage.scene is versus
    frames(seconds=Versus.LAST_LOOK)
    assert isinstance(stage.scene, Results)


def test_enter_skips_ahead_to_the_results(versus, frames, stage):
    finish(versus)
    frames(*tap(pygame.K_RETURN))
    assert isinstance(stage.scene, Results)


def test_an_opponent_is_retired_with_its_match(versus, stage):
    learner = versus._brain.learner
    stage.go(Choose(stage))
    stage.session.close()  # waits for it
    assert learner.is_stopped


def test_a_fast_match_waits_for_a_learner_that_falls_behind(stage, frames):
    versus = Versus(stage, "newborn", "16")
    stage.go(versus)
    versus._brain.learner.backlog = Versus.MOST_BACKLOG
    frames(seconds=0.5)
    assert versus.match.you.now.fruit_row == 0
    versus._brain.learner.backlog = 0
    frames(seconds=0.5)
    assert versus.match.fruits > 0


def test_a_match_at_a_persons_pace_never_waits(versus, frames):
    versus._brain.learner.backlog = 10_000
    frames(seconds=0.5)
    assert versus.match.you.now.fruit_row == 4


# Pausing


@pytest.mark.parametrize("scene", [Versus, Solo])
@pytest.mark.parametrize("event", [down(pygame.K_p), down(pygame.K_ESCAPE), FOCUS_LOST])
def test_play_pauses(stage, frames, scene, event):
    stage.go(Versus(stage, "newborn") if scene is Versus else Solo(stage))
    frames(event)
    assert isinstance(stage.scene, Overlay)
    assert stage.name == scene.__name__.lower()


@pytest.mark.parametrize("key", [pygame.K_p, pygame.K_ESCAPE, pygame.K_RETURN])
def test_a_pause_ends_where_it_began(versus, stage, frames, key):
    frames(*tap(pygame.K_p))
    frames(seconds=1.0)
    row = versus.match.you.now.fruit_row
    frames(*tap(key))
    assert stage.scene is versus
    assert versus.match.you.now.fruit_row == row


def test_the_pause_button_can_be_clicked(versus, stage, frames):
    frames(*click(button_of(versus.tools, versus.tool_rects(), "Pause")))
    assert isinstance(stage.scene, Overlay)
    frames(*click(menu_of(stage.scene, "Resume")))
    assert stage.scene is versus


def test_a_pause_lets_go_of_every_key(versus, frames):
    frames(down(pygame.K_LEFT), FOCUS_LOST)
    assert not versus.human.is_active


@pytest.mark.parametrize(("label", "scene"), [("Start again", Versus), ("Back to the title", Title)])
def test_the_pause_menu_leads_away(versus, stage, frames, label, scene):
    frames(*tap(pygame.K_p))
    frames(*click(menu_of(stage.scene, label)))
    assert type(stage.scene) is scene
    assert stage.scene is not versus


@pytest.mark.usefixtures("versus")
def test_the_program_can_be_left_from_a_pause(stage, frames):
    frames(*tap(pygame.K_p))
    frames(*click(menu_of(stage.scene, "Quit")))
    assert not stage.is_open


def test_a_question_does_nothing_unless_it_is_agreed_to(stage, frames):
    done = []
    stage.go(Solo(stage))
    for key in (pygame.K_ESCAPE, pygame.K_RETURN):  # the harmless answer is selected
        stage.push(confirm(stage, "Sure?", "It cannot be undone.", "Do it", lambda: done.append(True)))
        frames(*tap(key))
    assert done == []
    stage.push(confirm(stage, "Sure?", "It cannot be undone.", "Do it", lambda: done.append(True)))
    frames(*tap(pygame.K_DOWN), *tap(pygame.K_RETURN))
    assert done == [True]
    assert isinstance(stage.scene, Solo)


# The results


@pytest.fixture
def results(versus, stage, frames):
    finish(versus)
    frames(*tap(pygame.K_RETURN))
    return stage.scene


@pytest.mark.parametrize(
    ("key", "scene"),
    [
        (pygame.K_r, Versus),
        (pygame.K_RETURN, Versus),
        (pygame.K_o, Choose),
        (pygame.K_t, Title),
        (pygame.K_ESCAPE, Title),
    ],
)
@pytest.mark.usefixtures("results")
def test_each_way_from_the_results_has_a_key(stage, frames, key, scene):
    frames(*tap(key))
    assert isinstance(stage.scene, scene)


@pytest.mark.parametrize(
    ("label", "scene"), [("Rematch", Versus), ("Other opponent", Choose), ("Title", Title)]
)
@pytest.mark.usefixtures("results")
def test_each_way_from_the_results_can_be_clicked(stage, frames, label, scene):
    frames(*click(menu_of(stage.scene, label)))
    assert isinstance(stage.scene, scene)


def test_a_rematch_meets_a_new_newborn_at_the_same_speed(results, stage, frames):
    frames(*tap(pygame.K_r))
    assert stage.scene.played.opponent == "newborn"
    assert stage.scene._brain is not results.played.learned.brain
    assert stage.scene.match.fruits == 0


@pytest.mark.usefixtures("results")
def test_buttons_beside_each_other_are_walked_sideways(stage, frames):
    frames(*tap(pygame.K_RIGHT), *tap(pygame.K_RETURN))
    assert isinstance(stage.scene, Choose)


def test_both_catch_rates_are_kept_fruit_by_fruit(results):
    assert [rate for _, rate in results.played.your_form] == [1.0] * 40
    assert [rate for _, rate in results.played.their_form] == [1.0] * 40


def test_the_results_tell_what_was_learned(results):
    learned, mine = results._lessons()
    assert learned.startswith("Newborn: ")
    assert learned.endswith(" 0 updates.")
    assert mine.startswith("Your own agent: ")


# Solo


def test_the_streak_grows_with_each_catch(stage, frames):
    stage.go(Solo(stage))
    stage.scene.run.court.controller = Scripted()
    frames(seconds=2.6)  # a fruit takes ten ticks of an eighth
    assert stage.scene.run.court.streak == 2


def test_teach_is_switched_by_key_and_by_mouse(stage, frames):
    stage.go(Solo(stage))
    solo = stage.scene
    frames(*tap(pygame.K_t), seconds=0.5)
    assert not solo.run.teaches
    assert stage.session.mine.learner.taught == []
    frames(*click(button_of(solo.tools, solo.tool_rects(), "Teach")), seconds=0.5)
    assert solo.run.teaches
    assert len(stage.session.mine.learner.taught) == 4


# Every screen in every window


def test_rates_are_not_rounded_up_to_perfect():
    assert [hud.percent(rate) for rate in (0.0, 0.3, 79 / 80, 1.0)] == ["0 %", "30 %", "98 %", "100 %"]


@pytest.mark.parametrize("size", SIZES)
def test_every_button_lies_in_the_window_and_clear_of_the_others(stage, size):
    stage.size = size
    versus, solo = Versus(stage, "newborn"), Solo(stage)
    finish(versus)
    groups = [versus.tool_rects(), solo.tool_rects()]
    for scene in (Title(stage), Choose(stage), Results(stage, versus.played)):
        groups.append(next(part for part in scene._places() if isinstance(part, list)))
    for rects in groups:
        for number, rect in enumerate(rects):
            assert pygame.Rect((0, 0), size).contains(rect)
            assert rect.collidelistall(rects) == [number]


@pytest.mark.parametrize("size", SIZES)
def test_the_courts_of_a_match_lie_in_the_window_and_clear_of_the_rest(stage, size):
    stage.size = size
    versus = Versus(stage, "newborn")
    places = versus.places()
    courts = [court_view.frame_rect(place, versus.match.you) for place in (places.you, places.opponent)]
    parts = [*courts, places.middle, places.strip, places.your_head, places.their_head]
    for number, part in enumerate(parts):
        assert pygame.Rect((0, 0), size).contains(part)
        assert part.collidelistall(parts) == [number]


@pytest.mark.parametrize("size", [(320, 200), (200, 600), (3840, 2160)])
def test_odd_windows_are_drawn_without_complaint(stage, size):
    stage.size = size
    surface = pygame.Surface(size)
    versus = Versus(stage, "newborn")
    finish(versus)
    for scene in (Title(stage), Choose(stage), Solo(stage), versus, Results(stage, versus.played)):
        stage.go(scene)
        stage.frame([], 0.02)
        stage.draw(surface)
