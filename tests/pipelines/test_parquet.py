"""Parquet: what is kept comes out as it was, what is masked is text, what is damaged is said."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from caviardage.errors import InputError, PolicyError
from pipelines.formats.readers import open_reader
from tests.pipelines.support import KEEP, SCAN, Trial, inputs, parquet, plan, policy, reader

NS = pa.timestamp("ns", "Europe/Paris")
COLUMNS: dict[str, pa.Array] = {
    "texte": pa.array(["Bonjour Camille", None, "très bien"]),
    "ns_paris": pa.array([1_772_438_040_123_456_789, None, 0], pa.int64()).cast(NS),
    "ns": pa.array([1, None, -1], pa.int64()).cast(pa.timestamp("ns")),
    "us_utc": pa.array([dt.datetime(2026, 3, 2, 9, 14, tzinfo=dt.UTC), None, None]).cast(
        pa.timestamp("us", "UTC")
    ),
    "ms": pa.array([0, 1, None], pa.int64()).cast(pa.timestamp("ms")),
    "jour": pa.array([dt.date(2026, 3, 2), None, dt.date(1, 1, 1)]),
    "heure": pa.array([1, None, 2], pa.int64()).cast(pa.time64("us")),
    "heure_ms": pa.array([1, None, 2], pa.int32()).cast(pa.time32("ms")),
    "duree": pa.array([1, None, 2], pa.int64()).cast(pa.duration("ms")),
    "montant": pa.array([Decimal("12.30"), None, Decimal("-0.05")], pa.decimal128(9, 2)),
    "long_montant": pa.array([Decimal(10) ** 50, None, Decimal(1)], pa.decimal256(60, 3)),
    "categorie": pa.array(["fibre", None, "mobile"]).dictionary_encode(),
    "carte": pa.array([[("a", 1), ("b", None)], None, []], pa.map_(pa.string(), pa.int64())),
    "grand": pa.array(["x" * 40, None, ""], pa.large_string()),
    "blob": pa.array([b"\x00\xff", None, b""]),
    "commentaires": pa.array(
        [[{"auteur": "Sophie", "note": 4.5}, None], [], None],
        pa.list_(pa.struct([("auteur", pa.string()), ("note", pa.float64())])),
    ),
    "vide": pa.array([None, None, None], pa.null()),
    "texte_vide": pa.array([None, None, None], pa.string()),
    "oui": pa.array([True, None, False]),
    "octet": pa.array([1, None, -1], pa.int8()),
    "non_signe": pa.array([2**64 - 1, None, 0], pa.uint64()),
    "reel": pa.array([0.1, None, 1e300], pa.float64()),
    "simple": pa.array([0.1, None, 3.5], pa.float32()),
    "evenements": pa.array(
        [[{"a": 1}], None, []], pa.list_(pa.struct([("a", pa.int64())]))
    ).cast(pa.list_(pa.struct([("a", NS)]))),
    "sous_categorie": pa.StructArray.from_arrays(
        [pa.array(["a", None, "b"]).dictionary_encode()], ["nom"]
    ),
    "fixe": pa.array([[1, 2], [0, None], [3, 4]], pa.list_(pa.int32(), 2)),
    "grande_liste": pa.array([["a"], None, []], pa.large_list(pa.string())),
    "obligatoire": pa.array(["a", "b", "c"]),
}  # fmt: skip
TABLE = pa.table(COLUMNS)
KEPT = {name: (SCAN if name == "texte" else KEEP) for name in COLUMNS}


@pytest.mark.parametrize("rows", [1, 2, 3, 1000])
def test_kept_columns_come_out_identical(tmp_path: Path, rows: int) -> None:
    """Every kept column has its type and its values, to the nanosecond, whatever the groups."""
    fields = [f.with_nullable(f.name != "obligatoire") for f in TABLE.schema]
    table = TABLE.cast(pa.schema(fields))
    path = parquet(tmp_path / "a.parquet", table, row_group_size=2)
    written = pq.read_table(path)
    rules = policy(KEPT, output={"rows_per_group": rows, "documents_per_part": 2})
    trial = Trial.of(rules, tmp_path, path)
    kept, before = trial.table().drop_columns("texte"), written.drop_columns("texte")
    assert kept.schema.remove_metadata() == before.schema.remove_metadata()
    different = [
        name
        for name in kept.column_names
        if kept[name].combine_chunks().to_string() != before[name].combine_chunks().to_string()
    ]
    assert different == []
    assert trial.table()["texte"].to_pylist() == ["Bonjour <PERSON>", None, "très bien"]
    assert list(COLUMNS) == trial.table().column_names


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_dates_and_decimals_are_iso_text_in_text_formats(tmp_path: Path, form: str) -> None:
    """JSONL and CSV show instants with their offset, dates, times and exact decimals."""
    names = ["texte", "ns_paris", "ns", "us_utc", "jour", "heure", "montant", "categorie", "octet"]
    path = parquet(tmp_path / "a.parquet", TABLE.select(names).slice(0, 1))
    fields = {name: KEPT[name] for name in names}
    trial = Trial.of(policy(fields, output={"format": form}), tmp_path, path)
    expected = {
        "texte": "Bonjour <PERSON>",
        "ns_paris": "2026-03-02 08:54:00.123456789+0100",
        "ns": "1970-01-01 00:00:00.000000001",
        "us_utc": "2026-03-02 09:14:00.000000Z",
        "jour": "2026-03-02",
        "heure": "00:00:00.000001",
        "montant": "12.30",
        "categorie": "fibre",
        "octet": 1,
    }
    if form == "jsonl":
        assert [expected] == trial.rows()
    else:
        assert ",".join(map(str, expected.values())) == trial.text().splitlines()[1]
    for name in ("ns_paris", "ns", "us_utc"):
        dt.datetime.fromisoformat(str(expected[name]))


def test_nested_texts_are_scanned_and_pruned(tmp_path: Path) -> None:
    """In lists of structs the scanned field is masked, the kept one kept, the rest dropped."""
    rows = [
        {"ref": 1, "c": [{"corps": "Camille appelle", "auteur": "Sophie", "n": 1}, None]},
        {"ref": 2, "c": []},
        {"ref": 3, "c": None},
    ]
    path = parquet(tmp_path / "a.parquet", pa.Table.from_pylist(rows))
    trial = Trial.of(policy({"c[].corps": SCAN, "c[].n": KEEP}), tmp_path, path)
    assert (trial.rows()) == [
        {"c": [{"corps": "<PERSON> appelle", "n": 1}, None]},
        {"c": []},
        {"c": None},
    ]
    assert trial.plan.schema.dropped == ["c[].auteur", "ref"]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 100])
def test_parts_may_end_inside_row_groups_or_between(tmp_path: Path, size: int) -> None:
    """Wherever parts and row groups end, every row comes out once and in order."""
    texts = [f"message {i} de Camille" for i in range(10)]
    table = pa.table({"ref": list(range(10)), "texte": texts})
    path = parquet(tmp_path / "a.parquet", table, row_group_size=4)
    trial = Trial.of(policy(output={"documents_per_part": size}), tmp_path, path)
    assert -(-10 // size) == len(trial.plan.parts)
    assert [{"ref": i, "texte": f"message {i} de <PERSON>"} for i in range(10)] == trial.rows()


def test_reading_may_start_at_any_row(tmp_path: Path) -> None:
    """From each row number the reader gives that row and all after it, past several batches."""
    table = pa.table({"ref": list(range(2500)), "texte": ["x"] * 2500})
    opened = reader(parquet(tmp_path / "a.parquet", table, row_group_size=1200))
    items = list(opened.read())
    for start in (0, 1, 999, 1000, 1001, 1199, 1200, 1201, 2199, 2200, 2499, 2500):
        assert items[start:] == list(opened.read(start))


INT, TOKEN = {"operator": "token", "entity": "TICKET_ID"}, {"operator": "token", "entity": "PERSON"}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"n": SCAN}, "field 'n' is int64 in the input: only text can be scanned"),
        (
            {"x": TOKEN},
            "field 'x' is double in the input: operator 'token' takes text or whole numbers; "
            "accepted here: keep, redact, drop",
        ),
        (
            {"b": {"operator": "mask"}},
            "field 'b' is bool in the input: operator 'mask' takes text or whole numbers; "
            "accepted here: keep, redact, drop",
        ),
        ({"texte[]": SCAN}, "field 'texte' is string in the input; the policy takes a list"),
        (
            {"texte.nom": {**SCAN, "optional": True}},
            "field 'texte' is string in the input; the policy takes an object",
        ),
        ({"l": SCAN}, "field 'l' is list<element: int64> in the input: only text can be scanned"),
        ({"l[]": SCAN}, "field 'l[]' is int64 in the input: only text can be scanned"),
        (
            {"l[].x": {**KEEP, "optional": True}},
            "field 'l[]' is int64 in the input; the policy takes an object",
        ),
    ],
)
def test_a_rule_that_does_not_fit_its_column(
    tmp_path: Path, fields: dict[str, Any], fault: str
) -> None:
    """Before anything is masked, a type that the rule cannot take is named with what it takes."""
    table = pa.table({"n": [1], "x": [1.5], "b": [True], "texte": ["Camille"], "l": [[1]]})
    path = parquet(tmp_path / "a.parquet", table)
    with pytest.raises(PolicyError) as error:
        plan(policy(fields), path)
    assert fault == str(error.value)
    assert error.value.exit_code == 2


def test_every_fault_has_its_line(tmp_path: Path) -> None:
    """Two rules that do not fit are told at once."""
    path = parquet(tmp_path / "a.parquet", pa.table({"n": [1], "x": [1.5]}))
    with pytest.raises(PolicyError) as error:
        plan(policy({"n": SCAN, "x": SCAN}), path)
    assert len(str(error.value).splitlines()) == 2


def test_masked_whole_numbers_become_text_and_redacted_columns_nullable(tmp_path: Path) -> None:
    """A token of an int column is text and listed as retyped; redact makes a column nullable."""
    schema = pa.schema([("n", pa.int32(), False), ("secret", pa.float64(), False)])
    table = pa.table({"n": [1, 2], "secret": [1.5, 2.5]}, schema=schema)
    path = parquet(tmp_path / "a.parquet", table)
    trial = Trial.of(policy({"n": INT, "secret": {"operator": "redact"}}), tmp_path, path)
    assert trial.plan.schema.retyped == ["n"]
    written = trial.table()
    expected = pa.schema([("n", pa.string(), False), ("secret", pa.float64(), True)])
    assert expected == written.schema.remove_metadata()
    assert written["secret"].to_pylist() == [None, None]
    assert all(value.startswith("<TICKET_ID_k1_") for value in written["n"].to_pylist())


def test_columns_of_dates_are_shifted_as_text(tmp_path: Path) -> None:
    """Whole weeks, one number for the record; nine o'clock in Paris stays nine o'clock."""
    zone = ZoneInfo("Europe/Paris")
    seen = [dt.datetime(2026, month, 10, 9, 30, tzinfo=zone) for month in range(1, 13)]
    vu = pa.array(seen, pa.timestamp("ns", "Europe/Paris"))
    table = pa.table({"ouvert": [s.date() for s in seen], "texte": ["x"] * 12, "vu": vu})
    path = parquet(tmp_path / "a.parquet", table)
    shift = {"operator": "date_shift", "entity": "DATE_TIME"}
    trial = Trial.of(policy({"ouvert": shift, "vu": shift, "texte": SCAN}), tmp_path, path)
    assert trial.plan.schema.retyped == ["ouvert", "vu"]
    assert len(trial.rows()) == len(seen)
    for row, was in zip(trial.rows(), seen, strict=True):
        days = (dt.date.fromisoformat(row["ouvert"]) - was.date()).days
        assert days % 7 == 0 < abs(days) <= 26 * 7
        assert row["vu"].startswith(f"{row['ouvert']} 09:30:00")


def test_masked_dictionary_columns_stay_dictionaries(tmp_path: Path) -> None:
    """A dictionary column is scanned by its values and written as a dictionary again."""
    table = pa.table({"texte": pa.array(["Camille", "x", "Camille", None]).dictionary_encode()})
    path = parquet(tmp_path / "a.parquet", table)
    trial = Trial.of(policy({"texte": SCAN}), tmp_path, path)
    assert pa.types.is_dictionary(trial.table().schema.field("texte").type)
    assert trial.table()["texte"].to_pylist() == ["<PERSON>", "x", "<PERSON>", None]


def test_files_with_different_columns_are_refused(tmp_path: Path) -> None:
    """All Parquet files of a run have the same columns; the first that differs is numbered."""
    a = parquet(tmp_path / "a.parquet", pa.table({"ref": [1], "texte": ["x"]}))
    b = parquet(tmp_path / "camille.parquet", pa.table({"ref": ["1"], "texte": ["x"]}))
    with pytest.raises(InputError) as error:
        plan(policy(), a, b)
    assert (
        str(error.value)
    ) == "input file 2: its columns or their types differ from those of the files before"


@pytest.mark.parametrize("content", [b"", b"PAR1", b"Camille Durand;06 39 98 12 34\n" * 50])
def test_what_is_not_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is not Parquet is an input error with its number, and nothing of its content."""
    path = tmp_path / "camille-durand.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        plan(policy(), path)
    assert str(error.value) == "input file 1: not a Parquet file, or damaged"


