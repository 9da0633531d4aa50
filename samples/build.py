"""Build the sample exports and their gold spans from the annotated sources.

Every ticket and chat is written by hand in ``samples/source/*.yaml`` with its personal data marked
in place: ``[[PERSON p1|Camille Durand]]`` is a mention of the person ``p1`` of this document,
``[[FR_SIRET|...]]`` an identifier, ``[[?ORGANIZATION|...]]`` a span that is right to find but not
wrong to leave. This script removes the marks and writes the same content three times (JSONL; CSV
in cp1252 with ``;``; Parquet) beside ``gold.jsonl``, which keeps the spans.

    python samples/build.py           write the exports
    python samples/build.py --check   check the sources only; exit 1 on a fault

The checks keep the samples harmless: telephone numbers lie in ARCEP's fiction ranges, e-mails and
links under reserved domains (RFC 2606), addresses of machines in documentation ranges (RFC 5737,
RFC 3849), and no card, NIR, SIREN, SIRET, VAT number, IBAN or IMEI passes its checksum.
"""

import argparse
import csv
import io
import ipaddress
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml
from stdnum import iban, luhn
from stdnum.fr import nir, siren, siret, tva

from caviardage.entities import ENTITIES

HERE = Path(__file__).parent
SOURCE = HERE / "source"

CATEGORIES = frozenset(
    {
        "HEALTH_DATA", "DISABILITY", "RELIGION", "POLITICAL_OPINION", "TRADE_UNION", "SEX_LIFE",
        "ETHNIC_ORIGIN", "GENETIC_DATA", "BIOMETRIC_DATA", "CRIMINAL_OFFENCE",
    }
)  # fmt: skip
LEVELS = frozenset({"mention", "attributed", "quarantine"})

TICKET_COLUMNS = (
    "ticket_id", "customer_id", "customer_name", "customer_email", "customer_phone", "created_at",
    "product", "priority", "status", "channel", "subject", "description", "satisfaction",
    "comments",
)  # fmt: skip

MARK = re.compile(r"\[\[(\??)([A-Z_]+)(?: (p\d+))?\|([^\[\]]+)\]\]")
FICTION_PHONE = re.compile(r"(?:\+33|0033|33|0)(?:19900|26191|35301|46571|53649|63998)\d{4}")
RESERVED_DOMAIN = re.compile(
    r"(?:^|[@./])(?:example\.(?:com|org|net)|[\w-]+\.(?:example|invalid|test))(?![\w.-]*\w@)", re.I
)
BARE_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
BARE_PHONE = re.compile(r"(?<![\dA-Za-z])0[1-79](?:[ .\-\u00a0\u202f]?\d{2}){4}(?!\d)")
DOCUMENTATION = [
    ipaddress.ip_network(n)
    for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


class Fault(Exception):
    """A source that breaks a rule; the message names the document and the field."""


def unmark(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Remove the marks of a source text and return it with its spans (code points)."""
    plain: list[str] = []
    spans: list[dict[str, Any]] = []
    length = end = 0
    for mark in MARK.finditer(text):
        optional, label, person, value = mark.groups()
        before = text[end : mark.start()]
        start = length + len(before)
        span: dict[str, Any] = {"start": start, "end": start + len(value), "label": label}
        if person:
            span["person"] = person
        if optional:
            span["optional"] = True
        spans.append(span)
        plain += [before, value]
        length, end = start + len(value), mark.end()
    plain.append(text[end:])
    result = "".join(plain)
    if "[[" in result or "]]" in result:
        at = min(i for i in (result.find("[["), result.find("]]")) if i >= 0)
        raise Fault(f"a mark that does not parse near {result[max(0, at - 20) : at + 40]!r}")
    return result, spans


def digits(value: str) -> str:
    """The digits of a value."""
    return re.sub(r"\D", "", value)


def alnum(value: str) -> str:
    """The ASCII letters and digits of a value, in upper case."""
    return re.sub(r"[^0-9A-Za-z]", "", value).upper()


def is_reserved(value: str) -> bool:
    """Whether an address or link lies under a reserved domain; in words it cannot be told."""
    return "." not in value or bool(RESERVED_DOMAIN.search(value))


def is_fiction(value: str) -> bool:
    """Whether a telephone number lies in a fiction range; a fragment cannot be told."""
    number = re.sub(r"\(0\)|\D", "", value)
    return len(digits(value)) < 10 or bool(FICTION_PHONE.fullmatch(number))


def is_documentation(value: str) -> bool:
    """Whether an IP address lies in a documentation range."""
    return any(ipaddress.ip_address(value) in network for network in DOCUMENTATION)


# Each entity type whose value could harm someone: what must hold of a sample value.
HARMLESS: dict[str, Callable[[str], bool]] = {
    "PHONE_NUMBER": is_fiction,
    "EMAIL_ADDRESS": lambda v: "@" not in v or is_reserved(v),
    "URL": is_reserved,
    "IP_ADDRESS": is_documentation,
    "CREDIT_CARD": lambda v: not luhn.is_valid(digits(v)),
    "FR_NIR": lambda v: len(alnum(v)) != 15 or not nir.is_valid(alnum(v)),
    "FR_SIREN": lambda v: not siren.is_valid(digits(v)),
    "FR_SIRET": lambda v: not siret.is_valid(digits(v)),
    "FR_VAT_ID": lambda v: not tva.is_valid(alnum(v)),
    "IBAN_CODE": lambda v: not iban.is_valid(alnum(v)),
    "IMEI": lambda v: not luhn.is_valid(digits(v)),
}


def check_span(value: str, span: dict[str, Any]) -> None:
    """Check one marked value: a known label, clean edges, a person's id, nothing real."""
    label = span["label"]
    if label not in ENTITIES:
        raise Fault(f"unknown label {label}")
    if value != value.strip():
        raise Fault(f"{label}: white space at the edge of {value!r}")
    if label == "PERSON" and "person" not in span:
        raise Fault(f"PERSON without a person id: {value!r}")
    if label in HARMLESS and not HARMLESS[label](value):
        raise Fault(f"{label} {value!r}: outside the reserved ranges, or its checksum holds")


def check_unmarked(text: str, spans: list[dict[str, Any]], names: list[str]) -> None:
    """Find values that look personal and stand outside every mark."""
    covered = [(s["start"], s["end"]) for s in spans]

    def outside(match: re.Match[str]) -> bool:
        return all(match.end() <= a or b <= match.start() for a, b in covered)

    patterns = [BARE_EMAIL, BARE_PHONE]
    patterns += [re.compile(rf"\b{re.escape(n)}\b", re.I) for n in names if len(n) > 3]
    for pattern in patterns:
        for match in pattern.finditer(text):
            if outside(match):
                raise Fault(f"unmarked {match.group()!r}")


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
        if item["category"] not in CATEGORIES or item["level"] not in LEVELS:
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
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of the sources")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the exports")
    args = parser.parse_args()
    documents = {kind: load(kind, args.source) for kind in ("ticket", "chat")}
    if not args.check:
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


if __name__ == "__main__":
    main()
