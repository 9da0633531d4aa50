"""Names to train with: drawn across frequencies and origins, apart from those held out.

Two sources: the gazetteers of ``recognizers`` (INSEE given names, SIRENE surnames; folded, so
accents are put back for the names of ``names/accents.txt``) and hand-written lists by origin
(``names/<origin>.txt``: a line ``given: ...`` or ``surname: ...``, names parted by commas).

A name is held out by the hash of its folded form, so the split is the same for every list, on
every machine; ``held=True`` draws from the held-out names only.

>>> names = Names(held=False)
>>> names.given(random.Random(1)) == names.given(random.Random(1))
True
>>> is_held_out("Zoé") == is_held_out("ZOE")
True
"""

import functools
import hashlib
import math
import random
import re
from collections.abc import Sequence
from pathlib import Path

from recognizers import gazetteers

HERE = Path(__file__).parent
HELD_OUT_PERCENT = 15
_SHORT = 3
# Shares of draws: by rank (the frequent ones), anywhere in the list, from the lists by origin.
_BY_RANK, _ANYWHERE = 0.38, 0.27
_RARE_WORD = 0.15


def is_held_out(name: str) -> bool:
    """Whether a name is kept for measuring, by the hash of how it is looked up."""
    digest = hashlib.blake2b(gazetteers.key(name).encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 100 < HELD_OUT_PERCENT


def _lines(name: str) -> list[str]:
    text = (HERE / "names" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split(",") if cell.strip()]


@functools.cache
def accents() -> dict[str, str]:
    """The usual spelling of a name with accents, by its folded form."""
    cells = [cell for line in _lines("accents.txt") for cell in _cells(line)]
    return {gazetteers.key(cell): cell for cell in cells}


@functools.cache
def nicknames() -> tuple[str, ...]:
    """Short forms and pet names of persons."""
    return tuple(cell for line in _lines("nicknames.txt") for cell in _cells(line))


@functools.cache
def origins() -> dict[str, dict[str, tuple[str, ...]]]:
    """For each origin, its given names and surnames, as its file has them."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted((HERE / "names").glob("*.txt")):
        if path.stem in ("accents", "nicknames"):
            continue
        parts: dict[str, list[str]] = {"given": [], "surname": []}
        for line in _lines(path.name):
            kind, _, cells = line.partition(":")
            parts[kind.strip()].extend(_cells(cells))
        found[path.stem] = {kind: tuple(cells) for kind, cells in parts.items()}
    return found


def titled(folded: str) -> str:
    """A folded name as people write it: accents, capitals, hyphens.

    >>> titled("jean-francois"), titled("le goff"), titled("d'angelo")
    ('Jean-François', 'Le Goff', "D'Angelo")
    """
    parts = re.split(r"([-' ])", folded)
    return "".join(accents().get(part) or part[:1].upper() + part[1:] for part in parts)


@functools.cache
def ranked(kind: str) -> tuple[str, ...]:
    """The folded names of INSEE (kind ``given``) or SIRENE (``surname``), frequent ones first."""
    name = "given_names.txt.gz" if kind == "given" else "surnames.txt.gz"
    counts = gazetteers._counts(name)
    kept = (n for n in counts if len(n) >= _SHORT and n.replace("-", "").isalpha())
    return tuple(sorted(kept, key=lambda n: (-counts[n], n)))


@functools.cache
def _split(kind: str, held: bool) -> tuple[str, ...]:
    return tuple(name for name in ranked(kind) if is_held_out(name) is held)


class Names:
    """Draws given names and surnames.

    Args:
        held: From the names held out, or from the others.
        origin: Only from the hand-written list of this origin.
    """

    def __init__(self, *, held: bool, origin: str | None = None) -> None:
        self._held = held
        self._origins = {
            name: {k: self._part(v) for k, v in kinds.items()}
            for name, kinds in origins().items()
            if origin in (None, name)
        }
        self._mixed = origin is None
        self._lists = {kind: _split(kind, held) for kind in ("given", "surname")}

    def _part(self, names: Sequence[str]) -> list[str]:
        return [name for name in names if is_held_out(name) is self._held]

    def given(self, rng: random.Random) -> str:
        """A given name, in its usual spelling."""
        return self._draw("given", rng)

    def surname(self, rng: random.Random) -> str:
        """A surname, in its usual spelling."""
        return self._draw("surname", rng)

    def pair(self, rng: random.Random) -> tuple[str, str]:
        """A given name and a surname, more often than not of one origin."""
        if not self._mixed or rng.random() < 1 - _BY_RANK - _ANYWHERE:
            kinds = self._origins[rng.choice(sorted(self._origins))]
            if kinds["given"] and kinds["surname"]:
                return rng.choice(kinds["given"]), rng.choice(kinds["surname"])
        return self.given(rng), self.surname(rng)

    def _draw(self, kind: str, rng: random.Random) -> str:
        share = rng.random()
        if not self._mixed or share >= _BY_RANK + _ANYWHERE:
            names = self._origins[rng.choice(sorted(self._origins))][kind]
            if names:
                return rng.choice(names)
        listed = self._lists[kind]
        while True:
            if share < _BY_RANK:
                rank = math.exp(rng.random() * math.log(len(listed))) - 1
            else:
                rank = rng.random() * len(listed)
            name = listed[min(int(rank), len(listed) - 1)]
            # « Roux » is a name wherever it stands, « adresse » as a rare one teaches nonsense.
            if not gazetteers.is_common_word(name) or rng.random() < _RARE_WORD:
                return titled(name)
