"""A name as people write it, cut into what counts: words, initials, particles, civilities.

>>> [(part.kind.value, part.key) for part in parts("Mme J.-B. d'Istria")]
[('civility', 'mme'), ('initial', 'j'), ('initial', 'b'), ('particle', 'd'), ('word', 'istria')]
>>> whole, short = Form.of("Claire Dupont"), Form.of("C. DUPOND")
>>> whole.holds(short), whole.holds(short, typos=False), whole.holds(Form.of("Paul Dupont"))
(True, False, False)
>>> Form.of("Le Goff").holds(Form.of("Legoff"))
True
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caviardage.nicknames import is_nickname
from caviardage.surrogates.french import fold
from caviardage.surrogates.lists import Sex, is_given, sex_of

CIVILITIES: Mapping[str, Sex | None] = {
    "m": "m", "mr": "m", "mm": "m", "monsieur": "m", "messieurs": "m", "mme": "f", "mlle": "f",
    "mmes": "f", "mlles": "f", "madame": "f", "mademoiselle": "f", "mesdames": "f", "dr": None,
    "docteur": None, "me": None, "maitre": None, "pr": None, "professeur": None, "veuve": "f",
}  # fmt: skip
PARTICLES = frozenset(
    str.split("al ben bin bint d da das de del den der des di do dos du el ibn la le les van von")
)
_MIN_TYPO, _MIN_SHORT, _INITIALS, _MOST_PARTS = 5, 3, 2, 12
_MOST_INITIALS = 3
# Given names of their own that also shorten longer ones; others (Marie, Marie-Claire) do not.
_DIMINUTIVES = frozenset(str.split("alex ben fred greg jo mat max nat nico phil sam seb steph val"))
_SPELT = re.compile(r"[^\W\d_](?:[ .‐-][^\W\d_]){2,}")
_PIECE = re.compile(
    r"(?P<elided>[dD]['’](?=\w))|(?P<word>[^\W\d_]+(?:['’\-‐][^\W\d_]+)*)(?P<dot>\.?)"
)


class Kind(StrEnum):
    """What a part of a name is."""

    CIVILITY = "civility"
    INITIAL = "initial"
    PARTICLE = "particle"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: where it stands, what it is, and its letters folded and joined."""

    kind: Kind
    key: str
    start: int
    end: int


def letters(word: str) -> str:
    """The folded letters of a word, hyphens and apostrophes out."""
    return re.sub(r"['\-‐]", "", fold(word))


@functools.lru_cache(maxsize=4096)
def parts(text: str) -> tuple[Part, ...]:
    """The parts of a name, in order; digits and punctuation are none."""
    if _SPELT.fullmatch(text.strip(" .…")) and len(letters(text)) > _MOST_INITIALS:
        return (Part(Kind.WORD, re.sub(r"\W", "", letters(text)), 0, len(text)),)
    found: list[Part] = []
    shouted = text.isupper() and len(text) > _MOST_INITIALS
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match["elided"]:
            found.append(Part(Kind.PARTICLE, "d", start, end))
            continue
        word, key = match["word"], letters(match["word"])
        if not key:
            continue
        found.append(
            Part(_kind(word, key, match["dot"], shouted, first=not found), key, start, end)
        )
    if found and not any(part.kind in (Kind.WORD, Kind.INITIAL) for part in found):
        last = found[-1]  # « Madame Le », « M. » alone: some of it is the name
        found[-1] = Part(Kind.WORD, last.key, last.start, last.end)
    return tuple(found)


def _kind(word: str, key: str, dot: str, shouted: bool, *, first: bool) -> Kind:
    if key in CIVILITIES and len(key) > 1 and (first or key != "me"):
        return Kind.CIVILITY
    if len(key) == 1:
        return Kind.INITIAL
    if len(key) <= _MOST_INITIALS and word.isupper() and not shouted and "-" not in word:
        short = len(key) == _INITIALS or (first and not is_given(word))
        if short and key not in PARTICLES:
            return Kind.INITIAL
    return Kind.PARTICLE if key in PARTICLES else Kind.WORD


_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"), (r"[ckq]h?u?(?=[eiy])|[ckq]h?|x", "k"), (r"tx|tch|sch|ch|sh", "x"),
        (r"ai|ei", "e"), (r"eaux?|aux?", "o"), (r"lh|ll", "l"), (r"ou", "u"), (r"w", "v"),
        (r"[yj]", "i"), (r"z", "s"), (r"h", ""), (r"(.)\1+", r"\1"), (r"(?<=..)[es]\Z", ""),
    )
)  # fmt: skip


@functools.lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """What a word sounds like, roughly, so that Mylène and Milène are one.

    >>> sound("diallo") == sound("dialo"), sound("wojciechowska") == sound("vojciechovska")
    (True, True)
    """
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


