"""Scopes, surrogates and their fallbacks, through the masking of whole documents."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from caviardage.canonical import canonical
from caviardage.documents import DocumentBuilder
from caviardage.errors import KeyUnavailable
from caviardage.masking import mask, replay
from caviardage.operators import Operators
from caviardage.policy import Policy
from caviardage.policy_pseudonyms import PseudonymRules, advice
from caviardage.policy_rules import EntityRule
from caviardage.pseudonyms import TOKEN_SHAPE, Pseudonymizer
from caviardage.records import Document, Finding, MaskedDocument, Position, Record
from caviardage.surrogates.french import fold
from caviardage.written_dates import read

CLAIRE, PAUL, PHONE = "Claire Dupont", "Paul Dupont", "06 39 98 12 34"
DOMAIN = {"id": "d", "controller": "c", "purpose": "p", "legal_basis": "art6-1-f"}
Masks = Callable[..., MaskedDocument]


class Salts:
    """A salt of its own for each subject, in memory."""

    def __init__(self, secret: bytes = b"s") -> None:
        self.secret = secret

    def salt(self, subject: str) -> bytes:
        """The salt of a subject."""
        return hashlib.sha256(self.secret + subject.encode()).digest()[:16]


def policy_with(**entities: dict[str, Any]) -> Policy:
    """A policy over a text, a customer's name and address, and the rules of some entities."""
    surrogate = {"operator": "surrogate"}
    return Policy.model_validate(
        {
            "policy": "p",
            "version": 1,
            "domain": DOMAIN,
            "record": {"id": "id", "subject": "client"},
            "fields": {
                "id": {"operator": "keep"},
                "nom": {
                    "entity": "PERSON",
                    **entities.get("PERSON", surrogate),
                    "known_value": True,
                },
                "mail": {"entity": "EMAIL_ADDRESS", **surrogate, "known_value": True},
                "note": {"scan": True},
            },
            "entities": entities,
            "pseudonyms": {"store": "sqlite"},
        }
    )


def document_of(policy: Policy, note: str, **row: Any) -> Document:
    """A ticket with one text."""
    whole = {"id": "1", "client": "C1", **row, "note": note}
    return DocumentBuilder(policy).build([Record(position=Position(file=1, offset=0), row=whole)])


def findings(note: str, *values: tuple[str, str]) -> list[Finding]:
    """Every occurrence of some values in a text."""
    found = []
    for entity, value in values:
        start = note.find(value)
        while start >= 0:
            found.append(
                Finding(
                    message=0, field="note", start=start, end=start + len(value), entity=entity,
                    score=0.9, recognizer="r",
                )
            )  # fmt: skip
            start = note.find(value, start + 1)
    return found


@pytest.fixture(name="masked")
def _masked(pseudonymizer: Pseudonymizer) -> Masks:
    """Masks a ticket whose values are found, and checks that its edits replay."""

    def run(
        rules: dict[str, Any], note: str, *values: tuple[str, str], salts: Salts | None = None,
        **row: Any,
    ) -> MaskedDocument:  # fmt: skip
        policy = policy_with(**rules)
        document = document_of(policy, note, **row)
        operators = Operators(policy, pseudonymizer, salts or Salts())
        made = mask(document, findings(note, *values), policy, operators)
        assert replay(document, made.edits, policy) == made.rows
        return made

    return run


def surrogate(scope: str | None = None, **more: Any) -> dict[str, Any]:
    """A rule."""
    return {"operator": "surrogate", **({"scope": scope} if scope else {}), **more}


