"""DEVICE_AD_ID: the advertising identifier of a telephone: IDFA, IDFV (Apple), GAID, AAID (Google).

A UUID that the system gives to every application, and its label; Android's own identifier is 16
hexadecimal digits. Without a label it is a UUID. All zeros: the person refused to be followed.
https://developer.apple.com/documentation/adsupport/asidentifiermanager/advertisingidentifier

>>> is_valid("38400F11-8CF0-41BD-B23E-10B96E4F00D3"), is_valid("9774d56d682e549c")
(True, True)
>>> is_valid("00000000-0000-0000-0000-000000000000"), is_valid("38400F11")
(False, False)
"""

import re
from collections.abc import Iterator

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_H = "[0-9A-Fa-f]"


def compact(identifier: str) -> str:
    """The hexadecimal digits in lower case."""
    return re.sub("[^0-9a-f]", "", identifier.lower())


def is_valid(identifier: str) -> bool:
    """Whether it has 32 digits (16 on Android) that are not all zeros."""
    digits = compact(identifier)
    return len(digits) in (16, 32) and bool(digits.strip("0"))


class DeviceAdIdRecognizer(FrenchRecognizer):
    """Finds advertising identifiers beside their label."""

    ENTITY = "DEVICE_AD_ID"
    PATTERNS = (
        re.compile(
            rf"{BEFORE}(?<!-){_H}{{8}}(?:-{_H}{{4}}){{3}}-{_H}{{12}}{AFTER}(?!-[0-9A-Fa-f])"
        ),
        re.compile(rf"{BEFORE}(?:{_H}{{32}}|{_H}{{16}}){AFTER}"),
    )
    LABELS = re.compile(
        r"\bidf[av]\b|\bgaid\b|\baaid\b|\badid\b|\bgps_adid\b|\bifa\b|publicitaires?\b|\bpub\b"
        r"|advertis\w{1,6}|\bandroid[ _]?id\b|\bad[ _-]id\b|\bdevice(?:[ _-]?id)?\b"
    )
    LABELLED = 0.95

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            if is_valid(text[start:end]):
                yield start, end
