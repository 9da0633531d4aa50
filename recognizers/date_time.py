"""DATE_TIME: a calendar date that says at least its day and month.

« 03/11/2026 », « 2 octobre 2026 », « mardi 3 novembre », « 2026-10-02 »: the order is that of
France, day first, or that of ISO 8601. Times of day, durations, weekdays alone and years alone are
no dates: they single nobody out. A date is a quasi-identifier (an appointment, a stay in hospital):
policies keep it or shift it. A date of birth is an entity of its own; that of a law is nobody's.
https://www.iso.org/iso-8601-date-and-time-format.html

>>> text = "du mardi 3 novembre au 18/11/26, soit 2026-11-18 ; v4.12.3, 24/7, 12/24 mois"
>>> [text[start:end] for start, end in dates(text)]
['mardi 3 novembre', '18/11/26', '2026-11-18']
"""

import re
from collections.abc import Iterator
from datetime import date

from recognizers.base import AFTER, BEFORE, FrenchRecognizer, fold

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
_SHORT = r"janv?|fevr?|avr|juil|sept?|oct|nov|dec"
_NAMED = re.compile(
    r"(?<![\w.,/-])(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu"
    r"|ven|sam"
    r"|dim)\.? (?:le )?)?(?P<day>0?[1-9]|[12]\d|3[01])(?: ?er)?[ -]"
    rf"(?P<month>{'|'.join(_MONTHS)}|(?:{_SHORT})\b\.?)(?!\w)"
    r"(?:[ -](?:(?:19|20)\d\d|'?\d\d(?= ?(?:[,;.)\n]|\Z|a \d)))(?!\w|[.,/-]\d))?"
)
_FIGURES = re.compile(
    rf"{BEFORE}(?<![./-])(?P<day>0?[1-9]|[12]\d|3[01])(?P<sep>[/.-])(?P<month>0?[1-9]"
    rf"|1[0-2])(?P=sep)"
    rf"(?P<year>(?:19|20)\d\d|\d\d){AFTER}(?![./-]\d)"
)
_ISO = re.compile(
    rf"{BEFORE}(?<![./-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]"
    rf"|[12]\d|3[01])"
    r"(?=$|[^\w-]|T\d\d:)(?![.]\d)"
)
# « la loi du 6 janvier 1978 »: the name of a text, nobody's doings.
_LAW = re.compile(
    r"(?:arrete|loi|decret|ordonnance|directive|reglement|version|edition)s? "
    r"(?:n ?[°o] ?[\w-]{3,12} )?du \Z"
)
_BEFORE = 40
# Two figures of a year behind dots or dashes are as often a version, a lot or a fraction.
_SURE = "/"


def dates(text: str) -> Iterator[tuple[int, int]]:
    """The dates of one text that exist in a calendar, and are not the name of a law."""
    folded = fold(text)
    for start, end in _written(text, folded):
        if not _LAW.search(folded, max(0, start - _BEFORE), start):
            yield start, end


def _written(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """The dates as they are written, whatever they are of."""
    for match in _NAMED.finditer(folded):
        yield match.span()
    for pattern in (_FIGURES, _ISO):
        for match in pattern.finditer(text):
            short = len(match["year"]) == 2
            if not (short and match["sep"] != _SURE) and _exists(match):
                yield match.span()


def _exists(match: re.Match[str]) -> bool:
    year = int(match["year"])
    try:
        date(year if year > 99 else 2000 + year, int(match["month"]), int(match["day"]))
    except ValueError:
        return False
    return True


class DateTimeRecognizer(FrenchRecognizer):
    """Finds calendar dates."""

    ENTITY = "DATE_TIME"
    BARE = 0.6

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        return dates(text)
