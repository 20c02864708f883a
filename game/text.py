"""What the window says, in the player's language: gettext over the catalogues in assets/locale. No pygame.

English is the source, and what shows until use() is called; the command line never calls it.

- `_("...")` translates what is shown now, `ngettext(one, many, count)` what depends on a count, and
  `pgettext(context, "...")` a word that means several things.
- A text that is kept and shown later is only marked, `N_("...")`, and goes through `_()` where it is drawn:
  the language may change in between. Buttons and sliders do that with theirs.
- `number()` writes numbers the way the language does.
"""

from __future__ import annotations

import gettext
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from game import paths

DOMAIN = "catch"  # name of the catalogues
SOURCE = "en"  # the language of the texts in the code
AUTOMATIC = "auto"  # as the player's system speaks


class Language(NamedTuple):
    """Its own name for itself; the sign before decimals, and the one between groups of three digits."""

    name: str
    point: str
    group: str


LANGUAGES = {"en": Language("English", ".", ","), "de": Language("Deutsch", ",", ".")}
CHOICES = (AUTOMATIC, *LANGUAGES)

_language = SOURCE
_catalogue = gettext.NullTranslations()


def use(choice: str = AUTOMATIC) -> None:
    """Speak a language from now on.

    Args:
        choice: one of CHOICES.

    Raises:
        FileNotFoundError: its catalogue is missing, so the installation is broken.
    """
    global _language, _catalogue
    chosen = system_language() if choice == AUTOMATIC else choice
    if chosen == SOURCE:
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation(DOMAIN, paths.assets() / "locale", [chosen])
    _language = chosen


def language() -> str:
    """Return which of LANGUAGES is spoken. What keeps drawn text compares it."""
    return _language


def _(message: str) -> str:
    """Return a text in the language in use; one that is not in the catalogue as it is."""
    return _catalogue.gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark a text for the catalogue, to be translated by _() when it is drawn. Returns it as it is."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Return the text that goes with a count, such as ngettext("{count} life", "{count} lives", 2)."""
    return _catalogue.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return a text whose meaning depends on a context, which only translators see."""
    return _catalogue.pgettext(context, message)


def number(value: float, spec: str = "") -> str:
    """Write a number as format() does with that spec, but with a true minus and the signs of the language."""
    signs = LANGUAGES[_language]
    return format(value, spec).translate({ord("."): signs.point, ord(","): signs.group, ord("-"): "−"})


def reason(error: BaseException) -> str:
    """Return what an error says, or its name, without a full stop: for a sentence that goes on."""
    return str(error).strip().rstrip(".") or type(error).__name__


def system_language() -> str:
    """Return the first of LANGUAGES that the player's system asks for, English if there is none."""
    for wanted in _wanted():
        code = re.split(r"[^a-z]", wanted.lower(), maxsplit=1)[0]
        if code in LANGUAGES:
            return code
    return SOURCE


def _wanted() -> Iterator[str]:
    """Name the languages that are asked for, as gettext looks for them, else as the system does."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            yield from os.environ[name].split(":")
            return
    yield from _of_the_desktop()


@cache
def _of_the_desktop() -> list[str]:
    """Ask Windows or macOS, where programs that no terminal has started know no environment variables."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")]
    if sys.platform == "darwin":
        import subprocess

        asked = subprocess.run(
            ["defaults", "read", "-g", "AppleLanguages"], capture_output=True, text=True, check=False
        )
        return re.findall(r"[\w-]+", asked.stdout)
    return []
