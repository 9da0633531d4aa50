"""FR_SIRET: the number of one establishment of a company in the Sirene register.

Issued by INSEE: the SIREN (nine digits), then five digits for the establishment, the last one a
Luhn check digit over all fourteen. The establishments of La Poste (SIREN 356000000) may instead
have a sum of digits that 5 divides.
https://www.insee.fr/fr/metadonnees/definition/c1841

>>> compact("732 829 320 00074")
'73282932000074'
>>> is_valid("732 829 320 00074")
True
>>> is_valid("356 000 000 49837")  # La Poste
True
>>> is_valid("732 829 320 00075")  # wrong check digit
False
>>> is_valid("732 829 321 00073")  # passes as a whole, but its SIREN does not
False
"""

import re
from collections.abc import Iterator

from stdnum.fr import siret

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]"
_TIMESTAMP = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d{3}")


def compact(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def is_valid(number: str) -> bool:
    """Whether there are fourteen digits and both check digits are right."""
    return bool(siret.is_valid(compact(number)))


class SiretRecognizer(FrenchRecognizer):
    """Finds SIRETs by their check digits, and beside a label even if these are wrong."""

    ENTITY = "FR_SIRET"
    PATTERNS = (
        re.compile(rf"{BEFORE}\d{{3}}{_S}?\d{{3}}{_S}?\d{{3}}{_S}?\d{{5}}{AFTER}"),
        re.compile(rf"{BEFORE}(?<![0-9]{_S})\d(?:{_S}{{0,3}}\d){{13}}{AFTER}(?!{_S}\d)"),
    )
    LABELS = re.compile(
        r"\bsiret\b|\bsiren\b|\brcs\b|\bk-?bis\b|registre du commerce|etablissement|\bsirene\b"
        r"|(?:auto|micro)[ -]?entrepr\w{1,8}|code (?:ape|naf)\b"
    )
    VALID = 0.92  # two check digits: more than a card's one

    def check(self, value: str) -> bool | None:
        """Both Luhn check digits, or La Poste's rule."""
        return is_valid(value)

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            # A date and time passes by chance one time in a hundred.
            if not _TIMESTAMP.fullmatch(text, start, end) or self.labelled(text, start, end):
                yield start, end
