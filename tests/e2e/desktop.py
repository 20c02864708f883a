"""A desktop nobody sees: the real program in a real window on a virtual display, with real key presses.

    with Desktop() as desktop, desktop.start("--scene", "versus", home=folder) as program:
        program.key("Left")
        program.close()

It needs Xvfb and xdotool. Nothing here knows what the program shows but for the title of its window.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image, ImageGrab

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Keras Plays Catch"
BEFORE_TITLE = " – "  # stands between the name of the scene and the title
PATIENCE = 30.0  # seconds for what takes a moment: machines that run tests are busy


def missing_tools() -> list[str]:
    """Return which of the programs that a desktop is made of are not installed."""
    return [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Look again and again until something is so.

    Raises:
        TimeoutError: it is still not so; `what` names it.
    """
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"After {seconds} s still waiting until {what}.")
        pause.wait(0.05)


class Desktop:
    """A virtual display. Use it as a context manager. `size` is in pixels."""

    def __init__(self, size: tuple[int, int] = (1280, 800)) -> None:
        self._size = size

    def __enter__(self) -> Desktop:
        reader, writer = os.pipe()
        screen = "{}x{}x24".format(*self._size)
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            self.display = f":{told.readline().strip()}"  # the server chooses a free one
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(PATIENCE)

    def start(self, *words: str, home: Path) -> Program:
        """Start the program with these command-line words; its window has the keyboard.

        Args:
            home: where the player's own files go.
        """
        return Program(words, {"DISPLAY": self.display, "CATCH_HOME": str(home)})

    def picture(self) -> Image.Image:
        """Return what the display shows now."""
        return ImageGrab.grab(xdisplay=self.display)


class Program:
    """The running program and its window. Leaving its context ends it, whatever state it is in."""

    def __init__(self, words: tuple[str, ...], variables: Mapping[str, str]) -> None:
        unwanted = ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY")
        self._environment = {k: v for k, v in os.environ.items() if k not in unwanted} | dict(variables)
        self.started_at = time.time()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "game", *words],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.window = ""

    def __enter__(self) -> Program:
        try:
            self.wait_for_window()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def wait_for_window(self) -> None:
        """Wait until the window is there, and give it the keyboard.

        Raises:
            TimeoutError: it does not come.  RuntimeError: the program has ended instead.
        """
        wait_until(lambda: self._find() is not None or self.process.poll() is not None, "a window opens")
        found = self._find()
        if found is None:
            raise RuntimeError(f"The program ended without a window: {self.errors()}")
        self.window = found
        self._xdotool("windowfocus", "--sync", found)

    @property
    def scene(self) -> str:
        """What the window says that it shows; "" for the game's own title."""
        return self._name(self.window).removesuffix(TITLE).removesuffix(BEFORE_TITLE)

    def wait_for_scene(self, scene: str, seconds: float = PATIENCE) -> None:
        """Wait until the window says that it shows a scene.

        Raises:
            TimeoutError: it does not.  RuntimeError: the program has ended.
        """
        wait_until(
            lambda: self.scene == scene or self.process.poll() is not None, f"{scene!r} is shown", seconds
        )
        if self.process.poll() is not None:
            raise RuntimeError(f"The program ended on the way to {scene!r}: {self.errors()}")

    def key(self, *names: str) -> None:
        """Tap keys one after the other, by the names X gives them (Return, Left, p)."""
        for name in names:
            self._xdotool("key", name)

    def key_down(self, name: str) -> None:
        """Press a key and hold it."""
        self._xdotool("keydown", name)

    def key_up(self, name: str) -> None:
        """Let go of a key."""
        self._xdotool("keyup", name)

    def click(self, x: int, y: int) -> None:
        """Click at a point of the window."""
        self._xdotool("mousemove", "--window", self.window, str(x), str(y), "click", "1")

    def close(self) -> float:
        """End the program as a desktop does at the end of a session; SDL makes the same event of it as of
        the window's close button. Returns the seconds until the program has ended."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        return time.monotonic() - began

    def errors(self) -> str:
        """Return what the program, once it has ended, wrote to stderr."""
        return self.process.communicate()[1]

    def _find(self) -> str | None:
        """Return the window with the program's title; xdotool's own search by name overlooks those of SDL."""
        for window in self._xdotool("search", "--onlyvisible", ".*", is_sure=False).split():
            if self._name(window).endswith(TITLE):
                return window
        return None

    def _name(self, window: str) -> str:
        return self._xdotool("getwindowname", window, is_sure=False).strip()

    def _xdotool(self, *words: str, is_sure: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=is_sure,
            timeout=PATIENCE,
        )
        return done.stdout
