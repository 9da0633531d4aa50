"""FR_ADELI: the number of a health professional in the old register of the départements.

Issued by the regional health agencies until it gave way to the RPPS: nine characters, département
(2A and 2B in Corsica), profession, order. No public check: the label must be near.
https://www.data.gouv.fr/fr/datasets/annuaire-sante-extractions-des-donnees-en-libre-acces-des-professionnels-intervenant-dans-le-systeme-de-sante-rpps/

>>> def found(text): return [text[r.start:r.end] for r in AdeliRecognizer().analyze(text, [])]
>>> found("n° ADELI 84 6 11720 3")
['84 6 11720 3']
>>> found("ADELI : 2A4001873")
['2A4001873']
>>> found("facture 846117203")  # no label
[]
>>> found("ADELI 8461172")  # too short
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import GAP, runs


class AdeliRecognizer(FrenchRecognizer):
    """Finds ADELI numbers beside their label."""

    ENTITY = "FR_ADELI"
    PATTERNS = (
        *runs(9),
        re.compile(rf"{BEFORE}2[ABab](?:{GAP}\d){{7}}{AFTER}"),
    )
    LABELS = re.compile(r"\badell?i\b")
    LABELLED = 0.85
