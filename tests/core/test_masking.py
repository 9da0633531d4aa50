"""Applying a policy to documents: what is kept, replaced, dropped; and the edits that say so."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caviardage import fields
from caviardage.documents import DocumentBuilder
from caviardage.errors import Code, RecordError, Stage
from caviardage.fields import PathTree
from caviardage.masking import mask, replay
from caviardage.operators import Operators
from caviardage.policy import Policy
from caviardage.policy_rules import FieldRule
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document, Finding, MaskedDocument, Position, Record

PATHS = [
    "nom",
    "note",
    "demandeur.email",
    "demandeur.adresse.ville",
    "échanges[].texte",
    "échanges[].auteur",
    "échanges[].pièces[].légende",
    "mots[]",
    "grille[][]",
    r"client\.réf",
    r"n°\[0\]",
]
ENTITY_NAMES = ["PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "FR_NIR", "LOCATION", "ORGANIZATION"]
characters = st.sampled_from("aéÇœz09 .,'’-@\n\r\u00a0\u202f\u0301🙂ﬁ")
told = ["Mme Zoé Lefèvre", "l'avis d'Anne ROY", "z.lefevre@corp.fr", "06 12 34 56 78", "<PERSON>"]
words = st.text(characters, max_size=12) | st.sampled_from(told)

masks = st.fixed_dictionaries(
    {"operator": st.just("mask")},
    optional={
        "masking_char": st.sampled_from("*#█"),
        "chars_to_mask": st.integers(1, 6),
        "from_end": st.booleans(),
    },
)
pseudonyms = st.fixed_dictionaries(
    {"operator": st.sampled_from(["token", "surrogate"])},
    optional={"scope": st.sampled_from(["document", "dataset", "domain", "random"])},
)
replaces = st.fixed_dictionaries(
    {"operator": st.just("replace")}, optional={"new_value": st.sampled_from(["X", "…", "a"])}
)
plain = st.sampled_from([{"operator": "redact"}, {"operator": "keep"}])
drops = st.just({"operator": "drop"})
entity_rules = plain | masks | pseudonyms | replaces
field_rules = (
    st.just({"scan": True})
    | plain
    | masks
    | st.builds(lambda rule: {**rule, "entity": "PERSON"}, pseudonyms | replaces)
)
DOMAIN = {"id": "d", "controller": "c", "purpose": "p", "legal_basis": "art6-1-f"}


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy over some of the paths, with any rules for fields and entities."""
    paths = draw(st.lists(st.sampled_from(PATHS), min_size=1, unique=True))
    return Policy.model_validate(
        {
            "policy": "p",
            "version": 1,
            "domain": DOMAIN,
            "fields": {
                path: draw(field_rules if path.endswith("]") else field_rules | drops)
                for path in paths
            },
            "entities": draw(st.dictionaries(st.sampled_from(ENTITY_NAMES), entity_rules)),
            "output": {"labels": draw(st.sampled_from(["en", "fr"]))},
        }
    )


def values(rule: FieldRule) -> st.SearchStrategy[Any]:
    """What may stand in a field of a rule."""
    if rule.scan:
        return st.none() | words
    if rule.operator in ("keep", "drop", "redact"):
        return st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
            max_leaves=4,
        )
    return st.none() | st.integers() | words


def rows(node: PathTree[FieldRule]) -> st.SearchStrategy[Any]:
    """Any value of the shape that the rules describe, with keys that no rule names."""
    if node.value is not None:
        return values(node.value)
    if node.items is not None:
        return st.none() | st.lists(rows(node.items), max_size=3)
    return st.none() | named_rows(node)


def named_rows(node: PathTree[FieldRule]) -> st.SearchStrategy[dict[str, Any]]:
    """An object with some of the keys that the rules name, and one that none does."""
    named = {name: rows(below) for name, below in node.names.items()}
    return st.fixed_dictionaries({}, optional={**named, "hors politique": words})


@st.composite
def documents(draw: st.DrawFn, rules: st.SearchStrategy[Policy]) -> tuple[Document, Policy]:
    """A document of one to three records under a policy."""
    policy = draw(rules)
    shape = named_rows(policy.field_tree())
    records = [
        Record(position=Position(file=1, offset=i), row=draw(shape))
        for i in range(draw(st.integers(1, 3)))
    ]
    return DocumentBuilder(policy).build(records), policy


