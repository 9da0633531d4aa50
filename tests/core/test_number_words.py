"""Number words: every way to cut them into numbers, found where they stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.number_words import readings, tokens

TEENS = str.split("dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf")
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
UNITS = str.split("zero un deux trois quatre cinq six sept huit neuf")


def spelt(number: int, *, belgian: bool) -> str:
    """A number below a hundred as it is spelt in France, or in Belgium."""
    ten, unit = divmod(number, 10)
    if number < 10:
        return f"zero {UNITS[number]}"
    if belgian and ten in (7, 9):
        return {7: "septante", 9: "nonante"}[ten] + (f"-{UNITS[unit]}" if unit else "")
    if ten == 1:
        return TEENS[unit]
    if ten in (7, 9):
        return f"{TENS[ten - 1]}-{TEENS[unit]}"
    return TENS[ten] + (f"-{UNITS[unit]}" if unit else "")


def read(text: str) -> set[str]:
    """All readings of all the words of a text."""
    words = [token.text for token in tokens(text)]
    return {digits for digits, end in readings(words, lambda *_: True) if end == len(words)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soixante dix huit", {"78", "708", "6018", "60108"}),
        ("vingt et un", {"21"}),
        ("soixante et onze", {"71"}),
        ("quatre-vingts", {"80", "420"}),
        ("double zero", {"00"}),
        ("triple six", {"666"}),
        ("06 trente neuf", {"0639", "06309"}),
        ("+33 six", {"+336"}),
        ("trenteneuf", {"39", "309"}),
        ("huitante", {"80"}),
        ("neuve", set()),
        ("et plus", set()),
    ],
)
def test_words_are_read_in_every_way(text: str, expected: set[str]) -> None:
    """Each cut of the words into numbers below a hundred, no other."""
    assert read(text) == expected


@given(st.lists(st.integers(0, 99), min_size=1, max_size=5), st.booleans(), st.sampled_from(" -,"))
def test_what_was_spelt_is_among_the_readings(
    numbers: list[int], belgian: bool, between: str
) -> None:
    """Whoever spelt the pairs, and however they joined the words, their digits are found."""
    text = between.join(spelt(number, belgian=belgian) for number in numbers)
    for variant in (text, text.replace("-", " ")):
        assert "".join(f"{number:02}" for number in numbers) in read(variant)


WORDS = st.sampled_from([*UNITS, *TEENS, *TENS.values(), "et", "plus", "double", "06", "+3", "mot"])


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_tokens_stand_in_order_and_apart(text: str) -> None:
    """Tokens do not overlap, and digits are those of the text."""
    found = list(tokens(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(t.text == text[t.start : t.end] for t in found if t.text.isdigit())
    assert all(t.start < t.end for t in found)
