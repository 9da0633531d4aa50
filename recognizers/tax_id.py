"""FR_TAX_ID: numéro fiscal (SPI, NIF) of a person, and what stands beside it on a tax notice.

Issued by the DGFiP: thirteen digits, the first 0 to 3, the last three the first ten modulo 511.
Beside a label also the reference of a notice (« référence de l'avis », thirteen letters and digits)
and the number of online access (« numéro de télédéclarant », seven digits), which have no key.
https://www.impots.gouv.fr/particulier/questions/comment-retrouver-mon-numero-fiscal

>>> compact("30 23 217 600 053")
'3023217600053'
>>> is_valid("30 23 217 600 053")
True
>>> is_valid("3023217600054")  # wrong key
False
>>> is_valid("302321760005")  # too short
False
"""

import re

from stdnum.fr import nif

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import GAP, runs


def compact(number: str) -> str:
    """The letters and digits alone, in upper case."""
    return re.sub(r"[^0-9A-Za-z]", "", number).upper()


def is_valid(number: str) -> bool:
    """Whether there are thirteen digits, the first 0 to 3, and the key is right."""
    return bool(nif.is_valid(compact(number)))


class TaxIdRecognizer(FrenchRecognizer):
    """Finds tax numbers by their key, and beside a label without it."""

    ENTITY = "FR_TAX_ID"
    PATTERNS = (
        *runs(13),
        re.compile(rf"{BEFORE}\d\d{GAP}(?:\d[A-Z]|[A-Z]\d){GAP}\d{{7}}{GAP}\d\d{AFTER}"),
        re.compile(
            r"(?i:t[ée]l[ée]d[ée]clarant|acc[èe]s en ligne)(?i: fiscal)?[^\d\n]{0,25}"
            rf"{BEFORE}(\d{{7}}){AFTER}"
        ),
    )
    LABELS = re.compile(
        r"\bfisc(?:al|ale|aux)?\b|\bspi\b|\bnif\b|\bimpots?\b|\bimposition\b|\bdgfip\b"
        r"|reference de (?:l'|mon |votre )avis|\bteledeclarant|acces en ligne|\btresor public\b"
    )

    def check(self, value: str) -> bool | None:
        """The key; None for what is not thirteen digits, which has none."""
        return is_valid(value) if re.fullmatch(r"\d{13}", compact(value)) else None
