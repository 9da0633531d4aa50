r"""Answers to « votre numéro de dossier ? », « le code postal ? »: digits that the question names.

Where the recognizer of an identifier knows the value by its shape it takes it; what is left of an
answer that holds digits is a reference of unknown type. Amounts, hours and durations are none.
Several questions get several answers: « 11/28 et 604 ». See ``answers`` for how a question stands
before its answer.

>>> text = "Quel est le code affiché ?\nje lis 7304 je crois"
>>> [text[r.start : r.end] for r in CodeAnswerRecognizer().analyze(text, [])]
['7304']
>>> text = "Le digicode ?\n27B40 et 2e porte 0330*"
>>> [text[r.start : r.end] for r in CodeAnswerRecognizer().analyze(text, [])]
['27B40', '0330*']
>>> text = "Votre numéro de dossier ?\nj'en ai 2, reçus à 14h30, pour 120 euros"
>>> CodeAnswerRecognizer().analyze(text, [])
[]
"""

import re
from collections.abc import Iterator

from recognizers.answers import AnswerRecognizer
from recognizers.date_of_birth import IN_WORDS
from recognizers.reference_traps import is_product, is_trap

_ASKED_CODE = (
    r"num(?:ero)?s?\b|n°|\bcodes?\b|\b(?<!fiscal de )ref(?:erence)?s?\b|\bid\b|\bimsi\b"
    r"|identifiant|matricule|digicode|dossier"
    r"|contrat|\bpdl\b|\bprm\b|\bpce\b|\brio\b|\bimei\b|\bplaque|immat|\bserie\b|\bsuivi\b|colis"
    r"|\bsiret\b|\bsiren\b|\badeli\b|\brpps\b|\bpuk\b|\bpin\b|commande|\bbadge\b|\btoken\b|\botp\b"
    r"|\bchiffres\b|cryptogramme|\bcvv\b|\bcvc\b|\bine\b|passe?port|\bpermis\b|carte (?:d'|de)"
    r"|\biban\b|\bsecu\b|\bcaf\b|allocataire|\bsn\b|\bs/n\b|votre identite|recopiez"
)

# An answer that is little more than its value.
_BARE_ANSWER = 16


class CodeAnswerRecognizer(AnswerRecognizer):
    """The numbers or codes after a question that asks for some."""

    ENTITY = "GENERIC_ID"
    LABELLED = 0.45
    QUESTION = re.compile(_ASKED_CODE)
    _CODE = re.compile(
        r"(?<![\w.,/-])(?:[a-z]{1,6}[ .\-]?)?[#*]?\d[\da-z]{0,20}"
        r"(?:[ .\-/](?!de |du |et |ou |a |le "
        r"|la )(?:[a-z]{1,3}[ .\-/])?[\da-z]{0,12}\d[\da-z]{0,12}"
        r"|-[a-z]{1,4}\b){0,8}[#*]?(?!\w)"
    )
    _MEASURE = re.compile(
        r" ?(?:€|euros?\b|eur\b|%|h\b|heures?|min|jours?|ans\b|mois|semaines?|fois|m2|km|kg"
        r"|[gm]o\b)"
        r"|[:h]\d\d| de (?:19|20)\d\d"
    )
    _HOUR = re.compile(r"(?:[a-z]{1,6} )?\d{1,2}h\d{0,2}|[a-z]{1,6} ?\d{1,2}/\d{1,2}/\d{2,4}")
    # Between two values of one answer.
    _AND = re.compile(
        r"[ ,;:]{0,2}(?:(?:et|puis|ou|/|\+|-|&|\()\s?){0,2}(?:(?:le|la|pour|l'autre|c'est)\s?){0,2}"
        r"(?:\d(?:e|eme|er|re) )?(?:(?:porte|code|portail|hall|numero|sas"
        r"|cryptogramme)s?[ :]{1,3})?"
    )
    _DIGITS, _LONG = 3, 6
    _SHORT = re.compile(r"(?=[A-Z]{0,7}\d)[A-Z0-9]{5,8}")
    _DAY = re.compile(r"(?:[a-z]{1,6} )?\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?<=\bde )(?:19|20)\d\d")
    _DATED = re.compile(r"date|\bdos\b|expir|validite|crypto")

    def values(self, text: str, folded: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The first code with three digits or more that is no measure, and those in its list."""
        last = -1
        for code in self._CODE.finditer(folded, start, stop):
            digits = sum(map(str.isdigit, code[0]))
            measure = self._MEASURE.match(folded, code.end()) or self._HOUR.fullmatch(code[0])
            short = self._SHORT.fullmatch(text, *code.span()) and stop - start < _BARE_ANSWER
            if (
                (digits < self._DIGITS and not short)
                or measure
                or self._is_other(folded, start, *code.span())
            ):
                continue
            begin, end = self._without_word(text, code)
            linked = last < 0 or self._AND.fullmatch(folded, last, begin)
            if not linked and digits < self._LONG:
                return
            yield begin, end
            last = end

    @classmethod
    def _is_other(cls, folded: str, start: int, begin: int, end: int) -> bool:
        """Whether a code is a date that was not asked for, or a product's."""
        if cls._DAY.fullmatch(folded, begin, end):
            return not cls._DATED.search(folded, max(0, start - 120), start)
        return is_trap(folded, begin, end) or is_product(folded, begin, end)

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


class BirthAnswerRecognizer(AnswerRecognizer):
    """The date after « votre date de naissance ? », « votre identité ? », however it is written."""

    ENTITY = "DATE_OF_BIRTH"
    QUESTION = re.compile(r"naissance|\bnee?(?:\(e\))?\b|\bbirth|identite complete|votre identite")
    _BIRTH = re.compile(
        r"(?<![\d/.,-])(?:(?:0?[1-9]|[12]\d|3[01])(?:[ ./-]{1,3}(?:0?[1-9]|1[0-2])[ ./-]{1,3}"
        r"|(?:er)? ?(?:janv?|fev|feb|mar|avr|apr|mai|may|jui|jun|jul|aou|aug|sep|oct|nov"
        r"|dec)[a-z]{0,6}\.? ?)"
        r"(?:(?:19|20)\d\d|\d\d)|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d\d|\d\d)"
        r"|(?:19|20)\d\d-\d\d-\d\d)(?![\d/-])"
        rf"|\b{IN_WORDS.replace('û', 'u')}"
    )

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """The first date."""
        date = self._BIRTH.search(folded, start, stop)
        return date.span() if date else None