def test_one_person_is_one_in_columns_texts_and_addresses(masked: Masks) -> None:
    """Column, signature, initial, given name and e-mail: one new person, in each form."""
    note = f"Bonjour, {CLAIRE}. Merci, C. Dupont (claire.dupont@corp.fr). Son fils Paul"
    made = masked(
        {"PERSON": surrogate(), "EMAIL_ADDRESS": surrogate()},
        note,
        ("PERSON", CLAIRE),
        ("PERSON", "C. Dupont"),
        ("EMAIL_ADDRESS", "claire.dupont@corp.fr"),
        ("PERSON", "Paul"),
        nom="DUPONT Claire",
        mail="claire.dupont@corp.fr",
    )
    (row,) = made.rows
    surname, given = row["nom"].split()
    assert row["note"].startswith(f"Bonjour, {given} {surname.title()}. Merci, {given[0]}. ")
    assert row["mail"] in row["note"]
    assert row["mail"].startswith(f"{fold(given)}.{fold(surname)}@example.")
    assert given not in row["note"].rpartition("fils ")[2]


def test_scopes_say_where_a_name_stays_the_same(masked: Masks) -> None:
    """Two tickets of one customer, one of another: who is linked to whom, and where."""

    def names(scope: str) -> list[str]:
        tickets = ({"id": "1"}, {"id": "2"}, {"id": "3", "client": "C2"})
        rules = {"PERSON": surrogate(scope)}
        made = [masked(rules, CLAIRE, ("PERSON", CLAIRE), **row).rows[0] for row in tickets]
        assert CLAIRE not in {row["note"] for row in made}
        return [row["note"] for row in made]

    assert len(set(names("document"))) == 3
    one, same, other = names("subject")
    assert one == same != other
    assert len(set(names("dataset"))) == len(set(names("domain"))) == 1
    assert names("dataset")[0] != names("domain")[0]
    assert len(set(names("random"))) == 3


def test_without_its_salt_a_pseudonym_cannot_be_made_again(masked: Masks) -> None:
    """The key and the name are not enough: that is what makes an erasure real."""
    for rule in (surrogate("subject"), {"operator": "token", "scope": "subject"}):
        one = masked({"PERSON": rule}, CLAIRE, ("PERSON", CLAIRE)).rows
        lost = masked({"PERSON": rule}, CLAIRE, ("PERSON", CLAIRE), salts=Salts(b"t")).rows
        assert one != lost


def test_no_salts_no_subject_scope(pseudonymizer: Pseudonymizer) -> None:
    """A worker that could not open the store refuses to start."""
    policy = policy_with(PERSON=surrogate("subject"))
    with pytest.raises(KeyUnavailable, match="salt store"):
        Operators(policy, pseudonymizer)


def test_a_ticket_without_a_customer_is_a_scope_of_its_own(masked: Masks) -> None:
    """Nobody's tickets are not linked to each other."""
    rules = {"PERSON": surrogate("subject")}
    notes = {
        masked(rules, CLAIRE, ("PERSON", CLAIRE), id=i, client=None).rows[0]["note"] for i in "12"
    }
    assert len(notes) == 2


def test_random_names_differ_from_place_to_place(masked: Masks) -> None:
    """Twice in one text, two names; the same two in the next run."""
    note = f"{CLAIRE} / {CLAIRE}"
    made = [masked({"PERSON": surrogate("random")}, note, ("PERSON", CLAIRE)) for _ in range(2)]
    one, other = made[0].rows[0]["note"].split(" / ")
    assert one != other
    assert made[0] == made[1]


def test_phones_are_tokens_where_too_few_numbers_are_left(masked: Masks) -> None:
    """60 000 numbers serve a ticket, not a domain; the record says that a token was written."""
    for scope in ("document", "subject", "random"):
        (edit,) = masked({"PHONE_NUMBER": surrogate(scope)}, PHONE, ("PHONE_NUMBER", PHONE)).edits
        assert edit.operator == "surrogate"
        assert canonical("PHONE_NUMBER", edit.replacement or "").startswith("+3363998")
    (edit,) = masked({"PHONE_NUMBER": surrogate("domain")}, PHONE, ("PHONE_NUMBER", PHONE)).edits
    assert edit.operator == "token"
    assert TOKEN_SHAPE.match(edit.replacement or "")


