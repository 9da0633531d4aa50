"""MAC_ADDRESS: the hardware address of a network card, a box, a decoder, a lock.

Assigned by makers from blocks of the IEEE: 48 bits, as six pairs of hexadecimal digits with colons
or hyphens, three fours with dots (Cisco), or glued. No check digit. The glued and spaced forms, and
fours without a letter (a card's 4970.1012.3456), are found beside their label only.
https://standards.ieee.org/products-programs/regauth/

>>> compact("00-1B-44-11-3A-B7"), compact("0000.5E00.53F4")
('00:1b:44:11:3a:b7', '00:00:5e:00:53:f4')
>>> is_valid("00:1B:44:11:3A:B7"), is_valid("4970.1012.3456")
(True, False)
>>> is_valid("ff:ff:ff:ff:ff:ff")  # every card of a network
False
"""

import re
from collections.abc import Iterator

from stdnum import mac

from recognizers.base import FrenchRecognizer

_H = "[0-9A-Fa-f]"
_BEFORE, _AFTER = r"(?<![0-9A-Za-z])(?<![0-9A-Fa-f][:.\-])", r"(?![0-9A-Za-z]|[:.\-][0-9A-Fa-f])"
_SHARED = re.compile(r"(?:00){6}|(?:ff){6}")


def compact(address: str) -> str:
    """Six pairs in lower case with colons."""
    digits = re.sub("[^0-9a-f]", "", address.lower())
    return ":".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def is_valid(address: str) -> bool:
    """Whether it is written as an address is, and is one card's own."""
    digits = re.sub("[^0-9a-f]", "", address.lower())
    if _SHARED.fullmatch(digits) or not mac.is_valid(compact(address), validate_manufacturer=False):
        return False
    return ":" in address or any(c.isalpha() for c in digits)


class MacRecognizer(FrenchRecognizer):
    """Finds MAC addresses by their writing; glued, spaced or digits alone beside a label."""

    ENTITY = "MAC_ADDRESS"
    PATTERNS = (
        re.compile(rf"{_BEFORE}{_H}{{2}}(?::{_H}{{2}}){{5}}{_AFTER}"),
        re.compile(rf"{_BEFORE}{_H}{{2}}(?:-{_H}{{2}}){{5}}{_AFTER}"),
        re.compile(rf"{_BEFORE}{_H}{{4}}(?:\.{_H}{{4}}){{2}}{_AFTER}"),
        re.compile(rf"{_BEFORE}{_H}{{2}}(?: {_H}{{2}}){{5}}{_AFTER}"),
        re.compile(rf"{_BEFORE}{_H}{{12}}{_AFTER}"),
    )
    LABELS = re.compile(
        r"\b(?:adresse|@|n°|numero|code) ?mac\b|\bmac(?: ?(?:address|adresse|id|wi-?fi|lan))?"
        r"(?: \w{3,12})? ?[.:=]|\bwlan\b|adresse (?:physique|materielle)|\bbssid\b"
        r"|\bmac\b(?! ?(?:book|os|mini|pro|air|do|studio|depuis|et|sous|avec|est|m\d))"
    )
    LABELLED = 0.95
    BARE = 0.8

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            value = text[start:end]
            if _SHARED.fullmatch(re.sub("[^0-9a-f]", "", value.lower())):
                continue
            weak = " " in value or value.isalnum() or not is_valid(value)
            if not weak or self.labelled(text, start, end):
                yield start, end
