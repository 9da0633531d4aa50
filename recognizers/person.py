"""PERSON, LOCATION, ORGANIZATION: what the French spaCy model found, tidied.

The model was trained on news and encyclopedias. In chats it takes greetings, civilities and
labels into its spans (« bonjour mme martin »), calls « CB » a place, and loses a surname in
capitals beside a given name. Here the edges are trimmed and such surnames joined.

>>> trim("bonjour mme martin,", 0, 19)
(12, 18)
>>> trim("Merci", 0, 5) is None
True
"""

import re

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import fold
from recognizers.words import CIVILITIES, EDGE, GREETINGS, LABELS

_NOT_NAMES = CIVILITIES | GREETINGS | LABELS
_WORD = re.compile(r"\S+")
_MARKS = ".,;:!?…()[]{}<>«»\"'’*_-–—/|#@+=~"
_CAPITALS_BEFORE = re.compile(r"(?<!\S)((?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’\-]{1,30}[ \u00a0]){1,2})$")
_CAPITALS_AFTER = re.compile(r"(?:[ \u00a0][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’\-]{1,30}){1,2}(?![^\W\d_])")


def _droppable(word: str) -> bool:
    bare = fold(word).strip(_MARKS)
    return not bare or bare in _NOT_NAMES or (word.islower() and bare in EDGE)


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the words and marks at its edges that are no name; None if none is left."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    while words and _droppable(text[slice(*words[0])]):
        del words[0]
    while words and _droppable(text[slice(*words[-1])]):
        del words[-1]
    if not words:
        return None
    kept = text[words[0][0] : words[-1][1]]
    start = words[0][0] + len(kept) - len(kept.lstrip(_MARKS))
    end = words[-1][1] - len(kept) + len(kept.rstrip(_MARKS))
    return (start, end) if any(map(str.isalpha, text[start:end])) else None


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    """With the surname in capitals beside a name that is not in capitals itself."""
    if text[start:end].isupper():
        return start, end
    before = _CAPITALS_BEFORE.search(text[max(0, start - 64) : start])
    if before and not any(map(_droppable, before[1].split())):
        return start - len(before[1]), end
    after = _CAPITALS_AFTER.match(text, end)
    if after and not any(map(_droppable, after[0].split())):
        return start, after.end()
    return start, end


class NerRecognizer(LocalRecognizer):
    """Turns the entities of the spaCy pipeline into results."""

    name: str  # set by Presidio's constructor
    ENTITIES = ("PERSON", "LOCATION", "ORGANIZATION")

    def __init__(self) -> None:
        super().__init__(supported_entities=list(self.ENTITIES), supported_language="fr")

    def load(self) -> None:
        """Nothing to load: the engine runs the model."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Take the names from the artifacts of one text."""
        if nlp_artifacts is None:
            return []
        results = []
        for entity, score in zip(nlp_artifacts.entities, nlp_artifacts.scores, strict=True):
            label = entity.label_
            span = trim(text, entity.start_char, entity.end_char)
            if label in self.ENTITIES and span:
                start, end = _extend(text, *span) if label == "PERSON" else span
                results.append(self._result(label, start, end, float(score)))
        return results

    def _result(self, label: str, start: int, end: int, score: float) -> RecognizerResult:
        return RecognizerResult(
            entity_type=label,
            start=start,
            end=end,
            score=score,
            analysis_explanation=AnalysisExplanation(recognizer=self.name, original_score=score),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )
