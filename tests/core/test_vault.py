"""The vault: salts for ever, pseudonyms undone by key, people erased; and all that can go wrong."""

import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from caviardage.errors import SubjectErased, VaultUnavailable
from caviardage.key_rotation import retire, rotate
from caviardage.keys import Keyset, create_keyset, load_keyset
from caviardage.vault import Entry, Vault, open_vault
from caviardage.vault_store import SqliteStore

LEA = Entry(subject="CLI-1", entity="PERSON", token="<PERSON_k1_a>", value="Léa Petit-Jean")
NIR = Entry(subject="CLI-1", entity="FR_NIR", token="<FR_NIR_k1_b>", value="2 85 03 …")
TOM = Entry(subject="CLI-2", entity="PERSON", token="<PERSON_k1_c>", value="Tom Roux")


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A secrets folder with the keysets of two domains."""
    create_keyset(tmp_path / "secrets", "dom")
    create_keyset(tmp_path / "secrets", "autre")
    return tmp_path / "secrets"


@pytest.fixture
def keys(secrets: Path) -> Keyset:
    """The keyset of the domain."""
    return load_keyset(secrets, "dom")


@pytest.fixture
def vault(secrets: Path, keys: Keyset) -> Vault:
    """A new vault."""
    return open_vault(secrets, keys)


@pytest.fixture
def file(secrets: Path, vault: Vault) -> Path:
    """The file of the vault."""
    assert vault
    return secrets / "vault" / "dom.sqlite"


def edit(file: Path, statement: str, *values: object) -> None:
    """Change the file behind the vault's back."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement, values)


def query(file: Path, statement: str) -> list[tuple[Any, ...]]:
    """Look into the file behind the vault's back."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchall()


def bytes_of(folder: Path) -> bytes:
    """All that the files of a folder hold."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_salt_is_made_once(vault: Vault, secrets: Path, keys: Keyset) -> None:
    """The same for one person each time, in each process; another for another person."""
    first = vault.salts(["CLI-1", "CLI-2"])
    assert first == vault.salts(["CLI-2", "CLI-1", "CLI-1"])
    assert first == open_vault(secrets, keys).salts(["CLI-1", "CLI-2"])
    assert first["CLI-1"] == vault.salt(" CLI-1 ") != first["CLI-2"]
    assert len(first["CLI-1"] or b"") == 16
    assert vault.salts([]) == {}


def test_more_people_than_one_query_takes(vault: Vault) -> None:
    """A batch of any size."""
    people = [f"CLI-{i}" for i in range(1203)]
    salts = vault.salts(people)
    assert len(set(salts.values())) == 1203
    assert salts == vault.salts(people)


def test_domains_do_not_share_salts(vault: Vault, secrets: Path) -> None:
    """One person in two domains has two."""
    other = open_vault(secrets, load_keyset(secrets, "autre"))
    assert vault.salt("CLI-1") != other.salt("CLI-1")


def test_what_was_put_is_revealed(vault: Vault) -> None:
    """Values come back exactly; put twice is put once; an unknown token is left out."""
    odd = Entry(subject="CLI-2", entity="PERSON", token="<x>", value="a\0\0 é \x80")
    vault.put([LEA, NIR, TOM, odd])
    vault.put([LEA])
    tokens = [LEA.token, NIR.token, TOM.token, odd.token, "<PERSON_k1_z>"]
    assert vault.reveal(tokens) == {e.token: e.value for e in (LEA, NIR, TOM, odd)}


def test_the_store_shows_nobody(vault: Vault, secrets: Path) -> None:
    """No id, value or salt stands in the files in clear, nor in what is shown of an entry."""
    salt = vault.salt("CLI-1")
    vault.put([LEA, TOM])
    content = bytes_of(secrets / "vault")
    assert LEA.token.encode() in content  # the control: we look at the right files
    for secret in ("CLI-1", "CLI-2", "Petit-Jean", "Roux"):
        assert secret.encode() not in content
        assert secret not in repr(LEA) + repr(TOM)
    assert salt not in content


def test_the_length_of_a_value_is_hidden(vault: Vault, file: Path) -> None:
    """Names of 2 and of 19 letters are sealed in as many bytes."""
    vault.put([Entry(subject="CLI-1", entity="PERSON", token=t, value="x" * int(t)) for t in "29"])
    sizes = query(file, "SELECT length(sealed) FROM vault_entry")
    assert len(set(sizes)) == 1


