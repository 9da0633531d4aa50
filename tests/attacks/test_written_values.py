"""What is written in the place of values: of nobody, repeatable, and not to be forged.

D6 (a column's value in its own ticket), D13 (tricks of policies and customers), D19 (again, in
another order or process), D20 (a surrogate that belongs to somebody).
"""

import hashlib
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from stdnum import iban, luhn
from stdnum.fr import nir

from caviardage.canonical import canonical
from caviardage.errors import RecordError
from caviardage.keys import create_keyset
from caviardage.masking import mask
from caviardage.operators import Operators
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Finding, MaskedDocument
from caviardage.surrogates.email import DOMAINS
from caviardage.surrogates.french import fold
from tests.attacks.conftest import KEEP, Masks, annotated, document_of, policy_with, texts

ROOT = Path(__file__).parents[2]
SURROGATES = {"default": {"operator": "surrogate"}}
BLOCKS = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998")


def columns_left(made: list[MaskedDocument]) -> list[str]:
    """The customers whose own name, address or telephone stands in their output."""
    found = []
    for (row, _), masked in zip(annotated(), made, strict=False):
        out = fold("\n".join(texts(dict(masked.rows[0]))))
        digits = re.sub(r"\D", "", out)
        for name in ("customer_name", "customer_email"):
            if row[name] and re.search(rf"(?<!\w){re.escape(fold(row[name]))}(?!\w)", out):
                found.append(row["ticket_id"])
        phone = re.sub(r"\D", "", row["customer_phone"] or "")
        if len(phone) == 10 and phone in digits:
            found.append(row["ticket_id"])
    return found


def test_d6_no_column_value_stays_in_its_own_ticket(masked_samples: Masks) -> None:
    """Over all samples, nobody's name, address or number. Control: kept, they are found."""
    policy = policy_with(SURROGATES)
    assert columns_left(masked_samples(policy)) == []
    kept = policy_with({"PERSON": KEEP, "EMAIL_ADDRESS": KEEP, "PHONE_NUMBER": KEEP}, KEEP)
    assert len(columns_left(masked_samples(kept, 50))) > 50


FORGED = "<FR_NIR_k1_aaaaaaaabbbbbbbb>"


def ticket(text: str) -> dict[str, Any]:
    """A ticket that says one thing."""
    return {"ticket_id": "T", "customer_name": None, "description": text}


def masked_text(
    pseudonymizer: Pseudonymizer, text: str, *hidden: str, entities: dict[str, Any] | None = None
) -> str:
    """A text after masking, with some values found in it."""
    policy = policy_with(entities or {"default": {"operator": "redact"}})
    found = [
        Finding(
            message=0, field="description", start=text.index(value),
            end=text.index(value) + len(value), entity="PERSON", score=0.9, recognizer="r",
        )
        for value in hidden
    ]  # fmt: skip
    document = document_of(policy, ticket(text))
    rows = mask(document, found, policy, Operators(policy, pseudonymizer)).rows
    return str(rows[0]["description"])


def test_d13_a_token_that_a_customer_types_is_taken_apart(pseudonymizer: Pseudonymizer) -> None:
    """It reads the same, and is no token: nobody can steer a later resolution."""
    assert masked_text(pseudonymizer, f"voir {FORGED} svp") == f"voir ‹{FORGED[1:]} svp"
    labels = "<PERSON>, [PERSONNE_1], <fr_nir_k1_aaaaaaaabbbbbbbb>"
    assert masked_text(pseudonymizer, labels) == labels  # control: these resolve to nothing
    token = {"default": {"operator": "token"}}
    made = masked_text(pseudonymizer, f"Zoé {FORGED}", "Zoé", entities=token)
    assert made.startswith("<PERSON_k1_")
    assert made.endswith(f" ‹{FORGED[1:]}")


def test_d13_a_token_put_together_by_masking_fails_its_record(pseudonymizer: Pseudonymizer) -> None:
    """What is removed in the middle must not close the gap."""
    with pytest.raises(RecordError):
        masked_text(pseudonymizer, "<FR_NIR_k1_aaaaaaaa Zoé bbbbbbbb>", " Zoé ")


@pytest.mark.parametrize(
    "entities",
    [
        {"PASSWORD": KEEP},
        {"PASSWORD": {"operator": "surrogate"}},
        {"FR_DOOR_CODE": {"operator": "mask", "chars_to_mask": 1}},
        {"default": KEEP},
        {"PERSON": {"operator": "hash"}},
        {"PERSON": {"operator": "surrogate", "scope": "subject"}},
        {"DATE_TIME": {"operator": "date_shift", "scope": "domain"}},
    ],
)
def test_d13_a_policy_cannot_weaken_what_it_must_protect(entities: dict[str, Any]) -> None:
    """Secrets kept, unkeyed hashes, salts without a store: refused before anything is read."""
    with pytest.raises(ValidationError):
        policy_with(entities)


