"""The store of a vault in PostgreSQL, for workers on several hosts (extra ``postgres``).

The connection string is in ``$CAVIARDAGE_VAULT`` (``postgresql://…``), or only its host and
database there and the rest in libpq's own places (``~/.pgpass``, ``PGSERVICE``): never an option.
Creations of subjects run side by side; an erasure waits for them and runs alone (advisory lock).
Once the tables are there, workers need no more than SELECT and INSERT on them; erasing and
rewrapping are for the tables' owner.

After an erasure the tables are rewritten (``VACUUM FULL``), for a deleted row stays in its page
otherwise. What the server's own write-ahead log, replicas and backups hold is beyond this: their
retention is the time an erasure needs to be complete.
"""

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from caviardage.errors import VaultUnavailable
from caviardage.vault_store import TABLES, Cursor, Rows

if TYPE_CHECKING:
    import psycopg

LOCK_SECONDS = 30
# One lock for all vaults of a database: any fixed 63-bit number of our own.
_LOCK = int.from_bytes(hashlib.sha256(b"caviardage/vault").digest()[:8], "big") >> 1


class PostgresCursor:
    """One transaction of PostgreSQL."""

    def __init__(self, cursor: "psycopg.Cursor[Any]") -> None:
        self._cursor = cursor

    def rows(self, query: str, *values: Any) -> Rows:
        """Run a query and return its rows."""
        self._cursor.execute(_placed(query), values)
        return self._cursor.fetchall() if self._cursor.description else []

    def many(self, query: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row of parameters."""
        self._cursor.executemany(_placed(query), values)


def _placed(query: str) -> bytes:
    return query.replace("?", "%s").encode()


class PostgresStore:
    """The tables ``vault_*`` of one database.

    Args:
        address: The connection string; it may hold a password and is never shown.

    Raises:
        VaultUnavailable: The extra is not installed, or there is no address.
    """

    kind = "postgresql"
    _open: "tuple[int, psycopg.Connection[Any]] | None" = None  # the process that opened it

    def __init__(self, address: str) -> None:
        if not address.startswith(("postgresql://", "postgres://")):
            raise VaultUnavailable(
                "$CAVIARDAGE_VAULT must hold the vault's address, postgresql://…"
            )
        try:
            import psycopg
        except ImportError:
            raise VaultUnavailable(
                "the vault's PostgreSQL client is not installed; "
                "run: pip install 'caviardage[postgres]'"
            ) from None
        self._error = psycopg.Error
        self._connect = psycopg.connect
        self._address = address
        self._turn = threading.RLock()  # one transaction at a time on one connection

    def transaction(
        self, *, write: bool = False, alone: bool = False
    ) -> AbstractContextManager[Cursor]:
        """One transaction, committed as a whole or not at all."""
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        return self._transaction(lock if write or alone else None)

    @contextmanager
    def _transaction(self, lock: str | None) -> Iterator[PostgresCursor]:
        with self._turn, self._told():
            connection = self._connection()
            with connection.transaction(), connection.cursor() as cursor:
                if lock:
                    cursor.execute(f"SELECT {lock}({_LOCK})".encode())
                yield PostgresCursor(cursor)

    def scrub(self) -> None:
        """Rewrite the tables that rows were deleted from.

        Raises:
            VaultUnavailable: The server is gone, or a table is in use; to be called again.
        """
        with self._turn, self._told():
            for table in ("vault_subject", "vault_entry"):
                self._connection().execute(f"VACUUM FULL {table}".encode())

    def close(self) -> None:
        """Close the connection."""
        if self._open and self._open[0] == os.getpid():
            self._open[1].close()
        self._open = None

    def __del__(self) -> None:
        self.close()

    def _connection(self) -> "psycopg.Connection[Any]":
        # A connection is of no use in a process that was forked from its own, nor once broken.
        if self._open is None or self._open[0] != os.getpid() or self._open[1].closed:
            connection = self._connect(self._address, autocommit=True, connect_timeout=10)
            connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'".encode())
            self._make_tables(connection)
            self._open = (os.getpid(), connection)
        return self._open[1]

    def _make_tables(self, connection: "psycopg.Connection[Any]") -> None:
        # Not CREATE TABLE IF NOT EXISTS alone: a worker's user may have no right to create.
        found = connection.execute(b"SELECT to_regclass('vault_tombstone')").fetchone()
        if found and found[0] is not None:
            return
        with connection.transaction():
            connection.execute(f"SELECT pg_advisory_xact_lock({_LOCK + 1})".encode())
            connection.execute(b"SET LOCAL client_min_messages = warning")
            for statement in TABLES.format(b="BYTEA").split(";"):
                connection.execute(statement.encode())

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            self._fail(error)

    def _fail(self, error: Exception) -> NoReturn:
        """Our error for one of the server's, whose message may quote a row or the address."""
        state = getattr(error, "sqlstate", None)
        gone = "it cannot be reached (server, database, user, password), or went away half-way"
        why = {
            None: gone,
            "42501": "this user may not do it",
            "53100": "the server's disk is full",
            "55P03": f"another process holds it for more than {LOCK_SECONDS} s",
        }.get(state, f"SQLSTATE {state}")
        if state and state.startswith("57"):
            why = gone
        raise VaultUnavailable(
            f"vault in PostgreSQL: {why}; nothing of this step was kept"
        ) from None
