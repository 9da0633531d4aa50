"""CSV: what is read, and what becomes a dead letter with which code."""

import csv
import io
import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caviardage.errors import InputError, PolicyError
from caviardage.records import DeadLetter, Record
from tests.pipelines.support import KEEP, SCAN, Trial, plan, policy, read, reader, write

HEADER = "ref;texte;statut\n"
FIELDS = {"ref": KEEP, "texte": SCAN, "statut": KEEP}


def rows_of(content: str | bytes, folder: Path, **rules: Any) -> tuple[list[list[str]], list[str]]:
    """The cells and the dead letters of a CSV file."""
    path = write(folder / "export.csv", content)
    rows, dead = read(path, policy(FIELDS, **rules))
    return [list(row.values()) for row in rows], dead


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("given_", [True, False])
def test_the_delimiter_is_given_or_seen_in_the_header(
    tmp_path: Path, delimiter: str, given_: bool
) -> None:
    """Each usual delimiter is read, whether the policy gives it or the header shows it."""
    others = ";,\t|".replace(delimiter, "")
    content = io.StringIO(newline="")
    writer = csv.writer(content, delimiter=delimiter)
    writer.writerows([["ref", "texte", "statut"], ["01000", f"a{others}b", f"x{delimiter}y"]])
    rules = {"input": {"delimiter": delimiter}} if given_ else {}
    rows, dead = rows_of(content.getvalue(), tmp_path, **rules)
    assert ([["01000", f"a{others}b", f"x{delimiter}y"]], []) == (rows, dead)


def test_a_delimiter_inside_quotes_of_the_header_does_not_count(tmp_path: Path) -> None:
    """Commas in a quoted column name do not make the comma the delimiter."""
    path = write(tmp_path / "a.csv", '"objet, lieu, date";texte\nfuite;Camille\n')
    assert read(path)[0] == [{"objet, lieu, date": "fuite", "texte": "Camille"}]


@pytest.mark.parametrize(
    ("encoding", "given_"),
    [
        ("utf-8", None),
        ("cp1252", None),
        ("utf-8-sig", None),
        ("utf-8", "utf-8"),
        ("cp1252", "cp1252"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-8", "utf-8-sig"),
    ],
)
def test_the_encoding_is_given_or_detected(
    tmp_path: Path, encoding: str, given_: str | None
) -> None:
    """Accents come out right in the three encodings of exports, given or detected."""
    content = f"{HEADER}T-1;déjà reçu à Évry — 12 €;clôturé\n".encode(encoding)
    rules = {"input": {"encoding": given_}} if given_ else {}
    rows, dead = rows_of(content, tmp_path, **rules)
    assert (rows, dead) == ([["T-1", "déjà reçu à Évry — 12 €", "clôturé"]], [])


@pytest.mark.parametrize(
    ("body", "rows", "dead"),
    [
        ('T-1;"Bonjour,\nCamille\r\n\nAu revoir";clos\n',
         [["T-1", "Bonjour,\nCamille\r\n\nAu revoir", "clos"]], []),
        ('T-1;"dit ""oui"" à Camille";clos\n', [["T-1", 'dit "oui" à Camille', "clos"]], []),
        ("01000;0033;1e5\n", [["01000", "0033", "1e5"]], []),
        ("T-1;;\n", [["T-1", "", ""]], []),
        ("T-1;a;b", [["T-1", "a", "b"]], []),
        ("T-1;a;b\r\nT-2;c;d\r\n", [["T-1", "a", "b"], ["T-2", "c", "d"]], []),
        ("\n\nT-1;a;b\n\n\r\nT-2;c;d\n\n", [["T-1", "a", "b"], ["T-2", "c", "d"]], []),
        ("T-1;a\nT-2;c;d\n", [["T-2", "c", "d"]], ["E_RAGGED"]),
        ("T-1;a;b;c\nT-2;c;d\n", [["T-2", "c", "d"]], ["E_RAGGED"]),
        ("   \nT-2;c;d\n", [["T-2", "c", "d"]], ["E_RAGGED"]),
        ('T-1;a "b" c;d\n', [["T-1", 'a "b" c', "d"]], []),
        ("T-1;a\rb;c\nT-2;c;d\n", [["T-2", "c", "d"]], ["E_CSV"]),
        ('T-1;"a\rb";c\n', [["T-1", "a\rb", "c"]], []),
        ("T-1;a\x00b;c\n", [["T-1", "a\x00b", "c"]], []),
        ("", [], []),
    ],
    ids=[
        "newlines-in-quotes", "quotes-in-quotes", "text-not-numbers", "empty-cells", "no-end",
        "crlf", "blank-lines", "short", "long", "spaces-only", "quote-inside", "bare-cr",
        "quoted-cr", "nul", "header-only",
    ],
)  # fmt: skip
def test_rows(tmp_path: Path, body: str, rows: list[list[str]], dead: list[str]) -> None:
    """Each row is read as RFC 4180 says, or is one dead letter while the others are read."""
    assert (rows, dead) == rows_of(HEADER + body, tmp_path)


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ('T-1;"jamais fermé;b\nT-2;c;d\nT-3;"e";f\n', 0),
        ('T-1;"jamais fermé;b\nT-2;c;d\n', 0),
        ('T-1;"a "Camille" b";c\nT-2;c;d\n', 0),
        ('T-0;a;b\nT-1;"il a dit "bonjour" puis\nT-2;Camille Durand;06 39 98 12 34\nmerci";c\n', 8),
    ],
    ids=["unclosed", "unclosed-to-the-end", "stray", "text-that-looks-like-a-row"],
)
def test_quotes_that_do_not_match_stop_the_run(tmp_path: Path, body: str, at: int) -> None:
    """Where the next row starts cannot be told: a line of text could pass for kept columns."""
    path = write(tmp_path / "a.csv", HEADER + body)
    with pytest.raises(
        InputError, match=f"the quotes of the row at byte {len(HEADER) + at} do not"
    ):
        plan(policy(FIELDS), path)


