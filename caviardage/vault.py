"""The vault of a domain: a random salt and a random data key per person, and what can be undone.

Opt-in. With a person's salt in their tokens, destroying the salt makes the tokens unlinkable, even
for who holds the domain's keys. Reversible pseudonyms are sealed with the person's data key, and
gone with it.

* A row of a person bears a handle (keyed, never rotated), no id; salt and data key are wrapped with
  the domain's key, bound to domain, handle and column: a row that was swapped or edited is refused.
* Creation is atomic and idempotent: two workers, or a retry, get the same salt.
* ``shred`` deletes the row and what was sealed, and leaves a tombstone: the person is not taken in
  again. The generation counts erasures and is signed. Its last value also lies in a file beside
  the keys: a vault restored from a backup, where erased people would live again, is refused.

Nothing is cached: an erasure counts for every worker from its next batch on.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from caviardage.errors import SubjectErased, VaultUnavailable
from caviardage.keys import Keyset
from caviardage.vault_cipher import Row, VaultCipher
from caviardage.vault_head import add_tombstone, check_head, keep_head
from caviardage.vault_store import Cursor, SqliteStore, Store

VARIABLE = "CAVIARDAGE_VAULT"
_CHUNK = 500  # values in one query; SQLite's oldest limit is 999
_OF_ONE = "WHERE domain = ? AND handle = ?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One reversible pseudonym: whose it is, of what entity, and what it stands for."""

    subject: str = field(repr=False)
    entity: str
    token: str
    value: str = field(repr=False)


def open_vault(
    secrets: Path, keyset: Keyset, kind: str = "sqlite", *, must_exist: bool = False
) -> "Vault":
    """The vault of a domain.

    Args:
        secrets: The secrets folder; there lie the file of ``sqlite`` and the head of both.
        keyset: The domain's keyset.
        kind: ``sqlite``, or ``postgresql`` at the address in ``$CAVIARDAGE_VAULT``.
        must_exist: Refuse to start an empty one.

    Raises:
        VaultUnavailable: It cannot be opened, is not of this domain, or is not the latest.
    """
    store: Store
    if kind == "postgresql":
        from caviardage.vault_postgres import PostgresStore

        store = PostgresStore(os.environ.get(VARIABLE, ""))
    else:
        store = SqliteStore(secrets / "vault" / f"{keyset.reference.domain}.sqlite")
    return Vault(store, keyset, secrets, must_exist=must_exist)


