"""The program from its first frame to its last, without a screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

import pygame
import pytest

from agent import checkpoint
from agent.config import Config
from agent.replay import Transition
from game import app, window
from game.catch import Action, Catch
from game.options import PlayOptions
from game.session import Session

SHORT = 0.3  # seconds


def reported(tmp_path, **options):
    path = tmp_path / "report.json"
    assert app.run(PlayOptions(duration=SHORT, report=path, **options)) == 0
    return json.loads(path.read_text())


@pytest.mark.parametrize("scene", ["title", "versus", "watch", "solo"])
def test_every_scene_can_be_the_first_and_is_in_the_report(tmp_path, scene):
    before = time.time()
    written = reported(tmp_path, scene=scene)
    assert written["scene"] == scene
    assert before < written["first_frame_at"] < time.time()
    assert written["frames"] > 1


def test_the_report_names_the_scene_it_ended_in(tmp_path, monkeypatch):
    enter = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="\r")
    events = iter([[], [enter]])
    monkeypatch.setattr(pygame.event, "get", lambda: next(events, []))
    assert reported(tmp_path, scene="title")["scene"] == "versus"


def test_a_file_can_be_the_opponent(tmp_path, newborn_file):
    assert reported(tmp_path, scene="versus", opponent=str(newborn_file))["steps"] == 0


def test_the_last_frame_is_saved_in_the_size_asked_for(tmp_path):
    picture = tmp_path / "last.png"
    app.run(PlayOptions(scene="versus", duration=SHORT, size=(800, 500), screenshot=picture))
    assert pygame.image.load(picture).get_size() == (800, 500)


def test_the_history_of_the_catch_rate_ends_with_the_exact_rate_at_the_end(tmp_path):
    written = reported(tmp_path, scene="versus", opponent="mine")
    assert written["catch_rate_history"][-1][1] == written["catch_rate"]


def test_an_unknown_scene_or_opponent_is_an_error_that_leaves_no_window():
    with pytest.raises(ValueError, match="title, versus, watch, solo"):
        app.run(PlayOptions(scene="attic", duration=SHORT))
    with pytest.raises(FileNotFoundError, match="newborn, sapling, master, mine"):
        app.run(PlayOptions(scene="versus", opponent="nobody", duration=SHORT))
    assert not pygame.display.get_init()


def test_what_went_wrong_at_the_very_end_is_said_on_stderr(tmp_path, monkeypatch, capsys):
    close = Session.close

    def close_with_trouble(session: Session) -> None:
        close(session)
        session.notices.append("Your agent could not be saved: the disk is full.")

    monkeypatch.setattr(Session, "close", close_with_trouble)
    reported(tmp_path, scene="solo")
    assert "the disk is full" in capsys.readouterr().err


def test_closing_waits_for_no_learning_however_much_is_still_to_be_learned(home):
    session = Session(PlayOptions(seed=1))
    court = Catch(seed=0)
    observation = court.reset()
    step = court.step(Action.STAY)
    transition = Transition(observation, Action.STAY, step.reward, step.discount, step.observation)
    for brain in (session.mine, session.opponent("newborn", learns=False)):
        for _ in range(2_000):  # ten seconds of work each
            brain.submit(transition)
    session.close()
    saved = checkpoint.load(home / "mine.npz").metrics
    assert saved.steps == 2_000
    assert saved.updates < 2_000 * Config().updates_per_step / 2


def test_the_learning_is_the_same_agent_after_the_screen_is_left(home):
    for steps in (1, 2):
        app.run(PlayOptions(scene="solo", duration=SHORT))
        saved = checkpoint.load(home / "mine.npz")
        assert saved.config == Config()
        assert saved.metrics.steps >= steps


class Clock:
    """Counts looks at a rate, and says what time it is then."""

    def __init__(self) -> None:
        self.now = 0.0

    def tick(self, rate: int) -> None:
        self.now += 1 / rate


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "perf_counter", lambda: clock.now)
    return clock


def test_without_a_rest_there_is_one_look_a_frame(clock, monkeypatch):
    monkeypatch.setattr(pygame.event, "get", list)
    assert app._wait(clock, looks_per_second=50, seconds=0) == []
    assert clock.now == pytest.approx(0.02)


def test_a_rest_ends_when_something_happens(clock, monkeypatch):
    event = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_x)
    happens = iter([[], [], [event], []])
    monkeypatch.setattr(pygame.event, "get", lambda: next(happens))
    assert app._wait(clock, looks_per_second=50, seconds=10) == [event]
    assert clock.now == pytest.approx(0.06)


def test_a_rest_ends_after_a_while(clock, monkeypatch):
    monkeypatch.setattr(pygame.event, "get", list)
    assert app._wait(clock, looks_per_second=4, seconds=1) == []
    assert clock.now == 1.0


def test_a_window_that_nobody_sees_is_not_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(window, "is_visible", lambda: False)
    assert reported(tmp_path, scene="title")["frames"] == 0


def test_under_a_menu_few_frames_are_drawn(tmp_path, monkeypatch):
    escape = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")
    events = iter([[], [escape]])
    monkeypatch.setattr(pygame.event, "get", lambda: next(events, []))
    assert reported(tmp_path, scene="versus")["frames"] <= 4  # in 0.3 s: two, and then one each 0.25 s


# The window


def test_an_x11_window_is_shown_without_opengl(monkeypatch):
    monkeypatch.setenv("SDL_FRAMEBUFFER_ACCELERATION", "")
    monkeypatch.delenv("SDL_FRAMEBUFFER_ACCELERATION")
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
    window.open_window((640, 480))
    window.close_window()
    assert os.environ["SDL_FRAMEBUFFER_ACCELERATION"] == "0"


def test_what_the_player_says_about_opengl_counts(monkeypatch):
    monkeypatch.setenv("SDL_FRAMEBUFFER_ACCELERATION", "1")
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
    window.open_window((640, 480))
    window.close_window()
    assert os.environ["SDL_FRAMEBUFFER_ACCELERATION"] == "1"


def test_the_window_opens_with_its_own_name_and_icon(monkeypatch):
    shown = []
    set_mode = pygame.display.set_mode
    monkeypatch.setattr(pygame.display, "set_icon", lambda image: shown.append(image.get_size()))
    monkeypatch.setattr(
        pygame.display,
        "set_mode",
        lambda *args: shown.append(pygame.display.get_caption()[0]) or set_mode(*args),
    )
    window.open_window((640, 480))
    window.close_window()
    assert shown == [(64, 64), "Keras Plays Catch"]


@pytest.mark.parametrize("name", ["SDL_VIDEO_X11_WMCLASS", "SDL_VIDEO_WAYLAND_WMCLASS"])
def test_desktops_are_told_which_program_the_window_belongs_to(monkeypatch, name):
    monkeypatch.setenv(name, "__main__.py")  # as pygame has it
    window.prepare(with_tensorflow=False)
    assert os.environ[name] == "KerasPlaysCatch"


@pytest.mark.parametrize("driver", window.UNSEEN)
def test_a_driver_without_a_screen_counts_only_if_it_was_asked_for(monkeypatch, capsys, driver):
    monkeypatch.setattr(pygame.display, "get_driver", lambda: driver)
    monkeypatch.delenv("SDL_VIDEODRIVER")
    assert app.run(PlayOptions(duration=SHORT)) == 2
    said = capsys.readouterr().err
    assert "needs a display" in said
    assert "SDL_VIDEODRIVER=dummy" in said


def test_a_driver_that_does_not_exist_is_no_traceback(capsys, monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "nonesuch")
    assert app.run(PlayOptions(duration=SHORT)) == 2
    assert "needs a display" in capsys.readouterr().err


def test_tensorflow_in_this_process_keeps_sdl_from_mesa(monkeypatch):
    monkeypatch.delenv("SDL_FRAMEBUFFER_ACCELERATION", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    window.prepare(with_tensorflow=False)
    assert "SDL_FRAMEBUFFER_ACCELERATION" not in os.environ
    window.prepare(with_tensorflow=True)
    assert os.environ["SDL_FRAMEBUFFER_ACCELERATION"] == "0"


def test_what_is_not_used_to_play_is_not_loaded():
    code = (
        "import sys; from game.app import run; from game.options import PlayOptions;"
        "run(PlayOptions(scene='versus', duration=0.3)); import pygame;"
        "print('tensorflow' in sys.modules, 'pkg_resources' in sys.modules,"
        "bool(pygame.mixer.get_init()), pygame.joystick.get_init())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-4:] == ["False"] * 4
