"""Agents as plants: one for each, told apart by shape."""

from __future__ import annotations

from itertools import combinations

import pygame
import pytest

from game.agents import NAMES
from game.ui import plants

SIZE = 48  # pixels


def shape(name):
    return pygame.mask.from_surface(plants.image(name, SIZE))


@pytest.mark.usefixtures("surface")
@pytest.mark.parametrize(("one", "other"), list(combinations(NAMES, 2)))
def test_every_agent_is_a_plant_of_its_own(one, other):
    a, b = shape(one), shape(other)
    shared = a.overlap_area(b, (0, 0))
    assert shared < 0.8 * max(a.count(), b.count())


@pytest.mark.usefixtures("surface")
def test_they_grow_from_newborn_to_master():
    assert shape("newborn").count() < shape("sapling").count() < shape("master").count()
