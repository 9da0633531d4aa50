"""FR_FINESS: the number of a health or social establishment in the FINESS register.

Issued by the regional health agencies: nine characters, département (2A and 2B in Corsica), order,
a Luhn check digit. One number of nine digits in ten passes it, and a SIREN has the same shape: the
label must be near. For a doctor's own practice it identifies a person.
https://finess.esante.gouv.fr/

>>> compact("75 071 218 4")
'750712184'
>>> is_valid("750712184")
True
>>> is_valid("750712185")  # wrong check digit
False
>>> is_valid("7507121")  # too short
False
"""

import re

from stdnum import luhn

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import GAP, runs


def compact(number: str) -> str:
    """The nine characters, without separators, in upper case."""
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()


def is_valid(number: str) -> bool:
    """Whether there are nine digits and the last one is right."""
    value = compact(number)
    return len(value) == 9 and bool(luhn.is_valid(value))


class FinessRecognizer(FrenchRecognizer):
    """Finds FINESS numbers beside their label."""

    ENTITY = "FR_FINESS"
    PATTERNS = (
        *runs(9),
        re.compile(rf"{BEFORE}2[ABab](?:{GAP}\d){{7}}{AFTER}"),
    )
    LABELS = re.compile(r"\bfinn?ess?\b")
    VALID = 0.0

    def check(self, value: str) -> bool | None:
        """The check digit; None in Corsica, where its rule is not published."""
        return is_valid(value) if compact(value).isdigit() else None
