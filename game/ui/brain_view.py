"""The inside of an agent, drawn: what it sees, how it values its moves, what it knows by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pygame

from agent.policy import Choice
from game.skill import Skill
from game.text import N_, _, number
from game.ui import shapes, text, theme
from game.ui.panel import line_height
from game.ui.theme import Color, Scale, mix

Floats = npt.NDArray[np.float32]

MOVES = (N_("left"), N_("stay"), N_("right"))


def draw_q_bars(
    surface: pygame.Surface,
    space: pygame.Rect,
    choice: Choice | None,
    scale: Scale,
    color: Color | None = None,
) -> None:
    """Draw the value of each move as a bar between -1 and +1, the chosen one lit."""
    size, unit, color = scale.caption, scale.unit, color or theme.AGENT
    foot = line_height(size)
    area = pygame.Rect(space.x, space.y + foot, space.width, space.height - 2 * foot)
    middle = area.centery
    slot = area.width / 3
    words = ["–"] * 3 if choice is None else _numbers(choice.q, size, round(slot) - unit // 4)
    for action, name in enumerate(MOVES):
        x = round(area.x + slot * (action + 0.5))
        track = pygame.Rect(0, 0, round(slot * 0.6), area.height)
        track.center = (x, middle)
        shapes.panel(surface, track, min(unit // 2, 4), theme.RAISED, None)
        chosen = choice is not None and choice.action == action
        if choice is not None:
            q = float(choice.q[action])
            height = max(round(min(abs(q), 1.0) * area.height / 2), 2)
            bar = pygame.Rect(track.x, middle - height if q >= 0 else middle, track.width, height)
            pygame.draw.rect(surface, color if chosen else mix(theme.RAISED, theme.MUTED, 0.55), bar)
        ink = theme.TEXT if chosen else theme.MUTED
        text.write(surface, words[action], (x, space.y), size, ink, chosen, "midtop")
        text.write(
            surface, _(name), (x, space.bottom), size, color if chosen else theme.MUTED, chosen, "midbottom"
        )
    pygame.draw.line(surface, theme.MUTED, (area.x, middle), (area.right - 1, middle))


def draw_picture(surface: pygame.Surface, space: pygame.Rect, observation: Floats) -> None:
    """Draw an observation [rows, columns] as the pixels that reach the network."""
    rows, columns = observation.shape
    cell = max(min(space.width // columns, space.height // rows), 2)
    left, top = space.centerx - cell * columns // 2, space.centery - cell * rows // 2
    draw_cells(surface, (left, top), observation, cell, theme.TEXT)


def draw_skill_map(surface: pygame.Surface, space: pygame.Rect, skill: Skill, scale: Scale) -> None:
    """Draw every start, fruit column across and basket column down, filled as far as it would be caught."""
    baskets, fruits = skill.map.shape
    size = scale.caption
    foot = line_height(size)
    room = pygame.Rect(space.x + foot, space.y, space.width - foot, space.height - foot)
    cell = max(min(room.width // fruits, room.height // baskets), 3)
    left, top = room.x, room.y + (room.height - cell * baskets) // 2
    draw_cells(surface, (left, top), skill.map, cell, theme.AGENT)
    middle = (left + cell * fruits // 2, top + cell * baskets + 1)
    text.write(surface, _("fruit column"), middle, size, theme.MUTED, anchor="midtop")
    label = pygame.transform.rotate(text.rendered(_("basket"), size, theme.MUTED, False), 90)
    surface.blit(label, label.get_rect(midright=(left - 1, top + cell * baskets // 2)))


def draw_values(
    surface: pygame.Surface, space: pygame.Rect, values: Floats, basket: int, columns: int, scale: Scale
) -> None:
    """Draw the value, -1..1, of each place the basket could be at, as a strip under a court's columns.

    Args:
        space: as wide as the court.  values: [columns - 2], of basket centres 1..columns-2.
        basket: where it is now, 0 for nowhere.
    """
    cell = space.width / columns
    words = _numbers(values, scale.caption, int(cell) - 4)
    for centre, value in enumerate(values, start=1):
        x = space.x + round(centre * cell)
        tile = pygame.Rect(x, space.y, space.x + round((centre + 1) * cell) - x - 1, space.height)
        ground = value_color(float(value))
        pygame.draw.rect(surface, ground, tile)
        if centre == basket:
            pygame.draw.rect(surface, theme.TEXT, tile, max(scale.unit // 4, 2))
        ink = theme.ink_on(ground)
        text.write(surface, words[centre - 1], tile.center, scale.caption, ink, anchor="center")


def value_color(value: float) -> Color:
    """Return the colour of a value: from bad (-1) over dark (0) to the agent's own (+1)."""
    return mix(theme.RAISED, theme.AGENT if value > 0 else theme.BAD, min(abs(value), 1.0))


