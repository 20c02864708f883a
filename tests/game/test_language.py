"""The language on the screen: all of it, at once, whatever is open.

The pseudo-language writes every text of the catalogue in letters of its own. An ordinary letter on the screen
has then not been through game/text.py, or was before the language was chosen.
"""

from __future__ import annotations

import gettext
import re
from importlib import import_module
from pathlib import Path

import pygame
import pytest
import scenes_at_rest
from events import hover, tap
from test_score_scenes import many, match

from game.scenes.bindings import Bindings
from game.scenes.results import Results
from game.scenes.scores import ScoresScene
from game.scenes.title import Title
from game.scenes.watch import Watch
from game.text import LANGUAGES, Language
from game.ui import text

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    *("Keras", "plays", "Catch"),  # the game's own
    *("Okabe", "Ito", "English", "Pseudo", "Deutsch"),
    *("Esc", "Enter", "Tab", "F"),  # on keys; F11 among them
}
KEPT = re.compile(r"\d+e[−+]?\d+|\w+\.npz")  # numbers, and names of files
ENGLISH = re.compile(r"\d[.,]\d")  # as no number of the pseudo-language is written
WORD = re.compile("[A-Za-z]+")
# Scenes whose words are the test's own, or were asked before the settings could be opened.
FIXED = ("question", "notice")


def watch_it_grow(stage):
    """A newborn, a former self beside it, a person at the basket, the mouse on a chart."""
    stage.go(Watch(stage, "newborn"))
    scenes_at_rest.play(stage, 4.0)
    scene = stage.scene
    scene.controls._choose_former(0)
    scene.human.press(0)
    stage.frame([hover(scene.places().charts.center)], 0.02)


def scores(stage):
    """A record against everybody, some of whom come from files."""
    many(stage)
    stage.push(ScoresScene(stage))
    stage.frame([], 0.02)


def race(stage):
    """A match against a newborn which has overtaken, and what came of it."""
    stage.go(Results(stage, match(stage, yours=0.3, theirs=0.0).played))
    stage.frame([], 0.02)


def bindings(stage):
    """The keys and controls, one of which is waited for."""
    stage.push(Bindings(stage))
    stage.frame([*tap(pygame.K_RETURN)], 0.02)


SCENES = {name: show for name, show in scenes_at_rest.SCENES.items() if name not in FIXED}
SCENES |= {show.__name__: show for show in (watch_it_grow, scores, race, bindings)}


class Pseudo(gettext.NullTranslations):
    """Translates what is in the catalogue."""

    def __init__(self, messages):
        super().__init__()
        self._messages = messages

    def gettext(self, message):
        if message not in self._messages:
            return message
        kept = re.split(r"(\{\w*\})", message)
        return "".join(part if part.startswith("{") else WORD.sub(wide, part) for part in kept)

    def ngettext(self, one, many, count):
        return self.gettext(one if count == 1 else many)

    def pgettext(self, context, message):  # noqa: ARG002
        return self.gettext(message)


def wide(word):
    """Write ordinary letters as the wide ones that go between Chinese characters."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in word.group())


@pytest.fixture(scope="module")
def messages():
    """Every text of the code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "packaging"))
        found = import_module("make_catalogues").found()
    ids = [message.id for message in found if message.id]
    return {words for each in ids for words in (each if isinstance(each, tuple) else (each,))}


@pytest.fixture
def pseudo(monkeypatch, messages):
    """The pseudo-language in German's place."""
    monkeypatch.setitem(LANGUAGES, "de", Language("Pseudo", "·", "’"))
    monkeypatch.setattr(gettext, "translation", lambda *_: Pseudo(messages))


@pytest.fixture
def drawn(monkeypatch):
    """Every text that is drawn from now on."""
    seen = []
    rendered = text.rendered

    def rendered_and_noted(words, *rest):
        seen.append(words)
        return rendered(words, *rest)

    rendered_and_noted.cache_clear = rendered.cache_clear
    monkeypatch.setattr(text, "rendered", rendered_and_noted)
    return seen


def untranslated(words):
    """Return the ordinary words in a text but for names, files, numbers, and the single letters of keys."""
    found = WORD.findall(KEPT.sub("", words))
    return [word for word in found if word not in NAMES and not (len(word) == 1 and word.isupper())]


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("show", SCENES.values(), ids=SCENES)
def test_whatever_is_open_speaks_the_language_that_is_chosen(stage, drawn, show):
    stage.set(language="en")
    show(stage)
    surface = pygame.Surface(stage.size)
    stage.draw(surface)
    drawn.clear()
    stage.set(language="de")
    stage.draw(surface)
    assert drawn
    assert [words for words in drawn if untranslated(words) or ENGLISH.search(words)] == []


def test_the_language_is_chosen_in_the_settings_and_holds_at_once(stage, frames, drawn):
    stage.go(Title(stage))
    frames(*tap(pygame.K_e))
    scene = stage.scene
    scene.menu.selected = [row.label for row in scene.rows].index("Language")
    frames(*tap(pygame.K_RIGHT))  # from automatic to English
    assert (stage.settings.language, "Sprache" in drawn) == ("en", False)
    drawn.clear()
    frames(*tap(pygame.K_RIGHT))
    assert stage.settings.language == "de"
    assert {"Einstellungen", "Sprache", "Deutsch"} <= set(drawn)
    frames(*tap(pygame.K_ESCAPE))
    assert "Beim Lernen zusehen" in drawn
