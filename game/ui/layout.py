"""Cutting rectangles into rectangles. The same space gives the same places, to draw in and to click on."""

from __future__ import annotations

from collections.abc import Sequence

import pygame


def columns(space: pygame.Rect, shares: Sequence[float], gap: int) -> list[pygame.Rect]:
    """Cut a rect into columns whose widths are as the shares."""
    return [
        pygame.Rect(space.x + start, space.y, width, space.height)
        for start, width in _cut(space.width, shares, gap)
    ]


def rows(space: pygame.Rect, shares: Sequence[float], gap: int) -> list[pygame.Rect]:
    """Cut a rect into rows whose heights are as the shares."""
    return [
        pygame.Rect(space.x, space.y + start, space.width, height)
        for start, height in _cut(space.height, shares, gap)
    ]


def stack(space: pygame.Rect, count: int, height: int, gap: int) -> list[pygame.Rect]:
    """Lay `count` rows of a fixed height under one another, from the top of a rect."""
    return [pygame.Rect(space.x, space.y + n * (height + gap), space.width, height) for n in range(count)]


def split_top(space: pygame.Rect, height: int, gap: int = 0) -> tuple[pygame.Rect, pygame.Rect]:
    """Cut `height` pixels off the top; returns (top, rest)."""
    top = pygame.Rect(space.x, space.y, space.width, height)
    return top, pygame.Rect(space.x, top.bottom + gap, space.width, max(space.height - height - gap, 0))


def split_left(space: pygame.Rect, width: int, gap: int = 0) -> tuple[pygame.Rect, pygame.Rect]:
    """Cut `width` pixels off the left; returns (left, rest)."""
    left = pygame.Rect(space.x, space.y, width, space.height)
    return left, pygame.Rect(left.right + gap, space.y, max(space.width - width - gap, 0), space.height)


def inset(space: pygame.Rect, by: int) -> pygame.Rect:
    """Return the rect with a margin taken off on every side."""
    return space.inflate(-2 * by, -2 * by)


def centred(size: tuple[int, int], width: int, height: int) -> pygame.Rect:
    """Return a rect of that size, or as much as fits, in the middle of a window."""
    rect = pygame.Rect(0, 0, min(width, size[0]), min(height, size[1]))
    rect.center = (size[0] // 2, size[1] // 2)
    return rect


def _cut(length: int, shares: Sequence[float], gap: int) -> list[tuple[int, int]]:
    whole = length - gap * (len(shares) - 1)
    edges = [round(whole * sum(shares[:n]) / sum(shares)) for n in range(len(shares) + 1)]
    return [(edges[n] + n * gap, max(edges[n + 1] - edges[n], 0)) for n in range(len(shares))]
