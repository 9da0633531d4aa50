"""The shadow of a text: what is matched instead of it, and the way back.

A text is never changed to be matched. Its shadow has plain spaces for typographic ones, ASCII for
full-width digits, no invisible character, the letter for an HTML entity or a look-alike of another
alphabet; every character of the shadow knows which characters of the text it stands for.

>>> shadow = normalise("t\u00e9l\u202f: 0\ufe0f\u20e36\u202f39\u202f98&nbsp;12 34")
>>> shadow.text
'tél : 06 39 98 12 34'
>>> shadow.source(6, 20)
(6, 27)
"""

import html
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2008\u200a"
_HYPHENS = "\u2010\u2011\u2012\u2212"
_ONE_TO_ONE = (
    dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _HYPHENS), "-")
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
)
_DASH_IN_NUMBER = re.compile(r"(?<=\d)[\u2013\u2014](?=\d)")
# Letters of other alphabets that look like Latin ones, in tokens that mix alphabets.
_LOOKALIKES = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0430\u0435\u043e\u0440"
    "\u0441\u0443\u0445\u0456\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1"
    "\u03a4\u03a5\u03a7\u03bf",
    "ABEKMHOPCTXaeopcyxiABEZHIKMNOPTYXo",
)
_MIXED = re.compile(r"[^\s@.]*[\u0370-\u03ff\u0400-\u04ff][^\s@.]*")
_LATIN = re.compile(r"[A-Za-z0-9]")
# What does not stand for exactly one character of the text: nothing, or one for several.
_UNEVEN = re.compile(
    "(?P<nothing>[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f"
    "\u20e3\ufeff]+)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});)"
    r"|(?P<line><br {0,2}/?>)",
    re.IGNORECASE,
)


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
        even = _MIXED.sub(_latinise, even)
    if _UNEVEN.search(even) is None:
        return Shadow(even)
    return _uneven(even)


def _latinise(match: re.Match[str]) -> str:
    token = match.group()
    return token.translate(_LOOKALIKES) if _LATIN.search(token) else token


def _uneven(text: str) -> Shadow:
    parts: list[str] = []
    starts, ends = array("l"), array("l")
    at = 0
    for match in _UNEVEN.finditer(text):
        parts.append(text[at : match.start()])
        starts.extend(range(at, match.start()))
        ends.extend(range(at + 1, match.start() + 1))
        stands = _stands_for(match)
        parts.append(stands)
        starts.extend([match.start()] * len(stands))
        ends.extend([match.end()] * len(stands))
        at = match.end()
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Shadow("".join(parts), starts, ends)


def _stands_for(match: re.Match[str]) -> str:
    if match["nothing"]:
        return ""
    if match["line"]:
        return "\n"
    character = html.unescape(match.group()).translate(_ONE_TO_ONE)
    return character if len(character) == 1 else match.group()
