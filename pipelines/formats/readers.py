"""One reader for each format, behind one verb: ``read(start)``."""

from collections.abc import Collection, Iterator
from typing import Protocol

from caviardage.policy_files import Limits
from caviardage.records import DeadLetter, Record
from pipelines.formats.delimited import CsvReader
from pipelines.formats.inputs import InputFile
from pipelines.formats.jsonl import JsonlReader
from pipelines.formats.parquet import ParquetReader


class Reader(Protocol):
    """Reads the records of one input file."""

    def read(self, start: int = 0) -> Iterator[Record | DeadLetter]:
        """Yield every record whose position is at ``start`` or after, in order.

        A record that cannot be used comes as a dead letter of stage ``read``.

        Raises:
            InputError: The file as a whole cannot be read on.
        """
        ...


def open_reader(
    file: InputFile,
    limits: Limits,
    columns: list[str],
    *,
    as_text: bool = False,
    dates: Collection[str] = (),
) -> Reader:
    """The reader of a file (``columns``, ``as_text``, ``dates`` count for Parquet, see there)."""
    if file.format == "parquet":
        return ParquetReader(file, columns, as_text=as_text, dates=dates)
    if file.format == "csv":
        return CsvReader(file, limits)
    return JsonlReader(file, limits)
