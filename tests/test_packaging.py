"""What the executable is made of: nothing missing, nothing stray, all with a licence, the archive exact."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import os
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from configparser import RawConfigParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agent.config import NETWORKS
from game import agents, release, window
from game.text import DOMAIN, LANGUAGES, SOURCE

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
EPOCH = 1_478_354_400  # 2016-11-05 14:00 UTC


@pytest.fixture
def module(monkeypatch):
    """Return a module of packaging/, which is not a package."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module


@pytest.fixture
def contents(module):
    return module("contents")


# What goes in


def test_nothing_that_runs_in_it_imports_what_is_left_out(contents):
    contents.check_imports(ROOT)


def test_the_game_plays_without_what_is_left_out(contents, tmp_path):
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({contents.EXCLUDED!r}));"
        "from game.app import run; from game.options import PlayOptions;"
        "print('ended with', run(PlayOptions(scene='versus', duration=0.5)))"
    )
    environment = os.environ | {"CATCH_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert "ended with 0" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import numpy\nimport json", []),
        ("import matplotlib.pyplot as plt", [":1: matplotlib.pyplot"]),
        ("from numpy import fft", [":1: numpy.fft"]),
        ("def draw():\n    from PIL import ImageTk", [":2: PIL.ImageTk"]),
        ("import tensorflow as tf", [":1: tensorflow"]),
        ("def load():\n    import tensorflow as tf", []),  # asked for: who calls it says what is missing
        ("from .tensorflow import flow", []),
    ],
)
def test_a_stray_import_is_found(contents, tmp_path, source, found):
    file = tmp_path / "game" / "stray.py"
    file.parent.mkdir()
    file.write_text(source)
    assert [
        line.strip().removeprefix("game/stray.py") for line in contents.stray_imports(file, tmp_path)
    ] == found


def test_a_build_with_a_stray_import_stops_with_its_place(contents, tmp_path):
    (tmp_path / "agent").mkdir()
    (tmp_path / "agent" / "new.py").write_text("x = 1\nimport torch\n")
    with pytest.raises(SystemExit, match=r"agent/new.py:2: torch"):
        contents.check_imports(tmp_path)


def test_everything_asked_for_by_name_goes_in(contents):
    modules = contents.bundled_modules(ROOT)
    assert {"game", "game.cli", "game.commands.play", "game.scenes.versus", "agent.dqn"} <= set(modules)
    assert not {"game.gym_env", "game.release"} & set(modules)


def test_the_assets_it_needs_are_those_that_the_program_opens(contents):
    opened = {f"agents/{network}.tflite" for network in NETWORKS} | {
        f"agents/{name}.npz" for name in agents.SHIPPED
    }
    opened |= {f"locale/{name}/LC_MESSAGES/{DOMAIN}.mo" for name in LANGUAGES if name != SOURCE}
    assert opened <= set(contents.REQUIRED_ASSETS)


def test_a_missing_asset_stops_the_build_and_is_named(contents, tmp_path):
    for name in contents.REQUIRED_ASSETS[1:]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    with pytest.raises(SystemExit, match=contents.REQUIRED_ASSETS[0]):
        contents.check_assets(tmp_path)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("ai_edge_litert/libLiteRtWebGpuAccelerator.so", False),
        ("ai_edge_litert/libLiteRtWebGpuAccelerator.dll", False),
        ("ai_edge_litert/libLiteRtMetalAccelerator.dylib", False),
        ("ai_edge_litert/vendors/qualcomm/compiler/libLiteRtCompilerPlugin_Qualcomm.so", False),
        ("ai_edge_litert/libpywrap_litert_common.so", True),
        ("ai_edge_litert/pywrap_litert_common.dll", True),
        ("libstdc++.so.6", False),
        ("libc++.1.dylib", True),
        ("pygame.libs/libSDL2-2-1667c208.0.so.0.2800.4", True),
        ("python3.11/lib-dynload/_codecs_jp.cpython-311-x86_64-linux-gnu.so", False),
        ("python3.11/lib-dynload/_multibytecodec.cpython-311-x86_64-linux-gnu.so", True),
    ],
)
def test_libraries_that_are_never_loaded_stay_out(contents, place, wanted):
    assert bool(contents.without(contents.UNWANTED_BINARIES, [(place, "", "BINARY")])) == wanted


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("numpy-2.4.6.dist-info/METADATA", True),  # `catch info` reads the version there
        ("numpy-2.4.6.dist-info/RECORD", False),
        (
            "keras_plays_catch-0.1.0.dist-info/direct_url.json",
            False,
        ),  # where it was built is nobody's business
        ("rich-15.0.0.dist-info/METADATA", False),
        ("assets/agents/master.npz", True),
        ("pygame/tests/fixtures/fonts/test_sans.ttf", False),
    ],
)
def test_data_that_nothing_reads_stays_out(contents, place, wanted):
    assert bool(contents.without(contents.UNWANTED_DATA, [(place, "", "DATA")])) == wanted


