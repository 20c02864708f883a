"""Game pads: their controls, by SDL's names for them, are told as key events that also say which it was.

In a menu a control is the key it stands for: stick and d-pad are arrows, A is Enter, B Escape, Start pauses,
and the shoulder buttons are Tab. In a game the controls that are bound move the basket. Pads may come and go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pygame

from game.catch import Action
from game.keys import ACTIONS, rebound
from game.settings import Settings
from game.text import N_, _

BUTTONS = {
    pygame.CONTROLLER_BUTTON_A: "a",
    pygame.CONTROLLER_BUTTON_B: "b",
    pygame.CONTROLLER_BUTTON_X: "x",
    pygame.CONTROLLER_BUTTON_Y: "y",
    pygame.CONTROLLER_BUTTON_BACK: "back",
    pygame.CONTROLLER_BUTTON_GUIDE: "guide",
    pygame.CONTROLLER_BUTTON_START: "start",
    pygame.CONTROLLER_BUTTON_LEFTSTICK: "leftstick",
    pygame.CONTROLLER_BUTTON_RIGHTSTICK: "rightstick",
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: "leftshoulder",
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: "rightshoulder",
    pygame.CONTROLLER_BUTTON_DPAD_UP: "dpup",
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: "dpdown",
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: "dpleft",
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: "dpright",
}
AXES = {  # each way of one is a control; a trigger has only one
    pygame.CONTROLLER_AXIS_LEFTX: ("-leftx", "+leftx"),
    pygame.CONTROLLER_AXIS_LEFTY: ("-lefty", "+lefty"),
    pygame.CONTROLLER_AXIS_RIGHTX: ("-rightx", "+rightx"),
    pygame.CONTROLLER_AXIS_RIGHTY: ("-righty", "+righty"),
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: ("", "lefttrigger"),
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: ("", "righttrigger"),
}
KEYS = {
    **{"dpleft": pygame.K_LEFT, "dpright": pygame.K_RIGHT, "dpup": pygame.K_UP, "dpdown": pygame.K_DOWN},
    **{"-leftx": pygame.K_LEFT, "+leftx": pygame.K_RIGHT, "-lefty": pygame.K_UP, "+lefty": pygame.K_DOWN},
    **{"a": pygame.K_RETURN, "b": pygame.K_ESCAPE, "start": pygame.K_p},
    **{"leftshoulder": pygame.K_TAB, "rightshoulder": pygame.K_TAB},
}
BACKWARDS = "leftshoulder"  # Tab with Shift
RESERVED = frozenset(("a", "b", "start", "guide", "dpup", "dpdown", "-lefty", "+lefty"))  # needed in a game
SIGNS = {
    **{"a": "A", "b": "B", "x": "X", "y": "Y", "back": "Back", "guide": "Guide", "start": "Start"},
    **{"leftshoulder": "LB", "rightshoulder": "RB", "lefttrigger": "LT", "righttrigger": "RT"},
    **{"leftstick": "L3", "rightstick": "R3"},
    **{f"dp{way}": N_("D-pad {arrow}") for way in ("left", "right", "up", "down")},
    **{f"{sign}left{axis}": N_("Stick {arrow}") for sign in "-+" for axis in "xy"},
    **{f"{sign}right{axis}": N_("Right stick {arrow}") for sign in "-+" for axis in "xy"},
}
ARROWS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "-x": "←", "+x": "→", "-y": "↑", "+y": "↓"}
HINTS = {KEYS[control]: SIGNS[control] for control in ("a", "b", "start")}  # what stands for a button's key

PRESSED, RELEASED = 0.5, 0.35  # of the way: two, so that a trembling thumb is not many presses
FULL = 32_767  # of an axis

LOST = pygame.event.Event(pygame.WINDOWFOCUSLOST)  # a lost pad is like a lost window: nobody can play


def is_pad(event: pygame.event.Event) -> bool:
    """Return whether a key event stands for something on a pad: its `control` then says what."""
    return bool(getattr(event, "control", ""))


def moves(settings: Settings) -> dict[str, Action]:
    """Return what each bound control does."""
    return {name: ACTIONS[move] for move, names in settings.pad.items() for name in names}


def unknown(settings: Settings) -> list[str]:
    """Return the bound names that are no controls of a pad."""
    return [name for names in settings.pad.values() for name in names if name not in SIGNS]


def sign(control: str) -> str:
    """Return how a control is shown to people."""
    arrow = ARROWS.get(control.removeprefix("dp")) or ARROWS.get(control[:1] + control[-1:], "")
    return _(SIGNS.get(control, control)).format(arrow=arrow)


def prompt(settings: Settings) -> str:
    """Return the first control of each move, as in "D-pad ← →"."""
    left, right = (sign(settings.pad[move][0]) for move in ACTIONS)
    both = left.rpartition(" ")[0] + " "
    return f"{left} {right.removeprefix(both)}"


def bound(settings: Settings, move: str, slot: int, control: str) -> Settings:
    """Return settings in which a control moves the basket.

    Args:
        move: one of keys.ACTIONS.  slot: which of its controls is replaced.

    Raises:
        Conflict: the control does something else.
    """
    return replace(settings, pad=rebound(settings.pad, move, slot, control, sign, RESERVED))


class Pads:
    """Every pad that is plugged in. Until start() there is none."""

    def __init__(self) -> None:
        self._controllers: Any = None  # SDL's module for them
        self._open: list[Any] = []
        self._pushed: dict[tuple[int, int], str] = {}  # by pad and axis: the control that is held

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
            control = BUTTONS.get(event.button)
            return (_key(control, event.type == pygame.CONTROLLERBUTTONDOWN),) if control else ()
        if event.type == pygame.CONTROLLERAXISMOTION:
            return self._push(event.instance_id, event.axis, event.value / FULL) if event.axis in AXES else ()
        if event.type == pygame.CONTROLLERDEVICEADDED:
            self._plug_in(event.device_index)
            return ()
        if event.type == pygame.CONTROLLERDEVICEREMOVED:
            return self._unplug(event.instance_id)
        return (event,)

    def _plug_in(self, index: int) -> None:
        if self._controllers is None:
            return
        try:
            self._open.append(self._controllers.Controller(index))
        except RuntimeError:  # pygame's module for pads has an error of its own beside pygame.error
            return  # gone again already

    def _unplug(self, pad: int) -> Sequence[pygame.event.Event]:
        """Drop what is gone; whoever held it holds nothing now."""
        left = [each for each in self._open if each.attached()]
        was_ours = len(left) < len(self._open)
        self._open = left
        held = [place for place in self._pushed if place[0] == pad]
        released = [_key(self._pushed.pop(place), is_down=False) for place in held]
        return (*released, LOST) if was_ours else released

    def _push(self, pad: int, axis: int, way: float) -> Sequence[pygame.event.Event]:
        """Follow a stick or a trigger along an axis, -1..1."""
        place = (pad, axis)
        held = self._pushed.get(place)
        towards = AXES[axis][way > 0]
        if held and (abs(way) < RELEASED or held != towards):
            del self._pushed[place]
            return (_key(held, is_down=False), *self._push(pad, axis, way))
        if not held and towards and abs(way) > PRESSED:
            self._pushed[place] = towards
            return (_key(towards, is_down=True),)
        return ()


def _key(control: str, is_down: bool) -> pygame.event.Event:
    kind = pygame.KEYDOWN if is_down else pygame.KEYUP
    mod = pygame.KMOD_SHIFT if control == BACKWARDS else 0
    return pygame.event.Event(
        kind, key=KEYS.get(control, pygame.K_UNKNOWN), mod=mod, unicode="", control=control
    )
