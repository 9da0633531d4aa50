"""Counting: the same numbers as the script that detectors are compared with, frozen in cases."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.scoring import Counts, Fault, Scorer, Span, resolve, share, wilson

CASES = Path(__file__).parents[1] / "cases" / "scoring"
KINDS = ("exact", "overlap", "any_exact", "any_overlap")


def lines(name: str) -> list[dict[str, Any]]:
    """The objects of a file of cases."""
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


def scored(optional: str, min_score: float) -> Scorer:
    """The cases, counted."""
    tolerated = optional.split(",")
    found = {line["id"]: line["spans"] for line in lines("found.jsonl")}
    scorer = Scorer()
    for line in lines("gold.jsonl"):
        gold = [
            Span(**{**span, "optional": span.get("optional") or span["label"] in tolerated})
            for span in line["spans"]
        ]
        kept = [Span(**span) for span in found[line["id"]] if span["score"] >= min_score]
        scorer.add(line["text"], gold, kept)
    return scorer


def row(counts: Counts) -> dict[str, Any]:
    """The figures of a label as the script gives them."""
    figures = {
        kind: [counts.precision(kind), counts.recall(kind), counts.f1(kind)] for kind in KINDS
    }
    return {"gold": counts.gold, "pred": counts.found, **figures}


@pytest.mark.parametrize("case", lines("expected.jsonl"), ids=lambda c: f"{c['optional']}")
def test_numbers_are_those_of_the_comparison_script(case: dict[str, Any]) -> None:
    """All figures, per label and together, with optional gold and with a threshold."""
    scorer = scored(case["optional"], case["min_score"])
    total = case["all"]
    assert share(scorer.chars_right, scorer.chars_gold) == total.pop("charR")
    assert share(scorer.chars_right, scorer.chars_found) == total.pop("charP")
    assert share(scorer.clean, scorer.with_gold) == total.pop("docs")
    assert share(scorer.all().full, scorer.all().gold) == total.pop("full")
    assert row(scorer.all()) == total
    assert scorer.false_alarms() == case["false_alarms"]
    assert scorer.texts == case["texts"]
    shown = {label: counts for label, counts in scorer.labels.items() if counts.gold + counts.found}
    assert {label: row(counts) for label, counts in shown.items()} == {
        label: {name: figures[name] for name in ("gold", "pred", *KINDS)}
        for label, figures in case["labels"].items()
    }
    for label, figures in case["labels"].items():
        counts = scorer.labels[label]
        assert share(counts.covered, counts.chars) == figures["charR"]
        assert share(counts.full, counts.gold) == figures["full"]


def test_a_leak_is_a_mistake_even_in_part() -> None:
    """Half a name masked still leaks, and is told; what touches no gold is a false alarm."""
    scorer = Scorer()
    text = "karim benali, Brest"
    gold = [Span(start=0, end=12, label="PERSON")]
    found = [Span(start=0, end=5, label="PERSON"), Span(start=14, end=19, label="LOCATION")]
    assert not scorer.add(text, gold, found)
    assert [(m.fault, m.span.start) for m in scorer.mistakes] == [
        (Fault.LEAK, 0),
        (Fault.FALSE_ALARM, 14),
    ]


def test_spans_outside_the_text_are_errors() -> None:
    """A wrong offset would count the wrong characters in silence."""
    for gold, found in ((1, 0), (0, 1)):
        spans = [Span(start=2, end=9, label="PERSON")]
        with pytest.raises(ValueError, match="outside"):
            Scorer().add("Ana", spans * gold, spans * found)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (50, 100, 0.404, 0.596)],
)
def test_intervals(part: int, whole: int, low: float, high: float) -> None:
    """Wilson's intervals stay inside 0 to 1 and are those of the textbooks."""
    interval = wilson(part, whole)
    assert interval is not None
    assert interval == pytest.approx((low, high), abs=0.0005)
    assert wilson(0, 0) is None


SPANS = st.lists(
    st.builds(
        lambda start, length, label, score: Span(
            start=start, end=min(start + length, 30), label=label, score=score
        ),
        st.integers(0, 29),
        st.integers(1, 9),
        st.sampled_from(["PERSON", "PHONE"]),
        st.sampled_from([0.4, 0.9]),
    ),
    max_size=8,
)


@given(SPANS, SPANS)
def test_shares_are_shares(gold: list[Span], found: list[Span]) -> None:
    """Whatever overlaps what, nothing counts more than once; finding the gold itself is perfect."""
    text = "abcd ef  ghij klmno pq rstu vw"
    scorer = Scorer()
    scorer.add(text, gold, found)
    assert scorer.chars_right <= min(scorer.chars_gold, scorer.chars_found)
    for counts in scorer.labels.values():
        assert all(counts.pairs[kind, "found"] <= counts.found for kind in KINDS)
        assert all(counts.pairs[kind, "gold"] <= counts.gold for kind in KINDS)
    perfect = Scorer()
    assert perfect.add(text, gold, gold)
    assert perfect.chars_right == perfect.chars_gold == perfect.chars_found


@given(SPANS)
def test_resolved_spans_do_not_overlap(spans: list[Span]) -> None:
    """The order in which findings come changes nothing."""
    kept = resolve(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(kept))
    assert kept == resolve(reversed(spans))
