"""FR_ADDRESS: a postal address as one span, from « chez M. X » to CEDEX.

The standard NF Z10-011 and La Poste's rules order the parts: recipient's place (résidence,
bâtiment, étage), number and street, lieu-dit or box, postcode and town. People write them on one
line or four, with or without commas, capitals, postcode. A number, a type of street and a name are
an address alone; without a number a postcode must follow, so that « la boutique de la rue
Nationale » stays a topic. The parts around are taken in as far as they are parts.
https://www.laposte.fr/conseils-pratiques/bien-rediger-l-adresse-d-une-lettre-ou-d-un-colis

>>> def found(text): return [text[start:end] for start, end, _ in addresses(text)]
>>> found("Adresse : 14 bis rue des Lilas, bât. C, 69003 Lyon. Merci")
['14 bis rue des Lilas, bât. C, 69003 Lyon']
>>> found("slt j habite 12 rue des lilas 69003 lyon mtn")
['12 rue des lilas 69003 lyon']
>>> found("Lieu-dit Kerguelen, 29710 Plonéour-Lanvern")
['Lieu-dit Kerguelen, 29710 Plonéour-Lanvern']
>>> found("3 place de parking rue Nationale, 12 rue, 2 cours de yoga")
[]
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Literal, NamedTuple

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.address_chain import chains
from recognizers.address_words import (
    ASIDE,
    BARE,
    BOX,
    COMPLEMENT,
    CUE,
    DELIMITER,
    GAP,
    HAMLET,
    NUMBERED,
    POSTCODE,
    SEGMENT,
    THINGS,
)
from recognizers.base import FrenchRecognizer, fold
from recognizers.street_name import StreetName
from recognizers.town import town_end

_PARTS = 7  # behind a street, at most
_LOOK, _SEGMENT = 90, 45
COMPLETE, WITH_TOWN, STREET, WITHOUT_NUMBER, HAMLET_ALONE = 0.95, 0.9, 0.8, 0.7, 0.5
BY_SHAPE = 0.5
_CAPITALS = r"[A-ZÀ-Ý][\w'’-]*(?: (?:de |du |des |la )?[A-ZÀ-Ý][\w'’-]*){0,3}"
_ARTICLE = re.compile(rf"(?:L[ea]s? |L['’]){_CAPITALS}")
# A hamlet between commas, before a postcode; and what stands right behind « adresse : ».
_NAMED = re.compile(rf"(?:L[ea]s? |L['’])?{_CAPITALS}(?=,? ?\n? ?\d{{5}}(?!\d))")
_LABELLED = re.compile(r"(?:adresse[^:\n]{0,25}|demeurant|domicile|domicilie\w?) ?:? ?$")
_HOUSE = re.compile(
    rf"(?:(?<=\n)|(?<=[,:] )|\A)((?:L[ea]s? |L['’]){_CAPITALS}),? ?\n?(?=[ \n]?\d{{5}} [A-ZÀ-Ý])"
)


def addresses(text: str) -> list[tuple[int, int, float]]:
    """Spans and scores of the addresses of one text, in order, without overlap."""
    folded = fold(text)
    found: list[tuple[int, int, float]] = []
    low = 0
    for start, end, score in sorted(_cores(text, folded), key=itemgetter(0)):
        if start < low:
            continue
        if found and found[-1][2] == HAMLET_ALONE and GAP.fullmatch(folded, low, start):
            found[-1] = (found[-1][0], end, score)
            low = end
            continue
        first = _left(text, folded, low, start)
        found.append((first, end, score))
        low = end
    return _joined(found, chains(text, folded))


def _joined(
    found: list[tuple[int, int, float]], shaped: Iterable[tuple[int, int]]
) -> list[tuple[int, int, float]]:
    """The addresses, and those by shape alone; what overlaps is one."""
    joined: list[tuple[int, int, float]] = []
    for start, end, score in sorted([*found, *((*span, BY_SHAPE) for span in shaped)]):
        if joined and start < joined[-1][1]:
            first, last, best = joined.pop()
            joined.append((first, max(last, end), max(best, score)))
        else:
            joined.append((start, end, score))
    return joined


def _cores(text: str, folded: str) -> Iterator[tuple[int, int, float]]:
    """Addresses from their number, type or box on."""
    right = _Right(text, folded)
    for match in NUMBERED.finditer(folded):
        name = StreetName(text, folded, match.end())
        kind = match.lastgroup
        if kind == "nameless":
            name.end = match.end()
        elif (
            not name.words
            or name.words[0] in THINGS
            or (kind == "place" and not _is_place(folded, match.start(), name))
        ):
            continue
        end, complete, town = right.end(name.end)
        if kind != "nameless" or town:
            yield match.start(), end, COMPLETE if complete else WITH_TOWN if town else STREET
    yield from _unnumbered(text, folded, right)


def _unnumbered(text: str, folded: str, right: "_Right") -> Iterator[tuple[int, int, float]]:
    """Addresses without a number: hamlets, boxes, streets before a postcode."""
    for match in _HOUSE.finditer(text):
        end, complete, _ = right.end(match.end(1))
        if complete:
            yield match.start(1), end, WITHOUT_NUMBER
    for match in itertools.chain(BARE.finditer(folded), BOX.finditer(folded)):
        name = StreetName(text, folded, match.end())
        stop = name.end if name.words else match.end()
        end, complete, _ = right.end(stop)
        if complete and (name.capital or match.re is BOX or name.words):
            yield match.start(), end, WITHOUT_NUMBER
        elif HAMLET.match(folded, match.start()) and name.capital:
            yield match.start(), name.end, HAMLET_ALONE


def _is_place(folded: str, start: int, name: StreetName) -> bool:
    """Whether « place », « cours »… after a number is a street and no thing that is counted."""
    return name.capital or name.ahead or bool(CUE.search(folded, max(0, start - 45), start))


class _Part(NamedTuple):
    """One part of an address behind its street."""

    end: int
    kind: Literal["code", "town", "code and town", "complement", "aside"]


class _Right:
    """What stands behind streets; each part is read once, however many streets lead to it."""

    def __init__(self, text: str, folded: str) -> None:
        self._text, self._folded = text, folded
        self._parts: dict[int, _Part | None] = {}

    def end(self, position: int) -> tuple[int, bool, bool]:
        """Where an address ends behind its street; whether a postcode, whether a town ends it."""
        end = position
        for _ in range(_PARTS):
            if position not in self._parts:
                self._parts[position] = self._part(position)
            part = self._parts[position]
            if part is None:
                break
            if "code" in part.kind or "town" in part.kind:
                return part.end, "code" in part.kind, "town" in part.kind
            position = part.end
            if part.kind == "complement":
                end = position
        return end, False, False

    def _part(self, position: int) -> _Part | None:
        text, folded = self._text, self._folded
        gap = GAP.match(folded, position)
        begin = gap.end() if gap else position
        code = POSTCODE.match(folded, begin + (folded[begin : begin + 1] in (";", "(")))
        if code:
            town = town_end(text, folded, code.end(), coded=True)
            return _Part(town, "code and town") if town else _Part(code.end(), "code")
        if begin > position and (town := town_end(text, folded, begin, coded=False)):
            after = GAP.match(folded, town)
            where = after.end() if after else town
            bracket = folded[where : where + 1] == "("
            code = POSTCODE.match(folded, where + bracket)
            if not code:
                return _Part(town, "town")
            if bracket:
                closed = code.end() + (folded[code.end() : code.end() + 1] == ")")
                return _Part(closed, "code and town")
            town = town_end(text, folded, code.end(), coded=True) or code.end()
            return _Part(town, "code and town")
        part = COMPLEMENT.match(folded, begin)
        if part and (length := _cut(part[0])):
            return _Part(begin + length, "complement")
        aside = (
            ASIDE.match(folded, begin) or _NAMED.match(text, begin) or _ARTICLE.match(text, begin)
        )
        return _Part(aside.end(), "aside") if aside else None


def _cut(part: str) -> int:
    """The length of a part up to the postcode or the sentence's end inside it."""
    code = POSTCODE.search(part)
    stop = re.search(r"[.!?] [a-z]{3}", part[6:])
    length = min(code.start() if code else len(part), stop.start() + 6 if stop else len(part))
    return len(part[:length].rstrip(" ,-.>"))


