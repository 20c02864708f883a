"""The parts of an instrument panel."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game import window
from game.ui import text
from game.ui.panel import Board

RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture
def surface() -> Iterator[pygame.Surface]:
    image = window.open_window((200, 100))
    text.forget()
    yield image
    window.close_window()


class Painter:
    """Fills what it is given, and counts how often."""

    def __init__(self, color: tuple[int, int, int]) -> None:
        self.color = color
        self.times = 0

    def __call__(self, image: pygame.Surface, space: pygame.Rect) -> None:
        image.fill(self.color, space)
        self.times += 1


def test_a_board_paints_a_part_again_only_when_it_changes(surface: pygame.Surface) -> None:
    board, ground, part = Board(), Painter(BLUE), Painter(RED)
    place = pygame.Rect(10, 20, 30, 40)
    for key in (1, 1, 2, 2):
        board.ground((200, 100), "ground", ground)
        board.part("part", place, key, part)
    board.draw(surface)
    assert (ground.times, part.times) == (1, 2)
    assert surface.get_at((10, 20))[:3] == surface.get_at((39, 59))[:3] == RED
    assert surface.get_at((9, 20))[:3] == surface.get_at((40, 59))[:3] == BLUE


@pytest.mark.usefixtures("surface")
def test_a_new_ground_takes_every_part_with_it() -> None:
    board, part = Board(), Painter(RED)
    for size in ((200, 100), (100, 100)):
        board.ground(size, "ground", Painter(BLUE))
        board.part("part", pygame.Rect(0, 0, 5, 5), 1, part)
    assert part.times == 2


@pytest.mark.usefixtures("surface")
def test_a_part_needs_a_ground() -> None:
    with pytest.raises(RuntimeError, match="ground"):
        Board().part("part", pygame.Rect(0, 0, 5, 5), 1, Painter(RED))
