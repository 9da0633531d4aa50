"""PERSON, LOCATION, ORGANIZATION: what the French spaCy model found, tidied.

The model was trained on news and encyclopedias. In chats it takes greetings, civilities and
labels into its spans (« bonjour mme martin »), reads on over the end of a line, calls « CB » a
place, « Livraison » a person, and loses a surname in capitals beside a given name. Here the edges
are trimmed, such surnames joined, and persons dropped that are words and no names.

>>> trim("bonjour mme martin,", 0, 19)
(12, 18)
>>> trim("Merci", 0, 5) is None
True
>>> person("Noté Mme Kowalczyk", 0, 18), person("Livraison", 0, 9)
((9, 18), None)
"""

import re
from collections.abc import Iterator

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers import organization, places
from recognizers.base import fold
from recognizers.name_cues import cues
from recognizers.name_doubts import doubtful
from recognizers.name_line import bots, called_after_someone, things
from recognizers.name_words import code_of, common, key, surname
from recognizers.words import CIVILITIES, COMPANY, EDGE, GREETINGS, LABELS

_NOT_NAMES = CIVILITIES | GREETINGS | LABELS
_WORD = re.compile(r"\S+")
# A name does not go on over these; an emoji is one of them.
_PIECE = re.compile(r"[^\n|;<>\t\u2190-\u2bff\U0001f000-\U0001faff]+")
_MARKS = ".,;:!?…()[]{}<>«»\"'’*_-–—/|#@+=~"
_CAPITALS_BEFORE = re.compile(r"(?<!\S)((?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’\-]{1,30}[ \u00a0]){1,2})$")
_CAPITALS_AFTER = re.compile(r"(?:[ \u00a0][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’\-]{1,30}){1,2}(?![^\W\d_])")
_SENTENCE_START = re.compile(r"(?:\A|[.!?…:\n>»)*-][ \n\u00a0]*)\Z")
_SURNAME_ALONE = 800
_NO_NAME = re.compile(r"[@_&]|://|\w\.\w{2}")


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
    return _bare(text, words)


def _bare(text: str, words: list[tuple[int, int]]) -> tuple[int, int] | None:
    """From the first to the last word, without the marks at the edges."""
    if not words:
        return None
    kept = text[words[0][0] : words[-1][1]]
    start = words[0][0] + len(kept) - len(kept.lstrip(_MARKS))
    end = words[-1][1] - len(kept) + len(kept.rstrip(_MARKS))
    return (start, end) if any(map(str.isalpha, text[start:end])) else None


def _code(word: str) -> str:
    """The code of a word as ``name_words`` has them, initials as ``I``."""
    bare = word.strip(_MARKS)
    if any(map(str.isdigit, bare)) or not bare:
        return "c"
    if len(bare) == 1 or re.fullmatch(r"(?:\w\W{1,2}){1,3}\w", bare):
        return "I" if bare.isupper() else "c"
    bare = re.sub(r"^(?:[djlDJL]|[Qq]u)['’]", "", bare)
    name = key(bare)
    code = code_of(bare, name, flat=False)
    # « jdoit », « dappart »: a word and what elides before it
    return "c" if code == "x" and name[0] in "cdjlmnst" and common(name[1:]) else code


def person(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What of a span that the model calls a person is a name; None if nothing is."""
    words = [(match.span(), _code(match[0])) for match in _WORD.finditer(text, start, end)]
    # Beside a word with its capital, one without is no name.
    edge = "cCMxrp" if any(code in "GSXRP" for _, code in words) else "cCM"
    while words and words[0][1] in edge:
        del words[0]
    while words and words[-1][1] in edge + "dD":
        del words[-1]
    span = _bare(text, [place for place, _ in words])
    if span is None or _NO_NAME.search(text, *span):
        return None
    codes = "".join(code for _, code in words).strip("dDIJ")
    if codes == "P" and not _SENTENCE_START.search(text[: span[0]]):
        return span if surname(key(text[slice(*span)])) >= _SURNAME_ALONE else None
    if codes in ("P", "p", "r", ""):
        return None
    return None if codes == "x" and span[1] - span[0] < 5 else span


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


def _label(label: str, text: str, start: int, end: int, *, street: bool) -> str:
    """What a span is: the model takes streets and companies for who they are called after."""
    words = _WORD.findall(text, start, end)
    if label == "PERSON":
        company = any(fold(word).strip(_MARKS) in COMPANY for word in words)
        return "LOCATION" if street else "ORGANIZATION" if company else label
    name = re.fullmatch(r"G[GRI]{0,2}[dD]{0,2}[GSXP]|[SX]G", "".join(map(_code, words)))
    return "PERSON" if name else label


def _person(text: str, span: tuple[int, int], announced: set[int]) -> tuple[int, int] | None:
    """What of a span is the name of a person; ``announced`` is where cues say that one begins."""
    name = person(text, *span)
    if name is None:
        return None
    codes = [_code(word) for word in text[slice(*name)].split()]
    if name[0] not in announced and doubtful(text, *name, codes):
        return None
    return _extend(text, *name)


def _kept(label: str, text: str, start: int, end: int) -> bool:
    """Whether a place or an organization of the model is one; persons are judged elsewhere."""
    if label == "LOCATION":
        return places.kept(text, start, end)
    return label != "ORGANIZATION" or organization.kept(text[start:end])


def named(
    text: str, artifacts: NlpArtifacts | None, entities: tuple[str, ...]
) -> Iterator[tuple[str, int, int, float]]:
    """The names that the model found: entity type, span, score."""
    if artifacts is None:
        return
    folded = fold(text)
    called, no_one, made = called_after_someone(folded), bots(folded), things(folded)
    announced = {place for place, _ in cues(text)}
    for entity, score in zip(artifacts.entities, artifacts.scores, strict=True):
        for piece in _PIECE.finditer(text, entity.start_char, entity.end_char):
            label = entity.label_
            span = trim(text, *piece.span()) if label in entities else None
            if span and span[0] in made:
                continue
            if span:
                label = _label(label, text, *span, street=span[0] in called)
            if span and label == "PERSON":
                span = _person(text, span, announced) if span[1] not in no_one else None
                span = None if span and span[0] in made | called else span
            if span and _kept(label, text, *span):
                yield label, *span, float(score)


def persons(text: str, artifacts: NlpArtifacts | None) -> Iterator[tuple[int, int, float]]:
    """The persons that the model found: span, score."""
    for label, start, end, score in named(text, artifacts, NerRecognizer.ENTITIES):
        if label == "PERSON":
            yield start, end, score


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
        return [
            self._result(label, start, end, score)
            for label, start, end, score in named(text, nlp_artifacts, self.ENTITIES)
        ]

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
