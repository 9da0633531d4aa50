"""Each line of ``tests/cases`` is one text and the values that must be found in it, no more."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from presidio_analyzer import EntityRecognizer
from presidio_analyzer.nlp_engine import NlpArtifacts
from spacy.tokens import Span

from recognizers.registry import RECOGNIZERS

CASES = Path(__file__).parents[1] / "cases"
KNOWN_FAILURES = "known_failures.jsonl"
# The default of ``detection.min_score``: what scores less is not masked.
MIN_SCORE = 0.35

INSTANCES = [recognizer() for recognizer in RECOGNIZERS]
BLANK = spacy.blank("fr")


def lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The cases of one file, each with a name for the test report."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        yield f"{path.stem}:{number}", json.loads(line)


def cases() -> Iterator[Any]:
    """All cases as parameters; known failures are strict: one that passes must be moved."""
    for path in sorted(CASES.glob("*.jsonl")):
        for name, case in lines(path):
            known = path.name == KNOWN_FAILURES
            mark = pytest.mark.xfail(strict=True, reason=case["reason"]) if known else ()
            yield pytest.param(case, id=name, marks=mark)


def artifacts(case: dict[str, Any]) -> NlpArtifacts:
    """What the model would hand over if it found the names under ``ner``, without the model."""
    text = case["text"]
    doc = BLANK.make_doc(text)
    spans, end = [], 0
    for value, label in case.get("ner", []):
        start = text.index(value, end)
        end = start + len(value)
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        assert isinstance(span, Span)
        spans.append(span)
    return NlpArtifacts(spans, doc, [], [], None, "fr", [0.6] * len(spans))


def found(case: dict[str, Any]) -> list[str]:
    """The values of the case's entity that are found, in the order of the text."""
    entity, text = case["entity"], case["text"]
    recognizers = [r for r in INSTANCES if entity in r.supported_entities]
    assert recognizers, f"no recognizer finds {entity}"
    results = [
        result
        for recognizer in recognizers
        for result in recognizer.analyze(text, [entity], artifacts(case))
        if result.score >= MIN_SCORE and result.entity_type == entity
    ]
    kept = EntityRecognizer.remove_duplicates(results)
    return [text[r.start : r.end] for r in sorted(kept, key=lambda r: r.start)]


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any]) -> None:
    """A recognizer finds exactly the values of a case."""
    assert found(case) == case["values"], case["comment"]


@pytest.mark.parametrize("path", sorted(set(CASES.glob("*.jsonl")) - {CASES / KNOWN_FAILURES}))
def test_cases_are_many(path: Path) -> None:
    """Every entity has at least twenty cases, eight of them traps."""
    values = [case["values"] for _, case in lines(path)]
    assert len(values) >= 20
    assert sum(not value for value in values) >= 8


def test_every_entity_has_cases() -> None:
    """What a recognizer of the registry finds is shown by cases."""
    entities = {entity for r in INSTANCES for entity in r.supported_entities}
    assert entities == {path.stem.upper() for path in CASES.glob("*.jsonl")} - {"KNOWN_FAILURES"}
