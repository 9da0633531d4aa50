"""FR_RIO: the key to take a telephone number to another operator (relevé d'identité opérateur).

Given by the operator at 3179: operator (2), quality (1), contract (6), control (3), with letters,
digits and « + ». The control is three sums modulo 37 over the other nine and the telephone number:
without the number nothing can be checked (any twelve characters look alike), so a label is needed,
or a number in the same text that the control fits.
https://www.arcep.fr/demarches-et-services/utilisateurs/conserver-son-numero-fixe-et-mobile.html

>>> compact("01 p 123456 xtt")
'01P123456XTT'
>>> is_valid("01P123456XTT", "06 39 98 00 01")
True
>>> is_valid("01P123456XTT", "06 39 98 00 02")  # of another line
False
>>> is_valid("COMMANDE1234", "06 39 98 00 01")
False
"""

import itertools
import re
from collections.abc import Iterator

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]?"
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+"
_PHONE = re.compile(rf"(?<!\d)(?:\+33|0033|0){_S}([1-9](?:{_S}\d){{8}})(?!\d)")
_PHONES = 20


def compact(key: str) -> str:
    """The twelve characters in upper case."""
    return re.sub("[^0-9A-Z+]", "", key.upper())


def is_valid(key: str, number: str) -> bool:
    """Whether the control of a RIO fits a French telephone number of ten digits."""
    value, digits = compact(key), re.sub(r"\D", "", number)
    if not re.fullmatch(r"[0-9A-Z]{9}[0-9A-Z+]{3}", value):
        return False
    sums = [0, 0, 0]
    for character in value[:9] + digits:
        place = _ALPHABET.index(character)
        sums = [(k * total + place) % 37 for k, total in zip((1, 2, 4), sums, strict=True)]
    return value[9:] == "".join(_ALPHABET[total] for total in sums)


class RioRecognizer(FrenchRecognizer):
    """Finds RIOs beside a label, or by a telephone number that they belong to."""

    ENTITY = "FR_RIO"
    PATTERNS = (
        re.compile(
            rf"{BEFORE}\d[0-9A-Z]{_S}[A-Z]{_S}(?:[0-9A-Z]{_S}){{6}}[0-9A-Z+]{_S}[0-9A-Z+]{_S}"
            rf"(?:[0-9A-Z]{AFTER}|\+)",
            re.IGNORECASE,
        ),
    )
    LABELS = re.compile(
        r"\br\.?i\.?o\.?\b|portabilite|\b3179\b|releve d'identite operateur"
        r"|(?:garder|conserver|porter) (?:mon |le |son |votre )?(?:numero|num|n°)"
    )
    LABELLED = 0.85
    BARE = 0.8  # a telephone number fits it

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        numbers: list[str] | None = None
        for start, end in super()._candidates(text):
            value = text[start:end]
            if sum(map(str.isdigit, value)) < 3:
                continue
            if not self.labelled(text, start, end):
                if numbers is None:
                    found = itertools.islice(_PHONE.finditer(text), _PHONES)
                    numbers = ["0" + match[1] for match in found]
                if not any(is_valid(value, number) for number in numbers):
                    continue
            yield start, end