@st.composite
def cases(
    draw: st.DrawFn, rules: st.SearchStrategy[Policy]
) -> tuple[Document, Policy, list[Finding]]:
    """A document, its policy, and findings that may overlap."""
    document, policy = draw(documents(rules))
    found = []
    for text in document.texts:
        for _ in range(draw(st.integers(0, 4)) if text.text else 0):
            start = draw(st.integers(0, len(text.text) - 1))
            found.append(
                Finding(
                    message=text.message,
                    field=text.field,
                    start=start,
                    end=draw(st.integers(start + 1, len(text.text))),
                    entity=draw(st.sampled_from(ENTITY_NAMES)),
                    score=draw(st.sampled_from([0.4, 0.8])),
                    recognizer="r",
                    validated=draw(st.booleans()),
                )
            )
    return document, policy, found


@pytest.fixture(scope="session")
def masked_by(
    pseudonymizer: Pseudonymizer,
) -> Callable[[Document, list[Finding], Policy], MaskedDocument]:
    """Masks with the operators of the policy."""
    built: dict[str, Operators] = {}

    def run(document: Document, findings: list[Finding], policy: Policy) -> MaskedDocument:
        if policy.output.labels not in built:
            built[policy.output.labels] = Operators(policy, pseudonymizer)
        return mask(document, findings, policy, built[policy.output.labels])

    return run


@given(cases(policies()))
def test_replaying_the_edits_gives_the_masked_rows(masked_by, case) -> None:
    """The explanation is the plan: edits applied to the original are the output, exactly."""
    document, policy, found = case
    masked = masked_by(document, found, policy)
    assert masked.rows == replay(document, masked.edits, policy)


@settings(max_examples=40)
@given(cases(policies()), st.integers())
def test_masking_depends_on_nothing_but_its_input(masked_by, case, seed: int) -> None:
    """Twice the same, and whatever the order in which the findings came."""
    document, policy, found = case
    masked = masked_by(document, found, policy)
    assert masked == masked_by(document, found, policy)
    shuffled = random.Random(seed).sample(found, len(found))  # noqa: S311  # no secret
    again = masked_by(document, shuffled, policy)
    assert (masked.rows, masked.edits) == (again.rows, again.edits)


@settings(max_examples=60)
@given(cases(policies()))
def test_only_named_fields_come_out(masked_by, case) -> None:
    """What the policy does not name, or drops, stands nowhere in the output."""
    document, policy, found = case
    rules = {fields.parse(path): rule for path, rule in policy.field_rules().items()}

    def check(value: Any, path: fields.Steps) -> None:
        if path in rules:
            assert rules[path].operator != "drop"
        elif value is not None:
            below = value.items() if isinstance(value, dict) else [("[]", v) for v in value]
            for step, inner in below:
                here = (*path, step)
                assert any(named[: len(here)] == here for named in rules)
                check(inner, here)

    for row in masked_by(document, found, policy).rows:
        check(row, ())


REPLACED = {
    "policy": "p",
    "version": 1,
    "domain": DOMAIN,
    "fields": {"note": {"scan": True}, "échanges[].texte": {"scan": True}},
    "entities": {"default": {"operator": "replace", "new_value": "■"}},
}


@given(cases(st.just(Policy.model_validate(REPLACED))))
def test_no_letter_of_a_found_value_stays_at_its_place(masked_by, case) -> None:
    """What remains beside the replacements is what nobody found, letter for letter."""
    document, policy, found = case
    masked = masked_by(document, found, policy)
    for text in document.texts:
        hidden = {
            i
            for f in found
            if (f.message, f.field) == (text.message, text.field)
            for i in range(f.start, f.end)
        }
        row = masked.rows[text.message]
        index = int(text.field[len("échanges[") :].partition("]")[0]) if "[" in text.field else 0
        new = row["note"] if text.field == "note" else row["échanges"][index]["texte"]
        left = [c for c in new if c.isalnum()]
        assert left == [c for i, c in enumerate(text.text) if c.isalnum() and i not in hidden]


def document_of(policy: Policy, *rows: dict[str, Any]) -> Document:
    """The document of some rows."""
    return DocumentBuilder(policy).build(
        [Record(position=Position(file=1, offset=i), row=row) for i, row in enumerate(rows)]
    )


def found_in(text: str, value: str, entity: str, field: str, message: int = 0) -> Finding:
    """The finding of a value in a text."""
    start = text.index(value)
    return Finding(
        message=message,
        field=field,
        start=start,
        end=start + len(value),
        entity=entity,
        score=0.9,
        recognizer="r",
    )


