"""BIC_CODE: the code of a bank (BIC, SWIFT code).

ISO 9362: bank (four letters), country (two), place (two letters or digits), branch (three, may be
missing). It has no check digit, and words such as CHIFFRES have its shape: it is found right behind
its label, with a digit inside beside a label, or alone where it is plainly French: FR and the place
PP, P1 or 2 and a letter.
https://www.iso9362.org/

>>> is_french("BNPAFRPP")
True
>>> is_french("psst fr pp xxx")
True
>>> is_french("CHIFFRES")
False
>>> is_french("BNPAFRP")  # too short
False
"""

import re
from collections.abc import Iterator

from stdnum import bic

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_FRENCH = r"[A-Z]{4}(?:FR|MC)(?:PP|P[0-9]|2[0-9A-Z])(?:[0-9A-Z]{3})?"
_SPACED = r"[A-Z]{4} (?:FR|MC) ?(?:PP|P[0-9]|2[0-9A-Z])(?: [0-9A-Z]{3})?"
_ANY = r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}(?:[0-9A-Z]{3})?"


def is_french(number: str) -> bool:
    """Whether it has the shape of the code of a bank in France or Monaco."""
    return bool(re.fullmatch(_FRENCH, re.sub(r"[ \-]", "", number).upper()))


class BicRecognizer(FrenchRecognizer):
    """Finds codes of banks: French ones by their shape, others beside a label."""

    ENTITY = "BIC_CODE"
    PATTERNS = (
        re.compile(rf"{BEFORE}{_FRENCH}{AFTER}", re.IGNORECASE),
        re.compile(rf"{BEFORE}{_SPACED}{AFTER}"),
        # At least one digit, or it is a word in capitals.
        re.compile(rf"{BEFORE}(?=[A-Z]{{6,10}}\d){_ANY}{AFTER}"),
        re.compile(
            rf"(?i:\b(?:bic|swift)\b)(?i: ?/ ?swift| code)?[ :=|(\n\"'est]{{0,8}}{BEFORE}"
            rf"(?!BANCAIRE|INTERNAT)({_ANY}){AFTER}"
        ),
    )
    LABELS = re.compile(r"\bbic\b|\bswift\b|\biban\b|\brib\b|\bbanque\b|virement")
    VALID = 0.85

    def check(self, value: str) -> bool | None:
        """True for the shape of French codes, which no word has; None where it says nothing."""
        return True if is_french(value) else None

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            if bic.is_valid(text[start:end]):
                yield start, end
