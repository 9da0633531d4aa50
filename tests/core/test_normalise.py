"""Shadows: plain characters to match in, and the exact way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.normalise import normalise

PLAIN = st.text(st.sampled_from("abéÀ 0123456789.,;:!?'\"@-\n"), max_size=80)
ODD = "bOl=C3A9/p é\u00a0\u202f\u200b\u00ad\ufe0f\u20e3０Ａ＠С&;<>br#x\u2011–\n"


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
        ("\u202e06 39\u202c 98\u2066 12 34\u2069", "06 39 98 12 34"),
        ("\u0421laire \u0391na", "Claire Ana"),
        ("l\u0435a@example.org", "lea@example.org"),
        ("O6 39 98 l2 34", "06 39 98 12 34"),
        ("<b>L\u200b&eacute;</b>a", "Léa"),
        ("ok \ud83d fin", "ok \ufffd fin"),
        ("", ""),
    ],
    ids=[
        "spaces", "invisible", "full-width", "keycaps", "dashes", "dash-in-prose", "look-alike",
        "russian", "entities", "line-breaks", "bidi", "look-alike-capitals", "look-alike-in-a-mail",
        "digit-twins", "mixed", "half-an-emoji", "empty",
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


@given(st.one_of(st.text(max_size=80), st.text(st.sampled_from(ODD), max_size=80)))
def test_spans_keep_their_order_and_hold_their_parts(text: str) -> None:
    """The span of a piece of a shadow holds those of its characters, and ends where they end."""
    shadow = normalise(text)
    size = len(shadow.text)
    for start in range(0, size, 7):
        for end in range(start + 1, size + 1, 5):
            low, high = shadow.source(start, end)
            assert low == shadow.source(start, start + 1)[0]
            assert high == shadow.source(end - 1, end)[1]
            assert low < high


@given(PLAIN)
def test_a_plain_text_is_its_own_shadow(text: str) -> None:
    """Without anything special, the shadow is the text and spans are their own sources."""
    shadow = normalise(text)
    assert shadow.text == text
    assert all(shadow.source(i, i + 1) == (i, i + 1) for i in range(len(text)))


@given(PLAIN, st.lists(st.tuples(st.integers(0, 80), st.sampled_from(["\u200b", "<b>", "</b>"]))))
def test_what_stands_for_nothing_leaves_the_rest(
    text: str, inserted: list[tuple[int, str]]
) -> None:
    """Invisible signs and tags put anywhere disappear, and a span of all is all but the edges."""
    hidden = text
    for place, sign in inserted:
        place = min(place, len(hidden))
        if "<" not in hidden[max(0, place - 3) : place]:
            hidden = hidden[:place] + sign + hidden[place:]
    shadow = normalise(hidden)
    assert shadow.text == text
    if text:
        low, high = shadow.source(0, len(text))
        assert hidden[low] == text[0]
        assert hidden[high - 1] == text[-1]
