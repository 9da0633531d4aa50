"""From records to documents: which texts are scanned, who said them, what is left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from caviardage import fields
from caviardage.errors import Code, PolicyError, RecordError, Stage
from caviardage.policy import Policy
from caviardage.records import Document, KnownValue, Record, Row, Text

KNOWN_CHARACTERS = 200


def identity(row: Row, steps: fields.Steps | None) -> str | None:
    """The value at a path that names something (an id), as text; None when absent or nested."""
    value = fields.get(row, steps) if steps else None
    if value is None or isinstance(value, dict | list):
        return None
    return str(value)


class DocumentBuilder:
    """Builds the documents of one policy. Paths are parsed once."""

    def __init__(self, policy: Policy) -> None:
        def steps(path: str | None) -> fields.Steps | None:
            return fields.parse(path) if path else None

        self._scanned = [
            (fields.parse(path), steps(rule.speaker), steps(rule.time))
            for path, rule in policy.scanned().items()
        ]
        self._known = [
            (fields.parse(path), rule.entity)
            for path, rule in policy.field_rules().items()
            if rule.known_value and rule.entity
        ]
        self._id = steps(policy.record.id)
        self._thread = steps(policy.record.thread)
        self._longest = policy.limits.text_characters

    def thread(self, row: Row) -> str | None:
        """The thread a record belongs to, or None when it is a document of its own."""
        return identity(row, self._thread)

    def record_id(self, row: Row) -> str | None:
        """The record's own id, or None."""
        return identity(row, self._id)

    def build(self, records: Sequence[Record]) -> Document:
        """Make the document of some records: one ticket, or all messages of one thread.

        Raises:
            RecordError: A scanned value is not text, or is too long, or is not valid Unicode.
        """
        first = records[0]
        name = self.thread(first.row) or self.record_id(first.row)
        position = first.position
        scope_id = f"id:{name}" if name else f"at:{position.file}:{position.offset}"
        texts = [text for i, record in enumerate(records) for text in self._texts(i, record.row)]
        return Document(
            records=tuple(records),
            texts=tuple(texts),
            scope_id=scope_id,
            known=tuple(sorted({known for record in records for known in self._values(record)})),
        )

    def _values(self, record: Record) -> Iterator[KnownValue]:
        """What the columns know. A text, or a date, or a number that was read as one."""
        for path, entity in self._known:
            for _, _, value in fields.find(record.row, path):
                if isinstance(value, str | int | date) and not isinstance(value, bool):
                    text = str(value).strip()
                    if text and len(text) <= KNOWN_CHARACTERS:
                        yield KnownValue(entity=entity, value=text)

    def _texts(self, message: int, row: Row) -> Iterator[Text]:
        for path, speaker, time in self._scanned:
            for name, indices, value in fields.find(row, path):
                if not isinstance(value, str):
                    raise RecordError(Stage.READ, Code.TYPE)
                if len(value) > self._longest:
                    raise RecordError(Stage.READ, Code.TOO_LARGE)
                try:
                    value.encode("utf-8")
                except UnicodeEncodeError:
                    raise RecordError(Stage.READ, Code.ENCODING) from None
                yield Text(
                    message=message,
                    field=name,
                    text=value,
                    speaker=_as_text(fields.get(row, speaker, indices) if speaker else None),
                    time=_as_text(fields.get(row, time, indices) if time else None),
                )


def _as_text(value: Any) -> str | None:
    return None if value is None else str(value)


OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Which documents are left out before scanning, and the reason that is counted.

    ``objected`` holds the ids of subjects who objected to the processing (RGPD art. 21).
    """

    policy: Policy
    objected: frozenset[str] = field(default=frozenset(), repr=False)

    def reason(self, records: Iterable[Record]) -> str | None:
        """The first reason that excludes a document: a column's path, ``objection``, or None.

        One record with an excluded value, or of a subject who objected, excludes its document.
        """
        rules = self.policy.record
        subject = fields.parse(rules.subject) if rules.subject else None
        for record in records:
            if (identity(record.row, subject) or "").strip() in self.objected:
                return OBJECTION
            for path, values in rules.exclude.values.items():
                found = map(itemgetter(2), fields.find(record.row, fields.parse(path)))
                if any(_equal(value, excluded) for value in found for excluded in values):
                    return path
        return None


def _equal(value: Any, excluded: str | int | bool) -> bool:
    """Whether a value is an excluded one, in a typed input or in a CSV (``true``, ``True``)."""
    if isinstance(excluded, bool):
        return str(value).casefold() == str(excluded).casefold()
    return str(value) == str(excluded)


def load_exclusions(policy: Policy, policy_path: Path) -> Exclusions:
    """Read the file of objections that a policy names, one subject id a line.

    Raises:
        PolicyError: The file cannot be read: nobody's objection is forgotten in silence.
    """
    name = policy.record.exclude.objections
    if name is None:
        return Exclusions(policy)
    path = policy_path.parent / name
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8 text"
        raise PolicyError(f"{policy_path}: record.exclude.objections: {path}: {why}") from None
    return Exclusions(policy, frozenset(line.strip() for line in lines if line.strip()))
