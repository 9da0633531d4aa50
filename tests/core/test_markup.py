"""Mails as they arrive: tags, entities and quoted-printable do not hide a value."""

import pytest

from caviardage.normalise import normalise


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("<b>Camille</b> Roy", "Camille Roy"),
        ("06 39 <span style=\"color:red\">98</span> 12 34", "06 39 98 12 34"),
        ("cla<wbr>ire@exam<!-- x -->ple.org", "claire@example.org"),
        ("<div class='a b'>12 quai Sud</div><div>69003 Lyon</div>", "\n12 quai Sud \n69003 Lyon "),
        ("<tr><td>PDL</td><td width=\"80\">14500000000000</td></tr>", "\n\tPDL\t14500000000000 "),
        ("Lyon<br class=\"x\" />69003", "Lyon\n69003"),
        ("<a href=\"mailto:lea@example.org\">Léa</a>", "<a href=\"mailto:lea@example.org\">Léa"),
        ("<p title=\"06 39 98 12 34\">x", "<p title=\"06 39 98 12 34\">x"),
        ("<b class=\"lea@example.org\">x", "<b class=\"lea@example.org\">x"),
        ("si 3 <b et c> 2, <i", "si 3 <b et c> 2, <i"),
        ("<Camille>", "<Camille>"),
    ],
    ids=[
        "bold", "span", "break-inside-a-word", "blocks", "table", "line", "link-stays",
        "title-stays", "address-in-a-class-stays", "comparison", "unknown-tag",
    ],
)  # fmt: skip
def test_tags_that_only_look_go(text: str, shadow: str) -> None:
    """A tag that may hold personal data stays; others stand for nothing, a cell or a line."""
    assert normalise(text).text == shadow


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("Andr=C3=A9=20Lef=C3=A8vre", "André Lefèvre"),
        ("Andr=C3=A9 : claire@exam=\nple.org", "André : claire@example.org"),
        ("Andr=C3=A9 06=C2=A039 =E2=82=AC", "André 06 39 €"),
        ("cl=C3=\r\n=A9ment", "clément"),
        ("=C3=A9 1=3D1 =\t\n=0D=0Afin", "é 1=1 \nfin"),
        ("x" * 70 + " 06 39=\n 98 12 34", "x" * 70 + " 06 39 98 12 34"),
        ("Andr=C3=A9 =FF=E2=28", "André =FF=E2("),
        ("https://example.org/?page=20&tri=3D&a=41", "https://example.org/?page=20&tri=3D&a=41"),
        ("total =\n12", "total =\n12"),
    ],
    ids=[
        "letters", "soft-break", "signs", "break-inside-a-letter", "line-end", "long-line",
        "not-utf-8", "link", "sum",
    ],
)  # fmt: skip
def test_quoted_printable_is_read(text: str, shadow: str) -> None:
    """Accents and lines cut at their length show the encoding; links and sums do not."""
    assert normalise(text).text == shadow


@pytest.mark.parametrize(
    ("text", "value", "source"),
    [
        ("Mme <b>Cam</b>ille Roy", "Camille", "Cam</b>ille"),
        ("M. Lef=C3=A8vre, 06 =\n39", "Lefèvre", "Lef=C3=A8vre"),
        ("&eacute; 06 39 =C3=A9=\n98", "39 é98", "39 =C3=A9=\n98"),
        ("<td>06 39 98</td>", "06 39 98", "06 39 98"),
        ("l&eacute;a&#64;example.org", "léa@example.org", "l&eacute;a&#64;example.org"),
    ],
)
def test_spans_map_back_to_what_was_written(text: str, value: str, source: str) -> None:
    """All of what a character stands for is in its span, and nothing beside it."""
    shadow = normalise(text)
    start = shadow.text.index(value)
    low, high = shadow.source(start, start + len(value))
    assert text[low:high] == source
