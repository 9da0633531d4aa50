"""Where a vault keeps its rows: one interface, SQLite on one host (PostgreSQL: ``vault_postgres``).

Four tables, all rows by domain. A store knows nothing of keys: it holds handles, wrapped bytes and
counts.

SQLite is safe with several worker processes of one host: write-ahead log, a busy timeout, a write
transaction that starts by taking the lock. ``secure_delete`` overwrites what is deleted, whatever
the library was built with; after a deletion the log, where deleted bytes stay, is truncated.
"""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, Protocol

from caviardage.errors import VaultUnavailable
from caviardage.secret_folder import make_private

Rows = list[tuple[Any, ...]]
BUSY_SECONDS = 30.0
_INHERITED: list[sqlite3.Connection] = []

TABLES = """
CREATE TABLE IF NOT EXISTS vault_head (
  domain TEXT PRIMARY KEY, format INTEGER NOT NULL, generation INTEGER NOT NULL, seal {b} NOT NULL);
CREATE TABLE IF NOT EXISTS vault_subject (
  domain TEXT NOT NULL, handle {b} NOT NULL, salt {b} NOT NULL, data_key {b} NOT NULL,
  PRIMARY KEY (domain, handle));
CREATE TABLE IF NOT EXISTS vault_entry (
  domain TEXT NOT NULL, token TEXT NOT NULL, handle {b} NOT NULL, entity TEXT NOT NULL,
  sealed {b} NOT NULL, PRIMARY KEY (domain, token));
CREATE INDEX IF NOT EXISTS vault_entry_handle ON vault_entry (domain, handle);
CREATE TABLE IF NOT EXISTS vault_tombstone (
  domain TEXT NOT NULL, tombstone {b} NOT NULL, PRIMARY KEY (domain, tombstone))
"""


class Cursor(Protocol):
    """One transaction."""

    def rows(self, query: str, *values: Any) -> Rows:
        """Run a query, its parameters written ``?``, and return its rows."""
        ...

    def many(self, query: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row of parameters."""
        ...


class Store(Protocol):
    """A place for the rows of vaults. Every error is a ``VaultUnavailable`` without a value."""

    @property
    def kind(self) -> str:
        """What kind of store it is: ``sqlite``, ``postgresql``."""
        ...

    def transaction(
        self, *, write: bool = False, alone: bool = False
    ) -> AbstractContextManager[Cursor]:
        """One transaction, committed as a whole or not at all.

        Args:
            write: Something may be written.
            alone: No other process writes meanwhile (an erasure); implies ``write``.
        """
        ...

    def scrub(self) -> None:
        """Remove from the store's own files what deleted rows leave there."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class SqliteCursor:
    """One transaction of SQLite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: Any) -> Rows:
        """Run a query and return its rows."""
        return self._connection.execute(query, values).fetchall()

    def many(self, query: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row of parameters."""
        self._connection.executemany(query, values)


class SqliteStore:
    """One file of one host, readable by its owner only (0600, in a folder 0700)."""

    kind = "sqlite"
    _open: tuple[int, sqlite3.Connection] | None = None  # the process that opened it

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy = busy_seconds
        self._turn = threading.RLock()  # one transaction at a time on one connection

    def transaction(
        self, *, write: bool = False, alone: bool = False
    ) -> AbstractContextManager[Cursor]:
        """One transaction, committed as a whole or not at all."""
        return self._transaction(write or alone)

    @contextmanager
    def _transaction(self, write: bool) -> Iterator[SqliteCursor]:
        with self._turn, self._told():
            connection = self._connection()
            # A write transaction takes its lock first: two that read and then write would deadlock.
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield SqliteCursor(connection)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled it back itself
                    connection.execute("ROLLBACK")
                raise

    def scrub(self) -> None:
        """Copy the log into the file and cut it to nothing.

        Raises:
            VaultUnavailable: Another process was reading all along; what was deleted is deleted,
                but its bytes are still in the log. To be called again.
        """
        with self._turn, self._told():
            busy, *_ = self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise VaultUnavailable(
                f"{self.path}: erased, but bytes of it stay in the file's log while another "
                "process reads; run the same command again when it has ended"
            )

    def close(self) -> None:
        """Close the file."""
        if self._open and self._open[0] == os.getpid():
            self._open[1].close()
        self._open = None

    def __del__(self) -> None:
        self.close()

    def _connection(self) -> sqlite3.Connection:
        if self._open and self._open[0] != os.getpid():
            # A forked process may neither use nor close what it inherited.
            _INHERITED.append(self._open[1])
            self._open = None
        if self._open is None:
            self._open = (os.getpid(), self._connect())
        return self._open[1]

    def _connect(self) -> sqlite3.Connection:
        make_private(self.path.parent)
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            mode = stat.S_IMODE(self.path.stat().st_mode)
        except OSError as error:
            raise VaultUnavailable(f"{self.path}: {error.strerror}") from None
        if mode & 0o077:
            raise VaultUnavailable(
                f"{self.path}: others can read it (mode {mode:o}); run: chmod 600 {self.path}"
            )
        connection = sqlite3.connect(
            self.path, timeout=self._busy, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        for statement in TABLES.format(b="BLOB").split(";"):
            connection.execute(statement)
        return connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self._fail(error)

    def _fail(self, error: sqlite3.Error) -> NoReturn:
        """Our error for one of SQLite's, whose message may quote a statement."""
        name = getattr(error, "sqlite_errorname", "") or type(error).__name__
        why = {
            "SQLITE_FULL": "the disk is full",
            "SQLITE_BUSY": f"another process holds it for more than {self._busy:g} s",
            "SQLITE_CORRUPT": "damaged file; restore it from its backup",
            "SQLITE_NOTADB": "not a vault, or damaged; restore it from its backup",
            "SQLITE_READONLY": "it cannot be written",
            "SQLITE_CANTOPEN": "it cannot be opened",
        }.get(name, f"it cannot be used ({name})")
        raise VaultUnavailable(f"{self.path}: {why}; nothing of this step was kept") from None
