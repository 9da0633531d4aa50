"""FR_HEALTH_INSURANCE_ID: the number of a member of a complementary health insurer (mutuelle).

Each insurer gives its own: six to fifteen characters, beside the insurer's number (AMC, eight to
ten digits) for « tiers payant ». Also the number of a European health card (CEAM) or the serial
number of a carte Vitale, twenty or twenty-one digits. None has a public check: « adhérent »,
« AMC » or « mutuelle » must stand right before it, or right behind.
https://www.ameli.fr/assure/droits-demarches/europe-international/protection-sociale-etranger/vacances-etranger

>>> find = HealthInsuranceIdRecognizer().analyze
>>> def found(text): return [text[r.start:r.end] for r in find(text, [])]
>>> found("Mutuelle des Goémons, adhérent MG-30 884 117")
['MG-30 884 117']
>>> found("mutuelle : n° AMC 77441208")
['77441208']
>>> found("adhérent depuis le 12 03 2020 à la mutuelle")
[]
"""

import re

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import NO_AMOUNT, NO_DATE, NO_PHONE, runs

_VALUE = (
    rf"{BEFORE}(?<!\+)(?<!\d[ ./\-]){NO_PHONE}{NO_DATE}"
    rf"(?=(?:[A-Za-z .\u00a0\u202f\-/]{{0,4}}\d){{6}})"
    r"(?:(?!AMC|NIR|SS\b)[A-Z]{1,3}[ \-]?|[a-z]{1,3})?\d{2,10}(?:[ \u00a0\u202f.\-/]\d{2,4}){0,3}"
    r"(?:[ \-]?[A-Z](?! ?[a-z]))?"
    rf"{AFTER}(?![ \-]?\d){NO_AMOUNT}"
)
_LABEL = (
    r"(?i:adh[ée]rente?s?|\bamc|mutuelles?|mutualiste|t[ée]l[ée]transmission|tiers[ -]payant"
    r"|compl[ée]mentaire)"
)
# « Mutuelle depuis 2019 », « remboursement du 12/03 » are not numbers of members.
_GAP = (
    r"(?:(?!depuis|\bdu\b|\bt[ée]l\b|s[ée]cu|fact|devis|police|sinistre|contrat|dossier|sire[nt])"
    r"[^\d\n.!?;]){0,30}?"
)


class HealthInsuranceIdRecognizer(FrenchRecognizer):
    """Finds numbers of members and cards beside a label."""

    ENTITY = "FR_HEALTH_INSURANCE_ID"
    PATTERNS = (
        re.compile(rf"{_LABEL}{_GAP}[ \n|:#°\"'?]{{0,3}}({_VALUE})"),
        re.compile(rf"({_VALUE})(?=[^\d\n.;:]{{0,25}}(?i:\badh[ée]rent|\bamc\b|\bmutuelle))"),
        re.compile(rf"\| ?({_VALUE}) ?(?=\||$)", re.MULTILINE),
        *runs(20),
        *runs(21),
    )
    # « mutuelle …, adhérent » is one label: « adhérent » alone is any club's.
    LABELS = re.compile(
        r"\b(?:mutuelles?|complementaire|tiers[ -]payant)\b(?:[^\n.;]{0,45}\badherente?s?\b)?"
        r"|\badherente?s? (?:(?:de |a )?(?:la |ma )?mutuelle)\b|\bamc\b|mutualiste|teletransmission"
        r"|assurance maladie(?: n°)?|\bceam\b|carte europeenne|\bvitale\b"
    )
