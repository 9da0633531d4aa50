"""Telephone numbers in the blocks that ARCEP keeps for films, grouped as the original.

Decision 2018-0881 and the numbering plan keep 01 99 00, 02 61 91, 03 53 01, 04 65 71, 05 36 49 and
06 39 98 for works of fiction, 10 000 numbers each: they are given to no subscriber.
https://www.arcep.fr/la-regulation/grands-dossiers-thematiques-transverses/la-numerotation.html

>>> written("0199001234", "+33 (0)1.42.68.53.00"), written("0639981234", "06 12 34 56 78")
('+33 (0)1.99.00.12.34', '06 39 98 12 34')
"""

import re

from caviardage.surrogates.draw import Draw

BLOCKS = {
    "1": "019900", "2": "026191", "3": "035301", "4": "046571", "5": "053649", "6": "063998"
}  # fmt: skip
#: How many numbers there are; they are too few for the wider scopes, which use tokens.
SPACE = 10_000 * len(BLOCKS)
_PREFIX = re.compile(r"\s{0,2}(?:(?:\+|00)[\s.]?33[\s.]?(?:\(0\))?|0)")
_NATIONAL = 9


def drawn(draw: Draw, canonical: str) -> str:
    """A number of the block of the same area, ten digits; mobile for all that has none."""
    area = canonical[3:4] if canonical.startswith("+33") else "6"
    return BLOCKS.get(area, BLOCKS["6"]) + draw.digits(4)


def written(number: str, original: str) -> str:
    """A ten-digit number as the original is written; in pairs where that is no French number."""
    prefix = _PREFIX.match(original)
    rest = original[prefix.end() :] if prefix else ""
    if sum(c.isdecimal() for c in rest) != _NATIONAL or re.search(r"[^\W\d_]", rest):
        return " ".join(number[i : i + 2] for i in range(0, len(number), 2))
    digits = iter(number[1:])
    start = original[: prefix.end()] if prefix else ""
    return start + "".join(next(digits) if c.isdecimal() else c for c in rest)