def test_only_its_owner_reads_it(vault: Vault, file: Path, secrets: Path, keys: Keyset) -> None:
    """Files 0600 in a folder 0700; open to others, it is refused."""
    vault.salt("CLI-1")
    modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.glob("dom.sqlite*")}
    assert set(modes.values()) == {0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700
    file.chmod(0o640)
    with pytest.raises(VaultUnavailable, match=f"chmod 600 {file}"):
        open_vault(secrets, keys)


def test_an_erased_person_is_not_taken_in_again(vault: Vault) -> None:
    """Salt, keys and values are gone; others are untouched; a second time changes nothing."""
    vault.put([LEA, NIR, TOM])
    salt = vault.salt("CLI-2")
    assert vault.shred("CLI-1") == 2
    assert vault.salts(["CLI-1", "CLI-2"]) == {"CLI-1": None, "CLI-2": salt}
    assert vault.erased(["CLI-1", "CLI-2", "CLI-3"]) == {"CLI-1"}
    assert vault.reveal([LEA.token, NIR.token, TOM.token]) == {TOM.token: TOM.value}
    with pytest.raises(SubjectErased):
        vault.salt("CLI-1")
    with pytest.raises(SubjectErased):
        vault.put([TOM, LEA])
    assert vault.shred("CLI-1") == 0


def test_a_person_can_be_erased_before_they_are_known(vault: Vault) -> None:
    """An erasure that comes before the first record counts."""
    assert vault.shred("CLI-9") == 0
    assert vault.salts(["CLI-9"]) == {"CLI-9": None}


def rows_of(file: Path) -> list[bytes]:
    """The wrapped bytes that the vault holds."""
    subjects = query(file, "SELECT salt, data_key, handle FROM vault_subject")
    entries = query(file, "SELECT sealed, token FROM vault_entry")
    return [v if isinstance(v, bytes) else v.encode() for row in subjects + entries for v in row]


def test_nothing_of_an_erased_person_stays_in_the_files(vault: Vault, file: Path) -> None:
    """D16: neither in free pages nor in the log, while another process has the file open.

    The control: after a plain deletion without our settings, the bytes are still there.
    """
    vault.put([LEA, NIR])
    rows = rows_of(file)
    assert all(row in bytes_of(file.parent) for row in rows)
    control = file.parent.parent / "control"
    shutil.copytree(file.parent, control)
    with closing(sqlite3.connect(control / file.name)) as connection, connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM vault_subject")
    assert any(row in bytes_of(control) for row in rows)
    other = sqlite3.connect(file)
    other.execute("SELECT * FROM vault_subject").fetchall()
    vault.shred("CLI-1")
    assert not [row for row in rows if row in bytes_of(file.parent)]
    other.close()


def test_a_log_that_cannot_be_cut_is_said(secrets: Path, keys: Keyset) -> None:
    """Another process reads all along: the person is erased, and it is told to run it again."""
    file = secrets / "vault" / "dom.sqlite"
    vault = Vault(SqliteStore(file, busy_seconds=0.1), keys, secrets)
    vault.put([LEA])
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM vault_subject").fetchall()
    with pytest.raises(VaultUnavailable, match="run the same command again"):
        vault.shred("CLI-1")
    assert vault.erased(["CLI-1"]) == {"CLI-1"}
    other.execute("COMMIT")
    other.close()
    assert vault.shred("CLI-1") == 0


WORKER = """
import sys
from pathlib import Path
from caviardage.keys import load_keyset
from caviardage.vault import open_vault
secrets = Path(sys.argv[1])
while not (secrets / "go").exists():
    pass
vault = open_vault(secrets, load_keyset(secrets, "dom"))
found = {}
for start in range(0, 300, 10):
    found |= vault.salts(f"CLI-{i}" for i in range(start, start + 10))
sys.stdout.write(" ".join(salt.hex() for salt in found.values()))
"""


def test_workers_that_start_together_agree(secrets: Path) -> None:
    """Three processes make the vault and the same 300 salts at once: one salt for each person."""
    command = [sys.executable, "-c", WORKER, str(secrets)]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    time.sleep(0.5)
    (secrets / "go").touch()
    outputs = [worker.communicate(timeout=100)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert len(set(outputs)) == 1
    assert len(set(outputs[0].split())) == 300


def test_threads_of_one_worker_take_turns(vault: Vault) -> None:
    """One vault in several threads: no transaction runs into another."""
    found: list[dict[str, bytes | None]] = []

    def work(number: int) -> None:
        found.append({s: vault.salt(s) for s in (f"CLI-{(i + number) % 40}" for i in range(40))})

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(salts == found[0] for salts in found)


def test_a_forked_process_opens_a_connection_of_its_own(vault: Vault) -> None:
    """SQLite forbids to carry one over; the parent's stays as it was."""
    salt = vault.salt("CLI-1")
    child = os.fork()
    if not child:
        os._exit(0 if vault.salt("CLI-1") == salt else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert vault.salt("CLI-1") == salt


def test_a_vault_is_not_pickled(vault: Vault) -> None:
    """Sent to a worker by accident, it is an error."""
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(vault)


@pytest.mark.parametrize(
    ("statement", "action"),
    [
        ("UPDATE vault_subject SET salt = data_key, data_key = salt", "salt"),
        ("UPDATE vault_subject SET salt = zeroblob(44)", "salt"),
        ("UPDATE vault_subject SET salt = x''", "salt"),
        ("UPDATE vault_subject SET handle = x'00' WHERE handle = ?", "reveal"),
        ("UPDATE vault_subject SET data_key = salt", "reveal"),
        ("UPDATE vault_entry SET entity = 'FR_NIR'", "reveal"),
        ("UPDATE vault_entry SET sealed = substr(sealed, 1, 40)", "reveal"),
    ],
)
def test_a_row_that_was_edited_is_refused(
    vault: Vault, file: Path, secrets: Path, keys: Keyset, statement: str, action: str
) -> None:
    """D15: swapped columns, cut or changed bytes: an error that says what to do, and no value."""
    vault.put([LEA])
    handle = rows_of(file)[2]
    edit(file, statement, *[handle] * statement.count("?"))
    with pytest.raises(VaultUnavailable, match="restore") as error:
        getattr(open_vault(secrets, keys), action)("CLI-1" if action == "salt" else [LEA.token])
    assert "CLI-1" not in str(error.value)
    assert error.value.__suppress_context__ or error.value.__context__ is None


@pytest.mark.parametrize("column", ["salt", "data_key", "sealed"])
def test_rows_of_two_people_cannot_be_swapped(vault: Vault, file: Path, column: str) -> None:
    """D15: what was wrapped for one does not open for another."""
    vault.put([LEA, TOM])
    table = "vault_entry" if column == "sealed" else "vault_subject"
    with closing(sqlite3.connect(file)) as connection, connection:
        rows = connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall()  # noqa: S608
        for (row, _), (_, value) in zip(rows, reversed(rows), strict=True):
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))  # noqa: S608
    with pytest.raises(VaultUnavailable, match="damaged or moved"):
        vault.salt("CLI-1") if column == "salt" else vault.reveal([LEA.token])


def test_a_vault_restored_from_a_backup_is_refused(
    vault: Vault, file: Path, secrets: Path, keys: Keyset
) -> None:
    """D15, D16: erased people would live in it again. The control: the same copy before."""
    vault.put([LEA])
    backup = secrets / "backup"
    vault.close()
    shutil.copy(file, backup)
    assert open_vault(secrets, keys).shred("CLI-1") == 1
    vault.close()
    for path in file.parent.glob("dom.sqlite*"):
        path.unlink()
    shutil.copy(backup, file)
    with pytest.raises(VaultUnavailable, match="knows 0 of 1 erasures"):
        open_vault(secrets, keys)
    (secrets / "vault" / "dom.head.json").unlink()
    assert open_vault(secrets, keys).erased(["CLI-1"]) == set()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM vault_tombstone", "knows 0 of 1 erasures"),
        ("UPDATE vault_head SET generation = 0", "was edited"),
        ("UPDATE vault_head SET format = 0", "was edited"),
        ("UPDATE vault_head SET format = 2", "later version"),
        ("DELETE FROM vault_head", "is not where it was"),
    ],
)
def test_a_head_that_was_edited_is_refused(
    vault: Vault, file: Path, secrets: Path, keys: Keyset, statement: str, why: str
) -> None:
    """D15: erasures cannot be taken back by hand, nor the format be set down."""
    vault.shred("CLI-1")
    edit(file, statement)
    with pytest.raises(VaultUnavailable, match=why):
        open_vault(secrets, keys)


