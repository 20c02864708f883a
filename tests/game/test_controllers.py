"""Whoever moves the basket: a person's keys and mouse, an agent, a script, a take-over."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import checkpoint
from agent.config import Config
from agent.policy import Choice
from agent.replay import Player
from game.catch import Action, Catch, Start, picture
from game.controllers import Agent, Human, Scripted, Switch, basket_of

LEFT, STAY, RIGHT = Action.LEFT, Action.STAY, Action.RIGHT
ANYTHING = picture(10, 10, 0, 5, 4)  # fruit above column 5, basket centred on 4


def acts(human: Human, count: int) -> list[Action]:
    return [human.act(ANYTHING) for _ in range(count)]


def test_nobody_at_the_keys_stays():
    assert acts(Human(), 2) == [STAY, STAY]


def test_a_tap_between_two_ticks_counts_once_at_the_next():
    human = Human()
    human.press(LEFT)
    human.release(LEFT)
    assert acts(human, 3) == [LEFT, STAY, STAY]


def test_two_taps_between_two_ticks_count_one_after_the_other():
    human = Human()
    for action in (LEFT, LEFT):
        human.press(action)
        human.release(action)
    assert acts(human, 3) == [LEFT, LEFT, STAY]


def test_opposite_taps_keep_their_order():
    human = Human()
    for action in (RIGHT, LEFT):
        human.press(action)
        human.release(action)
    assert acts(human, 3) == [RIGHT, LEFT, STAY]


def test_more_taps_than_a_person_means_do_not_queue_up():
    human = Human()
    for _ in range(10):
        human.press(LEFT)
        human.release(LEFT)
    assert acts(human, 5) == [LEFT, LEFT, LEFT, STAY, STAY]


def test_a_held_key_moves_every_tick_until_it_is_let_go():
    human = Human()
    human.press(RIGHT)
    assert acts(human, 3) == [RIGHT, RIGHT, RIGHT]
    human.release(RIGHT)
    assert acts(human, 1) == [STAY]


def test_of_two_held_keys_the_later_wins_and_the_earlier_comes_back():
    human = Human()
    human.press(LEFT)
    human.press(RIGHT)
    assert acts(human, 3) == [LEFT, RIGHT, RIGHT]  # the two taps first
    human.release(RIGHT)
    assert acts(human, 1) == [LEFT]


def test_a_key_let_go_leaves_the_other_one_for_the_same_move():
    human = Human()
    human.press(LEFT, "arrow")
    human.press(LEFT, "a")
    human.release(LEFT, "arrow")
    assert acts(human, 3) == [LEFT, LEFT, LEFT]  # two taps, and what is held
    human.release(LEFT, "a")
    assert acts(human, 1) == [STAY]


def test_a_new_fruit_forgets_taps_but_not_held_keys():
    human = Human()
    human.press(LEFT)
    human.release(LEFT)
    human.press(RIGHT)
    human.begin()
    assert acts(human, 2) == [RIGHT, RIGHT]


def test_a_lost_window_forgets_every_key():
    human = Human()
    human.press(LEFT)
    human.aim(9)
    human.let_go()
    assert not human.is_active
    assert acts(human, 1) == [STAY]


@pytest.mark.parametrize(("column", "action"), [(1, LEFT), (4, STAY), (8, RIGHT)])
def test_the_mouse_pulls_the_basket_to_its_column(column, action):
    human = Human()
    human.aim(column)
    assert acts(human, 2) == [action, action]


def test_a_key_takes_over_from_the_mouse():
    human = Human()
    human.aim(8)
    human.press(LEFT)
    human.release(LEFT)
    assert acts(human, 2) == [LEFT, STAY]


@given(st.integers(0, 9), st.integers(1, 8), st.integers(0, 8))
def test_the_basket_is_found_in_the_picture(fruit_column, basket, fruit_row):
    assert basket_of(picture(10, 10, fruit_row, fruit_column, basket)) == basket


@given(st.integers(0, 9), st.integers(1, 8))
def test_a_script_without_noise_catches_everything(fruit_column, basket):
    court, script = Catch(), Scripted()
    observation = court.reset(Start(fruit_column, basket))
    while not court.is_over:
        step = court.step(script.act(observation))
        observation = step.observation
    assert step.reward == 1.0


def test_a_script_of_pure_noise_repeats_with_its_seed():
    first, second = (Scripted(noise=1.0, seed=7) for _ in range(2))
    drawn = [first.act(ANYTHING) for _ in range(30)]
    assert drawn == [second.act(ANYTHING) for _ in range(30)]
    assert set(drawn) == set(Action)


def _agent(explores: bool, epsilon: float = 1.0) -> Agent:
    snapshot = checkpoint.newborn(Config(), seed=0).snapshot()
    snapshot = snapshot._replace(metrics=snapshot.metrics._replace(epsilon=epsilon))
    return Agent(lambda: snapshot, lambda: explores, seed=1)


def test_an_agent_that_does_not_explore_takes_its_best_action():
    agent = _agent(explores=False)
    assert agent.act(ANYTHING) == int(np.argmax(agent.choice.q))
    assert not agent.choice.explored


def test_an_agent_explores_as_often_as_its_snapshot_says():
    agent = _agent(explores=True, epsilon=1.0)
    agent.act(ANYTHING)
    assert agent.choice.explored
    agent = _agent(explores=True, epsilon=0.0)
    agent.act(ANYTHING)
    assert not agent.choice.explored


class Always:
    """An agent of one idea."""

    player = Player.AGENT
    choice: Choice | None = None

    def __init__(self, action: Action) -> None:
        self.action = action

    def begin(self) -> None:
        pass

    def act(self, _observation) -> Action:
        return self.action


def test_a_take_over_lasts_until_the_next_fruit():
    human = Human()
    switch = Switch(Always(RIGHT), human)
    assert (switch.act(ANYTHING), switch.player) == (RIGHT, Player.AGENT)
    human.press(LEFT)
    human.release(LEFT)
    assert (switch.act(ANYTHING), switch.player) == (LEFT, Player.HUMAN)
    assert (switch.act(ANYTHING), switch.player) == (STAY, Player.HUMAN)  # still the person's
    switch.begin()
    assert (switch.act(ANYTHING), switch.player) == (RIGHT, Player.AGENT)
