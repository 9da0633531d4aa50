"""Does what was committed add up to what was read? Counted from the committed files themselves."""

import csv
import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from caviardage.errors import Code, ReconciliationError, TooManyDeadLetters
from caviardage.processing import Counts
from pipelines.job import Job
from pipelines.sink import DATA, DEAD, RECEIPTS, Receipt


@dataclass(slots=True)
class Totals:
    """Sums over the parts of a run.

    Attributes:
        read: Records that the plan counted in the input.
        masked: Rows in the committed data files.
        dead: Lines in the committed dead letters, by code.
        filtered: Records left out, by reason.
        counts: Edits and kept findings, by field, entity and operator.
        bytes: Size of the data files.
    """

    read: int = 0
    masked: int = 0
    dead: Counter[str] = field(default_factory=Counter)
    filtered: Counter[str] = field(default_factory=Counter)
    counts: Counts = field(default_factory=Counter)
    bytes: int = 0

    def records(self) -> dict[str, int]:
        """The four numbers that must add up."""
        return {
            "read": self.read,
            "masked": self.masked,
            "dead": self.dead.total(),
            "filtered": self.filtered.total(),
        }


def reconcile(job: Job) -> Totals:
    """Count what was committed and compare it, part by part and in all, with what was planned.

    Raises:
        ReconciliationError: ``read ≠ masked + dead + filtered``, or a part is missing.
    """
    totals = Totals()
    for part in job.parts:
        receipt = _receipt(job, part.index)
        totals.read += part.records
        totals.dead.update(receipt.dead)
        totals.filtered.update(receipt.filtered)
        totals.counts.update(receipt.counts)
        if receipt.read != part.records:
            raise ReconciliationError(
                f"part {part.index}: {part.records} records planned, {receipt.read} read; "
                "did the input change during the run?"
            )
    for path in sorted((job.staging / DATA).iterdir()):
        totals.masked += count_rows(path, job.files[0].delimiter)
        totals.bytes += path.stat().st_size
    dead = sum(count_lines(path) for path in (job.staging / DEAD).iterdir())
    records = totals.records()
    accounted = records["masked"] + records["dead"] + records["filtered"]
    if dead != records["dead"] or accounted != records["read"]:
        shown = ", ".join(f"{name} {count}" for name, count in records.items())
        raise ReconciliationError(f"records do not add up: {shown}; dead letters on disk {dead}")
    return totals


def check_dead_letters(job: Job, totals: Totals) -> None:
    """Compare the dead letters with the share that the policy allows.

    Quarantined records do not count: the policy asked for them.

    Raises:
        TooManyDeadLetters: There are more.
    """
    codes = {code: count for code, count in totals.dead.items() if code != Code.QUARANTINE}
    dead, allowed = sum(codes.values()), job.policy.limits.dead_letters
    if totals.read and dead / totals.read > allowed:
        by_code = ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
        raise TooManyDeadLetters(
            f"{dead} of {totals.read} records are dead letters ({dead / totals.read:.1%}), "
            f"limits.dead_letters allows {allowed:.1%}: {by_code}"
        )


def _receipt(job: Job, part: int) -> Receipt:
    path = job.staging / RECEIPTS / f"{part:05}.json"
    try:
        return Receipt.from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ReconciliationError(f"part {part} was not committed") from None


def count_rows(path: Path, delimiter: str | None) -> int:
    """Rows of one committed data file, by its format."""
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    if path.suffix == ".csv":
        csv.field_size_limit(sys.maxsize)
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file, delimiter=delimiter or ",")) - 1
    return count_lines(path)


def count_lines(path: Path) -> int:
    """Lines of a text file."""
    with path.open("rb") as file:
        return sum(1 for _ in file)
