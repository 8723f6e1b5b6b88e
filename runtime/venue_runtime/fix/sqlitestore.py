"""Sessions' state in an SQLite database: for those who want to look into it with SQL, at some 15 µs a message more."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Literal

from ..clock import Clock, SystemClock
from ..errors import ConfigurationError
from .config import SessionConfig
from .store import FIRST, Store, StoreFactory

__all__ = ["SqliteStore", "sqlite_store"]

_TABLES = """
CREATE TABLE IF NOT EXISTS sessions (
    name TEXT PRIMARY KEY, created_ns INTEGER NOT NULL, next_out INTEGER NOT NULL, next_in INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (
    name TEXT NOT NULL, number INTEGER NOT NULL, raw BLOB NOT NULL, PRIMARY KEY (name, number)
) WITHOUT ROWID;
"""


class SqliteStore:
    """The store of one session; any number of them share a database. A session's name is its key there.

    `synchronous` is SQLite's: OFF and NORMAL keep everything when the process is killed, FULL when power fails too.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        name: str,
        *,
        synchronous: Literal["OFF", "NORMAL", "FULL"] = "NORMAL",
        clock: Clock | None = None,
    ) -> None:
        """Raises ConfigurationError when the database is unusable."""
        self._name = name
        try:
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute(f"PRAGMA synchronous = {synchronous}")
            self._database.executescript(_TABLES)
            created = (clock or SystemClock()).time_ns()
            self._database.execute("INSERT OR IGNORE INTO sessions VALUES (?, ?, ?, ?)", (name, created, FIRST, FIRST))
            row = self._database.execute(
                "SELECT created_ns, next_out, next_in FROM sessions WHERE name = ?", (name,)
            ).fetchone()
        except sqlite3.Error as error:
            raise ConfigurationError(f"FIX store {os.fspath(path)}: {error}") from error
        self.created_ns, self.next_out, self.next_in = map(int, row)

    def commit(self, messages: Sequence[tuple[int, bytes]], next_out: int, next_in: int, /) -> None:
        rows = [(self._name, number, raw) for number, raw in messages]
        self._write(
            [("INSERT OR REPLACE INTO messages VALUES (?, ?, ?)", row) for row in rows]
            + [("UPDATE sessions SET next_out = ?, next_in = ? WHERE name = ?", (next_out, next_in, self._name))]
        )
        self.next_out, self.next_in = next_out, next_in

    def messages(self, first: int, last: int, /) -> Iterator[tuple[int, bytes]]:
        yield from self._database.execute(
            "SELECT number, raw FROM messages WHERE name = ? AND number BETWEEN ? AND ? ORDER BY number",
            (self._name, first, last),
        )

    def reset(self, created_ns: int, /) -> None:
        self._write(
            [
                ("DELETE FROM messages WHERE name = ?", (self._name,)),
                (
                    "UPDATE sessions SET created_ns = ?, next_out = ?, next_in = ? WHERE name = ?",
                    (created_ns, FIRST, FIRST, self._name),
                ),
            ]
        )
        self.next_out = self.next_in = FIRST
        self.created_ns = created_ns

    def close(self) -> None:
        self._database.close()

    def _write(self, statements: Sequence[tuple[str, tuple[object, ...]]]) -> None:
        """All of it or nothing. Raises OSError, as every store does."""
        try:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                for statement, values in statements:
                    self._database.execute(statement, values)
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
        except sqlite3.Error as error:
            raise OSError(f"FIX store: {error}") from error


def sqlite_store(
    path: str | os.PathLike[str],
    *,
    synchronous: Literal["OFF", "NORMAL", "FULL"] = "NORMAL",
    clock: Clock | None = None,
) -> StoreFactory:
    """Stores in one database, a session each."""

    def make(config: SessionConfig) -> Store:
        return SqliteStore(path, " ".join(config.key), synchronous=synchronous, clock=clock)

    return make
