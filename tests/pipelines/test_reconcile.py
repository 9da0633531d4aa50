"""Reconciliation: every record read is masked, dead or filtered, or nothing is published."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from caviardage.errors import ReconciliationError, TooManyDeadLetters
from pipelines.job import Job
from pipelines.reconcile import Totals, check_dead_letters, reconcile
from tests.pipelines.support import new_job, plan, policy, write, write_part

CONTENT = (
    "".join(f'{{"ref": {i}, "texte": "message {i} de Camille"}}\n' for i in range(5))
    + "pas du JSON\n"
    + '{"ref": 6, "texte": "explosion"}\n'
)


@pytest.fixture(params=["parquet", "jsonl", "csv"])
def job(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Job]:
    """A job of three parts, all committed: 7 records, 5 masked, 2 dead."""
    rules = policy(output={"format": request.param, "documents_per_part": 2})
    path = write(tmp_path / "a.jsonl", CONTENT)
    made, staging = new_job(plan(rules, path), rules, tmp_path)
    for part in made.parts:
        write_part(made, part)
    yield made
    staging.remove()


def test_what_adds_up(job: Job) -> None:
    """The totals are those of the files that were committed."""
    totals = reconcile(job)
    assert totals.records() == {"read": 7, "masked": 5, "dead": 2, "filtered": 0}
    assert dict(totals.dead) == {"E_JSON": 1, "E_ANALYZE": 1}
    assert dict(totals.counts) == {("texte", "PERSON", "replace"): 5}
    files = [path.stat().st_size for path in (job.staging / "data").iterdir()]
    assert (3, sum(files)) == (len(files), totals.bytes)


def test_a_part_without_receipt(job: Job) -> None:
    """A part that was not committed is named."""
    (job.staging / "receipts" / "00001.json").unlink()
    with pytest.raises(ReconciliationError) as error:
        reconcile(job)
    assert str(error.value) == "part 1 was not committed"
    assert error.value.exit_code == 5


def test_a_missing_row(job: Job) -> None:
    """One row less in a data file is found, whatever its receipt says."""
    path = min((job.staging / "data").iterdir())
    if path.suffix == ".parquet":
        pq.write_table(pq.read_table(path).slice(1), path)
    else:
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(ReconciliationError) as error:
        reconcile(job)
    assert str(error.value) == (
        "records do not add up: read 7, masked 4, dead 2, filtered 0; dead letters on disk 2"
    )


def test_a_missing_data_file(job: Job) -> None:
    """A data file that is gone is found."""
    min((job.staging / "data").iterdir()).unlink()
    with pytest.raises(ReconciliationError, match="read 7, masked 3, dead 2"):
        reconcile(job)


def test_a_data_file_twice(job: Job) -> None:
    """Rows that are there twice are found."""
    path = min((job.staging / "data").iterdir())
    path.with_name(f"copie{path.suffix}").write_bytes(path.read_bytes())
    with pytest.raises(ReconciliationError, match="read 7, masked 7, dead 2"):
        reconcile(job)


@pytest.mark.parametrize(("extra", "on_disk"), [(b"{}\n", 3), (None, 0)])
def test_dead_letters_that_differ(job: Job, extra: bytes | None, on_disk: int) -> None:
    """A dead letter too many or too few is found."""
    (path,) = (job.staging / "dead_letters").iterdir()
    path.write_bytes(path.read_bytes() + extra if extra else b"")
    with pytest.raises(ReconciliationError) as error:
        reconcile(job)
    assert str(error.value) == (
        "records do not add up: read 7, masked 5, dead 2, filtered 0; "
        f"dead letters on disk {on_disk}"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"read": 1}, "part 0: 2 records planned, 1 read; did the input change during the run?"),
        ({"read": 3}, "part 0: 2 records planned, 3 read; did the input change during the run?"),
        (
            {"filtered": {"etat": 1}},
            "records do not add up: read 7, masked 5, dead 2, filtered 1; dead letters on disk 2",
        ),
    ],
)
def test_a_receipt_that_does_not_agree(job: Job, change: dict[str, Any], message: str) -> None:
    """Counts of a receipt that the plan or the files contradict are shown."""
    path = job.staging / "receipts" / "00000.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ReconciliationError) as error:
        reconcile(job)
    assert message == str(error.value)


def test_an_input_that_changed_during_the_run(tmp_path: Path) -> None:
    """Records that vanish between the plan and the reading fail the run."""
    rules = policy()
    path = write(tmp_path / "a.jsonl", CONTENT)
    made, staging = new_job(plan(rules, path), rules, tmp_path)
    path.write_text(CONTENT[: len(CONTENT) // 2])
    write_part(made, made.parts[0])
    with pytest.raises(ReconciliationError, match=r"^part 0: 7 records planned, 3 read; did"):
        reconcile(made)
    staging.remove()


@pytest.mark.parametrize(("allowed", "accepted"), [(0.0, False), (0.28, False), (2 / 7, True)])
def test_the_threshold(job: Job, allowed: float, accepted: bool) -> None:
    """More dead letters than the policy allows stop the run, with the counts by code."""
    limits = job.policy.limits.model_copy(update={"dead_letters": allowed})
    object.__setattr__(job, "policy", job.policy.model_copy(update={"limits": limits}))
    totals = reconcile(job)
    if accepted:
        check_dead_letters(job, totals)
        return
    with pytest.raises(TooManyDeadLetters) as error:
        check_dead_letters(job, totals)
    assert (
        f"2 of 7 records are dead letters (28.6%), limits.dead_letters allows {allowed:.1%}: "
        "E_ANALYZE 1, E_JSON 1"
    ) == str(error.value)
    assert error.value.exit_code == 4


def test_quarantined_records_are_no_failures(job: Job) -> None:
    """The policy asked for them: they do not stop a run, however many they are."""
    limits = job.policy.limits.model_copy(update={"dead_letters": 0.1})
    object.__setattr__(job, "policy", job.policy.model_copy(update={"limits": limits}))
    check_dead_letters(job, Totals(read=10, dead=Counter(E_QUARANTINE=9, E_JSON=1)))
    with pytest.raises(TooManyDeadLetters, match="2 of 10 records") as error:
        check_dead_letters(job, Totals(read=10, dead=Counter(E_QUARANTINE=5, E_JSON=2)))
    assert "E_QUARANTINE" not in str(error.value)


def test_no_records_are_never_too_many_dead(job: Job) -> None:
    """An empty input is under every threshold."""
    check_dead_letters(job, Totals())
