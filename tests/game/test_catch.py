import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.catch import Action, Catch, Start, is_catch, move, picture

sizes = st.integers(3, 15)


def play(game, actions):
    """Play an episode; returns every step."""
    return [game.step(action) for action in actions]


def test_the_first_picture():
    observation = Catch(4, 5, seed=0).reset(Start(fruit_column=4, basket=1))
    assert observation.tolist() == [
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [1, 1, 1, 0, 0],
    ]
    assert observation.dtype == np.float32


def test_basket_and_fruit_move_in_the_same_step():
    game = Catch(4, 5)
    game.reset(Start(fruit_column=4, basket=1))
    assert game.step(Action.RIGHT).observation.tolist() == [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0],
        [0, 1, 1, 1, 0],
    ]


def test_the_basket_moves_before_the_fruit_is_judged():
    game = Catch(3, 6)
    game.reset(Start(fruit_column=4, basket=1))
    game.step(Action.RIGHT)  # at 2, which would miss
    assert game.step(Action.RIGHT).reward == 1.0  # at 3, which reaches column 4


def test_only_the_last_step_pays_and_ends():
    game = Catch()
    game.reset(Start(fruit_column=5, basket=5))
    steps = play(game, [Action.STAY] * 9)
    assert [s.reward for s in steps] == [0.0] * 8 + [1.0]
    assert [s.discount for s in steps] == [1.0] * 8 + [0.0]


def test_a_miss_costs_one():
    game = Catch()
    game.reset(Start(fruit_column=9, basket=1))
    assert play(game, [Action.LEFT] * 9)[-1].reward == -1.0


@pytest.mark.parametrize(
    ("basket", "action", "after"), [(1, 0, 1), (1, 2, 2), (8, 2, 8), (8, 0, 7), (4, 1, 4)]
)
def test_walls_stop_the_basket(basket, action, after):
    assert move(basket, action, columns=10) == after


@pytest.mark.parametrize(("fruit", "caught"), [(3, False), (4, True), (5, True), (6, True), (7, False)])
def test_the_basket_is_three_wide(fruit, caught):
    assert is_catch(fruit, 5) == caught


@given(rows=sizes, columns=sizes, seed=st.integers(0, 2**32), data=st.data())
def test_every_episode_obeys_the_rules(rows, columns, seed, data):
    game = Catch(rows, columns, seed)
    game.reset()
    start_column = game.fruit_column
    for row in range(1, rows):
        before = game.basket
        step = game.step(data.draw(st.sampled_from(Action)))
        assert (game.fruit_row, game.fruit_column) == (row, start_column)
        assert abs(game.basket - before) <= 1
        assert 1 <= game.basket <= columns - 2
        lit = step.observation.sum()
        assert lit == (4 if row < rows - 1 else 3 + (abs(start_column - game.basket) > 1))
        assert step.reward in ((0.0,) if row < rows - 1 else (-1.0, 1.0))
    assert game.is_over


@given(rows=sizes, columns=sizes, seed=st.integers(0, 2**32))
def test_one_picture_and_many_are_drawn_alike(rows, columns, seed):
    game = Catch(rows, columns, seed)
    observation = game.reset()
    while True:
        row, column, basket = game.fruit_row, game.fruit_column, game.basket
        assert (observation == picture(rows, columns, row, column, basket)).all()
        if game.is_over:
            break
        observation = game.step(Action.RIGHT).observation


def test_a_seed_names_its_starts():
    """Their order is part of what a shipped agent's command line promises."""
    game, generator = Catch(seed=7), np.random.default_rng(7)
    for _ in range(5):
        game.reset()
        assert (game.fruit_column, game.basket) == (generator.integers(10), generator.integers(1, 9))
        game.step(Action.STAY)


@pytest.mark.parametrize("right", [2, Action.RIGHT, np.int64(2), np.int32(2), np.array(2), 2.0])
def test_an_action_may_be_any_kind_of_number(right):
    game = Catch()
    game.reset(Start(fruit_column=0, basket=4))
    game.step(right)
    assert game.basket == 5
    assert type(game.basket) is int


@given(st.integers(0, 2**32))
def test_one_seed_gives_one_sequence(seed):
    one, other = Catch(seed=seed), Catch(seed=seed)
    for _ in range(5):
        assert (one.reset() == other.reset()).all()


def test_starts_are_uniform():
    # 8000 starts of 80 kinds: 100 each. Chi-square with 79 degrees : mean 79, sd 12.6; 142 is five above.
    game, counts = Catch(seed=1), np.zeros((10, 10))
    for _ in range(8000):
        game.reset()
        counts[game.fruit_column, game.basket] += 1
    assert counts[:, [0, 9]].sum() == 0
    assert ((counts[:, 1:9] - 100) ** 2 / 100).sum() < 142


def test_pictures_can_be_drawn_many_at_once():
    many = picture(4, 5, np.array([0, 2]), np.array([1, 3]), np.array([2, 3]))
    assert many.shape == (2, 4, 5)
    assert (many[1] == picture(4, 5, 2, 3, 3)).all()


@pytest.mark.parametrize("action", [3, -1, 0.5, None, "left"])
def test_a_wrong_action_is_refused(action):
    game = Catch()
    game.reset()
    with pytest.raises(ValueError, match=r"must be 0 \(left\), 1 \(stay\) or 2 \(right\)"):
        game.step(action)


@pytest.mark.parametrize("size", [{"rows": 2}, {"columns": 2}, {"rows": -5}])
def test_a_grid_too_small_is_refused(size):
    with pytest.raises(ValueError, match="at least 3"):
        Catch(**size)


@pytest.mark.parametrize("size", [{"rows": 10.0}, {"columns": "10"}, {"rows": True}, {"seed": 1.5}])
def test_a_number_that_is_not_whole_is_refused(size):
    with pytest.raises(TypeError, match="whole number"):
        Catch(**size)


def test_a_negative_seed_is_refused():
    with pytest.raises(ValueError, match="seed is -1"):
        Catch(seed=-1)


@pytest.mark.parametrize("start", [Start(10, 5), Start(-1, 5), Start(5, 0), Start(5, 9)])
def test_a_start_outside_the_grid_is_refused(start):
    with pytest.raises(ValueError, match="outside the grid"):
        Catch().reset(start)


def test_a_step_before_an_episode_is_refused():
    with pytest.raises(RuntimeError, match=r"reset\(\)"):
        Catch().step(1)


def test_a_step_after_the_end_is_refused():
    game = Catch(3, 3)
    game.reset()
    play(game, [1, 1])
    with pytest.raises(RuntimeError, match=r"reset\(\)"):
        game.step(1)
