"""What `catch play` was asked for. Apart from the screen, so that the command line needs no pygame."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SCENES = ("title", "versus", "watch", "solo")
SPEEDS = ("1", "4", "16", "max")
OPPONENTS = ("newborn", "sapling", "master", "mine")


@dataclass(frozen=True)
class PlayOptions:
    """One start of the game.

    scene: one of SCENES.  opponent: one of OPPONENTS or the path of an agent's file.  speed: one of SPEEDS.
    seed: whole number >= 0, or None for a fresh one.  engine: "litert" or "keras".  mute: no sound at all.
    size: window (width, height) in pixels, None for the default.  duration: seconds until it ends by itself.
    screenshot: PNG that receives the last frame.  report: JSON that receives the measurements.
    """

    scene: str = "title"
    opponent: str = "newborn"
    speed: str = "1"
    seed: int | None = None
    engine: str = "litert"
    mute: bool = False
    size: tuple[int, int] | None = None
    duration: float | None = None
    screenshot: Path | None = None
    report: Path | None = None