def test_undecodable_bytes_cost_their_row_only(tmp_path: Path) -> None:
    """One Latin byte in a UTF-8 file makes one dead letter."""
    good = "T-1;déjà reçu;clos\n".encode()
    content = HEADER.encode() + good + b"T-2;d\xe9j\xe0;clos\n" + good
    rows, dead = rows_of(content, tmp_path)
    assert (len(rows), dead) == (2, ["E_ENCODING"])


def test_bytes_that_cp1252_does_not_have_cost_their_row_only(tmp_path: Path) -> None:
    """The five bytes without a character in cp1252 make a dead letter, they are not guessed."""
    content = f"{HEADER}T-1;déjà;clos\n".encode("cp1252") + b"T-2;\x81 Camille;clos\n"
    rows, dead = rows_of(content, tmp_path)
    assert (rows, dead) == ([["T-1", "déjà", "clos"]], ["E_ENCODING"])


def test_one_column(tmp_path: Path) -> None:
    """A file of one column is read line by line; an empty quoted cell is a record."""
    path = write(tmp_path / "a.csv", 'texte\nBonjour Camille\n""\n\n"deux\nlignes"\n')
    rules = policy({"texte": SCAN}, output={"format": "csv"})
    trial = Trial.of(rules, tmp_path, path)
    assert trial.text() == 'texte\nBonjour <PERSON>\n""\n"deux\nlignes"\n'


QUOTES = (
    "the quotes of the row at byte 0 do not match, so where the next row starts cannot be told: "
    "mend this row, or export again"
)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "no header: the first row must name the columns"),
        ("\nref;texte\n", "no header: the first row must name the columns"),
        ("ref;texte;ref\nT-1;Camille;x\n", "the header names a column twice"),
        ("ref; texte;texte \nT-1;Camille;x\n", "the header names a column twice"),
        ('ref;"texte\nT-1;Camille\n', QUOTES),
        ('ref;"te"xte\nT-1;Camille\n', QUOTES),
        ("ref;te\rxte\nT-1;Camille\n", "the header holds a carriage return outside quotes"),
        (b"ref;d\xe9tail;texte\n" + "é;é;é\n".encode() * 3, "the header is not utf-8"),
    ],
    ids=[
        "empty",
        "blank-first",
        "twice",
        "twice-trimmed",
        "unclosed",
        "stray",
        "cr",
        "undecodable",
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, content: str | bytes, fault: str) -> None:
    """Without a sound header nothing is read; the message has the file's number, not its name."""
    path = write(tmp_path / "client-camille-durand.csv", content)
    with pytest.raises(InputError) as error:
        plan(policy(), path)
    assert f"input file 1: {fault}" == str(error.value)


def test_a_header_longer_than_a_record_may_be(tmp_path: Path) -> None:
    """A first line over limits.record_bytes is no header."""
    path = write(tmp_path / "a.csv", "ref;texte;" + "x" * 2_000 + "\nT-1;Camille;y\n")
    with pytest.raises(InputError, match=r"^input file 1: the header is over limits.record_bytes$"):
        plan(policy(limits={"record_bytes": 1_000}), path)


