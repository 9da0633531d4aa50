"""FR_PCE: the metering point of gas of a dwelling (point de comptage et d'estimation).

Given by GRDF, or the local network, to a connection for good: 14 digits, or GI and six digits for
the connections of large consumers and buildings. No public check: found beside a label.
https://www.grdf.fr/particuliers/numero-pce

>>> compact("gi 048 271"), compact("21 604 118 330 275")
('GI048271', '21604118330275')
>>> is_valid("GI048271"), is_valid("21 604 118 330 275"), is_valid("GI48271")
(True, True, False)
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]?"


def compact(number: str) -> str:
    """Letters and digits in upper case."""
    return re.sub("[^0-9A-Z]", "", number.upper())


def is_valid(number: str) -> bool:
    """Whether it is 14 digits, or GI and six digits."""
    return bool(re.fullmatch(r"\d{14}|GI\d{6}", compact(number)))


class PceRecognizer(FrenchRecognizer):
    """Finds PCEs beside a word of gas."""

    ENTITY = "FR_PCE"
    PATTERNS = (
        re.compile(rf"{BEFORE}(?<!\d[ .\-/])\d(?:{_S}\d){{13}}{AFTER}(?!{_S}\d)"),
        re.compile(rf"{BEFORE}[Gg][Ii](?:{_S}\d){{6}}{AFTER}"),
    )
    LABELS = re.compile(
        r"\bp\.?c\.?e\.?\b|points? de comptage|\bgazpar\b|\bgrdf\b|\bgrd gaz\b|\bgaz\b"
        r"|compteur (?:de |du |a )?gaz\b"
    )
    LABELLED = 0.85
