"""The port of the article's loop."""

import numpy as np
import pytest

from benchmarks import article
from benchmarks.article import Memory


def test_targets_replace_the_value_of_the_action_taken_only():
    picture = np.zeros(4, np.float32)
    falling = Memory(picture, action=1, reward=0.0, next_picture=picture, is_over=False)
    landed = Memory(picture, action=2, reward=-1.0, next_picture=picture, is_over=True)
    q = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    next_q = np.array([[1.0, 2.0, 0.5], [9.0, 9.0, 9.0]])
    # Falling: 0 + 0.9 * 2. Landed: the reward alone.
    expected = [[0.1, 1.8, 0.3], [0.4, 0.5, -1.0]]
    np.testing.assert_allclose(article.targets(q, next_q, [falling, landed]), expected)
    np.testing.assert_array_equal(q[0], [0.1, 0.2, 0.3])  # what came in is left alone


def test_the_network_is_the_articles():
    model = article.network(seed=0, pixels=100)
    assert [layer.units for layer in model.layers] == [100, 100, 3]
    assert model.count_params() == 100 * 100 + 100 + 100 * 100 + 100 + 100 * 3 + 3
    assert (model.loss, type(model.optimizer).__name__) == ("mse", "SGD")
    assert float(model.optimizer.learning_rate) == pytest.approx(0.2)
    assert model.optimizer.momentum == 0


def test_asking_in_batches_learns_the_same():
    one_by_one, in_batches = (article.train(3, batched) for batched in (False, True))
    for _ in range(2):
        one, batch = next(one_by_one), next(in_batches)
        assert one.episode == batch.episode
        assert one.catch_rate == pytest.approx(batch.catch_rate)


def test_it_learns_a_court_four_columns_wide():
    rates = [
        progress.catch_rate for progress, _ in zip(article.train(0, True, 4, 4), range(40), strict=False)
    ]
    assert rates[0] == 0.75  # as good as standing still: 6 of 8 starts
    assert rates[-1] == 1.0
