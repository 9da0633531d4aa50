"""The output's columns: the input's, less what is dropped; types are inferred from JSON."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.pipelines.support import KEEP, SCAN, Trial, jsonl, plan, policy, write

STRUCT, LIST = pa.struct, pa.list_
TOKEN = {"operator": "token", "entity": "TICKET_ID"}


@pytest.mark.parametrize(
    ("values", "kind", "dead"),
    [
        ([1, 2, -(2**63), 2**63 - 1], pa.int64(), []),
        ([1.5, -0.0], pa.float64(), []),
        ([1, 2.5, 3], pa.float64(), []),
        ([True, False, None], pa.bool_(), []),
        (["a", None, ""], pa.string(), []),
        ([None, None], pa.string(), []),
        ([[1], [], None], LIST(pa.int64()), []),
        ([[], []], LIST(pa.string()), []),
        ([[1, 2.5], ["a"]], LIST(pa.float64()), [1]),
        ([{"a": 1}, {"b": "x"}, {}], STRUCT([("a", pa.int64()), ("b", pa.string())]), []),
        ([{"a": None}], STRUCT([("a", pa.string())]), []),
        ([[{"a": [1]}], None], LIST(STRUCT([("a", LIST(pa.int64()))])), []),
        ([1, 2, "x"], pa.int64(), [2]),
        (["x", "y", 1, True], pa.string(), [2, 3]),
        ([True, True, 1], pa.bool_(), [2]),
        ([1, 2, True], pa.int64(), [2]),
        ([1.5, 2, "x"], pa.float64(), [2]),
        ([{"a": 1}, {"a": 2}, [1]], STRUCT([("a", pa.int64())]), [2]),
        ([[1], [2], {"a": 1}], LIST(pa.int64()), [2]),
        ([{"a": 1}, {"a": "x"}, {"a": 2}], STRUCT([("a", pa.int64())]), [1]),
        ([1, 2, 2**63], pa.int64(), [2]),
        ([1.5, 2**53 + 1], pa.float64(), [1]),
        (["x", "1"], pa.string(), []),
    ],
)
def test_the_type_of_a_kept_field_is_that_of_most_values(
    tmp_path: Path, values: list[Any], kind: pa.DataType, dead: list[int]
) -> None:
    """The majority gives the type; values of other kinds are dead letters, never changed."""
    rows = [{"n": i, "v": value, "texte": "x"} for i, value in enumerate(values)]
    path = jsonl(tmp_path / "a.jsonl", *rows)
    trial = Trial.of(policy({"n": KEEP, "v": KEEP, "texte": SCAN}), tmp_path, path)
    assert kind == trial.plan.schema.arrow.field("v").type
    assert ["E_TYPE"] * len(dead) == trial.codes()
    assert {"write"} >= {letter["stage"] for letter in trial.dead()}
    assert [i for i in range(len(rows)) if i not in dead] == [row["n"] for row in trial.rows()]
    kept = [value for i, value in enumerate(values) if i not in dead]
    assert [_filled(v, kind) for v in kept] == [row["v"] for row in trial.rows()]


def _filled(value: Any, kind: pa.DataType) -> Any:
    """A value as Parquet gives it back: a struct has all its fields."""
    if value is None or not pa.types.is_struct(kind):
        return value
    return {f.name: value.get(f.name) for f in kind}


def test_integers_over_64_bits_become_tokens(tmp_path: Path) -> None:
    """A number too long for Parquet can still be masked, as text."""
    path = jsonl(tmp_path / "a.jsonl", {"n": 10**20, "texte": "x"}, {"n": 10**20, "texte": "x"})
    trial = Trial.of(policy({"n": {**TOKEN, "scope": "domain"}, "texte": SCAN}), tmp_path, path)
    first, second = trial.rows()
    assert first["n"] == second["n"]
    assert first["n"].startswith("<TICKET_ID_k1_")


def test_columns_come_in_the_order_of_the_input(tmp_path: Path) -> None:
    """The policy's order does not matter; new names of later records come last."""
    rows = [{"b": 1, "texte": "x"}, {"a": 2, "texte": "x", "b": 1}]
    path = jsonl(tmp_path / "a.jsonl", *rows)
    made = plan(policy({"a": KEEP, "texte": SCAN, "b": KEEP}), path)
    assert made.schema.arrow.names == ["b", "texte", "a"]


