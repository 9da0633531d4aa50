r"""Tables in plain text: the cells under each heading, however the columns are kept apart.

Customers paste from spreadsheets and logs: columns stand between ``;``, ``|``, tabs, commas or runs
of spaces, under one line of headings. A block of lines with the same sign, the first of which is
all words, is a table; what is longer or wider than a person pastes is not read.

>>> text = "nom;permis\nBRUN;18BR77120\n;aucun"
>>> [(cell.heading, text[cell.start : cell.end]) for cell in cells(text)]
[('nom', 'BRUN'), ('permis', '18BR77120'), ('permis', 'aucun')]
>>> list(cells("bonjour ; merci\nau revoir"))
[]
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from recognizers.base import fold

# Bounds of a table: what is longer is not one that a person typed.
_LINE_CHARACTERS = 600
_TABLE_LINES = 60
_HEADING_CHARACTERS = 40

_SIGNS = tuple(
    (re.compile(sign), fewest)
    for sign, fewest in ((r"\|", 1), (r"\t", 1), (r";", 1), (r",", 3), (r" {2,}+", 2))
)
_RULE = re.compile(r"[\s|:+\-=_]{3,}+")
_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d")


class Cell(NamedTuple):
    """A cell with something in it: its heading, folded, and its span without blanks and quotes."""

    heading: str
    start: int
    end: int


class _Line(NamedTuple):
    start: int
    end: int


@functools.lru_cache(maxsize=4)
def cells(text: str) -> tuple[Cell, ...]:
    """The cells of the tables of one text, without those of the headings."""
    if text.count("\n") == 0:
        return ()
    folded, found = fold(text), []
    for block in _blocks(text):
        for sign, fewest in _SIGNS:
            if not sign.search(text, block[0].start, block[-1].end):
                continue
            table = list(_table(text, folded, block, sign, fewest))
            if table:
                found += table
                break
    return tuple(found)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines that are not empty."""
    block: list[_Line] = []
    start = 0
    for line in text.split("\n"):
        if line.strip() and len(line) <= _LINE_CHARACTERS:
            block.append(_Line(start, start + len(line)))
        else:
            if len(block) > 1:
                yield block
            block = []
        start += len(line) + 1
    if len(block) > 1:
        yield block


def _table(
    text: str, folded: str, block: list[_Line], sign: re.Pattern[str], fewest: int
) -> Iterator[Cell]:
    """The cells of the tables of a block whose columns this sign keeps apart."""
    headings: list[str] | None = None
    rows = 0
    for line in block:
        if _RULE.fullmatch(text, line.start, line.end):
            continue
        spans = _split(text, line, sign)
        rows += 1
        if len(spans) <= fewest or rows > _TABLE_LINES:
            headings, rows = None, 0
        elif headings is None or (len(spans) == len(headings) and _is_head(folded, spans)):
            headings = _headings(folded, spans) if _is_head(folded, spans) else None
        elif abs(len(spans) - len(headings)) <= (sign.pattern not in (",", " {2,}+")):
            for heading, (start, end) in zip(headings, spans, strict=False):
                if heading and start < end:
                    yield Cell(heading, start, end)
        else:
            headings = None


def _split(text: str, line: _Line, sign: re.Pattern[str]) -> list[tuple[int, int]]:
    """The spans of the cells of one line, without the blanks and quotes around what they hold."""
    start = (
        line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
    )
    if sign.pattern == r"\|" and text[start] == "|":
        start += 1
    edges = [start]
    spans = []
    for match in sign.finditer(text, start, line.end):
        spans.append((edges[-1], match.start()))
        edges.append(match.end())
    spans.append((edges[-1], line.end))
    if sign.pattern == r"\|" and len(spans) > 1 and not text[slice(*spans[-1])].strip():
        del spans[-1]
    return [_trim(text, *span) for span in spans]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \u00a0\r\t\"'«»":
        start += 1
    while end > start and text[end - 1] in " \u00a0\r\t\"'«»":
        end -= 1
    return start, end


def _is_head(folded: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a line may hold headings: short words, no numbers."""
    filled = [span for span in spans if span[0] < span[1]]
    return len(filled) > 1 and not any(
        end - start > _HEADING_CHARACTERS
        or _DIGITS.search(folded, start, end)
        or "@" in folded[start:end]
        for start, end in filled
    )


def _headings(folded: str, spans: list[tuple[int, int]]) -> list[str]:
    return [folded[start:end] for start, end in spans]
