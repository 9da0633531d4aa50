"""Finds personal data in whole documents: a batch of texts through spaCy and Presidio at once."""

from collections.abc import Iterator, Sequence
from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from caviardage.passages import Passage, passages
from caviardage.policy import Detection
from caviardage.records import Document, Finding, Text
from recognizers.arbitration import arbitrate
from recognizers.engine import LANGUAGE, build_engine
from recognizers.known_values import known_findings, without_machines

# Bounds of one call of the model: its memory grows with the characters it sees at once.
_MODEL_TEXTS = 64
_MODEL_CHARACTERS = 100_000


class DocumentAnalyzer:
    """Analyzes batches of documents with one engine.

    Args:
        engine: Presidio's analyzer, as ``build_engine`` makes it.
        detection: The policy's thresholds and its list of texts that are never findings.
    """

    def __init__(self, engine: AnalyzerEngine, detection: Detection) -> None:
        self._engine = engine
        self._nlp: Any = engine.nlp_engine.nlp[LANGUAGE]  # type: ignore[attr-defined]  # spaCy's
        self._entities = engine.get_supported_entities(LANGUAGE)
        self._detection = detection

    @classmethod
    def from_detection(cls, detection: Detection) -> "DocumentAnalyzer":
        """Load the model and build the engine of a policy."""
        return cls(build_engine(detection), detection)

    def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """Find personal data in a batch of documents.

        Returns:
            For each document, in order, its findings addressed by message, field and span. They
            may overlap: ``resolve`` settles that.
        """
        read = [list(passages(document)) for document in documents]
        batches = _model_batches([passage for each in read for passage in each])
        found = (f for batch in batches for f in self._findings(batch))
        return [
            self._with_known(document, each, {f for _ in each for f in next(found)})
            for document, each in zip(documents, read, strict=True)
        ]

    def _with_known(
        self, document: Document, read: Sequence[Passage], found: set[Finding]
    ) -> tuple[Finding, ...]:
        """With what the document knows: the values of its columns, the names of its texts."""
        texts = {(text.message, text.field): text.text for text in document.texts}
        known = {
            finding
            for finding in known_findings(document, read, sorted(found))
            if finding.score >= self._detection.min_score
            and texts[finding.message, finding.field][finding.start : finding.end]
            not in self._detection.allow_list
        }
        return tuple(sorted(without_machines(document, read, found | known)))

    def _findings(self, batch: Sequence[Passage]) -> list[list[Finding]]:
        # Inside a zone spaCy frees the words it has seen, so memory stays flat over long runs; no
        # Doc may outlive it: findings hold plain values only.
        with self._nlp.memory_zone():
            docs = self._engine.nlp_engine.process_batch(
                [passage.text for passage in batch], language=LANGUAGE, batch_size=_MODEL_TEXTS
            )
            return [
                list(self._analyze(passage, artifacts))
                for passage, (_, artifacts) in zip(batch, docs, strict=True)
            ]

    def _analyze(self, passage: Passage, artifacts: NlpArtifacts) -> Iterator[Finding]:
        results = self._engine.analyze(
            passage.text,
            LANGUAGE,
            entities=self._entities,
            nlp_artifacts=artifacts,
            score_threshold=self._detection.min_score,
            allow_list=list(self._detection.allow_list),
        )
        for result in arbitrate(results, passage.text):
            for text, start, end in passage.sources(result.start, result.end):
                yield _finding(text, start, end, result)


def _model_batches(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Cut passages into calls of the model by a fixed rule: results never depend on chance."""
    batch: list[Passage] = []
    size = 0
    for passage in passages:
        full = len(batch) == _MODEL_TEXTS or size + len(passage.text) > _MODEL_CHARACTERS
        if batch and full:
            yield batch
            batch, size = [], 0
        batch.append(passage)
        size += len(passage.text)
    if batch:
        yield batch


def _finding(text: Text, start: int, end: int, result: RecognizerResult) -> Finding:
    metadata = result.recognition_metadata or {}
    return Finding(
        message=text.message,
        field=text.field,
        start=start,
        end=end,
        entity=result.entity_type,
        score=round(float(result.score), 4),
        recognizer=metadata.get(RecognizerResult.RECOGNIZER_NAME_KEY, ""),
        validated=bool(metadata.get("validated", False)),
        level=metadata.get("level", ""),
    )
