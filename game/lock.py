"""One running program at a time keeps what the player raises; a second one may read it, and says so.

The lock is the operating system's, on a file in the player's folder. It ends with the process, however that
ends, so there is nothing to clean up after a crash.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import BinaryIO

from game import paths
from game.text import _

FILE = "mine.lock"
_HELD_ELSEWHERE = (errno.EACCES, errno.EAGAIN, errno.EDEADLK, getattr(errno, "EDEADLOCK", errno.EDEADLK))


class Hold:
    """The right to write the player's own agent, for as long as this object is not released.

    Making one never fails and never waits: `trouble` says in words for the player why there is no such right,
    and is None if there is. Use it as a context manager, or call release().
    """

    def __init__(self) -> None:
        self.trouble: str | None = None
        self._file: BinaryIO | None = None
        try:
            self._file = (paths.user_data() / FILE).open("ab")
        except OSError as error:
            why = f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
            words = _("Nothing that you do here can be kept ({error}). CATCH_HOME can name another folder.")
            self.trouble = words.format(error=why)
            return
        if not _lock(self._file):
            self.release()
            self.trouble = _(
                "The game is running a second time: your agent plays here too, but only the first run keeps "
                "what it learns."
            )

    @property
    def may_write(self) -> bool:
        """True if what the player raises may be saved."""
        return self.trouble is None

    def release(self) -> None:
        """Let another program have it."""
        if self._file is not None:
            self._file.close()  # which unlocks it
            self._file = None

    def __enter__(self) -> Hold:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _lock(file: BinaryIO) -> bool:
    """Lock a file without waiting. False only if another has it: a folder on a network drive that knows no
    locks is better written than not."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD_ELSEWHERE
    return True
