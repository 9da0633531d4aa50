"""FR_NIR: numéro d'inscription au répertoire, the French social security number.

Issued by INSEE (CNAV for people born abroad): sex, year and month of birth, département, commune
or country, order, and a key of two digits, 97 − (number mod 97); Corsica's 2A and 2B count as 19
and 18 in the key. It is written with or without its key, in any grouping.
https://www.service-public.fr/particuliers/vosdroits/F33078

>>> compact("2 85 03 2B 033 012 - 18")
'285032B03301218'
>>> is_valid("2 85 03 75 033 012 31")
True
>>> is_valid("2 85 03 2B 033 012 / 18")
True
>>> is_valid("2 85 03 75 033 012 32")  # wrong key
False
>>> is_valid("2 85 15 75 033 012 53")  # no month 15
False
>>> is_valid("285037503301") # too short
False
"""

import re

from stdnum.fr import nir

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.labels import Label, Side

_S = "[ \u00a0\u202f\u2009.\\-/]{0,3}"
_NUMBER = (
    rf"[1-478]{_S}\d{{2}}{_S}(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d){_S}(?:\d{{2}}|2[AaBb])"
    rf"{_S}\d{{3}}{_S}\d{{3}}(?:{_S}(?:\(\d{{2}}\)|(?:[Cc]l[eé] ?:? ?)?\d{{2}}))?"
)
_SHAPE = re.compile(
    r"[1-478]\d\d(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)(?:\d\d|2[AB])\d{6}(?:\d\d)?"
)
_G = "[ \u00a0\u202f\u2009.\\-]"
_GROUPED = re.compile(
    rf"\d{_G}\d\d{_G}\d\d{_G}(?:\d\d|2[AaBb]){_G}\d{{3}}{_G}\d{{3}}(?:[ /.\-]{{1,3}}\d\d)?"
)


def compact(number: str) -> str:
    """The number in upper case, without separators and without the word « clé »."""
    return re.sub(r"[^0-9ABab]", "", number).upper()


def is_valid(number: str) -> bool:
    """Whether all 15 characters are there, the month exists and the key is right."""
    value = compact(number)
    return len(value) == 15 and bool(_SHAPE.fullmatch(value)) and bool(nir.is_valid(value))


class NirRecognizer(FrenchRecognizer):
    """Finds NIRs of 15 characters by their key, of 13 (no key) beside a label."""

    ENTITY = "FR_NIR"
    PATTERNS = (re.compile(BEFORE + _NUMBER + AFTER),)
    LABELS = re.compile(
        r"\bsecu\b|securite sociale|\bn(?:o|°|um|umero)? ?(?:de )?ss\b|\bss ?:|\bnir\b|\binsee\b"
        r"|\bvitale\b|\bameli\b|\bcpam\b|\bassuree?\b|immatriculation|matricule|\bins\b"
        r"|\bcle ?:? ?\d\d\b"
    )

    def speaks(self, text: str, start: int, end: int) -> bool:
        """Whether it is written in the groups of the carte Vitale."""
        return bool(_GROUPED.fullmatch(text, start, end))

    def label(self, text: str, start: int, end: int) -> Label | None:
        """The label; the word « clé » inside the number is one too."""
        word = text.lower().find("cl", start, end)
        if word >= 0:
            return Label(word, word + len("clé"), Side.BEFORE, 0)
        return super().label(text, start, end)

    def check(self, value: str) -> bool | None:
        """The key, or None for the form of 13 characters, which has none."""
        return is_valid(value) if len(compact(value)) == 15 else None
