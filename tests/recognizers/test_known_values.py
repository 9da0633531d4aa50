"""Values that the columns know, and names that the texts tell, found in all texts of a document."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.passages import passages
from caviardage.policy import Detection
from caviardage.records import Document, Finding, KnownValue, Position, Record, Text
from caviardage.resolve import resolve
from recognizers.analyzer import DocumentAnalyzer
from recognizers.known_names import KnownNames
from recognizers.known_values import NAME, Search, known_findings

CASES = Path(__file__).parents[1] / "cases" / "documents" / "known_values.jsonl"


def cases() -> list[Any]:
    """Each line is one document; a case with a reason is a known failure."""
    lines = CASES.read_text("utf-8").splitlines()
    return [
        pytest.param(
            case,
            id=f"{number}",
            marks=pytest.mark.xfail(strict=True, reason=case["reason"]) if "reason" in case else (),
        )
        for number, case in enumerate(map(json.loads, lines), start=1)
    ]


def document(texts: list[Any], known: list[list[str]]) -> Document:
    """A chat of texts, or of pairs of speaker and text."""
    turns = [(None, text) if isinstance(text, str) else tuple(text) for text in texts]
    record = Record(position=Position(file=1, offset=0), row={})
    return Document(
        records=(record,) * len(turns),
        texts=tuple(
            Text(message=i, field="corps", text=text, speaker=speaker)
            for i, (speaker, text) in enumerate(turns)
        ),
        scope_id="id:1",
        known=tuple(KnownValue(entity=entity, value=value) for entity, value in known),
    )


def found(doc: Document, findings: tuple[Finding, ...] = ()) -> list[list[Any]]:
    """Text, entity and value of what is known, the overlaps settled."""
    known = list(known_findings(doc, list(passages(doc)), findings))
    return [
        [text.message, f.entity, text.text[f.start : f.end]]
        for text in doc.texts
        for f in resolve((f for f in known if f.message == text.message), text.text)
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    """A document's known values are found, each where it stands, and nothing else."""
    assert found(document(case["texts"], case["known"])) == case["expected"], case["comment"]


def heard(doc: Document, message: int, value: str, score: float) -> Finding:
    """A person that a recognizer found."""
    start = doc.texts[message].text.index(value)
    return Finding(
        message=message,
        field="corps",
        start=start,
        end=start + len(value),
        entity="PERSON",
        score=score,
        recognizer="r",
    )


def test_a_name_found_in_one_message_is_searched_in_the_others() -> None:
    """« Karim Benali » in one, « benali » and « kairm » in the others."""
    doc = document(["Je suis Karim Benali", "noté, benali", "merci kairm", "le colis"], [])
    assert found(doc, (heard(doc, 0, "Karim Benali", 0.85),)) == [
        [0, "PERSON", "Karim Benali"],
        [1, "PERSON", "benali"],
        [2, "PERSON", "kairm"],
    ]


def test_a_doubtful_name_is_not_searched_elsewhere() -> None:
    """What the model alone believes does not spread over the document."""
    doc = document(["Je suis Karim Benali", "noté, benali"], [])
    assert found(doc, (heard(doc, 0, "Karim Benali", 0.6),)) == []


def test_a_found_name_that_is_a_word_needs_its_capital() -> None:
    """Rose is searched as Rose, not as the colour."""
    doc = document(["Je suis Rose Benali", "la robe rose de Rose"], [])
    assert found(doc, (heard(doc, 0, "Rose Benali", 0.85),))[1:] == [[1, "PERSON", "Rose"]]


def test_closeness_is_the_score() -> None:
    """Whole 0.95, a part 0.85, a letter wrong 0.7; names that the texts tell score less."""
    sure = KnownNames(["Camille Durand"], [])
    told = KnownNames([], ["Camille Durand"])
    texts = ("camille durand", "durand", "durrand")
    assert [[s for *_, s in sure.find(text)] for text in texts] == [[0.95], [0.85], [0.7]]
    assert [[s for *_, s in told.find(text)] for text in texts] == [[0.75], [0.6], [0.45]]


def test_a_number_split_over_two_messages_is_found_in_both() -> None:
    """« 06 39 98 » then « 12 34 », of one speaker."""
    doc = document(
        [["zoé", "mon num 06 39 98"], ["zoé", "12 34"]], [["PHONE_NUMBER", "0639981234"]]
    )
    assert found(doc) == [[0, "PHONE_NUMBER", "06 39 98"], [1, "PHONE_NUMBER", "12 34"]]


