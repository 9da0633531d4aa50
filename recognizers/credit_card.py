"""CREDIT_CARD: the number of a payment card (PAN).

Numbered by ISO/IEC 7812: an issuer range, the account, a Luhn check digit. Lengths and ranges here:
Visa 4 (13, 16 or 19 digits), Mastercard 51–55 and 2221–2720 (16), American Express 34 and 37 (15),
Discover 6011 and 65 (16), Diners 36 and 38 (14). CB cards carry a Visa or Mastercard number.
https://www.iso.org/standard/70484.html

>>> compact("4970 1012 3456 7893")
'4970101234567893'
>>> is_valid("4970 1012 3456 7893")
True
>>> is_valid("4970 1012 3456 7894")  # wrong check digit
False
>>> is_valid("9970 1012 3456 7898")  # no such issuer
False
"""

import re
from collections.abc import Iterator

from stdnum import luhn

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_SEP = "[ \u00a0\u202f\u2009.\\-/_\n]"
_S = _SEP + "{0,3}"
_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|3[47]\d{13}|(?:6011|65\d\d)\d{12}|3[68]\d{12}"
    r"|(?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"
)
# Even mistyped, not the year of an order number nor the 89 of a SIM card.
_STARTS = re.compile(r"(?!20[0-4]\d|89|0)")
_IN_FOURS = re.compile(r"(?:4\d|5[1-5])\d\d([ \u00a0\u202f\-])\d{4}\1\d{4}\1\d{4}")
_IN_IBAN = re.compile(
    r"(?<![0-9A-Za-z])[A-Za-z]{2}\d\d[ \u00a0\u202f.\-]?"
    r"(?:[0-9A-Za-z]{1,11}[ \u00a0\u202f.\-]){0,8}$"
)


def compact(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def is_valid(number: str) -> bool:
    """Whether the issuer exists, the length is one of its own and the check digit is right."""
    digits = compact(number)
    return bool(_ISSUER.fullmatch(digits)) and bool(luhn.is_valid(digits))


class CreditCardRecognizer(FrenchRecognizer):
    """Finds card numbers by their check digit, and 15 or 16 digits beside a label."""

    ENTITY = "CREDIT_CARD"
    PATTERNS = (
        re.compile(rf"{BEFORE}\d{{4}}(?:{_S}\d{{4}}){{3}}{AFTER}"),
        re.compile(rf"{BEFORE}4\d{{3}}(?:{_S}\d{{4}}){{3}}{_S}\d{{3}}{AFTER}"),
        re.compile(rf"{BEFORE}3[4678]\d\d{_S}\d{{6}}{_S}\d{{4,5}}{AFTER}"),
        re.compile(rf"{BEFORE}4\d{{12}}{AFTER}"),
        # Any grouping, if it is the whole run of digits.
        re.compile(rf"{BEFORE}(?<!\d{_SEP})\d(?:{_S}\d){{14,15}}{AFTER}(?!{_SEP}\d)"),
    )
    LABELS = re.compile(
        r"\bcb\b|\bcartes?\b(?! ?(?:sim|vitale|grise|d'|de sejour|nationale|cadeau|identite))"
        r"|\bvisa\b|master ?card|\bamex\b|american express|paiement|\bpaye[erz]?\b|\bdebit"
        r"|\bpan\b|\bcvv\b|\bcvc\b|cryptogramme|\bprelev"
    )
    VALID = 0.9

    def check(self, value: str) -> bool | None:
        """The check digit and the issuer."""
        return is_valid(value)

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            digits = compact(text[start:end])
            mistyped = len(digits) in (15, 16) and _STARTS.match(digits)
            in_iban = _IN_IBAN.search(text[max(0, start - 40) : start])
            if (mistyped or is_valid(digits)) and not in_iban:
                yield start, end

    def speaks(self, text: str, start: int, end: int) -> bool:
        """Whether it is written as four fours that start like a card."""
        return bool(_IN_FOURS.fullmatch(text, start, end))