def test_parquet_in_gzip_is_refused(tmp_path: Path) -> None:
    """Parquet inside gzip is told apart from a damaged file."""
    path = tmp_path / "a.parquet.gz"
    path.write_bytes(b"")
    with pytest.raises(InputError, match=r"^input file 1: Parquet inside gzip .* unpack it first$"):
        plan(policy(), path)


@pytest.mark.parametrize("compression", ["none", "zstd", "snappy", "gzip"])
def test_a_damaged_page_stops_the_run(tmp_path: Path, compression: str) -> None:
    """Data pages that cannot be decoded are an input error, never rows left out."""
    table = pa.table({"ref": list(range(500)), "texte": [f"Camille {i}" for i in range(500)]})
    path = parquet(
        tmp_path / "a.parquet", table, compression=compression, use_dictionary=False,
        write_page_checksum=True,
    )  # fmt: skip
    content = bytearray(path.read_bytes())
    at = pq.ParquetFile(path).metadata.row_group(0).column(1).data_page_offset
    content[at + 60 : at + 400] = b"\xa5" * 340
    path.write_bytes(bytes(content))
    rules = policy()
    (file,) = inputs(rules, path)
    opened = open_reader(file, rules.limits, ["ref", "texte"])
    with pytest.raises(InputError, match=r"^input file 1: damaged Parquet data$"):
        list(opened.read())


