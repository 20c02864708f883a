"""Sound: what can be heard, and a player of sounds that never keeps the game waiting.

packaging/make_sounds.py makes the files. Where there is no device, or no sound is wanted, there is silence.
"""

from __future__ import annotations

import os
import sys
import threading
from enum import StrEnum
from pathlib import Path

import pygame

from game import paths

RATE = 22_050  # samples a second, as in the files
BUFFER = 512  # samples between two looks at what is to be played: 23 ms


class Sound(StrEnum):
    """What can be heard. Each is a file in assets/sounds."""

    CATCH = "catch"
    MISS = "miss"
    LIFE_LOST = "life_lost"
    SPEED_UP = "speed_up"
    WIN = "win"
    LOSE = "lose"
    MENU = "menu"


class Audio:
    """Plays sounds. Until start(), and wherever no sound is possible, playing one does nothing.

    Args:
        is_wanted: False for silence from the first to the last frame.
    """

    def __init__(self, is_wanted: bool = True) -> None:
        self._is_wanted = is_wanted
        self._volume = 1.0
        self._sounds: dict[Sound, pygame.mixer.Sound] = {}
        self._opening: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        """True when sounds can be heard."""
        return bool(self._sounds)

    def start(self) -> None:
        """Begin to open the device and to read the files, in a thread: a sound server takes its time."""
        if self._is_wanted and self._opening is None and has_device():
            self._opening = threading.Thread(target=self._open, name="open the sound", daemon=True)
            self._opening.start()

    def wait(self, seconds: float) -> bool:
        """Wait until start() has done what it can. Returns False if it takes longer."""
        if self._opening is None:
            return True
        self._opening.join(seconds)
        return not self._opening.is_alive()

    def set_volume(self, volume: float) -> None:
        """Play everything from now on at a volume of 0..1."""
        self._volume = volume
        for sound in self._sounds.values():
            sound.set_volume(volume)

    def play(self, sound: Sound) -> None:
        """Let a sound be heard from now on. Returns at once."""
        if self._volume > 0 and self._sounds:
            self._sounds[sound].play()

    def close(self) -> None:
        """Fall silent and give the device back."""
        if self._opening and self.wait(1.0):  # one that still hangs ends with the process
            self._sounds = {}
            self._opening = None
            pygame.mixer.quit()

    def _open(self) -> None:
        try:
            pygame.mixer.init(RATE, -16, 1, BUFFER)
        except pygame.error:
            return  # no device: there is nobody to tell, and nothing they would miss
        sounds = {sound: pygame.mixer.Sound(paths.assets() / "sounds" / f"{sound}.wav") for sound in Sound}
        for sound in sounds.values():
            sound.set_volume(self._volume)
        self._sounds = sounds  # whole at once: play() may look at any time


def has_device() -> bool:
    """Return whether it makes sense to try: on a Linux without cards ALSA would complain on stderr."""
    if sys.platform != "linux" or os.environ.get("SDL_AUDIODRIVER") or os.environ.get("PULSE_SERVER"):
        return True
    servers = Path(os.environ.get("XDG_RUNTIME_DIR", "/run"))
    return any(path.exists() for path in (Path("/dev/snd"), servers / "pulse", servers / "pipewire-0"))