def draw_units(surface: pygame.Surface, space: pygame.Rect, layers: Sequence[Floats], scale: Scale) -> None:
    """Draw the activations [units] of hidden layers as cells, each layer relative to its own brightest."""
    unit = scale.unit
    names = [_("layer {number}").format(number=n) for n in range(1, len(layers) + 1)]
    label = max((text.measure(name, scale.caption) for name in names), default=0) + unit
    gaps = unit * (len(layers) - 1)

    def fit(across: int) -> tuple[int, int]:
        rows = sum(-(-len(layer) // across) for layer in layers)
        return min((space.width - label) // across, (space.height - gaps) // max(rows, 1)), across

    cell, across = max(fit(across) for across in (20, 25, 50, 100))  # the largest cells that fit
    if cell < 2:
        return
    deep = [-(-len(layer) // across) for layer in layers]
    top = space.y + (space.height - cell * sum(deep) - gaps) // 2
    for name, layer, rows in zip(names, layers, deep, strict=True):
        text.write(
            surface, name, (space.x, top + cell * rows // 2), scale.caption, theme.MUTED, anchor="midleft"
        )
        cells = np.zeros(across * rows, np.float32)
        cells[: len(layer)] = layer / max(float(layer.max(initial=0.0)), 1e-9)
        draw_cells(surface, (space.x + label, top), cells.reshape(rows, across), cell, theme.AGENT)
        top += cell * rows + unit


def draw_weights(surface: pygame.Surface, space: pygame.Rect, tiles: Floats) -> None:
    """Draw weights [tiles, rows, columns] as tiles of square cells, relative to the largest of them all.

    Each is coloured as value_color() does. Where there is not room for all tiles, the first ones are shown.
    """
    count, rows, columns = tiles.shape
    wide, high = columns + 1, rows + 1  # a cell's width between the tiles
    cell, across = max(
        (min(space.width // (wide * across), space.height // (high * -(-count // across))), across)
        for across in range(1, count + 1)
    )
    if cell < 1:
        cell, across = 1, max(space.width // wide, 1)
        count = min(count, across * max(space.height // high, 1))
    down = -(-count // across)
    shares = tiles[:count] / max(float(np.abs(tiles).max()), 1e-9)
    ground, good, bad = (np.array(color, np.float32) for color in (theme.RAISED, theme.AGENT, theme.BAD))
    light = np.abs(shares)[..., None]
    colors = ground + (np.where(shares[..., None] > 0, good, bad) - ground) * light
    picture = np.tile(np.array(theme.PANEL, np.float32), (across * wide, down * high, 1))  # [x, y, color]
    for place, tile in enumerate(colors):
        x, y = place % across * wide, place // across * high
        picture[x : x + columns, y : y + rows] = tile.swapaxes(0, 1)
    image = pygame.Surface((across * wide, down * high))
    pygame.surfarray.blit_array(image, np.rint(picture).astype(np.int32))
    large = pygame.transform.scale(image, (image.get_width() * cell, image.get_height() * cell))
    surface.blit(large, large.get_rect(center=space.center))


def draw_cells(
    surface: pygame.Surface, at: tuple[int, int], shares: npt.NDArray[np.floating], cell: int, color: Color
) -> None:
    """Draw a table [rows, columns] of shares (0..1) of a colour as square cells of that many pixels."""
    light = shares.T[:, :, None]  # pygame's arrays are [x, y]
    ground, full = np.array(theme.RAISED, np.float32), np.array(color, np.float32)
    image = pygame.Surface(shares.shape[::-1])
    pygame.surfarray.blit_array(image, np.rint(ground + (full - ground) * light).astype(np.int32))
    large = pygame.transform.scale(image, (shares.shape[1] * cell, shares.shape[0] * cell))
    surface.blit(large, at)
    if cell > 3:  # a hairline between the cells
        for x in range(1, shares.shape[1] + 1):
            column = at[0] + x * cell - 1
            pygame.draw.line(surface, theme.PANEL, (column, at[1]), (column, at[1] + large.get_height() - 1))
        for y in range(1, shares.shape[0] + 1):
            row = at[1] + y * cell - 1
            pygame.draw.line(surface, theme.PANEL, (at[0], row), (at[0] + large.get_width() - 1, row))


def _numbers(values: Iterable[float], size: int, width: int) -> list[str]:
    """Write numbers with as many decimals, up to two, as fit a width when bold; with none, write nothing."""
    for decimals in (2, 1):
        words = [number(float(value), f".{decimals}f") for value in values]
        if all(text.measure(word, size, True) <= width for word in words):
            return words
    return [""] * len(words)
