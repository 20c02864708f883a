"""The drawing's groundwork: cutting rectangles, fitting words, placing a court, pressing buttons."""

from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.controllers import Scripted
from game.match import Court
from game.ui import court_view, fruit, layout, shapes, text, theme

# Rectangles


def test_columns_share_the_width_and_rows_the_height():
    space = pygame.Rect(10, 20, 320, 110)
    assert layout.columns(space, (1, 2), 20) == [(10, 20, 100, 110), (130, 20, 200, 110)]
    assert layout.rows(space, (1, 1), 10) == [(10, 20, 320, 50), (10, 80, 320, 50)]


@given(st.integers(0, 2000), st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 40))
def test_no_pixel_is_lost_between_columns(width, shares, gap):
    parts = layout.columns(pygame.Rect(0, 0, width, 10), shares, gap)
    taken = sum(part.width for part in parts) + gap * (len(shares) - 1)
    assert taken == max(width, gap * (len(shares) - 1))


def test_splitting_leaves_the_rest():
    space = pygame.Rect(0, 0, 100, 50)
    assert layout.split_top(space, 20, 5) == ((0, 0, 100, 20), (0, 25, 100, 25))
    assert layout.split_left(space, 30, 10) == ((0, 0, 30, 50), (40, 0, 60, 50))


def test_what_is_centred_is_never_larger_than_the_window():
    assert layout.centred((400, 300), 200, 100) == (100, 100, 200, 100)
    assert layout.centred((400, 300), 900, 900) == (0, 0, 400, 300)


# Words


@pytest.mark.usefixtures("surface")
@pytest.mark.parametrize("width", [20, 60, 120, 400])
def test_a_line_is_cut_to_its_width_and_says_so(width):
    line = text.fitted("A line that goes on and on and on", 16, False, width)
    assert text.measure(line, 16) <= width
    assert line.endswith("…") or line == "A line that goes on and on and on"


@pytest.mark.usefixtures("surface")
def test_wrapping_keeps_every_word_within_the_width():
    words = "It learns from every fruit you catch. How long can you stay ahead?"
    lines = text.wrapped(words, 16, 150)
    assert " ".join(lines) == words
    assert len(lines) > 1
    assert all(text.measure(line, 16) <= 150 for line in lines)


# The court


@pytest.fixture
def court() -> Court:
    return Court(Scripted(), seed=2)


@given(st.integers(100, 3000), st.integers(100, 3000))
def test_a_court_with_its_frame_fits_and_has_whole_cells(width, height):
    court = Court(Scripted(), seed=2)
    space = pygame.Rect(7, 9, width, height)
    rect = court_view.court_rect(space, court)
    assert space.contains(court_view.frame_rect(rect, court))
    assert rect.width % court.columns == rect.height % court.rows == 0
    assert rect.width // court.columns == rect.height // court.rows


