"""PERSON again: every further mention of a name that was found in the same text.

A surname or a given name alone, in any case; with one letter wrong, where it has five or more;
spelt out, letter by letter; and the names in the local part of an e-mail address, where they stand
elsewhere in the text.

>>> from recognizers.name_line import coded
>>> text = "M. Belhadj attend. appeler belhadj ou Belhaj (B E L H A D J), z.vasseur@example.org"
>>> text += " c'est Vasseur"
>>> [text[start:end] for start, end, _ in mentions(text, coded(text), [(3, 10, 0.8)])]
['belhadj', 'Belhaj', 'Vasseur', 'B E L H A D J']
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from recognizers.base import fold
from recognizers.gazetteers import key_of_folded
from recognizers.name_line import Coded, Word
from recognizers.name_words import common, key, surname

_MENTION, _TYPO, _HINT = 0.5, 0.4, 0.45
_LOCAL = re.compile(r"(?<![\w.+-])([a-z][a-z.+_\-\d]{2,63}+)@")
_SPELT = re.compile(r"(?<![\w'’-])[^\W\d_](?:[ -][^\W\d_]){2,30}(?![\w'’-])")
_NAME_LETTERS, _SPELT_LETTERS, _TYPO_LETTERS = 3, 3, 5
_MIN_SURNAME = 50


def _shorter(name: str) -> Iterator[str]:
    """The name, and the name less one letter: what names share that one letter tells apart."""
    yield name
    for i in range(len(name)):
        yield name[:i] + name[i + 1 :]


def near(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two letters swapped, make one of the other.

    >>> near("durand", "durant"), near("durand", "duradn"), near("durand", "dupont")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    i = 0
    while i < len(short) and short[i] == long[i]:
        i += 1
    if len(short) < len(long):
        return short[i:] == long[i + 1 :]
    swapped = short[i : i + 2] == long[i : i + 2][::-1] and short[i + 2 :] == long[i + 2 :]
    return swapped or short[i + 1 :] == long[i + 1 :]


class _Typos:
    """Names that a word may be one letter away from; a look-up takes as long as the word is."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, set[str]] = {}
        for name in names:
            if len(name) >= _TYPO_LETTERS and not common(name):
                for form in _shorter(name):
                    self._names.setdefault(form, set()).add(name)

    def __contains__(self, word: str) -> bool:
        if not self._names or len(word) < _TYPO_LETTERS:
            return False
        names = {n for form in _shorter(word) for n in self._names.get(form, ())}
        return any(near(word, name) for name in names)


def hints(text: str) -> set[str]:
    """The names in the local parts of the e-mail addresses of a text.

    >>> sorted(hints("jdupont@example.org, claire.benali@example.org, contact@example.org"))
    ['benali', 'dupont', 'jdupont']
    """
    if "@" not in text:
        return set()
    found = set()
    for match in _LOCAL.finditer(key_of_folded(fold(text))):
        for part in re.split(r"[^a-z]+", match[1]):
            rest = part[1:] if surname(part) < _MIN_SURNAME <= surname(part[1:]) else part
            found |= {p for p in (part, rest) if len(p) >= _NAME_LETTERS and not common(p)}
    return found


def _split(
    words: Sequence[Word], spans: Sequence[tuple[int, int]]
) -> tuple[list[Word], list[Word]]:
    """The words inside the spans, and the others."""
    inside: list[Word] = []
    outside: list[Word] = []
    i = 0
    for word in words:
        while i < len(spans) and spans[i][1] <= word.start:
            i += 1
        (inside if i < len(spans) and spans[i][0] < word.end else outside).append(word)
    return inside, outside


def _spelt(text: str, names: set[str]) -> Iterator[tuple[int, int, float]]:
    """Names letter by letter, or as many of their letters as somebody cared to type."""
    for match in _SPELT.finditer(text):
        letters = key(re.sub(r"[ -]", "", match[0]))
        if len(letters) >= _SPELT_LETTERS and any(n.startswith(letters) for n in names):
            yield *match.span(), _MENTION


def mentions(
    text: str, line: Coded, known: Iterable[tuple[int, int, float]]
) -> Iterator[tuple[int, int, float]]:
    """Further mentions of the names in these spans, and of those in e-mail addresses."""
    inside, outside = _split(line.words, sorted((start, end) for start, end, _ in known))
    names = {w.key for w in inside if w.code in "GSXRPgsxrpV" and len(w.key) >= _NAME_LETTERS}
    hinted, typos = hints(text), _Typos(names)
    for word in outside:
        # A word that is no name alone counts with its capital only.
        if word.code not in "GSXRPgsx":
            continue
        if word.key in names:
            yield word.start, word.end, _MENTION
        elif word.key in hinted:
            yield word.start, word.end, _HINT
        elif word.code not in "RP" and word.key in typos:
            yield word.start, word.end, _TYPO
    yield from _spelt(text, names)
