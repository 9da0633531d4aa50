"""IMSI: the number of a mobile subscriber, on the SIM (International Mobile Subscriber Identity).

Allocated by ARCEP in France after ITU-T E.212: country (208 France, 340 Antilles and Guyane, 647
Réunion and Mayotte, 546 and 547 in the Pacific), network, subscriber, 15 digits in all. No check
digit, so it is found beside its label only.
https://www.arcep.fr/la-regulation/grands-dossiers-thematiques-transverses/la-numerotation.html

>>> compact("208 01 7704412093")
'208017704412093'
>>> is_valid("208 01 7704412093"), is_valid("777017704412093")  # no such country
(True, False)
"""

import re

from stdnum import imsi

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]?"


def compact(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def is_valid(number: str) -> bool:
    """Whether it has 14 or 15 digits and its country exists."""
    digits = compact(number)
    return len(digits) in (14, 15) and bool(imsi.is_valid(digits))


class ImsiRecognizer(FrenchRecognizer):
    """Finds 14 or 15 digits beside « IMSI »."""

    ENTITY = "IMSI"
    PATTERNS = (re.compile(rf"{BEFORE}(?<!\d[ .\-/])\d(?:{_S}\d){{13,14}}{AFTER}(?!{_S}\d)"),)
    LABELS = re.compile(r"\bimsi\b|identite (?:internationale )?d'abonne|subscriber id")
    LABELLED = 0.85
