"""The game with a script at the keyboard: presses keys at set times, and notes memory and CPU time.

    python -m benchmarks.driven '{"words": ["--scene", "watch", "--duration", "9"], "presses": [[2, "p"]]}'

Prints JSON. benchmarks.program starts it, in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from benchmarks.program import HIDE
from game import app, cli
from game.report import rss_mb

SAMPLE_SECONDS = 1.0


class Script(threading.Thread):
    """Does what it is told to once the window is open, and takes samples.

    Args:
        presses: (seconds after the window opened, the name of a key or HIDE), in the order of their times.
    """

    def __init__(self, presses: Sequence[tuple[float, str]]) -> None:
        super().__init__(name="script", daemon=True)
        self.samples: list[tuple[float, float, float | None]] = []  # seconds, CPU seconds so far, MB
        self._presses = list(presses)
        self._over = threading.Event()
        self._error: Exception | None = None

    def run(self) -> None:
        """Follow the script until stop()."""
        try:
            self._follow()
        except Exception as error:
            self._error = error

    def stop(self) -> None:
        """Wait until it has ended.

        Raises:
            Exception: whatever went wrong in it.
        """
        self._over.set()
        self.join()
        if self._error is not None:
            raise self._error

    def _follow(self) -> None:
        import pygame

        while not pygame.display.get_surface():
            if self._over.wait(0.02):
                return
        began = due = time.monotonic()
        while True:
            now = time.monotonic() - began
            while self._presses and self._presses[0][0] <= now:
                press(self._presses.pop(0)[1])
            self.samples.append((now, time.process_time(), rss_mb()))
            due += SAMPLE_SECONDS
            if self._over.wait(max(due - time.monotonic(), 0)):
                return


def press(key: str) -> None:
    """Press a key and let it go, or hide the window."""
    import pygame

    if key == HIDE:
        window = str(pygame.display.get_wm_info()["window"])
        subprocess.run(["xdotool", "windowunmap", window], check=True, capture_output=True)
        return
    code = pygame.key.key_code(key)
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.event.Event(kind, key=code, mod=0, unicode=key))


def main() -> int:
    """Play as the task in the command line says."""
    task = json.loads(sys.argv[1])
    script = Script([(float(at), key) for at, key in task["presses"]])
    app.import_pygame()  # as the game does: plainly imported, it would take 9 MB more
    script.start()
    code = cli.main(task["words"])
    script.stop()
    print(json.dumps(script.samples))
    return code


if __name__ == "__main__":
    sys.exit(main())
