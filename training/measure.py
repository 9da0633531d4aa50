"""Scores of a model alone: persons found, in spans and characters, by register."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from training.generate import Message

ROOT = Path(__file__).parents[1]
_WRITTEN = ("description", "subject")


class Score(NamedTuple):
    """Recall and precision in characters of persons, and how many there were to find."""

    recall: float
    precision: float
    persons: int
    false_per_1000: float

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def _characters(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def score(nlp: Any, messages: Sequence[Message], label: str = "PER") -> Score:
    """Measure one label on texts; the spans of the label ``?`` are neither right nor wrong."""
    count: Counter[str] = Counter()
    for doc, message in zip(nlp.pipe([m.text for m in messages]), messages, strict=True):
        gold = _characters(doc.text, [(a, b) for a, b, name in message.spans if name == label])
        free = _characters(doc.text, [(a, b) for a, b, name in message.spans if name == "?"])
        ents = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == label]
        found = _characters(doc.text, ents) - (free - gold)
        count["gold"] += len(gold)
        count["found"] += len(found)
        count["both"] += len(gold & found)
        count["persons"] += sum(name == label for *_, name in message.spans)
        count["false"] += sum(not _characters(doc.text, [s]) & (gold | free) for s in ents)
    return Score(
        recall=count["both"] / count["gold"] if count["gold"] else 1.0,
        precision=count["both"] / count["found"] if count["found"] else 1.0,
        persons=count["persons"],
        false_per_1000=1000 * count["false"] / max(1, len(messages)),
    )


def _sample_texts() -> dict[tuple[str, int, str], str]:
    texts: dict[tuple[str, int, str], str] = {}
    for line in (ROOT / "samples" / "tickets.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts |= {(row["ticket_id"], 0, field): row[field] for field in _WRITTEN}
        for place, comment in enumerate(row["comments"]):
            texts[row["ticket_id"], 0, f"comments[{place}].body"] = comment["body"]
    for line in (ROOT / "samples" / "chats.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts[row["conversation_id"], row["message_no"] - 1, "text"] = row["text"]
    return texts


_LABELS = {"PERSON": "PER", "LOCATION": "LOC", "FR_ADDRESS": "LOC", "ORGANIZATION": "ORG"}
_TRAINED_PERCENT = 60
_PIECE = re.compile(r"[^,\n;]+?(?=\s*(?:[,\n;]|\b\d{5}\b|$))")
_NO_PLACE = re.compile(
    r"(?:b[âa]t|app|apt|étage|porte|chez|c/o|code|esc|interphone)", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*(?:\d{1,5}\s*)?(?:(?:bis|ter|[A-D])\b)?\s*")


_LATER = re.compile(r"[TC]-(?:09|[78AB])")


def is_trained_on(document: str) -> bool:
    """Whether a sample ticket or chat is trained on (``--with-samples``), by the hash of its id.

    The sets that were written after the model (07 to 11 of ``samples/source``) only measure.
    """
    if _LATER.match(document):
        return False
    digest = hashlib.blake2b(document.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 100 < _TRAINED_PERCENT


def samples(*, optional: bool = False, trained: bool | None = None) -> list[Message]:
    """The texts of the sample tickets and chats with their gold spans.

    Args:
        optional: Spans that are right to find and not wrong to leave keep their label; else they
            are marked ``?``.
        trained: Only the documents that are trained on, only the others, or all.
    """
    gold: dict[tuple[str, int, str], list[tuple[int, int, str]]] = {}
    texts, kinds = _sample_texts(), {}
    for line in (ROOT / "samples" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if trained in (None, is_trained_on(document["id"])):
            kinds[document["id"]] = document["kind"]
        for span in document["spans"]:
            place = (document["id"], span["message"], span["field"])
            label = _LABELS.get(span["label"], "")
            label = "?" if span.get("optional") and not optional else label
            at = (span["start"], span["end"])
            if span["label"] == "FR_ADDRESS" and optional:
                gold.setdefault(place, []).extend(_places(texts[place], *at))
            elif label:
                gold.setdefault(place, []).append((*at, label))
    return [
        Message(text, gold.get(place, []), f"samples_{kinds[place[0]]}")
        for place, text in texts.items()
        if text and place[0] in kinds
    ]


def _places(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The places in an address as spaCy has them: without numbers, each by itself."""
    for piece in _PIECE.finditer(text, start, end):
        number = _NUMBER.match(text, *piece.span())
        at = number.end() if number else piece.start()
        name = text[at : piece.end()].strip()
        if len(name) > 1 and name[0].isalpha() and not _NO_PLACE.match(name):
            yield at, at + len(name), "LOC"
