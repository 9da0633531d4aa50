"""What the French recognizers share: patterns, a check, and the label beside the value.

A checksum proves the format, a label proves the type, and a value whose checksum fails beside its
label is still masked: customers mistype, and one wrong digit does not make a number harmless.

==================  ==========  ==========
check               label near  no label
==================  ==========  ==========
holds               1.0         ``VALID``
none exists         ``LABELLED``  ``BARE``
fails               ``UNVERIFIED``  not found
==================  ==========  ==========
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

# One optional separator inside a number. Never repeated: the patterns stay linear.
SEPARATOR = "[ \u00a0\u202f\u2009.\\-/]?"
BEFORE = "(?<![0-9A-Za-z])"
AFTER = "(?![0-9A-Za-z])"

LABEL_WINDOW_BEFORE = 60
LABEL_WINDOW_AFTER = 25
# A label does not reach over the end of a sentence or an empty line.
_BREAK = re.compile(r"[.!?][ \n]+(?=[A-ZÀ-Ý])|\n[ \t]*\n")

_FOLD = {
    code: base[0].lower()
    for code in range(0x80, 0x250)
    if (base := unicodedata.normalize("NFD", chr(code)))[0].isascii() and len(base) > 1
} | {0x2019: "'", 0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " "}


@functools.lru_cache(maxsize=4)
def fold(text: str) -> str:
    """Lower case without accents, one character for one: offsets stay right.

    >>> fold("N° de Sécurité Sociale")
    'n° de securite sociale'
    """
    folded = text.translate(_FOLD)
    return (
        "".join(c if len(c.lower()) > 1 else c.lower() for c in folded)
        if "\u0130" in folded
        else folded.lower()
    )


class FrenchRecognizer(LocalRecognizer):
    """A recognizer of one entity type by patterns, an optional check and optional labels.

    A subclass sets the class attributes below and, where the identifier has one, ``check``.
    """

    name: str  # set by Presidio's constructor
    ENTITY: ClassVar[str]
    #: Each pattern must be linear; group 1, if there is one, is the value, else the whole match.
    PATTERNS: ClassVar[tuple[re.Pattern[str], ...]]
    #: Matched against folded text (lower case, no accents) around the value.
    LABELS: ClassVar[re.Pattern[str] | None] = None

    VALID: ClassVar[float] = 0.9
    LABELLED: ClassVar[float] = 0.75
    UNVERIFIED: ClassVar[float] = 0.6
    #: Score of a value without check and without label; 0 means that it is not found.
    BARE: ClassVar[float] = 0.0

    def __init__(self) -> None:
        super().__init__(supported_entities=[self.ENTITY], supported_language="fr")

    def load(self) -> None:
        """Nothing to load: the patterns are compiled with the class."""

    def check(self, value: str) -> bool | None:
        """Whether the value passes its checksum; None where the identifier has none."""
        return None

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the values of this entity type in one text (Presidio's interface)."""
        results = []
        for start, end in self._candidates(text):
            check = self.check(text[start:end])
            labelled = self.labelled(text, start, end)
            score = self._score(check, labelled)
            if score > 0:
                results.append(self._result(start, end, score, check, labelled))
        return results

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        seen = set()
        for pattern in self.PATTERNS:
            for match in pattern.finditer(text):
                span = match.span(1 if pattern.groups else 0)
                if span not in seen:
                    seen.add(span)
                    yield span

    def _score(self, check: bool | None, labelled: bool) -> float:
        if check is None:
            return self.LABELLED if labelled else self.BARE
        if check:
            return 1.0 if labelled else self.VALID
        return self.UNVERIFIED if labelled else 0.0

    def labelled(self, text: str, start: int, end: int) -> bool:
        """Whether one of ``LABELS`` stands within reach of the value, before or after it."""
        if self.LABELS is None:
            return False
        folded = fold(text)
        low, high = max(0, start - LABEL_WINDOW_BEFORE), min(len(text), end + LABEL_WINDOW_AFTER)
        for stop in _BREAK.finditer(text, low, start):
            low = stop.end()
        stop_after = _BREAK.search(text, end, high)
        if stop_after:
            high = stop_after.start()
        return bool(self.LABELS.search(folded, low, start) or self.LABELS.search(folded, end, high))

    def _result(
        self, start: int, end: int, score: float, check: bool | None, labelled: bool
    ) -> RecognizerResult:
        return RecognizerResult(
            entity_type=self.ENTITY,
            start=start,
            end=end,
            score=score,
            analysis_explanation=AnalysisExplanation(recognizer=self.name, original_score=score),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                "validated": check is True,
                "labelled": labelled,
            },
        )
