"""FR_RPPS: the number of a health professional in the national register (RPPS).

Issued by the Agence du numérique en santé: eleven digits, of which the first two are 10; with an 8
before them it is the « identifiant national PS » of the CPS card. Its check digit is not documented
by its issuer, so that none is required; a label must be near.
https://esante.gouv.fr/produits-services/repertoire-rpps

>>> def found(text): return [text[r.start:r.end] for r in RppsRecognizer().analyze(text, [])]
>>> found("Dr Abgrall, RPPS 10 099 417 752")
['10 099 417 752']
>>> found("colis 10099417752")  # no label
[]
>>> found("RPPS 1009941775")  # too short
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import runs


class RppsRecognizer(FrenchRecognizer):
    """Finds numbers of health professionals beside a label."""

    ENTITY = "FR_RPPS"
    PATTERNS = (
        *runs(11, first="1"),
        *runs(12, first="8(?=[ .]?1)"),
        re.compile(rf"(?i:rpps)[^\d\n]{{0,20}}{BEFORE}(?<!\+)(\d{{11}}){AFTER}"),
    )
    LABELS = re.compile(
        r"\brpps\b|professionnel de sante|\bmedecin|\bordonnance\b|prescripteur|praticien"
        r"|\bcarte cps\b|\binfirmi|\bpharmacien|\bdentiste|\bkine|\bsage-femme"
    )
    LABELLED = 0.85
