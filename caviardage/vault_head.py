"""The head of a vault: its format and how many people were erased from it, signed.

It stands in the vault and, as last seen, in ``SECRETS/vault/DOMAIN.head.json``. A vault whose
generation is lower than that was restored from a backup, and people who were erased live in it
again; one that is not there any more would give everybody a new salt. Both are refused.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caviardage.errors import VaultUnavailable
from caviardage.keys import Keyset
from caviardage.secret_folder import locked, make_private, read_private, replace_private
from caviardage.vault_store import Cursor, Store

FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What a vault says of itself."""

    domain: str
    format: int
    generation: int
    seal: bytes

    @classmethod
    def signed(cls, keyset: Keyset, generation: int) -> "Head":
        """The head of a generation, signed with the domain's key."""
        domain = keyset.reference.domain
        seal = keyset.sign(_content(domain, FORMAT, generation))
        return cls(domain=domain, format=FORMAT, generation=generation, seal=seal)

    def check(self, keyset: Keyset) -> None:
        """Check that this program reads the format, and that we signed it.

        Raises:
            VaultUnavailable: One of the two is not so.
        """
        if self.format > FORMAT:
            raise VaultUnavailable(
                f"vault of domain {self.domain}: made by a later version of caviardage; "
                "upgrade this one"
            )
        if not keyset.signed(self.seal, _content(self.domain, self.format, self.generation)):
            raise VaultUnavailable(
                f"vault of domain {self.domain}: its head was edited, or belongs to other keys; "
                "restore vault and keyset from the same backup"
            )


def _content(domain: str, format_: int, generation: int) -> bytes:
    return json.dumps(["caviardage/vault-head", domain, format_, generation]).encode()


def read_head(cursor: Cursor, domain: str) -> Head | None:
    """The head that stands in the store."""
    rows = cursor.rows("SELECT format, generation, seal FROM vault_head WHERE domain = ?", domain)
    if not rows:
        return None
    format_, generation, seal = rows[0]
    return Head(domain=domain, format=format_, generation=generation, seal=seal)


def add_tombstone(cursor: Cursor, keyset: Keyset, tombstone: bytes) -> Head | None:
    """Write a tombstone and the head of the next generation; None if it is there already."""
    domain = keyset.reference.domain
    where = "WHERE domain = ? AND tombstone = ?"
    if cursor.rows(f"SELECT 1 FROM vault_tombstone {where}", domain, tombstone):  # noqa: S608
        return None
    before = read_head(cursor, domain)
    head = Head.signed(keyset, (before.generation if before else 0) + 1)
    values = (domain, tombstone)
    cursor.many("INSERT INTO vault_tombstone (domain, tombstone) VALUES (?, ?)", [values])
    cursor.many(
        "UPDATE vault_head SET generation = ?, seal = ? WHERE domain = ?",
        [(head.generation, head.seal, domain)],
    )
    return head


def check_head(store: Store, keyset: Keyset, secrets: Path, *, must_exist: bool) -> None:
    """Check that a store holds the latest vault of a domain; start one where there was none.

    Raises:
        VaultUnavailable: It does not, or the store cannot be used.
    """
    domain = keyset.reference.domain
    kept = _kept(secrets, domain)  # before the store is read: another process may go on meanwhile
    if kept and kept["kind"] != store.kind:
        raise VaultUnavailable(
            f"the vault of domain {domain} is kept in {kept['kind']}, not in {store.kind}: "
            "a second one would give its people other pseudonyms; see the policy's store"
        )
    with store.transaction() as cursor:
        head = read_head(cursor, domain)
    if head is None:
        if kept or must_exist:
            raise VaultUnavailable(
                f"the vault of domain {domain} is not where it was; restore it from its backup"
                if kept
                else f"domain {domain} has no vault"
            )
        head = _start(store, keyset)
    head.check(keyset)
    with store.transaction() as cursor:
        head = read_head(cursor, domain) or head
        ((tombstones,),) = cursor.rows(
            "SELECT count(*) FROM vault_tombstone WHERE domain = ?", domain
        )
    if tombstones != head.generation or (kept and head.generation < kept["generation"]):
        last = max(head.generation, kept["generation"] if kept else 0)
        raise VaultUnavailable(
            f"vault of domain {domain}: older than it was, or edited: it knows {tombstones} of "
            f"{last} erasures; restore its latest backup, erase the missing people again"
        )
    keep_head(secrets, head, store.kind)


def _start(store: Store, keyset: Keyset) -> Head:
    first = Head.signed(keyset, 0)
    with store.transaction(write=True) as cursor:
        cursor.many(
            "INSERT INTO vault_head (domain, format, generation, seal) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [(first.domain, first.format, first.generation, first.seal)],
        )
        return read_head(cursor, first.domain) or first


def _path(secrets: Path, domain: str) -> Path:
    return secrets / "vault" / f"{domain}.head.json"


def _kept(secrets: Path, domain: str) -> Mapping[str, Any] | None:
    path = _path(secrets, domain)
    try:
        value = read_private(path)
        return {"kind": str(value["kind"]), "generation": int(value["generation"])}
    except FileNotFoundError:
        return None
    except (LookupError, TypeError, ValueError):
        raise VaultUnavailable(f"{path}: damaged; restore it from its backup") from None


def kept_kind(secrets: Path, domain: str) -> str | None:
    """The kind of store that the vault of a domain was last seen in, or None.

    Raises:
        KeyUnavailable: The file that says so cannot be read.
    """
    kept = _kept(secrets, domain)
    return kept["kind"] if kept else None


def keep_head(secrets: Path, head: Head, kind: str) -> None:
    """Remember a head beside the keys, unless a later one is remembered.

    Raises:
        VaultUnavailable: It cannot be written.
    """
    folder = make_private(make_private(secrets) / "vault")
    try:
        with locked(folder):
            kept = _kept(secrets, head.domain)
            if kept and kept["generation"] >= head.generation:
                return
            content = {
                "domain": head.domain,
                "kind": kind,
                "generation": head.generation,
                "seal": base64.b64encode(head.seal).decode(),
            }
            replace_private(_path(secrets, head.domain), json.dumps(content) + "\n")
    except OSError as error:
        raise VaultUnavailable(f"{folder}: {error.strerror}") from None