# Whose work it is


@pytest.fixture
def listed(module):
    return module("inventory").Inventory(ROOT, "pip")  # stands for a distribution that is installed anywhere


def test_every_library_has_its_text(module):
    notices = module("inventory").NOTICES
    libraries = tomllib.loads((notices / "libraries.toml").read_text(encoding="utf-8"))["library"]
    assert [name for name in libraries if not (notices / f"{name}.txt").is_file()] == []


@pytest.mark.parametrize(
    ("file", "library"),
    [
        ("libSDL2-2-1667c208.0.so.0.2800.4", "SDL2"),
        ("SDL2.dll", "SDL2"),
        ("libSDL2_mixer-2.0.0.dylib", "SDL2_mixer"),
        ("SDL2_ttf.dll", "SDL2_ttf"),
        ("libopus-0.dll", "Opus"),
        ("libopusfile-df4005ff.so.0.4.5", "opusfile"),
        ("libpcre-9513aab5.so.1.2.0", "PCRE"),
        ("libpcre2-8.so.0", "PCRE2"),
        ("zlib1.dll", "zlib"),
        ("libz.1.2.11.zlib-ng.dylib", "zlib"),
        ("libzstd.so.1", None),
        ("VCRUNTIME140.dll".lower(), "MSVC"),
    ],
)
def test_a_library_is_known_by_its_file(listed, file, library):
    assert listed._library(file) == library


def test_a_file_of_nobody_stops_the_build(listed, tmp_path):
    stranger = tmp_path / "libstranger.so.1"
    stranger.touch()
    with pytest.raises(SystemExit, match="nobody knows its licence"):
        listed.add("libstranger.so.1", str(stranger))


def test_the_standard_library_is_pythons_wherever_it_was_packed(listed, tmp_path):
    packed = tmp_path / "base_library.zip"
    packed.touch()
    listed.add(packed.name, str(packed))
    assert [(part.name, part.licence, part.files) for part in listed.parts] == [
        ("Python", "PSF-2.0", ["base_library.zip"])
    ]


def test_the_licences_lie_in_the_folder_with_a_list_for_machines(listed, tmp_path):
    listed.add("numpy/_core.so", np.__file__)
    listed.add(None, json.__file__)
    listed.write(tmp_path / "licences")
    found = {
        part["name"]: part for part in json.loads((tmp_path / "licences" / "inventory.json").read_text())
    }
    assert found["numpy"]["files"] == ["numpy/_core.so"]
    assert found["numpy"]["purl"] == f"pkg:pypi/numpy@{np.__version__}"
    assert found["Python"]["files"] == []  # compiled in
    for part in found.values():
        for text in part["texts"]:
            assert part["licence"] in (tmp_path / "licences" / text).read_text(encoding="utf-8")


# The pictures that are drawn ahead, and what desktops want to know


def stored(path, size=None):
    with Image.open(ROOT / path) as image:
        if size:
            image.size = (size, size)
        return np.asarray(image.convert("RGBA"), dtype=float)


@pytest.mark.parametrize(
    ("draw", "size", "path"),
    [
        ("icon", 512, "assets/icon/icon.png"),
        ("icon", 64, "assets/icon/window.png"),
        ("icon", 16, "assets/icon/icon.ico"),
        ("title", None, "docs/images/logo.png"),
        ("sheet", None, "docs/images/fruit.png"),
    ],
)
def test_drawn_pictures_are_current(module, draw, size, path):
    drawn = getattr(module("make_art"), draw)(*([size] if size else []))
    there = stored(path, size if path.endswith(".ico") else None)
    # Systems round differently when they scale; a changed drawing changes far more than this.
    away = np.abs(np.asarray(drawn.convert("RGBA"), dtype=float) - there).mean()
    assert away < 2, "run `python packaging/make_art.py` and commit assets/icon and docs/images"


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["versus", "watch"])
def test_the_readmes_screenshots_can_be_taken(module, scene):
    screenshots = module("make_screenshots")
    assert screenshots.take(getattr(screenshots, scene)).get_size() == (1280, 720)


def test_the_icon_has_the_sizes_that_systems_ask_for():
    with Image.open(ROOT / "assets" / "icon" / "icon.ico") as image:
        assert image.info["sizes"] == {(n, n) for n in (16, 24, 32, 48, 64, 128, 256)}
    with Image.open(ROOT / "assets" / "icon" / "icon.icns") as image:
        assert {(512, 512, 2), (256, 256, 1), (32, 32, 2)} <= set(image.info["sizes"])


def test_the_desktop_file_starts_the_program_and_names_the_icon():
    (file,) = (PACKAGING / "linux").glob("*.desktop")
    desktop = RawConfigParser()
    desktop.optionxform = str
    desktop.read(file)
    entry = desktop["Desktop Entry"]
    assert (entry["Exec"], entry["Icon"], entry["Type"]) == (release.NAME, file.stem, "Application")
    assert entry["StartupWMClass"] == window.CLASS