def test_text_that_is_not_utf8_costs_its_row_only(tmp_path: Path) -> None:
    """Invalid UTF-8 in a string column makes a dead letter at its row number."""
    column = pa.array([b"bonjour Camille", b"d\xe9j\xe0", b"fin"]).view(pa.string())
    path = parquet(tmp_path / "a.parquet", pa.table({"ref": [1, 2, 3], "texte": column}))
    trial = Trial.of(policy(), tmp_path, path)
    assert [row["texte"] for row in trial.rows()] == ["bonjour <PERSON>", "fin"]
    (letter,) = trial.dead()
    assert (
        letter["offset"], letter["bytes"], letter["stage"], letter["code"],
    ) == (1, 0, "read", "E_ENCODING")  # fmt: skip


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_json_has_no_word_for_is_a_dead_letter(tmp_path: Path, form: str) -> None:
    """A float that is not a number is a dead letter in JSONL; CSV writes it as text."""
    path = parquet(
        tmp_path / "a.parquet", pa.table({"texte": ["a", "b"], "x": [1.5, float("nan")]})
    )
    rules = policy({"texte": SCAN, "x": KEEP}, output={"format": form})
    trial = Trial.of(rules, tmp_path, path)
    assert (["E_TYPE"] if form == "jsonl" else []) == trial.codes()


