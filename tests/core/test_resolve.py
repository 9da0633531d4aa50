"""Overlapping findings: the better one keeps the characters, and nothing found is lost."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caviardage.entities import ENTITIES
from caviardage.records import Finding
from caviardage.resolve import rank, resolve

LETTERS = "aéÉÇœ0Ⅳ9 .-@'’\n\u00a0\u202fe\u0301🙂ß"


def finding(start: int, end: int, entity: str = "PERSON", **more: object) -> Finding:
    """A finding of a test, in one text."""
    values = {"message": 0, "field": "corps", "score": 0.5, "recognizer": "r"} | more
    return Finding(start=start, end=end, entity=entity, **values)  # type: ignore[arg-type]


@st.composite
def texts_with_findings(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """A text and any findings in it, which may overlap, repeat and touch."""
    text = draw(st.text(st.sampled_from(LETTERS), min_size=1, max_size=30))
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        found.append(
            finding(
                start,
                draw(st.integers(start + 1, len(text))),
                draw(st.sampled_from([*list(ENTITIES)[:30], "INCONNU"])),
                score=draw(st.sampled_from([0.3, 0.5, 1.0])),
                recognizer=draw(st.sampled_from(["a", "b"])),
                validated=draw(st.booleans()),
            )
        )
    return text, found


def covered(findings: list[Finding]) -> set[int]:
    """The positions that some finding covers."""
    return {i for f in findings for i in range(f.start, f.end)}


@given(texts_with_findings())
@example(("a b", [finding(0, 3), finding(1, 2, "FR_NIR", validated=True)]))
def test_what_remains_does_not_overlap_and_loses_no_letter(
    case: tuple[str, list[Finding]],
) -> None:
    """In order, no overlap; every letter and digit found stays found, and nothing else is."""
    text, found = case
    resolved = resolve(found, text)
    spans = [(f.start, f.end) for f in resolved]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert covered(resolved) <= covered(found)
    assert {i for i in covered(found) if text[i].isalnum()} <= covered(resolved)


@given(texts_with_findings())
def test_each_character_goes_to_the_finding_that_ranks_first(
    case: tuple[str, list[Finding]],
) -> None:
    """No character is masked as something that a better finding denies."""
    text, found = case
    for kept in resolve(found, text):
        for i in range(kept.start, kept.end):
            best = min((f for f in found if f.start <= i < f.end), key=rank)
            assert (kept.entity, kept.recognizer, kept.validated, kept.score) == (
                best.entity,
                best.recognizer,
                best.validated,
                best.score,
            )


@given(texts_with_findings(), st.randoms())
def test_the_order_of_the_findings_does_not_matter(
    case: tuple[str, list[Finding]], random: object
) -> None:
    """Recognizers may answer in any order."""
    text, found = case
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(found, text) == resolve(shuffled, text)


@given(texts_with_findings())
def test_resolving_again_changes_nothing(case: tuple[str, list[Finding]]) -> None:
    """The result has no overlap left to settle."""
    text, found = case
    once = resolve(found, text)
    assert once == resolve(once, text)


def test_a_checksum_that_holds_outranks_everything() -> None:
    """A valid NIR inside what looks like a password stays a NIR; what is left stays secret."""
    text = "mdp:255086912345628!"
    nir = finding(4, 19, "FR_NIR", validated=True)
    password = finding(4, 20, "PASSWORD", score=1.0)
    rest = finding(19, 20, "PASSWORD", score=1.0)
    assert [nir, rest] == resolve([password, nir], text)


def test_priorities_follow_the_catalogue() -> None:
    """Credential, e-mail, URL, identifier, person, place: in this order, for one span."""
    order = ["PASSWORD", "EMAIL_ADDRESS", "URL", "PHONE_NUMBER", "PERSON", "LOCATION", "AGE"]
    findings = [finding(0, 5, entity) for entity in reversed(order)]
    assert order == [f.entity for f in sorted(findings, key=rank)]
    assert rank(finding(0, 5, "INCONNU"))[1] == 0


def test_the_longer_then_the_surer_finding_wins() -> None:
    """Between equals, the one that covers more; then the one with the better score."""
    text = "Mme Élodie Le Goff"
    assert [finding(0, 18)] == resolve([finding(4, 10, score=1.0), finding(0, 18)], text)
    sure = finding(4, 10, score=0.9)
    assert [sure] == resolve([finding(4, 10, score=0.4), sure], text)


def test_the_rest_of_a_finding_stays_found_without_its_punctuation() -> None:
    """Around an e-mail address inside a longer finding, the name is still masked."""
    text = "Inès Roy, <ines@example.org>, Lyon"
    person = finding(0, len(text))
    mail = finding(11, 27, "EMAIL_ADDRESS")
    assert [replace(person, end=8), mail, replace(person, start=30)] == resolve(
        [mail, person], text
    )


def test_a_rest_of_punctuation_only_is_dropped() -> None:
    """Brackets alone say nothing of a person."""
    mail = finding(1, 17, "EMAIL_ADDRESS")
    assert [mail] == resolve([mail, finding(0, 18)], "<ines@example.org>")


def test_findings_apart_are_left_as_they_are() -> None:
    """Without overlap nothing changes, edges included; a finding given twice counts once."""
    first, second = finding(0, 4), finding(4, 9)
    assert [first, second] == resolve([second, first, second], " Léa,Roy ")
    assert resolve([], "") == []


def test_a_span_over_the_end_is_refused() -> None:
    """A finding of another text must not silently mask the wrong place."""
    with pytest.raises(ValueError, match="over the end"):
        resolve([finding(0, 5)], "Léa")
