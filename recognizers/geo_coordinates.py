"""GEO_COORDINATES: a place on Earth: latitude and longitude, a Plus code, three words.

Decimal degrees of four digits or more (WGS 84, about ten metres), degrees, minutes and seconds,
Plus codes (8FW4V75V+8Q), what3words after « /// », Lambert-93 in metres. Fewer digits beside a
label only: pairs of prices have two. No check beyond the range of degrees.
https://www.rfc-editor.org/rfc/rfc7946

>>> is_valid("48.85837, 2.29448"), is_valid("48,8584 ; 2,2945")
(True, True)
>>> is_valid("148.85837, 2.29448")  # beyond the pole
False
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer

_BEFORE, _AFTER = r"(?<![0-9A-Za-z.,+\-])", r"(?![0-9A-Za-z]|[.,]\d)"
_BETWEEN = r"(?: ?°)? ?(?:[NSns]\b)?[ ,;/]{1,3}(?:(?:lon|lng|long)\.? ?[:=]? ?)?"
_SIDE = r"(?: ?° ?[EWO]?| ?[EWOewo])?"
_NUMBERS = re.compile(r"[+-]?\d{1,3}[.,]\d{1,15}")
_PLUS = "[2-9CFGHJMPQRVWX]"
_FEET = "[′'’]"
_INCHES = "(?:[″\"”]|''|′′)"
_DMS = (
    rf"\d{{1,3}} ?° ?\d{{1,2}}(?:[.,]\d{{1,6}})? ?{_FEET}"
    rf"(?: ?\d{{1,2}}(?:[.,]\d{{1,6}})? ?{_INCHES})?"
)


def is_valid(pair: str) -> bool:
    """Whether a pair of decimal degrees lies on Earth."""
    degrees = [float(number.replace(",", ".")) for number in _NUMBERS.findall(pair)]
    return len(degrees) == 2 and abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180


class GeoCoordinatesRecognizer(FrenchRecognizer):
    """Finds coordinates by their writing, coarse ones beside a label."""

    ENTITY = "GEO_COORDINATES"
    PATTERNS = (
        re.compile(
            rf"{_BEFORE}[+-]?\d{{1,3}}[.,]\d{{2,15}}{_BETWEEN}[+-]?\d{{1,3}}[.,]\d{{2,15}}"
            rf"(?: ?°)?{_SIDE}{_AFTER}"
        ),
        re.compile(rf"{_BEFORE}{_DMS} ?[NSns],? ?[/–-]? ?{_DMS} ?[EWOewo]\b"),
        re.compile(rf"(?<![0-9A-Za-z]){_PLUS}{{4,8}}\+{_PLUS}{{2,3}}(?!\w)"),
        re.compile(r"///[a-zà-ÿ]{3,20}\.[a-zà-ÿ]{3,20}\.[a-zà-ÿ]{3,20}(?![\w.])"),
        re.compile(
            r"\bX ?[:=] ?\d{6,7}(?:[.,]\d{1,3})?[ ,;/]{1,3}Y ?[:=] ?\d{7}(?:[.,]\d{1,3})?\b"
        ),
    )
    LABELS = re.compile(
        r"\bgps\b|coordonnees|\blat(?:itude)?\b|\blon(?:g|gitude)?\b|\bposition\b|localis|\bgeoloc"
        r"|\bplus ?codes?\b|what3words|\bw3w\b|lambert"
    )
    LABELLED = 0.9
    BARE = 0.7

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            value = text[start:end]
            numbers = _NUMBERS.findall(value)
            if re.search(_FEET, value) or value[0] in "X/":
                yield start, end
            elif "+" in value[1:] and not re.search("[.,]", value):
                full = value.index("+") == 8 and not value.replace("+", "").isalpha()
                if full or self.labelled(text, start, end):
                    yield start, end
            elif is_valid(value):
                fine = all(len(re.split("[.,]", number)[1]) >= 4 for number in numbers)
                listed = re.search(r"[;/]|, |,(?=[+-]?\d+\.)|[NSns]|lon", value)
                if (fine and listed) or self.labelled(text, start, end):
                    yield start, end