def _left(text: str, folded: str, low: int, start: int) -> int:
    """Where an address begins before its street: résidence, bâtiment or c/o."""
    for _ in range(5):
        floor = max(low, start - _LOOK)
        before = folded[floor:start].rstrip(" >")
        marks = list(DELIMITER.finditer(before + " "))
        if not marks or marks[-1].end() < len(before) or marks[-1][0][0] in ";:|":
            break
        begin = marks[-2].end() if len(marks) > 1 else 0
        if begin == 0 and floor > low:
            break
        segment = before[begin : marks[-1].start()]
        begin += len(segment) - len(segment.lstrip(" >-–"))
        segment = segment.strip(" >-–")
        part = SEGMENT.fullmatch(segment)
        if part:
            start = floor + begin + part.start(part.lastindex or 0)
        elif _ARTICLE.fullmatch(text, floor + begin, floor + begin + len(segment)):
            start = floor + begin
        elif _labelled(folded, floor + begin, segment):
            start = floor + begin
            break
        else:
            break
    return start


def _labelled(folded: str, begin: int, segment: str) -> bool:
    """Whether a segment is the first of an address because a label stands before it."""
    short = 2 < len(segment) < _SEGMENT and not any(map(str.isdigit, segment))
    return short and bool(_LABELLED.search(folded, max(0, begin - 40), begin))


class AddressRecognizer(FrenchRecognizer):
    """Finds postal addresses."""

    ENTITY = "FR_ADDRESS"

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the addresses of one text."""
        return [
            self._result(start, end, score, check=None, labelled=score >= WITH_TOWN)
            for start, end, score in addresses(text)
        ]
