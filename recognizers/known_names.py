r"""Known persons in a text: the names of a customer's file, of the speakers, of the other messages.

A name is found whole in any order, its surname or a given name alone, with initials, glued
together, spelt letter by letter, in any case, with one letter wrong where it has five or more. A
part that is a word too (Rose, Petit) needs its capital inside a sentence, or another part or a
civility beside it.

>>> known = KnownNames(["M. Camille DURAND", "Rose Petit"], [])
>>> text = "c durand, mme petit: un petit souci, Durandt ? c'est durand camille ! cdurand\nC.D."
>>> [(text[start:end], score) for start, end, score in known.find(text)]
... # doctest: +NORMALIZE_WHITESPACE
[('c durand', 0.85), ('petit', 0.85), ('Durandt', 0.7), ('durand camille', 0.95),
 ('cdurand', 0.85), ('C.D.', 0.7)]
"""

import re
from collections.abc import Iterable, Iterator

from recognizers.known_words import Words, words
from recognizers.name_index import NameIndex
from recognizers.name_words import common
from recognizers.words import CIVILITIES, PARTICLES

Span = tuple[int, int, float]

WHOLE, PART, FUZZY = 0.95, 0.85, 0.7
#: The same for names that only the texts or the speakers tell of.
HEARD_WHOLE, HEARD, HEARD_FUZZY = 0.75, 0.6, 0.45
_JOINERS = 3
_TYPO_LETTERS = 5
# Initials that are words: post-scriptum, nota bene.
_LOCUTIONS = frozenset(("ps", "nb", "cv", "rv"))
# What stands between an initial and a name.
_CLOSE = frozenset(("", " ", "\u00a0", ".", ". ", "-", ".-", "_", "’", "--"))
_ENDS = frozenset(("", "\n", ".", ",", ";", ")", "!", "?", ":", "<", "»", '"'))
_SENTENCE_START = re.compile(r"(?:\A|[.!?…:\n>»)*•-][ \n\u00a0]{0,3})\Z")


