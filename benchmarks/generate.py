"""Many documents with gold, from the development samples: marked values become fresh ones.

    python -m benchmarks.generate --documents 10000 --seed 1 --out volume/

writes ``tickets.jsonl``, ``chats.jsonl`` and ``gold.jsonl``, the same for the same seed. For volume
and variety of values only: the sentences are those of ``samples/``, so figures measured on it say
nothing of texts that nobody wrote yet.
"""

import argparse
import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.invent import Inventor

SAMPLES = Path(__file__).parent.parent / "samples"
_COLUMNS = {
    "customer_name": "PERSON",
    "customer_email": "EMAIL_ADDRESS",
    "customer_phone": "PHONE_NUMBER",
    "customer_id": "CUSTOMER_ID",
}
Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def samples() -> list[tuple[Row, list[Row]]]:
    """Each document of the samples: its gold and its rows."""
    rows: dict[str, list[Row]] = {}
    for name, key in (("tickets", "ticket_id"), ("chats", "conversation_id")):
        for row in read(SAMPLES / f"{name}.jsonl"):
            rows.setdefault(row[key], []).append(row)
    return [(gold, rows[gold["id"]]) for gold in read(SAMPLES / "gold.jsonl")]


class Rewriter:
    """Rewrites one document under a new id."""

    def __init__(self, gold: Row, rows: list[Row], name: str, random: Random) -> None:
        self._inventor = Inventor(random)
        self.rows = copy.deepcopy(rows)
        self.gold: Row = {"id": name, "kind": gold["kind"], "spans": []}
        sensitive: list[Row] = []
        places = {(place, field) for place, field, _ in _texts(rows)}
        texts = {(place, field): holder for place, field, holder in _texts(self.rows)}
        for place in sorted(places):
            spans = [s for s in gold["spans"] if (s["message"], s["field"]) == place]
            statements = [
                s for s in gold.get("sensitive", ()) if (s["message"], s["field"]) == place
            ]
            sensitive += self._rewrite(texts[place], spans, statements)
        if sensitive:
            self.gold["sensitive"] = sensitive
        for row in self.rows:
            self._columns(row, name, gold["kind"])

    def _rewrite(self, holder: Mapping[str, Any], spans: list[Row], others: list[Row]) -> list[Row]:
        """Rewrite one text in place; return the statements in it where they are now."""
        row, key = holder["row"], holder["key"]
        text: str = row[key]
        parts: list[str] = []
        moved: list[tuple[int, int]] = [(0, 0)]
        at = length = 0
        for span in sorted(spans, key=lambda s: int(s["start"])):
            if span["start"] < at:
                continue
            value = self._inventor.value(span["label"], text[span["start"] : span["end"]])
            parts += [text[at : span["start"]], value]
            start = length + span["start"] - at
            length, at = start + len(value), span["end"]
            moved.append((at, length - at))
            self.gold["spans"].append({**span, "start": start, "end": length})
        row[key] = "".join(parts) + text[at:]

        def shifted(offset: int) -> int:
            return min(len(row[key]), offset + [by for end, by in moved if end <= offset][-1])

        return [{**s, "start": shifted(s["start"]), "end": shifted(s["end"])} for s in others]

    def _columns(self, row: Row, name: str, kind: str) -> None:
        row["ticket_id" if kind == "ticket" else "conversation_id"] = name
        for column, entity in _COLUMNS.items():
            if row.get(column):
                row[column] = self._inventor.value(entity, row[column])
        if row.get("speaker"):
            row["speaker"] = self._inventor.known(row["speaker"])
        for comment in row.get("comments") or ():
            comment["author"] = self._inventor.known(comment["author"])


def _texts(rows: list[Row]) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    for i, row in enumerate(rows):
        for key in ("subject", "description", "text"):
            if isinstance(row.get(key), str):
                yield i, key, {"row": row, "key": key}
        for j, comment in enumerate(row.get("comments") or ()):
            yield i, f"comments[{j}].body", {"row": comment, "key": "body"}


def generate(documents: int, seed: int) -> Iterator[Rewriter]:
    """Rewrite the sample documents over and over, each time with other values."""
    sources = samples()
    for i in range(documents):
        gold, rows = sources[i % len(sources)]
        chance = Random(f"{seed}:{i}")  # noqa: S311  # invented values are no secrets
        yield Rewriter(gold, rows, f"{gold['kind'][0].upper()}-{i:07}", chance)


def main() -> None:
    """Write the documents and their gold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="a folder")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    spans = 0
    with (
        (args.out / "tickets.jsonl").open("w", encoding="utf-8") as tickets,
        (args.out / "chats.jsonl").open("w", encoding="utf-8") as chats,
        (args.out / "gold.jsonl").open("w", encoding="utf-8") as gold,
    ):
        for document in generate(args.documents, args.seed):
            rows = tickets if document.gold["kind"] == "ticket" else chats
            rows.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in document.rows)
            gold.write(json.dumps(document.gold, ensure_ascii=False) + "\n")
            spans += len(document.gold["spans"])
    print(f"{args.documents} documents, {spans} spans")


if __name__ == "__main__":
    main()
