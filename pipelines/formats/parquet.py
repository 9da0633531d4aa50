"""Parquet: read row group by row group, only the columns that the policy names.

Values whose Python form would lose something (nanoseconds, dictionaries) travel in a *carried*
type: integers on the way to Parquet, which takes them back exactly; ISO text on the way to JSONL
and CSV.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from caviardage.errors import Code, Stage
from caviardage.records import DeadLetter, Position, Record
from pipelines.formats.inputs import InputFile

_ROWS = 1000


def open_parquet(file: InputFile) -> pq.ParquetFile:
    """Open a Parquet file.

    Raises:
        InputError: It is not Parquet, damaged, or has two columns of one name.
    """
    try:
        opened = pq.ParquetFile(file.path)
        names = opened.schema_arrow.names
    except (pa.ArrowException, OSError):
        raise file.unreadable("not a Parquet file, or damaged") from None
    if len(set(names)) != len(names):
        raise file.unreadable("its schema names a column twice")
    return opened


class ParquetReader:
    """Reads the records of one file from any row on.

    Args:
        file: Describes the file.
        columns: The columns to read; others are never decoded.
        as_text: Carry dates and decimals as text (for JSONL and CSV output).
        dates: Columns whose dates are carried as text in any case, because a rule moves them.

    Raises:
        InputError: The file is not Parquet, or damaged.
    """

    def __init__(
        self, file: InputFile, columns: list[str], *, as_text: bool, dates: Collection[str] = ()
    ) -> None:
        self._file = file
        self._columns = columns
        self._parquet = open_parquet(file)
        fields = [field for field in self._parquet.schema_arrow if field.name in columns]

        def to_carried(field: pa.Field) -> pa.DataType:
            text = as_text or field.name in dates
            return carried_as_text(field.type) if text else carried(field.type)

        self._schema = pa.schema([pa.field(f.name, to_carried(f), f.nullable) for f in fields])

    def read(self, start: int = 0) -> Iterator[Record | DeadLetter]:
        """Yield the records from a row number on; a row that cannot be used as a dead letter."""
        first = 0
        for group in range(self._parquet.num_row_groups):
            rows = self._parquet.metadata.row_group(group).num_rows
            if first + rows > start:
                yield from self._group(group, first, start)
            first += rows

    def _group(self, group: int, first: int, start: int) -> Iterator[Record | DeadLetter]:
        try:
            batches = self._parquet.iter_batches(
                batch_size=_ROWS, row_groups=[group], columns=self._columns
            )
            for batch in batches:
                skip = min(max(start - first, 0), batch.num_rows)
                yield from self._batch(batch.slice(skip), first + skip)
                first += batch.num_rows
        except (pa.ArrowException, OSError):
            raise self._file.unreadable("damaged Parquet data") from None

    def _batch(self, batch: pa.RecordBatch, first: int) -> Iterator[Record | DeadLetter]:
        try:
            rows = self._rows(batch)
        except (ValueError, pa.ArrowException):  # text that is not UTF-8, among others
            rows = [None] * batch.num_rows
            for i in range(batch.num_rows):
                try:
                    rows[i] = self._rows(batch.slice(i, 1))[0]
                except (ValueError, pa.ArrowException):
                    continue
        for i, row in enumerate(rows):
            position = Position(file=self._file.number, offset=first + i)
            if row is None:
                yield DeadLetter(position=position, stage=Stage.READ, code=Code.ENCODING)
            else:
                yield Record(position=position, row=row)

    def _rows(self, batch: pa.RecordBatch) -> list[dict[str, Any] | None]:
        arrays = [batch.column(f.name).cast(f.type) for f in self._schema]
        rows: list[dict[str, Any] | None] = pa.RecordBatch.from_arrays(
            arrays, schema=self._schema
        ).to_pylist()
        return rows


def carried(kind: pa.DataType) -> pa.DataType:
    """The type that carries a column through Python and back without loss."""
    return _map_type(kind, _exact_leaf)


def carried_as_text(kind: pa.DataType) -> pa.DataType:
    """The type that carries a column to a text format: dates and decimals as text."""
    return _map_type(kind, _text_leaf)


def _exact_leaf(kind: pa.DataType) -> pa.DataType:
    types = pa.types
    if types.is_date32(kind) or types.is_time32(kind):
        return pa.int32()
    if types.is_temporal(kind) and not types.is_interval(kind):
        return pa.int64()
    return kind


def _text_leaf(kind: pa.DataType) -> pa.DataType:
    types = pa.types
    if types.is_duration(kind):
        return pa.int64()
    if types.is_temporal(kind) or types.is_decimal(kind):
        return pa.string()
    return kind


def _map_type(kind: pa.DataType, leaf: Callable[[pa.DataType], pa.DataType]) -> pa.DataType:
    types = pa.types
    if types.is_dictionary(kind):
        return _map_type(kind.value_type, leaf)
    if types.is_struct(kind):
        return pa.struct([pa.field(f.name, _map_type(f.type, leaf), f.nullable) for f in kind])
    if types.is_large_list(kind):
        return pa.large_list(_map_field(kind.value_field, leaf))
    if types.is_list(kind):
        return pa.list_(_map_field(kind.value_field, leaf))
    return leaf(kind)


def _map_field(field: pa.Field, leaf: Callable[[pa.DataType], pa.DataType]) -> pa.Field:
    return pa.field(field.name, _map_type(field.type, leaf), field.nullable)
