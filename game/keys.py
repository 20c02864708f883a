"""The keys that move the basket: from their names in the settings to what is pressed and what is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import pygame

from game.catch import Action
from game.settings import Settings
from game.text import N_, _

ACTIONS = {"left": Action.LEFT, "right": Action.RIGHT}
SIGNS = {"left": "←", "right": "→", "up": "↑", "down": "↓", "space": N_("Space")}
# What does something else in a game, by the names pygame has for it. A test holds it against the buttons.
_SIGNS_AND_LETTERS = "[]/?,.-=123456789cefghilmnoprtqsvwx"
RESERVED = frozenset(("escape", "tab", "return", "enter", "up", "down", "f11", *_SIGNS_AND_LETTERS))


class Conflict(ValueError):
    """A key, or a pad's control, cannot be bound; the message says why."""


def moves(settings: Settings) -> dict[int, Action]:
    """Return what each bound key does, by pygame's number of the key. Names it does not know do nothing."""
    found = {}
    for move, names in settings.keys.items():
        for name in names:
            key = _key(name)
            if key is not None:
                found[key] = ACTIONS[move]
    return found


def unknown(settings: Settings) -> list[str]:
    """Return the bound names that are no keys."""
    return [name for names in settings.keys.values() for name in names if _key(name) is None]


def sign(name: str) -> str:
    """Return how a key is shown to people."""
    return _(SIGNS[name]) if name in SIGNS else name.upper() if len(name) == 1 else name.capitalize()


def prompt(settings: Settings) -> str:
    """Return the first key of each move, as in "← →"."""
    return " ".join(sign(settings.keys[move][0]) for move in ACTIONS)


def bound(settings: Settings, move: str, slot: int, key: int) -> Settings:
    """Return settings in which a key (pygame's number) moves the basket.

    Args:
        move: one of ACTIONS.  slot: which of its keys is replaced.

    Raises:
        Conflict: the key has no name, or does something else.
    """
    name = pygame.key.name(key)
    if not name or _key(name) != key:
        raise Conflict(_("This key has no name to remember it by."))
    return replace(settings, keys=rebound(settings.keys, move, slot, name, sign, RESERVED))


def rebound(
    bindings: Mapping[str, tuple[str, ...]],
    move: str,
    slot: int,
    name: str,
    sign: Callable[[str], str],
    reserved: Collection[str],
) -> dict[str, tuple[str, ...]]:
    """Return bindings in which a slot of a move has another name.

    Args:
        sign: how a name is shown to people.  reserved: names that cannot be bound.

    Raises:
        Conflict: the name is reserved, or bound already.
    """
    if name in reserved:
        raise Conflict(_("{key} does something else in a game.").format(key=sign(name)))
    for other, names in bindings.items():
        for number, taken in enumerate(names):
            if taken == name and (other, number) != (move, slot):
                words = _("{key} already moves left.") if other == "left" else _("{key} already moves right.")
                raise Conflict(words.format(key=sign(name)))
    changed = list(bindings[move])
    changed[slot] = name
    return {**bindings, move: tuple(changed)}


def _key(name: str) -> int | None:
    try:
        return pygame.key.key_code(name)
    except ValueError:
        return None