FIRST = st.sampled_from(["Camille", "Jean-Baptiste", "Aïssatou", "Léo", "Zoé", "Nguyễn"])
LAST = st.sampled_from(["Durand", "Le Goff", "d'Aboville", "N'Guessan", "Özdemir", "Kowalczyk"])
CASE = st.sampled_from([str, str.upper, str.lower, str.title])
SPACE = st.sampled_from([" ", "  ", "\u00a0", "\u202f", "-", ", ", "_", " \u200b"])
AROUND = st.text(alphabet=" \n.,!?:éà€(){}12", max_size=20)


@given(FIRST, LAST, CASE, SPACE, st.booleans(), AROUND, AROUND)
def test_an_exact_name_is_found_however_it_is_typed(
    first: str, last: str, case: Any, space: str, swap: bool, before: str, after: str
) -> None:
    """In any case, order and spacing, the findings cover every letter of the name."""
    typed = case(f"{last}{space}{first}" if swap else f"{first}{space}{last}")
    text = f"{before} {typed} {after}"
    start = len(before) + 1
    doc = document([text], [["PERSON", f"{first} {last}"]])
    spans = [(f.start, f.end) for f in known_findings(doc, list(passages(doc)), ())]
    covered = {i for low, high in spans for i in range(low, high)}
    letters = {i for i in range(start, start + len(typed)) if text[i].isalpha()}
    assert letters <= covered


DIGITS = st.text(alphabet="0123456789", min_size=8, max_size=20)


@given(DIGITS, st.lists(st.sampled_from(["", " ", ".", "-", "\u202f", "/"]), min_size=20), AROUND)
def test_an_exact_number_is_found_whatever_its_separators(
    digits: str, separators: list[str], around: str
) -> None:
    """The span covers the number from its first digit to its last."""
    number = "".join(d + s for d, s in zip(digits, separators, strict=False)).rstrip(" .-\u202f/")
    text = f"réf {number} fin {around}"
    doc = document([text], [["CUSTOMER_ID", digits]])
    spans = [(f.start, f.end) for f in known_findings(doc, list(passages(doc)), ())]
    assert any(low <= 4 and 4 + len(number) <= high for low, high in spans)


@given(st.text(alphabet="Ccamile Durand.-'’\n,jJ069é&;@_", max_size=120))
def test_spans_are_valid_and_the_same_twice(text: str) -> None:
    """Whatever the text, spans lie in it and do not depend on chance."""
    known = [["PERSON", "Camille Durand"], ["EMAIL_ADDRESS", "c.durand@example.org"]]
    doc = document([text, text], [*known, ["FR_ADDRESS", "9 rue Durand"]])
    once = list(known_findings(doc, list(passages(doc)), ()))
    assert all(0 <= f.start < f.end <= len(text) and f.recognizer == NAME for f in once)
    assert once == list(known_findings(doc, list(passages(doc)), ()))


@pytest.mark.parametrize(
    "unit",
    ["durand ", "c ", "0", "06 39 ", "c.", "rue des lilas ", "lilas ", "x", "7 mars 85 ", "- "],
)
def test_a_long_line_of_anything_is_read_to_its_end(unit: str) -> None:
    """100 000 characters, and the name behind them is still found."""
    known = [
        KnownValue(entity=entity, value=value)
        for entity, value in (
            ("PERSON", "Camille Durand"),
            ("PHONE_NUMBER", "06 39 98 12 34"),
            ("CUSTOMER_ID", "000000"),
            ("FR_ADDRESS", "14 rue des Lilas, 69003 Lyon"),
            ("DATE_OF_BIRTH", "1985-03-07"),
        )
    ]
    text = unit * (100_000 // len(unit)) + " ; Camille"
    assert any(text[a:b].endswith("Camille") for _, a, b, _ in Search(known, []).find(text))


@pytest.mark.model
def test_known_values_go_through_the_analyzer(analyzer: DocumentAnalyzer) -> None:
    """Beside what the recognizers find; not below the threshold, not what the allow list has."""
    known = [["PERSON", "Zorglubine Kpakpo"], ["CUSTOMER_ID", "ZK-77-AB"]]
    doc = document(["zorglubine a rappelé, réf zk77ab", "kpakpoo absent"], known)
    (findings,) = analyzer.analyze([doc])
    mine = {doc.texts[f.message].text[f.start : f.end] for f in findings if f.recognizer == NAME}
    assert mine == {"zorglubine", "zk77ab", "kpakpoo"}
    assert list(findings) == sorted(set(findings))
    strict = Detection(min_score=0.8, allow_list=("zk77ab",))
    (findings,) = DocumentAnalyzer(analyzer._engine, strict).analyze([doc])
    mine = {doc.texts[f.message].text[f.start : f.end] for f in findings if f.recognizer == NAME}
    assert mine == {"zorglubine"}
