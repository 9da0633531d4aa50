"""French number words as digits, in every way that they can be cut into numbers below a hundred.

« soixante dix huit » is 78, 60-18, 70-8 or 60-10-8: only who reads a telephone number can say
which, so all readings are given. Words of Belgium and Switzerland, hyphens or none, glued words,
« double zéro » and digits among the words are read too.

>>> words = list(tokens("plus trente-trois six, quatre-vingt-dix-huit"))
>>> [word.text for word in words]
['plus', 'trente', 'trois', 'six', 'quatre', 'vingt', 'dix', 'huit']
>>> sorted(read for read, end in readings(["soixante", "dix", "huit"], lambda *_: True) if end == 3)
['60108', '6018', '708', '78']
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_UNITS = str.split("zero un deux trois quatre cinq six sept huit neuf")
_TEENS = str.split("dix onze douze treize quatorze quinze seize")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_ELSEWHERE = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_TWICE = {"double": 2, "triple": 3}
PLUS = "plus"


def _numbers() -> dict[tuple[str, ...], str]:
    """The words of each number below a hundred, in all their forms."""
    below_twenty: dict[tuple[str, ...], int] = {
        (word,): n for n, word in enumerate([*_UNITS, *_TEENS])
    }
    below_twenty |= {("dix", word): 10 + n for n, word in enumerate(_UNITS) if n > 6}
    numbers = dict(below_twenty)
    for word, ten in {**_TENS, **_ELSEWHERE}.items():
        numbers[(word,)] = ten
        last = 20 if word == "soixante" else 10
        for words, n in below_twenty.items():
            if 0 < n < last:
                numbers[(word, *words)] = ten + n
                numbers[(word, "et", *words)] = ten + n
    numbers |= {("quatre", "vingt"): 80}
    numbers |= {("quatre", "vingt", *words): 80 + n for words, n in below_twenty.items() if n}
    return {words: str(n) for words, n in numbers.items()}


_NUMBERS = _numbers()
_MOST_WORDS = max(map(len, _NUMBERS))
_FORMS = {"vint": "vingt", "cinque": "cinq"}
_BASE = sorted({w for words in _NUMBERS for w in words} | set(_FORMS) - {"et"}, key=len)[::-1]
_WORD = re.compile("|".join(w for w in _BASE if w != "et"))
# Words that are digits whatever stands around them; « et », « plus », « double » only beside them.
_TOKEN = re.compile(
    rf"(?<![^\W_])(?:(?P<glued>(?:{_WORD.pattern})++)s?|(?P<other>et|plus|double|triple)"
    r"|(?P<digits>\d{1,10}))(?![^\W_])|(?P<sign>\+)(?=\d)"
)


class Token(NamedTuple):
    """A number word, some digits or a plus: its place and what it is."""

    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        """Whether this is a number written as a word."""
        return (self.text,) in _NUMBERS


def tokens(folded: str) -> Iterator[Token]:
    """The number words and digits of a folded text, glued words cut, the sign + as « plus »."""
    for match in _TOKEN.finditer(folded):
        if match["sign"]:
            yield Token(*match.span(), PLUS)
        elif match["glued"] is None:
            yield Token(*match.span(), match.group())
        else:
            for word in _WORD.finditer(folded, *match.span("glued")):
                end = match.end() if word.end() == match.end("glued") else word.end()
                yield Token(word.start(), end, _FORMS.get(word[0], word[0]))


def readings(words: Sequence[str], keep: Callable[[str, str], bool]) -> set[tuple[str, int]]:
    """The digits that words can stand for, from the first one on.

    Args:
        words: As ``tokens`` gives them.
        keep: Whether a reading goes on with these digits; it bounds the work.

    Returns:
        The readings, with + in front if they begin with « plus », and how many words each takes.
    """
    found: set[tuple[str, int]] = set()
    open_readings = {("", 0)}
    while open_readings:
        following = set()
        for read, at in open_readings:
            for digits, end in _steps(words, at):
                if keep(read, digits):
                    following.add((read + digits, end))
        found |= following
        open_readings = following
    return found


def _steps(words: Sequence[str], at: int) -> Iterator[tuple[str, int]]:
    """The digits that may stand at a word, and where the next word is."""
    if at >= len(words):
        return
    word = words[at]
    if word == PLUS:
        yield "+", at + 1
    elif word.isdigit():
        yield word, at + 1
    elif word in _TWICE and at + 1 < len(words):
        digit = _NUMBERS.get((words[at + 1],), words[at + 1])
        if len(digit) == 1 and digit.isdigit():
            yield digit * _TWICE[word], at + 2
    for end in range(at + 1, min(at + _MOST_WORDS, len(words)) + 1):
        if number := _NUMBERS.get(tuple(words[at:end])):
            yield number, end
