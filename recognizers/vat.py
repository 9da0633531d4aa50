"""FR_VAT_ID: numéro de TVA intracommunautaire of a company in France or Monaco.

Issued by the tax office: FR, a key of two characters, the SIREN. A key of digits is
(12 + 3 × (SIREN mod 97)) mod 97; newer keys hold letters other than I and O. In Monaco the number
in the place of the SIREN starts with 000. The number of customs, EORI, is FR and the SIRET.
https://www.economie.gouv.fr/entreprises/numero-tva-intracommunautaire

>>> compact("fr 44 732.829.320")
'FR44732829320'
>>> is_valid("FR 44 732 829 320")
True
>>> is_valid("44 732 829 320")  # people leave the country out
True
>>> is_valid("FR A6 732 829 320")
True
>>> is_valid("FR73282932000074")  # EORI
True
>>> is_valid("FR 45 732 829 320")  # wrong key
False
"""

import re
from collections.abc import Iterator

from stdnum.fr import siret, tva

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]{0,2}"
_NUMBER = rf"[0-9A-HJ-NP-Za-hj-np-z]{{2}}{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{3}}"
# Of other countries; no key is looked at.
_FOREIGN = (
    r"(?:IT ?\d{11}|DE ?\d{9}|BE ?[01]\d{9}|BE ?[01]\d{3}\.\d{3}\.\d{3}|LU ?\d{8}|NL ?\d{9}B\d\d"
    r"|ES ?[A-Z]\d{7}[0-9A-Z]|ATU\d{8}|P[TL] ?\d{9,10}|CHE-?\d{3}\.?\d{3}\.?\d{3}|GB ?\d{9}"
    r"|IE ?\d{7}[A-Z]{1,2}|RO ?\d{8,10}|CZ ?\d{8,10}|HU ?\d{8}|SE ?\d{12}|DK ?\d{8})"
)
_ABROAD = re.compile(_FOREIGN)
_GROUPED = re.compile(r"FR ?\d\d[ \u00a0\u202f.]\d{3}[ \u00a0\u202f.]\d{3}[ \u00a0\u202f.]\d{3}")


def compact(number: str) -> str:
    """FR, key and SIREN in upper case, without separators."""
    value = re.sub(r"[^0-9A-Za-z]", "", number).upper()
    return value if len(value) != 11 else "FR" + value


def is_valid(number: str) -> bool:
    """Whether the key and the SIREN inside are right, or the SIRET of an EORI."""
    value = compact(number)
    if len(value) == 16 and value.startswith("FR"):
        return bool(siret.is_valid(value[2:]))
    return len(value) == 13 and value.startswith("FR") and bool(tva.is_valid(value))


class VatRecognizer(FrenchRecognizer):
    """Finds VAT numbers by their key; without the letters FR only beside a label."""

    ENTITY = "FR_VAT_ID"
    PATTERNS = (
        re.compile(rf"{BEFORE}[Ff][Rr]{_S}{_NUMBER}{AFTER}"),
        re.compile(rf"{BEFORE}[Ff][Rr]{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{5}}{AFTER}"),
        re.compile(rf"{BEFORE}(?<![Ff][Rr] )(?<![0-9][ .\-]){_NUMBER}{AFTER}"),
        re.compile(rf"{BEFORE}{_FOREIGN}{AFTER}"),
    )
    LABELS = re.compile(r"\btva\b|\bt\.v\.a|intra-?com|\bvat\b|\btvai\b|\beori\b|\bdouanes?\b")

    BARE = 0.5

    def check(self, value: str) -> bool | None:
        """The key, and the check digit of the SIREN; None for another country."""
        return None if _ABROAD.fullmatch(value) else is_valid(value)

    def speaks(self, text: str, start: int, end: int) -> bool:
        """Whether it is written as FR with a key and three groups of three."""
        return bool(_GROUPED.fullmatch(text, start, end))

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            if (
                text[start : start + 2].upper() == "FR"
                or _ABROAD.fullmatch(text, start, end)
                or self.labelled(text, start, end)
            ):
                yield start, end
