"""Dates as French people write them, read and written again in the same form.

>>> date = read("le 1er mars 2026 à 9 h")
>>> date.iso, date.moved(weeks=2)
('2026-03-01', 'le 15 mars 2026 à 9 h')
>>> read("12/03/85").moved(weeks=-1), read("2026-03-02T09:14:00").moved(weeks=1)
('05/03/85', '2026-03-09T09:14:00')
>>> read("le 28 décembre").iso, read("31/02/2026") is None
('--12-28', True)
"""

import datetime
import re
from dataclasses import dataclass, field

from caviardage.surrogates.french import fold, like

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")
_WORD = (
    r"janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?"
)
_FORMS = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)")
    for form in (
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})",
        r"--(?P<m>\d{2})-(?P<d>\d{2})",
        r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4}|\d{2})",
        r"(?P<d>\d{1,2})\s(?P<m>\d{1,2})\s(?P<y>\d{4}|\d{2})",
        rf"(?P<d>\d{{1,2}})(?:er)?\s{{1,2}}(?P<w>{_WORD})\.?(?:\s{{1,2}}(?P<y>\d{{4}}|\d{{2}}))?",
        r"(?P<d>\d{1,2})\s?(?:du|/)\s?(?P<m>\d{1,2})(?:\s(?P<y>\d{4}|\d{2}))?",
        r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4}|\d{2})",
        r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})",
        rf"(?P<w>{_WORD})\.?\s{{1,2}}(?P<y>\d{{4}})",
    )
)  # fmt: skip
_PIVOT = 30  # of a two-digit year: 30 is 1930, 29 is 2029
_LEAP, _ORDINARY, _MID = 2024, 2026, 15


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text; ``year`` and ``day`` are None where they are not written."""

    text: str = field(repr=False)
    year: int | None
    month: int
    day: int | None
    _spans: dict[str, tuple[int, int]] = field(repr=False)

    @property
    def iso(self) -> str:
        """``2026-03-01``, ``2026-03`` or ``--03-01``."""
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")

    def moved(self, *, weeks: int) -> str | None:
        """The text with the date so many weeks later; None outside of years 1 to 9999."""
        leap = (self.month, self.day) == (2, 29)
        year = self.year or (_LEAP if leap else _ORDINARY)
        try:
            date = datetime.date(year, self.month, self.day or _MID)
            return self._with(date + datetime.timedelta(weeks=weeks))
        except (ValueError, OverflowError):
            return None

    def _with(self, date: datetime.date) -> str:
        text = self.text
        for name, (start, end) in sorted(self._spans.items(), key=lambda s: -s[1][0]):
            old = text[start:end]
            if name == "y":
                new = f"{date.year:04}"[-len(old) :]
            elif name == "w":
                full = len(old.rstrip(".")) >= len(MONTHS[self.month - 1])
                new = like(old, (MONTHS if full else _SHORT)[date.month - 1])
            else:
                new = f"{date.day if name == 'd' else date.month:0{len(old)}}"
                if name == "d" and text[end : end + 2] == "er" and date.day != 1:
                    text = text[:end] + text[end + 2 :]
            text = text[:start] + new + text[end:]
        return text


def read(text: str) -> WrittenDate | None:
    """The first date in a text, or None where there is none that exists."""
    folded = "".join(f if len(f := fold(c)) == 1 else c.lower() for c in text)
    for form in _FORMS:
        found = form.search(folded)
        if found:
            date = _dated(text, found)
            if date:
                return date
    return None


def _dated(text: str, found: re.Match[str]) -> WrittenDate | None:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    spans = {name: found.span(name) for name in groups}
    month = int(groups["m"]) if "m" in groups else _month(groups["w"])
    day = int(groups["d"]) if "d" in groups else None
    year = int(groups["y"]) if "y" in groups else None
    if year is not None and len(groups["y"]) == 2:
        year += 2000 if year < _PIVOT else 1900
    try:
        datetime.date(year or _LEAP, month, day or 1)
    except ValueError:
        return None
    return WrittenDate(text, year, month, day, spans)


def _month(word: str) -> int:
    return next(
        i
        for i, name in enumerate(MONTHS, 1)
        if fold(name)[:3] == word[:3] and (word[:3] != "jui" or fold(name)[:4] == word[:4])
    )
