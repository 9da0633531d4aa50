"""Dates: shifted by whole weeks with all others of the scope, or generalised to bands.

A shift keeps weekdays and intervals. Dates of birth are never shifted: a shifted birth date is
still nearly the true age; they become a band of five years.

>>> generalise("DATE_OF_BIRTH", "12 mars 1985"), generalise("AGE", "42 ans")
('1985-1989', '40-44 ans')
>>> generalise("AGE", "j'ai 93 ans"), generalise("AGE", "mon bébé de 3 mois")
('90 ans et plus', '0-4 ans')
"""

import re

from caviardage.surrogates.draw import Draw
from caviardage.written_dates import read

BAND, OLD = 5, 90
MOST_WEEKS = 26
_AGE = re.compile(r"(?<!\d)(\d{1,3})(?!\d)(\s{0,2}(?:mois|semaines?|jours?|m)\b)?", re.IGNORECASE)


def weeks(draw: Draw) -> int:
    """How many weeks later, from -26 to 26 and never 0: drawn once for a scope."""
    shift = 1 + draw.below(MOST_WEEKS)
    return shift if draw.below(2) else -shift


def shifted(value: str, by: int) -> str | None:
    """A written date so many weeks later, in its form; None where it is no date."""
    date = read(value)
    return date.moved(weeks=by) if date else None


def generalise(entity: str, value: str) -> str | None:
    """The band of five years of a birth date or an age; None where it cannot be read."""
    if entity == "AGE":
        found = _AGE.search(value)
        if found is None:
            return None
        age = 0 if found[2] else int(found[1])
        low = age - age % BAND
        if value.strip().isdecimal():  # « ans » stands beside it, or in the name of the column
            return f"{OLD}+" if age >= OLD else f"{low}-{low + BAND - 1}"
        return f"{OLD} ans et plus" if age >= OLD else f"{low}-{low + BAND - 1} ans"
    date = read(value)
    year = date.year if date else None
    if year is None:
        bare = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", value)
        year = int(bare[0]) if bare else None
    if year is None:
        return None
    low = year - year % BAND
    return f"{low}-{low + BAND - 1}"
