"""Rotation: new keys write, old ones are read until they are retired, and then they are gone."""

import errno
import json
import os
import threading
from pathlib import Path

import pytest
import tink

from caviardage.errors import KeyUnavailable
from caviardage.key_rotation import retire, rotate
from caviardage.keys import create_keyset, keyset_path, load_keyset
from caviardage.pseudonyms import Pseudonymizer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A secrets folder with one keyset."""
    create_keyset(tmp_path / "secrets", "dom")
    return tmp_path / "secrets"


def token(folder: Path) -> str:
    """The token of one value, made by who loads the keyset now."""
    keyset = load_keyset(folder, "dom")
    return Pseudonymizer(keyset).token("FR_NIR", "1", scope="domain", scope_id="")


def test_forward_rotation_changes_new_tokens_and_keeps_the_old_key(folder: Path) -> None:
    """The token's version goes up, its code changes; the old code can still be computed."""
    old, before = load_keyset(folder, "dom"), token(folder)
    assert rotate(folder, "dom") == 2
    new, after = load_keyset(folder, "dom"), token(folder)
    assert (before[:11], after[:11]) == ("<FR_NIR_k1_", "<FR_NIR_k2_")
    assert before[11:] != after[11:]
    assert new.versions == (1, 2)
    assert new.compute(b"x", 16, version=1) == old.compute(b"x", 16) != new.compute(b"x", 16)


def test_what_an_old_version_wrote_is_read_after_a_rotation(folder: Path) -> None:
    """Sealed values open, signatures are verified, handles of the vault are the same."""
    old = load_keyset(folder, "dom")
    sealed, signed = old.aead().encrypt(b"x", b"a"), old.sign(b"x")
    rotate(folder, "dom")
    new = load_keyset(folder, "dom")
    assert new.aead().decrypt(sealed, b"a") == b"x"
    assert new.signed(signed, b"x")
    assert new.compute_subject(b"x", 16) == old.compute_subject(b"x", 16)
    with pytest.raises(tink.TinkError):  # the control: the new key is another
        old.aead().decrypt(new.aead().encrypt(b"x", b"a"), b"a")


def test_a_retired_version_is_destroyed(folder: Path) -> None:
    """Its keys are no longer in the file; signatures made with it can still be checked."""
    path = keyset_path(folder, "dom")
    old = load_keyset(folder, "dom")
    sealed, signed = old.aead().encrypt(b"x", b"a"), old.sign(b"x")
    keysets = json.loads(path.read_text())["keysets"]
    gone = [keysets[p]["key"][0]["keyData"]["value"] for p in ("prf", "aead", "daead")]
    rotate(folder, "dom")
    assert all(value in path.read_text() for value in gone)
    retire(folder, "dom", 1)
    assert not any(value in path.read_text() for value in gone)
    new = load_keyset(folder, "dom")
    assert (new.reference.version, new.versions) == (2, (2,))
    with pytest.raises(KeyUnavailable, match="no key of version 1"):
        new.compute(b"x", 8, version=1)
    with pytest.raises(tink.TinkError):
        new.aead().decrypt(sealed, b"a")
    assert new.signed(signed, b"x")


def test_versions_are_never_used_twice(folder: Path) -> None:
    """After a retirement the next version has the next number."""
    rotate(folder, "dom")
    retire(folder, "dom", 1)
    retire(folder, "dom", 1)
    assert rotate(folder, "dom") == 3
    assert load_keyset(folder, "dom").versions == (2, 3)


@pytest.mark.parametrize(("version", "why"), [(1, "is the one that writes"), (2, "no version 2")])
def test_what_cannot_be_retired(folder: Path, version: int, why: str) -> None:
    """The version that writes, and one that never was; the file stays as it is."""
    before = keyset_path(folder, "dom").read_bytes()
    with pytest.raises(KeyUnavailable, match=why):
        retire(folder, "dom", version)
    assert before == keyset_path(folder, "dom").read_bytes()


def test_a_keyset_of_the_previous_format_is_rotated(folder: Path) -> None:
    """It gets the keys that it lacked, and its old token key is still read."""
    path = keyset_path(folder, "dom")
    content = json.loads(path.read_text())
    path.write_text(json.dumps({"domain": "dom", "keyset": content["keysets"]["prf"]}))
    old = load_keyset(folder, "dom")
    assert rotate(folder, "dom") == 2
    new = load_keyset(folder, "dom")
    assert new.compute(b"x", 8, version=1) == old.compute(b"x", 8)
    assert new.signed(new.sign(b"x"), b"x")


def test_two_rotations_at_once_are_two_versions(folder: Path) -> None:
    """One waits for the other: no version is lost."""
    threads = [threading.Thread(target=rotate, args=(folder, "dom")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert load_keyset(folder, "dom").versions == (1, 2, 3, 4, 5)


def test_a_missing_domain_is_not_rotated(folder: Path) -> None:
    """The message says how to make it."""
    for secrets in (folder, folder / "absent"):
        with pytest.raises(KeyUnavailable, match="keys init --domain autre"):
            rotate(secrets, "autre")
    assert not (folder / "absent").exists()


def full(*_: object) -> None:
    """A disk without room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_keyset_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half written, nothing left beside it, and the message says why."""
    path = keyset_path(folder, "dom")
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyUnavailable, match="No space left"):
        rotate(folder, "dom")
    with pytest.raises(KeyUnavailable, match="No space left"):
        create_keyset(folder, "autre")
    assert before == path.read_bytes()
    assert [p for p in path.parent.iterdir() if p.name != ".lock"] == beside
