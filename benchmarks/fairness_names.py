"""The names of benchmarks/fairness.py: none that training has seen."""

import functools
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.peers import PeerMissing
from recognizers import gazetteers
from training.names import is_held_out, origins, ranked, titled

NAMES = Path(__file__).with_name("fairness_names.txt")
_GIVEN = {
    "female": ("first_names_female", "first_romanized_names_female"),
    "male": ("first_names_male", "first_romanized_names_male"),
    "given": ("first_romanized_names",),
}
_SURNAMES = ("last_names", "last_names_female", "last_names_male", "last_romanized_names")
_LAST_LATIN = "\u024f"
_RARE = 0.6  # the last two fifths of the lists by frequency

#: Names by kind: female, male, given (of no known gender), surname.
Lists = dict[str, list[str]]


@functools.cache
def _by_origin() -> frozenset[str]:
    every = (names for kinds in origins().values() for names in kinds.values())
    return frozenset(gazetteers.key(name) for names in every for name in names)


def is_new(name: str) -> bool:
    """Whether training has not seen a name: it is on no list, or its hash holds it out."""
    key = gazetteers.key(name)
    counts = gazetteers.given_name_count(key) or gazetteers.surname_count(key)
    return is_held_out(name) or not (counts or key in _by_origin())


def _new(names: Sequence[str]) -> list[str]:
    plain = {n for n in names if all(c <= _LAST_LATIN or "\u1e00" <= c <= "\u1eff" for c in n)}
    return sorted(n for n in plain if len(n) > 1 and is_new(n))


def from_faker(locales: Sequence[str]) -> Lists:
    """The names of Faker's lists, as written in Latin letters.

    Raises:
        PeerMissing: Faker is not installed.
    """
    found: Lists = {"female": [], "male": [], "given": [], "surname": []}
    for locale in locales:
        try:
            provider: Any = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            raise PeerMissing("faker") from None
        for kind, attributes in (_GIVEN | {"surname": _SURNAMES}).items():
            for attribute in attributes:
                found[kind] += list(getattr(provider, attribute, ()))
    return {kind: _new(names) for kind, names in found.items()}


def by_hand(group: str) -> Lists:
    """The names of ``fairness_names.txt``, and what training holds out of its lists by origin."""
    found: Lists = {"female": [], "male": [], "given": [], "surname": []}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        key, mark, cells = line.partition(":")
        if mark and key.startswith(f"{group}."):
            kind = key.partition(".")[2]
            found[kind] += [cell.strip() for cell in cells.split(",")]
    for kind in ("given", "surname"):
        found[kind] += [n for n in origins().get(group, {}).get(kind, ()) if is_held_out(n)]
        if group in ("rare", "words"):
            found[kind] += _listed(group, kind)
    if group == "words":  # not counted by gender
        found["given"] += found.pop("female") + found.pop("male")
        found |= {"female": [], "male": []}
    return {kind: _new(names) for kind, names in found.items()}


def _listed(group: str, kind: str) -> list[str]:
    names = ranked(kind)
    if group == "rare":
        return [titled(n) for n in names[int(len(names) * _RARE) :] if is_held_out(n)]
    common = [n for n in names[: len(names) // 8] if gazetteers.is_common_word(n)]
    return [titled(n) for n in common if is_held_out(n)]
