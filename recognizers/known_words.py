"""The words of a text and of a known value, to compare them: what a customer's file says, as typed.

A word is a run of letters or of digits, folded; what stands between two words of one value is a
space, a hyphen, a dot and the like, never a new line. Each word is looked up once, so the time
grows with the text.

>>> text = words("tjs chez Le-Goff  & fils, ou camille durand arobase example point org")
>>> list(sequence(text, keys("Le Goff & Fils")))
[(9, 24)]
>>> list(sequence(text, keys("camille.durand@example.org"), MAIL_WORDS))
[(29, 69)]
"""

import functools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from recognizers.base import fold
from recognizers.gazetteers import key_of_folded

_WORD = re.compile(r"[^\W\d_]+|\d+")
_BETWEEN = frozenset(" \u00a0\u202f'’-.,_/()&+@:")
_GAP = 4
#: What people write for the marks of an e-mail address.
MAIL_WORDS = frozenset(str.split("arobase arobas at chez dot point tiret underscore du bas"))
_SKIPPED = 3
_LONGEST = 16


class Word(NamedTuple):
    """A word of a text: its place, and how it is compared."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text, its words, and where each word stands among them."""

    text: str
    words: tuple[Word, ...]
    places: dict[str, list[int]]

    def beside(self, left: int, right: int) -> bool:
        """Whether only marks that may stand inside a value part two words that follow."""
        gap = self.text[self.words[left].end : self.words[right].start]
        return len(gap) <= _GAP and _BETWEEN.issuperset(gap)


@functools.lru_cache(maxsize=8)
def words(text: str) -> Words:
    """Cut a text into words."""
    folded = fold(text)
    found = tuple(
        Word(match.start(), match.end(), key_of_folded(match[0]))
        for match in _WORD.finditer(folded)
    )
    places: dict[str, list[int]] = {}
    for i, word in enumerate(found):
        places.setdefault(word.key, []).append(i)
    return Words(text, found, places)


def keys(value: str) -> tuple[str, ...]:
    """The words of a value as they are compared."""
    return tuple(key_of_folded(match[0]) for match in _WORD.finditer(fold(value)))


def sequence(
    text: Words, wanted: Sequence[str], skipped: Collection[str] = ()
) -> Iterator[tuple[int, int]]:
    """The places of some words in a row; a few of ``skipped`` may stand between two of them."""
    if not wanted or len(wanted) > _LONGEST:
        return
    end = -1
    for first in text.places.get(wanted[0], ()):
        if first <= end:
            continue
        last = _follow(text, first, wanted, skipped)
        if last is not None:
            end = last
            yield text.words[first].start, text.words[last].end


def _follow(text: Words, first: int, wanted: Sequence[str], skipped: Collection[str]) -> int | None:
    """The last word of the row that begins at a word, or None if it breaks off."""
    at, left = first, _SKIPPED
    for key in wanted[1:]:
        left = _SKIPPED
        while True:
            at += 1
            if at == len(text.words) or not text.beside(at - 1, at):
                return None
            if text.words[at].key == key:
                break
            left -= 1
            if left < 0 or text.words[at].key not in skipped:
                return None
    return at
