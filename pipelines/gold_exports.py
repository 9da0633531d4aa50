"""The exports that a gold file is about: their rows become documents as in a run."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from caviardage import fields
from caviardage.documents import DocumentBuilder
from caviardage.errors import InputError, RecordError
from caviardage.policy import Policy
from caviardage.records import Document, Position, Record
from pipelines.formats.jsonl import parse_object


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object) for the lines of a JSON Lines file that are not empty.

    Raises:
        InputError: It cannot be read, or a line is not one JSON object.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            row = parse_object(line)
            if row is None:
                raise InputError(f"{path}:{number}: not one JSON object")
            yield number, row


def exports_beside(path: Path) -> list[Path]:
    """The other JSON Lines files in the folder of a gold file.

    Raises:
        InputError: There are none.
    """
    found = [p for p in sorted(path.parent.glob("*.jsonl")) if p.resolve() != path.resolve()]
    if not found:
        raise InputError(f"{path}: its lines have no 'text', and no export (.jsonl) is beside it")
    return found


def read_exports(
    paths: Sequence[Path], layouts: Sequence[Policy]
) -> dict[str, tuple[int, Document]]:
    """Read exports into documents by id, each with the number of the policy that fits its file.

    Raises:
        InputError: A file cannot be read, or no policy fits it.
    """
    documents: dict[str, tuple[int, Document]] = {}
    builders = [DocumentBuilder(policy) for policy in layouts]
    for number, path in enumerate(paths, start=1):
        lines = list(rows(path))
        if not lines:
            continue
        chosen = _layout(lines[0][1], layouts, path)
        groups: dict[str, list[Record]] = {}
        for line, row in lines:
            name = builders[chosen].thread(row) or builders[chosen].record_id(row)
            if name is None:
                raise InputError(f"{path}:{line}: no id of a record or of a thread")
            record = Record(position=Position(file=number, offset=line), row=row)
            groups.setdefault(name, []).append(record)
        for name, records in groups.items():
            try:
                documents[name] = chosen, builders[chosen].build(records)
            except RecordError as error:
                line = records[0].position.offset
                raise InputError(f"{path}:{line}: {error.code}") from None
    return documents


def _layout(row: dict[str, Any], layouts: Sequence[Policy], path: Path) -> int:
    for number, policy in enumerate(layouts):
        name = policy.record.thread or policy.record.id
        scanned = [fields.parse(field)[0] for field in policy.scanned()]
        if name and fields.parse(name)[0] in row and all(field in row for field in scanned):
            return number
    raise InputError(f"{path}: no policy fits its columns; name one with --policy, or --texts")
