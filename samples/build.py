"""Build the sample exports and their gold spans from the annotated sources.

Every ticket and chat is written by hand in ``samples/source/*.yaml`` with its personal data marked
in place (see ``marks.py``). This script removes the marks and writes the same content three times
(JSONL; CSV in cp1252 with ``;``; Parquet) beside ``gold.jsonl``, which keeps the spans.

    python samples/build.py           write the exports
    python samples/build.py --check   check the sources only; exit 1 on a fault
    python samples/build.py --counts  the same, and count the spans of each entity type
"""

import argparse
import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from marks import Fault, check_span, check_unmarked, unmark

from caviardage.entities import SENSITIVE

HERE = Path(__file__).parent
SOURCE = HERE / "source"

LEVELS = frozenset({"mention", "attributed", "quarantine"})

TICKET_COLUMNS = (
    "ticket_id", "customer_id", "customer_name", "customer_email", "customer_phone", "created_at",
    "product", "priority", "status", "channel", "subject", "description", "satisfaction",
    "comments",
)  # fmt: skip


class Document:
    """One ticket or chat of a source file, its rows without marks and its gold."""

    def __init__(self, source: dict[str, Any], kind: str) -> None:
        self.id = source["ticket_id" if kind == "ticket" else "conversation_id"]
        self.kind = kind
        self.spans: list[dict[str, Any]] = []
        self.texts: dict[tuple[int, str], str] = {}
        self.names = re.findall(r"\w+", source.get("customer_name") or "")
        self.rows = [self._ticket(source)] if kind == "ticket" else list(self._messages(source))
        self.sensitive = [self._sensitive(item) for item in source.get("sensitive") or []]

    def _text(self, message: int, field: str, marked: str) -> str:
        try:
            text, spans = unmark(marked)
            for span in spans:
                check_span(text[span["start"] : span["end"]], span)
            check_unmarked(text, spans, self.names)
            text.replace("\u202f", " ").encode("cp1252", "replace")
        except Fault as fault:
            raise Fault(f"{field} (message {message}): {fault}") from None
        self.texts[message, field] = text
        self.spans += [{"message": message, "field": field, **span} for span in spans]
        return text

    def _ticket(self, source: dict[str, Any]) -> dict[str, Any]:
        row = {column: source.get(column) for column in TICKET_COLUMNS}
        email, phone = row["customer_email"], row["customer_phone"]
        if email:
            check_span(email, {"label": "EMAIL_ADDRESS"})
        if phone:
            check_span(phone, {"label": "PHONE_NUMBER"})
        for field in ("subject", "description"):
            row[field] = self._text(0, field, source[field])
        row["comments"] = [
            {
                "author": comment["author"],
                "role": comment["role"],
                "created_at": comment["created_at"],
                "body": self._text(0, f"comments[{i}].body", comment["body"]),
            }
            for i, comment in enumerate(row["comments"] or [])
        ]
        return row

    def _messages(self, source: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for i, message in enumerate(source["messages"]):
            yield {
                "conversation_id": source["conversation_id"],
                "message_no": i + 1,
                "role": message["role"],
                "speaker": message.get("speaker"),
                "sent_at": message["sent_at"],
                "customer_id": source.get("customer_id"),
                "product": source.get("product"),
                "text": self._text(i, "text", message["text"]),
            }

    def _sensitive(self, item: dict[str, Any]) -> dict[str, Any]:
        if item["category"] not in SENSITIVE or item["level"] not in LEVELS:
            raise Fault(f"sensitive: unknown category or level {item!r}")
        for (message, field), text in self.texts.items():
            start = text.find(item["quote"])
            if start >= 0:
                return {
                    "message": message,
                    "field": field,
                    "start": start,
                    "end": start + len(item["quote"]),
                    "category": item["category"],
                    "level": item["level"],
                }
        raise Fault(f"sensitive: the quote is in no text: {item['quote']!r}")

    def gold(self) -> dict[str, Any]:
        """The line of this document in ``gold.jsonl``."""
        gold = {"id": self.id, "kind": self.kind, "spans": self.spans}
        return {**gold, "sensitive": self.sensitive} if self.sensitive else gold


def load(kind: str, folder: Path) -> list[Document]:
    """Read every source of one kind ('ticket' or 'chat'), in file order, or raise SystemExit."""
    documents: list[Document] = []
    faults: list[str] = []
    seen: set[str] = set()
    for path in sorted(folder.glob(f"{kind}s_*.yaml")):
        for source in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            identity = source.get("ticket_id") or source.get("conversation_id") or "?"
            try:
                if identity in seen:
                    raise Fault("this id is used twice")
                seen.add(identity)
                documents.append(Document(source, kind))
            except (Fault, KeyError, ValueError, TypeError, AttributeError) as fault:
                faults.append(f"{path.name}: {identity}: {type(fault).__name__}: {fault}")
    if faults:
        raise SystemExit("\n".join(faults))
    return documents


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A ticket as a help desk exports it to a spreadsheet: all comments in one cell."""
    comments = row.get("comments")
    if comments is None:
        return row
    cell = "\n\n".join(f"[{c['created_at']} {c['author']}]\n{c['body']}" for c in comments)
    return {**row, "comments": cell}


def write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write ``;`` and cp1252, as spreadsheets in France do; what it cannot hold becomes ``?``."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(flat(row) for row in rows)
    text = buffer.getvalue().replace("\u202f", "\u00a0")
    path.write_bytes(text.encode("cp1252", "replace"))


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write Parquet with several row groups, comments as a list of structs."""
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=100)


def main() -> None:
    """Check the sources and write the exports."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="check the sources, write nothing")
    parser.add_argument("--counts", action="store_true", help="check, and count the spans by type")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of the sources")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the exports")
    args = parser.parse_args()
    documents = {kind: load(kind, args.source) for kind in ("ticket", "chat")}
    if not (args.check or args.counts):
        for kind, group in documents.items():
            rows = [row for document in group for row in document.rows]
            write_jsonl(args.out / f"{kind}s.jsonl", rows)
            write_csv(args.out / f"{kind}s.csv", rows)
            write_parquet(args.out / f"{kind}s.parquet", rows)
        write_jsonl(args.out / "gold.jsonl", [d.gold() for g in documents.values() for d in g])
    spans = [s for group in documents.values() for d in group for s in d.spans]
    sys.stdout.write(
        f"{len(documents['ticket'])} tickets, {len(documents['chat'])} chats, "
        f"{len(spans)} spans, {len({s['label'] for s in spans})} labels\n"
    )
    if args.counts:
        sys.stdout.write(counts([d for group in documents.values() for d in group]))


def counts(documents: list[Document]) -> str:
    """How many spans, of them optional, and statements of RGPD art. 9 and 10 there are by type."""
    spans = Counter(s["label"] for d in documents for s in d.spans)
    optional = Counter(s["label"] for d in documents for s in d.spans if s.get("optional"))
    statements = Counter((s["category"], s["level"]) for d in documents for s in d.sensitive)
    persons = sum(len({s["person"] for s in d.spans if "person" in s}) for d in documents)
    lines = [f"{label:<24}{n:>6}{optional[label] or '':>6}" for label, n in spans.most_common()]
    lines += [f"{category:<24}{level:<12}{n:>6}" for (category, level), n in statements.items()]
    return "\n".join([*lines, f"{persons} persons (ids)", ""])


if __name__ == "__main__":
    main()
