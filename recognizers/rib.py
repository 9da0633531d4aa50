"""FR_RIB: relevé d'identité bancaire, the number of a French account without the IBAN around it.

Banking standard of the CFONB: bank (5 digits), branch (5), account (11, letters allowed), key (2).
The key is 97 − ((89 × bank + 15 × branch + 3 × account) mod 97), letters counting A and J as 1,
B, K and S as 2, up to I, R and Z as 9.
https://www.cfonb.org/

>>> compact("20041 01005 0500013M026 06")
'20041010050500013M02606'
>>> is_valid("20041 01005 0500013M026 06")
True
>>> is_valid("banque 20041 guichet 01005 compte 0500013M026 clé 06")
True
>>> is_valid("20041 01005 0500013M026 07")  # wrong key
False
>>> is_valid("20041 01005 0500013 06")  # too short
False
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import runs

_WORDS = re.compile(r"(?i)banque|code|guichet|agence|num[ée]ro|n°|compte|cl[ée]|rib|\bde\b|du\b")
_SHAPE = re.compile(r"\d{10}[0-9A-Z]{11}\d{2}")
_VALUES = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_W = (
    r"(?:[ \u00a0\u202f.\-/|]{0,3}|[ ,;:/|\n]{0,3}(?i:(?:code )?(?:guichet|agence)"
    r"|(?:num[ée]ro |n° ?)?(?:de )?compte|cl[ée](?: rib)?)[ :=n°]{0,4})"
)
_PARTS = re.compile(r"\d{5}[ -]\d{5}[ -][0-9A-Z]{11}[ -]\d\d")
_NOT_IBAN = r"(?<![A-Z]{2}\d\d[ .\-])(?<![A-Z]{2}\d\d)"


def compact(number: str) -> str:
    """The 23 characters in upper case, without separators and without the names of the parts."""
    return re.sub(r"[^0-9A-Za-z]", "", _WORDS.sub("", number)).upper()


def is_valid(number: str) -> bool:
    """Whether all parts are there and the key is right."""
    value = compact(number)
    if not _SHAPE.fullmatch(value):
        return False
    digits = value.translate(_VALUES)
    bank, branch, account = int(digits[:5]), int(digits[5:10]), int(digits[10:21])
    return 97 - (89 * bank + 15 * branch + 3 * account) % 97 == int(digits[21:])


class RibRecognizer(FrenchRecognizer):
    """Finds account numbers by their key, and beside a label even if it is wrong."""

    ENTITY = "FR_RIB"
    PATTERNS = (
        re.compile(
            rf"{BEFORE}{_NOT_IBAN}\d{{5}}{_W}\d{{5}}{_W}(?:[0-9A-Z]{{11}}|[0-9a-z]{{11}}){_W}"
            rf"\d{{2}}{AFTER}"
        ),
        re.compile(rf"{BEFORE}{_NOT_IBAN}{runs(23)[1].pattern}"),
    )
    LABELS = re.compile(
        r"\brib\b|\bcompte\b|\bguichet\b|\bbanque\b|bancaire|domiciliation|virement|prelevement"
        r"|\bcle\b|releve d'identite"
    )

    def speaks(self, text: str, start: int, end: int) -> bool:
        """Whether it is written in the four parts of a RIB."""
        return bool(_PARTS.fullmatch(text, start, end))

    def check(self, value: str) -> bool | None:
        """The key."""
        return is_valid(value)
