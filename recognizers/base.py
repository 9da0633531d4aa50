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

Where a number's own writing says its type (a French IBAN in its groups) that stands for the label;
if its check fails all the same, it is found as ``GENERIC_ID``.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.labels import Label, LabelPattern, find_label

#: The type of a number that is somebody's, nobody knows which.
FALL_BACK = "GENERIC_ID"

# One optional separator inside a number. Never repeated: the patterns stay linear.
SEPARATOR = "[ \u00a0\u202f\u2009.\\-/]?"
BEFORE = "(?<![0-9A-Za-z])"
AFTER = "(?![0-9A-Za-z])"

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """What looks like an identifier, and what became of it; a score of 0 means rejected.

    ``check`` is None where the identifier has no checksum; ``label`` is None where ``labelled``
    comes from the value's own writing.
    """

    start: int
    end: int
    entity: str
    score: float
    check: bool | None
    labelled: bool
    label: Label | None = None


class FrenchRecognizer(LocalRecognizer):
    """A recognizer of one entity type by patterns, an optional check and optional labels.

    A subclass sets the class attributes below and, where the identifier has one, ``check``.
    """

    name: str  # set by Presidio's constructor
    ENTITY: ClassVar[str]
    #: Each pattern must be linear; group 1, if there is one, is the value, else the whole match.
    PATTERNS: ClassVar[tuple[re.Pattern[str], ...]] = ()
    #: Matched against folded text (lower case, no accents) around the value.
    LABELS: ClassVar[LabelPattern | None] = None

    VALID: ClassVar[float] = 0.9
    LABELLED: ClassVar[float] = 0.75
    UNVERIFIED: ClassVar[float] = 0.6
    #: Score of a value without check and without label; 0 means that it is not found.
    BARE: ClassVar[float] = 0.0

    def __init__(self) -> None:
        speaks = type(self).speaks is not FrenchRecognizer.speaks
        entities = [self.ENTITY, FALL_BACK] if speaks else [self.ENTITY]
        super().__init__(supported_entities=entities, supported_language="fr")

    def load(self) -> None:
        """Nothing to load: the patterns are compiled with the class."""

    def check(self, value: str) -> bool | None:
        """Whether the value passes its checksum; None where the identifier has none."""
        return None

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the values of this entity type in one text (Presidio's interface)."""
        return [
            self._result(c.start, c.end, c.score, c.check, c.labelled, c.label, c.entity)
            for c in self.examine(text)
            if c.score > 0
        ]

    def examine(self, text: str) -> Iterator[Candidate]:
        """Yield what looks like this identifier in one text, rejected (score 0) or not."""
        for start, end in self._candidates(text):
            check = self.check(text[start:end])
            label = self.label(text, start, end)
            speaks = label is None and self.speaks(text, start, end)
            entity, labelled = self.ENTITY, label is not None or speaks
            if speaks and check is False:
                # Too much like it to be left in clear, too little to be called one.
                entity = FALL_BACK
            score = self._score(check, labelled)
            yield Candidate(start, end, entity, score, check, labelled, label)

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

    def label(self, text: str, start: int, end: int) -> Label | None:
        """The one of ``LABELS`` that says what a value is, if one does."""
        if self.LABELS is None:
            return None
        return find_label(self.LABELS, text, fold(text), start, end)

    def speaks(self, text: str, start: int, end: int) -> bool:
        """Whether a value's own writing says its type, as a label would."""
        return False

    def labelled(self, text: str, start: int, end: int) -> bool:
        """Whether something says what a value is: a label, or its own writing."""
        return self.label(text, start, end) is not None or self.speaks(text, start, end)

    def _result(
        self,
        start: int,
        end: int,
        score: float,
        check: bool | None,
        labelled: bool,
        label: Label | None = None,
        entity: str | None = None,
    ) -> RecognizerResult:
        return RecognizerResult(
            entity_type=entity or self.ENTITY,
            start=start,
            end=end,
            score=score,
            analysis_explanation=AnalysisExplanation(recognizer=self.name, original_score=score),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                "validated": check is True,
                "check": check,
                "labelled": labelled,
                "label": label,
            },
        )
