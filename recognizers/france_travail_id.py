"""FR_FRANCE_TRAVAIL_ID: identifiant of a job seeker at France Travail (once Pôle emploi).

Issued by France Travail: seven digits and a letter, or eight to eleven digits right behind the
label. No public check: the label must be near, or « identifiant » right before the letter form. The
mere number says that someone is out of work.
https://www.francetravail.fr/faq/candidat/mes-identifiants.html

>>> find = FranceTravailIdRecognizer().analyze
>>> def found(text): return [text[r.start:r.end] for r in find(text, [])]
>>> found("inscrit à France Travail, identifiant 4471902K")
['4471902K']
>>> found("référence 4471902K")  # no label
[]
>>> found("France Travail, identifiant 447190")  # too short
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import NO_AMOUNT, runs

_LETTER = r"(?:[A-Za-z]|[ \u00a0\u202f][B-LN-XZ](?!['’.]))"


class FranceTravailIdRecognizer(FrenchRecognizer):
    """Finds numbers of job seekers beside a label."""

    ENTITY = "FR_FRANCE_TRAVAIL_ID"
    PATTERNS = (
        *runs(7, last=_LETTER),
        re.compile(
            rf"(?i:france travail|p[ôo]le[ -]emploi)[^\d\n]{{0,30}}{BEFORE}(?<!\+)"
            rf"([1-9]\d{{7,10}}){AFTER}{NO_AMOUNT}"
        ),
    )
    LABELS = re.compile(
        r"france[ -]?travail|pole[ -]?emploi|demandeu\w{1,4} d'emploi|\bassedic\b"
        r"|actualisation mensuelle|\bidentifiant(?: est)?[ :n°]{0,6}$"
    )
    LABELLED = 0.85