class KnownNames:
    """Names to find in texts.

    Args:
        sure: Names of persons, as a file has them.
        heard: Names from the texts themselves or of speakers: only words that are names count.
    """

    def __init__(self, sure: Iterable[str], heard: Iterable[str]) -> None:
        self._index = NameIndex(sure, heard)

    def find(self, text: str) -> Iterator[Span]:
        """The known names in a text: span and score."""
        if not self._index.parts:
            return
        line = words(text)
        hits = self._hits(line)
        for group in self._groups(line, sorted(hits)):
            first, last = self._stretched(line, hits, group)
            alone = len(group) == 1 and (first, last) == (group[0], group[0])
            if not alone or not common(line.words[first].key) or _stands_out(line, first):
                yield self._rated(line, [hits[i] for i in group], first, last)
        yield from self._letters(line)

    def _hits(self, line: Words) -> dict[int, str]:
        """The words that are a part of a name, each with the part that it is or is meant for."""
        hits: dict[int, str] = {}
        near: dict[int, str] = {}
        for word, places in line.places.items():
            if self._index.has(word):
                hits.update(dict.fromkeys(places, word))
            elif meant := self._index.meant(word):
                sure = min(len(word), len(meant)) >= _TYPO_LETTERS
                (hits if sure else near).update(dict.fromkeys(places, meant))
        # « SALGADO-RUIS »: beside another part, four letters are enough.
        for i, meant in near.items():
            beside = (i - 1 in hits and line.beside(i - 1, i)) or (
                i + 1 in hits and line.beside(i, i + 1)
            )
            if beside:
                hits[i] = meant
        return hits

    def _groups(self, line: Words, hits: list[int]) -> Iterator[list[int]]:
        """The hits that stand together, particles and initials between them at most."""
        group: list[int] = []
        for i in hits:
            between = range(group[-1] + 1, i) if group else range(0)
            together = (
                group
                and len(between) <= _JOINERS
                and all(line.words[j].key in self._index.joiners for j in between)
                and all(line.beside(j - 1, j) for j in range(group[-1] + 1, i + 1))
            )
            if group and not together:
                yield group
                group = []
            group.append(i)
        if group:
            yield group

    def _stretched(self, line: Words, hits: dict[int, str], group: list[int]) -> tuple[int, int]:
        """The first and last word of a group, its particles and initials included."""
        first, last = group[0], group[-1]
        while first and self._belongs(line, first - 1, hits[group[0]], before=True):
            first -= 1
        while last + 1 < len(line.words) and self._belongs(
            line, last + 1, hits[group[-1]], before=False
        ):
            last += 1
        return first, last

    def _belongs(self, line: Words, i: int, part: str, *, before: bool) -> bool:
        """Whether the word beside a group is a particle, a short name or an initial of it."""
        left = i if before else i - 1
        word, inner = line.words[i], line.words[i + 1 if before else i - 1].key
        gap = line.text[line.words[left].end : line.words[left + 1].start].replace("'", "’")
        if gap not in _CLOSE:
            return False
        pairs = {(word.key, other) if before else (other, word.key) for other in (inner, part)}
        if not self._index.pairs.isdisjoint(pairs) and (before or word.key not in PARTICLES):
            return True
        after = line.text[word.end : word.end + 1].replace("'", "’")
        if word.key not in self._index.initials.get(part, ()) or "’" in gap + after:
            return False
        if before:
            return _begins(line, i)
        upper = line.text[word.start : word.end].isupper()
        return "." not in gap.rstrip(".") and (upper or (gap == " " and after in _ENDS))

    def _rated(self, line: Words, meant: list[str], first: int, last: int) -> Span:
        found = {line.words[i].key for i in range(first, last + 1)}
        exact = all(part in found for part in meant)
        sure = any(self._index.sure(part) for part in meant)
        whole, part, fuzzy = (WHOLE, PART, FUZZY) if sure else (HEARD_WHOLE, HEARD, HEARD_FUZZY)
        start, end = line.words[first].start, line.words[last].end
        if last > first and len(line.words[last].key) == 1 and line.text[end : end + 1] == ".":
            end += 1
        if not exact:
            return start, end, fuzzy
        return start, end, whole if self._index.whole(meant[0], found) else part

    def _letters(self, line: Words) -> Iterator[Span]:
        """Initials with their dots, and names letter by letter."""
        for first, last in _single_letters(line):
            start, end = line.words[first].start, line.words[last].end
            letters = "".join(line.words[i].key for i in range(first, last + 1))
            if len(letters) == 2:
                dotted = line.text[start + 1] == "." and line.text[start:end].isupper()
                dotted = dotted and line.text[end : end + 1] not in ("'", "’")
                if dotted and letters in self._index.signatures and letters not in _LOCUTIONS:
                    yield start, end + (line.text[end : end + 1] == "."), FUZZY
            elif self._index.spells(letters):
                yield start, end, PART


def _begins(line: Words, i: int) -> bool:
    """Whether the initial before a name is one: « à Durand », « M. Durand » have none."""
    word, text = line.words[i], line.text
    letter = text[word.start : word.end]
    if not letter.isascii() or letter in ("a", "y"):
        return False
    if letter == "M":
        # « M. Hoarau » as a signature, where he is called Marc
        after = text[word.end : word.end + 40].split("\n")[0].split("<")[0]
        return (
            text[max(0, word.start - 1) : word.start] in ("", "\n", ">")
            and len(after) < 25
            and "," not in after
        )
    return True


def _single_letters(line: Words) -> Iterator[tuple[int, int]]:
    """Runs of two single letters or more: the first and the last."""
    first = None
    for i, word in enumerate(line.words):
        single = len(word.key) == 1 and word.end == word.start + 1
        if first is not None and (not single or not line.beside(i - 1, i)):
            if i - first > 1:
                yield first, i - 1
            first = None
        if single and first is None:
            first = i
    if first is not None and len(line.words) - first > 1:
        yield first, len(line.words) - 1


def _stands_out(line: Words, i: int) -> bool:
    """Whether a word that is no name by itself has a civility, or a capital that says something."""
    word, text = line.words[i], line.text
    if i and line.words[i - 1].key in CIVILITIES and line.beside(i - 1, i):
        return True
    if not text[word.start].isupper() or _SENTENCE_START.search(
        text[max(0, word.start - 4) : word.start]
    ):
        return False
    around = [line.words[j] for j in (i - 1, i + 1) if 0 <= j < len(line.words)]
    flat = text[word.start : word.end].isupper() and any(
        w.end - w.start > 1 and text[w.start : w.end].isupper() for w in around
    )
    return not flat