def near(one: str, other: str) -> bool:
    """Whether two words of five letters are one letter apart, or two swapped, or sound the same.

    Two given names that both exist and do not sound the same are two names (Mathis, Mathias).
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _MIN_TYPO - 1 or len(long) < _MIN_TYPO:
        return False
    if sound(one) == sound(other) and sex_of(one) == sex_of(other):
        return True
    if len(long) - len(short) > 1 or (is_given(one) and is_given(other)):
        return False
    i = 0
    while i < len(short) and short[i] == long[i]:
        i += 1
    if len(short) < len(long):
        return short[i:] == long[i + 1 :]
    swapped = short[i : i + 2] == long[i : i + 2][::-1] and short[i + 2 :] == long[i + 2 :]
    return swapped or short[i + 1 :] == long[i + 1 :]


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """The words, initials and joined spellings of one way to write a name."""

    words: tuple[str, ...]
    initials: str = ""
    joined: frozenset[str] = frozenset()
    compounds: frozenset[tuple[str, str]] = frozenset()
    halves: frozenset[tuple[str, str]] = frozenset()

    @staticmethod
    def of(text: str) -> "Form":
        """The form of a name."""
        found = [p for p in parts(text) if p.kind is not Kind.CIVILITY][:_MOST_PARTS]
        words = tuple(p.key for p in found if p.kind is Kind.WORD)
        initials = "".join(p.key for p in found if p.kind is Kind.INITIAL)
        keys = [p.key for p in found if p.kind is not Kind.INITIAL]
        joined = {"".join(keys[i : i + n]) for n in (2, 3, 4) for i in range(len(keys) - n + 1)}
        pieces = {
            p.key: [letters(x) for x in re.split(r"[-‐]", text[p.start : p.end]) if letters(x)]
            for p in found
            if p.kind is Kind.WORD
        }
        signs = {(key, "".join(piece[0] for piece in own)) for key, own in pieces.items()}
        halves = {(half, key) for key, own in pieces.items() if len(own) > 1 for half in own}
        return Form(words, initials, frozenset(joined), frozenset(signs), frozenset(halves))

    @property
    def full(self) -> bool:
        """Whether it has a given name and a surname, or as much."""
        return len(self.words) > 1

    @property
    def key(self) -> str:
        """Words and initials, sorted: equal for one name in any order."""
        return " ".join(sorted(self.words)) + (f" {self.initials}." if self.initials else "")

    def holds(
        self, other: "Form", *, typos: bool = True, short: bool = False, half: bool = True
    ) -> bool:
        """Whether each word and initial of another form is one of this form's.

        Args:
            other: The shorter form.
            typos: A word may be one letter away.
            short: A word may be the beginning of one of this form's (Fred, Anne-So).
            half: A word may be half of one of this form's (Müller, Müller-Weiss).
        """
        left = list(self.words)
        words = other.words
        if glued := next((w for w in left if w in other.joined and w not in words), None):
            left.remove(glued)
            words = tuple(w for w in words if w not in glued)
        for word in words:
            found = self._word(word, left, typos=typos, short=short, half=half)
            if found is None:
                return False
            left = [w for w in left if w not in found]
        return self._initials(other, left)

    def same(self, other: "Form", *, typos: bool, short: bool) -> bool:
        """Whether this form holds another; of two as long, either may be the shortened one."""
        if self.holds(other, typos=typos, short=short):
            return True
        shared = not set(self.words).isdisjoint(other.words)
        level = shared and len(self.words) == len(other.words)
        named = bool(self.initials) or any(map(is_given, self.words))
        fuller = named and len(self.words) + len(self.initials) > 1
        if fuller and not level:
            typos = short = False
        return (level or fuller) and other.holds(self, typos=typos, short=short, half=False)

    def _word(
        self, word: str, left: list[str], *, typos: bool, short: bool, half: bool
    ) -> tuple[str, ...] | None:
        if word in left:
            return (word,)
        if word in self.joined:
            return tuple(w for w in left if w in word)
        for mine in left:
            if (typos and near(word, mine)) or (short and is_nickname(word, mine)):
                return (mine,)
            if is_given(word) and word not in _DIMINUTIVES:
                continue
            if (word, mine) in self.halves:
                fits = typos and half
            else:
                fits = short and len(word) >= _MIN_SHORT and mine.startswith(word)
            if fits:
                return (mine,)
        return None

    def _initials(self, other: "Form", left: list[str]) -> bool:
        if not other.initials:
            return bool(other.words)
        signs = dict(self.compounds)
        own = "".join(signs.get(w, w[0]) for w in left) + self.initials
        loose = list(own)
        for initial in other.initials:
            if initial not in loose:
                return False
            loose.remove(initial)
        return True
