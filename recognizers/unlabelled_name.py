r"""PERSON by where it stands: cells beside an identifier, a name before a phone number, a widow.

In a row of cells with a number of ten digits or an e-mail address, two cells side by side are a
surname and a given name if one of them is in the lists, with or without headings. A capitalised
word right before a telephone number is whoever answers. Scores little, as ``unlabelled_code`` does.

>>> text = "318;DESCHANEL;ARLETTE;244038312604519;ALD30\nÀ prévenir : Bénie, 06 39 98 31 20"
>>> [text[start:end] for start, end, _ in placed(text)]
['DESCHANEL', 'ARLETTE', 'Bénie']
>>> text = "Mme Nadeau veuve Cordier, ma voisine Odile Empereur-Mot"
>>> [text[start:end] for start, end, _ in placed(text)]
['Nadeau veuve Cordier', 'Odile Empereur-Mot']
"""

import itertools
import re
from collections.abc import Iterator

from recognizers.base import fold
from recognizers.name_words import common, given, key, surname
from recognizers.words import BRANDS, CALENDAR, COMMON, COMPANY, LABELS, TITLES

_CELL, _PLACED, _SURE = 0.5, 0.45, 0.6
_U = "[A-ZÀ-ÖØ-Þ\u0141\u0160\u0179-\u017d]"
_L = r"[^\W\d_]"
_NAME = rf"{_U}(?:{_L}|['’\-](?={_L})){{1,30}}"
_WORDS = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}")
_ID = re.compile(r"(?:\d[ .-]?){9,}|@\w|(?<!\d)\d\d/\d\d/(?:19|20)\d\d")
_SIGNS = (";", "|", "\t", ",")
_CELLS, _LINE = 3, 600
_RARE, _OFTEN = 20, 100
_NO_NAMES = COMMON | COMPANY | LABELS | TITLES | CALENDAR | BRANDS

Span = tuple[int, int, float]

# Group 1 is the name. « Bénie, 06 39 … »
_BEFORE_PHONE = re.compile(
    rf"(?:(?<![^\n])|[:;,(–•/>-] ?)({_NAME}(?: {_NAME}){{0,2}})(?:,| :| -| –| au)? ?"
    r"(?=(?:\+33 ?|0)[1-9](?:[ .]?\d\d){4}(?!\d))"
)
_WIDOW = re.compile(
    rf"(?<![\w'’-])((?!(?i:mme|mlle|madame|dr|m|mr) ){_NAME}(?: {_NAME}){{0,2}}"
    r" (?:[vV]euve|[vV]ve|VEUVE|VVE|[éeÉE]pouse|[ée]p\.|ÉPOUSE|EPOUSE)"
    rf" {_NAME}(?: {_NAME})?)(?![\w'’-])"
)
_DOUBLE = re.compile(
    rf"(?<![\w'’-])({_U}[a-zß-ÿ]{{2,20}} {_U}[a-zß-ÿ]{{2,20}}-{_U}[a-zß-ÿ]{{2,20}})(?!\w)"
)
_CHEZ = re.compile(r"(?<!\w)[cC]hez (?:les )?([A-ZÀ-Þ]{4,20}(?:[- ][A-ZÀ-Þ]{3,20})?)(?!\w)")
_BELL = re.compile(
    r"(?i:interphone|sonnette|bo[iî]te aux lettres)[ :]{1,3}[«\"“] ?([A-Z]{2,4})(?= ?[»\"”])"
)
_CHAIN = re.compile(
    r"(?<![\w.-])((?:[A-Z]\.(?:-[A-Z]\.)?|[A-Z]{2}) (?:de |du |d['’])"
    r"(?:[A-Z]\.|[A-Z]{2})(?:-[A-Z]\.)?)(?!\w)"
)
_PAIR = re.compile(rf"(?<![\w.])([A-Z]\.) (?:et|&) [A-Z]\. ?{_NAME}")
_NICK = re.compile(
    r"(?<![\w'’-])((?i:jean|marie|anne|pierre|paul)[ -](?i:mi|mich|phi|lou|jo|no|so|lo|cri|pat|do"
    r"|clo|fra|gui|bat|chri|seb))(?![\w'’-])"
)
_TRIBE = re.compile(
    r"(?:(?<![^\n])|(?<=[:,;(] ))((?i:a[iï]t|na[iï]t|ould|oulad|sidi|bou|abou|ben) "
    rf"({_L}{{3,20}}))(?= ?(?:[,.;:)\n]|\Z| {_L}{{3,20}}))"
)


def cells(text: str) -> Iterator[Span]:
    """Surnames and given names in neighbouring cells of rows that hold an identifier."""
    start = 0
    for line in text.split("\n"):
        sign = next((s for s in _SIGNS if line.count(s) >= _CELLS), None)
        if sign and len(line) <= _LINE and _ID.search(line):
            yield from _row(line, sign, start)
        start += len(line) + 1


def _row(line: str, sign: str, offset: int) -> Iterator[Span]:
    spans, at = [], 0
    for cell in line.split(sign):
        value = cell.strip(" \"'")
        begin = at + (cell.index(value) if value else 0)
        spans.append((begin, begin + len(value), value if _WORDS.fullmatch(value) else ""))
        at += len(cell) + 1
    taken = -1
    for i, (one, two) in enumerate(itertools.pairwise(spans)):
        if i != taken and one[2] and two[2] and _named(one[2], two[2]):
            taken = i + 1
            yield offset + one[0], offset + one[1], _CELL
            yield offset + two[0], offset + two[1], _CELL


def _named(one: str, two: str) -> bool:
    """Whether one of two cells is a given name and the other may be a surname."""
    first, second = key(one), key(two)
    if not _NO_NAMES.isdisjoint((first, second)):
        return False
    return (_is_given(first) and _may(second)) or (_is_given(second) and _may(first))


def _is_given(word: str) -> bool:
    return given(word.split(" ")[0]) >= (_OFTEN if common(word) else _RARE)


def _may(word: str) -> bool:
    return surname(word) > 0 or not common(word)


def _listed(words: str) -> bool:
    """Whether one word is in the lists of names and none is a label, a firm, an office."""
    keys = [key(word) for word in words.split()]
    return _NO_NAMES.isdisjoint(keys) and any(
        given(k) >= _RARE or surname(k) >= _OFTEN / 2 for k in keys
    )


def _double(words: str) -> bool:
    first, second = map(key, words.split(" "))
    return given(first) >= _OFTEN and not common(first) and second not in _NO_NAMES


def _pseudonym(words: str) -> bool:
    return fold(words) not in ("cd de", "dr de")


def placed(text: str) -> Iterator[Span]:
    """The names in one text that their place tells: span, score."""
    yield from cells(text)
    for pattern, score, fits in (
        (_BEFORE_PHONE, _PLACED, _listed),
        (_WIDOW, _SURE, lambda words: any(map(_listed, words.split()))),
        (_DOUBLE, _CELL, _double),
        (_CHEZ, _PLACED, _listed),
        (_BELL, _PLACED, str.isupper),
        (_CHAIN, _PLACED, _pseudonym),
        (_PAIR, _CELL, str.isupper),
        (_NICK, _PLACED, bool),
    ):
        for match in pattern.finditer(text):
            if fits(match[1]):
                yield *match.span(1), score
    for match in _TRIBE.finditer(text):
        if surname(key(match[2])) and not common(key(match[2])):
            yield *match.span(1), _PLACED
