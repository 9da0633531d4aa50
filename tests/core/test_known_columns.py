"""``known_value``: which columns a document knows, and what a policy may say of it."""

import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from caviardage.documents import DocumentBuilder
from caviardage.policy import Policy
from caviardage.records import Document, KnownValue, Position, Record

BASE: dict[str, Any] = {
    "policy": "p",
    "version": 1,
    "domain": {"id": "d", "controller": "c", "purpose": "p", "legal_basis": "art6-1-f"},
}
NAME = {"entity": "PERSON", "operator": "replace", "known_value": True}
PHONE = {"entity": "PHONE_NUMBER", "operator": "drop", "known_value": True}


def build(fields: dict[str, Any], *rows: dict[str, Any]) -> Document:
    """The document of some rows under a policy with these fields."""
    policy = Policy.model_validate({**BASE, "fields": {"texte": {"scan": True}, **fields}})
    records = [Record(position=Position(file=1, offset=i), row=row) for i, row in enumerate(rows)]
    return DocumentBuilder(policy).build(records)


def values(document: Document) -> list[tuple[str, str]]:
    """What the document knows, to compare."""
    return [(known.entity, known.value) for known in document.known]


def test_columns_are_known_even_when_they_are_dropped() -> None:
    """The name and the dropped telephone number, without the spaces around them."""
    document = build(
        {"nom": NAME, "tel": PHONE}, {"texte": "ok", "nom": " Zoé Roux ", "tel": "06 39 98 12 34"}
    )
    assert values(document) == [("PERSON", "Zoé Roux"), ("PHONE_NUMBER", "06 39 98 12 34")]


def test_each_value_of_a_thread_is_known_once() -> None:
    """The same customer on every message of a chat; another one in the last."""
    rows = [{"texte": "a", "nom": name} for name in ("Zoé Roux", "Zoé Roux", "Ali Kaya")]
    assert values(build({"nom": NAME}, *rows)) == [("PERSON", "Ali Kaya"), ("PERSON", "Zoé Roux")]


def test_items_of_lists_and_nested_values_are_known() -> None:
    """``contacts[].nom`` and ``client.nom``."""
    row = {"texte": "a", "contacts": [{"nom": "Zoé"}, {"nom": None}], "client": {"nom": "Ali"}}
    document = build({"contacts[].nom": NAME, "client.nom": NAME}, row)
    assert values(document) == [("PERSON", "Ali"), ("PERSON", "Zoé")]


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (639981234, ["639981234"]),
        (datetime.date(1985, 3, 7), ["1985-03-07"]),
        ("", []),
        ("   ", []),
        (None, []),
        (True, []),
        (3.5, []),
        ({"a": "b"}, []),
        ("x" * 201, []),
    ],
)
def test_only_what_can_be_searched_is_known(value: Any, known: list[str]) -> None:
    """A text, a whole number or a date; nothing empty, nothing endless."""
    document = build({"tel": PHONE}, {"texte": "a", "tel": value})
    assert [value for _, value in values(document)] == known


def test_nothing_is_known_unless_the_policy_says_so() -> None:
    """A column with an entity alone is not searched."""
    document = build({"nom": {"entity": "PERSON", "operator": "replace"}}, {"nom": "Zoé Roux"})
    assert document.known == ()


def test_known_values_are_not_shown() -> None:
    """Neither the value nor the document that holds it prints a name."""
    document = build({"nom": NAME}, {"texte": "a", "nom": "Zoé Roux"})
    assert "Roux" not in repr(document) + repr(document.known[0])
    assert repr(KnownValue(entity="PERSON", value="Roux")) == "KnownValue(entity='PERSON')"


@pytest.mark.parametrize(
    "rule",
    [
        {"operator": "keep", "known_value": True},
        {"operator": "drop", "known_value": True},
        {"scan": True, "known_value": True},
    ],
)
def test_a_known_value_needs_its_entity(rule: dict[str, Any]) -> None:
    """Without it nobody could say what was found."""
    with pytest.raises(ValidationError, match="'known_value' needs the entity"):
        build({"nom": rule})
