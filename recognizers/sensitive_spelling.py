"""How the lexicons of sensitive topics spell their words, and when two words are the same."""

import functools
import re
from collections.abc import Iterable

from recognizers.base import fold

WORD = re.compile(r"[a-z0-9œæ]+")
_PART = re.compile(r"\*?[a-z0-9œæ]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_SOUNDS = str.maketrans({"y": "i"})
SQUEEZED_LENGTH = 6  # in shorter words (AAH) a doubled letter makes another word
_GROUP = re.compile(r"\{([^{}]*)\}|\(([^()]*)\)")


def word_key(word: str) -> str:
    """The form in which words are compared.

    >>> word_key("diabettique"), word_key("aah"), word_key("fibromialgie")
    ('diabetique', 'aah', 'fibromialgie')
    """
    key = word.replace("œ", "oe").replace("æ", "ae")
    return spoken(key) if len(key) >= SQUEEZED_LENGTH else key


def spoken(key: str) -> str:
    """A long word without what is heard alike: « ph », « y », doubled letters."""
    for letters, sound in (("ph", "f"), ("th", "t"), ("rh", "r")):
        key = key.replace(letters, sound)
    return _DOUBLED.sub(r"\1", key.translate(_SOUNDS))


@functools.cache
def expand(item: str) -> tuple[str, ...]:
    """All spellings of one item of a pattern, groups inside words included."""
    match = _GROUP.search(item)
    if match is None:
        return (item,)
    options = match[1].split("|") if match[1] is not None else ["", match[2]]
    before, after = item[: match.start()], item[match.end() :]
    return tuple(s for option in options for s in expand(before + option + after))


@functools.cache
def keys(option: str) -> tuple[str, ...]:
    """The words of one option as they are compared."""
    parts = _PART.findall(fold(option))
    return tuple("*" + spoken(p[1:]) if p[0] == "*" else word_key(p) for p in parts)


def closing(item: str) -> int:
    """Where the first brace of an item closes, -1 if it does not."""
    depth = 0
    for i, character in enumerate(item):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return i
    return -1


def split(text: str, separator: str) -> Iterable[str]:
    """Split where no brace is open."""
    parts, depth, last = [], 0, 0
    for i, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == separator and depth == 0:
            parts.append(text[last:i])
            last = i + 1
    parts.append(text[last:])
    return [part for part in parts if part] if separator == " " else parts
