"""The way of a batch of documents: analyze, mask; and what fails becomes dead letters.

The one place where an error on a record is caught. A batch is analyzed together; when that fails,
its documents are taken one by one, so that only those that cannot be used are lost to the output.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from caviardage.documents import DocumentBuilder
from caviardage.entities import SENSITIVE
from caviardage.errors import Code, KeyUnavailable, RecordError, Stage
from caviardage.fields import ITEMS
from caviardage.masking import mask
from caviardage.operators import Apply
from caviardage.policy import Policy
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import (
    DeadLetter,
    Document,
    Finding,
    MaskedDocument,
    Position,
    Record,
    Row,
)
from caviardage.sensitive import outcome

KEPT = "keep"
#: Mentions that fit two people of a document: they are pseudonymised, each as someone else.
REFUSED, ALL_FIELDS = "refused", "*"


class Analyzer(Protocol):
    """Finds personal data in whole documents."""

    def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """The findings of each document, in the order of the documents."""
        ...


# (field path without indices, entity, operator) → number of edits, or of findings kept. For
# sensitive content, the level stands before what was done: "attributed/redact".
Counts = Counter[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A masked row on its way to the output, with what a dead letter would need to say of it."""

    position: Position
    record: str | None
    row: Row = field(repr=False)


@dataclass(slots=True)
class Processed:
    """What became of a batch: masked rows, dead letters, and counts of what was done."""

    rows: list[OutputRow] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)
    counts: Counts = field(default_factory=Counter)


class Processor:
    """Analyzes and masks batches of documents under one policy."""

    def __init__(
        self, policy: Policy, analyzer: Analyzer, operators: Apply, pseudonymizer: Pseudonymizer
    ) -> None:
        self._policy = policy
        self._analyzer = analyzer
        self._operators = operators
        self._pseudonymizer = pseudonymizer
        self._builder = DocumentBuilder(policy)
        self._scanned = frozenset(policy.scanned())

    def process(self, batch: Sequence[Sequence[Record]]) -> Processed:
        """Process a batch, each item the records of one document. Never raises for a record."""
        result = Processed()
        documents: list[Document] = []
        for records in batch:
            try:
                documents.append(self._builder.build(records))
            except RecordError as error:
                result.dead += self.dead_letters(records, error)
        for document, findings in self._analyze(documents):
            if isinstance(findings, RecordError):
                result.dead += self.dead_letters(document.records, findings)
                continue
            result.counts.update(self._sensitive_counts(findings))
            try:
                masked = mask(document, findings, self._policy, self._operators)
            except KeyUnavailable:
                raise  # a key or the vault went away: not the fault of the record
            except Exception as error:
                failure = _as_record_error(error, Stage.MASK, Code.MASK)
                result.dead += self.dead_letters(document.records, failure)
                continue
            result.rows += [
                OutputRow(record.position, self._digest(record), row)
                for record, row in zip(document.records, masked.rows, strict=True)
            ]
            result.counts.update(self._counts(masked))
        return result

    def _analyze(
        self, documents: list[Document]
    ) -> list[tuple[Document, tuple[Finding, ...] | RecordError]]:
        if not documents:
            return []
        try:
            return list(zip(documents, self._analyzer.analyze(documents), strict=True))
        except Exception as error:
            if len(documents) == 1:
                return [(documents[0], _as_record_error(error, Stage.ANALYZE, Code.ANALYZE))]
        return [pair for document in documents for pair in self._analyze([document])]

    def dead_letters(self, records: Sequence[Record], error: RecordError) -> list[DeadLetter]:
        """One dead letter for each record of a document that failed."""
        return [
            DeadLetter(
                position=record.position,
                stage=error.stage,
                code=error.code,
                record=self._digest(record),
            )
            for record in records
        ]

    def _sensitive_counts(self, findings: Sequence[Finding]) -> Counts:
        """Sensitive findings, of documents in quarantine too."""
        rules = self._policy.sensitive
        return Counter(
            (_pattern(finding.field), finding.entity, outcome(rules, finding))
            for finding in findings
            if finding.entity in SENSITIVE
        )

    def _counts(self, masked: MaskedDocument) -> Counts:
        """Edits and kept findings, but for the sensitive ones in scanned text."""
        counts: Counts = Counter()
        for edit in masked.edits:
            field = _pattern(edit.field)
            if edit.entity not in SENSITIVE or field not in self._scanned:
                counts[field, edit.entity, edit.operator] += 1
        for finding in masked.kept:
            if finding.entity not in SENSITIVE:
                counts[_pattern(finding.field), finding.entity, KEPT] += 1
        if masked.refused:
            counts[ALL_FIELDS, "PERSON", REFUSED] += masked.refused
        return counts

    def _digest(self, record: Record) -> str | None:
        record_id = self._builder.record_id(record.row)
        return self._pseudonymizer.record_digest(record_id) if record_id is not None else None


def _as_record_error(error: Exception, stage: Stage, code: Code) -> RecordError:
    return error if isinstance(error, RecordError) else RecordError(stage, code)


def _pattern(path: str) -> str:
    """The field path without list indices.

    >>> _pattern("comments[12].body")
    'comments[].body'
    """
    # A bracket that belongs to a name has a backslash before it.
    return re.sub(r"\\.|\[\d+\]", lambda m: ITEMS if m[0][0] == "[" else m[0], path)
