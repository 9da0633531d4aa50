"""Writing one part of the output: Parquet, JSONL, or CSV that a spreadsheet can open safely."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from caviardage.records import Row
from pipelines.formats.parquet import carried

EXTENSIONS = {"parquet": "parquet", "jsonl": "jsonl", "csv": "csv"}
# A cell that starts so is run as a formula by spreadsheets (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Writer(Protocol):
    """Writes the rows of one part to one file."""

    def fits(self, row: Row) -> bool:
        """Whether a row can be written: its values have the types of the schema."""
        ...

    def write(self, rows: Sequence[Row]) -> None:
        """Write rows that fit, all of them or, on an exception, none that counts."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


class ParquetWriter:
    """Parquet: each call of ``write`` makes one row group; the same rows give the same bytes."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._carried = pa.schema([pa.field(f.name, carried(f.type), f.nullable) for f in schema])
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")

    def fits(self, row: Row) -> bool:
        """Whether the row takes the types of the schema."""
        try:
            self._table([row])
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            return False
        return True

    def write(self, rows: Sequence[Row]) -> None:
        """Write one row group.

        Raises:
            pyarrow.ArrowException, TypeError, ValueError, OverflowError: Some row does not fit.
        """
        self._writer.write_table(self._table(rows))

    def _table(self, rows: Sequence[Row]) -> pa.Table:
        columns = [
            pa.array([row.get(f.name) for row in rows], f.type).cast(target.type)
            for f, target in zip(self._carried, self._schema, strict=True)
        ]
        table = pa.Table.from_arrays(columns, schema=self._schema)
        table.validate()
        return table

    def close(self) -> None:
        """Write the footer."""
        self._writer.close()


class JsonlWriter:
    """JSON Lines: one object a line, keys in the order of the input."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("wb")

    def fits(self, row: Row) -> bool:
        """Whether the row can be written as JSON in UTF-8."""
        try:
            _dump(row)
        except (TypeError, ValueError):
            return False
        return True

    def write(self, rows: Sequence[Row]) -> None:
        """Write one line per row.

        Raises:
            TypeError, ValueError: Some row does not fit; nothing was written.
        """
        self._file.write(b"".join([_dump(row) for row in rows]))

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _dump(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n"


class CsvWriter:
    """CSV in UTF-8, with the input's delimiter where it had one; null becomes an empty cell."""

    def __init__(self, path: Path, columns: Sequence[str], delimiter: str) -> None:
        self._columns = columns
        self._delimiter = delimiter
        self._file: IO[bytes] = path.open("wb")
        self._file.write(self._lines([columns]))

    def fits(self, row: Row) -> bool:
        """Whether no value is nested (a cell holds one value) and all are Unicode text."""
        try:
            self._lines([self._cells(row)])
        except (TypeError, ValueError):
            return False
        return True

    def write(self, rows: Sequence[Row]) -> None:
        """Write one line per row.

        Raises:
            TypeError, ValueError: Some row does not fit; nothing was written.
        """
        self._file.write(self._lines([self._cells(row) for row in rows]))

    def _cells(self, row: Row) -> list[str]:
        return [_cell(row.get(column)) for column in self._columns]

    def _lines(self, rows: Sequence[Sequence[str]]) -> bytes:
        text = io.StringIO(newline="")
        plain = csv.writer(text, delimiter=self._delimiter, lineterminator="\n")
        quoting = csv.writer(
            text, delimiter=self._delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL
        )
        for row in rows:
            # The csv module leaves a carriage return unquoted when it is not in the line end.
            has_return = any("\r" in cell for cell in row)
            (quoting if has_return else plain).writerow(row)
        return text.getvalue().encode()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _cell(value: Any) -> str:
    """One cell, with a quote before what a spreadsheet would run.

    >>> _cell("=1+1"), _cell("+33 6"), _cell(None), _cell(True)
    ("'=1+1", "'+33 6", '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        raise TypeError("a cell holds one value")
    text = str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not is_number else text


def open_writer(form: str, path: Path, schema: pa.Schema, delimiter: str | None) -> Writer:
    """The writer of a part in a format."""
    if form == "parquet":
        return ParquetWriter(path, schema)
    if form == "csv":
        return CsvWriter(path, schema.names, delimiter or ",")
    return JsonlWriter(path)
