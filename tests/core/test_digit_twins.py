"""Letters typed for digits: read as digits in long numbers, left alone anywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.digit_twins import digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tel O6 39 98 12 34", "tel 06 39 98 12 34"),
        ("tel o6.39.98.l2.34", "tel 06.39.98.12.34"),
        ("O 6 39 98 12 34", "0 6 39 98 12 34"),
        ("O639981234", "0639981234"),
        ("06 OO 98 12 34", "06 00 98 12 34"),
        ("secu l 85 03 75 033 012 31", "secu 1 85 03 75 033 012 31"),
        ("carte 497O 1O12 3456 7893", "carte 4970 1012 3456 7893"),
        ("SIRET 732 829 32O OOO74", "SIRET 732 829 320 00074"),
    ],
)
def test_twins_in_long_numbers_are_digits(text: str, expected: str) -> None:
    """O is 0, I and l are 1, alone in their group or among digits."""
    assert digits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Il 06 39 98 12 34",
        "appelle l 06 39 98 12 34",
        "06 39 98 12 34 l après-midi",
        "FR14 2004 1010 0505 OO01 3M02 606",
        "2 85 03 2B 033 012 18",
        "passeport O00614873",
        "AB-123-OI",
        "réf. IO-4482",
        "1OOOl",
        "OIOIOIOIO1",
        "bonjour 12",
        "2024S1234567",
    ],
)
def test_words_and_references_stay(text: str) -> None:
    """Words beside numbers, IBANs, Corsica, plates, short and lettered references do not change."""
    assert digits(text) == text


@given(st.text(st.sampled_from("0123456789OoIlSaé .-/"), max_size=60))
def test_only_twins_change_and_nothing_moves(text: str) -> None:
    """The length stays, digits stay, and a second reading changes nothing of the digits made."""
    read = digits(text)
    assert len(read) == len(text)
    pairs = {(a, b) for a, b in zip(text, read, strict=True) if a != b}
    assert pairs <= {("O", "0"), ("o", "0"), ("I", "1"), ("l", "1")}


@given(st.text(st.characters(exclude_characters="OoIl"), max_size=80))
def test_a_text_without_twins_is_itself(text: str) -> None:
    """Nothing to read, nothing changed."""
    assert digits(text) == text
