"""Game pads, told as the keys they stand for: stick and d-pad are arrows, A is Enter, B Escape, Start pauses.

The shoulder buttons are Tab, which walks through a game's own buttons. Pads may come and go at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pygame

KEYS = {
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: pygame.K_LEFT,
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: pygame.K_RIGHT,
    pygame.CONTROLLER_BUTTON_DPAD_UP: pygame.K_UP,
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: pygame.K_DOWN,
    pygame.CONTROLLER_BUTTON_A: pygame.K_RETURN,
    pygame.CONTROLLER_BUTTON_B: pygame.K_ESCAPE,
    pygame.CONTROLLER_BUTTON_START: pygame.K_p,
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: pygame.K_TAB,
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: pygame.K_TAB,
}
BACKWARDS = pygame.CONTROLLER_BUTTON_LEFTSHOULDER  # Tab with Shift
AXES = {
    pygame.CONTROLLER_AXIS_LEFTX: (pygame.K_LEFT, pygame.K_RIGHT),
    pygame.CONTROLLER_AXIS_LEFTY: (pygame.K_UP, pygame.K_DOWN),
}
PRESSED, RELEASED = 0.5, 0.35  # of the stick's way: two, so that a trembling thumb is not many presses
FULL = 32_767  # of an axis

LOST = pygame.event.Event(pygame.WINDOWFOCUSLOST)  # a lost pad is like a lost window: nobody can play


def is_pad(event: pygame.event.Event) -> bool:
    """Return whether a key event stands for something on a pad."""
    return bool(getattr(event, "is_pad", False))


class Pads:
    """Every pad that is plugged in. Until start() there is none."""

    def __init__(self) -> None:
        self._controllers: Any = None  # SDL's module for them
        self._open: list[Any] = []
        self._pushed: dict[int, int] = {}  # by axis: the key its stick is held towards

    def start(self) -> None:
        """Look for pads from now on."""
        if self._controllers is None:
            from pygame._sdl2 import controller  # not at once: the first frame does without

            controller.init()
            controller.set_eventstate(True)
            self._controllers = controller

    def close(self) -> None:
        """Let go of every pad."""
        if self._controllers is not None:
            self._open.clear()
            self._controllers.quit()
            self._controllers = None

    def translate(self, event: pygame.event.Event) -> Sequence[pygame.event.Event]:
        """Return what an event means: key events for one of a pad, else the event itself."""
        if event.type in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
            if event.button not in KEYS:
                return ()
            mod = pygame.KMOD_SHIFT if event.button == BACKWARDS else 0
            return (_key(KEYS[event.button], event.type == pygame.CONTROLLERBUTTONDOWN, mod),)
        if event.type == pygame.CONTROLLERAXISMOTION:
            return self._push(event.axis, event.value / FULL) if event.axis in AXES else ()
        if event.type == pygame.CONTROLLERDEVICEADDED:
            self._plug_in(event.device_index)
            return ()
        if event.type == pygame.CONTROLLERDEVICEREMOVED:
            return self._unplug()
        return (event,)

    def _plug_in(self, index: int) -> None:
        if self._controllers is None:
            return
        try:
            self._open.append(self._controllers.Controller(index))
        except pygame.error:
            return  # gone again already

    def _unplug(self) -> Sequence[pygame.event.Event]:
        """Drop what is gone; whoever held it holds nothing now."""
        left = [pad for pad in self._open if pad.attached()]
        was_ours = len(left) < len(self._open)
        self._open, self._pushed = left, {}
        return (LOST,) if was_ours else ()

    def _push(self, axis: int, way: float) -> Sequence[pygame.event.Event]:
        """Follow a stick along an axis, -1..1."""
        held = self._pushed.get(axis)
        towards = AXES[axis][way > 0]
        if held is not None and (abs(way) < RELEASED or held != towards):
            del self._pushed[axis]
            return (_key(held, is_down=False), *self._push(axis, way))
        if held is None and abs(way) > PRESSED:
            self._pushed[axis] = towards
            return (_key(towards, is_down=True),)
        return ()


def _key(key: int, is_down: bool, mod: int = 0) -> pygame.event.Event:
    kind = pygame.KEYDOWN if is_down else pygame.KEYUP
    return pygame.event.Event(kind, key=key, mod=mod, unicode="", is_pad=True)
