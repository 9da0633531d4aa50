"""The values that travel: records, documents, findings, edits.

A *document* is one ticket with all its scanned fields, or one chat with all its messages. A text
in it is addressed by *message* (the number of the record in the document, from 0) and *field*
(``comments[2].body``); a finding or an edit adds a span in code points.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

# The levels of sensitive findings: said of a person, or the topic alone.
ATTRIBUTED, MENTION = "attributed", "mention"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Position:
    """Where a record stands in its input.

    Attributes:
        file: Number of the input file, from 1, in the order of their sorted names.
        offset: First byte of the record in the decompressed file; in Parquet, row number from 0.
        length: Its length in bytes, line end included; 0 in Parquet.
    """

    file: int
    offset: int
    length: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One row of the input: where it stands and its values."""

    position: Position
    row: Row = dataclasses.field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """One scanned text of a document, with who wrote it and when, where the policy says so."""

    message: int
    field: str
    text: str = dataclasses.field(repr=False)
    speaker: str | None = dataclasses.field(default=None, repr=False)
    time: str | None = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class KnownValue:
    """A value that a column holds (``known_value: true``), to be found in the texts too."""

    entity: str
    value: str = dataclasses.field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The unit of work: the records of one ticket or one chat, and their scanned texts.

    Attributes:
        records: One record for a ticket, the messages of the thread in order for a chat.
        texts: Every scanned text, in the order of the conversation.
        scope_id: What tells this document from others in the ``document`` scope of tokens.
        known: What its columns know of the customer, each value once.
    """

    records: tuple[Record, ...]
    texts: tuple[Text, ...]
    scope_id: str = dataclasses.field(repr=False)
    known: tuple[KnownValue, ...] = dataclasses.field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Finding:
    """Personal data found in one text: where, what, how sure, by whom.

    ``level`` is ``ATTRIBUTED`` or ``MENTION`` for sensitive content, else empty.

    Raises:
        ValueError: The span is empty or negative, or the score is outside 0 to 1.
    """

    message: int
    field: str
    start: int
    end: int
    entity: str
    score: float
    recognizer: str
    validated: bool = False
    level: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}:{self.end} is empty or negative")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is outside 0 to 1")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Edit:
    """One replacement, addressed in the original; ``masking.replay`` applies a list of them.

    ``replacement`` is None where a whole value was removed and leaves null.
    """

    message: int
    field: str
    start: int
    end: int
    entity: str
    operator: str
    replacement: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MaskedDocument:
    """The output rows of a document, the edits that made them, and what was kept knowingly.

    ``rows`` are in the order of ``positions``; ``kept`` are the findings whose operator is
    ``keep``; ``refused`` counts the mentions that fit two people, and stand for themselves.
    """

    positions: tuple[Position, ...]
    rows: tuple[Row, ...] = dataclasses.field(repr=False)
    edits: tuple[Edit, ...]
    kept: tuple[Finding, ...] = ()
    refused: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetter:
    """A record that could not be used: where it is and why, nothing of what it says.

    ``record`` is the keyed digest of the record id, where the record has one.
    """

    position: Position
    stage: str
    code: str
    record: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The line of ``dead_letters/``. ``bytes`` is 0 in Parquet, which has no byte positions."""
        return {
            "file": self.position.file,
            "offset": self.position.offset,
            "bytes": self.position.length,
            "record": self.record,
            "stage": self.stage,
            "code": self.code,
        }
