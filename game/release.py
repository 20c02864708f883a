"""Make what is given to people: the executable for this platform, in an archive, with its checksum and its
bill of materials.

    python -m pip install ".[build]"
    python -m game.release

leaves KerasPlaysCatch-VERSION-SYSTEM-MACHINE.tar.gz (.zip on Windows) in dist/, and beside it NAME.sha256 and
NAME.cdx.json (CycloneDX). The same commit, built in the same place with the same tools, gives the same bytes:
docs/packaging.md says what that takes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import os
import platform
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parent.parent
NAME = "KerasPlaysCatch"
DISTRIBUTION = "keras-plays-catch"
SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}
MACHINES = {"amd64": "x86_64", "aarch64": "arm64"}
EARLIEST = 315_532_800  # 1980-01-01, before which a zip archive knows no time


def main(argv: Sequence[str] | None = None) -> int:
    """Build, and put the release into dist/. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m game.release", description=__doc__.split("\n\n")[0])
    parser.add_argument("--no-build", action="store_true", help="take what an earlier build left")
    parser.add_argument(
        "--dist", type=Path, default=ROOT / "dist", metavar="DIR", help="where everything goes"
    )
    args = parser.parse_args(argv)
    if not (ROOT / "build.spec").is_file():
        print(f"A release is made in a checkout; there is no build.spec in {ROOT}.", file=sys.stderr)
        return 2
    dist, epoch = args.dist.resolve(), source_date()
    if not args.no_build:
        began = time.perf_counter()
        build(dist, epoch)
        print(f"built in {time.perf_counter() - began:.0f} s")
    folder = dist / NAME
    if not folder.is_dir():
        print(f"There is no {folder}: leave --no-build out.", file=sys.stderr)
        return 2
    archive = write_archive(contents(dist), dist / archive_name(), epoch)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n", encoding="ascii")
    archive.with_name(f"{archive.name}.cdx.json").write_text(bill(folder, epoch), encoding="utf-8")
    size = sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())
    print(
        f"{folder}: {size / 1e6:.1f} MB\n{archive}: {archive.stat().st_size / 1e6:.1f} MB\nSHA-256 {digest}"
    )
    return 0


def source_date() -> int:
    """Return the time that everything is dated: SOURCE_DATE_EPOCH, or else the commit's, in Unix seconds."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        given = subprocess.run(git, check=True, capture_output=True, text=True).stdout
    return max(int(given), EARLIEST)


def build(dist: Path, epoch: int) -> None:
    """Let PyInstaller make the executable, with nothing in it that depends on time or chance.

    Raises:
        subprocess.CalledProcessError: it failed, and has said why.
    """
    environment = os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(epoch)}
    words = ["PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    places = ["--distpath", str(dist), "--workpath", str(dist / "build")]
    command = [sys.executable, "-m", *words, *places, str(ROOT / "build.spec")]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


def archive_name() -> str:
    """Return the name of this platform's archive."""
    machine = platform.machine().lower()
    stem = f"{NAME}-{metadata.version(DISTRIBUTION)}-{SYSTEMS[sys.platform]}-{MACHINES.get(machine, machine)}"
    return f"{stem}.zip" if sys.platform == "win32" else f"{stem}.tar.gz"


def contents(dist: Path) -> dict[str, Path]:
    """Return what goes into the archive, sorted: names in it, and the files and links that they name."""
    folder = dist / NAME
    if sys.platform != "darwin":
        found = dict(_files(folder, NAME))
    else:  # the .app, with the licences beside it: inside, they would break its signature
        found = dict(_files(dist / f"{NAME}.app", f"{NAME}/{NAME}.app"))
        found |= dict(_files(folder / "licences", f"{NAME}/licences"))
        found[f"{NAME}/LICENSE.txt"] = folder / "LICENSE.txt"
    return dict(sorted(found.items()))


def _files(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    for file in folder.rglob("*"):
        if file.is_symlink() or file.is_file():
            yield f"{name}/{file.relative_to(folder).as_posix()}", file


def write_archive(files: dict[str, Path], archive: Path, epoch: int) -> Path:
    """Write a .tar.gz or .zip in which only the files' contents and whether they are programs can differ."""
    (_write_zip if archive.suffix == ".zip" else _write_tar)(files, archive, epoch)
    return archive


def _write_zip(files: dict[str, Path], archive: Path, epoch: int) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, file in files.items():
            entry = zipfile.ZipInfo(name, time.gmtime(epoch)[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _mode(file) << 16
            packed.writestr(entry, file.read_bytes())


def _write_tar(files: dict[str, Path], archive: Path, epoch: int) -> None:
    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=epoch) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as packed,
    ):
        for name, file in files.items():
            entry = tarfile.TarInfo(name)
            entry.mtime, entry.mode = epoch, _mode(file)
            if file.is_symlink():
                entry.type, entry.linkname = tarfile.SYMTYPE, os.readlink(file)
                packed.addfile(entry)
            else:
                content = file.read_bytes()
                entry.size = len(content)
                packed.addfile(entry, io.BytesIO(content))


def _mode(file: Path) -> int:
    return 0o755 if not file.is_symlink() and os.access(file, os.X_OK) else 0o644


def bill(folder: Path, epoch: int) -> str:
    """Return the bill of materials of the executable in `folder` as CycloneDX JSON, from its inventory."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.contrib.this.builders import this_component
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    text = (folder / "licences" / "inventory.json").read_text(encoding="utf-8")
    make_licence = LicenseFactory().make_from_string

    def file_of(place: str) -> Component:
        content = (folder / "_internal" / place).read_bytes()
        sha256 = HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(content).hexdigest())
        return Component(name=place, type=ComponentType.FILE, bom_ref=f"file:{place}", hashes=[sha256])

    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{NAME}/{epoch}/{text}"))
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    bom.metadata.tools.components.add(this_component())
    parts = []
    for part in json.loads(text):
        component = Component(
            name=part["name"],
            version=part["version"],
            type=ComponentType.APPLICATION if part["name"] == DISTRIBUTION else ComponentType.LIBRARY,
            bom_ref=part["purl"] or part["name"],
            purl=PackageURL.from_string(part["purl"]) if part["purl"] else None,
            licenses=[make_licence(part["licence"])],
            components=[file_of(place) for place in part["files"]],
        )
        if component.type is ComponentType.APPLICATION:
            bom.metadata.component = component
        else:
            bom.components.add(component)
            parts.append(component)
    if bom.metadata.component is None:
        raise ValueError(f"{folder} has no part named {DISTRIBUTION}: it was not made by build.spec.")
    bom.register_dependency(bom.metadata.component, parts)
    return str(JsonV1Dot6(bom).output_as_string(indent=1)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
