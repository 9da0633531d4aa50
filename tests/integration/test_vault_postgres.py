"""The vault in a real PostgreSQL: as in a file, from several hosts, and what can go wrong."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from caviardage.errors import SubjectErased, VaultUnavailable
from caviardage.keys import Keyset, create_keyset, load_keyset
from caviardage.vault import Entry, Vault, open_vault
from caviardage.vault_postgres import PostgresStore
from tests.integration.conftest import Server

pytestmark = pytest.mark.integration

LEA = Entry(subject="CLI-1", entity="PERSON", token="<PERSON_k1_a>", value="Léa Petit-Jean")
TOM = Entry(subject="CLI-2", entity="PERSON", token="<PERSON_k1_c>", value="Tom % Roux")


@pytest.fixture
def address(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database of the test's own."""
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS vault WITH (FORCE)")
        connection.execute("CREATE DATABASE vault")
    address = server.address.replace("/postgres?", "/vault?")
    monkeypatch.setenv("CAVIARDAGE_VAULT", address)
    return address


@pytest.fixture
def secrets(tmp_path: Path, address: str) -> Path:
    """A secrets folder with the keysets of two domains, and a vault's address."""
    assert address
    create_keyset(tmp_path / "secrets", "dom")
    create_keyset(tmp_path / "secrets", "autre")
    return tmp_path / "secrets"


@pytest.fixture
def keys(secrets: Path) -> Keyset:
    """The keyset of the domain."""
    return load_keyset(secrets, "dom")


@pytest.fixture
def vault(secrets: Path, keys: Keyset) -> Iterator[Vault]:
    """A new vault."""
    vault = open_vault(secrets, keys, "postgresql")
    yield vault
    vault.close()


def edit(address: str, *statements: str) -> None:
    """Change the tables behind the vault's back."""
    with psycopg.connect(address) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def together(count: int, action: Callable[[int], None]) -> None:
    """Do something in several threads at once; the first that fails makes the test fail."""
    barrier, errors = threading.Barrier(count), []

    def run(number: int) -> None:
        try:
            barrier.wait()
            action(number)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_salts_and_pseudonyms(vault: Vault, secrets: Path, keys: Keyset) -> None:
    """Made once, the same from another connection; what was put is revealed; domains are apart."""
    salts = vault.salts([f"CLI-{i}" for i in range(700)])
    assert len(set(salts.values())) == 700
    vault.put([LEA, TOM])
    vault.put([TOM, LEA])
    again = open_vault(secrets, keys, "postgresql")
    assert again.salts(reversed(list(salts))) == salts
    assert again.reveal([LEA.token, TOM.token, "<x>"]) == {e.token: e.value for e in (LEA, TOM)}
    other = open_vault(secrets, load_keyset(secrets, "autre"), "postgresql")
    assert other.salt("CLI-1") != salts["CLI-1"]
    assert other.reveal([LEA.token]) == {}


def test_workers_that_start_together_agree(secrets: Path, keys: Keyset) -> None:
    """Eight connections make the tables and the same salts at once, in different orders."""
    found: dict[int, dict[str, bytes | None]] = {}
    people = [f"CLI-{i}" for i in range(120)]

    def work(number: int) -> None:
        vault = open_vault(secrets, keys, "postgresql")
        mine = people[number * 7 :] + people[: number * 7]
        found[number] = {
            s: v for i in range(0, 120, 8) for s, v in vault.salts(mine[i : i + 8]).items()
        }
        vault.close()

    together(8, work)
    assert all(salts == found[0] for salts in found.values())


def test_an_erasure_among_workers(secrets: Path, keys: Keyset) -> None:
    """While others make salts and put, one erases: afterwards there is no row of that person."""
    outcomes: list[str] = []

    def work(number: int) -> None:
        vault = open_vault(secrets, keys, "postgresql")
        for _ in range(15):
            try:
                if number:
                    vault.put([LEA, TOM])
                else:
                    vault.shred("CLI-1")
                outcomes.append("done")
            except SubjectErased:
                outcomes.append("erased")
        vault.close()

    together(4, work)
    assert "erased" in outcomes
    vault = open_vault(secrets, keys, "postgresql")
    assert vault.salts(["CLI-1"]) == {"CLI-1": None}
    assert vault.reveal([LEA.token]) == {}
    assert vault.salt("CLI-2")


def table_bytes(server: Server) -> bytes:
    """All that the server's tables hold on the disk (its own log apart)."""
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    files = (p for p in (server.data / "base").rglob("*") if p.is_file())
    return b"".join(path.read_bytes() for path in files)


