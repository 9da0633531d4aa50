"""PHONE_NUMBER: a telephone number of France, of its overseas parts, or of abroad with its +.

Numbering plan of ARCEP: 0, then 1 to 5 (geographic; 02 62, 05 90, 05 94, 05 96 overseas), 6 and 7
(mobile) or 9, then eight digits; +33 or 0033 in place of the 0. Numbers 08 and short ones (3xxx,
10xx, 112) belong to services, not to people. Abroad is judged by its length (``phonenumbers``):
whether a number is assigned says nothing about whether someone typed theirs.
https://www.arcep.fr/la-regulation/grands-dossiers-thematiques-transverses/la-numerotation.html

>>> compact("06 39 98 12 34"), compact("+33 (0)6.39.98.12.34"), compact("0033 639981234")
('+33639981234', '+33639981234', '+33639981234')
>>> compact("+44 7700 900 123")
'+447700900123'
"""

import re
from collections.abc import Iterator
from operator import itemgetter

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer, fold
from recognizers.numbering import CERTAIN, plausibility

_SEP = "[ \u00a0\u202f\u2009.\\-/_]"
_S = _SEP + "{0,3}"
_COUNTRY = rf"\(?(?:\+{_SEP}?|00{_SEP}?)33\)?{_S}(?:\(0\){_S}|0{_SEP}?)?"
# Inside a lookahead, so that a date before a number does not use up its first digits. In order of
# preference: a number of France, one from abroad, one with a digit lost or doubled.
_FRENCH = re.compile(
    rf"(?<![\d+])(?=((?:{_COUNTRY}|\(0\){_SEP}?|[0Oo]{_SEP}?|33{_SEP}?)[1-79](?:{_S}\d){{8}})(?!\d))"
)
_PREFIX = rf"(?:\+{_SEP}?|00)"
_ABROAD = re.compile(rf"(?<![\d+])(?=({_PREFIX}[1-9](?:{_S}(?:\(0\){_S})?\d){{6,14}})(?!\d))")
_MISTYPED = re.compile(rf"(?<![\d+])(?=(0[1-79](?:{_SEP}?\d){{7}}(?:{_SEP}?\d\d)?)(?!\d))")

_DATE = re.compile(r"\d\d[ ./\-]\d\d[ ./\-](?:19|20)\d\d(?!\d)")
_REFERENCE = re.compile(
    r"(?:commande|dossier|facture|client|contrat|suivi|colis|ticket|ref(?:erence)?|article|serie"
    r"|code|abonne|compte|devis|sinistre|police|adherent)s?\b"
    r"[^\w\n]{0,4}(?:n|no|num|numero|est)?[^\w\n]{0,4}$"
)
# Digits that run up to a number, or on after it: it is part of something longer.
_RUN = re.compile(rf"\d{_SEP}$")
_GOES_ON = re.compile(rf"{_SEP}(?!0[1-79])\d{{2,}}(?![\dA-Za-z])(?! ?[A-Za-zÀ-ÿ])")
# A letter or two behind belong to a code; a whole word is a forgotten space.
_CODE_AFTER = re.compile(r"[^\W_](?![^\W\d_]{2})")
_INTERNATIONAL = re.compile(r"\(?(?:\+|00)")
_SHORTEST_ABROAD = 7  # with its country, its + not counted


def compact(number: str) -> str:
    """In international form, digits only after the +."""
    number = re.sub(r"^[Oo]", "0", number.replace("(0)", ""))
    digits = re.sub(r"\D", "", number)
    if "+" in number or digits.startswith("00"):
        return re.sub(r"^\+330", "+33", "+" + digits.removeprefix("00"))
    return "+33" + digits[-9:]


def _most_plausible(readings: list[str]) -> tuple[int, int]:
    """The length of the first of the most plausible ones, and how plausible it is.

    The tables are slow and asked no more than needed.
    """
    best, most = readings[0], 0
    for reading in readings:
        number = compact(reading)
        found = plausibility(number) if len(number) > _SHORTEST_ABROAD else 0
        if found > most:
            best, most = reading, found
        if most == CERTAIN:
            break
    return len(best), most


