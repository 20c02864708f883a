"""Charts: where a value lies, worked out by hand, and that drawing only draws."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from game import window
from game.ui import charts, text, theme
from game.ui.charts import Axes, Series
from game.ui.theme import scale

SCALE = scale((1280, 720))  # unit 8, captions 14


@pytest.fixture
def surface() -> Iterator[pygame.Surface]:
    image = window.open_window((400, 200))
    text.forget()
    yield image
    window.close_window()


def test_a_value_lies_where_its_share_of_the_axes_says() -> None:
    place = charts.placing(Axes((0, 10), (0, 1)), pygame.Rect(100, 50, 101, 51))
    assert place((0, 0)) == (100, 100)  # the lowest row of the rect is 50 + 51 - 1
    assert place((10, 1)) == (200, 50)
    assert place((5, 0.5)) == (150, 75)
    assert place((2.5, 0.3)) == (125, pytest.approx(85))


def test_a_logarithmic_axis_gives_each_decade_the_same_height() -> None:
    place = charts.placing(Axes((0, 1), (0.01, 1), is_log=True), pygame.Rect(0, 0, 11, 101))
    assert [place((0, y))[1] for y in (0.01, 0.1, 1)] == [100, pytest.approx(50), pytest.approx(0)]


def test_what_lies_outside_comes_to_the_edge() -> None:
    place = charts.placing(Axes((0, 1), (0.01, 1), is_log=True), pygame.Rect(0, 0, 11, 101))
    assert place((-5, 0)) == (0, 100)
    assert place((5, 50)) == (10, pytest.approx(0))


def test_an_axis_without_length_is_no_error() -> None:
    place = charts.placing(Axes((3, 3), (0, 1)), pygame.Rect(0, 0, 11, 11))
    assert place((3, 0)) == (0, 10)


@pytest.mark.usefixtures("surface")
def test_the_words_beside_and_below_make_room_for_themselves() -> None:
    space = pygame.Rect(0, 0, 400, 200)
    bare = charts.plot_rect(space, Axes((0, 1), (0, 1)), SCALE, gutter=50)
    assert bare == pygame.Rect(50, 7, 400 - 50 - 8, 200 - 14)  # half a caption above and below, a unit right
    with_note = charts.plot_rect(space, Axes((0, 1), (0, 1), notes=[(1, "perfect")]), SCALE, gutter=50)
    assert with_note.top > bare.top
    assert with_note.bottom == bare.bottom


def test_the_line_runs_through_its_points(surface: pygame.Surface) -> None:
    axes = Axes((0, 10), (0, 1))
    charts.draw_chart(surface, surface.get_rect(), axes, [Series([(0, 0.5), (10, 0.5)], theme.AGENT)], SCALE)
    plot = charts.plot_rect(surface.get_rect(), axes, SCALE)
    x, y = charts.placing(axes, plot)((5, 0.5))
    assert surface.get_at((round(x), round(y)))[:3] == theme.AGENT


def test_a_mark_is_a_line_across_at_its_height(surface: pygame.Surface) -> None:
    axes = Axes((0, 1), (0, 1), marks=[(0.25, "25 %")])
    charts.draw_chart(surface, surface.get_rect(), axes, [], SCALE)
    plot = charts.plot_rect(surface.get_rect(), axes, SCALE)
    y = round(charts.placing(axes, plot)((0, 0.25))[1])
    assert surface.get_at((plot.x, y))[:3] == theme.LINE
    assert surface.get_at((plot.right - 1, y))[:3] == theme.LINE


def test_drawing_twice_gives_the_same_pixels_and_changes_nothing(surface: pygame.Surface) -> None:
    points = [(float(x), (x % 7) / 7) for x in range(3_000)]
    before = list(points)
    axes = Axes((0, 3_000), (0, 1), [(0, "0"), (1, "1")], x_marks=[(0, "0")], notes=[(1, "top")])
    images = []
    for _ in range(2):
        surface.fill((0, 0, 0))
        charts.draw_chart(
            surface,
            surface.get_rect(),
            axes,
            [Series(points, theme.AGENT), Series(points, theme.HUMAN, is_faint=True)],
            SCALE,
        )
        images.append(pygame.image.tobytes(surface, "RGB"))
    assert images[0] == images[1]
    assert points == before


def test_an_empty_series_and_a_tiny_space_are_no_error(surface: pygame.Surface) -> None:
    charts.draw_chart(surface, surface.get_rect(), Axes((0, 1), (0, 1)), [Series([], theme.AGENT)], SCALE)
    charts.draw_chart(
        surface, pygame.Rect(0, 0, 3, 3), Axes((0, 1), (0, 1)), [Series([(0, 0)], theme.AGENT)], SCALE
    )


def test_the_nearest_point_is_the_one_closest_in_time() -> None:
    points = [(0.0, 5.0), (1.0, 6.0), (3.0, 7.0)]
    assert [charts.nearest(points, x) for x in (-9.0, 0.4, 0.6, 1.9, 2.1, 9.0)] == [
        points[n] for n in (0, 0, 1, 1, 2, 2)
    ]
    assert charts.nearest([], 1.0) is None


@pytest.mark.parametrize("at", [(60, 20), (390, 20), (60, 190), (390, 190)])
def test_a_crosshair_and_its_words_stay_within_the_plot(surface: pygame.Surface, at: tuple[int, int]) -> None:
    plot = pygame.Rect(50, 10, 350, 190)
    charts.draw_crosshair(surface, plot, at, "100.0 % at 0:12", theme.AGENT, SCALE)
    seen = pygame.mask.from_threshold(surface, (0, 0, 0), (1, 1, 1, 255))
    seen.invert()
    assert seen.get_at((at[0], 100)) or seen.get_at((200, at[1]))
    assert plot.inflate(8, 8).contains(
        pygame.Rect.unionall(*seen.get_bounding_rects()[:1], seen.get_bounding_rects()[1:])
    )


def test_a_legend_ends_where_it_is_told_to(surface: pygame.Surface) -> None:
    charts.draw_legend(
        surface, (300, 100), [Series([], theme.AGENT, "one"), Series([], theme.HUMAN, "two")], SCALE
    )
    seen = pygame.mask.from_threshold(surface, (0, 0, 0), (1, 1, 1, 255))
    seen.invert()
    left, *_ = seen.get_bounding_rects()
    assert left.x > 0
    assert max(rect.right for rect in seen.get_bounding_rects()) <= 300


def test_a_line_of_many_points_is_drawn_through_a_few_and_the_last() -> None:
    points = [(float(x), 0.0) for x in range(10)]
    assert charts.thinned(points, 10) == points
    assert [x for x, _ in charts.thinned(points, 5)] == [0, 2, 4, 6, 8, 9]
    assert charts.thinned([], 5) == []


@pytest.mark.parametrize(
    ("seconds", "span"), [(0, 10), (10, 10), (10.1, 20), (45, 60), (61, 120), (3_600, 3_600), (9_000, 14_400)]
)
def test_a_time_axis_grows_in_steps(seconds: float, span: float) -> None:
    assert charts.time_span(seconds) == span


def test_time_is_marked_in_the_unit_that_reads_best() -> None:
    assert charts.time_marks(20) == [(0, "0"), (10, "10"), (20, "20 s")]
    assert charts.time_marks(300) == [(0, "0"), (150, "2.5"), (300, "5 min")]
    assert charts.time_marks(7_200) == [(0, "0"), (3_600, "1"), (7_200, "2 h")]


def test_a_logarithmic_range_spans_whole_decades() -> None:
    assert charts.log_range([(0, 0.02), (1, 0.3)], (1e-3, 1)) == pytest.approx((0.01, 1.0))
    assert charts.log_range([(0, 0.05)], (1e-3, 1)) == pytest.approx((0.01, 0.1))
    assert charts.log_range([(0, 0.1)], (1e-3, 1)) == pytest.approx((0.1, 1.0))  # never without height
    assert charts.log_range([(0, 0.0)], (1e-3, 1)) == (1e-3, 1)  # zero has no logarithm


def test_decades_are_marked_as_long_as_they_are_few() -> None:
    assert [words for _, words in charts.log_marks((1e-2, 1.0))] == ["1", "0.1", "0.01"]
    assert [words for _, words in charts.log_marks((1e-6, 1.0), 3)] == ["1", "0.001", "1e−6"]
