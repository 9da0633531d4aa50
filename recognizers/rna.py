"""FR_RNA: the number of an association in the national register (répertoire national).

Issued by the greffe des associations: W, the three characters of the greffe (département and
number), six digits. It leads to the names of those who run the association. W and nine digits may
be an order number: a label must be near.
https://www.service-public.fr/associations/vosdroits/F1215

>>> def found(text): return [text[r.start:r.end] for r in RnaRecognizer().analyze(text, [])]
>>> found("association (RNA W423081157)")
['W423081157']
>>> found("commande W423081157")  # no label
[]
>>> found("RNA W4230811571")  # too long
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import GAP


class RnaRecognizer(FrenchRecognizer):
    """Finds numbers of associations beside a label."""

    ENTITY = "FR_RNA"
    PATTERNS = (re.compile(rf"{BEFORE}[Ww]{GAP}\d{GAP}[0-9ABab](?:{GAP}\d){{7}}{AFTER}"),)
    LABELS = re.compile(
        r"\brna\b|\bassociations?\b|\bassos?\b|loi 1901|\bwaldec\b|greffe|journal officiel"
        r"|repertoire national"
    )
    LABELLED = 0.85
