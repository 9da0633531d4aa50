"""The plan: how the input is cut into parts, and what would stop the run half-way."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from caviardage.errors import InputError, PolicyError
from caviardage.policy import Policy
from pipelines.plan import make_plan, named_columns
from tests.pipelines.support import (
    CHAT_FIELDS,
    KEEP,
    SCAN,
    Trial,
    inputs,
    jsonl,
    parquet,
    plan,
    policy,
    write,
)

CONVERSATIONS = ["A", "A", "B", "C", "C", "C", None, None, "D", "E"]


def chats(size: int, **sections: Any) -> Policy:
    """The policy of chats stored one message a row, in parts of so many conversations."""
    return policy(
        CHAT_FIELDS, record={"thread": "fil"}, output={"documents_per_part": size}, **sections
    )


def messages(path: Path, threads: list[str | None]) -> Path:
    """A file with one message for each thread of a list."""
    rows = [{"fil": name, "texte": f"message {i} de Camille"} for i, name in enumerate(threads)]
    if path.suffix == ".parquet":
        return parquet(path, pa.Table.from_pylist(rows), row_group_size=3)
    return jsonl(path, *rows)


def sizes(rules: Policy, *paths: Path) -> list[tuple[int, int]]:
    """(file, records) of each part."""
    return [(part.file, part.records) for part in plan(rules, *paths).parts]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "csv", "parquet"])
def test_tickets_are_cut_every_so_many(tmp_path: Path, size: int, ending: str) -> None:
    """Each part has documents_per_part records, the last of a file what is left."""
    rows = [{"ref": str(i), "texte": "x"} for i in range(7)]
    path = tmp_path / f"a.{ending}"
    if ending == "parquet":
        parquet(path, pa.Table.from_pylist(rows))
    elif ending == "csv":
        write(path, "ref;texte\n" + "".join(f"{row['ref']};x\n" for row in rows))
    else:
        jsonl(path, *rows)
    other = path.rename(tmp_path / f"b.{ending}")
    path.write_bytes(other.read_bytes())
    per_file = [min(size, 7 - start) for start in range(0, 7, size)]
    rules = policy(output={"documents_per_part": size})
    expected = [(file, n) for file in (1, 2) for n in per_file]
    assert expected == sizes(rules, path, other)
    trial = Trial.of(rules, tmp_path, path, other)
    assert rows * 2 == trial.rows()


@pytest.mark.parametrize(
    ("size", "expected"),
    [(1, [2, 1, 3, 1, 1, 1, 1]), (2, [3, 4, 2, 1]), (3, [6, 3, 1]), (7, [10]), (100, [10])],
)
@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_thread_is_never_cut(tmp_path: Path, size: int, expected: list[int], ending: str) -> None:
    """Parts count conversations, whole ones; records without a thread count one each."""
    path = messages(tmp_path / f"a.{ending}", CONVERSATIONS)
    assert expected == [records for _, records in sizes(chats(size), path)]
    trial = Trial.of(chats(size), tmp_path, path)
    assert [row["fil"] for row in trial.rows()] == CONVERSATIONS


def test_parts_depend_on_the_input_and_documents_per_part_alone(tmp_path: Path) -> None:
    """Batches, row groups and the output's format do not move the cuts."""
    path = messages(tmp_path / "a.jsonl", CONVERSATIONS)
    rules = chats(2)
    others = [
        chats(2, detection={"batch_documents": 1}),
        rules.model_copy(
            update={
                "output": rules.output.model_copy(update={"format": "csv", "rows_per_group": 1})
            }
        ),
        chats(2, limits={"dead_letters": 0.5}),
    ]
    for other in others:
        assert plan(rules, path).parts == plan(other, path).parts


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_thread_in_two_pieces_of_one_file(tmp_path: Path, ending: str) -> None:
    """A conversation that comes back is an error with its place and the key, without its id."""
    path = messages(tmp_path / f"a.{ending}", ["karim-benali", "B", "karim-benali"])
    place = "row 2" if ending == "parquet" else f"byte {path.read_bytes().rindex(b'{')}"
    with pytest.raises(InputError) as error:
        plan(chats(10), path)
    assert (
        f"input file 1: the conversation at {place} began earlier in the input and other records "
        "stand between: sort the export by 'fil'"
    ) == str(error.value)


