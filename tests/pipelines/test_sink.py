"""The sink: batches in order, one whole file for each part, dead letters without a text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caviardage.errors import ReconciliationError
from pipelines.job import Job
from pipelines.parts import Batch, read_part
from pipelines.sink import MaskedBatch, PartSink, Receipt, part_name
from pipelines.staging import Staging
from tests.pipelines.support import (
    Trial,
    jsonl,
    masked_batches,
    new_job,
    plan,
    policy,
    reader,
    write,
)


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    """A job of one part in three batches."""
    rules = policy(detection={"batch_documents": 2}, output={"format": "jsonl"})
    rows = [{"ref": i, "texte": f"message {i} de Camille"} for i in range(5)]
    made, staging = new_job(plan(rules, jsonl(tmp_path / "a.jsonl", *rows)), rules, tmp_path)
    yield made
    staging.remove()


@pytest.mark.parametrize("order", [[1], [0, 2], [0, 0], [0, 1, 1], [2], [0, 1, 0]])
def test_batches_missing_twice_or_out_of_order(job: Job, order: list[int]) -> None:
    """A batch that is not the next one fails the run with both numbers; nothing is committed."""
    batches = masked_batches(job, job.parts[0])
    assert len(batches) == 3
    sink = PartSink(job, 0)
    for number in order[:-1]:
        assert sink.add(batches[number]) is None
    with pytest.raises(ReconciliationError) as error:
        sink.add(batches[order[-1]])
    due = len(order) - 1
    assert f"part 0: batch {order[-1]} came where {due} was due" == str(error.value)
    assert error.value.exit_code == 5
    sink._writer.close()
    assert list((job.staging / "data").iterdir()) == []
    assert list((job.staging / "receipts").iterdir()) == []


@pytest.mark.parametrize("interleaved", [True, False])
def test_two_sinks_of_one_part_leave_one_whole_file(job: Job, interleaved: bool) -> None:
    """A part that is written twice, one after the other or at once, is one whole file."""
    batches = masked_batches(job, job.parts[0])
    first = PartSink(job, 0)
    second = PartSink(job, 0) if interleaved else None
    for batch in batches:
        first.add(batch)
        if second:
            second.add(masked_batches(job, job.parts[0])[batch.number])
    (path,) = (job.staging / "data").iterdir()
    content = path.read_bytes()
    if second is None:
        second = PartSink(job, 0)
        for batch in masked_batches(job, job.parts[0]):
            second.add(batch)
    assert content.count(b"\n") == 5
    assert content == path.read_bytes()
    assert [path] == list((job.staging / "data").iterdir())
    assert list((job.staging / "tmp").iterdir()) == []


def test_a_part_counts_when_its_receipt_is_there(job: Job) -> None:
    """Until the last batch nothing is where it would be counted."""
    *batches, last = masked_batches(job, job.parts[0])
    sink = PartSink(job, 0)
    for batch in batches:
        sink.add(batch)
    for folder in ("data", "dead_letters", "receipts"):
        assert list((job.staging / folder).iterdir()) == []
    receipt = sink.add(last)
    assert receipt is not None
    assert (receipt.read, receipt.masked) == (5, 5)


def test_a_receipt_survives_its_json() -> None:
    """A receipt read back is the receipt that was written."""
    receipt = Receipt(part=3, read=4, masked=2)
    receipt.dead["E_JSON"] = 1
    receipt.filtered["etat"] = 1
    receipt.counts["texte", "PERSON", "replace"] = 7
    assert receipt == Receipt.from_json(receipt.to_json())


def test_part_names_sort_in_order() -> None:
    """Names of parts are ours alone, made of two numbers."""
    names = [part_name(i, 12, "parquet") for i in range(12)]
    assert sorted(names) == names
    assert names[3] == "part-00003-of-00012.parquet"


def test_dead_letters_are_in_order_and_hold_no_text(tmp_path: Path) -> None:
    """Whatever stage they come from, dead letters are sorted by position and say no word."""
    lines = [
        '{"ref": 1, "texte": "explosion chez Zéphirine"}',
        "Zéphirine, pas du JSON",
        '{"ref": "Zéphirine", "texte": "bonjour"}',
        '{"ref": 2, "texte": ["Zéphirine"]}',
        '{"ref": 3, "texte": "bonjour"}',
        '{"ref": 4, "texte": "bonjour"}',
    ]
    path = write(tmp_path / "zephirine.jsonl", "\n".join(lines))
    rules = policy(detection={"batch_documents": 2}, record={"id": "ref"})
    trial = Trial.of(rules, tmp_path, path)
    assert [(letter["stage"], letter["code"]) for letter in trial.dead()] == [
        ("analyze", "E_ANALYZE"), ("read", "E_JSON"), ("write", "E_TYPE"), ("read", "E_TYPE"),
    ]  # fmt: skip
    offsets = [letter["offset"] for letter in trial.dead()]
    assert sorted(offsets) == offsets
    content = b"".join(trial.files("dead_letters").values()).decode()
    for word in ("Zéphirine", "Z\\u00e9", "explosion", "bonjour", "zephirine"):
        assert word not in content
    keys = {"file", "offset", "bytes", "record", "stage", "code"}
    assert all(keys == set(letter) for letter in trial.dead())
    digests = [letter["record"] for letter in trial.dead()]
    assert [digest is not None for digest in digests] == [True, False, True, True]
    assert all(digest.startswith("k1_") for digest in digests if digest)


def test_batches_are_cut_by_a_fixed_rule(job: Job) -> None:
    """A part's batches have the given size; the last says so, even when it is empty."""
    (part,) = job.parts
    batches: list[Batch] = list(read_part(job, part, reader(Path(job.files[0].path))))
    assert [(batch.number, batch.records, batch.last) for batch in batches] == [
        (0, 2, False),
        (1, 2, False),
        (2, 1, True),
    ]


def test_a_batch_does_not_show_its_records(job: Job) -> None:
    """The representation of what travels has positions and counts, no text."""
    batches = list(read_part(job, job.parts[0], reader(Path(job.files[0].path))))
    masked: list[MaskedBatch] = masked_batches(job, job.parts[0])
    shown = f"{batches!r} {masked!r} {masked[0].processed!r}"
    assert "message" not in shown
    assert "Camille" not in shown


def test_a_full_last_batch_is_followed_by_an_empty_one(tmp_path: Path) -> None:
    """A part whose documents fill its batches exactly is still committed once."""
    rules = policy(detection={"batch_documents": 2})
    rows = [{"ref": i, "texte": "x"} for i in range(4)]
    made, staging = new_job(plan(rules, jsonl(tmp_path / "a.jsonl", *rows)), rules, tmp_path)
    batches = masked_batches(made, made.parts[0])
    assert [batch.read for batch in batches] == [2, 2, 0]
    sink = PartSink(made, 0)
    receipts = [sink.add(batch) for batch in batches]
    assert receipts[:2] == [None, None]
    assert receipts[2] is not None
    staging.remove()


def test_removing_a_staging_folder_twice_is_no_fault(tmp_path: Path) -> None:
    """What is gone may be removed again."""
    staging = Staging(tmp_path / "sortie", "essai")
    staging.create()
    staging.remove()
    staging.remove()
    assert list(tmp_path.iterdir()) == []
