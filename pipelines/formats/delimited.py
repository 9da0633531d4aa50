"""CSV: cells in rows, quotes and line breaks inside them allowed (RFC 4180). All values are text.

A value is never guessed to be a number: ``01000`` stays ``01000``.
"""

import csv
import sys
from collections.abc import Iterator

from caviardage.errors import Code, Stage
from caviardage.policy_files import Limits
from caviardage.records import DeadLetter, Position, Record
from pipelines.formats.inputs import InputFile
from pipelines.formats.lines import Line, LineFile, decode

_ROW_FLOOR = 64 << 20


class CsvReader:
    """Reads the records of one file from any record's offset.

    A row that cannot be used becomes a dead letter. When its quotes do not match, it cannot be told
    where the next row starts: a line of a text could pass for a row, and its words for the values
    of columns that are kept. So the whole file is refused.

    Raises:
        InputError: The file has no header, or one that names a column twice; while reading: the
            quotes of a row do not match.
    """

    def __init__(self, file: InputFile, limits: Limits) -> None:
        csv.field_size_limit(sys.maxsize)  # our own limit is on the record
        self._file = file
        self._longest = limits.record_bytes
        # A row over the limit is read to its end all the same, to know where the next one starts.
        self._most = max(8 * self._longest, _ROW_FLOOR)
        self._lines = LineFile(file, longest=self._most, ratio=limits.decompression_ratio)
        self.columns, self._first = self._header()

    def _header(self) -> tuple[list[str], int]:
        rows = self._rows(self._lines.lines(0))
        lines, cells = next(rows, ([], None))
        if cells is Code.TOO_LARGE:
            raise self._file.unreadable("the header is over limits.record_bytes")
        if isinstance(cells, Code):
            raise self._file.unreadable("the header holds a carriage return outside quotes")
        if not cells:
            raise self._file.unreadable("no header: the first row must name the columns")
        names = [name.strip() for name in cells]
        if len(set(names)) != len(names):
            raise self._file.unreadable("the header names a column twice")
        if any("\udc80" <= c <= "\udcff" for name in names for c in name):
            raise self._file.unreadable(f"the header is not {self._file.encoding}")
        return names, sum(line.length for line in lines)

    def read(self, start: int = 0) -> Iterator[Record | DeadLetter]:
        """Yield the records from a byte offset on; a row that cannot be used as a dead letter."""
        for lines, cells in self._rows(self._lines.lines(max(start, self._first))):
            length = sum(line.length for line in lines)
            position = Position(file=self._file.number, offset=lines[0].offset, length=length)
            code = cells if isinstance(cells, Code) else self._fault(cells)
            if code is not None:
                yield DeadLetter(position=position, stage=Stage.READ, code=code)
            elif cells:
                row = dict(zip(self.columns, cells, strict=True))
                yield Record(position=position, row=row)

    def _fault(self, cells: list[str]) -> Code | None:
        if cells and len(cells) != len(self.columns):
            return Code.RAGGED
        if any(not cell.isascii() and _undecoded(cell) for cell in cells):
            return Code.ENCODING
        return None

    def _rows(self, lines: Iterator[Line]) -> Iterator[tuple[list[Line], list[str] | Code]]:
        """Yield (lines of a row, its cells or what is wrong), one csv reader a row."""
        while True:
            used: list[Line] = []
            source = self._decoded(lines, used)
            reader = csv.reader(source, delimiter=self._file.delimiter or ",", strict=True)
            cells: list[str] | Code
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = self._unparsed(used)
            if sum(line.length for line in used) > self._longest:
                cells = Code.TOO_LARGE
            yield used, cells

    def _unparsed(self, used: list[Line]) -> Code:
        """What to do with a row that is not CSV: without quotes, its line is all that is wrong."""
        if any(b'"' in (line.content or b"") for line in used):
            raise self._file.unreadable(
                f"the quotes of the row at byte {used[0].offset} do not match, so where the next "
                "row starts cannot be told: mend this row, or export again"
            )
        return Code.CSV

    def _decoded(self, lines: Iterator[Line], used: list[Line]) -> Iterator[str]:
        size = 0
        for line in lines:
            used.append(line)
            size += line.length
            if line.content is None or size > self._most:
                raise self._file.unreadable(
                    f"the row at byte {used[0].offset} does not end within {self._most} bytes; "
                    "do its quotes match?"
                )
            # Bytes that do not decode become lone surrogates, found again in the cells.
            yield decode(line, self._file.encoding, "surrogateescape")


def _undecoded(cell: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in cell)
