"""What a single word is for names: a letter of code, from the lists of names and of words.

==========  =====================================================================
``G g``     a given name that is no other word (Karim)
``S s``     a surname or rare given name that is no other word (Benali)
``R r``     a given name that is also a word (Rose)
``P p``     a surname that is also a word (Petit)
``X x``     neither a name nor a word (Mardirossian)
``I J``     an initial with its dot, a capital alone
``D d``     a particle (de, Le, El)
``M``       a civility
``C c``     another word, a label, a greeting, a brand
``V``       part of the name of a street, a school, a product
==========  =====================================================================

A capital code has a capital that says something; in a shouted line, where none does, words that
are words too get a small one.

>>> [code_of(word, key(word), flat=False) for word in ("Karim", "benali", "Rose", "petit", "le")]
['G', 's', 'R', 'p', 'd']
>>> [code_of(word, key(word), flat=True) for word in ("ROSE", "KARIM", "MARDIROSSIAN", "MERCI")]
['r', 'G', 'S', 'c']
"""

from recognizers.foreign_words import FOREIGN
from recognizers.gazetteers import given_name_count, is_common_word, key, surname_count
from recognizers.words import (
    BRANDS,
    CALENDAR,
    CHAT,
    CIVILITIES,
    COMMON,
    COMPANY,
    GREETINGS,
    LABELS,
    NICKNAMES,
    PARTICLES,
    TITLES,
)

__all__ = ["code_of", "common", "given", "key", "surname"]

_NO_NAMES = (COMMON | COMPANY | FOREIGN | GREETINGS | LABELS | CHAT) - {"parfait"}
_WORDS_TOO = BRANDS | CALENDAR | TITLES
# How many bear a name that is one: below, it may be a typing error of the register.
_GIVEN, _GIVEN_FLAT, _GIVEN_SHORT, _GIVEN_WORD = 100, 1500, 5000, 900
_SURNAME, _SURNAME_WORD = 10, 80
_ACRONYM = 3
# Mostly towns; « Sainte-Rose » is a surname too.
_SAINTS = ("saint-", "sainte-", "st-", "ste-")


def given(name: str) -> int:
    """How many bear a given name; a compound is as rare as its first part (« Jean-Mi »)."""
    found = given_name_count(name)
    if found or "-" not in name:
        return found
    first = name.partition("-")[0]
    return 0 if _is_word(first) else given_name_count(first)


def surname(name: str) -> int:
    """How many bear a surname; a double one is as rare as its rarer part."""
    found = surname_count(name)
    if found or "-" not in name:
        return found
    return min(max(surname_count(n), given_name_count(n)) for n in name.split("-"))


def _is_word(name: str) -> bool:
    return name in _NO_NAMES or name in _WORDS_TOO or is_common_word(name)


def common(name: str) -> bool:
    """Whether this is a word, or a compound of words alone (« dites-moi »)."""
    if _is_word(name):
        return True
    return "-" in name and all(map(_is_word, name.split("-")))


def code_of(word: str, name: str, *, flat: bool) -> str:
    """The code of a word of two letters or more; ``flat`` where capitals say nothing."""
    upper = word[0].isupper()
    cased = upper and not flat
    if name in CIVILITIES and (upper or name != "me"):
        return "M"
    if name in PARTICLES or name == "d'":
        code = "D"
    elif name in _NO_NAMES or name[-1] == "'":
        code = "C"
    else:
        code = _name_code(word, name)
        cased = upper if code in "GSXJ" else cased
    return code if cased else code.lower()


def _name_code(word: str, name: str) -> str:
    births, bearers, upper = given(name), surname(name), word[0].isupper()
    if name in NICKNAMES:
        births = max(births, _GIVEN_FLAT)
    if len(word) <= _ACRONYM and word.isupper() and max(births, bearers) < _GIVEN:
        return "J"
    if common(name) or name.startswith(_SAINTS):
        return "R" if births >= _GIVEN_WORD else "P" if bearers >= _SURNAME_WORD else "C"
    least = _GIVEN if upper else _GIVEN_FLAT
    if len(name) < _ACRONYM + (not upper):
        least = _GIVEN_SHORT
    if births >= least:
        return "G"
    return "S" if bearers >= _SURNAME or births else "X"