def test_jsonl_keeps_the_keys_of_each_record_in_their_order(tmp_path: Path) -> None:
    """JSONL output has the keys that the record had, in its order, less what is dropped."""
    lines = (
        '{"b": 1.50, "nom": "Durand", "texte": "é Camille", "a": {"y": 1, "z": 2, "x": [1]}}\n'
        '{"texte": null, "b": "x"}\n'
    )
    path = write(tmp_path / "a.jsonl", lines)
    fields = {"a.x": KEEP, "a.y": KEEP, "texte": SCAN, "b": KEEP}
    trial = Trial.of(policy(fields, output={"format": "jsonl"}), tmp_path, path)
    assert trial.text() == (
        '{"b": 1.5, "texte": "é <PERSON>", "a": {"y": 1, "x": [1]}}\n{"texte": null, "b": "x"}\n'
    )


def test_nested_fields_are_pruned(tmp_path: Path) -> None:
    """Only the named fields of nested objects are left, in the order of the input."""
    row = {"c": [{"auteur": "S", "corps": "Camille", "n": 1}], "d": {"e": {"f": 1, "g": 2}}}
    path = jsonl(tmp_path / "a.jsonl", row)
    trial = Trial.of(policy({"c[].n": KEEP, "c[].corps": SCAN, "d.e.g": KEEP}), tmp_path, path)
    expected = pa.schema(
        [
            ("c", LIST(STRUCT([("corps", pa.string()), ("n", pa.int64())]))),
            ("d", STRUCT([("e", STRUCT([("g", pa.int64())]))])),
        ]
    )
    assert expected == trial.plan.schema.arrow
    assert trial.rows() == [{"c": [{"corps": "<PERSON>", "n": 1}], "d": {"e": {"g": 2}}}]
    assert trial.plan.schema.dropped == ["c[].auteur", "d.e.f"]


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv"])
def test_an_object_of_which_nothing_is_left_is_no_column(tmp_path: Path, form: str) -> None:
    """When all that an object holds is dropped, the output has no column for it."""
    row = {"texte": "x", "client": {"nom": "Camille"}, "notes": [{"auteur": "Camille"}]}
    fields = {
        "texte": SCAN, "client.nom": {"operator": "drop"}, "notes[].auteur": {"operator": "drop"},
    }  # fmt: skip
    path = jsonl(tmp_path / "a.jsonl", row)
    trial = Trial.of(policy(fields, output={"format": form}), tmp_path, path)
    assert trial.plan.schema.arrow.names == ["texte"]
    assert (trial.totals.masked, trial.codes()) == (1, [])
    assert b"Camille" not in b"".join(trial.files().values())


def test_retyped_and_dropped_fields_are_listed(tmp_path: Path) -> None:
    """Numbers whose operator makes text are listed with their paths."""
    row = {"n": 1, "s": "x", "c": [{"n": 2}], "texte": "x"}
    mask = {"operator": "mask"}
    fields = {"n": TOKEN, "s": TOKEN, "c[].n": mask, "texte": {"operator": "drop"}}
    made = plan(policy(fields), jsonl(tmp_path / "a.jsonl", row))
    assert made.schema.retyped == ["n", "c[].n"]
    assert made.schema.dropped == ["texte"]


def test_redact_leaves_null_whatever_the_type(tmp_path: Path) -> None:
    """A redacted value is null, and its column keeps its type."""
    rows = [{"s": "x", "n": 1, "o": {"a": 1}, "t": [1], "b": True, "texte": "y"}]
    redact = {"operator": "redact"}
    fields = {**dict.fromkeys("snotb", redact), "texte": SCAN}
    trial = Trial.of(policy(fields), tmp_path, jsonl(tmp_path / "a.jsonl", *rows))
    assert [{**dict.fromkeys("snotb"), "texte": "y"}] == trial.rows()
    assert pa.int64() == trial.plan.schema.arrow.field("n").type


def test_csv_values_stay_text(tmp_path: Path) -> None:
    """Numbers of a CSV are never guessed: leading zeros survive in Parquet."""
    path = write(tmp_path / "a.csv", "ref;texte\n01000;Camille\n2;\n")
    trial = Trial.of(policy(), tmp_path, path)
    assert trial.rows() == [{"ref": "01000", "texte": "<PERSON>"}, {"ref": "2", "texte": ""}]