@given(st.integers(-500, 2000))
def test_a_point_names_its_column_and_one_beside_the_court_the_nearest(x):
    court = Court(Scripted(), seed=2)
    rect = pygame.Rect(100, 0, 400, 400)
    column = court_view.column_at(rect, court, x)
    assert column == min(max((x - 100) // 40, 0), 9)


def shows(surface, kind, left, top):
    """Whether a fruit's picture for cells of 40 pixels lies there."""
    image = fruit.image(kind, 40)
    opaque = [(x, y) for x in range(40) for y in range(40) if image.get_at((x, y))[3] == 255]
    assert len(opaque) > 200
    return all(surface.get_at((left + x, top + y))[:3] == image.get_at((x, y))[:3] for x, y in opaque)


def fruit_is_at(surface, court, top):
    """Whether the falling fruit lies in its column, its upper edge at `top`."""
    kind = fruit.kind_of(len(court.history) - court.has_landed, court.now.fruit_column)
    return shows(surface, kind, 100 + court.now.fruit_column * 40, top)


def test_fruit_and_basket_are_where_the_rules_say(surface, court):
    rect = pygame.Rect(100, 50, 400, 400)
    for _ in range(3):
        court.tick()
    court_view.draw_court(surface, rect, court, 1.0, theme.HUMAN)
    assert fruit_is_at(surface, court, rect.y + court.now.fruit_row * 40)
    rim = (rect.x + court.now.basket * 40 + 20, rect.bottom - 40 + 12)
    assert surface.get_at(rim)[:3] == theme.HUMAN


@pytest.mark.parametrize(("alpha", "top"), [(0.0, 50), (0.5, 70), (1.0, 90)])
def test_between_ticks_the_fruit_glides(surface, court, alpha, top):
    court.tick()  # into row 1
    court_view.draw_court(surface, pygame.Rect(100, 50, 400, 400), court, alpha, theme.HUMAN)
    assert fruit_is_at(surface, court, top)


def after_landing(caught):
    """A court on which a fruit has landed and the next one been served."""
    court = Court(Scripted(noise=0.0 if caught else 1.0, seed=3), seed=2)
    while not court.history or court.history[-1] is not caught:
        court.tick()
    court.tick()
    return court


def drawn(surface, court, alpha, **options):
    surface.fill((0, 0, 0))
    court_view.draw_court(surface, pygame.Rect(100, 50, 400, 400), court, alpha, theme.HUMAN, **options)
    return surface.copy()


def top_of_the_basket(picture, court, alpha):
    at = court.before.basket + (court.now.basket - court.before.basket) * (1 - (1 - alpha) ** 2)
    x = 100 + round(at * 40) + 20
    return next(y for y in range(410, 450) if picture.get_at((x, y))[:3] == theme.HUMAN)


def test_a_catch_bounces_the_basket_and_lets_it_rest(surface):
    court = after_landing(caught=True)
    tops = [top_of_the_basket(drawn(surface, court, alpha), court, alpha) for alpha in (0.0, 0.25, 0.75, 1.0)]
    assert tops[1] > tops[0] == tops[3] > tops[2]


@pytest.mark.parametrize("caught", [True, False])
def test_a_missed_fruit_lies_where_it_fell_and_a_caught_one_is_gone(surface, caught):
    court = after_landing(caught)
    kind = fruit.kind_of(len(court.history) - 1, court.landing.fruit_column)
    picture = drawn(surface, court, 0.0)
    assert shows(picture, kind, 100 + court.landing.fruit_column * 40, 410) is not caught


def left_edge(picture):
    return next(x for x in range(80, 200) if picture.get_at((x, 250))[:3] != (0, 0, 0))


@pytest.mark.parametrize(
    ("caught", "shakes", "moves"), [(False, True, True), (False, False, False), (True, True, False)]
)
def test_a_miss_shakes_the_court_of_a_person(surface, caught, shakes, moves):
    court = after_landing(caught)
    edges = [left_edge(drawn(surface, court, alpha, shakes=shakes)) for alpha in (0.0, 0.1, 0.3, 1.0)]
    assert edges[0] == edges[3]
    assert (len(set(edges)) > 1) is moves


@pytest.mark.parametrize("caught", [True, False])
def test_under_reduced_motion_nothing_bounces_bursts_or_shakes(surface, caught):
    theme.use(reduced_motion=True)
    court = after_landing(caught)
    pictures = [
        pygame.image.tobytes(drawn(surface, court, alpha, shakes=True), "RGB") for alpha in (0.1, 0.3)
    ]
    assert pictures[0] == pictures[1]


def test_drawing_a_court_twice_gives_the_same_picture(surface, court):
    rect = pygame.Rect(100, 50, 400, 400)
    for _ in range(12):  # a fruit has landed, the next is served: the burst is on
        court.tick()
    pictures = []
    for _ in range(2):
        surface.fill((0, 0, 0))
        court_view.draw_court(surface, rect, court, 0.4, theme.AGENT)
        pictures.append(pygame.image.tobytes(surface, "RGB"))
    assert pictures[0] == pictures[1]


def test_a_panel_has_round_corners_and_a_full_middle(surface):
    surface.fill((0, 0, 0))
    shapes.panel(surface, pygame.Rect(10, 10, 60, 40), 12, fill=theme.HUMAN, border=None)
    assert surface.get_at((10, 10))[:3] == (0, 0, 0)
    assert surface.get_at((40, 30))[:3] == theme.HUMAN
