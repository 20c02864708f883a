"""From the finger to the basket: taps, held keys, both keys, and a mouse over the court."""

from __future__ import annotations

import pygame
import pytest
from events import click, down, drag, hover, tap, up

from game.catch import Action
from game.scenes.solo import Solo
from game.scenes.watch import Watch

LEFT, RIGHT = pygame.K_LEFT, pygame.K_RIGHT
TICK = 1 / 8  # seconds


@pytest.fixture
def solo(stage):
    """A court on which the fruit has just begun to fall."""
    stage.go(Solo(stage))
    return stage.scene


@pytest.fixture
def actions(stage):
    """Return a function that tells what was done at each tick so far."""
    return lambda: [transition.action for transition in stage.session.mine.learner.taught]


@pytest.fixture
def baskets(solo, frames):
    """Return a function that plays ticks and tells where the basket is after each."""

    def baskets(ticks, *events):
        found = []
        for number in range(ticks):
            frames(*(events if number == 0 else ()), seconds=TICK)
            found.append(solo.run.court.now.basket)
        return found

    return baskets


def over(solo, column, y=None):
    """A point over the middle of a column of the court."""
    rect = solo.places().court
    cell = rect.width // solo.run.court.columns
    return rect.x + column * cell + cell // 2, rect.centery if y is None else y


# Keys


@pytest.mark.usefixtures("solo")
def test_a_tap_between_two_ticks_counts_at_the_next(frames, actions):
    frames(seconds=TICK / 2)
    frames(*tap(LEFT), seconds=TICK / 4)
    assert actions() == []
    frames(seconds=TICK / 4)
    frames(seconds=2 * TICK)
    assert actions() == [Action.LEFT, Action.STAY, Action.STAY]


@pytest.mark.usefixtures("solo")
def test_each_of_two_taps_between_two_ticks_counts(frames, actions):
    frames(*tap(RIGHT), *tap(RIGHT), seconds=3 * TICK)
    assert actions() == [Action.RIGHT, Action.RIGHT, Action.STAY]


def test_a_held_key_moves_one_column_each_tick_and_stops_at_the_wall(solo, baskets):
    start = solo.run.court.now.basket
    assert baskets(8, down(LEFT)) == [max(start - number, 1) for number in range(1, 9)]


@pytest.mark.usefixtures("solo")
def test_of_both_keys_held_the_later_one_counts_and_then_the_one_that_is_left(frames, actions):
    frames(down(LEFT), seconds=2 * TICK)
    frames(down(RIGHT), seconds=2 * TICK)
    frames(up(RIGHT), seconds=2 * TICK)
    assert actions() == [Action.LEFT] * 2 + [Action.RIGHT] * 2 + [Action.LEFT] * 2


@pytest.mark.usefixtures("solo")
def test_two_keys_for_the_same_move_are_not_twice_as_fast_and_one_let_go_ends_neither(frames, actions):
    frames(down(LEFT), down(pygame.K_a), seconds=2 * TICK)
    frames(up(pygame.K_a), seconds=2 * TICK)
    assert actions() == [Action.LEFT] * 4


# The mouse


@pytest.mark.parametrize(("column", "way"), [(1, -1), (8, 1)])
def test_the_basket_goes_to_the_column_under_the_mouse_one_a_tick(solo, baskets, column, way):
    start = solo.run.court.now.basket
    path = [min(max(start + way * number, 1), 8) for number in range(1, 9)]
    assert baskets(8, hover(over(solo, 5)), hover(over(solo, column))) == path


def test_it_stops_in_the_column_under_the_mouse(solo, baskets):
    start = solo.run.court.now.basket
    assert baskets(4, hover(over(solo, start + 2)), hover(over(solo, start - 2))) == [
        start - 1,
        start - 2,
        start - 2,
        start - 2,
    ]


def test_a_mouse_that_is_only_nudged_leaves_the_basket_alone(solo, frames):
    x, y = over(solo, 2)
    frames(hover((x, y)), hover((x + 3, y)))
    assert not solo.human.is_active


def test_one_that_is_pressed_is_followed_at_once_and_after_it_is_let_go(solo, frames):
    press, release = click(over(solo, 2))
    frames(press, release)
    assert solo.human._aim == 2
    frames(hover(over(solo, 3)))
    assert solo.human._aim == 3


def test_off_the_court_it_leads_to_the_wall(solo, frames):
    x, y = over(solo, 5)
    frames(hover((x, y)), hover(over(solo, 7)), hover((x + 2000, y)))
    assert solo.human._aim == 8


def test_a_key_takes_the_basket_from_the_mouse_until_it_moves_again(solo, frames):
    frames(hover(over(solo, 5)), hover(over(solo, 7)), *tap(LEFT), seconds=2 * TICK)
    assert not solo.human.is_active
    frames(hover(over(solo, 7)))
    assert not solo.human.is_active
    frames(hover(over(solo, 6)))
    assert solo.human._aim == 6


def test_a_pause_lets_go_of_the_mouse(solo, stage, frames):
    frames(hover(over(solo, 5)), hover(over(solo, 7)), *tap(pygame.K_p), *tap(pygame.K_p))
    assert stage.scene is solo
    assert not solo.human.is_active


def test_pointing_at_a_watched_court_does_not_take_over_but_dragging_does(stage, frames):
    watch = Watch(stage, "newborn")
    stage.go(watch)
    court = watch.places().court
    frames(hover(court.midleft), hover(court.center))
    assert not watch.is_taken
    press, release = click(court.center)
    frames(press, drag(court.midright))
    assert watch.is_taken
    frames(release)
    assert not watch.human.is_active
