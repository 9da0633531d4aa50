"""A known postal address in a text: its street line, its postcode and town, its other lines.

Customers write « r. » for « rue », « bd » for « boulevard », leave out « des », mistype the name of
the street, or give the street without the number. The word of the street's name that says most is
looked up, the rest is read around it.

>>> text = "j'habite au 14bis r des lila, c'est a LYON 69003. Place des lilas on a rien reçu"
>>> [(text[start:end], score) for start, end, score in
...  address(text, "14 bis rue des Lilas, Appt 12, 69003 Lyon")]
[('14bis r des lila', 0.7), ('LYON 69003', 0.85)]
"""

import re
from collections.abc import Iterator, Sequence

from recognizers.known_words import Words, keys, sequence, words
from recognizers.name_words import common
from recognizers.typos import near

Span = tuple[int, int, float]

EXACT, PART, FUZZY = 0.95, 0.85, 0.7
_TYPES = {
    form: name
    for name, forms in {
        "allee": "allee allees all",
        "avenue": "avenue av ave",
        "boulevard": "boulevard bd bld blvd bvd boul",
        "chaussee": "chaussee chee",
        "chemin": "chemin ch che chem",
        "cite": "cite",
        "cour": "cour cours crs",
        "faubourg": "faubourg fbg fg",
        "hameau": "hameau ham",
        "impasse": "impasse imp",
        "lieu": "lieu",
        "lotissement": "lotissement lot lotis",
        "montee": "montee mte",
        "passage": "passage pass psg",
        "place": "place pl plce",
        "promenade": "promenade prom",
        "quai": "quai",
        "residence": "residence res resid",
        "route": "route rte",
        "rue": "rue r",
        "ruelle": "ruelle",
        "sentier": "sentier sente",
        "square": "square sq",
        "villa": "villa",
        "voie": "voie",
        "zone": "zone za zi zac",
    }.items()
    for form in forms.split()
}
_SAME = {"st": "saint", "ste": "sainte", "dr": "docteur", "gal": "general", "mal": "marechal"}
_SAME |= {"pdt": "president", "prof": "professeur", "cdt": "commandant", "cap": "capitaine"}
_LITTLE = frozenset(str.split("a au aux d de des du en et l la le les sur sous"))
_REPEATED = frozenset(("bis", "ter", "quater"))
_TOWN_END = frozenset(("cedex", "france"))
_MIN_TYPO, _MIN_ALONE, _REACH = 5, 5, 8


def address(text: str, value: str) -> Iterator[Span]:
    """Find a known address in a text: spans and scores."""
    line = words(text)
    for part in re.split(r"[\n,;|]+| - ", value):
        known = keys(part)
        at = next((i for i, key in enumerate(known) if len(key) == 5 and key.isdigit()), len(known))
        yield from _place(line, known[at:])
        street = known[:at]
        if any(key in _TYPES for key in street):
            yield from _Street(line, street).find()
        elif len(street) > 1 and sum(map(len, street)) >= _MIN_ALONE:
            yield from ((*span, PART) for span in sequence(line, street))


def _place(line: Words, known: Sequence[str]) -> Iterator[Span]:
    """Postcode and town in both orders; each alone where it is no other word."""
    town = [key for key in known[1:] if key not in _TOWN_END]
    for key in known[:1]:
        both = (*sequence(line, [key, *town]), *sequence(line, [*town, key])) if town else ()
        found = both or tuple(sequence(line, [key]))
        yield from ((*span, PART) for span in found)


class _Street:
    """A street line as it is searched for: number, type and name."""

    def __init__(self, line: Words, known: Sequence[str]) -> None:
        at = next(i for i, key in enumerate(known) if key in _TYPES)
        self._line = line
        self._type = _TYPES[known[at]]
        self._number = next((key for key in known[:at] if key.isdigit()), None)
        self._name = [_SAME.get(k, k) for k in known[at + 1 :] if k not in _LITTLE]
        self._name = self._name or [_SAME.get(k, k) for k in known[at + 1 :]]

    def find(self) -> Iterator[Span]:
        """The places of the street."""
        if not self._name:
            return
        anchor = max(self._name, key=len)
        found = (p for key, p in self._line.places.items() if self._is(key, anchor))
        end = -1
        for i in sorted(i for places in found for i in places):
            span = self._around(i) if i > end else None
            if span:
                first, end, score = span
                yield self._line.words[first].start, self._line.words[end].end, score

    def _is(self, key: str, wanted: str) -> bool:
        if _SAME.get(key, key) == wanted:
            return True
        typo = (
            min(len(key), len(wanted)) >= _MIN_TYPO - 1 and max(len(key), len(wanted)) >= _MIN_TYPO
        )
        return typo and not common(key) and near(key, wanted)

    def _around(self, anchor: int) -> tuple[int, int, float] | None:
        """The words around the longest one of the name: first, last, score."""
        left = dict.fromkeys(self._name)
        exact = self._take(left, self._line.words[anchor].key)
        last, well_spelt = self._rightwards(anchor, left)
        exact = exact and well_spelt
        first = anchor
        while self._reaches(first - 1, anchor) and self._wanted(left, self._key(first - 1)):
            first -= 1
            exact = self._take(left, self._key(first)) and exact
        first, kind, number = self._head(first, anchor)
        if left or not (kind or number):
            return None
        return first, last, FUZZY if not exact else EXACT if number else PART

    def _key(self, i: int) -> str:
        return self._line.words[i].key

    def _reaches(self, i: int, anchor: int) -> bool:
        """Whether a word is near, and nothing but marks parts it from the one nearer."""
        if not 0 <= i < len(self._line.words) or abs(i - anchor) > _REACH:
            return False
        return self._line.beside(i, i + 1) if i < anchor else self._line.beside(i - 1, i)

    def _rightwards(self, anchor: int, left: dict[str, None]) -> tuple[int, bool]:
        """The last word of the name, and whether what follows the anchor is spelt right."""
        last = at = anchor
        exact = True
        while self._reaches(at + 1, anchor):
            at += 1
            if self._wanted(left, self._key(at)):
                exact = self._take(left, self._key(at)) and exact
                last = at
            elif self._key(at) not in _LITTLE:
                break
        return last, exact

    def _head(self, name: int, anchor: int) -> tuple[int, bool, bool]:
        """The first word of the line, and whether its type and its number stand there."""
        first = at = name
        kind = number = False
        while not number and self._reaches(at - 1, anchor):
            at -= 1
            key = self._key(at)
            if not kind and _TYPES.get(key) == self._type:
                kind, first = True, at
            elif key == self._number:
                number, first = True, at
            elif key not in (_REPEATED if kind else _LITTLE | _REPEATED) and len(key) > 1:
                break
        return first, kind, number

    def _wanted(self, left: dict[str, None], key: str) -> bool:
        return any(self._is(key, wanted) for wanted in left)

    def _take(self, left: dict[str, None], key: str) -> bool:
        """Cross a word of the name off; whether it is spelt right."""
        taken = next(wanted for wanted in left if self._is(key, wanted))
        del left[taken]
        return _SAME.get(key, key) == taken
