"""Texts as bad as they come: empty, huge, of other languages, mails with their markup."""

import pytest

from caviardage.policy import Detection
from caviardage.records import Document, Position, Record, Text
from recognizers.analyzer import DocumentAnalyzer

pytestmark = pytest.mark.model


def found(analyzer: DocumentAnalyzer, text: str) -> set[tuple[str, str]]:
    """Entity and value of each finding in one text, the value cut out of the text as given."""
    record = Record(position=Position(file=1, offset=0), row={})
    texts = (Text(message=0, field="corps", text=text),)
    (findings,) = analyzer.analyze([Document(records=(record,), texts=texts, scope_id="x")])
    assert all(0 <= f.start < f.end <= len(text) for f in findings)
    assert all(f.score >= Detection().min_score for f in findings)
    return {(f.entity, text[f.start : f.end]) for f in findings}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b\u00ad", "\x00", "\ufeff", "<br>", "=\n"])
def test_nothing_is_found_where_nothing_is(analyzer: DocumentAnalyzer, text: str) -> None:
    """Texts of no visible character."""
    assert found(analyzer, text) == set()


@pytest.mark.parametrize("text", ["😀🎉👍🏽❤️", "👩‍👩‍👧‍👦" * 20, "🇫🇷🇧🇪", "\ud83d lone half"])
def test_emoji_alone_are_not_personal_data(analyzer: DocumentAnalyzer, text: str) -> None:
    """Emoji, also joined, coloured, or broken off."""
    values = {entity for entity, _ in found(analyzer, text)}
    assert not values & {"PHONE_NUMBER", "EMAIL_ADDRESS", "IBAN_CODE", "FR_NIR"}


def test_a_megabyte_is_read_to_its_end(analyzer: DocumentAnalyzer) -> None:
    """One text of 1 MB, in long words so that the model is quick, the values in its last line."""
    line = "x" * 400 + "\n"
    text = line * (1_000_000 // len(line)) + "tel : 06 39 98 12 34, lea@example.org"
    values = found(analyzer, text)
    assert ("PHONE_NUMBER", "06 39 98 12 34") in values
    assert ("EMAIL_ADDRESS", "lea@example.org") in values


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("Hello, please call me on 06 39 98 12 34, thanks", "PHONE_NUMBER", "06 39 98 12 34"),
        ("مرحبا، رقمي هو 06 39 98 12 34 شكرا", "PHONE_NUMBER", "06 39 98 12 34"),
        ("السلام عليكم lea@example.org", "EMAIL_ADDRESS", "lea@example.org"),
        ("Demat deoc'h, va niverenn 06 39 98 12 34, kenavo", "PHONE_NUMBER", "06 39 98 12 34"),
        ("😀 06 39 98 12 34 😀 👩‍👧", "PHONE_NUMBER", "06 39 98 12 34"),
        ("0️⃣6️⃣ 39 98 12 34", "PHONE_NUMBER", "0️⃣6️⃣ 39 98 12 34"),
        ("\u202elea@example.org\u202c", "EMAIL_ADDRESS", "lea@example.org"),
        ("tel <b>06 39</b> 98 12 34", "PHONE_NUMBER", "06 39</b> 98 12 34"),
        ("<p>Mail&nbsp;: lea<wbr>@example.org</p>", "EMAIL_ADDRESS", "lea<wbr>@example.org"),
        ('<a href="mailto:lea@example.org">ici</a>', "EMAIL_ADDRESS", "lea@example.org"),
        ("Andr=C3=A9 : lea@exam=\nple.org", "EMAIL_ADDRESS", "lea@exam=\nple.org"),
        ("portable O6 39 98 l2 34", "PHONE_NUMBER", "O6 39 98 l2 34"),
        ("ma secu 2 85 O3 75 O33 O12 31", "FR_NIR", "2 85 O3 75 O33 O12 31"),
        ("FR76 3OOO 6OOO 0112 3456 7890 189", "IBAN_CODE", "FR76 3OOO 6OOO 0112 3456 7890 189"),
        ("mail l\uff45\uff41\uff20example.org", "EMAIL_ADDRESS", "l\uff45\uff41\uff20example.org"),
        ("lea arobase example point org", "EMAIL_ADDRESS", "lea arobase example point org"),
        (
            "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre",
            "PHONE_NUMBER",
            "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre",
        ),
    ],
)  # fmt: skip
def test_values_are_found_where_they_stand(
    analyzer: DocumentAnalyzer, text: str, entity: str, value: str
) -> None:
    """Whatever stands around a value or inside it, its span cuts it out of the text as given."""
    assert (entity, value) in found(analyzer, text)
