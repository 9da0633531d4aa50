"""FR_PTO: the optical socket of a dwelling (point de terminaison optique), on its label.

Named by the operator that built the line: two letters, four and four characters (OO-9XKT-2847). No
check: found beside a word of fibre. It tells a dwelling as an address does.
https://www.arcep.fr/mes-demarches-et-services/consommateurs/la-fibre.html

>>> compact("fi 2094 7715")
'FI-2094-7715'
>>> is_valid("OO-9XKT-2847"), is_valid("OO-9XKT-28")
(True, False)
"""

import re
from collections.abc import Iterator

from recognizers.base import AFTER, BEFORE, FrenchRecognizer, fold

# Two letters before two groups of four that are words of the sentence.
_WORDS = frozenset(("le", "la", "de", "du", "en", "un", "et", "au", "ou", "ma", "ce", "ne", "si"))


def compact(reference: str) -> str:
    """Upper case, with hyphens."""
    value = re.sub("[^0-9A-Z]", "", reference.upper())
    return f"{value[:2]}-{value[2:6]}-{value[6:]}"


def is_valid(reference: str) -> bool:
    """Whether it has two letters, then four and four characters."""
    return bool(re.fullmatch("[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}", compact(reference)))


class PtoRecognizer(FrenchRecognizer):
    """Finds references of optical sockets beside a word of fibre."""

    ENTITY = "FR_PTO"
    PATTERNS = (
        re.compile(
            rf"{BEFORE}[A-Za-z]{{2}}[ .\-]?[0-9A-Za-z]{{4}}[ .\-]?[0-9A-Za-z]{{4}}{AFTER}(?!-\w)"
        ),
    )
    LABELS = re.compile(
        r"\bp\.?t\.?o\.?\b|wall ?box|\bsocket\b|\boutlet\b|\bdti(?:o)?\b|\bprises?\b|\bfibres?\b"
        r"|\bftth\b|point de terminaison"
        r"|boitier|\bcable\b|\boptique\b|\betiquet\w{1,4}\b"
    )
    LABELLED = 0.85

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            value = text[start:end]
            digits = sum(map(str.isdigit, value))
            plain = value.isalnum() and value != value.upper()
            if digits < 3 or plain or fold(value[:2]) in _WORDS:
                continue
            label = self.label(text, start, end)
            named = label and re.search("p.?t.?o|prise", fold(text)[label.start : label.end])
            if named or not value.isalnum():
                yield start, end
