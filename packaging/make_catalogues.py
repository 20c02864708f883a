"""Collect and compile the window's texts: `python packaging/make_catalogues.py` writes assets/locale/.

It finds every text of game/, merges them into each language's catch.po, and compiles that to the catch.mo
that the game reads. New texts come without a translation, and texts that are gone go; run it again once the
new ones are translated. A language that is new in game/text.py gets a catalogue. Needs Babel.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from game.text import DOMAIN, LANGUAGES, SOURCE  # noqa: E402

FOLDER = ROOT / "assets" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
NOTES = ("Translators:",)  # begins a comment in the code that is meant for translators


def main() -> None:
    """Bring every catalogue up to date, and say what is left to translate."""
    template = found()
    for language in LANGUAGES:
        if language != SOURCE:
            catalogue = merged(language, template)
            save(catalogue)
            left = [message.id for message in untranslated(catalogue)]
            print(f"{file_of(language)}: {len(catalogue)} texts, {len(left)} to translate", *left, sep="\n  ")


def found() -> Catalog:
    """Return every text in the code, with the files it is in."""
    catalogue = Catalog(charset="utf-8")
    texts = extract_from_dir(ROOT / "game", keywords=KEYWORDS, comment_tags=NOTES, strip_comment_tags=True)
    for file, _line, message, comments, context in texts:
        catalogue.add(message, locations=[(f"game/{file}", None)], auto_comments=comments, context=context)
    return catalogue


def merged(language: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with exactly the texts of the template, translated as far as it was."""
    file = file_of(language)
    if file.is_file():
        with file.open("rb") as opened:
            catalogue = read_po(opened, language)
    else:
        catalogue = Catalog(language, charset="utf-8", fuzzy=False)
    catalogue.header_comment = f"# The texts of Keras Plays Catch. Language: {LANGUAGES[language].name}"
    catalogue.project, catalogue.version = "keras-plays-catch", "window"
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = ""
    catalogue.revision_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def untranslated(catalogue: Catalog) -> list:
    """Return the messages that lack a translation, or a plural form of it."""
    messages = (message for message in catalogue if message.id)
    return [m for m in messages if not m.string or not all(m.string if m.pluralizable else [m.string])]


def save(catalogue: Catalog) -> None:
    """Write a catalogue, and compile it."""
    file = file_of(str(catalogue.locale))
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalogue, width=100, sort_by_file=True, include_lineno=False, omit_header=False)
    with file.with_suffix(".mo").open("wb") as opened:
        write_mo(opened, catalogue)


def file_of(language: str) -> Path:
    """Return the file that translators edit."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


if __name__ == "__main__":
    main()
