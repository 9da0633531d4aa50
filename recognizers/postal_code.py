"""FR_POSTAL_CODE: code postal, the five digits alone.

Set by La Poste: the département (20 for Corsica, 97 and 98 overseas), then three digits. Five
digits are also amounts, orders and counters, so they are found only with what makes them a place:
the label, a capitalised name right after (« 69003 Lyon »), « à Lyon 69003 », or an address before.
https://www.data.gouv.fr/datasets/base-officielle-des-codes-postaux

>>> is_valid("69003"), is_valid("20000"), is_valid("97400"), is_valid("01000")
(True, True, True, True)
>>> is_valid("96000"), is_valid("00100"), is_valid("99123"), is_valid("6900")
(False, False, False, False)
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer, fold
from recognizers.labels import WINDOW_BEFORE
from recognizers.places import is_place, is_word

_CODE = r"(?:(?:0[1-9]|[1-8]\d|9[0-5])\d{3}|97[1-8]\d{2}|98[046-8]\d{2})"
_START = r"(?:(?<![\w\-/#])(?<!\d[.,])|(?<=\bF-))"
_SP = "[ \u00a0\u202f]"
_UNITS = "[€$%£]|(?:euros?|eur|ht|ttc|km|kms|kg|kwh|m2|m3|points?|pts|go|mo|fois|jours?|ans|h)\\b"
_END = rf"(?![0-9A-Za-z]|[.,]\d|{_SP}?(?i:{_UNITS})|{_SP}\d{{3}}(?!\d))"
_NAME = r"(?![A-Z]{2,3}\b)[A-ZÀ-ÖØ-Þ][^\W\d_]{1,30}"

_LABEL = re.compile(
    rf"(?i:code{_SP}?postal|\bcp|\bzip|\b(?:loc|hab|dom|adr)(?=\.))\b[^0-9\n]{{0,15}}?({_CODE}){_END}"
)
# « livré au 97419 », « je suis dans le 59110 »: a place by what is done there.
_AT = re.compile(
    rf"(?i:\b(?:livr|factur|habit|demeur|domicili|install|situ|loge|exp[ée]di|envoy|r[ée]sid)\w{{0,5}}"
    rf"{_SP}(?:au|dans{_SP}le|sur{_SP}le|en|vers{_SP}le)|\b(?:secteur|d[ée]partement){_SP}:?){_SP}?"
    rf"({_CODE}){_END}(?!{_SP}?\w{{2}})"
)
_THEN_NAME = re.compile(rf"{_START}({_CODE}){_END}(?={_SP}{{1,2}}(?:[LlDdNn]['’])?{_NAME})")
_AFTER_NAME = re.compile(
    rf"(?<!\w)(?:[àÀ]|sur|vers|habite){_SP}(?:L[aes]s?{_SP})?{_NAME}"
    r"(?:[ \-'’]{1,2}[^\W\d_]{1,20}){0,3}"
    rf"(?:,?{_SP}|{_SP}?\()({_CODE}){_END}"
)
_AFTER_TOWN = re.compile(
    rf"(?<![\w'’-])([^\W\d_]{{2,20}}(?:[ '’-][^\W\d_]{{2,20}}){{0,3}}),?{_SP}\(?({_CODE}){_END}"
)
# A cell of a row in which somebody's address or number stands too.
_CELL = re.compile(rf"(?<=[;|\t]){_SP}?({_CODE}){_SP}?(?=[;|\t\n]|\Z)")
_SOMEBODY = re.compile(r"[\w.-]@\w|(?<!\d)0\d(?:[ .]?\d\d){4}(?!\d)")
_ROW = 300
_BRACKETS = re.compile(rf"{_NAME}{_SP}?\(({_CODE})\)")
_LOOSE = re.compile(rf"{_START}({_CODE}){_END}(?=,?{_SP}{{1,2}}[^\W\d_]{{2}})")

# What stands before five digits that are not a place…
_REFERENCE = re.compile(
    r"(?:\bref(?:erence)?|commande|dossier|ticket|client|facture|contrat|article|produit|compteur"
    r"|index|code(?! ?postal)|\bbon|suivi|\blot|montant|total|\bn[°o]|numero|#)s?"
    r"[^\w\n]{0,3}(?:(?:n[°o]?|est|de)\b)?[^\w\n]{0,3}$"
)
# … and what begins a sentence after them.
_SENTENCE = frozenset(
    str.split(
        "avec bonjour bonsoir ca ce cet cette cordialement dans des donc elle elles est et il "
        "ils j je la le les m ma madame mais merci mes mme mon monsieur mr nous on ou pour sans "
        "un une vos votre vous"
    )
)
_ARTICLES = frozenset({"le", "la", "les"})


def is_valid(code: str) -> bool:
    """Whether its first digits are those of a département or territory."""
    return bool(re.fullmatch(_CODE, code))


def _after_towns(text: str) -> Iterator[tuple[int, int]]:
    """The codes behind a town of the lists: « Mérignac, 33700 », « jennifer le port 97420 »."""
    for match in _AFTER_TOWN.finditer(text):
        words = re.split(r"(?<=[ '’])", match[1])
        names = ("".join(words[i:]) for i in range(len(words)))
        if any(
            is_place(name) and (name[0].isupper() or " " in name or not is_word(name))
            for name in names
        ):
            yield match.span(2)


def _cells(text: str) -> Iterator[tuple[int, int]]:
    """The codes in rows without a heading: « Ferreira;Lucinda;0465710488;42600 »."""
    for match in _CELL.finditer(text):
        low = text.rfind("\n", max(0, match.start() - _ROW), match.start()) + 1
        high = text.find("\n", match.end(), match.end() + _ROW)
        row = text[max(low, match.start() - _ROW) : high if high > 0 else match.end() + _ROW]
        if _SOMEBODY.search(row):
            yield match.span(1)


class PostalCodeRecognizer(FrenchRecognizer):
    """Finds postal codes; near an address also before a town in lower case."""

    ENTITY = "FR_POSTAL_CODE"
    PATTERNS = (_LABEL, _AT, _AFTER_NAME, _BRACKETS, _THEN_NAME, _LOOSE)
    LABELS = re.compile(
        r"\brue\b|\bavenue\b|\bav\b|\bboulevard\b|\bbd\b|\ballee|\bimpasse\b|\bchemin\b|\broute\b"
        r"|\bplace\b|\bquai\b|\bcours\b|\bsquare\b|lotissement|residence|\bhameau\b|\blieu-?dit\b"
        r"|\badresse\b|\bhabit|\bdomicil|\bdemeur|code postal|\bcp\b|demenag|\bbp \d"
    )
    LABELLED = 0.85
    BARE = 0.65

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        folded = fold(text)
        seen = {*_after_towns(text), *_cells(text)}
        yield from sorted(seen)
        for pattern in self.PATTERNS:
            for match in pattern.finditer(text):
                span = match.span(1)
                if span not in seen and self._place(pattern, folded, *span):
                    seen.add(span)
                    yield span

    def _place(self, pattern: re.Pattern[str], folded: str, start: int, end: int) -> bool:
        if pattern in (_LABEL, _AT, _AFTER_NAME):
            return True
        if _REFERENCE.search(folded[max(0, start - 40) : start]):
            return False
        words = re.findall(r"[^\W\d_]+", folded[end : end + 25])[:2] or [""]
        named = words[0] not in _SENTENCE or (words[0] in _ARTICLES and pattern is _THEN_NAME)
        address = self.LABELS.search(folded, max(0, start - WINDOW_BEFORE), start)
        return pattern is _BRACKETS or (named and (pattern is not _LOOSE or bool(address)))
