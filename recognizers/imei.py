"""IMEI: the number of a mobile telephone or modem (International Mobile Equipment Identity).

Allocated by the GSMA's reporting bodies (the first two digits): eight digits of type, six of
serial, a Luhn digit. Without a label only the ranges of devices in use in Europe count, glued or in
a usual grouping; beside one, 14 digits (no check digit) and 16 (IMEISV) are found too.
https://www.gsma.com/solutions-and-impact/industry-services/device-services/imei-database/

>>> compact("49 015420 323751 8")
'490154203237518'
>>> is_valid("490154203237518"), is_valid("490154203237519")  # wrong check digit
(True, False)
>>> is_valid("49015420323751")  # no check digit
False
"""

import re
from collections.abc import Iterator

from stdnum import imei

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]?"
_G = "[ \u00a0\u202f\u2009.\\-/]"
_USUAL = re.compile(
    rf"\d{{15}}|\d\d{_G}\d{{6}}{_G}\d{{6}}{_G}\d|\d{{6}}{_G}\d\d{_G}\d{{6}}{_G}\d"
    rf"|\d{{8}}{_G}\d{{6}}{_G}\d|\d{{3}}(?:{_G}\d{{3}}){{4}}"
)
_BODIES = re.compile(r"01|35|45|49|5[0-3]|86|99")


def compact(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def is_valid(number: str) -> bool:
    """Whether all 15 digits are there and the last one is right."""
    digits = compact(number)
    return len(digits) == 15 and bool(imei.is_valid(digits))


class ImeiRecognizer(FrenchRecognizer):
    """Finds IMEIs by their check digit, 14 to 16 digits beside a label."""

    ENTITY = "IMEI"
    PATTERNS = (re.compile(rf"{BEFORE}(?<!\d[ .\-/])\d(?:{_S}\d){{13,15}}{AFTER}(?!{_G}\d)"),)
    LABELS = re.compile(
        r"\bimei(?:sv|[ /]?[12])?\b|\*#06#|\b(?:2e|deuxieme|seconde) sim\b"
        r"|(?:n°|numero|num) (?:de serie )?(?:du |de mon |de l')(?:telephone|portable|mobile)"
        r"|(?:telephone|portable|mobile) vole"
    )
    VALID = 0.6  # chance passes the Luhn digit one time in ten

    def check(self, value: str) -> bool | None:
        """The Luhn digit, None where there is none."""
        return is_valid(value) if len(compact(value)) == 15 else None

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            usual = _USUAL.fullmatch(text, start, end) and _BODIES.match(text, start)
            if usual or self.labelled(text, start, end):
                yield start, end