def test_a_ticket_is_masked_field_by_field(masked_by, policy: Policy) -> None:
    """Columns by their rules, texts by their findings, at their own places in lists."""
    first = "bjr, Zoé\u00a0Lefèvre ICI,\ntel 06\u202f39\u202f98\u202f12\u202f34"
    second = "C'est ZOE LEFEVRE de chez Orange"
    row = {
        "ticket_id": 481,
        "client": {"nom": "Zoé Lefèvre", "âge": 37},
        "canal": "chat",
        "sujet": "",
        "echanges": [{"texte": first, "auteur": "Zoé"}, None, {"texte": second}],
        "note interne": "cliente pénible",
    }
    found = [
        found_in(first, "Zoé\u00a0Lefèvre", "PERSON", "echanges[0].texte"),
        found_in(first, "06\u202f39\u202f98\u202f12\u202f34", "PHONE_NUMBER", "echanges[0].texte"),
        found_in(second, "ZOE LEFEVRE", "PERSON", "echanges[2].texte"),
        found_in(second, "Orange", "ORGANIZATION", "echanges[2].texte"),
    ]
    masked = masked_by(document_of(policy, row), found, policy)
    (out,) = masked.rows
    assert list(out) == ["ticket_id", "client", "canal", "sujet", "echanges"]
    assert out["ticket_id"].startswith("<TICKET_ID_k1_")
    assert (out["client"], out["canal"], out["sujet"]) == ({"nom": "<PERSON>"}, "chat", "")
    assert out["echanges"][0]["texte"].startswith("bjr, <PERSON> ICI,\ntel <PHONE_NUMBER_k1_")
    assert out["echanges"][1:] == [None, {"texte": "C'est <PERSON> de chez Orange"}]
    assert [f.entity for f in masked.kept] == ["ORGANIZATION"]


def test_a_kept_finding_does_not_save_what_another_one_covers(masked_by, policy: Policy) -> None:
    """« Société Martin » is kept as a company; the person found in it is masked all the same."""
    text = "Société Martin"
    found = [
        found_in(text, "Société Martin", "ORGANIZATION", "sujet"),
        found_in(text, "Martin", "PERSON", "sujet"),
    ]
    masked = masked_by(document_of(policy, {"sujet": text}), found, policy)
    assert masked.rows == ({"sujet": "Société <PERSON>"},)


def test_an_entity_that_the_policy_forgot_is_redacted(masked_by) -> None:
    """Without a rule and without a default, a finding is removed from the text."""
    policy = Policy.model_validate({**REPLACED, "entities": {}})
    text = "mon NIR 2 55 08 69 123 456 28 svp"
    found = [found_in(text, "2 55 08 69 123 456 28", "FR_NIR", "note")]
    masked = masked_by(document_of(policy, {"note": text}), found, policy)
    assert masked.rows == ({"note": "mon NIR  svp"},)
    assert [(e.operator, e.replacement) for e in masked.edits] == [("redact", "")]


def test_a_redacted_field_becomes_null(masked_by) -> None:
    """A whole value removed leaves null, of whatever type it was."""
    policy = Policy.model_validate(
        {**REPLACED, "fields": {"a": {"operator": "redact"}, "b": {"operator": "redact"}}}
    )
    masked = masked_by(document_of(policy, {"a": 12.5, "b": None}), [], policy)
    assert masked.rows == ({"a": None, "b": None},)
    assert [(e.field, e.entity, e.replacement) for e in masked.edits] == [("a", "VALUE", None)]


@pytest.mark.parametrize("value", [1.5, True, ["a"], {"a": "b"}])
def test_a_value_that_its_operator_cannot_take_fails_the_record(masked_by, value: Any) -> None:
    """Numbers with a fraction, truth values, lists and objects have no one way to be written."""
    policy = Policy.model_validate(
        {**REPLACED, "fields": {"a": {"operator": "token", "entity": "CUSTOMER_ID"}}}
    )
    with pytest.raises(RecordError) as error:
        masked_by(document_of(policy, {"a": value}), [], policy)
    assert (error.value.stage, error.value.code) == (Stage.MASK, Code.TYPE)


@pytest.mark.parametrize(
    "row",
    [
        {"échanges": "texte"},
        {"échanges": {"texte": "Zoé"}},
        {"échanges": ["Zoé"]},
        {"échanges": [["Zoé"]]},
    ],
)
def test_a_record_of_another_shape_never_passes_through(masked_by, row: dict[str, Any]) -> None:
    """Where the policy expects a list of objects, a text would go out unread: it fails."""
    policy = Policy.model_validate(REPLACED)
    with pytest.raises(RecordError) as error:
        masked_by(document_of(policy, row), [], policy)
    assert (error.value.stage, error.value.code) == (Stage.MASK, Code.TYPE)


def test_messages_of_a_chat_are_edited_each_in_its_own_row(masked_by) -> None:
    """A finding of the second message changes the second row only."""
    policy = Policy.model_validate(REPLACED)
    document = document_of(policy, {"note": "c'est Zoé"}, {"note": "c'est Zoé"})
    masked = masked_by(document, [found_in("c'est Zoé", "Zoé", "PERSON", "note", 1)], policy)
    assert masked.rows == ({"note": "c'est Zoé"}, {"note": "c'est ■"})
    assert masked.positions == tuple(record.position for record in document.records)
