"""FR_CAF_ID: numéro d'allocataire of the family benefits office (CAF) or of the MSA.

Issued by each CAF: seven digits, often with a letter behind. It has no public check and looks like
any number: a label must be near. The mere number says that someone draws benefits.
https://www.caf.fr/allocataires/aides-et-demarches/ma-situation/compte-caf

>>> def found(text): return [text[r.start:r.end] for r in CafIdRecognizer().analyze(text, [])]
>>> found("allocataire CAF n° 2 417 093")
['2 417 093']
>>> found("mon numéro d'allocataire c'est 4417093 K")
['4417093 K']
>>> found("facture 4417093")  # no label
[]
>>> found("la CAF m'a versé 1 417 093 €")
[]
"""

import re

from recognizers.base import FrenchRecognizer
from recognizers.digit_runs import runs

# Behind a space A, M and Y are words: « A bientôt », « M Roux », « Y a-t-il ».
_LETTER = r"(?:[A-Za-z]|[ \u00a0\u202f\-][B-LN-XZ](?!['’.]))?"


class CafIdRecognizer(FrenchRecognizer):
    """Finds numbers of recipients of family benefits beside a label."""

    ENTITY = "FR_CAF_ID"
    PATTERNS = runs(7, last=_LETTER)
    LABELS = re.compile(r"\ballocataires?\b|\balocataires?\b|\bcaf\b|\bmsa\b|quotient familial")
