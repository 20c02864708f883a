"""Words on every screen: none cut off, outside the window or over others, at any size, in any language."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pygame
import pytest
from test_score_file import WON

from game.controllers import Scripted
from game.scenes.bindings import Bindings, Slot
from game.scenes.choose import Choose
from game.scenes.help import Help
from game.scenes.overlays import pause
from game.scenes.results import Results
from game.scenes.scores import ScoresScene
from game.scenes.settings import SettingsScene
from game.scenes.solo import Solo
from game.scenes.title import Title
from game.scenes.versus import Versus
from game.scenes.watch import Watch
from game.settings import TEXT_SIZES
from game.text import LANGUAGES
from game.ui import text

SIZES = ((640, 480), (800, 500), (1280, 720), (1920, 1080))
WATCHABLE = SIZES[1:]  # smaller, the instruments of Watch have no room for all their names


def title(stage):
    return Title(stage)


def opponents(stage):
    return Choose(stage)


def settings(stage):
    return SettingsScene(stage)


def bindings(stage):
    return Bindings(stage)


def bindings_that_wait(stage):
    scene = Bindings(stage)
    scene.waiting = Slot(of_pad=True, move="right", number=1)
    return scene


def muted(stage):
    stage.session.options = replace(stage.session.options, mute=True)
    scene = SettingsScene(stage)
    scene.rows[1].press()  # it says why nothing can be heard
    return scene


def solo(stage):
    return Solo(stage)


def paused(stage):
    return pause(stage, Solo(stage).pause_buttons())


def versus(stage):
    return Versus(stage, "newborn")


def overtaken(stage):
    scene = Versus(stage, "newborn")
    match = scene.match
    match.you.controller, match.opponent.controller = Scripted(), Scripted(noise=1.0, seed=1)
    while match.lead < 2:
        scene._tick()
    match.you.controller, match.opponent.controller = Scripted(noise=1.0, seed=1), Scripted()
    while not match.overtaken_at:
        scene._tick()
    stage.now += 1  # the announcement has unfolded
    return scene


def last_look(stage):
    scene = Versus(stage, "sapling")
    scene.match.you.controller = Scripted(noise=0.4, seed=1)
    while not scene.match.is_over:
        scene._tick()
    return scene


def results(stage):
    return Results(stage, last_look(stage).played)


def race(stage):
    """The results of a race with all the records that there can be."""
    stage.scores.add(replace(WON, outcome="lost", best_streak=1, lead_fruits=1))
    scene = Versus(stage, "newborn")
    scene.match.you.controller = Scripted()
    while not scene.match.is_over:
        scene._tick()
    return Results(stage, scene.played)


def scores(stage):
    """More matches than there is room for."""
    for number in range(60):
        stage.scores.add(replace(WON, ended_at=WON.ended_at + number))
    return ScoresScene(stage)


@pytest.fixture
def written(monkeypatch):
    """Note every word as it should be, as it is, and where."""
    notes = []
    write, fitted = text.write, text.fitted

    def fitted_and_noted(words, *rest):
        cut = fitted(words, *rest)
        notes.append((words, cut, None)) if cut != words else None
        return cut

    def written_and_noted(surface, words, *args, **kwargs):
        rect = write(surface, words, *args, **kwargs)
        notes.append((words, words, rect))
        return rect

    fitted_and_noted.cache_clear = fitted.cache_clear
    monkeypatch.setattr(text, "fitted", fitted_and_noted)
    monkeypatch.setattr(text, "write", written_and_noted)
    return notes


def watch(stage):
    return Watch(stage, "newborn")


def help_(stage):
    return Help(stage)


def looks(stage, make, size, written):
    """Draw a scene in every language and size of text; yields which, each with its words in `written`."""
    stage.size = size
    stage.go(make(stage))
    for language, text_size in product(LANGUAGES, TEXT_SIZES):
        stage.set(language=language, text_size=text_size)
        stage.frame([], 0.02)
        written.clear()
        stage.scene.draw(pygame.Surface(size))
        yield f"{language}, {text_size} text"


@pytest.mark.parametrize("make", [watch, help_])
@pytest.mark.parametrize("size", WATCHABLE)
def test_no_word_is_cut_in_what_is_full_of_words(stage, written, size, make):
    for look in looks(stage, make, size, written):
        assert (look, [words for words, _, rect in written if rect is None]) == (look, [])


@pytest.mark.parametrize(
    "make",
    [
        *(title, opponents, settings, muted, bindings, bindings_that_wait, solo, paused),
        *(versus, overtaken, last_look, results, race, scores),
    ],
)
@pytest.mark.parametrize("size", SIZES)
def test_words_fit(stage, written, size, make):
    for look in looks(stage, make, size, written):
        cut = [words for words, _, rect in written if rect is None]
        rects = [(words, rect) for words, _, rect in written if rect is not None and words.strip()]
        outside = [words for words, rect in rects if not pygame.Rect((0, 0), size).contains(rect)]
        lines = [(words, rect.inflate(0, -rect.height // 3)) for words, rect in rects]  # without leading
        over = [(a, b) for (a, one), (b, other) in combinations(lines, 2) if one.colliderect(other)]
        assert rects
        assert (look, cut, outside, over) == (look, [], [], [])
