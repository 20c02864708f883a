"""How it learns: a sentence for each thing on the Watch screen, in plain words."""

from __future__ import annotations

from typing import NamedTuple

import pygame

from game.stage import Scene, Stage
from game.text import N_, _
from game.ui import layout, scenery, shapes, text, theme
from game.ui.panel import line_height
from game.ui.widgets import Button, Buttons

MOST_WIDTH = 156  # units: lines that are longer are hard to follow
LEAST_SIZE = 9  # pixels of the smallest type that can be read
TITLE = N_("How it learns")
INTRODUCTION = N_(
    "Nobody tells the agent how to catch. It sees pixels, tries moves, and earns +1 for a catch and −1 for a "
    "miss. From all it remembers it learns to foretell how well a move will end; then it takes the best one."
)
SENTENCES = (
    (
        N_("What it saw"),
        N_("The 10 by 10 pixels that go into its network. Nothing else tells it where things are."),
    ),
    (
        N_("Q values"),
        N_("What it expects of each move, from −1, a sure miss, to +1, a sure catch. Lit is the one made."),
    ),
    (
        N_("Explored or greedy"),
        N_("Whether that move was drawn at random, to find something out, or was the best."),
    ),
    (
        N_("What it knows"),
        N_("Every way a fruit can start. A cell is filled where the agent, at its best, would catch."),
    ),
    (N_("Hidden units"), N_("How strongly each unit of both hidden layers answers to what it saw.")),
    (
        N_("First layer"),
        N_("The weights behind its eyes: which part of the picture each of the first units heeds."),
    ),
    (N_("Value by position"), N_("What could be expected now if the basket were in that column.")),
    (N_("Exact catch rate"), N_("Over every start, without chance. Random moves catch three in ten.")),
    (N_("Loss"), N_("How far its predictions miss what then happens, thin as it comes and bold on average.")),
    (N_("Mean Q"), N_("How well it believes its moves will end, on average.")),
    (
        N_("Epsilon"),
        N_("The share of random moves. It falls as the agent grows up; the slider holds it where you like."),
    ),
    (
        N_("Learning rate"),
        N_("How large a step each update takes. Too large a step forgets, too small a one takes ages."),
    ),
    (N_("Fruits, steps, updates"), N_("How much it has seen, and how often it has adjusted its network.")),
    (N_("Replay size, human share"), N_("What it remembers to learn from, and how much of that you played.")),
    (
        N_("Take over"),
        N_("Move the basket until the fruit lands: it learns from your moves as from its own."),
    ),
    (N_("Beside it"), N_("A former self, which plays next to the agent as it is now, on the same fruit.")),
    (
        N_("Sliders"),
        N_("Drag them or press their keys; or choose one with ↑ and ↓ and move it with ← and →."),
    ),
    (N_("Freeze"), N_("Holds the charts still while the agent plays on. Point at a chart to read a value.")),
)


class Help(Scene):
    """Explains; any of its keys leads back. Lies over a scene, which stands still meanwhile."""

    title = TITLE
    is_overlay = True

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._menu = Buttons([Button(N_("Back"), stage.pop, pygame.K_h, "Esc")])

    def handle(self, event: pygame.event.Event) -> None:
        """Go back."""
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_ESCAPE, pygame.K_SLASH, pygame.K_QUESTION):
            self.stage.pop()
            return
        self.press(self._menu, event, [self.places().back])

    def draw(self, surface: pygame.Surface) -> None:
        """Show the sentences."""
        scenery.cover(surface)
        scale, where = self.stage.scale, self.places()
        text.write(surface, _(TITLE), where.title, scale.title, theme.TEXT, True)
        for panel in where.panels:
            shapes.panel(surface, panel, scale.unit)
        for words, at in where.names:
            text.write(surface, words, at, where.size, theme.AGENT, True)
        for words, at in where.lines:
            text.write(surface, words, at, where.size, theme.MUTED)
        self._menu.draw(surface, [where.back], scale)

    def places(self) -> Places:
        """Return where everything is, in the largest type of which all fits."""
        scale = self.stage.scale
        for size in range(scale.body, LEAST_SIZE - 1, -1):
            where = _places(self.stage.size, scale.unit, scale.title, size)
            if where.bottom + scale.unit < where.panels[0].bottom:
                break
        return where


class Places(NamedTuple):
    """Where the parts of the screen are. `bottom`: where the longest column ends.  size: of the type."""

    title: tuple[int, int]
    panels: list[pygame.Rect]  # around the two columns
    names: list[tuple[str, tuple[int, int]]]  # of what the lines explain; each stands before its first line
    lines: list[tuple[str, tuple[int, int]]]
    bottom: int
    back: pygame.Rect
    size: int


def _places(window: tuple[int, int], unit: int, heading: int, size: int) -> Places:
    space = layout.inset(pygame.Rect(0, 0, *window), 2 * unit)
    space = layout.centred(window, min(space.width, MOST_WIDTH * unit), space.height)
    back = pygame.Rect(space.x, space.bottom - 5 * unit, 24 * unit, 5 * unit)
    step = line_height(size)
    y = space.y + line_height(heading)
    names, lines = [], []
    for words in text.wrapped(_(INTRODUCTION), size, space.width):
        lines.append((words, (space.x, y)))
        y += step
    y += unit
    below = pygame.Rect(space.x, y, space.width, back.top - unit - y)
    panels = layout.columns(below, [1, 1], 2 * unit)
    columns = [layout.inset(panel, unit * 3 // 2) for panel in panels]
    y = columns[0].y
    named = [(_(name), _(words)) for name, words in SENTENCES]
    sentences = [_wrapped(name, words, size, columns[0].width) for name, words in named]
    half = sum(len(sentence) for sentence in sentences) / 2
    bottoms, column, laid = [y, y], 0, 0
    for (name, _words), sentence in zip(named, sentences, strict=True):
        if column == 0 and laid >= half:
            column = 1
        x, y = columns[column].x, bottoms[column]
        names.append((name, (x, y)))
        lines.append((sentence[0], (x + _indent(name, size), y)))
        lines += [(words, (x, y + number * step)) for number, words in enumerate(sentence[1:], start=1)]
        bottoms[column] = y + len(sentence) * step + unit // 2
        laid += len(sentence)
    return Places(space.topleft, panels, names, lines, max(bottoms), back, size)


def _wrapped(name: str, words: str, size: int, width: int) -> list[str]:
    """Break a sentence into lines, the first of which leaves room for a name before it."""
    first = text.wrapped(words, size, width - _indent(name, size))[0]
    rest = words[len(first) :].strip()
    return [first, *(text.wrapped(rest, size, width) if rest else [])]


def _indent(name: str, size: int) -> int:
    return text.measure(name, size, True) + size // 2
