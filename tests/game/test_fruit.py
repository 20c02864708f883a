"""Kinds of fruit: told apart by shape, seen on every ground, and the same on both courts."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pygame
import pytest

from game.controllers import Scripted
from game.match import Court, Match
from game.ui import fruit, theme
from game.ui.theme import PALETTES, contrast

SMALL, LARGE = 24, 100  # pixels

pytestmark = pytest.mark.usefixtures("surface")


def shape(kind, cell):
    """Where a fruit covers its cell, bool [column, row]."""
    image = fruit.image(kind, cell)
    return np.array([[image.get_at((x, y))[3] >= 128 for y in range(cell)] for x in range(cell)])


@pytest.mark.parametrize("cell", [SMALL, LARGE])
@pytest.mark.parametrize(("one", "other"), list(combinations(fruit.KINDS, 2)))
def test_no_two_kinds_have_the_same_shape(cell, one, other):
    a, b = shape(one, cell), shape(other, cell)
    assert (a ^ b).sum() > 0.2 * min(a.sum(), b.sum())


@pytest.mark.parametrize("kind", fruit.KINDS)
def test_a_fruit_fills_its_cell_without_leaving_it(kind):
    covered = shape(kind, LARGE)
    assert 0.25 < covered.mean() < 0.8
    assert not np.concatenate([covered[[0, -1]].ravel(), covered[:, -1]]).any()


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("kind", fruit.KINDS)
def test_a_fruit_stands_out_from_the_land(name, kind):
    """3:1, what WCAG asks of things that are not text, for the larger part of a fruit."""
    theme.use(name)
    image = fruit.image(kind, SMALL)
    colors = [image.get_at((x, y)) for x in range(SMALL) for y in range(SMALL)]
    lands = (theme.ART.sky, theme.ART.dusk, theme.ART.hill, theme.ART.meadow)
    seen = [min(contrast(color[:3], land) for land in lands) for color in colors if color[3] >= 128]
    assert np.median(seen) >= 3


def test_the_same_fruit_falls_on_both_courts_of_a_match():
    match = Match(Court(Scripted(), seed=5), Court(Scripted(noise=0.5, seed=1), seed=5))
    kinds = set()
    while not match.is_over:
        fruits = [
            fruit.kind_of(len(court.history) - court.has_landed, court.now.fruit_column)
            for court in (match.you, match.opponent)
        ]
        assert fruits[0] == fruits[1]
        kinds.add(fruits[0])
        match.tick()
    assert kinds == set(fruit.KINDS)


def test_an_image_is_painted_once(monkeypatch):
    first = fruit.image("pear", 33)
    monkeypatch.setitem(fruit.KINDS, "pear", lambda *_: pytest.fail("painted again"))
    assert fruit.image("pear", 33) is first


def test_a_fruit_fades():
    full, half = (fruit.faded("melon", SMALL, share) for share in (1.0, 0.5))
    ground = [pygame.Surface((SMALL, SMALL)) for _ in range(2)]
    for surface, image in zip(ground, (full, half), strict=True):
        surface.blit(image, (0, 0))
    bright, dim = (sum(surface.get_at((12, 10))[:3]) for surface in ground)
    assert dim == pytest.approx(bright / 2, abs=6)
