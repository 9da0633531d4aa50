"""A text as the search for sensitive content sees it: words, sentences and clauses."""

import bisect
import re
from dataclasses import dataclass

from recognizers.base import fold
from recognizers.sensitive_spelling import WORD, word_key

# A full stop ends a sentence before white space, not after « M. » or « Mme. ».
_SHORT = ("m", "mr", "mme", "dr", "cl", "clt", "adh", "hospit", "hospi", "orig", "ass", "abo", "st")
_STOP = "".join(rf"(?<!\b{word})" for word in _SHORT) + r"\.(?=\s|$)"
_SENTENCE = re.compile(rf"[!?;\n…]|\.\.|{_STOP}")
# What begins a clause that can be dropped and leaves a sentence.
_CONJUNCTION = (
    r"(?<=\s)(?:mais|car|donc|alors|parce que|parce qu|pcq|pck|puisque|puisqu|du coup|sinon"
    r"|cependant|par contre|suite a|suite au|en raison d|a cause d|pour cause d|pour raison"
    r"|pr raison|vu que|etant donne|compte tenu|ainsi que|afin d|pour que|tandis que|apres que"
    r"|depuis que|je vous (?:contacte|ecris|demande)|je (?:souhaite|voudrais|veux|demande)"
    r"|j.?aimerais|merci de|pouvez|pourriez|et (?=(?:je|j|il|elle|on|nous|vous|tu|ma|mon"
    r"|mes|le|la|les|c|ca|merci|votre|vos|l)\b))\b"
)
_CLAUSE = re.compile(rf"[!?;\n…()\[\]]|\.\.|{_STOP}|,(?!\d)|:(?=\s)|\s[-\u2013\u2014]\s")
_CONJUNCTIONS = re.compile(_CONJUNCTION)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text with where they stand, and where its sentences and clauses end.

    Attributes:
        text: The text itself.
        keys: Each word as the lexicon compares it.
        spans: Where each word stands.
        sentences: The number of the sentence of each word, from 0.
        ends: Where each sentence ends.
        breaks: Where a clause ends or the next begins, in order.
    """

    text: str
    keys: list[str]
    spans: list[tuple[int, int]]
    sentences: list[int]
    ends: list[int]
    breaks: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Read a text."""
        folded = fold(text)
        spans = [match.span() for match in WORD.finditer(folded)]
        ends = [match.start() for match in _SENTENCE.finditer(folded)]
        breaks = [match.span() for match in _CLAUSE.finditer(folded)]
        breaks += [(m.start(), m.start()) for m in _CONJUNCTIONS.finditer(folded)]
        return cls(
            text=text,
            keys=[word_key(folded[start:end]) for start, end in spans],
            spans=spans,
            sentences=[bisect.bisect(ends, start) for start, _ in spans],
            ends=ends,
            breaks=sorted(breaks),
        )

    def clause(self, first: int, last: int) -> tuple[int, int]:
        """The span of the clauses from one word to another, white space at the edges aside."""
        start, end = self.spans[first][0], self.spans[last][1]
        before = bisect.bisect(self.breaks, (start, len(self.text))) - 1
        low = self.breaks[before][1] if before >= 0 else 0
        after = bisect.bisect_left(self.breaks, (end, 0))
        high = self.breaks[after][0] if after < len(self.breaks) else len(self.text)
        while low < start and self.text[low].isspace():
            low += 1
        while high > end and self.text[high - 1].isspace():
            high -= 1
        return low, high

    def is_question(self, word: int) -> bool:
        """Whether the sentence of a word ends with a question mark."""
        sentence = self.sentences[word]
        return sentence < len(self.ends) and self.text[self.ends[sentence]] == "?"

    def starts_clause(self, word: int) -> bool:
        """Whether a word is the first of its clause."""
        return self.clause(word, word)[0] == self.spans[word][0]

    def is_title(self, word: int) -> bool:
        """Whether a word is written like a name: one capital, then small letters."""
        start, end = self.spans[word]
        return self.text[start].isupper() and self.text[start + 1 : end].islower()
