"""A pen for small pictures: it draws smooth, shaded things on a unit square."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.theme import Color, mix

Points = Sequence[tuple[float, float]]

WHITE: Color = (255, 255, 255)
BLACK: Color = (0, 0, 0)
WOOD: Color = (124, 88, 58)
_STEPS = 8  # straight pieces between two points of a curve


class Pen:
    """Draws on a square whose sides are 1 long, (0, 0) at the top left."""

    def __init__(self, image: pygame.Surface) -> None:
        self._image = image
        self._side = image.get_width()

    def oval(self, color: Color, x: float, y: float, across: float, down: float) -> None:
        """Fill an ellipse around a point."""
        s = self._side
        box = ((x - across / 2) * s, (y - down / 2) * s, across * s, down * s)
        pygame.draw.ellipse(self._image, color, box)

    def area(self, color: Color, points: Points) -> None:
        """Fill an area with straight edges."""
        pygame.draw.polygon(self._image, color, [(x * self._side, y * self._side) for x, y in points])

    def stroke(self, color: Color, points: Points, width: float) -> None:
        """Draw a thick line with round ends through points."""
        line = [(x * self._side, y * self._side) for x, y in curve(points, is_closed=False)]
        pygame.draw.lines(self._image, color, False, line, max(round(width * self._side), 1))
        for at in line:  # lines leave gaps where they bend
            pygame.draw.circle(self._image, color, at, width * self._side / 2)

    def body(self, skin: Color, points: Points, glint: tuple[float, float]) -> None:
        """Fill a curved outline as a round body: darker below, lighter within, a glint around a point."""
        outline = curve(points, is_closed=True)
        x, y = (sum(values) / len(outline) for values in zip(*outline, strict=True))
        layer = pygame.Surface(self._image.get_size(), pygame.SRCALPHA)
        layer.fill(mix(skin, BLACK, 0.26))
        lit = Pen(layer)
        lit.area(skin, [(px, py - 0.055) for px, py in outline])
        lit.area(
            mix(skin, WHITE, 0.15),
            [(x - 0.03 + (px - x) * 0.7, y - 0.06 + (py - y) * 0.7) for px, py in outline],
        )
        lit.oval(mix(skin, WHITE, 0.7), *glint, 0.16, 0.11)
        cut = pygame.Surface(layer.get_size(), pygame.SRCALPHA)
        Pen(cut).area(WHITE, outline)
        layer.blit(cut, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        self._image.blit(layer, (0, 0))

    def ball(self, skin: Color, x: float, y: float, radius: float) -> None:
        """Fill a small ball."""
        self.oval(mix(skin, BLACK, 0.30), x, y, 2 * radius, 2 * radius)
        self.oval(skin, x - radius * 0.06, y - radius * 0.10, 1.78 * radius, 1.78 * radius)
        self.oval(mix(skin, WHITE, 0.16), x - radius * 0.14, y - radius * 0.2, 1.2 * radius, 1.2 * radius)
        self.oval(mix(skin, WHITE, 0.7), x - radius * 0.34, y - radius * 0.42, 0.5 * radius, 0.36 * radius)

    def leaf(self, color: Color, x: float, y: float, to_x: float, to_y: float) -> None:
        """Draw a leaf from its stalk to its tip."""
        dx, dy = to_x - x, to_y - y
        across = (-dy * 0.3, dx * 0.3)
        one, other = [
            (x + dx * 0.45 + side * across[0], y + dy * 0.45 + side * across[1]) for side in (1, -1)
        ]
        points = [(x, y), one, (to_x, to_y), other]
        self.area(color, curve(points, is_closed=True))
        self.stroke(mix(color, BLACK, 0.32), [(x, y), (x + dx * 0.8, y + dy * 0.8)], 0.022)


def curve(points: Points, is_closed: bool) -> list[tuple[float, float]]:
    """Return a smooth line through points (a Catmull-Rom spline), as many short straight ones."""
    count = len(points)

    def at(n: int) -> tuple[float, float]:
        return points[n % count] if is_closed else points[min(max(n, 0), count - 1)]

    found = []
    for n in range(count if is_closed else count - 1):
        for step in range(_STEPS):
            t = step / _STEPS
            weights = (
                (-t + 2 * t**2 - t**3) / 2,
                (2 - 5 * t**2 + 3 * t**3) / 2,
                (t + 4 * t**2 - 3 * t**3) / 2,
                (t**3 - t**2) / 2,
            )
            near = [at(n + k) for k in (-1, 0, 1, 2)]
            found.append(
                (
                    sum(w * x for w, (x, _) in zip(weights, near, strict=True)),
                    sum(w * y for w, (_, y) in zip(weights, near, strict=True)),
                )
            )
    return found if is_closed else [*found, points[-1]]
