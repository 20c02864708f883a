"""The window: its size on coarse and on fine screens, and the ways to fill one."""

from __future__ import annotations

import os
import sys
import types

import pygame
import pytest

from game import window


@pytest.mark.parametrize(
    ("desktop", "size"),
    [
        ((1024, 768), (1280, 720)),
        ((1920, 1080), (1280, 720)),
        ((3840, 2160), (2560, 1440)),
        ((3440, 1440), (1707, 960)),  # a wide one: its height counts, 4/3 of the usual
        ((2560, 1600), (1707, 960)),
    ],
)
@pytest.mark.usefixtures("surface")
def test_on_a_fine_screen_the_window_is_as_large_to_the_eye(monkeypatch, desktop, size):
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [desktop, (1280, 1024)])
    assert window.default_size() == size


@pytest.fixture
def modes(surface, monkeypatch):
    """The modes that are asked for. Filling the screen without a scaler is refused, as some Waylands do."""
    del surface
    asked = []
    set_mode = pygame.display.set_mode

    def note(size, flags):
        asked.append((size, flags))
        if flags == pygame.FULLSCREEN:
            raise pygame.error("no mode set")
        return set_mode(size, flags & ~pygame.SCALED)

    monkeypatch.setattr(pygame.display, "set_mode", note)
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(1366, 768)])
    return asked


def test_where_one_way_to_fill_the_screen_fails_another_is_tried(modes, capsys):
    assert not window.is_fullscreen()
    assert window.set_fullscreen(True)
    assert modes == [((0, 0), pygame.FULLSCREEN), ((1366, 768), pygame.FULLSCREEN | pygame.SCALED)]
    assert capsys.readouterr().err == ""


def test_from_a_program_that_began_in_fullscreen_one_comes_back_to_the_usual_window(modes):
    window.set_fullscreen(True)
    assert not window.set_fullscreen(False)
    assert modes[-1] == ((1280, 720), pygame.RESIZABLE)


def test_windows_is_told_that_the_game_draws_every_pixel_itself(monkeypatch):
    told = []
    shell = types.SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    library = types.SimpleNamespace(windll=types.SimpleNamespace(shell32=shell))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "ctypes", library)
    monkeypatch.delenv("SDL_WINDOWS_DPI_AWARENESS", raising=False)
    window.prepare(with_tensorflow=False)
    assert os.environ["SDL_WINDOWS_DPI_AWARENESS"] == "permonitorv2"
    monkeypatch.delenv("SDL_WINDOWS_DPI_AWARENESS")
