"""Labels: the words beside a value that say what it is.

« PDL : 145… », « 145… c'est mon PDL », the question of the message before (``passages`` puts it on
the line before), or the head of its column in a table. The side and the distance of the label
settle which type a number has when several recognizers claim it (``arbitration``). Presidio's own
context enhancer reads five single words before a value, none after, and matches substrings.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

WINDOW_BEFORE = 60
WINDOW_AFTER = 25
# The longest label that may begin within reach and end beyond it.
_LABEL = 30

# A label does not reach over the end of a sentence or an empty line; a question to its answer.
_BREAK = re.compile(r"(?:[.!][ \n]+|\?(?! ?\n[^\n])[ \n]+)(?=[A-ZÀ-Ý])|\n[ \t]*\n")
_CELLS = re.compile(r"[|\t]")
# Bounds of a table: what is longer is not one that a person typed.
_LINE_CHARACTERS = 400
_TABLE_LINES = 20


class Side(StrEnum):
    """Where a label stands."""

    BEFORE = "before"
    AFTER = "after"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a value: its span, its side, and the characters between the two (0 in a table)."""

    start: int
    end: int
    side: Side
    distance: int


class LabelPattern(Protocol):
    """What is searched in folded text: a pattern of ``re``, or one with a time limit."""

    def search(self, string: str, pos: int = ..., endpos: int = ..., /) -> re.Match[str] | None:
        """The first match between two positions."""
        ...


def find_label(pattern: LabelPattern, text: str, folded: str, start: int, end: int) -> Label | None:
    """Find the label of a value: the head of its column, else the nearest before, else after it.

    Args:
        pattern: What the label looks like, in folded text.
        text: The text; capitals tell where sentences end.
        folded: The same text in lower case without accents, of the same length.
        start: Where the value starts.
        end: Where it ends.
    """
    low, high = reach(text, start, end)
    row = _row(folded, start)
    if row is not None:
        head = _header(pattern, folded, row, start)
        if head:
            return head
        low = max(low, row)  # the cell above, in another column, says nothing of this one
    before, at = None, low
    while at < start and (match := pattern.search(folded, at, start)):
        before, at = match, max(match.end(), match.start() + 1)
    if before:
        return Label(before.start(), before.end(), Side.BEFORE, start - before.end())
    after = pattern.search(folded, end, high)
    if after and after.start() - end <= WINDOW_AFTER:
        return Label(after.start(), after.end(), Side.AFTER, after.start() - end)
    return None


def reach(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first label of a value may begin, and the last one end."""
    low, high = max(0, start - WINDOW_BEFORE), min(len(text), end + WINDOW_AFTER + _LABEL)
    for stop in _BREAK.finditer(text, low, start):
        low = stop.end()
    stop_after = _BREAK.search(text, end, high)
    return low, stop_after.start() if stop_after else high


def _row(folded: str, start: int) -> int | None:
    """Where the line of a value begins, if it is a row of a table under other rows."""
    line = folded.rfind("\n", max(0, start - _LINE_CHARACTERS), start) + 1
    if line == 0 or not _CELLS.search(folded, line, start + WINDOW_BEFORE):
        return None
    above = folded.rfind("\n", max(0, line - 1 - _LINE_CHARACTERS), line - 1) + 1
    return line if _CELLS.search(folded, above, line) else None


def _header(pattern: LabelPattern, folded: str, row: int, start: int) -> Label | None:
    r"""The label at the head of the column of a value.

    >>> import re
    >>> _header(re.compile("pdl"), "nom | pdl\nmarc | 14500000000000", 10, 17)
    Label(start=6, end=9, side=<Side.HEADER: 'header'>, distance=0)
    """
    head = row
    for _ in range(_TABLE_LINES):
        above = folded.rfind("\n", max(0, head - 1 - _LINE_CHARACTERS), max(0, head - 1)) + 1
        if above >= head or not _CELLS.search(folded, above, head):
            break
        head = above
    column = len(_CELLS.findall(folded, row, start))
    end_of_head = folded.index("\n", head)
    edges = [head, *(cell.end() for cell in _CELLS.finditer(folded, head, end_of_head))]
    if column >= len(edges):
        return None
    stop = _CELLS.search(folded, edges[column], end_of_head)
    match = pattern.search(folded, edges[column], stop.start() if stop else end_of_head)
    return Label(*match.span(), Side.HEADER, 0) if match else None
