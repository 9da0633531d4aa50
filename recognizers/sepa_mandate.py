"""SEPA_MANDATE: the reference of a direct debit mandate (RUM), and its creditor's identifier (ICS).

European Payments Council: the creditor chooses the RUM, up to 35 letters, digits and signs; it is
found right behind its label. The ICS is the country, two check digits (modulo 97), a business code
of three characters (ZZZ where unused) and a national number, six characters in France.
https://www.banque-france.fr/fr/a-votre-service/entreprises/identifiant-creancier-sepa

>>> is_valid("FR72ZZZ123456")
True
>>> is_valid("FR 72 ZZZ 123456")
True
>>> is_valid("FR73ZZZ123456")  # wrong check digits
False
>>> is_valid("FR72ZZZ1234")  # too short
False
"""

import re

from stdnum.eu import at_02

from recognizers.base import AFTER, BEFORE, FrenchRecognizer
from recognizers.digit_runs import NO_DATE

# A letter in the business code, or it is a VAT number.
_CODE = r" ?\d\d ?(?=[A-Z0-9]{0,2}[A-Z])[A-Z0-9]{3} ?"
_NATIONAL = r"(?:[0-9A-F]{6}|[0-9A-F]{3} [0-9A-F]{3})"
_FRENCH = re.compile(rf"{BEFORE}FR{_CODE}{_NATIONAL}{AFTER}", re.IGNORECASE)
_RUM = (
    rf"(?<![0-9A-Za-z+]){NO_DATE}(?!(?:19|20)\d\d(?![0-9A-Za-z\-/]))"
    r"(?=(?:[A-Za-z+\-/._]{0,12}\d){4})\+{0,2}[0-9A-Z][0-9A-Z+?/\-._]{4,33}[0-9A-Z]"
    rf"{AFTER}(?! ?€)"
)
_GAP = r"(?:(?!\bd[ue]\b|\bpostal|\bdepuis\b|\bavant\b|\bpour\b)[^\d\n.!?;+]){0,40}?[?\n| ]{0,4}"
_LABEL = r"(?i:\bmandats?\b|(?<![\w\-])rum\b(?!-)|r[ée]f[ée]rence unique (?:de |du )?mandat)"


def is_valid(number: str) -> bool:
    """Whether this is the identifier of a creditor in France whose check digits are right."""
    value = re.sub(r"[^0-9A-Za-z]", "", number).upper()
    return len(value) == 13 and value.startswith("FR") and bool(at_02.is_valid(value))


class SepaMandateRecognizer(FrenchRecognizer):
    """Finds references of mandates behind their label, and creditors by their check digits."""

    ENTITY = "SEPA_MANDATE"
    PATTERNS = (
        _FRENCH,
        re.compile(
            rf"(?i:\bics\b)[^\d\n]{{0,30}}?{BEFORE}(?![A-Z]{{2}}00)([A-Z]{{2}}{_CODE}[0-9A-Z]{{5,15}}){AFTER}"
        ),
        re.compile(rf"{_LABEL}(?i: sepa)?{_GAP}({_RUM})"),
        re.compile(rf"(?i:remplac[ée]e? par) (?:l[ea] )?({_RUM})"),
        re.compile(rf"\| ?({_RUM}) ?(?=\||$)", re.MULTILINE),
        re.compile(
            rf"({_RUM})(?=[ ,]{{1,2}}(?:\(|(?:c'est|c) (?:mon|le|ma|la) )(?i:mandat|rum\b))"
        ),
    )
    LABELS = re.compile(
        r"\bmandats?\b|\brum\b|\bics\b|reference unique|creancier|\bsepa\b|identifiant creancier"
    )

    def check(self, value: str) -> bool | None:
        """The check digits of a French creditor; a mandate has none."""
        return is_valid(value) if _FRENCH.fullmatch(value) else None