def test_a_vault_that_is_gone_is_not_started_anew(
    vault: Vault, file: Path, secrets: Path, keys: Keyset
) -> None:
    """Everybody would get another salt, and other tokens, in silence."""
    vault.salt("CLI-1")
    vault.close()
    file.rename(secrets / "ailleurs")
    with pytest.raises(VaultUnavailable, match="restore it from its backup"):
        open_vault(secrets, keys)


def test_a_vault_is_asked_for_where_there_is_none(secrets: Path, keys: Keyset) -> None:
    """Who wants to read one does not make one."""
    with pytest.raises(VaultUnavailable, match="has no vault"):
        open_vault(secrets, keys, must_exist=True)


def test_the_vault_of_other_keys(vault: Vault, file: Path, secrets: Path, tmp_path: Path) -> None:
    """The keyset of a domain made anew does not open its old vault."""
    vault.close()
    create_keyset(tmp_path / "neuf", "dom")
    shutil.copytree(file.parent, tmp_path / "neuf" / "vault")
    with pytest.raises(VaultUnavailable, match="belongs to other keys"):
        open_vault(tmp_path / "neuf", load_keyset(tmp_path / "neuf", "dom"))


def test_a_full_disk(vault: Vault, secrets: Path, keys: Keyset, file: Path) -> None:
    """Writing fails as a whole: no half batch, and what was there is as it was."""
    vault.put([LEA])
    salt = vault.salt("CLI-1")
    store = SqliteStore(file)
    full = Vault(store, keys, secrets)
    with store.transaction() as cursor:
        ((pages,),) = cursor.rows("PRAGMA page_count")
        cursor.rows(f"PRAGMA max_page_count = {pages}")
    people = [f"NEUF-{i}" for i in range(400)]
    with pytest.raises(VaultUnavailable, match="the disk is full; nothing of this step was kept"):
        full.salts(people)
    assert full.salt("CLI-1") == salt
    assert query(file, "SELECT count(*) FROM vault_subject") == [(1,)]


