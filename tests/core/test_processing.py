"""Batches of documents: what fails is lost alone, is counted, and is never quoted."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from caviardage.errors import Code, RecordError, Stage
from caviardage.operators import Operators, Replaced
from caviardage.places import Place
from caviardage.policy import Policy
from caviardage.processing import Processed, Processor
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document, Finding, Position, Record

PATTERNS = {
    "PERSON": r"Zoé Lefèvre|Karim",
    "PHONE_NUMBER": r"0\d(?:[ .\u202f]?\d\d){4}",
    "ORGANIZATION": r"Orange",
}


class WordAnalyzer:
    """Finds by plain patterns; fails on some words as a recognizer might."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """Findings of a batch, or the failure of a word in it."""
        self.calls.append(len(documents))
        return [self._findings(document) for document in documents]

    def _findings(self, document: Document) -> tuple[Finding, ...]:
        found = []
        for text in document.texts:
            if "panne" in text.text:
                raise ValueError(f"cannot read {text.text!r}")
            if "lent" in text.text:
                raise RecordError(Stage.ANALYZE, Code.TIMEOUT)
            for entity, pattern in PATTERNS.items():
                for match in re.finditer(pattern, text.text):
                    found.append(
                        Finding(
                            message=text.message,
                            field=text.field,
                            start=match.start(),
                            end=match.end(),
                            entity=entity,
                            score=0.9,
                            recognizer="mots",
                        )
                    )
        return tuple(found)


@pytest.fixture
def process(policy: Policy, pseudonymizer: Pseudonymizer) -> Callable[..., Processed]:
    """Processes a batch, each item the rows of one document."""

    def run(*batch: list[dict[str, Any]], **parts: Any) -> Processed:
        processor = Processor(
            policy,
            parts.get("analyzer", WordAnalyzer()),
            parts.get("operators", Operators(policy, pseudonymizer)),
            pseudonymizer,
        )
        offset = iter(range(1000))
        documents = [
            [Record(position=Position(file=1, offset=next(offset)), row=row) for row in rows]
            for rows in batch
        ]
        return processor.process(documents)

    return run


def ticket(number: int, text: Any) -> list[dict[str, Any]]:
    """A ticket with one text."""
    return [{"ticket_id": number, "sujet": text}]


def test_a_batch_keeps_its_order_and_counts_what_was_done(process) -> None:
    """Rows in the order of the input; edits and kept findings by field, entity and operator."""
    result = process(
        ticket(1, "Zoé Lefèvre, 06 39 98 12 34, chez Orange"),
        [
            {
                "ticket_id": 2,
                "client": {"nom": "Karim"},
                "echanges": [{"texte": "Karim ici"}, {"texte": "ok Karim"}],
            }
        ],
        ticket(3, "RAS"),
    )
    assert [row.position.offset for row in result.rows] == [0, 1, 2]
    assert result.rows[1].row["echanges"] == [{"texte": "<PERSON> ici"}, {"texte": "ok <PERSON>"}]
    assert result.rows[2].row["sujet"] == "RAS"
    assert result.dead == []
    assert result.counts == {
        ("ticket_id", "TICKET_ID", "token"): 3,
        ("sujet", "PERSON", "replace"): 1,
        ("sujet", "PHONE_NUMBER", "token"): 1,
        ("sujet", "ORGANIZATION", "keep"): 1,
        ("client.nom", "PERSON", "replace"): 1,
        ("echanges[].texte", "PERSON", "replace"): 2,
    }


def test_a_batch_that_goes_well_is_analyzed_at_once(process) -> None:
    """One call for the batch; after a failure, one for each document."""
    analyzer = WordAnalyzer()
    process(ticket(1, "a"), ticket(2, "b"), analyzer=analyzer)
    assert analyzer.calls == [2]
    process(ticket(1, "a"), ticket(2, "panne"), analyzer=analyzer)
    assert analyzer.calls == [2, 2, 1, 1]


def test_an_empty_batch_is_nothing(process) -> None:
    """The analyzer is not called for no document."""
    analyzer = WordAnalyzer()
    assert process(analyzer=analyzer) == Processed()
    assert process(ticket(1, 42), analyzer=analyzer).rows == []
    assert analyzer.calls == []


def test_a_recognizer_that_raises_kills_its_document_only(process, pseudonymizer) -> None:
    """All records of that document become dead letters, with keyed ids; the others go through."""
    result = process(
        ticket(1, "Zoé Lefèvre"),
        [
            {"ticket_id": 2, "sujet": "bonjour, Karim"},
            {"ticket_id": 3, "sujet": "panne chez Zoé Lefèvre"},
        ],
        ticket(4, "Karim"),
    )
    assert [row.position.offset for row in result.rows] == [0, 3]
    assert [row.row["sujet"] for row in result.rows] == ["<PERSON>", "<PERSON>"]
    assert [row.record for row in result.rows] == [
        pseudonymizer.record_digest("1"),
        pseudonymizer.record_digest("4"),
    ]
    assert [letter.to_json() for letter in result.dead] == [
        {
            "file": 1,
            "offset": offset,
            "bytes": 0,
            "record": pseudonymizer.record_digest(str(offset + 1)),
            "stage": "analyze",
            "code": "E_ANALYZE",
        }
        for offset in (1, 2)
    ]
    assert result.counts[("sujet", "PERSON", "replace")] == 2


def test_nothing_shown_of_a_result_is_a_text(process) -> None:
    """Neither rows nor dead letters print a value of the data."""
    result = process(ticket(1, "Zoé Lefèvre"), ticket(2, "panne Karim"), ticket(3, "reste libre"))
    shown = repr(result) + str(result) + repr(result.rows) + repr(result.dead)
    for text in ("Zoé", "Karim", "panne", "reste libre"):
        assert text not in shown


@pytest.mark.parametrize(
    ("value", "stage", "code"),
    [
        ("lent", "analyze", "E_TIMEOUT"),
        ("panne", "analyze", "E_ANALYZE"),
        (481, "read", "E_TYPE"),
        ("Karim \udcff", "read", "E_ENCODING"),
        ("x" * 200_001, "read", "E_TOO_LARGE"),
    ],
)
def test_each_failure_has_its_stage_and_code(process, value: Any, stage: str, code: str) -> None:
    """The document is lost, its neighbours are not."""
    result = process(ticket(1, "Karim"), ticket(2, value), ticket(3, "Karim"))
    assert [row.position.offset for row in result.rows] == [0, 2]
    assert [(d.position.offset, d.stage, d.code) for d in result.dead] == [(1, stage, code)]


def test_a_record_of_another_shape_is_lost_alone(process) -> None:
    """A list where the policy names an object."""
    result = process([{"ticket_id": 1, "client": ["Karim"]}], ticket(2, "ok"))
    assert [(d.position.offset, d.stage, d.code) for d in result.dead] == [(0, "mask", "E_TYPE")]
    assert len(result.rows) == 1


def test_an_operator_that_raises_kills_its_document_only(process, policy, pseudonymizer) -> None:
    """What cannot be masked is never passed through."""

    class Breaks(Operators):
        def replace(self, document: Document, places: Sequence[Place]) -> Replaced:
            if any(place.value == "Karim" for place in places):
                raise KeyError("Karim")
            return super().replace(document, places)

    result = process(
        ticket(1, "Zoé Lefèvre"),
        ticket(2, "Karim"),
        operators=Breaks(policy, pseudonymizer),
    )
    assert [row.position.offset for row in result.rows] == [0]
    assert [(d.stage, d.code) for d in result.dead] == [("mask", "E_MASK")]
    assert result.counts[("ticket_id", "TICKET_ID", "token")] == 1


def test_an_analyzer_that_forgets_a_document_loses_the_batch(process) -> None:
    """Findings that do not match the documents one for one could mask the wrong text."""

    class Forgets(WordAnalyzer):
        def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
            return super().analyze(documents)[:-1]

    result = process(ticket(1, "Karim"), ticket(2, "Karim"), analyzer=Forgets())
    assert result.rows == []
    assert [d.code for d in result.dead] == ["E_ANALYZE", "E_ANALYZE"]


def test_a_finding_past_the_end_of_its_text_kills_the_document(process) -> None:
    """It belongs to another text: masking would hit the wrong place."""

    class Shifts(WordAnalyzer):
        def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
            far = Finding(
                message=0,
                field="sujet",
                start=0,
                end=99,
                entity="PERSON",
                score=1,
                recognizer="r",
            )
            return [(far,) for _ in documents]

    result = process(ticket(1, "Karim"), analyzer=Shifts())
    assert [(d.stage, d.code) for d in result.dead] == [("mask", "E_MASK")]


def test_a_record_without_id_has_no_digest(process) -> None:
    """The dead letter still says where it stands."""
    result = process([{"sujet": "panne"}], [{"sujet": "ok"}])
    assert [d.record for d in result.dead] == [None]
    assert [row.record for row in result.rows] == [None]


def test_counts_name_fields_as_the_policy_does(pseudonymizer: Pseudonymizer) -> None:
    """Indices of items are left out; brackets that belong to a name stay."""
    policy = Policy.model_validate(
        {
            "policy": "p",
            "version": 1,
            "domain": {"id": "d", "controller": "c", "purpose": "p", "legal_basis": "art6-1-f"},
            "fields": {
                r"lots[][].n°\[2\]": {"entity": "GENERIC_ID", "operator": "replace"},
                r"a\.b\\": {"entity": "GENERIC_ID", "operator": "replace"},
            },
        }
    )
    row = {"lots": [[], [{"n°[2]": 5}, {"n°[2]": 6}]], "a.b\\": "x"}
    processor = Processor(policy, WordAnalyzer(), Operators(policy, pseudonymizer), pseudonymizer)
    result = processor.process([[Record(position=Position(file=1, offset=0), row=row)]])
    assert result.counts == {
        (r"lots[][].n°\[2\]", "GENERIC_ID", "replace"): 2,
        (r"a\.b\\", "GENERIC_ID", "replace"): 1,
    }