def test_columns_that_are_not_named_are_never_decoded(tmp_path: Path) -> None:
    """A broken column that the policy does not name does no harm."""
    broken = pa.array([b"\xff"]).view(pa.string())
    path = parquet(tmp_path / "a.parquet", pa.table({"texte": ["Camille"], "autre": broken}))
    trial = Trial.of(policy({"texte": SCAN}), tmp_path, path)
    assert trial.rows() == [{"texte": "<PERSON>"}]
    assert trial.plan.schema.dropped == ["autre"]


def test_a_column_with_a_dot_in_its_name(tmp_path: Path) -> None:
    r"""A dot that belongs to a column's name is written ``\.`` in the policy."""
    table = pa.table({"client.nom": ["Camille"], "client": [{"nom": "x"}]})
    path = parquet(tmp_path / "a.parquet", table)
    trial = Trial.of(policy({r"client\.nom": SCAN}), tmp_path, path)
    assert trial.rows() == [{"client.nom": "<PERSON>"}]


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    """A name that stands for two columns cannot be ruled: an input error."""
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["Camille"])], ["texte", "texte"])
    path = parquet(tmp_path / "a.parquet", table)
    with pytest.raises(InputError, match=r"^input file 1: .*twice$"):
        plan(policy({"texte": SCAN}), path)


def test_an_empty_file_is_read_as_no_rows(tmp_path: Path) -> None:
    """A Parquet file of no rows gives no part."""
    table = pa.table({"ref": pa.array([], pa.int64()), "texte": pa.array([], pa.string())})
    trial = Trial.of(policy(), tmp_path, parquet(tmp_path / "a.parquet", table))
    assert (trial.plan.parts, trial.totals.read) == ([], 0)
