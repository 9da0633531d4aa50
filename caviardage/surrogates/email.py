"""E-mail addresses at the domains that are kept for examples, made as the original is.

RFC 2606 and 6761 keep example.com, example.org and example.net: no mailbox is there. The local
part is built from the surrogate of its owner where it is built from the owner's name.

>>> from caviardage.surrogates.people import NewName
>>> name = NewName({"claire": "Marion", "dupont": "Morel"}, "Marion", "Morel", {})
>>> written("Claire.DUPONT75@corp.fr", name, "48", "example.org")
'Marion.MOREL48@example.org'
>>> written("cdupont [at] corp [point] fr", name, "", "example.net")
'mmorel [at] example [point] net'
"""

import re

from caviardage.local_parts import ROLES, pieces
from caviardage.name_forms import letters
from caviardage.surrogates.draw import Draw
from caviardage.surrogates.french import like, without_accents
from caviardage.surrogates.people import NewName, particles, shortens

_LONGEST = 320  # of an address, RFC 3696; more is no address, and gets a plain one
DOMAINS = ("example.org", "example.com", "example.net")
_AT = re.compile(
    r"\s?(?:@|＠|[\[(]\s?(?:at|arobase|a)\s?[\])])\s?|\s(?:arobase|at|chez)\s", re.IGNORECASE
)
_DOT = re.compile(r"\s?[\[(]\s?(?:point|dot)\s?[\])]\s?|\s(?:point|dot)\s|\.", re.IGNORECASE)
_PIECE = re.compile(r"[^\W\d_]+|\d+")


def written(original: str, name: NewName, digits: str, domain: str) -> str:
    """An address in the form of another.

    Args:
        original: The address, spelled-out separators included.
        name: The surrogate of its owner.
        digits: What replaces its digits, as many as are needed.
        domain: One of ``DOMAINS``.
    """
    if len(original) > _LONGEST:
        original = ""
    at = _AT.search(original)
    local = original[: at.start()] if at else original.rpartition("@")[0] or original
    dot = _DOT.search(original, at.end() if at else len(original))
    host = domain.replace(".", dot[0] if dot else ".")
    host = host.upper() if original.isupper() else host
    local = local or f"{name.given}.{name.surname}".lower()
    made = local_part(local, name, digits)
    if pieces(local) and ROLES.issuperset(pieces(local)):  # the mailbox of a service: whose?
        made += "-" + letters(name.given)
    return made + (at[0] if at else "@") + host


def local_part(local: str, name: NewName, digits: str) -> str:
    """The local part of an address, or a handle, with the surrogate's words in it."""
    local = local[:_LONGEST]
    left = iter(digits)
    used: list[str] = []

    def piece(match: re.Match[str]) -> str:
        text = match[0]
        if text.isdecimal():
            return "".join(next(left, "0") for _ in text)
        word = _word(letters(text), name, used)
        used.append(word)
        return like(text, without_accents(word).replace("-", "").replace("'", ""))

    spaced = re.sub(r"(?<=\w)\s(?:point|dot)\s(?=\w)", "\0", local)
    result = _PIECE.sub(piece, spaced)
    return result.replace("\0", " point ")


def _word(key: str, name: NewName, used: list[str]) -> str:
    if key in ROLES:
        return key
    if key in name.words:
        return name.words[key]
    if len(key) == 1:
        return (name.firsts.get(key) or (name.surname if used else name.given))[0].lower()
    for first, given in name.words.items():
        for last, surname in name.words.items():
            if first != last and key in (first + last, first[0] + last, last + first[0]):
                short = key != first + last
                initial = given[0].lower() if short else given.lower()
                return (
                    surname.lower() + initial
                    if key == last + first[0]
                    else initial + surname.lower()
                )
    glued = next((k for k in name.words if key.endswith(k) and particles(key[: -len(k)])), None)
    if glued:
        return key[: -len(glued)] + name.words[glued].lower()
    return _short(key, name, used)


def _short(key: str, name: NewName, used: list[str]) -> str:
    """The word for a piece that is no word of the name, but may be made of one."""
    short = next((w for k, w in name.words.items() if shortens(key, k) and w not in used), None)
    halves = [half[0] for half in re.split(r"[-‐]", name.given) if half]
    if short is None and len(key) == len(halves) > 1:  # as.roy@ of Anne-Sophie
        short = "".join(halves)
    left = (w for w in (name.given, name.surname) if w not in used)
    return (short or next(left, name.given)).lower()


def domain(draw: Draw) -> str:
    """One of the domains."""
    return draw.choice(DOMAINS)
