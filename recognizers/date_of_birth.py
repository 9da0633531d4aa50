"""DATE_OF_BIRTH: the date beside « né le », « née le », « date de naissance », « DDN ».

A date alone is not one of birth: the label must stand at most 25 characters before it. The day
comes first; the year may have two digits or be missing; after a label even 120385 is a date.
« ne » without its accent is a label only right before « le » and the date.
https://eur-lex.europa.eu/eli/reg/2016/679/oj (a date of birth is personal data)

>>> [m[1] for m in PATTERN.finditer("Mme D., née à Lyon le 1er avril 90, DDN enfant : 12/03/2015")]
['1er avril 90', '12/03/2015']
>>> PATTERN.search("je ne le reçois que le 12/03/2024") is None
True
"""

import re
from collections.abc import Iterator

from recognizers.base import AFTER, FrenchRecognizer, fold

_SP = "[ \u00a0\u202f]"
_SEP = rf"(?:{_SP}?[/.\-]{_SP}?|{_SP})"
_MONTH = (
    r"(?:janv(?:ier)?|f[ée]v(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:l?et)?|ao[uû]t"
    r"|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\b\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_DATE = (
    rf"(?:(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}{_YEAR}"
    rf"|\d{{1,2}}(?:er)?{_SP}{{0,2}}{_MONTH}(?:{_SP}{{0,2}}{_YEAR})?"
    rf"|\d{{1,2}}{_SP}du{_SP}\d{{1,2}}(?:{_SP}{_YEAR})?"
    rf"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d"
    rf"|\d{{1,2}}[/.\-]\d{{1,2}})"
)
_LABEL = (
    r"(?:\bnée?s?\b|\bnée?[(·.\-]e\)?|\bnees?\b|\bne\(e\)|naissance\b|\bddn\b|\bd\.d\.n|\bdob\b)"
)
PATTERN = re.compile(
    rf"(?:{_LABEL}(?:{_SP}(?:[àa]|au|en){_SP}[^\d]{{1,40}}?\ble\b)?[^\d]{{0,25}}?|\bne{_SP}(?:le{_SP})?)({_DATE}){AFTER}(?![/.\-]\d)",
    re.IGNORECASE,
)
_BORN_IN = re.compile(
    rf"\bn[ée]e?(?:\(e\))?{_SP}(?:[àa]{_SP}[^\d]{{1,40}}?)?en{_SP}((?:{_MONTH}{_SP})?(?:19|20)\d\d){AFTER}",
    re.IGNORECASE,
)
# Papers, leave and presents are about a birth, but their date is not it.
_ABOUT = re.compile(
    r"(?:acte|extrait|prime|conge|cadeau|faire[ -]part|liste|declaration|certificat)s?"
    r" (?:d'acte )?(?:de |d'|a la )?naissance[^\d]{0,25}$"
)


class DateOfBirthRecognizer(FrenchRecognizer):
    """Finds dates of birth by the label inside the pattern."""

    ENTITY = "DATE_OF_BIRTH"
    PATTERNS = (PATTERN, _BORN_IN)
    BARE = 0.9

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            if not _ABOUT.search(fold(text)[max(0, start - 70) : start]):
                yield start, end
