"""Misspelt words: one letter wrong, letters in another order, the spelling of the same sound.

A doubled or forgotten letter, the key beside it, two letters swapped; in words of seven letters or
more any order of the letters after the first; « Vojciechovska » for « Wojciechowska ».

>>> near("durand", "durant"), near("durand", "duradn"), near("durand", "dupont")
(True, True, False)
>>> sorted(Typos(["durand", "roy"]).of("duran"))
['durand']
>>> sorted(Typos(["Figueiredo".lower(), "wojciechowska"]).of("figuereido"))
['figueiredo']
"""

import itertools
from collections.abc import Iterable, Iterator

LONGEST = 40
_MIN_SOUND, _MIN_ORDER = 6, 7


def near(one: str, other: str) -> bool:
    """Whether one character more, less or other, or two swapped, make one of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    i = 0
    while i < len(short) and short[i] == long[i]:
        i += 1
    if len(short) < len(long):
        return short[i:] == long[i + 1 :]
    swapped = short[i : i + 2] == long[i : i + 2][::-1] and short[i + 2 :] == long[i + 2 :]
    return swapped or short[i + 1 :] == long[i + 1 :]


def _shorter(word: str) -> Iterator[str]:
    """The word, and the word less one letter: what words share that one letter tells apart."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


_SOUNDS = (
    *(("ph", "f"), ("th", "t"), ("ch", "sh"), ("ck", "k"), ("qu", "k"), ("c", "k")),
    *(("w", "v"), ("y", "i"), ("z", "s"), ("eau", "o"), ("au", "o")),
)


def _order(word: str) -> str:
    """What a word keeps when its letters change places or are doubled."""
    once = "".join(a for a, b in itertools.zip_longest(word, word[1:]) if a != b)
    return "/" + once[0] + "".join(sorted(once[1:]))


def _sound(word: str) -> str:
    """What a word sounds like, for a French ear and a hurried agent."""
    for spelt, heard in _SOUNDS:
        word = word.replace(spelt, heard)
    return "~" + "".join(a for a, b in itertools.zip_longest(word, word[1:]) if a != b)


def _forms(word: str) -> Iterator[str]:
    yield from _shorter(word)
    if len(word) >= _MIN_SOUND:
        yield _sound(word)
    if len(word) >= _MIN_ORDER:
        yield _order(word)


class Typos:
    """Words that another may be one letter away from; a look-up takes as long as the word is."""

    def __init__(self, words: Iterable[str], shortest: int = 5) -> None:
        self._shortest = shortest
        self._forms: dict[str, set[str]] = {}
        for word in words:
            if shortest <= len(word) <= LONGEST:
                for form in _forms(word):
                    self._forms.setdefault(form, set()).add(word)

    def of(self, word: str) -> set[str]:
        """The words that this one may be meant for; not those that it is."""
        if not self._forms or not self._shortest <= len(word) <= LONGEST:
            return set()
        found = {known for form in _forms(word) for known in self._forms.get(form, ())}
        return {k for k in found if k != word and (near(k, word) or _alike(k, word))}


def _alike(one: str, other: str) -> bool:
    """Whether two words have one sound, or the same letters."""
    if min(len(one), len(other)) < _MIN_SOUND:
        return False
    same_order = len(one) >= _MIN_ORDER and _order(one) == _order(other)
    return same_order or _sound(one) == _sound(other)
