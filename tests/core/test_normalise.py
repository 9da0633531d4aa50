"""Shadows: plain characters to match in, and the exact way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.normalise import normalise

ODD = "a9 é\u00a0\u202f\u200b\u00ad\ufe0f\u20e3０Ａ＠С&;<>br#x\u2011–\n"


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("06\u00a039\u202f98\u200912\u200734", "06 39 98 12 34"),
        ("clai\u200bre@exam\u00adple.org", "claire@example.org"),
        ("０６ ３９＠", "06 39@"),
        ("0\ufe0f\u20e36\ufe0f\u20e3", "06"),
        ("06\u201139–98", "06-39-98"),
        ("oui – non", "oui – non"),
        ("AB-123-\u0421D", "AB-123-CD"),
        ("Привет", "Привет"),
        ("L&eacute;a&nbsp;Roy &amp; Ana &#233;&#xe9; &inconnu;", "Léa Roy & Ana éé &inconnu;"),
        ("Lyon<br/>69003<BR>", "Lyon\n69003\n"),
        ("", ""),
    ],
    ids=[
        "spaces", "invisible", "full-width", "keycaps", "dashes", "dash-in-prose", "look-alike",
        "russian", "entities", "line-breaks", "empty",
    ],
)  # fmt: skip
def test_what_is_matched_is_plain(text: str, shadow: str) -> None:
    """Typographic, invisible and look-alike characters do not hide a value."""
    assert normalise(text).text == shadow


def test_a_span_maps_back_to_the_whole_entity() -> None:
    """A character that stands for several gives all of them, so that none is left unmasked."""
    shadow = normalise("Mme L&eacute;a")
    start = shadow.text.index("Léa")
    assert shadow.source(start, start + 3) == (4, 14)


@given(st.one_of(st.text(max_size=80), st.text(st.sampled_from(ODD), max_size=80)))
def test_every_span_maps_back_into_the_text(text: str) -> None:
    """For any text, spans are not empty, in order, and reach neither before nor after the text."""
    shadow = normalise(text)
    spans = [shadow.source(i, i + 1) for i in range(len(shadow.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
