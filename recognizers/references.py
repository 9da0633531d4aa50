"""Names the tokens of a text as references, by the label nearest before, behind, or none.

A label right before a token names it; a few words between them ask for a token that looks like a
reference; « n° » and « réf. » alone make it a reference of unknown type, of the type of a word a
little before if there is one. No label is needed by a token that follows an elaborate scheme, nor
by one that is the whole answer to a question.
"""

import functools
import re
from typing import NamedTuple

from recognizers.base import fold
from recognizers.labels import WINDOW_BEFORE
from recognizers.reference_labels import (
    ANSWER,
    BEHIND,
    LABEL,
    LIST,
    LOOSE,
    NUMBER,
    PRODUCT,
    REF,
    TIGHT,
    WORD,
)
from recognizers.reference_tokens import tokens
from recognizers.reference_traps import is_product, is_trap

# Below what the recognizers of one identifier give beside their label: « adhérent mutuelle n° ».
SPECIFIC, DISTANT, FALL_BACK = 0.7, 0.55, 0.4
_BREAK = re.compile(r"(?:[.!][ \n]+|\?(?! ?\n[^\n])[ \n]+)(?=[A-ZÀ-Ý])|\n[ \t]*\n")
_ABBREVIATED = re.compile(r"(?:n|cl|ref|num|mat|matr|fact|dr|m)\.\s*$")
# « OR-2026/1187 »: what is numbered by the year is no product.
_YEARED = re.compile(r"(?<!\d)20[12]\d[-/]\d{3}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/](?:20)?\d\d)?")
# Of a booking: M8KRTZ.
_LOCATOR = re.compile(r"(?=[A-Z]{0,6}\d)(?=\d{0,6}[A-Z])[A-Z0-9]{6,7}")
# Letters, digits and a separator, as numbering schemes have them; standards and errors look alike.
_CODE = re.compile(
    r"#?[A-Z]{1,6}\+?[-/.]?\d[0-9A-Z/.-]{3,}|(?:[0-9A-Z]{1,9}[-/]){1,4}[0-9A-Z]{1,12}"
)
_NO_CODE = re.compile(
    r"(?:iso|en|err\w*|cve|nf|http|kb|rfc|covid|win|dtu|usb|wpa|http|mp|e)[-/. ]?\d"
    r"|[lrd]\.?\d{3,4}-\d"
)
# The head of a column says nothing of the first cell below it: see ``tables``.
_NEXT_CELL = re.compile(r"[|\t;].{0,20}\n|\n.{0,20}[|\t;]")
_TOWN = re.compile(r"\d{5}[ \u00a0\u202f][A-ZÀ-Ý]")


class Reference(NamedTuple):
    """A token with the type that its label gives it."""

    start: int
    end: int
    entity: str
    score: float


@functools.lru_cache(maxsize=4)
def references(text: str) -> tuple[Reference, ...]:
    """The references of one text, in order."""
    folded = fold(text)
    found: list[Reference] = []
    low = 0
    for start, end in tokens(text):
        if is_trap(folded, start, end):
            continue
        previous = found[-1] if found else None
        if (
            previous
            and LIST.fullmatch(folded, previous.end, start)
            and _alike(text, previous, start, end)
        ):
            named: tuple[str, float] | None = (previous.entity, previous.score)
        else:
            named = _named_before(text, folded, low, start, end) or _named_behind(
                folded, start, end
            )
        if named is None and _speaks_for_itself(text, folded, start, end):
            named = ("GENERIC_ID", FALL_BACK)
        if named:
            found.append(Reference(start, end, *named))
            low = end
    return tuple(found)


def _named_before(
    text: str, folded: str, low: int, start: int, end: int
) -> tuple[str, float] | None:
    low = _reach(text, folded, max(low, start - WINDOW_BEFORE), start)
    labels = list(LABEL.finditer(folded, low, start))
    specific = [label for label in labels if label.lastgroup != "GENERIC_ID"][-1:]
    for label in specific:
        if label[0] in ("vol", "vols") and not _is_booking(text[start:end]):
            return None
        if _tight(text, folded, label.end(), start, end):
            numbered = bool(NUMBER.search(folded, max(low, label.start() - 20), start))
            found = _enough(text, start, end, numbered=numbered)
            return (label.lastgroup or "", SPECIFIC) if found else None
    for label in labels[-1:]:
        if label.lastgroup == "GENERIC_ID" and _generic(text, folded, label, start, end):
            near = specific and LOOSE.fullmatch(folded, specific[0].end(), start)
            return (specific[0].lastgroup or "", DISTANT) if near else ("GENERIC_ID", FALL_BACK)
    for label in specific:
        if LOOSE.fullmatch(folded, label.end(), start) and _is_coded(text[start:end]):
            return label.lastgroup or "", DISTANT
    return None


