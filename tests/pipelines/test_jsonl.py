"""JSON Lines: what is read, and what becomes a dead letter with which code."""

import json
from pathlib import Path

import pytest

from tests.pipelines.support import KEEP, SCAN, Trial, jsonl, policy, read, reader, write

GOOD = '{"ref": "T-1", "texte": "Bonjour, Camille à l\'accueil."}'
ROW = json.loads(GOOD)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", GOOD + "\n"),
        ("a.ndjson", GOOD + "\n"),
        ("a.jsonl.gz", GOOD + "\n"),
        ("A.JSONL.GZ", GOOD + "\n"),
        ("a.jsonl", GOOD),
        ("a.jsonl", GOOD + "\r\n"),
        ("a.jsonl", f"\n   \n\n{GOOD}\n\r\n\t\n"),
        ("a.jsonl", b"\xef\xbb\xbf" + GOOD.encode() + b"\n"),
        ("a.jsonl", GOOD.encode("cp1252") + b"\n"),
    ],
    ids=["plain", "ndjson", "gz", "GZ", "no-end", "crlf", "blank-lines", "bom", "cp1252"],
)
def test_every_spelling_of_a_file_gives_the_same_row(
    tmp_path: Path, name: str, content: str | bytes
) -> None:
    """One record is read as the same row whatever the encoding, line ends and compression."""
    path = tmp_path / name
    if name.endswith(".GZ"):
        write(tmp_path / "a.jsonl.gz", content).rename(path)
    else:
        write(path, content)
    assert read(path) == ([ROW], [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"Bonjour, je m'appelle Camille", "E_JSON"),
        (b'{"ref": "T-2", "texte": "Camille', "E_JSON"),
        (b'["T-2", "Camille"]', "E_JSON"),
        (b'"Camille"', "E_JSON"),
        (b"null", "E_JSON"),
        (b'{"ref": "T-2"} {"ref": "T-3"}', "E_JSON"),
        (b'{"ref": "T-2", "texte": "Camille", "texte": "x"}', "E_JSON"),
        (b'{"ref": "T-2", "meta": {"a": 1, "a": 2}}', "E_JSON"),
        (b'{"ref": NaN, "texte": "Camille"}', "E_JSON"),
        (b'{"ref": -Infinity, "texte": "Camille"}', "E_JSON"),
        (b'{"ref": "T-2\x00", "texte": "Camille"}', "E_JSON"),
        (b"\x00\x00\x00", "E_JSON"),
        (b'{"ref": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "E_JSON"),
        (b'{"ref": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}", "E_JSON"),
        (b'{"ref": ' + b"9" * 5000 + b', "texte": "Camille"}', "E_JSON"),
        (b'{"ref": "T-2", "texte": "Camille \xe0 Lyon"}', "E_ENCODING"),
        (b'{"ref": "T-2", "texte": "Camille \\ud83d"}', "E_ENCODING"),
        (b'{"ref": "T-2", "texte": ["Camille"]}', "E_TYPE"),
        (b'{"ref": "T-2", "texte": 12}', "E_TYPE"),
        (b'{"ref": "T-2", "texte": "explosion, Camille"}', "E_ANALYZE"),
        (b'{"ref": "\\ud83d", "texte": "Camille"}', "E_TYPE"),
    ],
    ids=[
        "text", "cut-off", "array", "string", "null", "two-objects", "key-twice",
        "inner-key-twice", "nan", "infinity", "raw-nul", "nul-bytes", "deep-list", "deep-object",
        "huge-integer", "latin-byte", "lone-surrogate", "list-for-text", "number-for-text",
        "recognizer-raises", "surrogate-in-kept",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_a_bad_line_costs_itself_only(tmp_path: Path, line: bytes, code: str, form: str) -> None:
    """A line that cannot be used is one dead letter with its code; its neighbours are masked."""
    around = [json.dumps({"ref": f"T-{i}", "texte": "très bien, Camille"}) for i in (1, 3)]
    content = b"\n".join([around[0].encode(), line, around[1].encode()]) + b"\n"
    accents = json.dumps({"ref": "T-4", "texte": "reçu, très bien"}, ensure_ascii=False).encode()
    path = write(tmp_path / "a.jsonl", content + accents + b"\n" + accents + b"\n")
    trial = Trial.of(policy(output={"format": form}), tmp_path, path)
    assert [code] == trial.codes()
    assert [row["ref"] for row in trial.rows()] == ["T-1", "T-3", "T-4", "T-4"]
    assert trial.totals.records() == {"read": 5, "masked": 4, "dead": 1, "filtered": 0}
    (letter,) = trial.dead()
    assert (letter["offset"], letter["bytes"]) == (len(around[0]) + 1, len(line) + 1)


def test_an_integer_as_long_as_python_reads_survives_in_jsonl(tmp_path: Path) -> None:
    """An integer of many digits comes out digit by digit in JSONL."""
    huge = 10**30 + 7
    path = jsonl(tmp_path / "a.jsonl", {"ref": huge, "texte": "Camille"})
    trial = Trial.of(policy(output={"format": "jsonl"}), tmp_path, path)
    assert [{"ref": huge, "texte": "<PERSON>"}] == trial.rows()


@pytest.mark.parametrize("depth", [90, 400, 700, 900, 960, 990])
@pytest.mark.parametrize("opening", ['{"a":', "["])
def test_a_deep_value_never_stops_the_run(tmp_path: Path, depth: int, opening: str) -> None:
    """Nesting that JSON can still read is either kept whole or one dead letter."""
    closing = "}" if opening.startswith("{") else "]"
    deep = opening * depth + "1" + closing * depth
    path = write(tmp_path / "a.jsonl", f'{GOOD}\n{{"ref": {deep}, "texte": "Camille"}}\n')
    trial = Trial.of(policy(output={"format": "jsonl"}), tmp_path, path)
    assert trial.totals.read == 2
    assert trial.codes() in ([], ["E_JSON"])
    for row in trial.rows()[1:]:
        assert deep == json.dumps(row["ref"], separators=(",", ":"))


def test_a_line_of_50_mb_costs_itself_only(tmp_path: Path) -> None:
    """A line of 50 MB over limits.record_bytes is one dead letter with its true length."""
    size = 50_000_000
    head = b'{"ref": "T-2", "texte": "'
    line = head + b"x" * (size - len(head) - 3) + b'"}\n'
    path = write(tmp_path / "a.jsonl", GOOD.encode() + b"\n" + line + GOOD.encode() + b"\n")
    trial = Trial.of(policy(limits={"record_bytes": 20_000_000}), tmp_path, path)
    assert trial.codes() == ["E_TOO_LARGE"]
    assert size == trial.dead()[0]["bytes"]
    assert len(trial.rows()) == 2


def test_the_limit_counts_the_bytes_of_a_record(tmp_path: Path) -> None:
    """A record of exactly limits.record_bytes is read; one byte more is a dead letter."""
    line = json.dumps({"ref": "T-1", "texte": "à"}, ensure_ascii=False)
    fitting = line.replace("à", "à" + "x" * (1_000 - len(line.encode())))
    path = write(tmp_path / "a.jsonl", f"{fitting}\n{fitting.replace('T-1', 'T-12')}\n{line}\n")
    rows, dead = read(path, policy(limits={"record_bytes": 1_000}))
    assert ([row["ref"] for row in rows], dead) == (["T-1", "T-1"], ["E_TOO_LARGE"])


def test_a_text_over_the_limit_is_a_dead_letter(tmp_path: Path) -> None:
    """A scanned text over limits.text_characters is refused, one of exactly so many is masked."""
    rows = [{"ref": n, "texte": "é" * n} for n in (100, 101)]
    path = jsonl(tmp_path / "a.jsonl", *rows)
    trial = Trial.of(policy(limits={"text_characters": 100}), tmp_path, path)
    assert trial.codes() == ["E_TOO_LARGE"]
    assert [rows[0]] == trial.rows()


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv"])
@pytest.mark.parametrize("content", ["", "\n\n", "Camille\n[1]\n"], ids=["empty", "blank", "bad"])
def test_a_file_without_a_record_is_still_accounted_for(
    tmp_path: Path, content: str, form: str
) -> None:
    """An empty file gives nothing; one with only bad lines gives its dead letters and no row."""
    path = write(tmp_path / "a.jsonl", content)
    trial = Trial.of(policy(output={"format": form}), tmp_path, path)
    bad = content.count("[") * 2
    assert {"read": bad, "masked": 0, "dead": bad, "filtered": 0} == trial.totals.records()


def test_bad_lines_beside_a_good_file_keep_its_schema(tmp_path: Path) -> None:
    """A file of only bad lines beside a good one gets an empty part with the same columns."""
    good = jsonl(tmp_path / "a.jsonl", ROW)
    bad = write(tmp_path / "b.jsonl", "Camille\n")
    trial = Trial.of(policy(), tmp_path, good, bad)
    assert trial.table().column_names == ["ref", "texte"]
    assert len(trial.files()) == 2


def test_reading_may_start_at_any_record(tmp_path: Path) -> None:
    """From the offset of each record the reader gives that record and all after it."""
    path = write(tmp_path / "a.jsonl.gz", f"\ufeff{GOOD}\n\nCamille\r\n{GOOD}\n[1]\n{GOOD}")
    opened = reader(path)
    items = list(opened.read())
    assert len(items) == 5
    for i in reversed(range(len(items))):
        assert items[i:] == list(opened.read(items[i].position.offset))


@pytest.mark.parametrize(
    ("encoding", "given", "rows", "dead"),
    [
        ("cp1252", "cp1252", 1, []),
        ("utf-8", "utf-8", 1, []),
        ("utf-8-sig", "utf-8-sig", 1, []),
        ("utf-8", "utf-8-sig", 1, []),
        ("cp1252", "utf-8", 0, ["E_ENCODING"]),
    ],
)
def test_the_policy_may_say_the_encoding(
    tmp_path: Path, encoding: str, given: str, rows: int, dead: list[str]
) -> None:
    """An encoding that the policy gives is used as it is, right or wrong."""
    path = write(tmp_path / "a.jsonl", f"{GOOD}\n".encode(encoding))
    assert ([ROW] * rows, dead) == read(path, policy(input={"encoding": given}))


def test_a_key_that_is_not_unicode_text_costs_its_record_only(tmp_path: Path) -> None:
    """A lone surrogate in a key, at any level, named or not, makes a dead letter."""
    fields = {"ref": KEEP, "texte": SCAN, "meta": {**KEEP, "optional": True}}
    path = write(
        tmp_path / "a.jsonl",
        f'{GOOD}\n{{"ref": "T-2", "texte": "x", "\\ud83d": 1}}\n'
        '{"ref": "T-3", "texte": "x", "meta": {"\\ud83d": 1}}\n',
    )
    trial = Trial.of(policy(fields), tmp_path, path)
    assert [row["ref"] for row in trial.rows()] == ["T-1"]
    assert trial.codes() == ["E_JSON", "E_JSON"]
