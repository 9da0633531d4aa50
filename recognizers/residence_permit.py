"""FR_RESIDENCE_PERMIT: the number of a foreigner (AGDREF) or of their residence permit.

Issued by the préfectures: the numéro étranger has ten digits; the permits themselves have nine or
ten capitals and digits, visas (VLS-TS) nine digits or more. No check digit, so that a label must be
near. The mere number says that someone is not French: mask it before anything else.
https://www.service-public.fr/particuliers/vosdroits/N110

>>> find = ResidencePermitRecognizer().analyze
>>> def found(text): return [text[r.start:r.end] for r in find(text, [])]
>>> found("titre de séjour n° 7503184420")
['7503184420']
>>> found("récépissé de titre de séjour K4PR7XN22")
['K4PR7XN22']
>>> found("commande 7503184420")  # no label
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import runs

_MIXED = r"(?=[A-Z]{0,9}\d)(?=\d{0,9}[A-Z])"


class ResidencePermitRecognizer(FrenchRecognizer):
    """Finds numbers of foreigners and of their permits beside a label."""

    ENTITY = "FR_RESIDENCE_PERMIT"
    PATTERNS = (
        # A telephone number starts with 0.
        *runs(10, first="[1-9]"),
        re.compile(rf"{BEFORE}{_MIXED}[A-Z0-9]{{9,12}}{AFTER}"),
        re.compile(rf"{BEFORE}(?=[a-z]{{1,3}}\d|\d{{2,9}}[a-z])[a-z0-9]{{9,10}}{AFTER}"),
        re.compile(
            rf"{BEFORE}[A-Z]{{1,3}}\d{{0,4}}(?:[ .\-]\d{{3,4}}){{2}}(?:[ .\-]?[A-Z])?{AFTER}"
        ),
        re.compile(rf"(?i:vls[ -]?ts|visa)[^\d\n]{{0,25}}{BEFORE}(\d{{9,12}}){AFTER}"),
    )
    LABELS = re.compile(
        r"titres? (?:de )?sejour|cartes? (?:de )?(?:sejour|resident)|residence permit"
        r"|protection (?:temporaire|subsidiaire|internationale)|permis de sejour"
        r"|(?:n°|n[o.]|numeros?|num) ?(?:d'|de l'|d )?etrangere?\b|\bagdref\b|\banef\b|\bofii\b"
        r"|\bvls\b|visa (?:n°|no\b|numero|long|de long|etudiant)"
        r"|recepisse de (?:demande|renouvellement|titre)|\bapatride|\brefugiee?s?\b|\bofpra\b"
        r"|demandeu\w{1,4} d'asile"
    )
    LABELLED = 0.85
