"""A pad that nobody holds: SDL itself reports it, so what lies between SDL and the game is the real thing.

pygame has no call for it, so the SDL library that pygame brought along is asked directly.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import pygame

GAME_PAD = 1  # SDL_JOYSTICK_TYPE_GAMECONTROLLER: SDL knows by itself which button is which
FULL = 32_767


def sdl() -> ctypes.CDLL | None:
    """Return the SDL library that pygame uses, None where it did not bring its own."""
    package = Path(pygame.__file__).parent
    places = (package.parent / "pygame.libs", package / ".dylibs", package)
    for place in places:
        for file in (*place.glob("libSDL2-2*"), *place.glob("SDL2.dll")):
            library = ctypes.CDLL(str(file))
            library.SDL_JoystickFromInstanceID.restype = ctypes.c_void_p
            for name in ("SDL_JoystickSetVirtualButton", "SDL_JoystickSetVirtualAxis"):
                getattr(library, name).argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
            return library
    return None


class VirtualPad:
    """A pad plugged in now. It has to be seen by the game before anything on it is pressed."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._sdl = library
        axes, buttons = pygame.CONTROLLER_AXIS_MAX, pygame.CONTROLLER_BUTTON_DPAD_RIGHT + 1
        index = library.SDL_JoystickAttachVirtual(GAME_PAD, axes, buttons, 0)
        if index < 0:
            raise RuntimeError("SDL makes no virtual pad here.")
        self._instance = library.SDL_JoystickGetDeviceInstanceID(index)

    def press(self, button: int) -> None:
        """Press a button, one of pygame's CONTROLLER_BUTTONs."""
        self._sdl.SDL_JoystickSetVirtualButton(self._joystick, button, 1)

    def release(self, button: int) -> None:
        """Let go of a button."""
        self._sdl.SDL_JoystickSetVirtualButton(self._joystick, button, 0)

    def push(self, axis: int, way: float) -> None:
        """Push a stick, one of pygame's CONTROLLER_AXISes, by -1..1."""
        self._sdl.SDL_JoystickSetVirtualAxis(self._joystick, axis, round(way * FULL))

    def pull_out(self) -> None:
        """Unplug it, if it is still plugged in."""
        for index in range(self._sdl.SDL_NumJoysticks()):
            if self._sdl.SDL_JoystickGetDeviceInstanceID(index) == self._instance:
                self._sdl.SDL_JoystickDetachVirtual(index)
                return

    @property
    def _joystick(self) -> int:
        found = self._sdl.SDL_JoystickFromInstanceID(self._instance)
        if not found:
            raise RuntimeError("Nobody has opened the pad yet.")
        return int(found)
