"""Presses a key in the running game again and again, and notes when the picture shows the basket moving.

    python -m benchmarks.latency_probe PRESSES

Prints the milliseconds of each press, as JSON. benchmarks.latency starts it.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time

import pygame

from game import app, window
from game.match import TICKS_PER_SECOND
from game.options import PlayOptions
from game.scenes import solo
from game.scenes.solo import Solo

TICK = 1 / TICKS_PER_SECOND
ROWS = range(3, 6)  # of the fruit: it does not come into the basket's row, nor is the last catch still shown
PATIENCE = 20.0  # seconds without an answer until something must be wrong


class Probe:
    """Stands in for pygame.display.flip: looks at the basket's row of each picture as it is presented.

    Once it rests and the fruit is on its way, a key is pressed after a random part of a tick, from another
    thread; the first picture in which the row has changed is the answer.
    """

    def __init__(self, presses: int, seed: int = 1) -> None:
        self.found: list[float] = []  # milliseconds
        self.scene: Solo | None = None
        self._left = presses
        self._random = random.Random(seed)
        self._flip = pygame.display.flip
        self._timer: threading.Timer | None = None
        self._pressed_at: float | None = None
        self._key = pygame.K_LEFT
        self._seen = b""
        self._changed_at = time.perf_counter()

    def flip(self) -> None:
        """Present the picture, then look at it."""
        self._flip()
        now = time.perf_counter()
        if self.scene is None or not self._left:
            return
        row = self._row()
        has_changed, self._seen = row != self._seen, row
        if has_changed:
            self._changed_at = now
            if self._pressed_at is not None:
                self._answered(now - self._pressed_at)
        elif self._pressed_at is not None and now - self._pressed_at > PATIENCE:
            raise TimeoutError(f"No answer to a key within {PATIENCE} s.")
        elif self._timer is None and now - self._changed_at > TICK and self._is_falling():
            self._timer = threading.Timer(self._random.uniform(0, TICK), self._press)
            self._timer.start()

    def _is_falling(self) -> bool:
        assert self.scene is not None
        return self.scene.run.court.now.fruit_row in ROWS

    def _press(self) -> None:
        assert self.scene is not None
        court = self.scene.run.court
        self._key = pygame.K_RIGHT if court.now.basket <= court.columns // 2 else pygame.K_LEFT
        self._pressed_at = time.perf_counter()
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=self._key, mod=0, unicode=""))

    def _answered(self, seconds: float) -> None:
        self.found.append(seconds * 1000)
        pygame.event.post(pygame.event.Event(pygame.KEYUP, key=self._key, mod=0, unicode=""))
        self._pressed_at = self._timer = None
        self._left -= 1
        if not self._left:
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    def _row(self) -> bytes:
        assert self.scene is not None
        court, rect = self.scene.own_court()
        cell = rect.width // court.columns
        row = pygame.Rect(rect.x, rect.bottom - cell, rect.width, cell)
        return pygame.image.tobytes(pygame.display.get_surface().subsurface(row), "RGB")


def main() -> int:
    """Play Solo, measure, print."""
    probe = Probe(int(sys.argv[1]))

    class Probed(Solo):
        def enter(self) -> None:
            super().enter()
            probe.scene = self

    solo.Solo = Probed  # type: ignore[misc]
    pygame.display.flip = probe.flip
    app.run(PlayOptions(scene="solo", seed=1, mute=True, size=window.DEFAULT_SIZE))
    print(json.dumps(probe.found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
