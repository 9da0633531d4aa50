"""The frozen lists that surrogates are drawn from, checked against their sums when first read.

A pseudonym is a function of the key and of these lists, so a changed list changes pseudonyms:
``LISTS_VERSION`` is part of what the key is applied to, and ``LISTS_DIGEST`` refuses a list that
changed without it. ``data/refresh.py`` rebuilds them.

>>> sex_of("hélène"), sex_of("karim"), sex_of("camille") is None
('f', 'm', True)
>>> len(surnames(vowel=None)) >= 2_000
True
"""

import functools
import gzip
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from caviardage.errors import CaviardageError
from caviardage.surrogates.french import fold, starts_with_vowel

LISTS_VERSION = 1
LISTS_DIGEST = "e6904098e625e264e4d534a8b4e37825bf6089414fa36117acca7b3d7150f4e6"
_DATA = Path(__file__).with_name("data")
_HEADER_LINES = 3

Sex = Literal["f", "m"]


@functools.cache
def _sums() -> Mapping[str, str]:
    data = (_DATA / "SHA256SUMS").read_bytes()
    if hashlib.sha256(data).hexdigest() != LISTS_DIGEST:
        raise CaviardageError("surrogates/data/SHA256SUMS changed: reinstall caviardage")
    pairs = (line.split() for line in data.decode("ascii").splitlines())
    return {name: digest for digest, name in pairs}


@functools.cache
def _lines(name: str) -> tuple[str, ...]:
    data = (_DATA / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != _sums()[name]:
        raise CaviardageError(f"surrogates/data/{name} changed: reinstall caviardage")
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    return tuple(text.removesuffix("\n").split("\n")[_HEADER_LINES:])


@functools.cache
def given_names(sex: Sex, *, vowel: bool | None, compound: bool = False) -> tuple[str, ...]:
    """Given names of one sex, as they are written; ``vowel`` chooses those that elide or not."""
    names = (name for name in _lines(f"given_{sex}.txt") if ("-" in name) == compound)
    return tuple(n for n in names if vowel is None or starts_with_vowel(n) == vowel)


@functools.cache
def surnames(*, vowel: bool | None) -> tuple[str, ...]:
    """Frequent surnames with their capital; they are written without accents, as INSEE does."""
    names = map(str.title, _lines("surnames.txt"))
    return tuple(n for n in names if vowel is None or starts_with_vowel(n) == vowel)


def streets() -> tuple[str, ...]:
    """What follows « rue »: « des Lilas », « de l'Étang »."""
    return _lines("streets.txt")


@functools.cache
def towns() -> Mapping[str, tuple[str, ...]]:
    """Towns by département (``01``, ``2A``, ``974``)."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in _lines("towns.txt"):
        department, _, name = line.split("\t")
        found[department].append(name)
    return {department: tuple(names) for department, names in found.items()}


@functools.cache
def postcodes() -> Mapping[str, str]:
    """For each département, a postcode of its own that no place has."""
    rows = (line.split("\t") for line in _lines("towns.txt"))
    return {department: code for department, code, _ in rows}


@functools.cache
def company_parts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First and second halves of invented company names."""
    lines = _lines("companies.txt")
    cut = lines.index("")
    return lines[:cut], lines[cut + 1 :]


@functools.cache
def _sexes() -> Mapping[str, Sex]:
    pairs = (line.split("\t") for line in _lines("sexes.txt.gz"))
    return {name: "f" if sex == "f" else "m" for name, sex in pairs}


@functools.lru_cache(maxsize=8192)
def sex_of(name: str) -> Sex | None:
    """The sex of who bears a given name; None where both do, or nobody that is known.

    A compound has the sex of its first part, but for those that are listed (Anne-Marie).
    """
    folded = fold(name)
    return _sexes().get(folded) or _sexes().get(folded.partition("-")[0])


@functools.lru_cache(maxsize=8192)
def is_given(name: str) -> bool:
    """Whether this is a given name of one sex or of both (Camille, Dominique)."""
    return sex_of(name) is not None or fold(name) in _BOTH


_BOTH = frozenset(("alex", "alix", "camille", "celeste", "charlie", "claude", "dominique", "eden",
                   "lilian", "lou", "sacha", "yael"))  # fmt: skip