def _reach(text: str, folded: str, low: int, start: int) -> int:
    """Where the sentence of a token begins, so far as labels are looked for."""
    for stop in _BREAK.finditer(text, low, start):
        if not _ABBREVIATED.search(folded, low, stop.end()):
            low = stop.end()
    return low


def _tight(text: str, folded: str, stop: int, start: int, end: int) -> bool:
    """Whether a token follows its label with nothing between that matters."""
    if _NEXT_CELL.search(folded, stop, start):
        return False
    if TIGHT.fullmatch(folded, stop, start):
        return True
    word = WORD.match(folded, stop, start)
    after = word and TIGHT.fullmatch(folded, word.end(), start)
    return bool(after) and (bool(NUMBER.search(folded, stop, start)) or _is_coded(text[start:end]))


def _generic(text: str, folded: str, label: re.Match[str], start: int, end: int) -> bool:
    """Whether a word like « numéro » or « badge » makes a token a reference."""
    value = text[start:end]
    if REF.fullmatch(label[0]) and (
        is_product(folded, label.start(), end)
        or (
            PRODUCT.search(folded, max(0, label.start() - 25), label.start())
            and not _YEARED.search(value)
        )
    ):
        return False
    bare = bool(NUMBER.fullmatch(label[0]))
    enough = _digits(value) >= 4 + (bare and value.isdigit()) and not _YEAR.fullmatch(value)
    if _tight(text, folded, label.end(), start, end):
        return enough
    between = LOOSE.fullmatch(folded, label.end(), start)
    return between is not None and between[0].rstrip().endswith(":") and _digits(value) >= 5


def _named_behind(folded: str, start: int, end: int) -> tuple[str, float] | None:
    link = BEHIND.match(folded, end, end + 40)
    label = link and LABEL.match(folded, link.end(), link.end() + 30)
    if not label or _digits(folded[start:end]) < 4 or _YEAR.fullmatch(folded, start, end):
        return None
    entity = label.lastgroup or ""
    return entity, FALL_BACK if entity == "GENERIC_ID" else SPECIFIC


def _enough(text: str, start: int, end: int, numbered: bool) -> bool:
    """Whether a token right after a label is more than a quantity or a year."""
    value = text[start:end]
    if _YEAR.fullmatch(value) or (_TOWN.match(text, start) and not numbered):
        return False
    characters = sum(map(str.isalnum, value))
    if numbered:
        return characters >= 3
    # « TICKET A117 » of a queue, « procédure PRG-07 »
    return (
        characters >= 4
        and (_digits(value) >= 3 or characters > 5)
        and (characters > 4 or not value.isalnum() or value.isdigit())
    )


def _is_booking(value: str) -> bool:
    """Whether a token behind « vol » is a booking, not the number of the flight (AF1234)."""
    return bool(_LOCATOR.fullmatch(value)) and not re.fullmatch(r"[A-Z0-9]{2}\d{3,5}", value)


def _digits(value: str) -> int:
    return sum(map(str.isdigit, value))


def _is_coded(value: str) -> bool:
    """Whether a token is a reference by its look alone, if a word for one is not far."""
    if _YEAR.fullmatch(value) or _NO_CODE.match(value.lower()):
        return False
    return _digits(value) >= (4 if _CODE.fullmatch(value) else 6)


def _speaks_for_itself(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a token needs no label: an elaborate scheme, or the answer to a question."""
    for label in LABEL.finditer(folded, max(0, start - 14), start):
        if REF.fullmatch(label[0]):  # of a product, or it would have been named
            return False
    if _is_scheme(text[start:end]):
        return True
    value = text[start:end]
    if _TOWN.match(text, start):
        return False
    if not ANSWER.fullmatch(folded, 0, start) or _NO_CODE.match(value.lower()):
        return False
    if len(text.strip()) - (end - start) <= 12:
        return _digits(value) >= 4 and not _YEAR.fullmatch(value)
    return _digits(value) >= 6 or (_is_coded(value) and _digits(value) >= 5)


def _is_scheme(value: str) -> bool:
    """Whether a token without any label is too elaborate for a product or an error."""
    groups = re.split("[-/]", value)
    if len(groups) > 2 and _digits(value) > 7 and re.search("[A-Z]{3}", value):
        return value.upper() == value
    return (
        len(groups) >= 2
        and value.upper() == value
        and groups[0].lstrip("#")[:1].isalpha()
        and (_digits(value) >= 6 or (len(groups) > 2 and bool(re.search(r"\d{5}", value))))
        and not _NO_CODE.match(value.lower())
    )


def _alike(text: str, previous: Reference, start: int, end: int) -> bool:
    """Whether a token begins as the one before it in a list does."""
    if _LOCATOR.fullmatch(text, previous.start, previous.end):
        return bool(_LOCATOR.fullmatch(text, start, end))
    same = text[previous.start].isdigit() == text[start].isdigit()
    return (
        same and _digits(text[previous.start : previous.end]) > 3 and _digits(text[start:end]) > 3
    )
