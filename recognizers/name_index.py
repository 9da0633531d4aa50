"""Names of persons as they are looked up: their parts, and what may stand beside a part.

>>> index = NameIndex(["Jean-Baptiste de La Tour"], ["Sophie L.", "Hotline N1"])
>>> index.has("tour"), index.has("sophie"), index.has("hotline"), index.has("delatour")
(True, True, False, True)
>>> ("la", "tour") in index.pairs, "jb" in index.initials["tour"]
(True, True)
"""

import itertools
from collections.abc import Iterable, Sequence

from recognizers.known_words import keys
from recognizers.name_words import common, given, surname
from recognizers.typos import Typos
from recognizers.words import CIVILITIES, COMPANY, LABELS, PARTICLES

_MOST_NAMES, _MOST_WORDS = 200, 8
_MIN_PART, _MIN_TYPO, _MIN_SPELT, _MIN_GLUED, _MIN_GLUED_PART = 3, 4, 4, 6, 4
_GIVEN, _GIVEN_WORD, _SURNAME = 100, 900, 10
_NO_PART = CIVILITIES | LABELS | COMPANY | frozenset(("inconnu", "inconnue", "anonyme", "test"))


class NameIndex:
    """Names cut into what is looked up.

    Args:
        sure: Names of persons, whole.
        heard: Names that may hold other words: only those of the lists of names count.

    Attributes:
        parts: The words that count alone.
        pairs: Words that follow each other in a name, a particle or a short word among them.
        initials: For each part, the first letters of one or two other words of its names.
        signatures: First letters of given name and surname, in both orders.
        joiners: What may stand between two parts.
    """

    def __init__(self, sure: Iterable[str], heard: Iterable[str]) -> None:
        self.parts: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        self.initials: dict[str, set[str]] = {}
        self.signatures: set[str] = set()
        self._glued: set[str] = set()
        self._wholes: dict[str, list[frozenset[str]]] = {}
        for name in itertools.islice(sure, _MOST_NAMES):
            self._add(keys(name), heard=False)
        self._sure = frozenset(self.parts | self._glued)
        for name in itertools.islice(heard, _MOST_NAMES):
            self._add(keys(name), heard=True)
        self.joiners = {word for pair in self.pairs for word in pair}.union(*self.initials.values())
        self._beginnings = {p[:n] for p in self.parts for n in range(_MIN_SPELT, len(p))}
        self._typos = Typos((p for p in self.parts if not common(p)), _MIN_TYPO)

    def _add(self, name: tuple[str, ...], *, heard: bool) -> None:
        if len(name) > _MOST_WORDS or not COMPANY.isdisjoint(name):
            return
        name = tuple(word for word in name if word not in _NO_PART and word.isalpha())
        own = [word for word in name if word not in PARTICLES]
        parts = [w for w in own if len(w) >= _MIN_PART and (not heard or _is_name(w, own))]
        if not parts:
            return
        self.parts.update(parts)
        short = {w for w in name if w in PARTICLES or len(w) < _MIN_PART}
        beside = short.union(parts) if heard else set(name)
        self.pairs.update(
            pair
            for pair in itertools.pairwise(name)
            if beside.issuperset(pair) and not set(parts).issuperset(pair)
        )
        for part in parts:
            others = [word for word in own if word != part]
            firsts = {word[0] for word in others}
            firsts.update(a[0] + b[0] for a, b in itertools.pairwise(others))
            self.initials.setdefault(part, set()).update(firsts)
        if not heard or len(parts) == len(own):
            self._join(name, own)

    def _join(self, name: Sequence[str], own: Sequence[str]) -> None:
        """Add what several words make together: « legoff », « cdurand », « C. D. »."""
        if len(own) > 1:
            for word in own:
                self._wholes.setdefault(word, []).append(frozenset(own))
        glued = {"".join(name[i : i + n]) for n in (2, 3) for i in range(len(name) - n + 1)}
        for one, other in itertools.permutations(own, 2):
            self.signatures.add(one[0] + other[0])
            glued.add(one + other)
            if len(other) >= _MIN_GLUED_PART:
                glued |= {one[0] + other, other + one[0]}
        self._glued |= {word for word in glued if len(word) >= _MIN_GLUED and not common(word)}

    def has(self, word: str) -> bool:
        """Whether a word is a part of a name, or several of them glued together."""
        return word in self.parts or word in self._glued

    def sure(self, word: str) -> bool:
        """Whether a part is of a name that is sure."""
        return word in self._sure

    def meant(self, word: str) -> str | None:
        """The part that a word which is no French word is one letter away from."""
        found = self._typos.of(word)
        return min(found) if found and not common(word) else None

    def spells(self, letters: str) -> bool:
        """Whether these letters are a part, or enough of one."""
        return letters in self.parts or letters in self._beginnings

    def whole(self, part: str, found: set[str]) -> bool:
        """Whether a name with this part is there with all its words."""
        return any(whole <= found for whole in self._wholes.get(part, ()))


def _listed(word: str) -> bool:
    return given(word) >= _GIVEN or surname(word) >= _SURNAME


def _is_name(word: str, name: Sequence[str]) -> bool:
    """Whether a word that may be any word is a name: by the lists, or beside one that is.

    « Les Mains Vertes » are surnames too; a name holds one word that is nothing else, or is often
    a given name.
    """
    if not any(_listed(w) and (not common(w) or given(w) >= _GIVEN_WORD) for w in name):
        return False
    return _listed(word) or not common(word)
