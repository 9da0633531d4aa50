"""Runs whose policy keeps a vault: salts of people, and those who were erased."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caviardage.keys import load_keyset
from caviardage.vault import Vault, open_vault
from tests.pipelines.conftest import Command
from tests.pipelines.support import DOMAIN, jsonl, keys

pytestmark = pytest.mark.usefixtures("in_process")

FIELDS = {"client": {"operator": "drop"}, "texte": {"scan": True}}
ROWS = [
    {"client": "CLI-1", "texte": "message de Camille"},
    {"client": "CLI-2", "texte": "message de Camille"},
    {"client": " CLI-1", "texte": "encore Camille"},
    {"client": None, "texte": "sans client, Camille"},
]


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A secrets folder with the keyset of the tests' domain."""
    return keys(tmp_path / "secrets")


@pytest.fixture
def run(
    tmp_path: Path, secrets: Path, command: Command, policy_file: Callable[..., Path]
) -> Callable[..., Any]:
    """A run over the rows; returns how it ended, its rows and its record."""
    source = jsonl(tmp_path / "t.jsonl", *ROWS)

    def start(name: str, scope: str = "subject") -> tuple[Any, list[Any], dict[str, Any]]:
        policy = policy_file(
            fields=FIELDS,
            record={"subject": "client"},
            pseudonyms={"store": "sqlite"},
            entities={"default": {"operator": "token", "scope": scope}},
            output={"format": "jsonl"},
        )
        output = tmp_path / name
        argv = ["--policy", policy, "--input", source, "--output", output, "--secrets", secrets]
        ended = command("run", *argv)
        if ended.code:
            return ended, [], {}
        (part,) = (output / "data").iterdir()
        rows = [json.loads(line) for line in part.read_text().splitlines()]
        return ended, rows, json.loads((output / "run.json").read_text())

    return start


def vault_of(secrets: Path) -> Vault:
    """The vault of the tests' domain."""
    return open_vault(secrets, load_keyset(secrets, DOMAIN))


def test_a_person_has_one_token_in_all_documents(run: Callable[..., Any]) -> None:
    """Theirs and nobody else's, the same in the next run."""
    _, rows, _ = run("a")
    tokens = [row["texte"].split()[-1] for row in rows]
    assert tokens[0] == tokens[2]
    assert len(set(tokens)) == 3
    assert run("b")[1] == rows


def test_who_was_erased_is_left_out_and_counted(run: Callable[..., Any], secrets: Path) -> None:
    """Their records are filtered; the tokens of others stay the same."""
    before = run("a")[1]
    vault_of(secrets).shred("CLI-1")
    _, rows, record = run("b")
    assert rows == [before[1], before[3]]
    assert record["records"] == {"read": 4, "masked": 2, "dead": 0, "filtered": 2}
    assert record["filtered"] == {"erased": 2}


def test_erasures_count_where_no_salt_is_used(run: Callable[..., Any], secrets: Path) -> None:
    """A policy with a store and no scope subject asks for tombstones only."""
    vault_of(secrets).shred("CLI-2")
    assert run("a", scope="document")[2]["filtered"] == {"erased": 1}


def test_destroyed_salts_make_tokens_unlinkable(run: Callable[..., Any], secrets: Path) -> None:
    """D16: the holder of the keys, who guesses the value, no longer finds the token.

    The control: with the salt, the same guess finds it.
    """
    from caviardage.pseudonyms import Pseudonymizer

    token = run("a")[1][0]["texte"].split()[-1]
    vault, pseudonymizer = vault_of(secrets), Pseudonymizer(load_keyset(secrets, DOMAIN))

    def guess(salt: bytes) -> str:
        return pseudonymizer.token(
            "PERSON", "Camille", scope="subject", scope_id="CLI-1", salt=salt
        )

    assert guess(vault.salt("CLI-1")) == token
    vault.shred("CLI-1")
    assert vault.salts(["CLI-1"]) == {"CLI-1": None}
    assert guess(b"") != token


def test_a_vault_that_is_gone_stops_a_run_before_it_reads(
    run: Callable[..., Any], secrets: Path, tmp_path: Path
) -> None:
    """Exit 6, nothing published: everybody would get other pseudonyms."""
    run("a")
    for path in (secrets / "vault").glob(f"{DOMAIN}.sqlite*"):
        path.unlink()
    ended, _, _ = run("b")
    assert (ended.code, "is not where it was" in ended.err) == (6, True)
    assert not (tmp_path / "b").exists()
