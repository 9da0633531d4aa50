"""FR_ID_CARD: the number of a French identity card (CNI).

Issued by the préfectures and by France Titres (ANTS). Cards made until 2021: twelve digits, year
and month of issue, département (2A and 2B in Corsica), order. Cards of the size of a bank card
(CNIe, since 2021): nine capitals and digits. Neither carries a check digit outside the machine
readable zone, and both look like any order number: a label must be near.
https://www.service-public.fr/particuliers/vosdroits/N358

>>> def found(text): return [text[r.start:r.end] for r in IdCardRecognizer().analyze(text, [])]
>>> found("CNI n° 880692310285, la nouvelle : X4RTBPFW4")
['880692310285', 'X4RTBPFW4']
>>> found("commande 880692310285")  # no label
[]
>>> found("carte d'identité 88069231")  # too short
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import GAP, runs

# Letters and digits, both.
_MIXED = r"(?=[A-Za-z]{0,9}\d)(?=\d{0,9}[A-Za-z])"
# The same in the first of several groups, or it is a word in capitals.
_GROUP = r"(?=[A-Z]{0,4}\d)(?=\d{0,4}[A-Z])"


class IdCardRecognizer(FrenchRecognizer):
    """Finds numbers of old and new identity cards beside a label."""

    ENTITY = "FR_ID_CARD"
    PATTERNS = (
        *runs(12),
        re.compile(rf"{BEFORE}\d{{4}}{GAP}2[ABab]{GAP}\d{GAP}\d{{5}}{AFTER}"),
        # Ten where one character was doubled.
        re.compile(rf"{BEFORE}{_MIXED}(?:[A-Z0-9]{{9,10}}|[a-z0-9]{{9}}){AFTER}"),
        re.compile(rf"{BEFORE}{_GROUP}[A-Z0-9]{{4,5}}[ \-.][A-Z0-9]{{4,5}}{AFTER}"),
        re.compile(rf"{BEFORE}{_GROUP}[A-Z0-9]{{3}}(?:[ \-.][A-Z0-9]{{3}}){{2}}{AFTER}"),
        # Of another country, right behind its label: « CI roum. DX 485508 ».
        re.compile(
            r"\b(?:CN?I|PI|(?i:carte d'identit[ée]|(?:national )?id(?:entity)? card))"
            rf"(?: [a-zà-ÿ]{{2,10}}\.?)?(?: n°| no)? ?:? ?([A-Z]{{1,3}} ?\d{{5,9}}){AFTER}"
        ),
    )
    LABELS = re.compile(
        r"\bcnie?\b|\bci\b|\bpi\b|\bid(?:entity)? card|cartes? (?:nationales? )?d.? ?identite"
        r"|cartes? identite|cartes? nationales?\b"
        r"|pieces? (?:d.? ?)?identite|titres? d.identite"
    )
