"""The name of a street, read word by word: where it ends is what nobody marks in a chat.

With capitals the name lasts as long as they do (« rue de la Tour d'Auvergne merci »); in lower
case two words at most, or all up to a postcode that is near.

>>> from recognizers.base import fold
>>> def read(text): return text[: StreetName(text, fold(text), 0).end]
>>> read("des Frères Lumière bât. C"), read("du 8 mai 1945, Lille"), read("louis braille la tour")
('des Frères Lumière', 'du 8 mai 1945', 'louis braille')
>>> read("du puits neuf vert 31770 colomiers"), read("et demain")
('du puits neuf vert', '')
"""

import re

from recognizers.address_words import (
    ABBREVIATED,
    AHEAD,
    LINKS,
    MONTHS,
    NUMBER_NAME,
    PARTICLES,
    POSTCODE,
    ROOM,
    STOPS,
    WORD,
)
from recognizers.town import town_end

_SPACE = re.compile("[ -]{0,2}")


class StreetName:
    """The name of a street, read word by word from a position."""

    def __init__(self, text: str, folded: str, position: int) -> None:
        self.end = position
        self.words: list[str] = []
        self.capital = False
        self.ahead = False
        self._open = False  # a particle stands before: « rue de la Tour »
        for _ in range(9):
            space = _SPACE.match(folded, position)
            word = WORD.match(folded, space.end() if space else position)
            if not word or not self._takes(text, folded, word):
                break
            position = max(word.end(), self.end)  # the full stop of « Dr. »

    def _takes(self, text: str, folded: str, word: re.Match[str]) -> bool:
        """Read one word; whether the name goes on after it."""
        start = word.start()
        if POSTCODE.match(folded, start) or (not self._open and ROOM.match(folded, start)):
            return False
        self._open = word[0] in PARTICLES
        if numbered := NUMBER_NAME.match(folded, start):
            self.words.append(numbered[0])
            self.end = numbered.end()
            return False
        if word[0] in LINKS:
            return self._links(text, folded, word)
        return self._open or self._names(text, folded, word)

    def _links(self, text: str, folded: str, word: re.Match[str]) -> bool:
        """Whether « à », « sous », « et » stand inside a name."""
        if not self.words:
            return word[0].startswith("s")  # « rue Sous l'Église »
        following = word.end() + 1
        capital = text[following : following + 1].isupper()
        if word[0] == "a":  # « rue du Four à Pain », but « rue Pasteur à Lyon »
            return capital and not town_end(text, folded, following, coded=False)
        return capital or bool(AHEAD.match(folded, word.start()))

    def _names(self, text: str, folded: str, word: re.Match[str]) -> bool:
        """Take a word into the name, if it is one of it."""
        start, end = word.span()
        upper = text[start:end] != text[start:end].lower()
        self.ahead = self.ahead or bool(AHEAD.match(folded, start))
        if word[0].isdigit():
            if not _dated(folded, end):
                return False
        elif word[0] in STOPS or (self.words and not upper and not self._goes_on(word[0])):
            return False
        self.words.append(word[0])
        self.capital = self.capital or upper
        self.end = end + (word[0] in ABBREVIATED and folded[end : end + 1] == ".")
        return True

    def _goes_on(self, word: str) -> bool:
        """Whether a word in lower case belongs to a name that has words already."""
        return (
            self.ahead
            or word in MONTHS
            or word[:2] in ("d'", "d’", "l'", "l’")
            or (not self.capital and len(self.words) < 2)
        )


def _dated(folded: str, end: int) -> bool:
    """Whether a number in a name belongs to a date: « rue du 8 mai 1945 »."""
    following = WORD.match(folded, end + 1)
    before = folded[max(0, end - 16) : end].split()
    return (following is not None and following[0] in MONTHS) or not MONTHS.isdisjoint(
        before[-2:-1]
    )
