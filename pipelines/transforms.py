"""The transforms: labels and wiring. What they do is in the core and in plain modules here.

``ReadParts`` and ``WriteParts`` are batch's ends; ``MaskDocuments`` between them is the one that
every pipeline uses. The three run fused, batch after batch, so that a part is written as it is
read; the sink checks that no batch is missing or out of order.
"""

import dataclasses
import os
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection
from apache_beam.utils.shared import Shared

from caviardage.errors import OutputError
from pipelines import staging
from pipelines.formats.readers import Reader, open_reader
from pipelines.job import Job
from pipelines.masker import Masker
from pipelines.parts import Batch, read_part
from pipelines.plan import Part
from pipelines.schema import moved_columns
from pipelines.sink import MaskedBatch, PartSink, Receipt


@dataclasses.dataclass
class ReadParts(beam.PTransform[PCollection[Part], PCollection[Batch]]):
    """Parts in, batches of documents out.

    Attributes:
        job: The run. When its parts are claimed, those that another worker has are passed over.
    """

    job: Job

    def expand(self, pcoll: PCollection[Part]) -> PCollection[Batch]:
        """Claim parts, then read them."""
        if self.job.claimed:
            pcoll = pcoll | "Claim parts" >> beam.Filter(_claim, self.job)
        return pcoll | "Read parts" >> beam.ParDo(_ReadPartDoFn(self.job))


@dataclasses.dataclass
class MaskDocuments(beam.PTransform[PCollection[Batch], PCollection[MaskedBatch]]):
    """Batches of documents in, masked rows and dead letters out.

    Attributes:
        job: The run: its policy, and where the keyset is.
    """

    job: Job

    def expand(self, pcoll: PCollection[Batch]) -> PCollection[MaskedBatch]:
        """Analyze and mask each batch."""
        return pcoll | "Analyze and mask" >> beam.ParDo(_MaskDoFn(self.job))


@dataclasses.dataclass
class WriteParts(beam.PTransform[PCollection[MaskedBatch], PCollection[Receipt]]):
    """Masked batches in, one receipt per part out, when its files are committed.

    Attributes:
        job: The run: where its staging folder is, and the output's format.
    """

    job: Job

    def expand(self, pcoll: PCollection[MaskedBatch]) -> PCollection[Receipt]:
        """Write each part as its batches come."""
        return pcoll | "Write parts" >> beam.ParDo(_WritePartDoFn(self.job))


def _claim(part: Part, job: Job) -> bool:
    return staging.claim(job.staging, part.index, worker_name())


def worker_name() -> str:
    """What a worker is called in claims and progress: its process number."""
    return str(os.getpid())


class _ReadPartDoFn(beam.DoFn):
    def __init__(self, job: Job) -> None:
        self._job = job

    def setup(self) -> None:
        self._readers: dict[int, Reader] = {}

    def process(self, part: Part) -> Iterator[Batch]:
        if part.file not in self._readers:
            # One at a time: parts come in order, and an open file holds its place in a .gz.
            self._readers = {part.file: self._open(part)}
        yield from read_part(self._job, part, self._readers[part.file])

    def _open(self, part: Part) -> Reader:
        job = self._job
        return open_reader(
            job.file(part.file),
            job.policy.limits,
            list(job.columns),
            as_text=job.as_text,
            dates=moved_columns(job.policy),
        )


class _MaskDoFn(beam.DoFn):
    def __init__(self, job: Job) -> None:
        self._job = job
        self._shared = Shared()

    def setup(self) -> None:
        self._masker = self._shared.acquire(lambda: build_masker(self._job))

    def process(self, batch: Batch) -> Iterator[MaskedBatch]:
        yield self._masker.mask(batch)


def build_masker(job: Job) -> Masker:
    """Load the model, the keyset and the vault, and build what analyzes and masks."""
    from recognizers.analyzer import DocumentAnalyzer

    return Masker(job, DocumentAnalyzer.from_detection(job.policy.detection))


class _WritePartDoFn(beam.DoFn):
    def __init__(self, job: Job) -> None:
        self._job = job

    def setup(self) -> None:
        self._sink: tuple[int, PartSink] | None = None
        self._handled = 0

    def process(self, batch: MaskedBatch) -> Iterator[Receipt]:
        try:
            receipt = self._write(batch)
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else "input/output error"
            raise OutputError(f"the output cannot be written: {why}") from None
        if receipt is not None:
            self._sink = None
            yield receipt

    def _write(self, batch: MaskedBatch) -> Receipt | None:
        if self._sink is None or self._sink[0] != batch.part:
            self._sink = (batch.part, PartSink(self._job, batch.part))
        receipt = self._sink[1].add(batch)
        self._handled += batch.read
        staging.note_progress(self._job.staging, worker_name(), self._handled)
        return receipt


def masked_parts(parts: PCollection[Part], job: Job) -> PCollection[Receipt]:
    """The whole way of a batch run, from parts to receipts."""
    result: Any = (
        parts
        | "Read documents" >> ReadParts(job)
        | "Mask documents" >> MaskDocuments(job)
        | "Write documents" >> WriteParts(job)
    )
    return result