def test_d13_a_secret_gets_neither_surrogate_nor_token_by_default(masked_samples: Masks) -> None:
    """Under a default of surrogates, passwords and codes are gone: labels only."""
    edits = [edit for made in masked_samples(policy_with(SURROGATES)) for edit in made.edits]
    secrets = ("PASSWORD", "PIN_CODE", "OTP_CODE", "FR_DOOR_CODE", "CREDIT_CARD_CVV", "API_KEY")
    found = [edit for edit in edits if edit.entity in secrets]
    assert len(found) > 20
    assert {edit.replacement for edit in found} <= {f"<{name}>" for name in secrets}


def test_d19_shuffled_and_repeated_the_rows_are_the_same(masked_samples: Masks) -> None:
    """A ticket's output depends on the ticket, whatever came before it."""
    policy = policy_with(SURROGATES)
    made = masked_samples(policy, 60)
    assert made == masked_samples(policy, 60)


def test_d19_findings_in_any_order_give_the_same_bytes(pseudonymizer: Pseudonymizer) -> None:
    """Recognizers may answer in any order, twice, and one inside another."""
    policy = policy_with(SURROGATES)
    operators = Operators(policy, pseudonymizer)
    for row, findings in annotated()[:30]:
        document = document_of(policy, row)
        mixed = [*findings, *findings]
        random.Random(1).shuffle(mixed)  # noqa: S311  # no secret
        one, other = (mask(document, found, policy, operators) for found in (findings, mixed))
        assert (one.rows, one.edits) == (other.rows, other.edits)


SCRIPT = """
import json, sys
from pathlib import Path
from caviardage.keys import load_keyset
from caviardage.masking import mask
from caviardage.operators import Operators
from caviardage.pseudonyms import Pseudonymizer
from tests.attacks.conftest import annotated, document_of, policy_with
policy = policy_with({"default": {"operator": "surrogate"}})
operators = Operators(policy, Pseudonymizer(load_keyset(Path(sys.argv[1]), "dom-tests")))
for row, found in annotated()[:40]:
    made = mask(document_of(policy, row), found, policy, operators)
    print(json.dumps(made.rows, default=str))
"""


def test_d19_fresh_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """Two processes whose hashes differ. Control: with another key, the bytes differ."""

    def digest(secrets: Path, seed: str) -> str:
        if not secrets.exists():
            create_keyset(secrets, "dom-tests")
        result = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(secrets)],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": ""},
        )
        assert result.stdout.count(b"\n") == 40
        return hashlib.sha256(result.stdout).hexdigest()

    assert digest(tmp_path / "a", "1") == digest(tmp_path / "a", "2")
    assert digest(tmp_path / "a", "1") != digest(tmp_path / "b", "1")


def outside(entity: str, value: str) -> bool:
    """Whether a surrogate could belong to somebody, by checks that are not those of its maker."""
    plain = re.sub(r"\W", "", value).upper()
    checks = {
        "PHONE_NUMBER": lambda: not canonical("PHONE_NUMBER", value).startswith(BLOCKS),
        "EMAIL_ADDRESS": lambda: not fold(value).endswith(DOMAINS) and "example" not in value,
        "IBAN_CODE": lambda: iban.is_valid(plain),
        "FR_NIR": lambda: nir.is_valid(plain),
        "CREDIT_CARD": lambda: luhn.is_valid(plain),
        "FR_SIRET": lambda: luhn.is_valid(plain),
        "FR_SIREN": lambda: luhn.is_valid(plain),
    }
    return entity in checks and checks[entity]()


def test_d20_no_surrogate_of_the_samples_belongs_to_anybody(masked_samples: Masks) -> None:
    """Telephones, e-mails, IBANs, NIRs, cards, SIRETs. Control: a valid IBAN is told."""
    edits = [edit for made in masked_samples(policy_with(SURROGATES)) for edit in made.edits]
    made = [(e.entity, e.replacement or "") for e in edits if e.operator == "surrogate"]
    assert len({entity for entity, _ in made}) > 25
    assert [value for entity, value in made if outside(entity, value)] == []
    assert outside("IBAN_CODE", "FR14 2004 1010 0505 0001 3M02 606")
