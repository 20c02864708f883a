"""Sounds: made by our own script, opened behind the game's back, and heard when something happens."""

from __future__ import annotations

import importlib
import wave
from pathlib import Path

import numpy as np
import pygame
import pytest
from events import tap

from game import app, paths
from game import audio as audio_module
from game.audio import RATE, Audio, Sound, has_device
from game.controllers import Scripted
from game.match import Match
from game.options import PlayOptions
from game.scenes.overlays import Overlay
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import Watch

ROOT = Path(__file__).resolve().parents[2]


class Heard(Audio):
    """Silence that notes what it should have played."""

    def __init__(self) -> None:
        super().__init__(is_wanted=False)
        self.sounds: list[Sound] = []

    def play(self, sound: Sound) -> None:
        self.sounds.append(sound)


@pytest.fixture
def heard(stage):
    stage.audio = Heard()
    return stage.audio.sounds


def stored(name):
    with wave.open(str(paths.assets() / "sounds" / f"{name}.wav")) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


# The files


@pytest.mark.parametrize("name", list(Sound))
def test_the_committed_sounds_are_what_the_script_makes(monkeypatch, name):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    made = importlib.import_module("make_sounds").samples(name).astype(int)
    kept = stored(name).astype(int)
    assert len(made) == len(kept)
    assert np.abs(made - kept).max() <= 1, "run `python packaging/make_sounds.py`, commit assets/sounds"


def test_there_is_a_file_for_each_sound_and_no_other():
    assert {path.stem for path in (paths.assets() / "sounds").iterdir()} == set(Sound)


@pytest.mark.parametrize("name", list(Sound))
def test_a_sound_is_short_does_not_clip_and_begins_and_ends_in_silence(name):
    samples = stored(name).astype(int)
    assert len(samples) <= 1.5 * RATE
    assert 3_000 < np.abs(samples).max() < 32_000
    assert abs(samples[0]) < 50
    assert abs(samples[-1]) < 50


# The player


def test_a_device_opens_behind_the_games_back_and_is_given_back():
    audio = Audio()
    audio.play(Sound.CATCH)  # too early: nothing
    audio.start()
    assert audio.wait(10)
    assert audio.is_open
    audio.set_volume(0.5)
    audio.play(Sound.CATCH)
    assert pygame.mixer.get_busy()
    audio.close()
    assert pygame.mixer.get_init() is None
    audio.play(Sound.CATCH)


def test_at_volume_0_nothing_is_played():
    audio = Audio()
    audio.set_volume(0)
    audio.start()
    assert audio.wait(10)
    audio.play(Sound.WIN)
    assert not pygame.mixer.get_busy()
    audio.close()


def test_without_a_device_there_is_silence(monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "nonesuch")
    audio = Audio()
    audio.start()
    assert audio.wait(10)
    audio.play(Sound.CATCH)
    assert not audio.is_open
    audio.close()


def test_a_linux_without_cards_or_servers_is_not_even_tried(monkeypatch, tmp_path):
    for name in ("SDL_AUDIODRIVER", "PULSE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(audio_module, "Path", lambda _: tmp_path / "nothing")
    assert not has_device()
    monkeypatch.setenv("PULSE_SERVER", "unix:/somewhere")
    assert has_device()


@pytest.mark.parametrize(("mute", "opened"), [(True, False), (False, True)])
def test_mute_opens_no_device(monkeypatch, mute, opened):
    tried = []
    monkeypatch.setattr(Audio, "_open", lambda _self: tried.append(True))
    app.run(PlayOptions(duration=0.1, mute=mute))
    assert bool(tried) is opened


# What is heard


def play(stage, seconds=1.5):
    """Let time pass: a fruit falls within a second and a half."""
    for _ in range(round(seconds * 64)):
        stage.frame([], 1 / 64)


def test_a_catch_is_heard(stage, heard):
    stage.go(Solo(stage))
    stage.scene.run.court.controller = Scripted()
    play(stage)
    assert heard == [Sound.CATCH]


def test_a_miss_is_a_thud_and_costs_a_life_where_there_are_any(stage, heard):
    scenes = (Solo(stage), Sound.MISS), (Versus(stage, "newborn"), Sound.MISS)
    for scene, sound in (*scenes, (Versus(stage, "master"), Sound.LIFE_LOST)):
        stage.go(scene)
        court = scene.own_court()[0]
        heard.clear()
        while not court.history or court.history[-1]:
            heard.clear()
            scene.human.aim(1 if court.now.fruit_column > 5 else 8)  # away from the fruit
            stage.frame([], 1 / 64)
        assert heard == [sound]


def test_every_fifth_fruit_the_rise_of_the_speed_is_heard(stage, heard):
    versus = Versus(stage, "newborn")
    stage.go(versus)
    versus.match.you.controller = Scripted()
    while versus.match.fruits < Match.FRUITS_PER_SPEED_UP:
        stage.frame([], 1 / 64)
    assert heard == [Sound.CATCH] * 5 + [Sound.SPEED_UP]


def test_being_overtaken_is_heard(stage, heard):
    versus = Versus(stage, "newborn")
    stage.go(versus)
    versus.match.you.controller = Scripted()
    versus.match.opponent.controller = Scripted(noise=1.0, seed=1)
    while versus.match.lead < 1:
        stage.frame([], 1 / 64)
    versus.match.you.controller, versus.match.opponent.controller = Scripted(noise=1.0, seed=1), Scripted()
    while not versus.match.overtaken_at:
        assert Sound.LIFE_LOST not in heard
        stage.frame([], 1 / 64)
    assert heard.count(Sound.LIFE_LOST) == 1


@pytest.mark.parametrize(("you", "it", "sound"), [(0.0, 1.0, Sound.WIN), (1.0, 0.0, Sound.LOSE)])
def test_the_end_is_heard(stage, heard, you, it, sound):
    versus = Versus(stage, "master")
    stage.go(versus)
    versus.match.you.controller = Scripted(noise=you, seed=1)
    versus.match.opponent.controller = Scripted(noise=it, seed=1)
    while not versus.match.is_over:
        stage.frame([], 1 / 64)
    assert heard[-1] is sound
    assert heard.count(sound) == 1


@pytest.mark.parametrize(("speed", "is_heard"), [("1", True), ("4", True), ("16", False), ("max", False)])
def test_watching_is_heard_at_speeds_an_ear_can_follow(stage, heard, speed, is_heard):
    stage.go(Watch(stage, "newborn", speed))
    play(stage, 3.0)
    assert bool(heard) is is_heard
    assert set(heard) <= {Sound.CATCH, Sound.MISS}


def test_menus_are_heard(stage, heard, frames):
    stage.go(Title(stage))
    frames(*tap(pygame.K_DOWN))
    stage.go(Solo(stage))
    frames(*tap(pygame.K_p))
    assert isinstance(stage.scene, Overlay)
    assert heard == [Sound.MENU] * 2
