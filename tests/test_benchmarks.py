"""The benchmarks' own code: generated documents, vectors of identifiers, the table of detectors."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import detection, generate, identifiers, peers
from caviardage.records import Document, Position, Record, Text
from caviardage.scoring import Span
from pipelines.gold import GoldDocument

ROOT = Path(__file__).parents[1]
DOCUMENTS = 398


def marks() -> ModuleType:
    """The checks of samples/, which is no package."""
    spec = importlib.util.spec_from_file_location("marks", ROOT / "samples" / "marks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated() -> list[generate.Rewriter]:
    """Every document of the samples, rewritten once."""
    return list(generate.generate(DOCUMENTS, seed=7))


def text_of(document: generate.Rewriter, span: dict[str, Any]) -> str:
    """The text that a span of a generated document lies in."""
    texts = {
        (m, f): holder["row"][holder["key"]] for m, f, holder in generate._texts(document.rows)
    }
    return texts[span["message"], span["field"]]


def test_generated_values_are_harmless(generated: list[generate.Rewriter]) -> None:
    """Each passes the checks of the annotated sources: reserved ranges, no checksum that holds."""
    check = marks().check_span
    for document in generated:
        for span in document.gold["spans"]:
            check(text_of(document, span)[span["start"] : span["end"]], span)


def test_generated_gold_is_that_of_the_samples(generated: list[generate.Rewriter]) -> None:
    """The same labels in the same places, the same statements, other values."""
    same = total = kept = statements = 0
    for (gold, rows), document in zip(generate.samples(), generated, strict=True):
        assert len(gold["spans"]) == len(document.gold["spans"])
        before = {(m, f): h["row"][h["key"]] for m, f, h in generate._texts(rows)}
        expected = Counter((s["message"], s["field"], s["label"]) for s in gold["spans"])
        assert expected == Counter(
            (s["message"], s["field"], s["label"]) for s in document.gold["spans"]
        )
        persons = {
            before[s["message"], s["field"]][s["start"] : s["end"]]
            for s in gold["spans"]
            if s["label"] == "PERSON"
        }
        for span in document.gold["spans"]:
            if span["label"] == "PERSON":
                total += 1
                same += text_of(document, span)[span["start"] : span["end"]] in persons
        quotes = Counter(
            (s["category"], before[s["message"], s["field"]][s["start"] : s["end"]])
            for s in gold.get("sensitive", [])
        )
        moved = Counter(
            (s["category"], text_of(document, s)[s["start"] : s["end"]])
            for s in document.gold.get("sensitive", [])
        )
        assert quotes.total() == moved.total()
        kept += (quotes & moved).total()
        statements += quotes.total()
    # A statement changes only where it holds a marked value.
    assert kept > statements * 0.8
    assert same < total / 100


def test_generation_is_reproducible(generated: list[generate.Rewriter]) -> None:
    """One seed, one result; another seed, another result."""
    again = list(generate.generate(20, seed=7))
    other = list(generate.generate(20, seed=8))
    assert [d.rows for d in again] == [d.rows for d in generated[:20]]
    assert [d.rows for d in other] != [d.rows for d in generated[:20]]


def test_vectors_of_identifiers_are_counted() -> None:
    """A SIRET beside its label, a wrong one bare, a text without one."""
    finder, counts = identifiers.Finder(), Counter[str]()
    vectors = [
        {"text": "x", "value": "732 829 320 00074", "label": "SIRET", "valid": True},
        {"text": "x", "value": "73282932000075", "label": "SIRET", "valid": False,
         "checksum_ok": False},
        {"text": "le lot est prêt", "value": "", "label": "SIRET", "valid": False},
    ]  # fmt: skip
    for vector in vectors:
        identifiers.count(finder, vector, counts)
    assert (counts["valid"], counts["labelled"], counts["masked"]) == (1, 1, 1)
    assert (counts["invalid"], counts["typed"]) == (1, 0)
    assert (counts["none"], counts["found"]) == (1, 0)
    assert "SIRET" in "\n".join(identifiers.table({"SIRET": counts}))


def test_a_peer_that_is_not_installed_says_how_to_install_it() -> None:
    """The extra is named; nothing is downloaded."""
    with pytest.raises(SystemExit, match=r"pip install -e \.\[bench\]"):
        peers._load("detecteur_absent")


def test_labels_of_peers_are_translated() -> None:
    """What no vocabulary knows counts as OTHER: it still covers characters."""
    assert peers.span(0, 3, "NATIONAL_ID").label == "NIR"
    assert peers.span(0, 3, "US_SSN_LIKE").label == "OTHER"


def test_the_table_of_detectors() -> None:
    """One row a detector; a label it does not have is a dash, not a zero."""
    text = "Camille, 06 39 98 12 34"
    document = Document(
        records=(Record(position=Position(file=1, offset=0), row={}),),
        texts=(Text(message=0, field="text", text=text),),
        scope_id="n1",
    )
    spans = {(0, "text"): [Span(start=0, end=7, label="PERSON")]}
    gold = [GoldDocument(id="n1", document=document, spans=spans, statements=None)]
    perfect = detection.figures(detection.places(gold), [spans[0, "text"]], seconds=0.5)
    blind = detection.figures(detection.places(gold), [[]], seconds=0.5)
    assert (perfect["charR"], perfect["person_recall"], perfect["texts_per_s"]) == (1, 1, 2)
    assert (blind["charR"], blind["charP"], blind["person_precision"]) == (0, None, None)
    table = list(detection.markdown({"parfait": perfect, "aveugle": blind}))
    assert table[2].startswith("| parfait | 1.000 | 1.000 | 1.000 |")
    assert "–" in table[3]
    assert json.dumps(perfect)


def test_a_limit_takes_documents_from_all_over() -> None:
    """The first documents of the file alone would be of one kind."""
    documents = list(range(10))
    assert detection.spread(documents, 5) == [0, 2, 4, 6, 8]  # type: ignore[arg-type, comparison-overlap]  # any list
    assert detection.spread(documents, None) is documents  # type: ignore[arg-type, comparison-overlap]  # any list
