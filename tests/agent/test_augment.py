import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from agent.augment import mirrored, shifted
from agent.replay import Batch, Player, Transition


def test_the_mirror_image_reverses_columns_and_actions():
    picture = np.array([[1, 0, 0], [0, 1, 1]], np.float32)
    image = mirrored(Transition(picture, 0, 1.0, 0.0, picture[::-1], Player.HUMAN), 3)
    assert image.observation.tolist() == [[0, 0, 1], [1, 1, 0]]
    assert image.next_observation.tolist() == [[1, 1, 0], [0, 0, 1]]
    assert image.action == 2
    assert (image.reward, image.discount, image.player) == (1.0, 0.0, Player.HUMAN)


@given(st.integers(0, 2))
def test_mirrored_twice_is_the_same_again(action):
    picture = np.random.default_rng(action).random((3, 4)).astype(np.float32)
    twice = mirrored(mirrored(Transition(picture, action, 0.0, 1.0, picture), 3), 3)
    assert twice.action == action
    assert (twice.observation == picture).all()


def batch_of(before, after, copies=400):
    """The same transition many times."""
    before, after = (np.array(picture, np.float32) for picture in (before, after))
    numbers = np.zeros(copies, np.float32)
    pictures = (np.tile(picture, (copies, 1, 1)) for picture in (before, after))
    return Batch(next(pictures), numbers, numbers, numbers, next(pictures), numbers, numbers)


def shifts(before, after):
    """Every (before, after) that shifting makes of a transition, as nested tuples."""
    out = shifted(batch_of(before, after), np.random.default_rng(0))
    return {
        (tuple(map(tuple, o)), tuple(map(tuple, n)))
        for o, n in zip(out.observation.tolist(), out.next_observation.tolist(), strict=True)
    }


def test_both_pictures_move_together_to_every_place_there_is():
    # Lit from column 1 to 2 of four: one to the left, where it is, or one to the right.
    assert shifts([[0, 1, 0, 0]], [[0, 0, 1, 0]]) == {
        (((1, 0, 0, 0),), ((0, 1, 0, 0),)),
        (((0, 1, 0, 0),), ((0, 0, 1, 0),)),
        (((0, 0, 1, 0),), ((0, 0, 0, 1),)),
    }


def test_what_rests_at_a_wall_stays():
    assert shifts([[1, 0, 0, 0]], [[1, 0, 0, 0]]) == {(((1, 0, 0, 0),), ((1, 0, 0, 0),))}


def test_what_only_passes_along_a_wall_moves():
    assert len(shifts([[1, 0], [0, 0]], [[0, 0], [1, 0]])) == 2


def test_a_dark_picture_stays_dark():
    assert shifts([[0, 0, 0]], [[0, 0, 0]]) == {(((0, 0, 0),), ((0, 0, 0),))}


@given(st.integers(0, 2**32))
def test_nothing_lit_is_ever_lost(seed):
    generator = np.random.default_rng(seed)
    before, after = (generator.random((2, 32, 4, 6)) < 0.15).astype(np.float32)
    numbers = np.zeros(32, np.float32)
    out = shifted(Batch(before, numbers, numbers, numbers, after, numbers, numbers), generator)
    assert (out.observation.sum(axis=2) == before.sum(axis=2)).all()
    assert (out.next_observation.sum(axis=2) == after.sum(axis=2)).all()