def test_nothing_of_an_erased_person_stays_in_the_tables(
    vault: Vault, server: Server, address: str
) -> None:
    """D16: no wrapped byte is left in the tables' files; a plain deletion (control) leaves it."""
    vault.put([LEA, TOM])
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT salt, data_key FROM vault_subject").fetchall()
    mine = [value for row in rows for value in row]
    assert all(value in table_bytes(server) for value in mine)
    edit(address, "DELETE FROM vault_subject")
    assert all(value in table_bytes(server) for value in mine)
    vault.shred("CLI-1")
    assert not [value for value in mine if value in table_bytes(server)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vault_subject SET salt = data_key, data_key = salt",
        "UPDATE vault_entry SET entity = 'FR_NIR'",
        "UPDATE vault_entry e SET sealed = o.sealed FROM vault_entry o WHERE o.token <> e.token",
        "DELETE FROM vault_subject",
    ],
)
def test_a_row_that_was_edited_is_refused(vault: Vault, address: str, statement: str) -> None:
    """D15: swapped columns or rows, and rows without their person."""
    vault.put([LEA, TOM])
    edit(address, statement)
    with pytest.raises(VaultUnavailable, match="restore"):
        vault.reveal([LEA.token])


def test_a_database_restored_from_a_backup_is_refused(
    vault: Vault, secrets: Path, keys: Keyset, address: str
) -> None:
    """D15: the head beside the keys knows of an erasure that the database does not."""
    edit(address, "CREATE TABLE copied AS SELECT * FROM vault_head")
    vault.shred("CLI-1")
    edit(
        address,
        "DELETE FROM vault_head",
        "INSERT INTO vault_head SELECT * FROM copied",
        "DELETE FROM vault_tombstone",
    )
    with pytest.raises(VaultUnavailable, match="knows 0 of 1 erasures"):
        open_vault(secrets, keys, "postgresql")


def test_a_server_that_goes_away_half_way(vault: Vault, server: Server, address: str) -> None:
    """The step is told and kept not at all; when the server is back, the same call goes through."""
    vault.put([TOM])
    store = PostgresStore(address)

    def delete_while_it_stops() -> None:
        with store.transaction(write=True) as cursor:
            cursor.rows("DELETE FROM vault_entry")
            server.stop()
            cursor.rows("SELECT 1")

    with pytest.raises(VaultUnavailable, match="went away half-way"):
        delete_while_it_stops()
    with pytest.raises(VaultUnavailable, match="went away half-way") as error:
        vault.salt("CLI-1")
    assert str(server.folder) not in str(error.value)
    server.start()
    assert vault.salt("CLI-1") == vault.salt("CLI-1")
    assert vault.reveal([TOM.token]) == {TOM.token: TOM.value}


@pytest.fixture
def worker(vault: Vault, address: str) -> str:
    """The address for a user with the rights of a worker."""
    vault.put([LEA])
    tables = "vault_head, vault_subject, vault_entry, vault_tombstone"
    edit(
        address,
        "DROP ROLE IF EXISTS travailleur",
        "CREATE ROLE travailleur LOGIN PASSWORD 'mdp-secret'",
        f"GRANT SELECT, INSERT ON {tables} TO travailleur",
    )
    return address.replace("//caviardage@", "//travailleur:mdp-secret@")


def test_a_worker_needs_few_rights(
    worker: str, secrets: Path, keys: Keyset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It makes salts and keeps values; to erase is for the owner, and nothing half is done."""
    monkeypatch.setenv("CAVIARDAGE_VAULT", worker)
    limited = open_vault(secrets, keys, "postgresql")
    limited.put([TOM])
    with pytest.raises(VaultUnavailable, match="this user may not do it"):
        limited.shred("CLI-1")
    assert limited.reveal([LEA.token]) == {LEA.token: LEA.value}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("//caviardage@", "//inconnu:mdp-secret@"),
        ("/vault?", "/absente?password=mdp-secret&"),
        ("host=/", "password=mdp-secret&host=/absent/"),
    ],
)
def test_a_server_that_cannot_be_reached(
    vault: Vault, secrets: Path, keys: Keyset, address: str, monkeypatch: pytest.MonkeyPatch,
    old: str, new: str,
) -> None:  # fmt: skip
    """No such user, database or server: what to check is said, the address is not shown."""
    vault.close()
    monkeypatch.setenv("CAVIARDAGE_VAULT", address.replace(old, new))
    with pytest.raises(VaultUnavailable, match="cannot be reached") as error:
        open_vault(secrets, keys, "postgresql")
    assert "mdp-secret" not in str(error.value)
