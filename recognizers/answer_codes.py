r"""Answers to « votre numéro de dossier ? », « le code postal ? »: digits that the question names.

Where the recognizer of an identifier knows the value by its shape it takes it; what is left of an
answer that holds digits is a reference of unknown type. Amounts, hours and durations are none.
See ``answers`` for how a question stands before its answer.

>>> text = "Quel est le code affiché ?\nje lis 7304 je crois"
>>> [text[r.start : r.end] for r in CodeAnswerRecognizer().analyze(text, [])]
['7304']
>>> text = "Votre numéro de dossier ?\nj'en ai 2, reçus à 14h30, pour 120 euros"
>>> CodeAnswerRecognizer().analyze(text, [])
[]
"""

import re

from recognizers.answers import AnswerRecognizer

_ASKED_CODE = (
    r"num(?:ero)?s?\b|n°|\bcodes?\b|\bref(?:erence)?s?\b|identifiant|matricule|digicode|dossier"
    r"|contrat|\bpdl\b|\bprm\b|\bpce\b|\brio\b|\bimei\b|\bplaque|immat|\bserie\b|\bsuivi\b|colis"
    r"|\bsiret\b|\bsiren\b|\badeli\b|\brpps\b|\bpuk\b|\bpin\b|commande|\bbadge\b"
)


class CodeAnswerRecognizer(AnswerRecognizer):
    """The number or code after a question that asks for one."""

    ENTITY = "GENERIC_ID"
    LABELLED = 0.45
    QUESTION = re.compile(_ASKED_CODE)
    _CODE = re.compile(
        r"(?<![\w.,/-])(?:[a-z]{1,6}[ .\-]?)?\d[\da-z]{0,20}"
        r"(?:[ .\-/](?:[a-z]{1,3}[ .\-/])?[\da-z]{0,12}\d[\da-z]{0,12}|-[a-z]{1,4}\b){0,8}(?!\w)"
    )
    _MEASURE = re.compile(
        r" ?(?:€|euros?\b|eur\b|%|h\b|heures?|min|jours?|ans\b|mois|semaines?|fois|m2|km|kg"
        r"|[gm]o\b)"
        r"|[:h]\d\d"
    )
    _HOUR = re.compile(r"(?:[a-z]{1,6} )?\d{1,2}h\d{0,2}")
    _DIGITS = 3

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """The first code with three digits or more that is no measure."""
        for code in self._CODE.finditer(folded, start, stop):
            digits = sum(map(str.isdigit, code[0]))
            measure = self._MEASURE.match(folded, code.end()) or self._HOUR.fullmatch(code[0])
            if digits >= self._DIGITS and not measure:
                return self._without_word(text, code)
        return None

    @staticmethod
    def _without_word(text: str, code: re.Match[str]) -> tuple[int, int]:
        """The span of a code, less a word before its first digit that is no prefix in capitals."""
        word = re.match(r"[a-z]{1,6} ", code[0])
        end = word.end() if word else 0
        prefix = text[code.start() : code.start() + end]
        return code.start() + (0 if prefix.isupper() else end), code.end()


class PostalCodeAnswerRecognizer(AnswerRecognizer):
    """The five digits after « votre code postal ? »."""

    ENTITY = "FR_POSTAL_CODE"
    QUESTION = re.compile(r"code postal|\bcp\b|votre (?:ville|commune)|quelle ville")
    _POSTCODE = re.compile(r"(?<!\d)(?:0[1-9]|[1-8]\d|9[0-8]) ?\d{3}(?!\d)")

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """The first postcode."""
        code = self._POSTCODE.search(folded, start, stop)
        return code.span() if code else None
