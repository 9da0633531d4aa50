"""Known numbers and references in a text: telephone, customer number, IBAN, date of birth.

They are compared without their separators, in any case: « 0639981234 » is « +33 6 39 98 12 34 ».
The digits of a reference count alone from five on (« CLI-0048213 », « client 48213 »), unless they
are an amount or go on in another number; of eight digits one may be wrong.

>>> text = "client 0048213, tel 06.39.98.12.34 ou 06 39 98 12 43, né le 7 mars 85"
>>> [(text[a:b], score) for a, b, score in reference(text, "CLI-0048213")]
[('0048213', 0.85)]
>>> [(text[a:b], score) for a, b, score in telephone(text, "+33639981234")]
[('06.39.98.12.34', 0.95), ('06 39 98 12 43', 0.7)]
>>> [text[a:b] for a, b, _ in day(text, "1985-03-07")]
['7 mars 85']
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterator

from recognizers.base import fold
from recognizers.typos import near

EXACT, PART, FUZZY = 0.95, 0.85, 0.7

Span = tuple[int, int, float]

_SEPARATORS = frozenset(" \u00a0\u202f.-–/_()°:")
_GAP = 3
_MIN_DIGITS, _MIN_MIXED, _MIN_LETTERS, _FUZZY_DIGITS = 5, 4, 5, 8
_PREFIX = re.compile(
    r"(?:(?:\+|00)[ .]?33[ .\-/]{0,2}(?:\(0\)|0)?|\(0\)|(?<!\d)(?:0|33))[ .\-/]{0,2}$"
)
_PREFIX_CHARACTERS = 14
_AMOUNT = re.compile(r"[.,]\d\d(?!\d)|[ \u00a0\u202f]?(?:€|eur\b|euros?\b|%)")
_NEXT_GROUP = re.compile(r"[ .\-/]\d")
_BEFORE_GROUP = re.compile(r"\d[ .\-/]$")
_RUN = re.compile(r"(?<!\d)\+?\d(?:[ .\-/()]{0,3}\d){7,30}(?!\d)")
_MONTHS = str.split("jan fev mar avr mai juin juil aou sep oct nov dec")
_DAY = re.compile(
    r"(?<!\d)(\d{1,4})(?:er)?[ ./\-]{1,2}(\d{1,2}|[a-z]{3,9})\.?[ ./\-]{1,2}(\d{4}|\d{2})(?!\d)"
)
_GLUED_DAY = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)")


@functools.lru_cache(maxsize=4)
def _compact(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, and where each stands."""
    folded = fold(text)
    places = [i for i, character in enumerate(folded) if character.isalnum()]
    return "".join([folded[i] for i in places]), places


def _plain(value: str) -> str:
    return "".join(c for c in fold(value) if c.isalnum())


def _joined(text: str, places: list[int]) -> bool:
    """Whether nothing but separators stands between the characters."""
    if places[-1] - places[0] == len(places) - 1:
        return True
    return all(
        b == a + 1 or (b - a <= _GAP + 1 and _SEPARATORS.issuperset(text[a + 1 : b]))
        for a, b in itertools.pairwise(places)
    )


def _goes_on(text: str, a: int, b: int) -> bool:
    """Whether two characters side by side are of one word or number."""
    if a < 0 or b >= len(text):
        return False
    return (text[a].isdigit() and text[b].isdigit()) or (text[a].isalpha() and text[b].isalpha())


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where the characters stand in a row, whatever separators are between them."""
    compact, places = _compact(text)
    at = compact.find(wanted)
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        whole = not _goes_on(text, start - 1, start) and not _goes_on(text, end - 1, end)
        found = whole and _joined(text, places[at : at + len(wanted)])
        if found:
            yield start, end
        at = compact.find(wanted, at + (len(wanted) if found else 1))


def reference(text: str, value: str) -> Iterator[Span]:
    """A number or code as people write it; its digits alone; one digit wrong."""
    whole = _plain(value)
    digits = max(re.findall(r"\d+", whole), key=len, default="")
    if len(whole) >= (_MIN_DIGITS if whole == digits else _MIN_MIXED if digits else _MIN_LETTERS):
        yield from ((*span, EXACT) for span in _occurrences(text, whole))
    for part in dict.fromkeys((digits, digits.lstrip("0"))):
        if len(part) >= _MIN_DIGITS and part != whole:
            yield from ((*span, PART) for span in _occurrences(text, part) if _alone(text, *span))
    if whole == digits:
        yield from _misspelt(text, whole, str)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether digits are no amount and no group of a longer number."""
    return not (
        _AMOUNT.match(fold(text), end)
        or _NEXT_GROUP.match(text, end)
        or _BEFORE_GROUP.search(text, max(0, start - 2), start)
    )


def telephone(text: str, value: str) -> Iterator[Span]:
    """A telephone number in its national or international form, or with one digit wrong."""
    if sum(map(str.isdigit, value)) < _FUZZY_DIGITS:
        return
    wanted = _national(value)
    for start, end in _occurrences_of_line(text, wanted):
        prefix = _PREFIX.search(text, max(0, start - _PREFIX_CHARACTERS), start)
        start = prefix.start() if prefix else start
        if start == 0 or not text[start - 1].isdigit():
            yield start, end, EXACT
    yield from _misspelt(text, wanted, _national)


def _occurrences_of_line(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where a number stands, a country code or a zero run up to it or not."""
    compact, places = _compact(text)
    at = compact.find(wanted)
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        if not _goes_on(text, end - 1, end) and _joined(text, places[at : at + len(wanted)]):
            yield start, end
        at = compact.find(wanted, at + 1)


def _national(number: str) -> str:
    """The digits of a number, without the code of France or the zero in its place."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    return re.sub(r"^(?:(?:00)?33(?=0?\d{8})|0)0?", "", digits)


def _misspelt(text: str, wanted: str, plain: Callable[[str], str]) -> Iterator[Span]:
    if len(wanted) < _FUZZY_DIGITS:
        return
    for match in _RUN.finditer(text):
        digits = re.sub(r"\D", "", plain(match[0]))
        if digits != wanted and abs(len(digits) - len(wanted)) <= 1 and near(digits, wanted):
            yield *match.span(), FUZZY


def day(text: str, value: str) -> Iterator[Span]:
    """A date in any order and form; two digits are enough for the year."""
    known = next(_days(value), None)
    if known is None:
        return
    for *span, date in _dates(text):
        if known[:2] == date[:2] and known[2] % 100 == date[2] % 100:
            yield span[0], span[1], EXACT


def _days(value: str) -> Iterator[tuple[int, int, int]]:
    return (date for *_, date in _dates(value))


def _dates(text: str) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    """The dates of a text: span, and day, month, year."""
    for pattern in (_DAY, _GLUED_DAY):
        for match in pattern.finditer(fold(text)):
            first, month, last = match.groups()
            number = int(month) if month.isdigit() else _month(month)
            day_, year = (last, first) if len(first) == 4 else (first, last)
            if 1 <= int(day_) <= 31 and 1 <= number <= 12 and len(year) != 3:
                yield *match.span(), (int(day_), number, int(year))


def _month(word: str) -> int:
    return next((n for n, start in enumerate(_MONTHS, 1) if word.startswith(start)), 0)