@pytest.mark.parametrize(
    ("entity", "value", "rule", "expected"),
    [
        ("DATE_OF_BIRTH", "12/03/1985", {"operator": "generalise"}, "1985-1989"),
        ("DATE_OF_BIRTH", "12/03/1985", surrogate(), "1985-1989"),
        ("DATE_OF_BIRTH", "au printemps", {"operator": "generalise"}, "<DATE_OF_BIRTH>"),
        ("AGE", "42 ans", {"operator": "generalise"}, "40-44 ans"),
        ("AGE", "42", {"operator": "generalise"}, "40-44"),
        ("AGE", "93", surrogate(), "90+"),
        ("FR_POSTAL_CODE", "69003", {"operator": "departement"}, "69"),
        ("FR_POSTAL_CODE", "1000", {"operator": "departement"}, "01"),
        ("FR_POSTAL_CODE", "98000", {"operator": "departement"}, "<FR_POSTAL_CODE>"),
        ("FR_ADDRESS", "3 rue des Lys, 20200 Bastia", {"operator": "departement"}, "2B"),
        ("DATE_TIME", "demain", {"operator": "date_shift"}, "<DATE_TIME>"),
        ("FR_POSTAL_CODE", "69003", surrogate(keep_departement=True), "69999"),
    ],
)
def test_what_is_made_coarser_is_coarser_or_a_label(
    masked: Masks, entity: str, value: str, rule: dict[str, Any], expected: str
) -> None:
    """Bands, départements; what cannot be read never passes through."""
    made = masked({entity: rule}, f"({value})", (entity, value))
    assert made.rows[0]["note"] == f"({expected})"


def test_dates_of_a_ticket_keep_their_intervals(masked: Masks) -> None:
    """Whole weeks, the same for all: weekdays and durations stay."""
    note = "le 02/03/2026 puis le 12/03/2026"
    rules = {"DATE_TIME": {"operator": "date_shift"}}
    dates = [("DATE_TIME", "02/03/2026"), ("DATE_TIME", "12/03/2026")]
    words = masked(rules, note, *dates).rows[0]["note"].split()
    days = [dt.date.fromisoformat(date.iso) for word in words if (date := read(word))]
    assert (days[1] - days[0]).days == 10
    assert (days[0] - dt.date(2026, 3, 2)).days % 7 == 0 != (days[0] - dt.date(2026, 3, 2)).days


def test_what_fits_two_people_is_counted(masked: Masks) -> None:
    """« Dupont » beside Claire and Paul: pseudonymised, as someone else, and counted."""
    note = f"{CLAIRE}, {PAUL}. Dupont a appelé"
    found = [("PERSON", CLAIRE), ("PERSON", PAUL)]
    policy = policy_with(PERSON=surrogate())
    made = masked({"PERSON": surrogate()}, note, *found, ("PERSON", "Dupont"))
    assert made.refused == 1
    assert "Dupont" not in made.rows[0]["note"]
    assert policy.entity_rule("PERSON").operator == "surrogate"


def test_advice_tells_collisions_fallbacks_and_frequency_attacks() -> None:
    """Figures for the declared volume; nothing to say of the default scope."""
    rules = [(entity, EntityRule(operator="surrogate")) for entity in ("PERSON", "PHONE_NUMBER")]
    assert list(advice(rules, PseudonymRules())) == []
    wide = [(name, EntityRule(operator="surrogate", scope="domain")) for name, _ in rules]
    told = "\n".join(advice(wide, PseudonymRules(expected_records=20_000)))
    assert "PERSON: surrogates in scope domain: of 20000 distinct values, 77" in told
    assert "PERSON: scope domain allows frequency attacks" in told
    assert "PHONE_NUMBER" in told
    assert "tokens are written instead" in told
    mixed = [wide[0], ("EMAIL_ADDRESS", EntityRule(operator="surrogate"))]
    assert any("will not match" in line for line in advice(mixed, PseudonymRules()))
