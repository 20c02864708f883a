"""Scenes that come, lie on top of one another, and leave; the clock and the notices they share."""

from __future__ import annotations

import pygame
import pytest
from events import FOCUS_LOST, QUIT, down, tap

from game import window
from game.catch import Action
from game.settings import Keeper, Settings, save
from game.stage import NOTICE_SECONDS, Scene, Stage
from game.ui import theme


class Noted(Scene):
    """A scene that notes what happens to it."""

    def __init__(self, stage: Stage, is_overlay: bool = False) -> None:
        super().__init__(stage)
        self.is_overlay = is_overlay
        self.notes: list[str] = []

    def enter(self) -> None:
        self.notes.append("enter")

    def leave(self) -> None:
        self.notes.append("leave")

    def handle(self, event: pygame.event.Event) -> None:
        self.notes.append(pygame.event.event_name(event.type))

    def update(self, seconds: float) -> None:
        self.notes.append(f"update {seconds:.2f}")

    def draw(self, _surface: pygame.Surface) -> None:
        self.notes.append("draw")

    def lose_focus(self) -> None:
        self.notes.append("lose focus")


def test_a_scene_enters_is_played_and_leaves(stage, surface):
    scene = Noted(stage)
    stage.go(scene)
    stage.frame([down(pygame.K_x)], 0.02)
    stage.draw(surface)
    stage.close()
    assert scene.notes == ["enter", "KeyDown", "update 0.02", "draw", "leave"]


def test_going_elsewhere_takes_every_scene_away(stage):
    below, over, other = Noted(stage), Noted(stage, is_overlay=True), Noted(stage)
    stage.go(below)
    stage.push(over)
    stage.go(other)
    assert below.notes[-1] == over.notes[-1] == "leave"
    assert stage.scene is other


def test_below_an_overlay_a_scene_is_seen_but_stands_still(stage, surface):
    below, over = Noted(stage), Noted(stage, is_overlay=True)
    stage.go(below)
    stage.push(over)
    stage.frame([down(pygame.K_x)], 0.02)
    stage.draw(surface)
    assert below.notes == ["enter", "draw"]
    assert over.notes == ["enter", "KeyDown", "update 0.02", "draw"]


def test_the_clock_stands_still_under_an_overlay(stage):
    stage.go(Noted(stage))
    stage.frame([], 0.5)
    stage.push(Noted(stage, is_overlay=True))
    stage.frame([], 0.5)
    stage.pop()
    stage.frame([], 0.25)
    assert stage.now == pytest.approx(0.75)


def test_time_counts_for_the_scene_that_saw_it_pass(stage):
    class Menu(Noted):
        def handle(self, _event: pygame.event.Event) -> None:
            self.stage.pop()

    below = Noted(stage)
    stage.go(below)
    stage.push(Menu(stage, is_overlay=True))
    stage.frame([down(pygame.K_x)], 0.25)
    assert below.notes == ["enter", "update 0.00"]
    assert stage.now == 0


def test_an_overlay_is_still_and_a_scene_is_not(stage):
    assert Noted(stage, is_overlay=True).is_still
    assert not Noted(stage).is_still


def test_the_name_is_that_of_the_scene_below_overlays(stage):
    stage.go(Noted(stage))
    stage.push(Noted(stage, is_overlay=True))
    assert stage.name == "noted"


def test_closing_the_window_ends_the_program(stage):
    stage.go(Noted(stage))
    stage.frame([QUIT], 0.02)
    assert not stage.is_open


def test_a_lost_focus_is_told_to_the_top_scene(stage):
    scene = Noted(stage)
    stage.go(scene)
    stage.frame([FOCUS_LOST], 0.02)
    assert scene.notes == ["enter", "lose focus", "update 0.02"]


def test_f11_fills_the_screen_and_comes_back_whatever_the_scene(stage):
    scene = Noted(stage)
    stage.go(scene)
    for wanted in (True, False):
        stage.frame(tap(pygame.K_F11), 0.02)
        assert window.is_fullscreen() is wanted
        assert stage.settings.fullscreen is wanted
    assert "KeyDown" not in scene.notes


def test_fullscreen_ends_in_a_window_of_the_size_before(stage, monkeypatch):
    asked = []
    set_mode = pygame.display.set_mode
    monkeypatch.setattr(pygame.display, "set_mode", lambda *mode: asked.append(mode) or set_mode(*mode))
    stage.size = (800, 500)
    stage.set(fullscreen=True)
    stage.size = pygame.display.get_surface().get_size()
    stage.set(fullscreen=False)
    assert asked == [((0, 0), pygame.FULLSCREEN), ((800, 500), pygame.RESIZABLE)]


