"""What the player has set, and the readable file that remembers it. No pygame."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from game import agents, paths, text
from game.text import _

VERSION = 2  # of the file; 1 had neither pad nor language
FILE = "settings.json"

PALETTES = ("default", "okabe-ito", "high-contrast")
TEXT_SIZES = ("small", "normal", "large")
SLOWEST, FASTEST = 4, 16  # ticks a second
LOUDEST = 100  # per cent
MOVES = ("left", "right")
KEYS_PER_MOVE = 2


def default_keys() -> dict[str, tuple[str, ...]]:
    """Return the keys that move the basket when nothing else is set, as pygame names them."""
    return {"left": ("left", "a"), "right": ("right", "d")}


def default_pad() -> dict[str, tuple[str, ...]]:
    """Return the controls of a pad that move the basket when nothing else is set, as SDL names them."""
    return {"left": ("dpleft", "-leftx"), "right": ("dpright", "+leftx")}


class SettingsError(ValueError):
    """A file does not hold settings; the message says what is wrong with it."""


@dataclass(frozen=True)
class Settings:
    """Everything that can be set.

    volume: of the effects, per cent.  mute: no sound.  speed: ticks a second at normal speed, 4..16.
    text_size: one of TEXT_SIZES.  palette: one of PALETTES.  reduced_motion: no glides, no bursts.
    language: one of text.CHOICES.  fullscreen: fill the screen.
    keys: for each of MOVES the names of KEYS_PER_MOVE keys.  pad: the same for the controls of a game pad.

    Raises:
        SettingsError: a value is not one of these.
    """

    volume: int = 70
    mute: bool = False
    speed: int = 8
    text_size: str = "normal"
    palette: str = "default"
    language: str = text.AUTOMATIC
    reduced_motion: bool = False
    fullscreen: bool = False
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=default_keys)
    pad: Mapping[str, tuple[str, ...]] = field(default_factory=default_pad)

    def __post_init__(self) -> None:
        _check_number("volume", self.volume, 0, LOUDEST)
        _check_number("speed", self.speed, SLOWEST, FASTEST)
        _check_choice("text_size", self.text_size, TEXT_SIZES)
        _check_choice("palette", self.palette, PALETTES)
        _check_choice("language", self.language, text.CHOICES)
        for name in ("mute", "reduced_motion", "fullscreen"):
            if not isinstance(getattr(self, name), bool):
                raise SettingsError(f"{name} is {getattr(self, name)!r}: it should be true or false")
        _check_bindings("keys", "key", self.keys)
        _check_bindings("pad", "control", self.pad)


def load(path: Path) -> Settings:
    """Read settings. What a file does not mention keeps its default.

    Raises:
        SettingsError: it holds something else.  FileNotFoundError, OSError: it cannot be read.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # no JSON, or no text at all
        raise SettingsError(f"it is not JSON ({error})") from error
    if not isinstance(found, dict):
        raise SettingsError("it should hold one JSON object")
    version = found.pop("version", None)
    if version not in range(1, VERSION + 1):
        raise SettingsError(f"its version is {version!r}: this program knows those up to {VERSION}")
    known = asdict(Settings())
    unknown = sorted(found.keys() - known.keys())
    if unknown:
        raise SettingsError(f"it names {', '.join(unknown)}: there are {', '.join(known)}")
    for device in ("keys", "pad"):
        if isinstance(found.get(device), dict):
            found[device] = {
                move: tuple(names) if isinstance(names, list) else names
                for move, names in found[device].items()
            }
    return Settings(**found)


def save(settings: Settings, path: Path) -> None:
    """Write settings; a crash leaves the old file or the new one, never half of one.

    Raises:
        OSError: it cannot be written.
    """
    words: dict[str, Any] = {"version": VERSION, **asdict(settings)}
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(json.dumps(words, indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class Keeper:
    """The player's settings and their file. What goes wrong with it is told in words and ends nothing.

    Args:
        path: of the file, None to keep nothing.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.notices: list[str] = []
        self.settings = Settings()
        self._path = path
        self._has_told = False
        if path is not None:
            self._load(path)

    @classmethod
    def of_the_player(cls) -> Keeper:
        """Return the one for the file in the player's folder of settings."""
        try:
            return cls(paths.user_config() / FILE)
        except OSError as error:
            keeper = cls()
            words = _("Your settings will not be kept: {error}. CATCH_HOME can name a folder.")
            keeper.notices.append(words.format(error=text.reason(error)))
            return keeper

    def change(self, settings: Settings) -> None:
        """Take new settings, and save them."""
        self.settings = settings
        if self._path is None:
            return
        try:
            save(settings, self._path)
        except OSError as error:
            if not self._has_told:  # once: the next change would fail likewise
                self._has_told = True
                words = _("Your settings could not be saved: {error}. They hold until you leave.")
                self.notices.append(words.format(error=error))

    def _load(self, path: Path) -> None:
        try:
            self.settings = load(path)
        except FileNotFoundError:
            return
        except SettingsError as error:
            self.notices.append(_set_aside(path, error))
        except OSError as error:
            words = _("Your settings could not be read: {error}. The usual ones are used.")
            self.notices.append(words.format(error=error))


def _set_aside(path: Path, why: SettingsError) -> str:
    """Rename a file that cannot be used; returns in words why, and what came of it."""
    kept = agents.backup_path(path)
    try:
        path.rename(kept)
    except OSError as error:
        words = _(
            "Your settings could not be read: {why}. The usual ones are used; the file stays where it is "
            "({error})."
        )
        return words.format(why=why, error=error)
    words = _(
        "Your settings could not be read: {why}. The usual ones are used, and the file is kept as {file}."
    )
    return words.format(why=why, file=kept.name)


def _check_number(name: str, value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise SettingsError(f"{name} is {value!r}: it should be a whole number from {least} to {most}")


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise SettingsError(f"{name} is {value!r}: it should be one of {', '.join(choices)}")


def _check_bindings(name: str, one: str, bindings: object) -> None:
    if not isinstance(bindings, Mapping) or sorted(bindings) != sorted(MOVES):
        raise SettingsError(f"{name} is {bindings!r}: it should name {one}s for {' and '.join(MOVES)}")
    every: list[object] = []
    for move, names in bindings.items():
        if not isinstance(names, tuple) or len(names) != KEYS_PER_MOVE:
            raise SettingsError(f"the {one}s for {move} are {names!r}: there should be {KEYS_PER_MOVE}")
        every += names
    if not all(isinstance(each, str) and each for each in every):
        raise SettingsError(f"{name} is {bindings!r}: each should be the name of a {one}")
    if len(set(every)) < len(every):
        raise SettingsError(f"{name} is {bindings!r}: no {one} can do two things")
