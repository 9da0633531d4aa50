"""Sensitive content: the level of a flag, the clause it covers, the lexicons behind it."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.entities import SENSITIVE
from recognizers.sensitive import SensitiveRecognizer
from recognizers.sensitive_lexicon import FOLDER, Automaton, Kind, Term

CASES = Path(__file__).parents[1] / "cases"
RECOGNIZER = SensitiveRecognizer()

Flag = tuple[str, str, str]


def flags(text: str) -> list[Flag]:
    """(category, level, words) of what is found in a text."""
    results = RECOGNIZER.analyze(text, [])
    return [
        (r.entity_type, r.recognition_metadata["level"], text[r.start : r.end])
        for r in sorted(results, key=lambda r: (r.start, r.entity_type))
    ]


def attributed(text: str) -> list[tuple[str, str]]:
    """(category, clause) of what is said of a person in a text."""
    return [(category, words) for category, level, words in flags(text) if level == "attributed"]


def cases() -> Iterator[Any]:
    """The cases of all categories, each with a name for the test report."""
    for category in sorted(SENSITIVE):
        path = CASES / f"{category.lower()}.jsonl"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            yield pytest.param(json.loads(line), id=f"{path.stem}:{number}")


@pytest.mark.parametrize("case", list(cases()))
def test_the_level_of_a_case(case: dict[str, Any]) -> None:
    """What is said of a person is attributed, a topic is a mention."""
    found = [level for category, level, _ in flags(case["text"]) if category == case["entity"]]
    assert found == case["levels"]


@pytest.mark.parametrize("category", sorted(SENSITIVE))
def test_each_category_has_cases_of_each_level(category: str) -> None:
    """Attributed, mention, and words that only look like it."""
    lines = (CASES / f"{category.lower()}.jsonl").read_text("utf-8").splitlines()
    levels = [json.loads(line)["levels"] for line in lines]
    assert sum("attributed" in each for each in levels) >= 10
    assert sum(each == ["mention"] for each in levels) >= 3
    assert sum(not each for each in levels) >= 8


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Bonjour, je suis diabétique, que faire ?", "je suis diabétique"),
        ("Rappelez-moi. Ma mère est sourde. Merci", "Ma mère est sourde"),
        ("Je résilie parce que je suis en arrêt maladie.", "parce que je suis en arrêt maladie"),
        ("je suis asthmatique et je veux un rdv", "je suis asthmatique"),
        ("M. Durand est épileptique ; à rappeler", "M. Durand est épileptique"),
        ("Le colis est là\nmon fils est autiste\nmerci", "mon fils est autiste"),
        ("Mon père, dialysé, attend le taxi.", "Mon père, dialysé"),
        ("(ma femme est enceinte) merci", "ma femme est enceinte"),
    ],
)  # fmt: skip
def test_the_flag_covers_the_clause(text: str, clause: str) -> None:
    """The whole clause about the person, and neither the greeting nor the request beside it."""
    assert [words for _, words in attributed(text)] == [clause]


def test_accents_case_and_doubled_letters_do_not_count() -> None:
    """Customers write as they can."""
    for text in ("je suis séropositif", "JE SUIS SEROPOSITIF", "je suis serroposittif"):
        assert attributed(text) == [("HEALTH_DATA", text)]


def test_two_categories_in_one_sentence() -> None:
    """Each has its own flag."""
    found = attributed("Je suis syndiqué à la CGT, je suis aussi dialysé.")
    assert found == [
        ("TRADE_UNION", "Je suis syndiqué à la CGT"),
        ("HEALTH_DATA", "je suis aussi dialysé"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Êtes-vous enceinte ?",
        "Si vous êtes diabétique, un tarif existe.",
        "Les patients diabétiques ont droit à une remise.",
        "Notre article sur la dépression est en ligne.",
    ],
)
def test_a_question_a_condition_or_people_in_general_are_no_one(text: str) -> None:
    """Without a person it says nothing about one: at most a mention."""
    assert attributed(text) == []


@pytest.mark.parametrize(
    "text", ["Mme Gay attend son colis.", "Je suis M. Paul Chrétien.", "MME BLANC A APPELÉ"]
)
def test_a_surname_is_no_category(text: str) -> None:
    """After a civility or a given name, a capitalised word is a name."""
    assert flags(text) == []


def test_only_the_categories_asked_for() -> None:
    """Presidio asks by entity."""
    results = RECOGNIZER.analyze("Je suis juif et diabétique.", ["RELIGION"])
    assert {result.entity_type for result in results} == {"RELIGION"}


def test_a_mention_lies_outside_the_clauses_of_its_category() -> None:
    """What is dropped with a clause is not flagged again inside it."""
    found = flags("Ma fille est asthmatique, elle va à l'hôpital. L'hôpital facture le lit.")
    clauses = [words for _, level, words in found if level == "attributed"]
    mentions = [words for _, level, words in found if level == "mention"]
    assert clauses
    assert mentions[-1] == "hôpital"
    assert not any(mention in clause for mention in mentions[:-1] for clause in clauses)


PIECES = [
    "je suis ", "diabétique", " mon cancer", ", ", ". ", "\n", "ma mère ", "est ", "a ", "CGT ",
    "voté ", "pour ", "œil ", "É", "😀", "  ", "ramadan ", "? ", "vous ", "si ", "enceinte ", "(",
    ")",     "en chimio ", "depuis ", "RQTH", "g ", "plainte ", "et ", "mais ", "\u0130", "\u00a0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_flags_are_spans_of_the_text_and_never_chance(text: str) -> None:
    """Inside the text, with visible edges, without overlap in a category, the same each time."""
    results = RECOGNIZER.analyze(text, [])
    for category in {r.entity_type for r in results}:
        spans = sorted((r.start, r.end) for r in results if r.entity_type == category)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(text[start:end] == text[start:end].strip() for start, end in spans)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    again = SensitiveRecognizer().analyze(text, [])
    assert [(r.entity_type, r.start, r.end) for r in again] == [
        (r.entity_type, r.start, r.end) for r in results
    ]


def test_there_is_one_lexicon_per_category_with_its_origin() -> None:
    """Each says where it comes from and under which licence."""
    files = sorted(FOLDER.glob("*.txt"))
    assert {path.stem.upper() for path in files} == SENSITIVE
    for path in files:
        header = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
        assert "Source:" in header[1]
        assert "Licence: Apache-2.0" in header[1]


def test_a_pattern_matches_its_longest_alternative() -> None:
    """Alternatives, endings that may be missing, names of alternatives, nothing at all."""
    automaton = Automaton()
    automaton.add("{en|sous} <cure> {lourde|}", Term("X", Kind.FACT), {"cure": "{cure(s)|soin}"})
    automaton.add("cure", Term("X", Kind.TRAP), {})
    automaton.close()
    words = ["il", "est", "sous", "cures", "lourde", "et", "cure", "en", "soin"]
    matches = automaton.matches(words, [0] * len(words))
    assert [(m.first, m.end, m.kinds) for m in matches] == [
        (2, 5, (Kind.FACT,)),
        (6, 7, (Kind.TRAP,)),
        (7, 9, (Kind.FACT,)),
    ]
