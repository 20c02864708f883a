"""The land behind the game: an orchard at dusk, dark enough for words to lie on it."""

from __future__ import annotations

import math
import random
from functools import lru_cache

import pygame

from game.ui import shapes, theme
from game.ui.theme import Art, Color, mix

_HORIZON = 0.66  # of the height: there the sky is brightest
_EDGE_PIECES = 50  # straight ones that a hill's edge is made of
_SHADES = 48  # of the sky, from top to bottom, before they are blended
_STARS = 0.00009  # for each pixel of the upper half of the sky
# Hills: how low the edge lies and how far it swings, of the height, and where its waves begin.
_FAR, _NEAR, _MEADOW = (0.66, 0.05, 0.4), (0.76, 0.045, 2.1), (0.89, 0.012, 4.0)
_TREE_STEP = 0.25  # of the height, between two trees
_TREES = (0.11, 0.13, 0.09)  # heights, of the height


def cover(surface: pygame.Surface) -> None:
    """Show the land in place of everything that a surface has shown."""
    surface.blit(_backdrop(surface.get_size(), theme.palette), (0, 0))


@lru_cache(maxsize=1)  # as large as the window
def _backdrop(size: tuple[int, int], colors: theme.Palette) -> pygame.Surface:
    image = pygame.Surface(size)
    art = colors.art
    ground = colors.background
    quiet = Art(*(mix(color, ground, 0.35) for color in art))
    paint(image, image.get_rect(), quiet)
    return image


def paint(image: pygame.Surface, rect: pygame.Rect, art: Art) -> None:
    """Paint the orchard into a rect of an image. The same rect gives the same picture."""
    with_clip = image.get_clip()
    image.set_clip(rect)
    _sky(image, rect, art)
    _hill(image, rect, mix(art.dusk, art.hill, 0.55), *_FAR)
    _hill(image, rect, mix(art.hill, art.meadow, 0.35), *_NEAR)
    step = max(rect.height * _TREE_STEP, 1.0)
    for number in range(math.ceil(rect.width / step)):
        x = rect.x + (number + 0.5 + 0.3 * math.sin(5 * number)) * step
        foot = _edge(rect, x, *_NEAR) + 0.01 * rect.height
        _tree(image, mix(art.hill, art.meadow, 0.7), x, foot, rect.height * _TREES[number % len(_TREES)])
    _hill(image, rect, art.meadow, *_MEADOW)
    image.set_clip(with_clip)


def _sky(image: pygame.Surface, rect: pygame.Rect, art: Art) -> None:
    column = pygame.Surface((1, _SHADES), 0, image)
    for y in range(_SHADES):
        share = min((y + 0.5) / _SHADES / _HORIZON, 1.0) ** 1.5
        column.set_at((0, y), mix(art.sky, art.dusk, share))
    column = pygame.transform.smoothscale(column, (1, rect.height))
    image.blit(pygame.transform.scale(column, rect.size), rect)
    places = random.Random(rect.width)
    for _ in range(round(rect.width * rect.height * _STARS)):
        x, height, light = places.random(), places.random(), places.uniform(0.06, 0.16)
        color = mix(mix(art.sky, art.dusk, 0.2), (255, 255, 255) if art.sky != art.dusk else art.sky, light)
        image.set_at((rect.x + int(x * rect.width), rect.y + int(height * rect.height / 2)), color)


def _edge(rect: pygame.Rect, x: float, base: float, swing: float, phase: float) -> float:
    along = (x - rect.x) / max(rect.height, 1) * 2 * math.pi
    wave = 0.6 * math.sin(along / 2 + phase) + 0.4 * math.sin(1.15 * along + 2.3 * phase)
    return rect.y + rect.height * (base + swing * wave)


def _hill(
    image: pygame.Surface, rect: pygame.Rect, color: Color, base: float, swing: float, phase: float
) -> None:
    """Fill everything below a wavy edge. base, swing: of the height."""
    step = max(rect.width // _EDGE_PIECES, 4)
    edge = [
        (x, _edge(rect, x, base, swing, phase)) for x in range(rect.x - step, rect.right + 2 * step, step)
    ]
    pygame.draw.polygon(image, color, [*edge, (rect.right + step, rect.bottom), (rect.x - step, rect.bottom)])
    pygame.draw.aalines(image, color, False, edge)


def _tree(image: pygame.Surface, color: Color, x: float, foot: float, height: float) -> None:
    trunk = pygame.Rect(0, 0, max(round(height * 0.12), 1), round(height * 0.6))
    trunk.midbottom = (round(x), round(foot))
    image.fill(color, trunk)
    for dx, dy, size in ((-0.22, -0.62, 0.52), (0.22, -0.60, 0.5), (0.0, -0.82, 0.56)):
        crown = shapes.disc(max(round(height * size), 2), color)
        image.blit(crown, crown.get_rect(center=(round(x + dx * height), round(foot + dy * height))))