def test_the_metadata_file_belongs_to_the_desktop_file():
    (desktop,) = (PACKAGING / "linux").glob("*.desktop")
    (file,) = (PACKAGING / "linux").glob("*.metainfo.xml")
    root = ET.parse(file).getroot()
    assert root.findtext("id") == desktop.stem
    assert root.findtext("launchable") == desktop.name
    licence = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]
    assert root.findtext("project_license") == licence


# The archive


@pytest.fixture
def dist(tmp_path):
    """A folder as a build leaves it."""
    folder = tmp_path / "dist" / release.NAME
    (folder / "_internal").mkdir(parents=True)
    program = folder / release.NAME
    program.write_bytes(b"program")
    program.chmod(0o755)
    (folder / "_internal" / "data").write_bytes(b"data")
    if sys.platform != "win32":
        (folder / "_internal" / "link").symlink_to("data")
    return folder.parent


@pytest.mark.parametrize("suffix", [".tar.gz", ".zip"])
def test_the_same_files_make_the_same_archive(dist, tmp_path, suffix):
    files = release.contents(dist)
    first = release.write_archive(files, tmp_path / f"first{suffix}", EPOCH)
    for file in files.values():
        if not file.is_symlink():
            file.write_bytes(file.read_bytes())  # a new date, as a second build gives
    second = release.write_archive(release.contents(dist), tmp_path / f"second{suffix}", EPOCH)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gets a zip")
def test_the_tar_keeps_programs_and_links_and_names_no_user(dist, tmp_path):
    archive = release.write_archive(release.contents(dist), tmp_path / "a.tar.gz", EPOCH)
    with tarfile.open(archive) as packed:
        entries = {entry.name: entry for entry in packed}
    assert list(entries) == sorted(entries)
    assert {entry.mtime for entry in entries.values()} == {EPOCH}
    assert {(entry.uid, entry.gid, entry.uname) for entry in entries.values()} == {(0, 0, "")}
    assert entries[f"{release.NAME}/{release.NAME}"].mode == 0o755
    assert entries[f"{release.NAME}/_internal/data"].mode == 0o644
    assert entries[f"{release.NAME}/_internal/link"].linkname == "data"


def test_the_zip_holds_the_files(dist, tmp_path):
    archive = release.write_archive(release.contents(dist), tmp_path / "a.zip", EPOCH)
    with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as packed:
        assert packed.testzip() is None
        assert packed.read(f"{release.NAME}/_internal/data") == b"data"
        assert packed.getinfo(f"{release.NAME}/{release.NAME}").date_time[:5] == (2016, 11, 5, 14, 0)


def test_everything_is_dated_by_the_environment_or_by_the_commit(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    assert release.source_date() == EPOCH
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    committed = subprocess.run(git, capture_output=True, text=True)
    if committed.returncode:
        pytest.skip("this is not a git checkout")
    assert release.source_date() == int(committed.stdout)


def test_a_release_without_a_build_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(release, "ROOT", tmp_path)
    assert release.main(["--no-build"]) == 2
    assert "no build.spec" in capsys.readouterr().err
    (tmp_path / "build.spec").touch()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    assert release.main(["--no-build", "--dist", str(tmp_path / "dist")]) == 2
    assert "leave --no-build out" in capsys.readouterr().err


@pytest.mark.skipif(not importlib.util.find_spec("cyclonedx"), reason="needs the extra `build`")
def test_the_bill_of_materials_is_valid_and_names_everybody(dist):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    parts = [
        {
            "name": "keras-plays-catch",
            "version": "1.2.3",
            "licence": "MIT",
            "purl": "pkg:pypi/keras-plays-catch@1.2.3",
        },
        {"name": "numpy", "version": "2.4.6", "licence": "BSD-3-Clause", "purl": "pkg:pypi/numpy@2.4.6"},
        {"name": "zlib", "version": None, "licence": "Zlib", "purl": None},
        {"name": "pygame", "version": "2.6.1", "licence": "LGPL", "purl": "pkg:pypi/pygame@2.6.1"},
    ]
    folder = dist / release.NAME
    (folder / "licences").mkdir()
    listed = [part | {"files": ["data"] if part["name"] == "numpy" else []} for part in parts]
    (folder / "licences" / "inventory.json").write_text(json.dumps(listed))
    text = release.bill(folder, EPOCH)
    assert text == release.bill(folder, EPOCH)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert bill["metadata"]["component"]["name"] == "keras-plays-catch"
    assert bill["metadata"]["timestamp"].startswith("2016-11-05T14:00:00")
    assert {component["name"] for component in bill["components"]} == {"numpy", "zlib", "pygame"}
    numpy = next(component for component in bill["components"] if component["name"] == "numpy")
    assert numpy["components"][0]["hashes"] == [
        {"alg": "SHA-256", "content": hashlib.sha256(b"data").hexdigest()}
    ]
