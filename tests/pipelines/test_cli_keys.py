"""``caviardage keys``: what a person who keeps the keys does and sees."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caviardage import key_providers
from caviardage.keys import load_keyset
from caviardage.vault import Entry, Vault, open_vault
from tests.pipelines.conftest import Command
from tests.pipelines.support import DOMAIN, jsonl

Keys = Callable[..., Any]


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A secrets folder, not made yet."""
    return tmp_path / "secrets"


@pytest.fixture
def keys(command: Command, secrets: Path, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """``caviardage keys`` on the folder, its table wide enough to be read."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*argv: str) -> Any:
        return command("keys", *argv, "--secrets", secrets)

    return run


def vault_of(secrets: Path) -> Vault:
    """The vault of the domain, opened with its keyset as it is now."""
    return open_vault(secrets, load_keyset(secrets, "dom"))


def test_a_passphrase_is_never_an_option_value(
    keys: Keys, secrets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or a variable names it; one place at a time; the output does not show it."""
    monkeypatch.setattr(key_providers, "SCRYPT", {"n": 2**8, "r": 8, "p": 1})
    monkeypatch.setenv("PHRASE", "huit chevaux traversent la Loire")
    ended = keys("init", "--domain", "dom", "--passphrase-env", "PHRASE")
    assert (ended.code, "chevaux" in ended.out + ended.err) == (0, False)
    assert load_keyset(secrets, "dom").versions == (1,)
    file = str(tmp_path / "absent")
    ended = keys("init", "--domain", "d", "--passphrase-env", "PHRASE", "--passphrase-file", file)
    assert ended.code == 2
    ended = keys("init", "--domain", "d", "--passphrase-file", file)
    assert (ended.code, f"{file}: no passphrase can be read" in ended.err) == (6, True)


@pytest.mark.usefixtures("in_process")
def test_a_run_with_a_sealed_keyset(
    keys: Keys,
    command: Command,
    secrets: Path,
    tmp_path: Path,
    policy_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It opens the keyset by itself, makes the tokens of before, publishes key nor passphrase."""
    monkeypatch.setattr(key_providers, "SCRYPT", {"n": 2**8, "r": 8, "p": 1})
    phrase = tmp_path / "phrase"
    phrase.touch(0o600)
    phrase.write_text("huit chevaux traversent la Loire")
    jsonl(tmp_path / "t.jsonl", {"ref": 1, "texte": "message de Camille"})
    entities = {"default": {"operator": "token", "scope": "domain"}}
    argv = ["run", "--policy", policy_file(entities=entities), "--input", tmp_path / "t.jsonl"]
    keys("init", "--domain", DOMAIN)
    file = secrets / "keys" / f"{DOMAIN}.json"
    material = [m.encode() for m in re.findall(r'"value": "([^"]+)"', file.read_text())]
    assert command(*argv, "--secrets", secrets, "--output", tmp_path / "a").code == 0
    assert keys("seal", "--domain", DOMAIN, "--passphrase-file", str(phrase)).code == 0
    ended = command(*argv, "--secrets", secrets, "--output", tmp_path / "b")
    assert ended.code == 0
    a, b = (next((tmp_path / run / "data").iterdir()).read_bytes() for run in "ab")
    assert a == b
    published = b"".join(p.read_bytes() for p in (tmp_path / "b").rglob("*") if p.is_file())
    published += (ended.out + ended.err).encode()
    assert len(material) == 5
    assert not [secret for secret in (*material, b"chevaux") if secret in published]


def test_an_unknown_kms(keys: Keys) -> None:
    """An address that is none is an argument that cannot work."""
    ended = keys("init", "--domain", "dom", "--kms", "azure-kms://x")
    assert (ended.code, "gcp-kms://, aws-kms://, hcvault://" in ended.err) == (2, True)


def test_a_rotation_is_seen_in_the_list(keys: Keys, secrets: Path) -> None:
    """Each version with its state; a file that is damaged does not hide the others."""
    assert keys("list").code == 6
    keys("init", "--domain", "dom")
    assert "version 2 writes" in keys("rotate", "--domain", "dom").out
    assert keys("rotate", "--domain", "dom").code == 0
    assert keys("rotate", "--domain", "dom", "--retire", "1").code == 0
    (secrets / "keys" / "autre.json").touch(0o600)
    ended = keys("list")
    states = [line.split("│")[1:4] for line in ended.out.splitlines() if line.count("│") > 3]
    assert [[cell.strip()[:7] for cell in row] for row in states][1:] == [
        ["dom", "1", "retired"],
        ["dom", "2", "read"],
        ["dom", "3", "writes"],
    ]
    assert "cannot be read as a file of this folder" in ended.out


def test_the_list_shows_no_key(keys: Keys, secrets: Path) -> None:
    """Nothing of the key material, nor of a sealed file, is printed."""
    keys("init", "--domain", "dom")
    keysets = json.loads((secrets / "keys" / "dom.json").read_text())["keysets"]
    values = [key["keyData"]["value"] for keyset in keysets.values() for key in keyset["key"]]
    assert not [value for value in values if value in keys("list").out]


@pytest.mark.parametrize("argv", [["--mode", "rekey"], ["--retire", "1"]])
def test_the_vault_outlives_the_keys_that_are_destroyed(
    keys: Keys, secrets: Path, argv: list[str]
) -> None:
    """Its rows are wrapped anew first: salts and values are what they were."""
    keys("init", "--domain", "dom")
    vault = vault_of(secrets)
    salt = vault.salt("CLI-1")
    vault.put([Entry(subject="CLI-1", entity="PERSON", token="<P_k1_a>", value="Léa Petit")])
    vault.close()
    if argv[0] == "--retire":
        keys("rotate", "--domain", "dom")
    ended = keys("rotate", "--domain", "dom", *argv)
    assert (ended.code, "1 people's keys rewrapped" in ended.out) == (0, True)
    assert load_keyset(secrets, "dom").versions == (2,)
    vault = vault_of(secrets)
    assert vault.salt("CLI-1") == salt
    assert vault.reveal(["<P_k1_a>"]) == {"<P_k1_a>": "Léa Petit"}


def test_nothing_is_destroyed_while_the_vault_cannot_be_rewrapped(
    keys: Keys, secrets: Path
) -> None:
    """A vault that is not there stops the rotation before a key is gone."""
    keys("init", "--domain", "dom")
    vault_of(secrets).close()
    keys("rotate", "--domain", "dom")
    (secrets / "vault" / "dom.sqlite").rename(secrets / "ailleurs")
    ended = keys("rotate", "--domain", "dom", "--retire", "1")
    assert (ended.code, "is not where it was" in ended.err) == (6, True)
    assert load_keyset(secrets, "dom").versions == (1, 2)


def test_retire_and_rekey_exclude_each_other(keys: Keys) -> None:
    """Two ways to destroy: one at a time."""
    keys("init", "--domain", "dom")
    assert keys("rotate", "--domain", "dom", "--mode", "rekey", "--retire", "1").code == 2
