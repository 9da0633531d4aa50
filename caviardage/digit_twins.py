"""Letters read or typed for digits: O for 0, I and l for 1, inside long numbers only.

One character for one, so offsets stay. Only in runs of eight digits or more, most of them real
ones; not S, B, Z, G, which are letters of references and of Corsica (2B) more often than errors.

>>> digits("tel O6 39 98 l2 34"), digits("2 85 O3 75 O33 O12 31")
('tel 06 39 98 12 34', '2 85 03 75 033 012 31')
>>> digits("l 85 03 75 033 012 31"), digits("appelle l 06 39 98 12 34")
('1 85 03 75 033 012 31', 'appelle l 06 39 98 12 34')
>>> digits("IO-1234"), digits("Il a payé 12 000 000 O2"), digits("FR14 2O04 1010 0505 0001")
('IO-1234', 'Il a payé 12 000 000 02', 'FR14 2O04 1010 0505 0001')
"""

import re

_LEAST = 8
_REAL = 0.6
# Possessive and entered at the start of a word only: linear.
_RUN = re.compile(r"(?<![^\W_])[0-9OoIl](?:[ .\\/-]?[0-9OoIl]){7,}+")
_GROUP = re.compile(r"[0-9OoIl]+")
_TWINS = str.maketrans("OoIl", "0011")
# The account in an IBAN may hold letters; its recognizer reads O for 0 itself.
_IBAN = re.compile(r"[A-Za-z]{2}\d\d[ .-]?\Z")
_PHONE = re.compile(r"[Oo][1-79][0-9OoIl]{8}")
_NIR_REST, _PHONE_REST = (12, 14), 9


def digits(text: str) -> str:
    """The text with digits for the letters that stand for them in its long numbers."""
    return _RUN.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    run = match.group()
    before = match.string[max(0, match.start() - 5) : match.start()]
    if not any(map(str.isalpha, run)) or _IBAN.search(before):
        return run
    groups = _number(run, match.string[match.end() : match.end() + 1])
    number = "".join(group[0] for group in groups)
    if len(number) < _LEAST or sum(map(str.isdigit, number)) < _REAL * len(number):
        return run
    if len(groups) == 1 and number[0].isalpha() and not _PHONE.fullmatch(number):
        return run  # « O00614873 » is a series of passports
    characters = list(run)
    for i, group in enumerate(groups):
        if i == 0 or not group[0].isalpha() or set(group[0]) <= {"O", "o"}:
            characters[slice(*group.span())] = group[0].translate(_TWINS)
    return "".join(characters)


def _number(run: str, following: str) -> list[re.Match[str]]:
    """The groups of a run that are digits or letters for them, without words at its ends."""
    groups = list(_GROUP.finditer(run))
    if following.isalnum() or following == "_":
        del groups[-1]  # the start of a word
    while groups and groups[-1][0].isalpha():
        del groups[-1]
    first = 0
    while first < len(groups) and groups[first][0].isalpha():
        first += 1
    if first == 1:
        rest = sum(len(group[0]) for group in groups[1:])
        first -= _leads(groups[0], groups[1], rest)
    return groups[first:]


def _leads(first: re.Match[str], second: re.Match[str], rest: int) -> bool:
    """Whether a letter alone in front is the first digit of a NIR or of a telephone number."""
    if len(first[0]) != 1 or second.start() != first.end() + 1:
        return False
    return rest == _PHONE_REST if first[0] in "Oo" else rest in _NIR_REST
