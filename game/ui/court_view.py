"""A court as it is seen: crisp cells, fruit and basket gliding between ticks."""

from __future__ import annotations

import math
from functools import lru_cache

import pygame

from game.match import Court, Pose
from game.text import _
from game.ui import fruit, scenery, shapes, sprites, text, theme
from game.ui.theme import Color, mix

RESULT_TICKS = 3  # for which a landing is commented on; as long as the court rests, if that is longer
FADE_STEPS = 12
BOUNCES, BOUNCE = 1.0, 0.14  # how often the basket goes down and up under a catch, and how far in cells
SHAKES, SHAKE = 2.5, 0.12  # the same for a court, sideways, after a miss
TILE_ALPHA = 60  # of every other cell, 0..255
SPARK_ANGLES = [math.radians(degrees) for degrees in range(10, 171, 20)]
SPARK_SIZES = (0.20, 0.13)  # in cells, in turn; so are those of dust
DUST = (-0.5, -0.3, -0.1, 0.1, 0.3, 0.5)  # where the puffs of a miss begin, in cells beside the fruit


def court_rect(space: pygame.Rect, court: Court) -> pygame.Rect:
    """Return the largest field with whole-pixel cells whose frame fits, centred in `space`."""
    cell = max(_cell(space.width, court.columns), 4)
    cell = max(min(cell, _cell(space.height, court.rows)), 4)
    rect = pygame.Rect(0, 0, cell * court.columns, cell * court.rows)
    rect.center = space.center
    return rect


