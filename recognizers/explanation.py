"""Why something in a text was found, and why something that looks like it was not.

Built for ``caviardage explain``: what each recognizer said of one text before any threshold, what
it looked at and rejected, and which finding was kept in the end.
"""

import dataclasses
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from presidio_analyzer import RecognizerResult

from caviardage.passages import Passage, passages
from caviardage.policy import Detection
from caviardage.records import Document, Finding, Position, Record, Text
from caviardage.resolve import resolve
from recognizers.analyzer import DocumentAnalyzer
from recognizers.base import FrenchRecognizer
from recognizers.engine import LANGUAGE, build_engine
from recognizers.person_names import reasons

FIELD = "text"


class Outcome(StrEnum):
    """What became of a claim."""

    FOUND = "found"
    OVERRULED = "overruled"
    WEAK = "below min_score"
    ALLOWED = "in allow_list"
    REJECTED = "rejected"


@dataclasses.dataclass(frozen=True, slots=True)
class Explained:
    """One claim on a span of the text, in characters: what, how sure, by whom, why, what of it."""

    start: int
    end: int
    value: str
    entity: str
    score: float
    recognizer: str
    outcome: Outcome
    why: tuple[str, ...]


class Explainer:
    """Explains single texts under one policy."""

    def __init__(self, detection: Detection) -> None:
        self._detection = detection
        self._engine = build_engine(detection)
        self._analyzer = DocumentAnalyzer(self._engine, detection)

    def explain(self, text: str) -> list[Explained]:
        """Explain the findings and the near misses of one text.

        Returns:
            What is found first, in the order of the text; then what is not, in the same order.
        """
        document = _document(text)
        kept = resolve(self._analyzer.analyze([document])[0], text)
        passage = next(passages(document))
        claims = list(self._claims(passage))
        explained = [
            *(_kept(finding, claims, text) for finding in kept),
            *self._lost(claims, kept),
            *self._rejected(passage, kept),
        ]
        return sorted(
            explained, key=lambda e: (e.outcome != Outcome.FOUND, e.start, e.end, e.entity, e.score)
        )

    def _claims(self, passage: Passage) -> Iterator[Explained]:
        """What the recognizers said, before any threshold."""
        for result in self._engine.analyze(passage.text, LANGUAGE, score_threshold=0):
            metadata = result.recognition_metadata or {}
            yield _explained(
                passage,
                (result.start, result.end),
                entity=result.entity_type,
                score=round(float(result.score), 4),
                recognizer=str(metadata.get(RecognizerResult.RECOGNIZER_NAME_KEY, "")),
                outcome=Outcome.FOUND,
                why=tuple(_why(result, passage.text)),
            )

    def _lost(self, claims: list[Explained], kept: list[Finding]) -> Iterator[Explained]:
        """The claims that are not kept, and who has their characters instead."""
        for claim in claims:
            over = [f for f in kept if _overlap(claim, f)]
            if any(f.entity == claim.entity for f in over):
                continue
            weak = claim.score < self._detection.min_score
            outcome = Outcome.WEAK if weak else Outcome.OVERRULED if over else Outcome.ALLOWED
            why = (f"{over[0].entity} keeps these characters",) if over else ()
            yield dataclasses.replace(claim, outcome=outcome, why=(*claim.why, *why))

    def _rejected(self, passage: Passage, kept: list[Finding]) -> Iterator[Explained]:
        """What has the shape of an identifier and is none, where nothing else was found."""
        for recognizer in self._engine.registry.recognizers:
            if not isinstance(recognizer, FrenchRecognizer):
                continue
            for candidate in recognizer.examine(passage.text):
                explained = _explained(
                    passage,
                    (candidate.start, candidate.end),
                    entity=candidate.entity,
                    score=0.0,
                    recognizer=recognizer.name,
                    outcome=Outcome.REJECTED,
                    why=(*_checks(candidate.check), "no label beside it"),
                )
                if candidate.score == 0 and not any(_overlap(explained, f) for f in kept):
                    yield explained


def _document(text: str) -> Document:
    record = Record(position=Position(file=1, offset=0), row={FIELD: text})
    texts = (Text(message=0, field=FIELD, text=text),)
    return Document(records=(record,), texts=texts, scope_id="explain")


def _explained(passage: Passage, span: tuple[int, int], **claim: Any) -> Explained:
    """A claim on a span of a passage, put back into the text."""
    text, start, end = passage.sources(*span)[0]
    return Explained(start=start, end=end, value=text.text[start:end], **claim)


def _kept(finding: Finding, claims: list[Explained], text: str) -> Explained:
    """A finding with the reasons of all who claimed it."""
    same = [c for c in claims if c.entity == finding.entity and _overlap(c, finding)]
    why = tuple(dict.fromkeys(reason for claim in same for reason in claim.why))
    return Explained(
        start=finding.start,
        end=finding.end,
        value=text[finding.start : finding.end],
        entity=finding.entity,
        score=finding.score,
        recognizer=finding.recognizer,
        outcome=Outcome.FOUND,
        why=why,
    )


def _why(result: RecognizerResult, text: str) -> Iterator[str]:
    metadata = result.recognition_metadata or {}
    if "check" not in metadata:
        yield "found by the language model"
        return
    yield from _checks(metadata["check"])
    label = metadata["label"]
    if label is not None:
        yield f"label « {text[label.start : label.end]} » {label.side} it"
    elif metadata["labelled"]:
        yield "its writing or the words around it say its type"
    if result.entity_type == "PERSON":
        yield from reasons(text, result.start, result.end)


def _checks(check: bool | None) -> Iterator[str]:
    if check is not None:
        yield "checksum holds" if check else "checksum fails"


def _overlap(claim: Explained, finding: Finding) -> bool:
    return claim.start < finding.end and finding.start < claim.end
