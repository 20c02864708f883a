"""Small menus over a scene that stands still: pause, and a question before something is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import pygame

from game.stage import Scene, Stage
from game.text import N_, _
from game.ui import layout, shapes, text, theme
from game.ui.widgets import Button, Buttons


class Overlay(Scene):
    """A titled menu in the middle of the window. Escape presses the first button, so it must be harmless.

    Its words are translated when they are drawn: mark them by N_().
    """

    is_overlay = True

    def __init__(self, stage: Stage, title: str, message: str, buttons: Sequence[Button]) -> None:
        super().__init__(stage)
        self.title = title
        self._message = message
        self._menu = Buttons(buttons)

    def handle(self, event: pygame.event.Event) -> None:
        """Choose, or go back."""
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self._menu.buttons[0].press()
            return
        self.press(self._menu, event, self._places()[1])

    def draw(self, surface: pygame.Surface) -> None:
        """Dim what lies below and show the menu."""
        surface.blit(_veil(surface.get_size(), theme.BACKGROUND), (0, 0))
        scale = self.stage.scale
        box, rects, lines = self._places()
        shapes.panel(surface, box, 2 * scale.unit)
        y = box.y + 3 * scale.unit
        y = text.write(
            surface, _(self.title), (box.x + 3 * scale.unit, y), scale.heading, theme.TEXT, True
        ).bottom
        for line in lines:
            y = text.write(
                surface, line, (box.x + 3 * scale.unit, y + scale.unit), scale.caption, theme.MUTED
            ).bottom
        self._menu.draw(surface, rects, scale)

    def _places(self) -> tuple[pygame.Rect, list[pygame.Rect], list[str]]:
        scale = self.stage.scale
        unit = scale.unit
        width, height, count = 46 * unit, 6 * unit, len(self._menu.buttons)
        lines = text.wrapped(_(self._message), scale.caption, width - 6 * unit) if self._message else []
        head = round(1.6 * scale.heading) + len(lines) * (round(1.4 * scale.caption) + unit) + 4 * unit
        box = layout.centred(self.stage.size, width, head + count * (height + unit) + 2 * unit)
        space = pygame.Rect(box.x + 3 * unit, box.y + head, width - 6 * unit, box.height)
        return box, layout.stack(space, count, height, unit), lines


@lru_cache(maxsize=2)
def _veil(size: tuple[int, int], color: theme.Color) -> pygame.Surface:
    image = pygame.Surface(size)
    image.fill(color)
    image.set_alpha(190)
    return image


def pause(stage: Stage, buttons: Sequence[Button]) -> Overlay:
    """Return the pause menu: resume, then the scene's own buttons, then the way out."""
    from game.scenes.settings import SettingsScene
    from game.scenes.title import Title  # it leads to the scenes that lead here

    return Overlay(
        stage,
        N_("Paused"),
        "",
        [
            Button(N_("Resume"), stage.pop, pygame.K_p, "P"),
            *buttons,
            Button(N_("Settings"), lambda: stage.push(SettingsScene(stage)), pygame.K_e, "E"),
            Button(N_("Back to the title"), lambda: stage.go(Title(stage))),
            Button(N_("Quit"), stage.quit),
        ],
    )


def confirm(stage: Stage, title: str, message: str, yes: str, do: Callable[[], None]) -> Overlay:
    """Return a question: nothing happens, or `do` does. The harmless answer comes first."""

    def agree() -> None:
        stage.pop()
        do()

    cancel = Button(N_("Cancel"), stage.pop, pygame.K_ESCAPE, "Esc")
    return Overlay(stage, title, message, [cancel, Button(yes, agree)])
