"""FR_PASSPORT: the number of a passport.

Issued by the préfectures and France Titres (ANTS): two digits, two letters, five digits; its check
digit stands only in the machine readable zone. Licences since 2013 have the same shape, so that a
label must be near. Customers also give the passports of other countries: one or two letters with
six to eight digits, or eight or nine digits right behind the label.
https://www.service-public.fr/particuliers/vosdroits/N360

>>> def found(text): return [text[r.start:r.end] for r in PassportRecognizer().analyze(text, [])]
>>> found("mon passeport : 12AB34567")
['12AB34567']
>>> found("passeport coréen n° M40719382")
['M40719382']
>>> found("réf 12AB34567")  # no label
[]
>>> found("passeport 12AB3456")  # too short
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-]?"


class PassportRecognizer(FrenchRecognizer):
    """Finds numbers of passports beside a label."""

    ENTITY = "FR_PASSPORT"
    PATTERNS = (
        re.compile(rf"{BEFORE}\d{{2}}(?:[a-z]{{2}}|{_S}[A-Z]{{2}}{_S})\d{{5}}{AFTER}"),
        re.compile(rf"{BEFORE}\d{{2}} ?[A-Z]{{2}} ?\d{{3}} ?\d{{2}}{AFTER}"),
        re.compile(rf"{BEFORE}[A-Z]{{1,2}}{_S}\d{{6,8}}{AFTER}"),
        re.compile(rf"(?i:passe?port)s?[^\d\n]{{0,25}}{BEFORE}(?<!\+)(\d{{8,9}}){AFTER}"),
    )
    LABELS = re.compile(r"\bpasse?ports?\b|\bpaseport\b")
    LABELLED = 0.85
