"""IP_ADDRESS: an address of version 4 or 6, with or without a port behind it.

``ipaddress`` decides what is an address; it refuses leading zeros, so that 06.12.34.56 is none.
Four numbers after « version » or « article » are not an address unless « IP » is said.
https://www.rfc-editor.org/rfc/rfc4291#section-2.2

>>> compact("2001:0DB8:0:0:0:0:0:1")
'2001:db8::1'
>>> is_valid("192.0.2.44"), is_valid("::ffff:192.0.2.44")
(True, True)
>>> is_valid("192.0.2.256"), is_valid("06.12.34.56"), is_valid("12:34:56")
(False, False, False)
"""

import ipaddress
import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer, fold

_V4 = re.compile(r"(?<![0-9A-Za-z.])(?:\d{1,3}\.){3}\d{1,3}(?![0-9A-Za-z]|\.\d)")
_HEX = "[0-9A-Fa-f]"
_V6 = re.compile(
    rf"(?<![0-9A-Fa-f:.]){_HEX}{{0,4}}(?::{_HEX}{{0,4}}){{2,8}}(?:(?:\.\d{{1,3}}){{3}})?"
    r"(?![0-9A-Za-z])"
)
_VERSION = re.compile(
    r"\bv(?:er)?\.? ?$|(?:version|firmware|release|build|\bmaj\b|mise a jour|logiciel"
    r"|\bappli|\bios\b|android|windows|\bos\b|pilote|driver|patch|\bart\.|article|chapitre|section|paragraphe"
    r"|annexe|§)[^\d\n]{0,20}$"
)


# Masks and addresses that every network has: they tell nothing of anyone.
_SHARED = re.compile(r"(?:0\.0\.0\.0|127\.|255\.|192\.168\.[01]\.(?:1|254)$|::1?$)")


def compact(address: str) -> str:
    """The canonical form: lower case, zeros shortened."""
    return str(ipaddress.ip_address(address))


def is_valid(address: str) -> bool:
    """Whether it is an address. The short forms of version 6 need three groups, or be ::1."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    groups = len([group for group in address.split(":") if group])
    return "." in address or groups > 2 or parsed.is_loopback


class IpRecognizer(FrenchRecognizer):
    """Finds IP addresses that are not version numbers."""

    ENTITY = "IP_ADDRESS"
    LABELS = re.compile(
        r"\bipv?[46]?\b|connexion|connecte|routeur|serveur|\bbox\b|\bdns\b|\bproxy\b|\bvpn\b"
        r"|passerelle|\bhote\b|\bping\b|\breseau"
    )
    LABELLED = 0.95
    BARE = 0.75

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _V4.finditer(text):
            start, end = match.span()
            before = fold(text)[max(0, start - 40) : start]
            version = _VERSION.search(before) and not re.search(r"\bip\b", before)
            if is_valid(match[0]) and not version and not _SHARED.match(match[0]):
                yield start, end
        for match in _V6.finditer(text):
            start, end = match.span()
            # A colon that belongs to the sentence: « IP:2001:db8::1: … »
            start += match[0].startswith(":") and not match[0].startswith("::")
            end -= match[0].endswith(":") and not match[0].endswith("::")
            if is_valid(text[start:end]) and not _SHARED.match(text[start:end]):
                yield start, end
