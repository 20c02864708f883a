"""The inside of an agent, drawn: what it sees, how it values its moves, what it knows by now."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pygame

from agent.policy import Choice
from game.skill import Skill
from game.ui import shapes, text
from game.ui.theme import AGENT, BACKGROUND, FRUIT, LINE, MUTED, RAISED, TEXT, Color, Scale, mix

MOVES = ("left", "stay", "right")


def draw_q_bars(
    surface: pygame.Surface, space: pygame.Rect, choice: Choice | None, scale: Scale, color: Color = AGENT
) -> None:
    """Draw the value of each move as a bar between -1 and +1, the chosen one lit."""
    size, unit = scale.caption, scale.unit
    foot = size + unit // 2
    area = pygame.Rect(space.x, space.y + foot, space.width, space.height - 2 * foot)
    middle = area.centery
    pygame.draw.line(surface, LINE, (area.x, middle), (area.right, middle))
    slot = area.width / 3
    for action, name in enumerate(MOVES):
        x = round(area.x + slot * (action + 0.5))
        q = float(choice.q[action]) if choice is not None else 0.0
        chosen = choice is not None and choice.action == action
        height = max(round(min(abs(q), 1.0) * area.height / 2), 2)
        bar = pygame.Rect(0, 0, round(slot * 0.56), height)
        bar.midbottom = (x, middle) if q >= 0 else (x, middle + height)
        shapes.panel(surface, bar, min(unit // 2, 4), color if chosen else mix(RAISED, color, 0.22), None)
        ink = TEXT if chosen else MUTED
        text.write(surface, f"{q:+.2f}", (x, space.y), size, ink, chosen, "midtop")
        text.write(surface, name, (x, space.bottom), size, color if chosen else MUTED, chosen, "midbottom")


def draw_picture(
    surface: pygame.Surface, space: pygame.Rect, observation: npt.NDArray[np.float32], scale: Scale
) -> None:
    """Draw an observation [rows, columns] as the pixels that reach the network."""
    rows, columns = observation.shape
    cell = max(min(space.width // columns, space.height // rows), 2)
    left, top = space.centerx - cell * columns // 2, space.centery - cell * rows // 2
    for row in range(rows):
        for column in range(columns):
            tile = pygame.Rect(left + column * cell, top + row * cell, cell - 1, cell - 1)
            pygame.draw.rect(surface, mix(BACKGROUND, TEXT, 0.08 + 0.92 * float(observation[row, column])), tile)


def draw_skill_map(surface: pygame.Surface, space: pygame.Rect, skill: Skill, scale: Scale) -> None:
    """Draw every start, fruit column across and basket column down, filled as far as it would be caught."""
    baskets, fruits = skill.map.shape
    size = scale.caption
    room = pygame.Rect(space.x + size, space.y, space.width - size, space.height - size - scale.unit // 2)
    cell = max(min(room.width // fruits, room.height // baskets), 3)
    left, top = room.centerx - cell * fruits // 2, room.centery - cell * baskets // 2
    for basket in range(baskets):
        for fruit in range(fruits):
            tile = pygame.Rect(left + fruit * cell, top + basket * cell, cell - 2, cell - 2)
            color = mix(RAISED, FRUIT, float(skill.map[basket, fruit]))
            pygame.draw.rect(surface, color, tile, border_radius=max(cell // 6, 1))
    text.write(surface, "fruit column", (room.centerx, space.bottom), size, MUTED, anchor="midbottom")
    label = pygame.transform.rotate(text.rendered("basket", size, MUTED, False), 90)
    surface.blit(label, label.get_rect(midright=(left - 2, top + cell * baskets // 2)))


def draw_facts(
    surface: pygame.Surface, space: pygame.Rect, facts: list[tuple[str, str]], scale: Scale
) -> None:
    """Draw names and values in as many columns as the rows need."""
    line = scale.caption + scale.unit // 2
    per_column = max(space.height // line, 1)
    columns = -(-len(facts) // per_column)
    gap = 3 * scale.unit
    width = (space.width - gap * (columns - 1)) // columns
    for number, (name, value) in enumerate(facts):
        column, row = divmod(number, per_column)
        x, y = space.x + column * (width + gap), space.y + row * line
        taken = text.write(surface, value, (x + width, y), scale.caption, TEXT, True, "topright").width
        text.write(surface, name, (x, y), scale.caption, MUTED, width=width - taken - scale.unit)
