"""DATE_OF_BIRTH: the date beside « né le », « née le », « date de naissance », « DDN ».

A date alone is not one of birth: the label must stand at most 25 characters before it. The day
comes first; the year may have two digits or be missing; after a label even 120385 is a date.
« ne » without its accent is a label only right before « le » and the date.
https://eur-lex.europa.eu/eli/reg/2016/679/oj (a date of birth is personal data)

>>> [m[1] for m in PATTERN.finditer("Mme D., née à Lyon le 1er avril 90, DDN enfant : 12/03/2015")]
['1er avril 90', '12/03/2015']
>>> PATTERN.search("je ne le reçois que le 12/03/2024") is None
True
"""

import re
from collections.abc import Iterator

from recognizers.base import AFTER, FrenchRecognizer, fold
from recognizers.name_words import given, key

_SP = "[ \u00a0\u202f]"
_SEP = rf"(?:{_SP}?[/.\-]{_SP}?|{_SP})"
_MONTH = (
    r"(?:janv(?:ier)?|f[ée]v(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:l?et)?|ao[uû]t"
    r"|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\b\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_DATE = (
    rf"(?:(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}{_YEAR}"
    rf"|(?:\d{{1,2}}|[lIO]\d)(?:er)?{_SP}{{0,2}}{_MONTH}(?:{_SP}{{0,2}}{_YEAR})?"
    rf"|\d{{1,2}}{_SP}du{_SP}\d{{1,2}}(?:{_SP}{_YEAR})?"
    rf"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d"
    rf"|\d{{1,2}}[/.\-]\d{{1,2}})"
)
_LABEL = (
    r"(?:\bnée?s?\b|\bnée?[(·.\-]e\)?|\bnees?\b|\bne\(e\)|naissance\b|\bddn\b|\bd\.d\.n"
    r"|\bdob\b|\bborn\b)"
)
PATTERN = re.compile(
    rf"(?:{_LABEL}(?:{_SP}(?:[àa]|au|en){_SP}[^\d]{{1,40}}?\ble\b)?[^\d]{{0,25}}?"
    rf"|\bne{_SP}(?:le{_SP})?)({_DATE}){AFTER}(?![/.\-]\d)",
    re.IGNORECASE,
)
_BORN_IN = re.compile(
    rf"\bn[ée]e?(?:\(e\))?{_SP}(?:[àa]{_SP}[^\d]{{1,40}}?)?en{_SP}((?:{_MONTH}{_SP})?(?:19"
    rf"|20)\d\d){AFTER}",
    re.IGNORECASE,
)
# Papers, leave and presents are about a birth, but their date is not it.
_ABOUT = re.compile(
    r"(?:acte|extrait|prime|conge|cadeau|faire[ -]part|liste|declaration|certificat)s?"
    r" (?:d'acte )?(?:de |d'|a la )?naissance[^\d]{0,25}$"
    r"|(?:surven|deced|mariee?|divorcee?|inscrite?)\w* (?:le|depuis le) $"
)


# « le trois avril mil neuf cent trente-six », as notaries write and people dictate it.
_COUNT = (
    r"(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingts?|trente|quarante|cinquante|soixante|septante|octante|nonante|et)"
)
IN_WORDS = (
    rf"(?:(?:premier|{_COUNT}(?:[ -]{_COUNT}){{0,2}}|\d{{1,2}}){_SP}{_MONTH}{_SP})?"
    rf"(?:(?:mil(?:le)?|dix)[ -]neuf[ -]cents?|deux[ -]mille)(?:[ -]{_COUNT}){{0,5}}\b"
)
_WORDED = re.compile(rf"(?:{_LABEL}|\best de\b)[^\d\n]{{0,25}}?\b({IN_WORDS})", re.IGNORECASE)
# « Vasseur Romane — 3 déc. 2010 », « TOUSSAINT   Éloi   22/07/2015 »: a line of a list of people.
_IN_LIST = re.compile(
    rf"(?:[,;|(—–]{_SP}{{0,3}}|{_SP}{{2,9}}|{_SP}-{_SP})((?:(?:19[2-9]|20[01])\d-\d\d-\d\d"
    rf"|\d{{1,2}}[/.]\d{{1,2}}[/.](?:19[2-9]|20[01])\d"
    rf"|\d{{1,2}}(?:er)?{_SP}{_MONTH}{_SP}(?:19[2-9]|20[01])\d)){AFTER}(?![/.\-]\d)",
    re.IGNORECASE,
)
# « Mme Da Costa, 14.02.81, divorcée »: an agent's note.
_CIVIL = re.compile(
    rf"[,;(]{_SP}((?:{_DATE})),?{_SP}(?=(?:divorc|mari[ée]|c[ée]lib|pacs|veu[fv]|s[ée]par[ée]"
    rf"|concubin"
    r"|en couple|union libre|\d{1,2} enfants?|sans enfant|nationalit|fran[çc]aise?\b))",
    re.IGNORECASE,
)
# Further dates in the sentence of one: « né le 3/11/1958, 7/4/1963 pour mon oncle ».
_ANOTHER = re.compile(
    rf"[^\d\n.;!?]{{1,30}}(\d{{1,2}}[/.]\d{{1,2}}[/.](?:19[2-9]|20[01])\d){AFTER}(?={_SP}(?:pour"
    rf"|et|,))"
)
_CAPITAL = re.compile(r"[A-ZÀ-Ý][^\W\d_]+")
_HAPPENED = re.compile(
    r"\d{4}|(?<![^\W_])(?:factur|contrat|command|sign|instal|achat|achet|livr|version|garanti"
    r"|depuis|constat|sinistr|courrier|dece|mort|marie|releve|pose|vers|mail|appel|rdv|visite"
    r"|compteur|modele|vehicule|envo|recu|fait a)"
)
_KNOWN = 100
_LINE = 90


def _listed(text: str) -> Iterator[tuple[int, int]]:
    """The dates that stand behind a name in a line of a list."""
    for match in _IN_LIST.finditer(text):
        low = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _LINE)
        before = text[low : match.start()]
        named = any(given(key(word[0])) >= _KNOWN for word in _CAPITAL.finditer(before))
        if named and not _HAPPENED.search(fold(before)):
            yield match.span(1)


class DateOfBirthRecognizer(FrenchRecognizer):
    """Finds dates of birth by the label inside the pattern."""

    ENTITY = "DATE_OF_BIRTH"
    PATTERNS = (PATTERN, _BORN_IN, _WORDED, _CIVIL)
    BARE = 0.9

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            if not _ABOUT.search(fold(text)[max(0, start - 70) : start]):
                yield start, end
                if another := _ANOTHER.match(text, end):
                    yield another.span(1)
        yield from _listed(text)
