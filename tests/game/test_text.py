"""The window's texts: whole catalogues, the right language, and numbers as it writes them."""

from __future__ import annotations

import gettext
import re
import string
from importlib import import_module
from pathlib import Path

import pytest

from game import text
from game.text import LANGUAGES, SOURCE, _, ngettext, number

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = [name for name in LANGUAGES if name != SOURCE]
COMMAND = "run `python packaging/make_catalogues.py`, translate what it names, run it again, commit"


@pytest.fixture
def catalogues(monkeypatch):
    """The script that makes the catalogues."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return import_module("make_catalogues")


@pytest.fixture
def catalogue(catalogues, language):
    """What translators have written."""
    with catalogues.file_of(language).open("rb") as file:
        return catalogues.read_po(file, language)


def ids(catalogue):
    return {(message.context, message.id) for message in catalogue if message.id}


def forms(text_or_forms):
    return text_or_forms if isinstance(text_or_forms, tuple) else (text_or_forms,)


def placeholders(words):
    return sorted(name for _text, name, *_ in string.Formatter().parse(words) if name is not None)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_the_texts_of_the_code(catalogues, catalogue):
    assert ids(catalogue) == ids(catalogues.found()), COMMAND
    assert not catalogue.obsolete, COMMAND


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(catalogues, catalogue):
    assert [message.id for message in catalogues.untranslated(catalogue)] == [], COMMAND
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_same_places_to_fill_in(catalogue):
    for message in catalogue:
        wanted = placeholders(forms(message.id)[-1])
        assert [placeholders(words) for words in forms(message.string)] == [wanted] * len(
            forms(message.string)
        ), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_spaces_and_an_end_like_the_text(catalogue):
    """A sentence stays one, and what stands before or after a text is not glued to it."""
    for message in catalogue:
        for words in forms(message.string) if message.id else ():
            last = forms(message.id)[-1]
            assert words == words.strip()
            assert (words[-1] in ".?!…") == (last[-1] in ".?!…"), message.id
            assert not set(words) & set("\"“'") or "„" in words, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_the_written_one(catalogues, catalogue, language):
    with catalogues.file_of(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue:
        if message.id:
            for count, words in zip((1, 2), forms(message.string), strict=False):
                if message.pluralizable:
                    said = compiled.ngettext(*message.id, count)
                elif message.context:
                    said = compiled.pgettext(message.context, message.id)
                else:
                    said = compiled.gettext(message.id)
                assert said == words, COMMAND
    assert len(compiled._catalog) == 1 + sum(
        len(forms(message.string)) for message in catalogue if message.id
    )


def test_a_text_is_said_in_the_language_in_use():
    assert _("Settings") == "Settings"
    text.use("de")
    assert (_("Settings"), text.language()) == ("Einstellungen", "de")
    text.use("en")
    assert _("Settings") == "Settings"


def test_nothing_is_nothing_in_every_language():
    text.use("de")
    assert _("") == ""  # gettext keeps the catalogue's own description under that


def test_what_no_catalogue_knows_is_said_as_it_is():
    text.use("de")
    assert _("my-agent") == "my-agent"


@pytest.mark.parametrize(("count", "word"), [(0, "Früchte"), (1, "Frucht"), (2, "Früchte"), (21, "Früchte")])
def test_a_count_has_its_plural(count, word):
    text.use("de")
    one, many = "After {count} fruit against {name}.", "After {count} fruits against {name}."
    assert word in re.findall(r"\w+", ngettext(one, many, count))


@pytest.mark.parametrize(
    ("value", "spec", "english", "german"),
    [
        (1234567, ",", "1,234,567", "1.234.567"),
        (1234.5, ",.1f", "1,234.5", "1.234,5"),
        (0.25, ".2f", "0.25", "0,25"),
        (-0.5, "+.2f", "−0.50", "−0,50"),
        (3, "+d", "+3", "+3"),
        (0.000012, ".2g", "1.2e−05", "1,2e−05"),
    ],
)
def test_numbers_are_written_as_in_the_language(value, spec, english, german):
    text.use("en")
    assert number(value, spec) == english
    text.use("de")
    assert number(value, spec) == german


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "de_DE.UTF-8", "LANG": "en_US.UTF-8"}, "de"),
        ({"LANGUAGE": "fr:de:en", "LANG": "en_US.UTF-8"}, "de"),
        ({"LANGUAGE": "", "LANG": "de_CH.UTF-8"}, "de"),
        ({"LANG": "den"}, "en"),
        ({}, "en"),
    ],
)
def test_automatic_is_what_the_system_speaks(monkeypatch, variables, language):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(text, "_of_the_desktop", list)
    text.use("auto")
    assert text.language() == language


def test_without_variables_the_desktop_is_asked(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(text, "_of_the_desktop", lambda: ["fr-FR", "de-DE", "en-US"])
    assert text.system_language() == "de"


def test_macos_is_asked_for_its_languages(monkeypatch):
    class Answer:
        stdout = '(\n    "de-DE",\n    "en-US"\n)\n'

    asked = []
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("subprocess.run", lambda words, **_: asked.append(words) or Answer)
    assert text._of_the_desktop.__wrapped__() == ["de-DE", "en-US"]
    assert asked == [["defaults", "read", "-g", "AppleLanguages"]]


def test_windows_is_asked_for_its_language(monkeypatch):
    class Kernel:
        def GetUserDefaultUILanguage(self):
            return 0x0407  # German (Germany), by Microsoft's list

    class Windll:
        kernel32 = Kernel()

    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("ctypes.windll", Windll, raising=False)
    assert text._of_the_desktop.__wrapped__() == ["de_DE"]