def test_a_thread_interrupted_by_a_record_without_thread(tmp_path: Path) -> None:
    """A record that belongs to no conversation ends the one before it."""
    with pytest.raises(InputError, match="sort the export by 'fil'"):
        plan(chats(10), messages(tmp_path / "a.jsonl", ["A", None, "A"]))


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_a_thread_across_two_files(tmp_path: Path, ending: str) -> None:
    """A conversation lies in one file; where it goes on in the next, the error says so."""
    first = messages(tmp_path / f"a.{ending}", ["A", "karim-benali"])
    second = messages(tmp_path / f"b.{ending}", ["karim-benali", "C"])
    with pytest.raises(InputError) as error:
        plan(chats(10), first, second)
    assert str(error.value).startswith("input file 2: the conversation at ")
    assert "'fil'" in str(error.value)
    assert "karim" not in str(error.value)


def test_a_dead_line_inside_a_thread_does_not_split_it(tmp_path: Path) -> None:
    """A line that cannot be read between two messages leaves them one conversation."""
    good = '{"fil": "A", "texte": "Camille"}\n'
    path = write(tmp_path / "a.jsonl", f"[\n{good}pas du JSON\n{good}[\n[\n")
    rules = chats(1)
    assert [part.records for part in plan(rules, path).parts] == [6]
    trial = Trial.of(rules, tmp_path, path)
    assert trial.totals.records() == {"read": 6, "masked": 2, "dead": 4, "filtered": 0}


def test_a_thread_fails_as_a_whole(tmp_path: Path) -> None:
    """When one message cannot be analyzed, all messages of its conversation are dead letters."""
    rows = [
        {"fil": "A", "texte": "x"}, {"fil": "A", "texte": "explosion"}, {"fil": "B", "texte": "y"},
    ]  # fmt: skip
    trial = Trial.of(chats(10), tmp_path, jsonl(tmp_path / "a.jsonl", *rows))
    assert trial.codes() == ["E_ANALYZE", "E_ANALYZE"]
    assert [row["fil"] for row in trial.rows()] == ["B"]


def test_what_is_excluded_is_counted_by_reason(tmp_path: Path) -> None:
    """Filtered documents are counted, whole conversations; they are neither masked nor dead."""
    rows = [
        {"fil": "A", "texte": "x", "etat": "spam", "client": "1"},
        {"fil": "A", "texte": "x", "etat": "ok", "client": "1"},
        {"fil": "B", "texte": "x", "etat": "ok", "client": "CLI-9"},
        {"fil": "C", "texte": "Camille", "etat": "ok", "client": "3"},
    ]
    rules = policy(
        CHAT_FIELDS,
        record={
            "thread": "fil", "subject": "client",
            "exclude": {"values": {"etat": ["spam"]}},
        },
    )  # fmt: skip
    path = jsonl(tmp_path / "a.jsonl", *rows)
    trial = Trial.of(rules, tmp_path, path, objected=frozenset({"CLI-9"}))
    assert dict(trial.totals.filtered) == {"etat": 2, "objection": 1}
    assert trial.rows() == [{"fil": "C", "texte": "<PERSON>"}]


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {"text": SCAN},
            "field 'text' is in no record of the input; did you mean 'texte'? "
            "(or mark it optional: true)",
        ),
        (
            {"Texte": SCAN},
            "field 'Texte' is in no record of the input; did you mean 'texte'? "
            "(or mark it optional: true)",
        ),
        (
            {"client.courriel": SCAN},
            "field 'client.courriel' is in no record of the input; did you mean 'client.couriel'? "
            "(or mark it optional: true)",
        ),
        (
            {"notes[].corp": SCAN},
            "field 'notes[].corp' is in no record of the input; did you mean 'notes[].corps'? "
            "(or mark it optional: true)",
        ),
        ({"zzz": SCAN}, "field 'zzz' is in no record of the input (or mark it optional: true)"),
        (
            {"texte": {**SCAN, "speaker": "auteur"}},
            "field 'auteur' is in no record of the input (or mark it optional: true)",
        ),
    ],
)
def test_an_absent_field_is_told_with_the_nearest_name(
    tmp_path: Path, fields: dict[str, Any], fault: str
) -> None:
    """A field that no record has stops the run, with the nearest name that exists."""
    row = {"texte": "x", "client": {"couriel": "c"}, "notes": [{"corps": "c"}]}
    with pytest.raises(PolicyError) as error:
        plan(policy(fields), jsonl(tmp_path / "a.jsonl", row))
    assert fault in str(error.value).splitlines()


@pytest.mark.parametrize("section", [{"id": "no"}, {"subject": "no"}, {"thread": "no"}])
def test_absent_record_fields_are_told(tmp_path: Path, section: dict[str, str]) -> None:
    """The fields of record: must be in the input like the others."""
    path = jsonl(tmp_path / "a.jsonl", {"ref": 1, "texte": "x"})
    with pytest.raises(PolicyError, match="field 'no' is in no record"):
        plan(policy(record=section), path)


