"""Lists of French names with how many people bear them, and of words that are no names.

Given names are INSEE's (births since 1900), surnames those of the Sirene register. Words are the
forms of a French dictionary; a name that a dictionary knows, but that people write as a name
(Marie, Robert), is left out of them. ``data/refresh_names.py`` rebuilds the lists.

>>> given_name_count("sara") > 10_000, surname_count("benali") > 100
(True, True)
>>> is_common_word("livraison"), is_common_word("rose"), is_common_word("marie")
(True, True, False)
>>> given_name_count(key("Lætitia")) == given_name_count("laetitia") > 0
True
"""

import functools
import gzip
from pathlib import Path

from recognizers.base import fold

_DATA = Path(__file__).with_name("data")
_HEADER_LINES = 3
# Letters that have no accent to lose, as INSEE writes them.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "’": "'"}
)


def key(name: str) -> str:
    """How a name or a word is looked up: folded, with ASCII letters only where there are some."""
    return key_of_folded(fold(name))


def key_of_folded(folded: str) -> str:
    """The same for text that is folded already."""
    return folded if folded.isascii() else folded.translate(_LETTERS)


def _body(name: str) -> str:
    text = gzip.decompress((_DATA / name).read_bytes()).decode("utf-8")
    return text.split("\n", _HEADER_LINES)[_HEADER_LINES]


@functools.cache
def _counts(name: str) -> dict[str, int]:
    cells = _body(name).replace("\t", "\n").split("\n")
    return dict(zip(cells[::2], map(int, cells[1::2]), strict=True))


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(_body("common_words.txt.gz").split("\n"))


def given_name_count(folded: str) -> int:
    """How many people born in France since 1900 bear this given name."""
    return _counts("given_names.txt.gz").get(folded, 0)


def surname_count(folded: str) -> int:
    """How many entries of the Sirene register bear this surname; 0 below ten."""
    return _counts("surnames.txt.gz").get(folded, 0)


def is_common_word(folded: str) -> bool:
    """Whether this is a word of French that people write as a word."""
    return folded in _words()
