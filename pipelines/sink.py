"""The sink: batches of one part become one data file, one file of dead letters, and a receipt.

Files are written under temporary names and renamed when the part is whole, the receipt last: a
part counts when its receipt is there. Writing a part again gives the same bytes.
"""

import json
import os
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caviardage.errors import Code, ReconciliationError, Stage
from caviardage.processing import Counts, OutputRow, Processed
from caviardage.records import DeadLetter
from pipelines.formats.writers import EXTENSIONS, Writer, open_writer
from pipelines.job import Job
from pipelines.parts import Batch

DATA, DEAD, RECEIPTS, TEMPORARY = "data", "dead_letters", "receipts", "tmp"


@dataclass(slots=True)
class MaskedBatch:
    """A batch of a part after masking."""

    part: int
    number: int
    last: bool
    read: int
    filtered: Counter[str]
    processed: Processed = field(repr=False)

    @classmethod
    def of(cls, batch: Batch, processed: Processed) -> "MaskedBatch":
        """What became of a batch; its unreadable records join the dead letters."""
        processed.dead = [*batch.dead, *processed.dead]
        return cls(batch.part, batch.number, batch.last, batch.records, batch.filtered, processed)


@dataclass(slots=True)
class Receipt:
    """What was committed for one part: counts only."""

    part: int
    read: int = 0
    masked: int = 0
    dead: Counter[str] = field(default_factory=Counter)
    filtered: Counter[str] = field(default_factory=Counter)
    counts: Counts = field(default_factory=Counter)

    def to_json(self) -> dict[str, Any]:
        """The receipt as it lies in the staging folder."""
        return {
            "part": self.part,
            "read": self.read,
            "masked": self.masked,
            "dead": dict(sorted(self.dead.items())),
            "filtered": dict(sorted(self.filtered.items())),
            "counts": [[*key, n] for key, n in sorted(self.counts.items())],
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Receipt":
        """The inverse of ``to_json``."""
        return cls(
            part=value["part"],
            read=value["read"],
            masked=value["masked"],
            dead=Counter(value["dead"]),
            filtered=Counter(value["filtered"]),
            counts=Counter({(f, e, o): n for f, e, o, n in value["counts"]}),
        )


def part_name(index: int, parts: int, extension: str) -> str:
    """The file name of a part: ``part-00003-of-00012.parquet``."""
    return f"part-{index:05}-of-{parts:05}.{extension}"


class PartSink:
    """Writes the batches of one part, in order.

    Args:
        job: The run.
        part: Index of the part.
    """

    def __init__(self, job: Job, part: int) -> None:
        self._staging = job.staging
        self._mark = uuid.uuid4().hex  # another worker may write the same part at the same time
        self._receipt = Receipt(part=part)
        self._next = 0
        self._dead: list[DeadLetter] = []
        self._pending: list[OutputRow] = []
        self._group = job.policy.output.rows_per_group
        form = job.policy.output.format
        parts = len(job.parts)
        self._data_name = part_name(part, parts, EXTENSIONS[form])
        self._dead_name = part_name(part, parts, "jsonl")
        self._data = self._temporary(self._data_name)
        self._writer: Writer = open_writer(form, self._data, job.schema, job.files[0].delimiter)

    def _temporary(self, name: str) -> Path:
        return self._staging / TEMPORARY / f"{self._mark}-{name}"

    def add(self, batch: MaskedBatch) -> Receipt | None:
        """Take the next batch; after the last one, commit the part and return its receipt.

        Raises:
            ReconciliationError: A batch is missing or came twice.
        """
        if batch.number != self._next:
            raise ReconciliationError(
                f"part {batch.part}: batch {batch.number} came where {self._next} was due"
            )
        self._next += 1
        self._receipt.read += batch.read
        self._receipt.filtered.update(batch.filtered)
        self._receipt.counts.update(batch.processed.counts)
        self._dead += batch.processed.dead
        self._pending += batch.processed.rows
        while len(self._pending) >= self._group or (batch.last and self._pending):
            self._write(self._pending[: self._group])
            del self._pending[: self._group]
        return self._commit() if batch.last else None

    def _write(self, rows: Sequence[OutputRow]) -> None:
        try:
            self._writer.write([row.row for row in rows])
        except (TypeError, ValueError, OverflowError):  # pyarrow's ArrowInvalid is a ValueError
            good = [row for row in rows if self._fits(row)]
            if good:
                self._writer.write([row.row for row in good])
            rows = good
        self._receipt.masked += len(rows)

    def _fits(self, row: OutputRow) -> bool:
        if self._writer.fits(row.row):
            return True
        self._dead.append(
            DeadLetter(position=row.position, stage=Stage.WRITE, code=Code.TYPE, record=row.record)
        )
        return False

    def _commit(self) -> Receipt:
        self._writer.close()
        self._publish(self._data, DATA, self._data_name)
        self._receipt.dead.update(letter.code for letter in self._dead)
        if self._dead:
            ordered = sorted(self._dead, key=lambda letter: letter.position)
            lines = "".join(json.dumps(letter.to_json()) + "\n" for letter in ordered)
            path = self._temporary(self._dead_name)
            path.write_text(lines, encoding="utf-8")
            self._publish(path, DEAD, self._dead_name)
        name = f"{self._receipt.part:05}.json"
        path = self._temporary(name)
        path.write_text(json.dumps(self._receipt.to_json()), encoding="utf-8")
        self._publish(path, RECEIPTS, name)
        return self._receipt

    def _publish(self, path: Path, folder: str, name: str) -> None:
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.replace(self._staging / folder / name)