def test_an_optional_field_may_be_absent(tmp_path: Path) -> None:
    """With optional: true nothing is said, and the output has no such column."""
    path = jsonl(tmp_path / "a.jsonl", {"texte": "Camille"})
    fields = {
        "texte": SCAN, "note": {**SCAN, "optional": True}, "c[].b": {**KEEP, "optional": True},
    }  # fmt: skip
    assert Trial.of(policy(fields), tmp_path, path).table().column_names == ["texte"]


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
@pytest.mark.parametrize(
    "nothing", [{"c": None, "d": None}, {"c": [], "d": {}}, {"c": [None], "d": None}]
)
def test_what_was_never_seen_cannot_be_absent(
    tmp_path: Path, nothing: dict[str, Any], form: str
) -> None:
    """Where every ticket has no comment, its fields are accepted, and the run goes through."""
    row = {"texte": "Camille", **nothing}
    fields = {"texte": SCAN, "c[].b": SCAN, "c[].n": KEEP, "d.e": {**SCAN, "optional": True}}
    path = jsonl(tmp_path / "a.jsonl", row)
    trial = Trial.of(policy(fields, output={"format": form}), tmp_path, path)
    assert (trial.totals.masked, trial.codes()) == (1, [])
    assert [nothing["c"]] == [row["c"] for row in trial.rows()]


def test_a_strict_policy_names_every_field(tmp_path: Path) -> None:
    """With '*': error each field of the input that is not named is a fault of its own."""
    row = {"ref": 1, "texte": "x", "nom": "Durand", "c": [{"b": "x", "auteur": "y"}]}
    fields = {"ref": KEEP, "texte": SCAN, "c[].b": KEEP, "*": "error"}
    path = jsonl(tmp_path / "a.jsonl", row)
    with pytest.raises(PolicyError) as error:
        plan(policy(fields), path)
    assert str(error.value).splitlines() == [
        "field 'c[].auteur' is in the input and not in the policy",
        "field 'nom' is in the input and not in the policy",
    ]
    named = {"nom": {"operator": "drop"}, "c[].auteur": {"operator": "drop"}}
    made = plan(policy({**fields, **named}), path)
    assert made.schema.dropped == ["c[].auteur", "nom"]


def test_dropped_fields_are_listed_but_not_names_that_are_data(tmp_path: Path) -> None:
    """Column names are listed; keys that hold an address, a phone or a key of a map are not."""
    row = {
        "texte": "x", "nom": 1, "date de naissance": 1, "06 39 98 12 34": 1, "a@exemple.fr": 1,
        "42": 1, "c": {"x": 1, "camille@exemple.fr": 2}, "x" * 65: 1,
    }  # fmt: skip
    path = jsonl(tmp_path / "a.jsonl", row)
    made = plan(policy({"texte": SCAN, "c.x": KEEP}), path)
    assert made.schema.dropped == ["date de naissance", "nom"]
    assert (Trial.of(policy({"texte": SCAN, "c.x": KEEP}), tmp_path, path).rows()) == [
        {"texte": "x", "c": {"x": 1}}
    ]


def test_a_map_by_person_does_not_fill_the_list_of_dropped_fields(tmp_path: Path) -> None:
    """Of an object with very many names, no more than 200 are remembered."""
    row = {"texte": "x"} | {f"client_{i}": 1 for i in range(300)}
    made = plan(policy({"texte": SCAN}), jsonl(tmp_path / "a.jsonl", row))
    assert len(made.schema.dropped) == 199


def test_names_that_few_records_have_are_not_listed(tmp_path: Path) -> None:
    """A key that is data (a map by customer) is dropped like others, and its name not shown."""
    rows = [{"texte": "x", "Événement": 1, f"Camille Durand {i}": 1} for i in range(300)]
    made = plan(policy({"texte": SCAN}), jsonl(tmp_path / "a.jsonl", *rows))
    assert made.schema.dropped == ["Événement"]


def test_progress_is_told_for_every_record(tmp_path: Path) -> None:
    """The plan tells the file it reads and how many records it has seen in all."""
    a = jsonl(tmp_path / "a.jsonl", *[{"ref": 1, "texte": "x"}] * 2)
    b = write(tmp_path / "b.jsonl", "[\n")
    rules, told = policy(), []
    make_plan(rules, inputs(rules, a, b), lambda file, seen: told.append((file, seen)))
    assert told == [(1, 1), (1, 2), (2, 3)]


def test_a_dropped_column_is_read_where_its_value_is_known() -> None:
    """It is searched for in the texts; any other dropped column is not even read."""
    dropped = {"entity": "PHONE_NUMBER", "operator": "drop"}
    fields = {"tel": {**dropped, "known_value": True}, "fax": dropped, "texte": {"scan": True}}
    columns = named_columns(policy(fields))
    assert "tel" in columns
    assert "fax" not in columns