def test_a_store_that_another_process_holds(secrets: Path, keys: Keyset) -> None:
    """It is waited for, then told; nothing was made."""
    file = secrets / "vault" / "dom.sqlite"
    vault = Vault(SqliteStore(file, busy_seconds=0.1), keys, secrets)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(VaultUnavailable, match=r"another process holds it for more than 0\.1 s"):
        vault.salt("CLI-1")
    other.execute("ROLLBACK")
    other.close()
    assert vault.salt("CLI-1")


@pytest.mark.parametrize("content", [b"pas une base" * 400, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_vault(secrets: Path, keys: Keyset, content: bytes) -> None:
    """Damaged from its first page, or something else."""
    (secrets / "vault").mkdir(mode=0o700)
    file = secrets / "vault" / "dom.sqlite"
    file.touch(0o600)
    file.write_bytes(content)
    with pytest.raises(VaultUnavailable, match="restore it from its backup") as error:
        open_vault(secrets, keys)
    assert error.value.exit_code == 6


def test_the_vault_in_another_kind_of_store(
    vault: Vault, secrets: Path, keys: Keyset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forgotten setting does not start a second vault; an address that is none is not shown."""
    assert vault
    monkeypatch.setattr(SqliteStore, "kind", "postgresql")
    with pytest.raises(VaultUnavailable, match="is kept in sqlite, not in postgresql"):
        open_vault(secrets, keys)
    for address in ("", "mysql://u:motdepasse@h"):
        monkeypatch.setenv("CAVIARDAGE_VAULT", address)
        with pytest.raises(VaultUnavailable, match="CAVIARDAGE_VAULT must hold") as error:
            open_vault(secrets, keys, "postgresql")
        assert "motdepasse" not in str(error.value)


def test_postgresql_without_its_client(
    secrets: Path, keys: Keyset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setenv("CAVIARDAGE_VAULT", "postgresql://localhost/vault")
    with pytest.raises(VaultUnavailable, match=r"pip install 'caviardage\[postgres\]'"):
        open_vault(secrets, keys, "postgresql")


def test_a_retired_key_needs_a_rewrap_before(vault: Vault, secrets: Path) -> None:
    """Rewrapped, all is as it was without the old key. The control: not rewrapped, it is lost."""
    vault.put([LEA])
    salt = vault.salt("CLI-1")
    rotate(secrets, "dom")
    assert open_vault(secrets, load_keyset(secrets, "dom")).rewrap() == 1
    retire(secrets, "dom", 1)
    new = open_vault(secrets, load_keyset(secrets, "dom"))
    assert (new.salt("CLI-1"), new.reveal([LEA.token])) == (salt, {LEA.token: LEA.value})
    rotate(secrets, "dom")
    retire(secrets, "dom", 2)
    with pytest.raises(VaultUnavailable, match="its key is retired"):
        open_vault(secrets, load_keyset(secrets, "dom")).salt("CLI-1")
