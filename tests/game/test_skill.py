import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game import skill
from game.catch import Action, Catch, Start, is_catch, move, picture
from game.skill import every_observation, exact_skill


def always(action):
    return lambda observations: np.tile(np.eye(3)[action], (len(observations), 1))


def random_play(observations):
    return np.full((len(observations), 3), 1 / 3)


def perfect(observations):
    """Go towards the fruit."""
    fruit = observations[:, :-1].any(axis=1).argmax(axis=1)
    basket = observations[:, -1].argmax(axis=1) + 1
    return np.eye(3)[1 + np.sign(fruit - basket)]


def test_random_play_catches_three_in_ten():
    assert exact_skill(random_play).rate == pytest.approx(0.300, abs=5e-4)


def test_standing_still_catches_three_in_ten():
    # 8 baskets, 3 columns each, of 80 starts: 24 / 80.
    assert exact_skill(always(Action.STAY)).rate == pytest.approx(0.3)


def test_perfect_play_catches_everything():
    found = exact_skill(perfect)
    assert found.rate == 1.0
    assert (found.map == 1).all()


def best_rate_with_noise(rows, columns, epsilon):
    """The most any policy can catch if a share of its moves is random: value iteration, state by state."""
    value = {(f, b): float(is_catch(f, b)) for f in range(columns) for b in range(1, columns - 1)}
    for _ in range(rows - 1):
        value = {
            (f, b): (1 - epsilon) * max(value[f, int(move(b, a, columns))] for a in Action)
            + epsilon * sum(value[f, int(move(b, a, columns))] for a in Action) / 3
            for f, b in value
        }
    return sum(value.values()) / len(value)


def test_the_best_policy_with_a_tenth_of_random_moves():
    assert best_rate_with_noise(10, 10, 0.1) == pytest.approx(0.9874, abs=5e-5)


def test_noise_is_counted_exactly():
    """Going towards the fruit with a tenth of random moves, by an enumeration of all action sequences."""

    def noisy(observations):
        return 0.9 * perfect(observations) + 0.1 / 3

    rows, columns, caught, starts = 4, 5, 0.0, 0
    for fruit, start in itertools.product(range(columns), range(1, columns - 1)):
        starts += 1
        for actions in itertools.product(Action, repeat=rows - 1):
            basket, chance = start, 1.0
            for action in actions:
                best = 1 + (fruit > basket) - (fruit < basket)
                chance *= 0.1 / 3 + 0.9 * (action == best)
                basket = int(move(basket, action, columns))
            caught += chance * bool(is_catch(fruit, basket))
    assert exact_skill(noisy, rows, columns).rate == pytest.approx(caught / starts, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(rows=st.integers(3, 6), columns=st.integers(3, 7), seed=st.integers(0, 2**32))
def test_the_map_is_what_playing_every_start_gives(rows, columns, seed):
    """For a policy as arbitrary as a random network: it hashes what it sees."""
    weights = np.random.default_rng(seed).normal(size=(rows * columns, 3))

    def arbitrary(observations):
        return np.eye(3)[(observations.reshape(len(observations), -1) @ weights).argmax(axis=1)]

    found = exact_skill(arbitrary, rows, columns)
    for fruit, basket in itertools.product(range(columns), range(1, columns - 1)):
        game = Catch(rows, columns)
        observation, reward = game.reset(Start(fruit, basket)), 0.0
        while not game.is_over:
            step = game.step(int(arbitrary(observation[None])[0].argmax()))
            observation, reward = step.observation, step.reward
        assert found.map[basket - 1, fruit] == (reward > 0)


def test_a_large_grid_is_asked_about_in_portions(monkeypatch):
    monkeypatch.setattr(skill, "MOST_PIXELS", 7 * 100)
    sizes = []

    def counting(observations):
        sizes.append(len(observations))
        return perfect(observations)

    assert exact_skill(counting).rate == 1.0
    assert sizes == [7] * 102 + [6]  # 720


def test_observations_come_row_by_row_then_by_basket_then_by_fruit():
    found = np.concatenate(list(every_observation(4, 5, at_once=4)))
    expected = [
        picture(4, 5, row, fruit, basket) for row in range(3) for basket in (1, 2, 3) for fruit in range(5)
    ]
    assert (found == np.stack(expected)).all()


def test_a_policy_that_answers_in_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match=r"\(720, 3\)"):
        exact_skill(lambda observations: np.ones(len(observations)))
