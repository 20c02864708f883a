"""The window: opening it, or saying plainly why not; fullscreen; the few differences between systems."""

from __future__ import annotations

import os
import sys

import pygame

from game import paths
from game.ui import text

TITLE = "Keras Plays Catch"
CLASS = "KerasPlaysCatch"  # as the .desktop file has it
DEFAULT_SIZE = (1280, 720)  # on a desktop of USUAL_DESKTOP; on a larger one the same share of it
USUAL_DESKTOP = (1920, 1080)
SMALLEST = (640, 480)
UNSEEN = ("offscreen", "dummy")  # drivers without a screen: SDL falls back on the first one by itself


class NoDisplay(RuntimeError):
    """There is no screen to open a window on."""


def prepare(with_tensorflow: bool) -> None:
    """Set what SDL reads before it starts. `with_tensorflow`: this process is going to import it."""
    if with_tensorflow and sys.platform == "linux":
        # SDL would show the window through Mesa, whose LLVM clashes with the one inside TensorFlow: a crash.
        os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
    # By this name desktops find the program's own icon; else the taskbar would show Python's. pygame has set
    # it to the name of the script.
    os.environ["SDL_VIDEO_X11_WMCLASS"] = os.environ["SDL_VIDEO_WAYLAND_WMCLASS"] = CLASS
    if sys.platform == "win32":
        # Else Windows would stretch the window on a fine screen, and blur it.
        os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(CLASS)


def open_window(size: tuple[int, int] | None, fullscreen: bool = False) -> pygame.Surface:
    """Open a resizable window at native pixels. No sound, no pads: only what is used is started.

    Args:
        size: (width, height) in pixels; None for default_size().
        fullscreen: fill the screen instead, if no size is given and the system allows it.

    Raises:
        NoDisplay: SDL found no display.
    """
    try:
        pygame.display.init()
        driver = pygame.display.get_driver()
        if driver in UNSEEN and os.environ.get("SDL_VIDEODRIVER") != driver:
            raise pygame.error("no display was found")
        if driver == "x11":
            # Straight into the X server's memory: through OpenGL, a window without a graphics card would cost
            # 70 MB for Mesa, and both cores to draw with.
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        pygame.display.set_caption(TITLE)  # like the icon before there is a window, which never shows others
        pygame.display.set_icon(pygame.image.load(paths.assets() / "icon" / "window.png"))
        if size is not None or not (fullscreen and set_fullscreen(True)):
            pygame.display.set_mode(size or default_size(), pygame.RESIZABLE)
    except pygame.error as error:
        pygame.display.quit()
        raise NoDisplay(
            f"No window could be opened: {error}. The game needs a display; `catch train` and "
            "`catch evaluate` do not. SDL_VIDEODRIVER=dummy plays without showing anything."
        ) from error
    pygame.font.init()
    return pygame.display.get_surface()


def default_size() -> tuple[int, int]:
    """Return the size of a window if nobody asks for another: larger on a fine screen, to look the same."""
    factor = max(1.0, min(side / usual for side, usual in zip(_desktop(), USUAL_DESKTOP, strict=True)))
    width, height = (round(side * factor) for side in DEFAULT_SIZE)
    return width, height


def name(scene: str) -> None:
    """Say above the window what it shows ("": just the game): taskbars and screen readers tell it."""
    caption = f"{scene} – {TITLE}" if scene else TITLE
    if pygame.display.get_caption()[:1] != (caption,):
        pygame.display.set_caption(caption)


def is_visible() -> bool:
    """Return whether there is anything to be seen of the window: not while it is minimised."""
    return pygame.display.get_active()


def is_fullscreen() -> bool:
    """Return whether the program fills the screen."""
    surface = pygame.display.get_surface()
    return bool(surface and surface.get_flags() & pygame.FULLSCREEN)


def set_fullscreen(wanted: bool, size: tuple[int, int] | None = None) -> bool:
    """Fill the screen at its own resolution, or go back to a window of `size`. Returns what holds now.

    Where the system refuses every way to do it there is a window, and a word about it on stderr.
    """
    if wanted == is_fullscreen():
        return wanted
    if wanted:
        # The second way goes through SDL's renderer, which Wayland prefers; at this size it scales nothing.
        for mode in (((0, 0), pygame.FULLSCREEN), (_desktop(), pygame.FULLSCREEN | pygame.SCALED)):
            try:
                pygame.display.set_mode(*mode)
                return True
            except pygame.error as error:
                refusal = error
        print(f"Fullscreen is not possible here: {refusal}", file=sys.stderr)
    pygame.display.set_mode(size or default_size(), pygame.RESIZABLE)
    return False


def _desktop() -> tuple[int, int]:
    width, height = pygame.display.get_desktop_sizes()[0]
    return width, height


def close_window() -> None:
    """Give the screen back."""
    text.forget()  # fonts that outlive pygame.font crash when they are used again
    pygame.font.quit()
    pygame.display.quit()
