"""FR_DRIVER_LICENSE: the number of a driving licence, or of the file of its candidate (NEPH).

Issued by the préfectures and France Titres (ANTS). Pink licences and the NEPH: twelve digits, year
and month, département, order. Cards since 2013 (field 5): two digits, two letters, five digits, the
shape of a passport. No check digit, so that a label must be near; ten digits, as on the licences of
other countries, only right behind it.
https://www.service-public.fr/particuliers/vosdroits/N530

>>> find = DriverLicenseRecognizer().analyze
>>> def found(text): return [text[r.start:r.end] for r in find(text, [])]
>>> found("permis B n° 14 AB 62207, NEPH 240759301882")
['240759301882', '14 AB 62207']
>>> found("colis 240759301882")  # no label
[]
>>> found("permis de construire 240759301882")
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import runs

_S = "[ \u00a0\u202f\u2009.\\-]?"


class DriverLicenseRecognizer(FrenchRecognizer):
    """Finds numbers of driving licences and of their candidates' files beside a label."""

    ENTITY = "FR_DRIVER_LICENSE"
    PATTERNS = (
        *runs(12),
        re.compile(rf"{BEFORE}\d{{2}}(?:[a-z]{{2}}|{_S}[A-Z]{{2}}{_S})\d{{5}}{AFTER}"),
        re.compile(rf"(?i:permis)[^\d\n]{{0,30}}{BEFORE}(?<!\+)([1-9]\d{{9}}){AFTER}"),
    )
    LABELS = re.compile(
        r"\bpermis\b(?! (?:de (?:construire|sejour|chasse|pech|travail|demol|louer|feu|visite)"
        r"|d'(?:amenager|urbanisme|inhumer)))"
        r"|\bneph\b|licence de conduire|titre de conduite|code de la route|auto[ -]ecole"
    )
    LABELLED = 0.85