def test_a_file_without_header_is_refused_by_its_missing_fields(tmp_path: Path) -> None:
    """When the first row is data, the policy's fields are absent and nothing of it is shown."""
    path = write(tmp_path / "a.csv", "T-1;Camille Durand\nT-2;Karim Benali\n")
    with pytest.raises(PolicyError) as error:
        plan(policy(), path)
    assert str(error.value) == (
        "the input has none of the policy's fields; is it the right policy, and does a CSV file "
        "have a header?"
    )


def test_a_row_over_the_limit_is_a_dead_letter(tmp_path: Path) -> None:
    """A row over limits.record_bytes is dead, the next one is read."""
    body = f"T-1;{'x' * 2_000};clos\nT-2;b;clos\n"
    rows, dead = rows_of(HEADER + body, tmp_path, limits={"record_bytes": 1_000})
    assert (rows, dead) == ([["T-2", "b", "clos"]], ["E_TOO_LARGE"])


def test_a_row_of_many_lines_over_the_limit_costs_itself_only(tmp_path: Path) -> None:
    """A quoted text over limits.record_bytes is read to its end, and the next row is a row."""
    body = 'T-0;"' + "Camille;un;deux\n" * 200 + '";b\nT-1;abc;d\n'
    rows, dead = rows_of(HEADER + body, tmp_path, limits={"record_bytes": 1_000})
    assert (rows, dead) == ([["T-1", "abc", "d"]], ["E_TOO_LARGE"])


def test_a_row_without_end_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unclosed quote is not followed through a whole file."""
    monkeypatch.setattr("pipelines.formats.delimited._ROW_FLOOR", 1_000)
    body = 'T-0;"jamais fermé;b\n' + "".join(f"T-{i};abc;d\n" for i in range(1, 2000))
    path = write(tmp_path / "a.csv", HEADER + body)
    with pytest.raises(InputError, match="does not end within 8000 bytes; do its quotes match"):
        plan(policy(FIELDS, limits={"record_bytes": 1_000}), path)


def test_nothing_is_lost_in_a_file_with_every_fault(tmp_path: Path) -> None:
    """Good rows are masked, bad rows are dead letters with their place, and they add up."""
    body = 'T-1;Camille;a\nT-2;x\nT-3;"Camille\n";b\nT-4;Cam\rille;c\nT-5;explosion;d\nT-6;e;f'
    path = write(tmp_path / "a.csv.gz", HEADER + body)
    trial = Trial.of(policy(FIELDS, output={"format": "jsonl"}), tmp_path, path)
    assert trial.totals.records() == {"read": 6, "masked": 3, "dead": 3, "filtered": 0}
    assert trial.codes() == ["E_RAGGED", "E_CSV", "E_ANALYZE"]
    content = (HEADER + body).encode()
    shown = [content[d["offset"] : d["offset"] + d["bytes"]] for d in trial.dead()]
    assert shown == [b"T-2;x\n", b"T-4;Cam\rille;c\n", b"T-5;explosion;d\n"]


cells = st.text(st.sampled_from('ab é;,"\n\r\t'), max_size=6)
lines = st.one_of(
    st.lists(cells, min_size=2, max_size=4).map(lambda row: ("row", row)),
    st.text(st.sampled_from("a;\n\r é"), max_size=8).map(lambda text: ("raw", text)),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(lines, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_reading_may_start_at_any_record(
    tmp_path: Path, content: list[Any], end: str, bom: bool
) -> None:
    """From each record's offset the reader gives that record and all after it, bad rows too."""
    text = io.StringIO(newline="")
    text.write("\ufeff" * bom + "a;b" + end)
    writer = csv.writer(text, delimiter=";", lineterminator=end, quoting=csv.QUOTE_ALL)
    for kind, value in content:
        if kind == "row":
            writer.writerow(value)
        else:
            text.write(value + end)
    opened = reader(write(tmp_path / "p.csv", text.getvalue()))
    items = list(opened.read())
    for i in reversed(range(len(items))):
        assert items[i:] == list(opened.read(items[i].position.offset))
    at = [(item.position.offset, item.position.length) for item in items]
    assert all(a + n <= b for (a, n), (b, _) in itertools.pairwise(at))


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=12))
def test_well_formed_rows_are_read_back_exactly(tmp_path: Path, rows: list[list[str]]) -> None:
    """What a CSV writer quotes is read back cell by cell, and no row is dead."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([["ref", "texte"], *rows])
    path = write(tmp_path / "p.csv", text.getvalue())
    items = list(reader(path).read())
    assert not [item for item in items if isinstance(item, DeadLetter)]
    assert rows == [list(item.row.values()) for item in items if isinstance(item, Record)]
