"""CSV: cells in rows, quotes and line breaks inside them allowed (RFC 4180). All values are text.

A value is never guessed to be a number: ``01000`` stays ``01000``.
"""

import csv
import sys
from collections import deque
from collections.abc import Iterator

from caviardage.errors import Code, Stage
from caviardage.policy import Limits
from caviardage.records import DeadLetter, Position, Record
from pipelines.formats.inputs import InputFile
from pipelines.formats.lines import Line, LineFile


class _TooLarge(Exception):
    """A row grew over the limit."""


class CsvReader:
    """Reads the records of one file from any record's offset.

    A row that cannot be used becomes a dead letter; when its quotes do not match, reading goes on
    after its first line, so that one stray quote costs one row and not the rest of the file.

    Raises:
        InputError: The file has no header, or one that names a column twice.
    """

    def __init__(self, file: InputFile, limits: Limits) -> None:
        csv.field_size_limit(sys.maxsize)  # our own limit is on the record
        self._file = file
        self._longest = limits.record_bytes
        self._lines = LineFile(file, longest=self._longest, ratio=limits.decompression_ratio)
        self.columns, self._first = self._header()

    def _header(self) -> tuple[list[str], int]:
        rows = self._rows(self._lines.lines(0))
        lines, cells = next(rows, ([], None))
        if cells is Code.TOO_LARGE:
            raise self._file.unreadable("the header is over limits.record_bytes")
        if isinstance(cells, Code):
            raise self._file.unreadable("the quotes of the header do not match")
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
        pending: deque[Line] = deque()
        while True:
            used: list[Line] = []
            source = self._decoded(pending, lines, used)
            reader = csv.reader(source, delimiter=self._file.delimiter or ",", strict=True)
            cells: list[str] | Code
            try:
                cells = next(reader)
            except StopIteration:
                return
            except _TooLarge:
                cells = Code.TOO_LARGE
            except csv.Error:
                cells = Code.CSV
            if isinstance(cells, Code):
                pending.extendleft(reversed(used[1:]))
                used = used[:1]
            yield used, cells

    def _decoded(
        self, pending: deque[Line], lines: Iterator[Line], used: list[Line]
    ) -> Iterator[str]:
        size = 0
        while line := pending.popleft() if pending else next(lines, None):
            used.append(line)
            size += line.length
            if line.content is None or size > self._longest:
                raise _TooLarge
            encoding = self._file.encoding or "utf-8"
            if encoding == "utf-8-sig" and line.offset:
                encoding = "utf-8"
            # Bytes that do not decode become lone surrogates, found again in the cells.
            yield line.content.decode(encoding, "surrogateescape")


def _undecoded(cell: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in cell)
