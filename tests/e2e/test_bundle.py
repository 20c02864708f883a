"""The executable, tried out as strangers will: moved, without Python, without a home, twice at once.

CATCH_ARCHIVE can name an archive that `python -m game.release` has made; otherwise one is made here first,
which needs the extra `build`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from desktop import ROOT, Desktop, Program, missing_tools, wait_until

from agent import checkpoint
from game import release

pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(sys.platform != "linux", reason="written for Linux; elsewhere --selftest has to do"),
]
FOLDER_MB, ARCHIVE_MB = 115, 42  # the promises
SELFTEST_SECONDS = 20
STRANGERS = (65534, 4242)  # a user whose home does not exist; one of whom the system knows nothing
UNSEEN = {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
AN_AGENT_PLAYS = ("--scene", "versus", "--opponent", "mine")


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """The archive that people get."""
    given = os.environ.get("CATCH_ARCHIVE")
    if given:
        return Path(given)
    dist = tmp_path_factory.mktemp("release")
    command = [sys.executable, "-m", "game.release", "--dist", str(dist)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert made.returncode == 0, made.stdout + made.stderr
    return dist / release.archive_name()


@pytest.fixture(scope="module")
def folder(archive) -> Iterator[Path]:
    """What was in it, in a place that anybody may read, whose name is not plain."""
    place = Path(tempfile.mkdtemp(prefix="Jeux d'été 果物 "))
    place.chmod(0o755)
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="data")
    yield place / release.NAME
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def program(folder) -> Path:
    """The executable in it."""
    return folder / release.NAME


def run(program: Path, *words: str, by: tuple[str, ...] = (), **variables: str):
    """Run it in an environment that holds nothing but these variables: no PATH, no HOME, no LANG."""
    command = [*by, str(program), *words]
    return subprocess.run(command, env=variables, cwd="/", capture_output=True, text=True, timeout=120)


# What people get


def test_the_folder_is_as_small_as_promised(folder):
    size = sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())
    assert size <= FOLDER_MB * 1e6


def test_the_archive_is_as_small_as_promised(archive):
    assert archive.stat().st_size <= ARCHIVE_MB * 1e6


def test_the_checksum_is_the_archives(archive):
    told, name = archive.with_name(f"{archive.name}.sha256").read_text().split()
    assert name == archive.name
    assert told == hashlib.sha256(archive.read_bytes()).hexdigest()


def test_every_file_is_on_the_bill_with_its_checksum(archive, folder):
    bill = json.loads(archive.with_name(f"{archive.name}.cdx.json").read_text())
    parts = [bill["metadata"]["component"], *bill["components"]]
    listed = {
        file["name"]: file["hashes"][0]["content"] for part in parts for file in part.get("components", [])
    }
    inside = folder / "_internal"
    found = {
        file.relative_to(inside).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in inside.rglob("*")
        if file.is_file() and not file.is_symlink()
    }
    assert listed == found


def test_neither_tensorflow_nor_an_accelerators_driver_is_in_it(folder):
    names = {file.name.lower() for file in folder.rglob("*")}
    assert not [name for name in names if "tensorflow" in name or "keras." in name or "accelerator" in name]


def test_no_file_tells_where_it_was_built(folder):
    ours = [*(folder / "licences").glob("*"), *(folder / "_internal").rglob("*.dist-info/*")]
    assert len(ours) > 20
    assert not [file for file in ours if str(ROOT).encode() in file.read_bytes()]


# Where it runs


def test_it_passes_its_selftest_without_python_and_with_an_empty_environment(program):
    began = time.monotonic()
    done = run(program, "--selftest")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 failed" in done.stdout
    assert time.monotonic() - began < SELFTEST_SECONDS


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("uid", STRANGERS)
def test_somebody_without_a_home_plays_from_a_folder_they_may_not_write(program, uid):
    by = ("setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups")
    done = run(program, *AN_AGENT_PLAYS, "--duration", "1", by=by, **UNSEEN)
    assert done.returncode == 0, done.stderr
    assert "can be kept" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_written_is_warned_of(program, tmp_path):
    (tmp_path / "home").touch()  # a file: not even root can make folders in it
    done = run(program, *AN_AGENT_PLAYS, "--duration", "1", HOME=str(tmp_path / "home"), **UNSEEN)
    assert done.returncode == 0, done.stderr
    assert "can be kept" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_plays_without_a_sound_card(program, tmp_path):
    done = run(
        program, "--duration", "1", CATCH_HOME=str(tmp_path), SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="none"
    )
    assert done.returncode == 0, done.stderr


def test_it_plays_without_a_network(program, tmp_path):
    alone = ("unshare", "--net", "--map-root-user")
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("this machine does not let a process be alone")
    done = run(program, "--duration", "1", by=alone, CATCH_HOME=str(tmp_path), **UNSEEN)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("train", "--engine", "keras", "--episodes", "1"),
        ("play", "--engine", "keras"),
        ("agents", "export", "master", "{}/master.keras"),
    ],
)
def test_what_needs_tensorflow_says_how_to_get_it(program, tmp_path, words):
    done = run(program, *(word.format(tmp_path) for word in words), CATCH_HOME=str(tmp_path), **UNSEEN)
    assert done.returncode == 2
    assert "needs TensorFlow" in done.stderr
    assert "with pip instead" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_other_command_works(program, tmp_path):
    home = {"CATCH_HOME": str(tmp_path)}
    assert json.loads(run(program, "evaluate", "master", "--json", **home).stdout)["catch_rate"] == 1
    trained = run(program, "train", "--episodes", "2", "--out", f"{tmp_path}/new.npz", **home)
    assert trained.returncode == 0, trained.stderr
    assert checkpoint.load(tmp_path / "new.npz").metrics.episodes == 2
    recorded = run(program, "record", "master", "--episodes", "1", "--out", f"{tmp_path}/new.gif", **home)
    assert recorded.returncode == 0, recorded.stderr
    assert (tmp_path / "new.gif").read_bytes().startswith(b"GIF89a")
    told = run(program, "info", **home).stdout
    assert f"numpy              {np.__version__}" in told


# Twice at once, and on a screen


class Executable(Program):
    """The executable on a display, with nothing else in its environment."""

    def __init__(self, words: list[str], environment: dict[str, str]) -> None:
        self._environment = environment
        self.started_at = time.time()
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(words, env=environment, cwd="/", stdout=pipe, stderr=pipe, text=True)
        self.window = ""


def test_a_second_start_reads_mine_but_keeps_nothing_and_says_so(program, tmp_path):
    home = {"CATCH_HOME": str(tmp_path)}
    made = run(program, "train", "--episodes", "1", "--out", f"{tmp_path}/mine.npz", **home)
    assert made.returncode == 0, made.stderr
    environment = {**home, **UNSEEN}
    first = subprocess.Popen([program, *AN_AGENT_PLAYS], env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_until((tmp_path / "mine.lock").exists, "the first one has the lock")
        before = (tmp_path / "mine.npz").read_bytes()
        second = run(program, *AN_AGENT_PLAYS, "--speed", "max", "--duration", "2", **environment)
        assert second.returncode == 0, second.stderr
        assert "second time" in second.stderr
        assert (tmp_path / "mine.npz").read_bytes() == before
    finally:
        first.terminate()
        first.wait(30)
    assert checkpoint.load(tmp_path / "mine.npz").metrics.steps > 9  # what the first one learned is there


def colours(desktop: Desktop) -> int:
    """Return how many different ones the screen shows."""
    return len(np.unique(np.asarray(desktop.picture()).reshape(-1, 3), axis=0))


@pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}")
def test_a_match_is_played_on_a_screen_and_the_agent_is_there_the_next_time(program, tmp_path):
    report = tmp_path / "report.json"
    with Desktop() as desktop:
        environment = {"DISPLAY": desktop.display, "HOME": str(tmp_path)}
        words = [str(program), "--scene", "versus", "--opponent", "master", "--report", str(report)]
        with Executable(words, environment) as playing:
            wait_until(lambda: colours(desktop) > 100, "there is more to see than an empty window")
            before = np.asarray(desktop.picture())
            for turn in range(10):
                playing.key("Left" if turn % 2 else "Right")
            wait_until(lambda: not np.array_equal(before, np.asarray(desktop.picture())), "something moves")
            wait_until(lambda: time.time() > playing.started_at + 4, "a fruit has landed")
            playing.close()
            assert playing.process.returncode == 0, playing.errors()
    measured = json.loads(report.read_text())
    assert measured["scene"] in ("versus", "results")  # so clumsy a player may have lost by now
    assert not measured["tensorflow_imported"]
    raised = checkpoint.load(tmp_path / ".local" / "share" / "keras-plays-catch" / "mine.npz")
    assert raised.metrics.steps > 0
    told = run(program, "agents", "list", HOME=str(tmp_path)).stdout
    assert f"{raised.metrics.steps}" in next(line for line in told.splitlines() if line.startswith("mine"))
