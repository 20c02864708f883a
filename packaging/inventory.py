"""Whose work is in the executable, and on what terms: the licences that go with it, and a list for machines.

Every file that is collected must have an owner that is known: the program itself, Python, an installed
distribution, or one of the libraries in notices/libraries.toml. An unknown one stops the build.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sys
import sysconfig
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from contents import BuildError

NOTICES = Path(__file__).parent / "notices"
LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice|lgpl|copyright)[^/]*$", re.IGNORECASE)
PYTHON = (Path(sys.base_prefix).resolve(), Path(sysconfig.get_path("stdlib")).resolve())
STANDARD_LIBRARY = "base_library.zip"  # what PyInstaller packs of it, so that Python can start
CODE = (".py", ".pyc", ".pyi", ".h")
# Libraries in C that are not the distribution's own. NumPy and Pillow bring the licences of theirs.
VENDORED = re.compile(r"pygame\.libs/|pygame/\.dylibs/|pygame/[^/]+\.dll$")


@dataclass
class Part:
    """Something by somebody. `texts` are its licences, `files` what lies in the executable's folder."""

    name: str
    version: str | None
    licence: str  # an SPDX expression, or the words of its author
    purl: str | None = None  # https://github.com/package-url
    texts: list[Path] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class Inventory:
    """Finds the owner of each file that is collected.

    Args:
        root: of the checkout.  name: of the program's own distribution.
    """

    def __init__(self, root: Path, name: str) -> None:
        self._root, self._own = root, name
        self._parts: dict[str, Part] = {}
        with (NOTICES / "libraries.toml").open("rb") as file:
            self._libraries: dict[str, dict[str, str]] = tomllib.load(file)["library"]

    def add(self, place: str | None, source: str) -> None:
        """Record that the file `source` was collected as `place`, or (None) compiled into the program.

        Raises:
            BuildError: nobody knows whose it is, or what its licence says.
        """
        path = Path(source).resolve()
        distribution = _owners().get(os.path.normcase(path))
        is_vendored = distribution is None or VENDORED.search(path.as_posix())
        library = self._library(path.name) if is_vendored else None
        if library:
            part = self._part(
                library, None, self._libraries[library]["licence"], None, [NOTICES / f"{library}.txt"]
            )
        elif distribution:
            part = self._distribution(distribution)
        elif any(path.is_relative_to(self._root / own) for own in ("agent", "assets", "game")):
            part = self._distribution(metadata.distribution(self._own))
        elif path.name == STANDARD_LIBRARY or any(path.is_relative_to(place) for place in PYTHON):
            part = self._part("Python", platform.python_version(), "PSF-2.0", None, [_licence_of_python()])
        else:
            raise BuildError(
                f"{source} would go into the executable, but nobody knows its licence: add the library to "
                f"{NOTICES / 'libraries.toml'}, or leave it out in packaging/contents.py."
            )
        if place is not None:
            part.files.append(Path(place).as_posix())

    def add_distribution(self, name: str) -> None:
        """Record a distribution of which no file is collected as it is."""
        self._distribution(metadata.distribution(name))

    @property
    def parts(self) -> list[Part]:
        """Everybody, by name."""
        return [self._parts[name] for name in sorted(self._parts, key=str.lower)]

    def write(self, folder: Path) -> None:
        """Write the licences, and inventory.json, which says whose work is under which.

        Raises:
            BuildError: somebody's licence is nowhere to be found.
        """
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for part in self.parts:
            if not part.texts:
                raise BuildError(f"{part.name} is bundled, but its licence is not in its distribution.")
            lines = [f"{part.name} {part.version or ''}".rstrip(), f"Licence: {part.licence}"]
            texts = [text.read_text(encoding="utf-8", errors="replace") for text in part.texts]
            whole = f"\n\n{'-' * 78}\n\n".join(["\n".join(lines), *texts])
            (folder / f"{part.name}.txt").write_text(whole, encoding="utf-8")
        for common in sorted(NOTICES.glob("*GPL-*.txt")):
            shutil.copy(common, folder)
        listed = [
            asdict(part) | {"texts": [f"{part.name}.txt"], "files": sorted(part.files)} for part in self.parts
        ]
        (folder / "inventory.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")

    def _library(self, filename: str) -> str | None:
        name = filename.removeprefix("lib")
        return next((key for key, value in self._libraries.items() if re.match(value["file"], name)), None)

    def _distribution(self, distribution: metadata.Distribution) -> Part:
        about = distribution.metadata
        name, version = about["Name"], about["Version"]
        licence = about.get("License-Expression") or _licence_in_words(about)
        texts = [
            Path(str(file.locate()))
            for file in distribution.files or ()
            if LICENCE_FILE.search(file.as_posix()) and file.suffix not in CODE
        ]
        if name == self._own:
            texts = [self._root / "LICENSE", *sorted((self._root / "assets").rglob("*-OFL.txt"))]
        return self._part(name, version, licence, f"pkg:pypi/{_normal(name)}@{version}", texts)

    def _part(
        self, name: str, version: str | None, licence: str, purl: str | None, texts: Iterable[Path]
    ) -> Part:
        return self._parts.setdefault(name, Part(name, version, licence, purl, sorted(texts)))


@cache
def _owners() -> dict[str, metadata.Distribution]:
    """Return which installed distribution each file belongs to, by its path without links."""
    owners = {}
    for distribution in metadata.distributions():
        place = os.path.realpath(str(distribution.locate_file("")))
        for file in distribution.files or ():
            owners[os.path.normcase(os.path.normpath(os.path.join(place, str(file))))] = distribution
    return owners


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence_in_words(about: metadata.PackageMetadata) -> str:
    words = about.get("License") or ""
    if words and "\n" not in words:
        return str(words)
    classified = [
        line.rsplit(" :: ", 1)[-1] for line in about.get_all("Classifier") or () if "License ::" in line
    ]
    return " AND ".join(classified) or "see its text"


def _licence_of_python() -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for place in (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(sys.base_prefix) / "share" / "doc" / version / "copyright",
    ):
        if place.is_file():
            return place
    raise BuildError(f"Python's licence was not found below {sys.base_prefix}.")
