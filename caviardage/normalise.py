"""The shadow of a text: what is matched instead of it, and the way back.

A text is never changed to be matched. Its shadow has plain spaces for typographic ones, ASCII for
full-width digits, no invisible character, the letter for a look-alike of another alphabet, digits
for the letters typed in their place (``digit_twins``), and no markup of mails (``markup``); every
character of the shadow knows which characters of the text it stands for.

>>> shadow = normalise("t\u00e9l\u202f: 0\ufe0f\u20e36\u202f39\u202f98&nbsp;12 34")
>>> shadow.text
'tél : 06 39 98 12 34'
>>> shadow.source(6, 20)
(6, 27)
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from caviardage.digit_twins import digits
from caviardage.markup import replacement, uneven

_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2008\u200a"
_HYPHENS = "\u2010\u2011\u2012\u2212"
_ONE_TO_ONE = (
    dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _HYPHENS), "-")
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
    # Halves of an emoji that was cut, as JSON can hold them; the model refuses them.
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)
_DASH_IN_NUMBER = re.compile(r"(?<=\d)[\u2013\u2014](?=\d)")
# Letters of other alphabets that look like Latin ones, in tokens that mix alphabets.
_LOOKALIKES = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440"
    "\u0441\u0443\u0445\u0456\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1"
    "\u03a4\u03a5\u03a7\u03bf",
    "ABEKMHOPCTXaeopcyxiABEZHIKMNOPTYXo",
)
_OTHER_ALPHABET = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_TOKEN = re.compile(r"[^\s@.]+")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Shadow:
    """A text to match in, and for each of its characters the span it stands for.

    ``starts`` and ``ends`` are None where the shadow has the length of its text.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the shadow stands for; it is never empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Shadow:
    """Build the shadow of a text."""
    even = text.translate(_ONE_TO_ONE)
    if not even.isascii():
        even = _DASH_IN_NUMBER.sub("-", even)
        if _OTHER_ALPHABET.search(even):
            even = _TOKEN.sub(_latinise, even)
    even = digits(even)
    pattern, _ = uneven(even)
    return Shadow(even) if pattern.search(even) is None else _shadow(even, pattern)


def _latinise(match: re.Match[str]) -> str:
    token = match.group()
    return token.translate(_LOOKALIKES) if _LATIN.search(token) else token


def _shadow(text: str, pattern: re.Pattern[str]) -> Shadow:
    parts: list[str] = []
    starts, ends = array("l"), array("l")
    at = 0
    for match in pattern.finditer(text):
        parts.append(text[at : match.start()])
        starts.extend(range(at, match.start()))
        ends.extend(range(at + 1, match.start() + 1))
        stands = replacement(match).translate(_ONE_TO_ONE)
        parts.append(stands)
        starts.extend([match.start()] * len(stands))
        ends.extend([match.end()] * len(stands))
        at = match.end()
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Shadow("".join(parts), starts, ends)