def _groups(value: str) -> tuple[int, ...]:
    """How many digits stand together."""
    return tuple(map(len, re.findall(r"[\dOo]+", value.replace("(0)", "0"))))


def _part_of_another(text: str, start: int, end: int, run: bool) -> bool:
    """Whether this is a date, or a piece of a longer number, whatever stands beside it."""
    value = text[start:end]
    if _DATE.match(value) or _CODE_AFTER.match(text, end):
        return True
    if _INTERNATIONAL.match(value):
        return False
    return bool(run or _GOES_ON.match(text, end)) and _groups(value) != (2,) * 5


class PhoneRecognizer(FrenchRecognizer):
    """Finds telephone numbers by their grouping, their country code or a label."""

    ENTITY = "PHONE_NUMBER"
    LABELS = re.compile(
        r"\btel\b|telephon|portable|\bport\b|mobile|\bfixe\b|\bnum(?:ero)?s?\b|\brapp?el|joindre"
        r"|joignable|\bappel|whats ?app|\bsms\b|\btexto|\bcontact|\bligne\b|\b(?:gsm|phone|fax)\b"
    )
    LABELLED = 0.95

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the telephone numbers of one text."""
        results: list[RecognizerResult] = []
        last = -1
        for start, end, plausible in sorted(self._numbers(text), key=itemgetter(0)):
            if start < last:
                continue
            run = start - 1 != last and bool(_RUN.match(text, max(0, start - 2), start))
            if _part_of_another(text, start, end, run):
                continue
            labelled = self.labelled(text, start, end)
            if score := self._rate(text, start, end, labelled, run, plausible):
                results.append(self._result(start, end, score, check=None, labelled=labelled))
                last = end
        return results

    @staticmethod
    def _numbers(text: str) -> Iterator[tuple[int, int, int | None]]:
        yield from ((*match.span(1), None) for match in _FRENCH.finditer(text))
        for match in _ABROAD.finditer(text):
            # « +44 7700 900 123 12 rue… »: give groups back until the length is right.
            gaps = [gap.start() for gap in re.finditer(_SEP + r"{1,3}\d", match[1])]
            readings = [match[1], *(match[1][:gap] for gap in gaps[:-4:-1])]
            length, plausible = _most_plausible(readings)
            yield match.start(1), match.start(1) + length, plausible
        yield from ((*match.span(1), None) for match in _MISTYPED.finditer(text))

    def _rate(
        self, text: str, start: int, end: int, labelled: bool, run: bool, plausible: int | None
    ) -> float:
        value = text[start:end]
        if text[start - 1 : start].isalnum() and not labelled:
            return 0.0
        if _INTERNATIONAL.match(value):
            if plausible is None:
                plausible = plausibility(compact(value))
            return self._rate_abroad(value, labelled, run, plausible)
        groups = _groups(value)
        if (run or _GOES_ON.match(text, end)) and not labelled:
            return 0.0
        if len(groups) == 1 and _REFERENCE.search(fold(text), max(0, start - 30), start):
            return 0.0
        if sum(groups) != 10 and not (sum(groups) == 11 and value.startswith("33")):
            return self.UNVERIFIED * labelled
        # Unlabelled, only as people group: 2-2-2-2-2, 3-3-4, « 33 6 39… », but not digit by digit.
        bare = 0.65 if len(groups) == 1 else 0.75 * (groups.count(1) <= value.startswith("33"))
        return self.LABELLED if labelled else bare

    def _rate_abroad(self, value: str, labelled: bool, run: bool, plausible: int) -> float:
        number = compact(value)
        if number.startswith("+338") or (run and value[0] == "0"):
            return 0.0
        # « TVX 0031 8874 209 »: two zeros alone say less than a plus.
        doubtful = value[0] == "0" and not labelled and not number.startswith("+33")
        if plausible > doubtful:
            return self.LABELLED if labelled else 0.85
        return self.UNVERIFIED * labelled
