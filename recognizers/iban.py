"""IBAN_CODE: international bank account number.

ISO 13616: country, two check digits (the whole, rearranged, is 1 modulo 97), then the national
number. In France and Monaco this is the RIB: bank (5), branch (5), account (11, letters allowed),
key (2); 27 characters in all. The lengths of other countries are those of SWIFT's registry.
https://www.swift.com/standards/data-standards/iban-international-bank-account-number

>>> compact("fr14 2004 1010 0505 0001 3m02 606")
'FR1420041010050500013M02606'
>>> is_valid("FR14 2004 1010 0505 0001 3M02 606")
True
>>> is_valid("FR14 2O04 1010 0505 0001 3M02 606")  # the letter O for a zero
True
>>> is_valid("BE68 5390 0754 7034")
True
>>> is_valid("FR14 2004 1010 0505 0001 3M02 607")  # wrong check digits
False
>>> is_valid("FR14 2004 1010 0505 0001 3")  # too short
False
"""

import functools
import re
from collections.abc import Iterator

from stdnum import iban, numdb

from recognizers.base import AFTER, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/\r\n]{0,3}"
_D = f"{_S}[0-9Oo]"
_START = r"(?:(?<![0-9A-Za-z])|(?<=[Ii][Bb][Aa][Nn]))"
# 27 characters; else the same with digits lost or doubled (a VAT number has 11, a SIRET 14).
_FRENCH = re.compile(
    rf"{_START}(?:FR|MC)(?:{_D}){{2}}"
    rf"(?:(?:{_D}){{10}}(?:{_S}[0-9A-Z]){{11}}(?:{_S}[0-9OX?]){{2}}|(?:{_S}\d){{16,27}}){AFTER}",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"[A-Z]{2}\d\d(?: [0-9A-Z]{4}){3}")
_FOREIGN = re.compile(rf"{_START}(?!FR|MC)[A-Z]{{2}}(?={_S}\d{_S}\d)", re.IGNORECASE)


@functools.cache
def _country(code: str) -> re.Pattern[str] | None:
    """The pattern of one country's number, from the structure in the registry ("8!n10!n")."""
    properties = numdb.get("iban").info(code + "00")[0][1]
    if "bban" not in properties:
        return None
    kinds = {"n": "[0-9]", "a": "[A-Z]", "c": "[0-9A-Z]"}
    parts = re.findall(r"(\d+)!([nac])", properties["bban"])
    body = "".join(f"(?:{_S}{kinds[kind]}){{{count}}}" for count, kind in parts)
    return re.compile(rf"{code}(?:{_S}\d){{2}}{body}{AFTER}", re.IGNORECASE)


def compact(number: str) -> str:
    """The number in upper case, without separators."""
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()


def is_valid(number: str) -> bool:
    """Whether length, structure and check digits are right, reading O as 0 if that helps."""
    value = compact(number)
    readings = (value, value[:2] + value[2:].replace("O", "0"))
    # The country's own checks would refuse banks that the library has not heard of.
    return any(iban.is_valid(reading, check_country=False) for reading in readings)


class IbanRecognizer(FrenchRecognizer):
    """Finds IBANs; the French shape is so long that its first letters are label enough."""

    ENTITY = "IBAN_CODE"
    LABELS = re.compile(
        r"\biban|\brib\b|virement|\bcompte\b|bancaire|\bbanque\b|prelevement|\bbic\b"
    )
    VALID = 0.95

    def check(self, value: str) -> bool | None:
        """The check digits."""
        return is_valid(value)

    def speaks(self, text: str, start: int, end: int) -> bool:
        """Whether it is a French number, or one in groups: that structure is no other thing."""
        return text[start : start + 2].upper() in ("FR", "MC") or bool(
            _GROUPED.match(text, start, end)
        )

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _FRENCH.finditer(text):
            yield match.span()
        for match in _FOREIGN.finditer(text):
            pattern = _country(match[0].upper())
            found = pattern.match(text, match.start()) if pattern else None
            if found:
                yield found.span()