def test_a_system_that_refuses_fullscreen_keeps_its_window(stage, monkeypatch, capsys):
    set_mode = pygame.display.set_mode

    def refuse(size, flags):
        if flags & pygame.FULLSCREEN:
            raise pygame.error("no such mode")
        return set_mode(size, flags)

    monkeypatch.setattr(pygame.display, "set_mode", refuse)
    stage.set(fullscreen=True)
    assert not stage.settings.fullscreen
    assert pygame.display.get_surface().get_size() == (1280, 720)
    assert "no such mode" in capsys.readouterr().err
    assert "fill the screen" in stage.session.notices[0]


def test_what_is_set_holds_at_once_and_is_kept(stage, surface, tmp_path):
    keeper = Keeper(tmp_path / "settings.json")
    stage = Stage(stage.session, surface.get_size(), keeper=keeper)
    stage.set(palette="high-contrast", text_size="large", keys={"left": ("j", "a"), "right": ("k", "d")})
    assert theme.palette is theme.HIGH_CONTRAST
    assert stage.scale.body == 20
    assert stage.moves[pygame.K_j] is Action.LEFT
    assert pygame.K_LEFT not in stage.moves
    assert Keeper(tmp_path / "settings.json").settings == stage.settings


def test_trouble_with_the_settings_becomes_a_notice(stage, surface, tmp_path):
    file = tmp_path / "settings.json"
    file.write_text("{")
    stage = Stage(stage.session, surface.get_size(), keeper=Keeper(file))
    stage.go(Noted(stage))
    stage.frame([], 0.02)
    assert "settings could not be read" in stage.session.notices[0]


def test_a_key_that_does_not_exist_is_named(stage, surface, tmp_path):
    file = tmp_path / "settings.json"
    save(Settings(keys={"left": ("left", "hyper"), "right": ("right", "d")}), file)
    stage = Stage(stage.session, surface.get_size(), keeper=Keeper(file))
    assert "“hyper”" in stage.session.notices[0]
    assert set(stage.moves) == {pygame.K_LEFT, pygame.K_RIGHT, pygame.K_d}


def test_notices_are_shown_one_after_the_other_and_go(stage):
    stage.go(Noted(stage))
    stage.session.notices += ["first", "second"]
    stage.frame([], NOTICE_SECONDS / 2)
    assert stage.session.notices == ["first", "second"]
    stage.frame([], NOTICE_SECONDS / 2)
    assert stage.session.notices == ["second"]
    stage.frame([], NOTICE_SECONDS)
    assert stage.session.notices == []


def test_a_notice_is_drawn_below_the_scene_which_gets_what_is_left(stage, surface):
    stage.go(Noted(stage))
    stage.draw(surface)
    without = surface.copy()
    stage.session.notices.append("The disk is full")
    stage.draw(surface)
    width, height = stage.size
    assert width == 1280
    assert 640 < height < 720
    rest = pygame.Rect(0, 0, width, height)
    shown = [pygame.image.tobytes(image.subsurface(rest), "RGB") for image in (surface, without)]
    assert shown[0] == shown[1]
    assert pygame.image.tobytes(surface, "RGB") != pygame.image.tobytes(without, "RGB")
    assert stage.scale == theme.scale((1280, 720))  # nothing shrinks but the room
    stage.frame([], NOTICE_SECONDS)
    assert stage.size == (1280, 720)


def test_what_a_scene_tells_by_itself_is_not_told_twice(stage, monkeypatch):
    scene = Noted(stage)
    stage.go(scene)
    stage.session.notices.append("The disk is full")
    monkeypatch.setattr(scene, "shows", lambda notice: notice == "The disk is full")
    assert stage.size == (1280, 720)


def test_fullscreen_during_a_notice_remembers_the_whole_window(stage, monkeypatch):
    asked = []
    monkeypatch.setattr(window, "set_fullscreen", lambda *how: asked.append(how) or how[0])
    stage.go(Noted(stage))
    stage.session.notices.append("The disk is full")
    stage.set(fullscreen=True)
    assert asked == [(True, (1280, 720))]


def test_a_dead_learner_becomes_a_notice(stage):
    stage.go(Noted(stage))
    stage.session.mine.learner.error = RuntimeError("broken")
    stage.frame([], 0.02)
    assert "broken" in stage.session.notices[0]
    assert stage.is_open
