"""The scores' SQLite file: adds to it and reads it. No pygame.

Each function opens the file, does one thing and closes it again, so that running games can share it. They
wait for the disk: the game calls them in a thread of their own (game/score_keeper.py).

The format's version is SQLite's `user_version`: how many of MIGRATIONS have been applied. An older file is
brought up to date when it is opened, in one transaction; a newer one is left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, fields
from pathlib import Path

from game import agents
from game.scores import (
    LATEST,
    DamagedScores,
    Filed,
    MatchScore,
    NewerScores,
    Practice,
    Score,
    ScoresError,
    Span,
    Standings,
    Tally,
)

PATIENCE = 5.0  # seconds to wait for another program that writes

# To SQLite text is larger than any number: the last CHECKs let PRAGMA quick_check find what is not a number.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE matches (
            id INTEGER PRIMARY KEY,
            ended_at INTEGER NOT NULL CHECK (ended_at BETWEEN 0 AND 32e9),
            opponent TEXT NOT NULL CHECK (typeof(opponent) = 'text'),
            outcome TEXT NOT NULL CHECK (outcome IN ('won', 'lost', 'drawn')),
            fruits INTEGER NOT NULL,
            catches INTEGER NOT NULL,
            best_streak INTEGER NOT NULL,
            opponent_catches INTEGER NOT NULL,
            opponent_best_streak INTEGER NOT NULL,
            fruits_ahead INTEGER NOT NULL,
            lead_fruits INTEGER,
            lead_seconds REAL,
            overtaken_fruit INTEGER,
            overtaken_seconds REAL,
            rate_before REAL NOT NULL,
            rate_after REAL NOT NULL,
            ticks_per_second REAL NOT NULL,
            seconds REAL NOT NULL,
            CHECK (max(fruits, catches, best_streak, opponent_catches, opponent_best_streak,
                fruits_ahead, rate_before, rate_after, ticks_per_second, seconds) < 1e15),
            CHECK (max(ifnull(lead_fruits, 0), ifnull(lead_seconds, 0), ifnull(overtaken_fruit, 0),
                ifnull(overtaken_seconds, 0)) < 1e15)
        )
        """,
        """
        CREATE TABLE solo_runs (
            id INTEGER PRIMARY KEY,
            ended_at INTEGER NOT NULL CHECK (ended_at BETWEEN 0 AND 32e9),
            fruits INTEGER NOT NULL,
            catches INTEGER NOT NULL,
            best_streak INTEGER NOT NULL,
            ticks_per_second REAL NOT NULL,
            seconds REAL NOT NULL,
            CHECK (max(fruits, catches, best_streak, ticks_per_second, seconds) < 1e15)
        )
        """,
    ),
)
# What SQLite calls a file that it cannot make sense of; ERROR is a table or column that is not there.
_DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


def file_away(path: Path, scores: Sequence[Score], earlier: Sequence[Score] = ()) -> Filed:
    """Add scores to a file, all or none; it is made if need be.

    Args:
        earlier: scores that are added too, but count as having been there before.

    Raises:
        DamagedScores, NewerScores: there is something else in the file.
        ScoresError: it cannot be written, or another program does not let go of it.
    """
    with _opened(path) as database:
        return _file_away(database, scores, earlier)


def file_in_memory(scores: Sequence[Score], earlier: Sequence[Score] = ()) -> Filed:
    """Return the standings that scores make by themselves, as file_away() would."""
    with closing(_connect(":memory:")) as database:
        _migrate(database)
        return _file_away(database, scores, earlier)


def load(path: Path) -> Standings:
    """Return the standings in a file; there are none if it is not there.

    Raises:
        DamagedScores, NewerScores, ScoresError: as file_away() does.
    """
    if not path.exists():
        return Standings()
    with _opened(path) as database:
        return _standings(database)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file, brought up to the present format. What goes wrong with it raises a ScoresError."""
    try:
        with closing(_connect(str(path))) as database:
            _migrate(database)
            problem = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            if problem != "ok":
                raise DamagedScores(problem)
            yield database
    except sqlite3.Error as error:
        # Text that cannot be decoded is Python's error, without a code. The higher bits of one are details.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        is_damaged = code & 0xFF in _DAMAGE
        raise (DamagedScores if is_damaged else ScoresError)(str(error)) from error


def _connect(place: str) -> sqlite3.Connection:
    return sqlite3.connect(place, timeout=PATIENCE, isolation_level=None)  # no transactions of its own accord


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Do several things or none. Other programs that would write wait."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if database.in_transaction:  # a full disk, for one, has ended it already
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _migrate(database: sqlite3.Connection) -> None:
    """Bring the tables up to date."""
    if _version(database) == len(MIGRATIONS):
        return
    with _transaction(database):
        version = _version(database)  # another program may have been faster
        if version == 0 and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise DamagedScores("it is a database of something else")
        for statement in (statement for step in MIGRATIONS[version:] for statement in step):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(database: sqlite3.Connection) -> int:
    """Return how many migrations a file has seen.

    Raises:
        NewerScores: more than this program knows.
    """
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise NewerScores(
            f"it has format {version}, from a later version of this program, which knows {len(MIGRATIONS)}"
        )
    return version


def _file_away(database: sqlite3.Connection, scores: Sequence[Score], earlier: Sequence[Score]) -> Filed:
    with _transaction(database):
        _insert(database, earlier)
        before = _standings(database)
        _insert(database, scores)
        return Filed(before, _standings(database))


def _insert(database: sqlite3.Connection, scores: Sequence[Score]) -> None:
    for score in scores:
        table = "matches" if isinstance(score, MatchScore) else "solo_runs"
        values = asdict(score)
        places = ", ".join(f":{name}" for name in values)
        database.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", values)


def _standings(database: sqlite3.Connection) -> Standings:
    ask = database.execute
    tallies = ask(
        "SELECT opponent, count(*), sum(outcome = 'won'), sum(outcome = 'drawn'), sum(outcome = 'lost'), "
        "max(best_streak) FROM matches GROUP BY opponent"
    )
    lead = ask(
        "SELECT lead_fruits, lead_seconds FROM matches WHERE lead_fruits IS NOT NULL "
        "ORDER BY lead_fruits DESC, lead_seconds DESC LIMIT 1"
    ).fetchone()
    practice = ask(
        "SELECT count(*), coalesce(sum(fruits), 0), coalesce(sum(catches), 0), coalesce(max(best_streak), 0) "
        "FROM solo_runs"
    ).fetchone()
    columns = ", ".join(field.name for field in fields(MatchScore))
    latest = ask(f"SELECT {columns} FROM matches ORDER BY ended_at DESC, id DESC LIMIT ?", (LATEST,))
    return Standings(
        tuple(sorted((Tally(*row) for row in tallies), key=_place)),
        Span(*lead) if lead else None,
        Practice(*practice),
        tuple(MatchScore(*row) for row in latest),
    )


def _place(tally: Tally) -> tuple[int, str]:
    """Return what opponents are sorted by."""
    name = tally.opponent
    return agents.NAMES.index(name) if name in agents.NAMES else len(agents.NAMES), name
