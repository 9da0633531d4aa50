"""Sample tickets masked from their annotation, so that detection plays no part in an attack."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caviardage.documents import DocumentBuilder
from caviardage.masking import mask
from caviardage.operators import Operators
from caviardage.policy import Policy
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document, Finding, MaskedDocument, Position, Record

SAMPLES = Path(__file__).parents[2] / "samples"
DOMAIN = {"id": "dom-tests", "controller": "c", "purpose": "p", "legal_basis": "art6-1-f"}
KEEP = {"operator": "keep"}
Masks = Callable[..., list[MaskedDocument]]


def policy_with(entities: dict[str, Any], column: dict[str, Any] | None = None) -> Policy:
    """A policy over the sample tickets: all texts scanned, and the customer's columns."""
    rule = column or {"operator": "surrogate"}
    return Policy.model_validate(
        {
            "policy": "attaques",
            "version": 1,
            "domain": DOMAIN,
            "record": {"id": "ticket_id", "subject": "customer_id"},
            "fields": {
                "ticket_id": KEEP,
                "customer_name": {"entity": "PERSON", **rule, "known_value": True},
                "customer_email": {"entity": "EMAIL_ADDRESS", **rule, "known_value": True},
                "customer_phone": {"entity": "PHONE_NUMBER", **rule, "known_value": True},
                "subject": {"scan": True},
                "description": {"scan": True},
                "comments[].body": {"scan": True, "speaker": "comments[].author"},
            },
            "entities": entities,
        }
    )


def lines(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a sample file."""
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


@cache
def annotated() -> tuple[tuple[dict[str, Any], tuple[Finding, ...]], ...]:
    """The sample tickets with their annotation as findings."""
    gold = {row["id"]: row["spans"] for row in lines("gold.jsonl")}
    return tuple(
        (row, tuple(_finding(span) for span in gold[row["ticket_id"]]))
        for row in lines("tickets.jsonl")
    )


def _finding(span: dict[str, Any]) -> Finding:
    place = {name: span[name] for name in ("message", "field", "start", "end")}
    return Finding(**place, entity=span["label"], score=0.9, recognizer="gold")


def document_of(policy: Policy, row: dict[str, Any]) -> Document:
    """The document of one ticket, at a place of its own."""
    return DocumentBuilder(policy).build([Record(position=Position(file=1, offset=0), row=row)])


@pytest.fixture(scope="session", name="masked_samples")
def _masked_samples(pseudonymizer: Pseudonymizer) -> Masks:
    """Masks sample tickets under a policy, with the tests' keyset or another's."""

    def run(
        policy: Policy, count: int | None = None, holder: Pseudonymizer = pseudonymizer
    ) -> list[MaskedDocument]:
        operators = Operators(policy, holder)
        return [
            mask(document_of(policy, row), findings, policy, operators)
            for row, findings in annotated()[:count]
        ]

    return run


def texts(value: Any) -> Iterator[str]:
    """Every text inside a row."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value
