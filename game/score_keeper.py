"""Keeps the player's scores in a thread of its own, so that no frame waits for the disk. No pygame.

The thread begins with the first thing to do and imports what that takes, so that the window opens sooner.
What cannot be saved now is not dropped: it counts in what is shown, and each later occasion, the last one
when the game ends, tries again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from game import agents, paths
from game.scores import DamagedScores, Filed, NewerScores, Score, ScoresError
from game.text import _, ngettext

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


class ScoreKeeper:
    """The player's scores and their file. What goes wrong with it is told in words and ends nothing.

    Args:
        path: of the file; None keeps scores for this sitting only.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.notices: list[str] = []  # what the player should be told, oldest first
        self._path = path
        self._unsaved: list[Score] = []
        self._told: set[str] = set()

    @classmethod
    def of_the_player(cls) -> ScoreKeeper:
        """Return the one for the file in the player's own folder."""
        try:
            return cls(paths.scores())
        except OSError:  # the session tells that nothing can be kept there
            return cls()

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="scores")

    def add(self, score: Score) -> Future[Filed]:
        """Save a score. Returns at once; the result will be what that has changed."""
        return self._submit([score])

    def look(self) -> Future[Filed]:
        """Ask for the standings as they are. Returns at once; `before` and `after` will be the same."""
        return self._submit([])

    def close(self) -> None:
        """Wait for what is being saved, and try once more to save what could not be."""
        self._worker.shutdown()
        if self._path is None or not self._unsaved:
            return
        self._file_away([])
        if self._unsaved:
            words = ngettext(
                "{count} score of yours could not be saved.",
                "{count} scores of yours could not be saved.",
                len(self._unsaved),
            )
            self.notices.append(words.format(count=len(self._unsaved)))

    def _submit(self, scores: Sequence[Score]) -> Future[Filed]:
        if self._path is not None:
            return self._worker.submit(self._file_away, scores)
        from concurrent.futures import Future

        done: Future[Filed] = Future()  # there is no disk to wait for
        done.set_result(self._file_away(scores))
        return done

    def _file_away(self, scores: Sequence[Score]) -> Filed:
        """Save what there is to save; what cannot be counts nevertheless."""
        earlier = list(self._unsaved)
        self._unsaved += scores
        if self._path is not None:
            try:
                filed = self._in_file(self._path, scores, earlier)
            except (ScoresError, OSError) as error:
                self._tell(error)
            else:
                self._unsaved.clear()
                return filed
        from game.score_file import file_in_memory

        return file_in_memory(scores, earlier)

    def _in_file(self, path: Path, scores: Sequence[Score], earlier: Sequence[Score]) -> Filed:
        from game import score_file

        try:
            if scores or earlier:
                return score_file.file_away(path, scores, earlier)
            standings = score_file.load(path)
            return Filed(standings, standings)
        except DamagedScores as error:
            kept = path.rename(agents.backup_path(path))
            words = _("Your scores could not be read: {error}. The file is kept as {name}; new ones begin.")
            self.notices.append(words.format(error=error, name=kept.name))
            return score_file.file_away(path, scores, earlier)

    def _tell(self, error: Exception) -> None:
        """Say why nothing is saved, once for each reason."""
        if isinstance(error, NewerScores):
            words = _("Your scores are left as they are: {error}. What you play now does not count there.")
        else:
            words = _("Your scores cannot be saved now: {error}. It will be tried again.")
        notice = words.format(error=error)
        if notice not in self._told:
            self._told.add(notice)
            self.notices.append(notice)
