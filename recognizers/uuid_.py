"""UUID: a random identifier of a device, a session, an account, an installation.

RFC 9562: 128 bits as 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. No check; the shape is
unmistakable. The 32 digits glued are found beside a label only: they may be a checksum.
https://www.rfc-editor.org/rfc/rfc9562

>>> compact("{7C3A1F20-55DE-4B0E-9D1C-0A9BE2F4C871}")
'7c3a1f20-55de-4b0e-9d1c-0a9be2f4c871'
>>> is_valid("7c3a1f20-55de-4b0e-9d1c-0a9be2f4c871"), is_valid("7c3a1f20-55de-4b0e-9d1c")
(True, False)
>>> is_valid("00000000-0000-0000-0000-000000000000")  # nobody's
False
"""

import re
import uuid
from collections.abc import Iterator

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_H = "[0-9A-Fa-f]"
_NOBODY = re.compile("0{32}|f{32}")


def compact(identifier: str) -> str:
    """Lower case with hyphens, without braces."""
    digits = re.sub("[^0-9a-f]", "", identifier.lower())
    return str(uuid.UUID(digits)) if len(digits) == 32 else digits


def is_valid(identifier: str) -> bool:
    """Whether all 32 digits are there and are not all the same bit."""
    digits = compact(identifier).replace("-", "")
    return len(digits) == 32 and not _NOBODY.fullmatch(digits)


class UuidRecognizer(FrenchRecognizer):
    """Finds UUIDs by their shape."""

    ENTITY = "UUID"
    PATTERNS = (
        re.compile(
            rf"{BEFORE}(?<!-){_H}{{8}}(?:-{_H}{{4}}){{3}}-{_H}{{12}}{AFTER}(?!-[0-9A-Fa-f])"
        ),
        re.compile(rf"{BEFORE}{_H}{{32}}{AFTER}"),
    )
    LABELS = re.compile(
        r"\b(?:uu|gu)id\b|\bsession\b|\bcookie\b|\b(?:device|install|client|visitor|user|trace"
        r"|request|correlation|account)[ _-]?id\b|identifiant|\binstall(?:ation)?\b"
    )
    LABELLED = 0.85
    BARE = 0.8

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            glued = end - start == 32
            if is_valid(text[start:end]) and (not glued or self.labelled(text, start, end)):
                yield start, end
