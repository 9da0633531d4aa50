"""FR_PDL: the point of delivery of electricity of a dwelling (PDL, PRM, RAE).

Given by Enedis, or the local network, to a connection for good: 14 digits, on every bill and on the
screen of the Linky meter. No public check, so only a label tells it from a SIRET or an order.
https://www.enedis.fr/le-point-de-livraison

>>> compact("22 418 603 177 940")
'22418603177940'
>>> is_valid("22 418 603 177 940"), is_valid("2241860317794")
(True, False)
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]?"


def compact(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def is_valid(number: str) -> bool:
    """Whether it has 14 digits: nothing else is known of it."""
    return len(compact(number)) == 14


class PdlRecognizer(FrenchRecognizer):
    """Finds 14 digits beside a word of electricity."""

    ENTITY = "FR_PDL"
    PATTERNS = (re.compile(rf"{BEFORE}(?<!\d[ .\-/])\d(?:{_S}\d){{13}}{AFTER}(?!{_S}\d)"),)
    LABELS = re.compile(
        r"\bp\.?d\.?l\.?\b|\bprm\b|\brae\b|points? de (?:livraison|raccordement|soutirage)"
        r"|point (?:de )?reference (?:de )?mesure|reference acheminement|\blinky\b|\benedis\b"
        r"|compteur (?:d'|de )?(?:electri\w{1,6}|elec)\b|\belectricite\b"
    )
    LABELLED = 0.85