class Vault:
    """The rows of one domain in a store, and the keys that open them. Its pickle is refused."""

    def __init__(
        self, store: Store, keyset: Keyset, secrets: Path, *, must_exist: bool = False
    ) -> None:
        self._store = store
        self._keyset = keyset
        self._secrets = secrets
        self._domain = keyset.reference.domain
        self._cipher = VaultCipher(keyset)
        check_head(store, keyset, secrets, must_exist=must_exist)

    def salt(self, subject: str) -> bytes:
        """The salt of one person, made now if there is none.

        Raises:
            SubjectErased: The person was erased.
            VaultUnavailable: The store or the row cannot be used.
        """
        salt = self.salts([subject])[subject]
        if salt is None:
            raise SubjectErased("this person was erased: no pseudonym is made")
        return salt

    def salts(self, subjects: Iterable[str]) -> dict[str, bytes | None]:
        """The salts of some people, made now where there is none; None for who was erased.

        Raises:
            VaultUnavailable: The store or a row cannot be used; nothing was made.
        """
        handles = {subject: self._cipher.handle(subject) for subject in subjects}
        with self._store.transaction() as cursor:
            rows = self._rows(cursor, handles.values())
        missing = [subject for subject, handle in handles.items() if handle not in rows]
        if missing:
            rows |= self._create(missing)
        return {
            subject: self._cipher.salt(handle, rows[handle]) if handle in rows else None
            for subject, handle in handles.items()
        }

    def erased(self, subjects: Iterable[str]) -> set[str]:
        """Which of some people were erased: their records are left out at ingestion."""
        with self._store.transaction() as cursor:
            return self._erased(cursor, subjects)

    def put(self, entries: Iterable[Entry]) -> None:
        """Keep what some tokens stand for. Kept already, it stays as it is.

        Raises:
            SubjectErased: One of the people was erased; nothing was kept.
            VaultUnavailable: The store or a row cannot be used; nothing was kept.
        """
        entries = sorted(entries, key=lambda entry: entry.token)  # two workers take locks in order
        handles = {entry.subject: self._cipher.handle(entry.subject) for entry in entries}
        self.salts(handles)
        with self._store.transaction(write=True) as cursor:
            rows = self._rows(cursor, handles.values())
            if rows.keys() != set(handles.values()):
                raise SubjectErased("a person was erased: no reversible pseudonym is kept")
            cursor.many(
                "INSERT INTO vault_entry (domain, token, handle, entity, sealed)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [self._sealed(entry, handles[entry.subject], rows) for entry in entries],
            )

    def reveal(self, tokens: Iterable[str]) -> dict[str, str]:
        """What some tokens stand for; those that the vault does not hold are left out.

        Raises:
            VaultUnavailable: A row was edited, moved or comes from elsewhere.
        """
        query = "SELECT token, handle, entity, sealed FROM vault_entry WHERE domain = ? AND token"
        with self._store.transaction() as cursor:
            found = list(self._select(cursor, query, tokens))
            rows = self._rows(cursor, {handle for _, handle, _, _ in found})
        return {
            token: self._cipher.open(handle, self._row(rows, handle), entity, token, sealed)
            for token, handle, entity, sealed in found
        }

    def shred(self, subject: str) -> int:
        """Destroy a person's salt and data key and all that was sealed with it, for good.

        A second time, it only cleans the store's own files again.

        Returns:
            How many reversible pseudonyms were destroyed.

        Raises:
            VaultUnavailable: The store cannot be used, or not yet be cleaned: run it again.
        """
        one = (self._domain, self._cipher.handle(subject))
        with self._store.transaction(alone=True) as cursor:
            ((count,),) = cursor.rows(f"SELECT count(*) FROM vault_entry {_OF_ONE}", *one)  # noqa: S608
            cursor.many(f"DELETE FROM vault_entry {_OF_ONE}", [one])  # noqa: S608
            cursor.many(f"DELETE FROM vault_subject {_OF_ONE}", [one])  # noqa: S608
            head = add_tombstone(cursor, self._keyset, self._cipher.tombstone(subject))
        if head:
            keep_head(self._secrets, head, self._store.kind)
        self._store.scrub()
        return int(count)

    def rewrap(self) -> int:
        """Wrap all salts and data keys with the key that writes now, before an older is retired.

        Returns:
            How many people the vault holds.

        Raises:
            VaultUnavailable: The store or a row cannot be used; all is as it was.
        """
        query = "SELECT handle, salt, data_key FROM vault_subject WHERE domain = ?"
        update = f"UPDATE vault_subject SET salt = ?, data_key = ? {_OF_ONE}"  # noqa: S608
        with self._store.transaction(alone=True) as cursor:
            rows = cursor.rows(query, self._domain)
            new = [
                (*self._cipher.rewrapped(handle, (salt, key)), self._domain, handle)
                for handle, salt, key in rows
            ]
            cursor.many(update, new)
        self._store.scrub()
        return len(rows)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _create(self, subjects: Collection[str]) -> dict[bytes, Row]:
        """Make the rows of people who have none, and return those that are there then."""
        with self._store.transaction(write=True) as cursor:
            erased = self._erased(cursor, subjects)
            # In one order: two workers that take the same locks otherwise wait for each other.
            handles = sorted(self._cipher.handle(s) for s in subjects if s not in erased)
            cursor.many(
                "INSERT INTO vault_subject (domain, handle, salt, data_key) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                [(self._domain, handle, *self._cipher.new_row(handle)) for handle in handles],
            )
            return self._rows(cursor, handles)

    def _rows(self, cursor: Cursor, handles: Iterable[bytes]) -> dict[bytes, Row]:
        query = "SELECT handle, salt, data_key FROM vault_subject WHERE domain = ? AND handle"
        return {handle: (salt, key) for handle, salt, key in self._select(cursor, query, handles)}

    def _erased(self, cursor: Cursor, subjects: Iterable[str]) -> set[str]:
        tombstones = {subject: self._cipher.tombstone(subject) for subject in subjects}
        query = "SELECT tombstone FROM vault_tombstone WHERE domain = ? AND tombstone"
        found = {row[0] for row in self._select(cursor, query, tombstones.values())}
        return {subject for subject, tombstone in tombstones.items() if tombstone in found}

    def _select(self, cursor: Cursor, query: str, values: Iterable[Any]) -> Iterator[Any]:
        """The rows whose last column of the query is one of some values."""
        wanted = list(values)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            places = ", ".join("?" * len(chunk))
            yield from cursor.rows(f"{query} IN ({places})", self._domain, *chunk)

    def _sealed(self, entry: Entry, handle: bytes, rows: Mapping[bytes, Row]) -> tuple[Any, ...]:
        sealed = self._cipher.seal(handle, rows[handle], entry.entity, entry.token, entry.value)
        return self._domain, entry.token, handle, entry.entity, sealed

    def _row(self, rows: Mapping[bytes, Row], handle: bytes) -> Row:
        if handle not in rows:
            raise VaultUnavailable(
                f"vault of domain {self._domain}: a pseudonym belongs to nobody in it; "
                "restore it from its backup"
            )
        return rows[handle]

    def __reduce__(self) -> NoReturn:
        raise TypeError("a vault is not pickled: open it where it is used")
