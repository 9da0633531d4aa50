"""Gold: documents with the spans that people marked in them, for `caviardage evaluate`.

Two forms, one JSON object a line. With its text, each line a document of its own::

    {"id": "1", "text": "Je suis Camille", "spans": [{"start": 8, "end": 15, "label": "PERSON"}]}

or beside the exports, as in ``samples/``: spans are addressed by message and field, and the
documents are built from the exports' rows as a run builds them, whole threads with their columns::

    {"id": "T-1", "spans": [{"message": 0, "field": "comments[0].body", "start": 0, …}]}

Labels may be ours or any of ``caviardage.entity_aliases``; a span may be ``optional``. The list
``sensitive`` holds the statements of RGPD art. 9 and 10: category, level, and a quote or a span.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from caviardage.entities import ENTITIES, SENSITIVE
from caviardage.entity_aliases import SCORE_LABELS, score_label
from caviardage.errors import InputError, UsageError
from caviardage.policy import Policy
from caviardage.records import ATTRIBUTED, MENTION, Document, Position, Record, Text
from caviardage.scoring import Span
from caviardage.suggest import unknown
from pipelines.gold_exports import exports_beside, read_exports, rows

Place = tuple[int, str]  # message and field
_SHOWN_LABEL = 40


class _Line(BaseModel):
    model_config = ConfigDict(strict=True)


class _GoldSpan(_Line):
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    label: str
    optional: bool = False
    message: int = 0
    field: str = "text"


class _GoldStatement(_Line):
    category: str
    level: str = ATTRIBUTED
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    message: int = 0
    field: str = "text"


class _GoldLine(_Line):
    id: str
    text: str | None = None
    spans: list[_GoldSpan] = []
    sensitive: list[_GoldStatement] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A statement of RGPD art. 9 or 10 in a text: about a person, or a topic only."""

    message: int
    field: str
    start: int
    end: int
    category: str
    level: str

    @property
    def attributed(self) -> bool:
        """Whether it is about a person."""
        return self.level != MENTION


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldDocument:
    """A document with its gold, and the number of the policy that it is read by.

    ``statements`` is None where the file has none at all, so that they are not scored.
    """

    id: str
    document: Document
    spans: Mapping[Place, Sequence[Span]]
    statements: tuple[Statement, ...] | None
    policy: int = 0


class Tolerance:
    """The labels whose gold is optional, in any vocabulary.

    Raises:
        UsageError: No vocabulary has a label.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        try:
            self._scores = {score_label(name) for name in labels if name not in _own_only()}
        except KeyError as error:
            raise UsageError(
                f"--optional: {unknown('label', error.args[0], SCORE_LABELS)}"
            ) from None
        self._own = set(labels) & _own_only()

    def __contains__(self, label: str) -> bool:
        return label in self._own or score_label(label) in self._scores


def _own_only() -> set[str]:
    """Our entity types whose name is not that of a score label."""
    return set(ENTITIES) - set(SCORE_LABELS)


def read_gold(
    path: Path, exports: Sequence[Path], layouts: Sequence[Policy], optional: Sequence[str] = ()
) -> list[GoldDocument]:
    """Read a gold file, and where its lines have no text, the exports that it is about.

    Args:
        path: The gold file.
        exports: JSON Lines files; none means those beside the gold file.
        layouts: The policies that say which fields are scanned; the first that fits reads a file.
        optional: Labels whose gold is optional.

    Raises:
        InputError: A file cannot be read; the message has the line and the key.
        UsageError: ``optional`` names no label.
    """
    tolerance = Tolerance(optional)
    documents: dict[str, tuple[int, Document]] | None = None
    gold = []
    flagged = False
    for number, row in rows(path):
        where = f"{path}:{number}"
        line = _parse(row, where)
        flagged = flagged or line.sensitive is not None
        if line.text is not None:
            policy, document = 0, _plain(line.id, line.text, number)
        else:
            if documents is None:
                documents = read_exports(exports or exports_beside(path), layouts)
            if line.id not in documents:
                raise InputError(f"{where}: id: no record of the exports has it, and no 'text'")
            policy, document = documents[line.id]
        gold.append(_document(line, document, policy, tolerance, where))
    if not gold:
        raise InputError(f"{path}: no gold in it")
    return gold if flagged else [replace(document, statements=None) for document in gold]


def _parse(row: dict[str, Any], where: str) -> _GoldLine:
    try:
        return _GoldLine.model_validate(row)
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        key = ".".join(map(str, fault["loc"]))
        raise InputError(f"{where}: {key}: {fault['msg'].lower()}") from None


def _plain(name: str, text: str, number: int) -> Document:
    record = Record(position=Position(file=1, offset=number), row={})
    only = Text(message=0, field="text", text=text)
    return Document(records=(record,), texts=(only,), scope_id=f"id:{name}")


def _document(
    line: _GoldLine, document: Document, policy: int, tolerance: Tolerance, where: str
) -> GoldDocument:
    texts = {(text.message, text.field): text.text for text in document.texts}
    spans: dict[Place, list[Span]] = {place: [] for place in texts}
    for i, span in enumerate(line.spans):
        key = f"{where}: spans.{i}"
        place = (span.message, span.field)
        if place not in texts:
            raise InputError(f"{key}: no scanned text has this message and field")
        if not span.start < span.end <= len(texts[place]):
            raise InputError(f"{key}: not a part of its text (offsets are in code points)")
        label = _label(span.label, key)
        if label is not None:
            optional = span.optional or span.label in tolerance
            spans[place].append(
                Span(start=span.start, end=span.end, label=label, optional=optional)
            )
    statements = tuple(
        _statement(item, texts, f"{where}: sensitive.{i}")
        for i, item in enumerate(line.sensitive or ())
    )
    return GoldDocument(
        id=line.id, document=document, spans=spans, statements=statements, policy=policy
    )


def _label(label: str, key: str) -> str | None:
    try:
        return score_label(label)
    except KeyError:
        # A label that is none may be anything, a value of the data too.
        shown = label if label.isidentifier() and len(label) <= _SHOWN_LABEL else "…"
        raise InputError(f"{key}.label: {unknown('label', shown, SCORE_LABELS)}") from None


def _statement(item: _GoldStatement, texts: Mapping[Place, str], key: str) -> Statement:
    if item.category not in SENSITIVE:
        raise InputError(f"{key}.category: accepted: {', '.join(sorted(SENSITIVE))}")
    place, start, end = (item.message, item.field), item.start, item.end
    if start is None or end is None:
        if not item.quote:
            raise InputError(f"{key}: needs a quote, or start and end")
        place = next((p for p, text in texts.items() if item.quote in text), place)
        start = texts.get(place, "").find(item.quote)
        end = start + len(item.quote)
    if not 0 <= start < end <= len(texts.get(place, "")):
        raise InputError(f"{key}: not a part of a scanned text")
    return Statement(
        message=place[0], field=place[1], start=start, end=end,
        category=item.category, level=item.level,
    )  # fmt: skip
