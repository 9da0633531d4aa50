"""Reading a part: its records grouped into documents, documents into batches."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from caviardage.documents import DocumentBuilder
from caviardage.records import DeadLetter, Record
from pipelines.formats.readers import Reader
from pipelines.job import Job
from pipelines.plan import Part


@dataclass(slots=True)
class Batch:
    """Documents of one part that are analyzed together.

    Attributes:
        part: Index of the part.
        number: From 0 in the part: the sink checks that none is missing.
        last: Whether it ends the part.
        documents: The records of each document.
        dead: Records that could not be read.
        filtered: Records left out, by reason.
    """

    part: int
    number: int
    last: bool = False
    documents: list[list[Record]] = field(default_factory=list, repr=False)
    dead: list[DeadLetter] = field(default_factory=list)
    filtered: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        """Records read: to be masked, dead, or filtered."""
        return sum(map(len, self.documents)) + len(self.dead) + self.filtered.total()


def read_part(job: Job, part: Part, reader: Reader) -> Iterator[Batch]:
    """Read one part as batches, cut by a fixed rule; there is always a last one, maybe empty.

    Raises:
        InputError: The file cannot be read on.
    """
    builder = DocumentBuilder(job.policy)
    exclusions = job.exclusions()
    size = job.policy.detection.batch_documents
    batch = Batch(part=part.index, number=0)
    for item in _documents(builder, _items(part, reader)):
        if isinstance(item, DeadLetter):
            batch.dead.append(item)
        elif reason := exclusions.reason(item):
            batch.filtered[reason] += len(item)
        else:
            batch.documents.append(item)
        if len(batch.documents) == size:
            yield batch
            batch = Batch(part=part.index, number=batch.number + 1)
    batch.last = True
    yield batch


def _items(part: Part, reader: Reader) -> Iterator[Record | DeadLetter]:
    if part.offsets is not None:
        for offset in part.offsets:
            yield next(reader.read(offset))
        return
    for item in reader.read(part.start):
        if part.stop is not None and item.position.offset >= part.stop:
            return
        yield item


def _documents(
    builder: DocumentBuilder, items: Iterator[Record | DeadLetter]
) -> Iterator[list[Record] | DeadLetter]:
    """Group consecutive records of one thread; a dead letter between them does not part them."""
    group: list[Record] = []
    thread: str | None = None
    for item in items:
        if isinstance(item, DeadLetter):
            yield item
            continue
        before, thread = thread, builder.thread(item.row)
        if group and (thread is None or thread != before):
            yield group
            group = []
        group.append(item)
    if group:
        yield group
