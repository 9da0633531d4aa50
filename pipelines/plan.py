"""The plan of a run: one look at the whole input before anything is masked.

It finds what would stop the run half-way (a truncated file, a split thread, a field that is not
there), counts what there is to read, and cuts the input into parts. Parts depend on the input and
the policy alone: a fixed number of documents, inside one file, never inside a thread.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from caviardage import fields
from caviardage.documents import DocumentBuilder
from caviardage.policy import Policy
from caviardage.records import DeadLetter, Position, Record
from pipelines.formats.delimited import CsvReader
from pipelines.formats.inputs import InputFile
from pipelines.formats.parquet import open_parquet
from pipelines.formats.readers import open_reader
from pipelines.formats.tally import Tally
from pipelines.schema import OutputSchema, check_fields, output_schema, tally_of

# Told (file number, records seen so far in all files).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A run of documents inside one input file; it becomes one output file.

    Attributes:
        index: From 0, over the whole run.
        file: Number of the input file.
        start: Position of its first record.
        stop: Position of the first record after it; None at the end of the file.
        records: Records in it, those that cannot be read included.
        offsets: When given, only the records at these positions belong to the part (retry).
    """

    index: int
    file: int
    start: int
    stop: int | None
    records: int
    offsets: tuple[int, ...] | None = None


@dataclass(slots=True)
class Plan:
    """What a run will do: its files, its parts, what comes out, and how much there is to read."""

    files: list[InputFile]
    parts: list[Part]
    schema: OutputSchema
    columns: list[str]

    @property
    def records(self) -> int:
        """Records to read, in all parts."""
        return sum(part.records for part in self.parts)


def make_plan(policy: Policy, files: list[InputFile], progress: Progress | None = None) -> Plan:
    """Look at the whole input and plan the run.

    Raises:
        InputError: A file cannot be read to its end, or a thread is not contiguous.
        PolicyError: The policy does not fit the input.
    """
    columns = named_columns(policy)
    shape = Tally()
    cutter = _Cutter(policy, progress)
    arrow = None
    for file in files:
        if file.format == "parquet":
            arrow = _same_schema(file, arrow)
            cutter.cut_parquet(file)
        elif file.format == "csv":
            reader = CsvReader(file, policy.limits)
            shape.add(dict.fromkeys(reader.columns, ""), None)
            cutter.cut(file, reader.read(), None)
        else:
            cutter.cut(file, open_reader(file, policy.limits, columns).read(), shape)
    if arrow is not None:
        shape = tally_of(pa.struct(list(arrow)))
        dropped = check_fields(policy, shape)
        schema = output_schema(policy, arrow, dropped)
    else:
        header = files[0].format == "csv"
        dropped = check_fields(policy, shape, header=header) if shape.seen else []
        expected = policy.field_tree().names
        seen = ((name, t) for name, t in shape.names.items() if name in expected)
        typed = pa.schema([(name, t.arrow_type(expected[name])) for name, t in seen])
        schema = output_schema(policy, typed, dropped)
    return Plan(files=files, parts=cutter.parts, schema=schema, columns=columns)


def named_columns(policy: Policy) -> list[str]:
    """The top-level columns that a policy needs: its fields, ids, speakers and exclusions."""
    record = policy.record
    paths: list[str | None] = [record.id, record.subject, record.thread, *record.exclude.values]
    for path, rule in policy.field_rules().items():
        if rule.operator != "drop" or rule.known_value:
            paths += [path, rule.speaker, rule.time]
    return sorted({fields.parse(path)[0] for path in paths if path})


def _same_schema(file: InputFile, before: pa.Schema | None) -> pa.Schema:
    schema = open_parquet(file).schema_arrow.remove_metadata()
    if before is not None and not schema.equals(before):
        raise file.unreadable("its columns or their types differ from those of the files before")
    return schema


@dataclass(slots=True)
class _Cutter:
    """Cuts files into parts, and checks that every thread is contiguous."""

    policy: Policy
    progress: Progress | None
    parts: list[Part] = field(default_factory=list)
    _ended: set[bytes] = field(default_factory=set)
    _records: int = 0

    def cut(
        self, file: InputFile, items: Iterator[Record | DeadLetter], shape: Tally | None
    ) -> None:
        """Cut one file, looking at every record; its values are counted in ``shape``."""
        builder = DocumentBuilder(self.policy)
        tree = self.policy.field_tree()
        size = self.policy.output.documents_per_part
        thread: str | None = None
        start: int | None = None
        documents = records = 0
        for item in items:
            start = item.position.offset if start is None else start
            if isinstance(item, Record):
                if shape is not None:
                    shape.add(item.row, tree)
                before, thread = thread, builder.thread(item.row)
                if thread is None or thread != before:
                    self._end(before, thread, file, item.position)
                    if documents == size:
                        stop = item.position.offset
                        self._add(file, start, stop, records)
                        start, documents, records = stop, 0, 0
                    documents += 1
            records += 1
            self._count(file, 1)
        if start is not None:
            self._add(file, start, None, records)
        self._end(thread, None, file, None)

    def cut_parquet(self, file: InputFile) -> None:
        """Cut a Parquet file: by row numbers, or reading only the column of the thread."""
        thread = self.policy.record.thread
        if thread:
            columns = [fields.parse(thread)[0]]
            self.cut(file, open_reader(file, self.policy.limits, columns).read(), None)
            return
        rows, size = open_parquet(file).metadata.num_rows, self.policy.output.documents_per_part
        for start in range(0, rows, size):
            stop = start + size if start + size < rows else None
            self._add(file, start, stop, min(size, rows - start))
        self._count(file, rows)

    def _end(
        self, ended: str | None, begun: str | None, file: InputFile, at: Position | None
    ) -> None:
        """Note that a thread ended; one that begins must not have ended before."""
        if ended is not None:
            self._ended.add(_digest(ended))
        if begun is not None and at is not None and _digest(begun) in self._ended:
            place = "row" if file.format == "parquet" else "byte"
            raise file.unreadable(
                f"the conversation at {place} {at.offset} began earlier in the input and other "
                f"records stand between: sort the export by {self.policy.record.thread!r}"
            )

    def _add(self, file: InputFile, start: int, stop: int | None, records: int) -> None:
        self.parts.append(
            Part(index=len(self.parts), file=file.number, start=start, stop=stop, records=records)
        )

    def _count(self, file: InputFile, records: int) -> None:
        self._records += records
        if self.progress is not None:
            self.progress(file.number, self._records)


def _digest(thread: str) -> bytes:
    return hashlib.blake2b(thread.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def part_to_json(part: Part) -> dict[str, Any]:
    """The form in which a part travels to workers."""
    return {name: getattr(part, name) for name in Part.__slots__}


def part_from_json(value: dict[str, Any]) -> Part:
    """The inverse of ``part_to_json``."""
    offsets = value["offsets"]
    return Part(**{**value, "offsets": tuple(offsets) if offsets is not None else None})