def frame_rect(rect: pygame.Rect, court: Court) -> pygame.Rect:
    """Return the outer edge of the frame around a field from court_rect()."""
    margin = _margin(rect.width // court.columns)
    return rect.inflate(2 * margin, 2 * margin)


def draw_court(
    surface: pygame.Surface,
    rect: pygame.Rect,
    court: Court,
    alpha: float,
    accent: Color,
    shakes: bool = False,
) -> None:
    """Draw a court into a rect from court_rect().

    Args:
        alpha: how far the latest tick has come, 0..1; under reduced motion it is always seen as it ends.
        shakes: a miss shakes it for a tick, unless motion is reduced.
    """
    alpha = 1.0 if theme.is_still else alpha
    before, now = court.before, court.now
    age = _age(court, alpha)
    if age < RESULT_TICKS and shakes and not court.history[-1]:
        rect = rect.move(round(_swing(age, SHAKES) * SHAKE * rect.width / court.columns), 0)
    cell = rect.width // court.columns
    surface.blit(_ground(cell, court.rows, court.columns, theme.palette), frame_rect(rect, court))
    row = before.fruit_row + (now.fruit_row - before.fruit_row) * alpha
    basket = before.basket + (now.basket - before.basket) * _ease(alpha)
    dip = round(_swing(age, BOUNCES) * BOUNCE * cell) if age < 1 and court.history[-1] else 0
    with_clip = surface.get_clip()
    surface.set_clip(rect.clip(with_clip) if with_clip else rect)
    surface.blit(_lane(cell, rect.height, accent), (rect.x + now.fruit_column * cell, rect.y))
    number = len(court.history) - court.has_landed  # of the fruit that is seen
    if not (court.has_landed and age < math.inf):  # while the court rests, its fruit is in the basket or gone
        kind = fruit.kind_of(number, now.fruit_column)
        surface.blit(fruit.image(kind, cell), (rect.x + now.fruit_column * cell, rect.y + round(row * cell)))
    if court.landing and age < RESULT_TICKS and not court.history[-1]:
        kind = fruit.kind_of(len(court.history) - 1, court.landing.fruit_column)
        _draw_miss(surface, rect, cell, court.landing, kind, age / RESULT_TICKS)
    at = (rect.x + round((basket - 1) * cell), rect.bottom - cell + dip)
    surface.blit(sprites.basket(cell, accent), at)
    if court.landing and age < RESULT_TICKS:
        _draw_result(surface, rect, cell, court.landing, court.history[-1], age / RESULT_TICKS)
    surface.set_clip(with_clip)


def column_at(rect: pygame.Rect, court: Court, x: int) -> int:
    """Return the column under a point, kept on the court."""
    cell = rect.width // court.columns
    return min(max((x - rect.x) // cell, 0), court.columns - 1)


def _age(court: Court, alpha: float) -> float:
    """Return for how long the latest landing has been seen, 0..RESULT_TICKS while it is commented on."""
    if court.since_landing is None:
        return math.inf
    return (court.since_landing + alpha) * RESULT_TICKS / max(RESULT_TICKS, court.rest)


def _draw_result(
    surface: pygame.Surface, rect: pygame.Rect, cell: int, landing: Pose, caught: bool, age: float
) -> None:
    """Say where the last fruit landed how it ended: a word that rises and fades, and a burst for a catch."""
    x, ground = rect.x + (landing.fruit_column + 0.5) * cell, rect.bottom - 1.1 * cell
    words, color = ("+1", theme.GOOD) if caught else (_("miss"), theme.BAD)
    fading = mix(color, theme.PANEL, _faded(age))
    if caught and not theme.is_still:
        _draw_burst(surface, (x, ground), cell, fading, age)
    image = text.rendered(words, max(cell // 2, 14), fading, True)
    rise = 0.0 if theme.is_still else 0.6 * age
    place = image.get_rect(midbottom=(x, ground - cell * rise))
    surface.blit(image, place.clamp(rect))


def _draw_burst(
    surface: pygame.Surface, at: tuple[float, float], cell: int, color: Color, age: float
) -> None:
    """Sparks that fly up from the basket and shrink."""
    reach = cell * (0.8 + 0.9 * _ease(age))
    for number, angle in enumerate(SPARK_ANGLES):
        size = SPARK_SIZES[number % len(SPARK_SIZES)]
        spark = shapes.disc(max(round(cell * size * (1 - _faded(age))), 2), color)
        far = reach * (1.0 if number % 2 else 0.8)
        place = (at[0] + far * math.cos(angle), at[1] - far * math.sin(angle))
        surface.blit(spark, spark.get_rect(center=place))


def _draw_miss(
    surface: pygame.Surface, rect: pygame.Rect, cell: int, landing: Pose, kind: str, age: float
) -> None:
    """Let a fruit that was missed lie on the ground and fade, in a little dust that rolls to both sides."""
    left = rect.x + landing.fruit_column * cell
    color = mix(theme.MUTED, theme.PANEL, _faded(age))
    for number, side in enumerate(() if theme.is_still else DUST):
        puff = shapes.disc(max(round(cell * SPARK_SIZES[number % 2] * (1 - _faded(age))), 2), color)
        x = left + cell * (0.5 + side * (1 + 1.6 * _ease(age)))
        surface.blit(puff, puff.get_rect(midbottom=(x, rect.bottom)))
    surface.blit(fruit.faded(kind, cell, 1 - _faded(age)), (left, rect.bottom - cell))


def _faded(age: float) -> float:
    """Return how far something has faded at an age of 0..1, in few steps: each one's image is kept."""
    return round(age**2 * FADE_STEPS) / FADE_STEPS


def _margin(cell: int) -> int:
    return cell // 4


def _cell(pixels: int, cells: int) -> int:
    """Return the largest cell of which that many, and a margin on both sides, fit into `pixels`."""
    return pixels * 2 // (2 * cells + 1)


def _swing(age: float, times: float) -> float:
    """Return where something is, -1..1, that swings so many times within a tick and comes to rest."""
    if theme.is_still or age >= 1:
        return 0.0
    return math.sin(2 * math.pi * times * age) * (1 - age)


def _ease(alpha: float) -> float:
    """Quick off the mark, so that a key press is seen at once."""
    return 1 - (1 - alpha) ** 2


@lru_cache(maxsize=8)
def _ground(cell: int, rows: int, columns: int, colors: theme.Palette) -> pygame.Surface:
    margin = _margin(cell)
    size = (columns * cell + 2 * margin, rows * cell + 2 * margin)
    image = pygame.Surface(size)
    outside = mix(colors.background, colors.panel, 0.1)
    image.fill(outside)
    image.set_colorkey(outside, pygame.RLEACCEL)
    frame, radius = image.get_rect(), max(cell // 4, 6)
    shapes.panel(image, frame, radius, colors.panel, colors.line)
    field = frame.inflate(-2 * margin, -2 * margin)
    scenery.paint(image, field, colors.art)
    tile = pygame.Surface((cell, cell), pygame.SRCALPHA)
    inside = tile.get_rect().inflate(-2, -2)
    pygame.draw.rect(tile, (*colors.line, TILE_ALPHA), inside, border_radius=max(cell // 8, 2))
    for row in range(rows):
        for column in range(row % 2, columns, 2):
            image.blit(tile, (margin + column * cell, margin + row * cell))
    y = margin + (rows - 1) * cell
    pygame.draw.line(image, colors.line, (margin, y), (size[0] - margin, y))
    return image


@lru_cache(maxsize=8)
def _lane(cell: int, height: int, accent: Color) -> pygame.Surface:
    """The column the fruit falls in, faintly lit."""
    image = pygame.Surface((cell, height), pygame.SRCALPHA)
    image.fill((*accent, 14))
    return image
