"""Synthesise the game's sounds: `python packaging/make_sounds.py` writes assets/sounds/, the same each time.

Each is a few notes of a sine with overtones, struck and dying away; the thud of a miss is one that falls.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "sounds"
RATE = 22_050  # samples a second; nothing here reaches half of it
PEAK = 0.8  # of full scale, the loudest sample of a sound with loudness 1

Floats = npt.NDArray[np.float64]

C5, D5, E5, G5, C6, E6 = 523.25, 587.33, 659.26, 783.99, 1046.50, 1318.51  # Hz
C4, EB4, G4, A3 = 261.63, 311.13, 392.00, 220.00


def note(pitch: float, seconds: float, overtones: tuple[float, ...] = (1.0, 0.35, 0.12)) -> Floats:
    """Return a struck note: quick to come, then dying away. `overtones`: strength of each harmonic."""
    time = np.arange(round(seconds * RATE)) / RATE
    sound = sum(a * np.sin(2 * np.pi * pitch * n * time) for n, a in enumerate(overtones, start=1))
    return np.asarray(sound) * _envelope(time, seconds)


def slide(first: float, last: float, seconds: float) -> Floats:
    """Return a sine whose pitch glides from one frequency to another."""
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = first * (last / first) ** (time / seconds)
    return np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * _envelope(time, seconds)


def noise(seconds: float) -> Floats:
    """Return a soft rustle, always the same."""
    time = np.arange(round(seconds * RATE)) / RATE
    rough = np.random.default_rng(1).uniform(-1, 1, len(time))
    soft = np.convolve(rough, np.full(24, 1 / 24), mode="same")
    return soft * _envelope(time, seconds)


def mixed(parts: Sequence[tuple[float, Floats]]) -> Floats:
    """Return sounds laid over one another, each (seconds to wait, sound)."""
    starts = [round(wait * RATE) for wait, _ in parts]
    whole = np.zeros(max(at + len(sound) for at, (_, sound) in zip(starts, parts, strict=True)))
    for at, (_, sound) in zip(starts, parts, strict=True):
        whole[at : at + len(sound)] += sound
    return whole


def _envelope(time: Floats, seconds: float) -> Floats:
    attack, release = np.minimum(time / 0.004, 1.0), np.minimum((seconds - time) / 0.02, 1.0)
    return attack * release * np.exp(-4.5 * time / seconds)


# Name: (loudness 0..1, what it is made of: (seconds to wait, sound) each). Named as in game/audio.py.
SOUNDS: dict[str, tuple[float, Callable[[], list[tuple[float, Floats]]]]] = {
    "catch": (0.7, lambda: [(0, note(G5, 0.10)), (0.055, note(C6, 0.20))]),
    "miss": (0.9, lambda: [(0, slide(170, 62, 0.22)), (0, 2.0 * noise(0.10))]),
    "life_lost": (
        0.9,
        lambda: [(0, slide(190, 60, 0.20)), (0.05, note(EB4, 0.20)), (0.20, note(A3, 0.34))],
    ),
    "speed_up": (0.6, lambda: [(0, note(C5, 0.10)), (0.07, note(E5, 0.10)), (0.14, note(G5, 0.22))]),
    "win": (
        0.8,
        lambda: [
            *((0, note(C5, 0.22)), (0.13, note(E5, 0.22)), (0.26, note(G5, 0.24))),
            *((0.39, note(C6, 0.80)), (0.39, 0.6 * note(E6, 0.80)), (0.39, 0.5 * note(G5, 0.80))),
        ],
    ),
    "lose": (
        0.8,
        lambda: [
            *((0, note(G4, 0.28)), (0.20, note(EB4, 0.30))),
            *((0.42, note(C4, 0.75)), (0.42, 0.5 * note(A3, 0.70))),
        ],
    ),
    "menu": (0.35, lambda: [(0, note(D5, 0.05)), (0.025, 0.5 * note(C6, 0.05))]),
}


def samples(name: str) -> npt.NDArray[np.int16]:
    """Return a sound as 16-bit samples."""
    loudness, parts = SOUNDS[name]
    sound = mixed(parts())
    return np.rint(sound / np.abs(sound).max() * loudness * PEAK * 32_767).astype("<i2")


def write(folder: Path) -> None:
    """Write every sound as NAME.wav."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SOUNDS:
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(name).tobytes())


if __name__ == "__main__":
    write(FOLDER)
    print(f"The sounds are in {FOLDER}")
