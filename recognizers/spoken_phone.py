"""PHONE_NUMBER in words: « zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre ».

People dictate a number, or write it so that no filter sees it; words and digits may be mixed. A run
of them is a number if one of its readings (``number_words``) is one of France: ten digits, or +33
and nine. A run of digits alone is for ``phone``.
https://www.arcep.fr/la-regulation/grands-dossiers-thematiques-transverses/la-numerotation.html

>>> def found(text): return [text[start:end] for start, end, _ in spoken(text)]
>>> found("c'est le zero six trente neuf 98 douze trente-quatre merci")
['zero six trente neuf 98 douze trente-quatre']
>>> found("plus trente-trois six trente-neuf quatre vingt dix huit douze trente quatre")
['plus trente-trois six trente-neuf quatre vingt dix huit douze trente quatre']
>>> found("il y a vingt-six ou trente-neuf personnes, dix ou douze, à six euros quatre-vingt-dix")
[]
"""

import re
from collections.abc import Iterator, Sequence

from caviardage.number_words import Token, readings, tokens
from recognizers.base import FrenchRecognizer, fold
from recognizers.phone import PhoneRecognizer

_NUMBER = re.compile(r"0[1-79]\d{8}|(?:\+|00)33(?:0)?[1-79]\d{8}")
# What one of these may begin with, up to here and with the next digits.
_BEGINS = re.compile(r"\+|(?:\+|00)33?|00?|0[1-79]\d{0,8}|(?:\+|00)330?(?:[1-79]\d{0,8})?")
_GAP = re.compile(r"[ ,.;:/\n\u2013\u2014\u2026-]{0,4}")
_MOST_WORDS = 24
# Ten digits, one by one: a word must be among them.
_FEWEST_DIGITS = 10
# A number of France in words begins so; anything else is not tried.
_FIRST = frozenset({"zero", "double", "plus", "0"})


def spoken(text: str) -> Iterator[tuple[int, int, bool]]:
    """The telephone numbers in words of one text, and whether each is all of its run of words."""
    for run in _runs(fold(text)):
        at = 0
        while at < len(run):
            length = _number(run[at : at + _MOST_WORDS])
            if length:
                whole = at < 2 and len(run) - at - length < 2
                yield run[at].start, run[at + length - 1].end, whole
            at += length or 1


def _runs(folded: str) -> Iterator[list[Token]]:
    """Number words and digits with nothing but pauses between them."""
    run: list[Token] = []
    for token in tokens(folded):
        if run and not _GAP.fullmatch(folded, run[-1].end, token.start):
            yield run
            run = []
        run.append(token)
    yield run


def _number(words: Sequence[Token]) -> int:
    """How many of these words are a telephone number from the first on, the most; 0 if none."""
    first = words[0].text
    if first not in _FIRST and not re.match(r"0\d", first):
        return 0
    if not any(word.is_word for word in words[:_FEWEST_DIGITS]):
        return 0
    found = readings([word.text for word in words], _goes_on)
    return max((end for read, end in found if _NUMBER.fullmatch(read)), default=0)


def _goes_on(read: str, digits: str) -> bool:
    """Whether these digits may come next: pairs begin where a number of France has pairs."""
    if len(digits) == 2 and digits.isdigit() and read != "+":
        abroad = re.match(r"(?:\+|00)33", read)
        rest = read[abroad.end() :] if abroad else read
        if (len(rest) + (abroad is not None and rest[:1] != "0")) % 2:
            return False
    return _BEGINS.fullmatch(read + digits) is not None


class SpokenPhoneRecognizer(FrenchRecognizer):
    """Finds telephone numbers in words; part of a longer run of words only beside a label."""

    ENTITY = "PHONE_NUMBER"
    LABELS = PhoneRecognizer.LABELS
    LABELLED = 0.95
    BARE = 0.75

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end, whole in spoken(text):
            if whole or self.labelled(text, start, end):
                yield start, end
