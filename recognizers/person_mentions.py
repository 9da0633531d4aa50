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

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from recognizers.base import fold
from recognizers.gazetteers import key_of_folded
from recognizers.name_line import Coded, Word
from recognizers.name_words import common, key, surname
from recognizers.typos import Typos

_MENTION, _TYPO, _HINT = 0.5, 0.4, 0.45
_LOCAL = re.compile(r"(?<![\w.+-])([a-z][a-z.+_\-\d]{2,63}+)@")
_SPELT = re.compile(r"(?<![\w'’-])[^\W\d_](?:[ -][^\W\d_]){2,30}(?![\w'’-])")
_NAME_LETTERS, _SPELT_LETTERS = 3, 3
_MIN_SURNAME = 50


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
    ordered = sorted(names)
    for match in _SPELT.finditer(text):
        letters = key(re.sub(r"[ -]", "", match[0]))
        following = bisect.bisect_left(ordered, letters)  # names that begin so come next
        begins = any(name.startswith(letters) for name in ordered[following : following + 1])
        if len(letters) >= _SPELT_LETTERS and begins:
            yield *match.span(), _MENTION


def mentions(
    text: str, line: Coded, known: Iterable[tuple[int, int, float]]
) -> Iterator[tuple[int, int, float]]:
    """Further mentions of the names in these spans, and of those in e-mail addresses."""
    inside, outside = _split(line.words, sorted((start, end) for start, end, _ in known))
    names = {w.key for w in inside if w.code in "GSXRPgsxrpV" and len(w.key) >= _NAME_LETTERS}
    hinted, typos = hints(text), Typos(name for name in names if not common(name))
    for word in outside:
        # A word that is no name alone counts with its capital only.
        if word.code not in "GSXRPgsx":
            continue
        if word.key in names:
            yield word.start, word.end, _MENTION
        elif word.key in hinted:
            yield word.start, word.end, _HINT
        elif word.code not in "RP" and typos.of(word.key):
            yield word.start, word.end, _TYPO
    yield from _spelt(text, names)
