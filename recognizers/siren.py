"""FR_SIREN: the number of a company or sole trader in the Sirene register.

Issued by INSEE: nine digits, the last one a Luhn check digit; written in groups of three. For a
sole trader it identifies a person. One number of nine digits in ten passes the check, so that
without a label the score stays under the usual threshold.
https://www.insee.fr/fr/metadonnees/definition/c2047

>>> compact("732 829 320")
'732829320'
>>> is_valid("732.829.320")
True
>>> is_valid("732 829 321")  # wrong check digit
False
>>> is_valid("73282932")  # too short
False
"""

import re

from stdnum.fr import siren

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_S = "[ \u00a0\u202f\u2009.\\-/]"
# Not the end of a longer number, not an amount, not the first nine digits of a SIRET.
_NOT_VAT = r"(?<![Ff][Rr]\d\d )(?<![Ff][Rr] \d\d )"
_ALONE_BEFORE = BEFORE + rf"(?<![0-9]{_S})"
_ALONE_AFTER = AFTER + rf"(?!,\d)(?!{_S}?(?:€|[Ee]uro|EUR))(?!{_S}\d\d?\d?{_S}?\d)"


def compact(number: str) -> str:
    """The digits alone."""
    return re.sub(r"\D", "", number)


def is_valid(number: str) -> bool:
    """Whether there are nine digits and the last one is right."""
    return bool(siren.is_valid(compact(number)))


class SirenRecognizer(FrenchRecognizer):
    """Finds SIRENs: beside a label, or with a low score by their check digit."""

    ENTITY = "FR_SIREN"
    PATTERNS = (
        re.compile(rf"{BEFORE}{_NOT_VAT}\d{{9}}{AFTER}(?!{_S}\d{{5}}(?!\d))(?!,\d)"),
        # « RCS Nancy B323 159715 »: the letter of the register may touch the number.
        re.compile(
            rf"(?i:\brcs) [^\d\n]{{2,40}}?\b[A-D] ?(\d{{3}}{_S}?\d{{3}}{_S}?\d{{3}}){AFTER}"
        ),
        re.compile(rf"{_ALONE_BEFORE}\d(?:{_S}?\d){{8}}{_ALONE_AFTER}"),
    )
    LABELS = re.compile(
        r"\bsiren\b|\bsiret\b|\brcs\b|\bk-?bis\b|registre du commerce|\bsirene\b"
        r"|(?:auto|micro)[ -]?entrepr\w{1,8}|numero d'entreprise|n° ?d'entreprise|\binsee\b"
    )
    VALID = 0.3

    def check(self, value: str) -> bool | None:
        """The Luhn check digit."""
        return is_valid(value)
