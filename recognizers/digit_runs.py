"""Runs of a known number of digits: the shape that most national numbers share.

Customers group digits as they like, so that a run may have one separator between any two digits.
Written in one piece it may stand after another number; in groups it must be the whole run, neither
the start of a telephone number nor an amount.

>>> [p.search("n° 10 104 882 317").group() for p in runs(11) if p.search("n° 10 104 882 317")]
['10 104 882 317']
>>> any(p.search("06 39 98 12 34 5 ou 12 345 678 901 €") for p in runs(11))
False
"""

import re

from recognizers.base import AFTER, BEFORE

#: One separator between two digits; a slash would join the parts of dates.
GAP = "[ \u00a0\u202f\u2009.\\-]?"
_SPACE = "[ \u00a0\u202f\u2009.\\-]"
#: Not behind an amount.
NO_AMOUNT = r"(?!,\d)(?! ?(?:€|[Ee]uros?\b|EUR\b))"
#: Not at the start of a telephone number in pairs.
NO_PHONE = rf"(?!0[1-9](?:{_SPACE}\d\d){{4}}(?!\d))"
#: Not at the start of a date.
NO_DATE = r"(?!\d{1,2}[ ./\-]\d{1,2}[ ./\-](?:19|20)?\d\d(?!\d))"


def runs(count: int, first: str = r"\d", last: str = "") -> tuple[re.Pattern[str], ...]:
    """The patterns of exactly ``count`` digits, in one piece and in groups.

    Args:
        count: How many digits, what ``first`` stands for included.
        first: Pattern of the first digit.
        last: Pattern of what may follow the digits.
    """
    digits = rf"(?:{GAP}\d){{{count - 1}}}"
    return (
        re.compile(rf"{BEFORE}(?<!\+){first}\d{{{count - 1}}}{last}{AFTER}{NO_AMOUNT}"),
        re.compile(
            rf"{BEFORE}(?<!\d{_SPACE})(?<!\+){NO_PHONE}{first}{digits}{last}{AFTER}"
            rf"(?!{_SPACE}\d){NO_AMOUNT}"
        ),
    )
