"""FR_INE: identifiant national étudiant (or élève), the number of a pupil or student.

Given by the ministry of education for all schools: nine digits and two letters since 2018, ten
digits and a letter before (also called BEA), older ones mix both in eleven characters. How its key
is computed is not published: a label must be near. Who has one is often a minor.
https://www.service-public.fr/particuliers/vosdroits/F2336

>>> def found(text): return [text[r.start:r.end] for r in IneRecognizer().analyze(text, [])]
>>> found("INE : 080471293HJ")
['080471293HJ']
>>> found("numéro BEA 1023 4567 88H")
['1023 4567 88H']
>>> found("réf. article 080471293HJ")  # no label
[]
>>> found("INE 08047129")  # too short
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import GAP, NO_PHONE


class IneRecognizer(FrenchRecognizer):
    """Finds numbers of pupils and students beside a label."""

    ENTITY = "FR_INE"
    PATTERNS = (
        re.compile(rf"{BEFORE}\d(?=\d{{0,9}}[A-Za-z])(?:[0-9A-Z]{{10}}|[0-9a-z]{{10}}){AFTER}"),
        re.compile(
            rf"{BEFORE}{NO_PHONE}\d(?:{GAP}\d){{8}}(?:{GAP}\d{GAP}[A-Z]|{GAP}[A-Z]{GAP}[A-Z]){AFTER}"
        ),
    )
    LABELS = re.compile(
        r"\bine\b|\bbea\b|\bine-?rnie\b|parcoursup"
        r"|identifiant (?:national )?(?:unique )?(?:de l'|d'|d )?(?:etudiante?|eleve)"
        r"|(?:numero|n°|num) (?:national )?(?:d')?(?:etudiante?|eleve)|releve de notes|\bcvec\b"
    )
    LABELLED = 0.85
