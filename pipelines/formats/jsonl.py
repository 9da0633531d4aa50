"""JSON Lines: one object a line (https://jsonlines.org), UTF-8 unless the file shows otherwise."""

import json
from collections.abc import Iterator
from typing import Any

from caviardage.errors import Code, Stage
from caviardage.policy_files import Limits
from caviardage.records import DeadLetter, Position, Record
from pipelines.formats.inputs import InputFile
from pipelines.formats.lines import Line, LineFile, decode

MOST_LEVELS = 100


class JsonlReader:
    """Reads the records of one file from any record's offset."""

    def __init__(self, file: InputFile, limits: Limits) -> None:
        self._file = file
        self._lines = LineFile(file, longest=limits.record_bytes, ratio=limits.decompression_ratio)

    def read(self, start: int = 0) -> Iterator[Record | DeadLetter]:
        """Yield the records from a byte offset on; a line that cannot be used as a dead letter."""
        for line in self._lines.lines(start):
            if line.content is None:
                yield self._dead(line, Code.TOO_LARGE)
                continue
            try:
                text = decode(line, self._file.encoding)
            except UnicodeDecodeError:
                yield self._dead(line, Code.ENCODING)
                continue
            if text.strip():
                row = parse_object(text)
                if row is None:
                    yield self._dead(line, Code.JSON)
                else:
                    yield Record(position=self._position(line), row=row)

    def _position(self, line: Line) -> Position:
        return Position(file=self._file.number, offset=line.offset, length=line.length)

    def _dead(self, line: Line, code: Code) -> DeadLetter:
        return DeadLetter(position=self._position(line), stage=Stage.READ, code=code)


def parse_object(text: str) -> dict[str, Any] | None:
    """The one JSON object of a text, or None.

    None when it is not JSON or not an object, when a key is written twice or is not Unicode text
    (a lone surrogate), and when it is nested deeper than any export is: what is walked through by
    recursion later must not be able to exhaust the stack.
    """
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    may_be_deep = text.count("[") + text.count("{") > MOST_LEVELS
    return None if may_be_deep and _too_deep(value) else value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key is written twice")
    for name in result:
        if not name.isascii():
            name.encode()  # a UnicodeEncodeError is a ValueError
    return result


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MOST_LEVELS):
        nested = (item for item in level if isinstance(item, dict | list))
        level = [
            inner
            for item in nested
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True


def _refuse(constant: str) -> Any:
    raise ValueError("not a JSON number")  # NaN, Infinity
