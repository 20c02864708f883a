"""One program at a time keeps the player's agent: the second is told so, and a dead one holds nothing."""

from __future__ import annotations

import errno
import subprocess
import sys

import pytest

from game import lock
from game.lock import Hold

HOLDING = (
    "import sys\n"
    "from game.lock import Hold\n"
    "hold = Hold()\n"
    "print(hold.may_write, flush=True)\n"
    "sys.stdin.read()"
)


@pytest.fixture
def other():
    """Another program, which has the lock and keeps it until it is ended."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_the_first_may_write():
    with Hold() as hold:
        assert hold.may_write
        assert hold.trouble is None


@pytest.mark.usefixtures("other")
def test_a_second_program_may_not_and_says_why():
    hold = Hold()
    assert not hold.may_write
    assert "running a second time" in hold.trouble


def test_a_killed_program_holds_nothing(other):
    other.kill()
    other.wait()
    with Hold() as hold:
        assert hold.may_write


def test_a_released_hold_is_free_for_the_next():
    Hold().release()
    with Hold() as hold:
        assert hold.may_write


def test_a_second_hold_in_the_same_program_may_not_write():
    with Hold():
        assert not Hold().may_write


@pytest.mark.usefixtures("other")
def test_two_folders_do_not_disturb_each_other(monkeypatch, tmp_path):
    monkeypatch.setenv("CATCH_HOME", str(tmp_path / "elsewhere"))
    with Hold() as hold:
        assert hold.may_write


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("CATCH_HOME", str(tmp_path / "file" / "folder"))
    hold = Hold()
    assert not hold.may_write
    assert "can be kept" in hold.trouble
    assert str(tmp_path / "file") in hold.trouble
    assert "CATCH_HOME" in hold.trouble


@pytest.mark.skipif(sys.platform == "win32", reason="its locks are always there")
def test_a_drive_that_knows_no_locks_is_written_all_the_same(monkeypatch):
    import fcntl

    def unsupported(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    with Hold() as hold:
        assert hold.may_write


def test_the_lock_file_is_in_the_players_folder(home):
    with Hold():
        assert (home / lock.FILE).is_file()
