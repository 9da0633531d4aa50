"""The benchmarks' own code: generated documents, vectors of identifiers, the table of detectors."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from benchmarks import detection, fairness, fairness_names, generate, identifiers, model, peers
from caviardage.records import Document, Position, Record, Text
from caviardage.scoring import Span
from pipelines.gold import GoldDocument
from training import measure
from training.names import Names

ROOT = Path(__file__).parents[1]
DOCUMENTS = sum(1 for _ in generate.samples())


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


def test_a_model_is_counted_in_spans_and_characters() -> None:
    """Optional gold is neutral; a half-found name counts half in characters."""
    text = "Camille Roy ou Lila, Brest"
    spans = [Span(start=0, end=11, label="PERSON"),
             Span(start=15, end=19, label="PERSON", optional=True)]  # fmt: skip
    counts = Counter[str]()
    model.count(model.Annotated(text, spans), [(0, 7), (15, 19), (21, 26)], "PERSON", counts)
    assert (counts["chars_gold"], counts["chars_both"], counts["chars_found"]) == (10, 7, 12)
    assert (counts["gold"], counts["reached"], counts["found"], counts["good"]) == (1, 1, 2, 1)


def test_the_table_of_models() -> None:
    """A model that is not installed has no row: the table says below how to get it."""
    row: dict[str, Any] = dict.fromkeys(model.COLUMNS, 0.5) | {"loc_recall": None}
    row |= {"tokens_per_s": 1234.5, "size": "3.0 + 65.2"}
    lines = list(model.markdown([("a/caviardage_fr", "dev", row), ("absent", "", None)]))
    assert lines[2].startswith("| caviardage_fr | dev | 0.500 |")
    assert lines[2].endswith("| – | 1234 | 3.0 + 65.2 |")
    assert lines[-1] == "absent is not installed: pip install -e '.[bench]'"


def test_the_samples_that_measure_a_model_were_not_trained_on() -> None:
    """Documents that are trained on are not in the table: three in five of the first sets."""
    kept = model.annotated(model.SPLITS["dev"])
    everything = {m.text for m in measure.samples()}
    trained = {m.text for m in measure.samples(trained=True)}
    texts = {item.text for item in kept}
    assert 0.25 < len(texts) / len(everything) < 0.75
    assert len(texts & trained) < 0.05 * len(texts)  # « merci » is written by many


def test_names_of_the_fairness_table_are_new_to_training() -> None:
    """A name on a list that training draws from counts only where its hash holds it out."""
    names = Names(held=False)
    rng = Random(1)  # noqa: S311
    assert not any(fairness_names.is_new(names.surname(rng)) for _ in range(300))
    for group in ("maghrebi", "west_african", "regional", "words", "rare"):
        lists = fairness_names.by_hand(group)
        assert all(map(fairness_names.is_new, [n for kind in lists.values() for n in kind][:200]))
        assert len(lists["surname"]) > 20


def test_every_group_has_the_same_sentences_but_for_the_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What differs between two groups is the name, so the gap is that of the names."""
    monkeypatch.setattr(fairness, "from_faker", lambda _: fairness_names.by_hand("west_african"))
    first, second = (list(fairness.sentences(g, 120)) for g in ("regional", "maghrebi"))
    same = 0
    for one, other in zip(first, second, strict=True):
        assert len(one.names) == len(other.names)
        rests = []
        for sentence in (one, other):
            rest = sentence.text
            for start, end in reversed(sentence.names):
                rest = rest[:start] + "…" + rest[end:]
            rests.append(rest)
        same += rests[0] == rests[1]
    assert same > 0.8 * len(first)  # « d'Awa », « de Zohra »; an e-mail has its owner's name
    assert first == list(fairness.sentences("regional", 120))


def test_fairness_counts_a_name_only_when_no_letter_is_left() -> None:
    """By group, gender and case; rare names and words are not mixed into the latter."""
    texts = [fairness.Sentence("merci awa et DIALLO", [(6, 9), (13, 19)], "female")]
    counts = Counter[tuple[str, bool]]()
    fairness.count(counts, "west_african", texts, [[(6, 9), (13, 17)]])
    fairness.count(counts, "rare", texts, [[]])
    assert counts["west_african", True] == counts["west_african", False] == 1
    assert counts["lower case", True] == counts["capitals", False] == 1
    assert counts["female", True] + counts["female", False] == 2
    assert counts["rare", False] == 2
    assert fairness.gap(counts, ["lower case", "capitals"]) == 100


def test_faker_missing_says_how_to_install_it() -> None:
    """So does a list that it does not have."""
    with pytest.raises(SystemExit, match=r"pip install -e \.\[bench\]"):
        fairness_names.from_faker(("xx_XX",))
