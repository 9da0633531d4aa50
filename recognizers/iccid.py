"""ICCID: the number of a SIM card or an eSIM profile, printed on the card.

ITU-T E.118: 89 (telecoms), country (33 for France), operator, serial, Luhn digit: 19 digits, 20
with some operators; some print it without the last digit, some with a letter. So a wrong last digit
proves nothing, and the beginning with the length is enough.
https://www.itu.int/rec/T-REC-E.118

>>> compact("8933 0112 4470 0912 883")
'8933011244700912883'
>>> is_valid("8933150319990012342"), is_valid("8933150319990012345")  # wrong check digit
(True, False)
>>> is_valid("4970101234567893")  # a card of another kind
False
"""

import re
from collections.abc import Iterator

from stdnum import luhn

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-]?"
# France and its territories, and what comes from Europe in connected objects.
_FRENCH = re.compile(r"89(?:33|262|590|594|596|687|689|3[0-9]|4[0-9]|35)")


def compact(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def is_valid(number: str) -> bool:
    """Whether it begins with 89, has 19 or 20 digits and ends with the right Luhn digit."""
    digits = compact(number)
    return len(digits) in (19, 20) and digits.startswith("89") and bool(luhn.is_valid(digits))


class IccidRecognizer(FrenchRecognizer):
    """Finds the numbers of SIM cards by their beginning and length, others beside a label."""

    ENTITY = "ICCID"
    PATTERNS = (
        re.compile(rf"{BEFORE}(?<!\d[ .\-/])\d(?:{_S}\d){{12,19}}(?:{_S}F)?{AFTER}(?!{_S}\d)"),
    )
    LABELS = re.compile(
        r"\be?iccid\b|\bccid\b|(?:n°|numero|num)\.? ?(?:de )?(?:serie )?(?:de )?(?:la |ma |votre )?"
        r"(?:carte )?e?sim\b|\b(?:carte|nouvelle|ancienne|ma|la) e?sim\b|\be?sim ?[:=(n]|\bpuce\b"
        r"|\|? ?\bsim\b ?(?=\||$)"
    )
    LABELLED = 0.85
    BARE = 0.6

    def check(self, value: str) -> bool | None:
        """True where the Luhn digit is right; where it is not, nothing is proved."""
        return True if is_valid(value) else None

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            digits = compact(text[start:end])
            shaped = len(digits) in (18, 19, 20) and _FRENCH.match(digits)
            if shaped or (len(digits) not in (15, 16) and self.labelled(text, start, end)):
                yield start, end
