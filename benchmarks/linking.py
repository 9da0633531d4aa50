"""How well the mentions of one person are linked within a document, on annotated samples.

    python -m benchmarks.linking            the tickets and chats of samples/
    python -m benchmarks.linking --errors   which documents differ (invented people only)

Mentions are those of the annotation, so that detection plays no part; the record's columns give
what a policy declares as known values. Pairs of mentions of one document count: a pair is right if
both the annotation and the linking say *one person*. A pair linked across two people is a merge;
it is a family merge where the two people share a word of their names. *Shown* pairs are those that
share a word, or both share one with a third mention of the person: the others (a nickname, a maiden
name, a given name in one place and a surname in another) only the sense of the text can link.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from caviardage.linking import link
from caviardage.mentions import NAMED, Mention
from caviardage.name_forms import Form
from caviardage.surrogates.french import fold

SAMPLES = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True, slots=True)
class Case:
    """A document: its mentions, and the person of each (None for known values)."""

    id: str
    mentions: tuple[Mention, ...]
    people: tuple[str | None, ...]


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The records of one JSONL file."""
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


Texts = dict[tuple[int, str], tuple[str, str | None]]


def texts() -> dict[str, Texts]:
    """The scanned texts of all documents with who wrote them, by id, then by message and field."""
    found: defaultdict[str, Texts] = defaultdict(dict)
    for row in rows("tickets.jsonl"):
        ticket = found[row["ticket_id"]]
        ticket |= {(0, name): (row[name], None) for name in ("subject", "description")}
        for i, comment in enumerate(row["comments"]):
            ticket[0, f"comments[{i}].body"] = comment["body"], comment["author"]
    for row in rows("chats.jsonl"):
        place = row["message_no"] - 1, "text"
        found[row["conversation_id"]][place] = row["text"], row["speaker"]
    return found


def cases() -> Iterator[Case]:
    """Every annotated document."""
    known: defaultdict[str, list[Mention]] = defaultdict(list)
    for row in rows("tickets.jsonl"):
        pairs = (("PERSON", row["customer_name"]), ("EMAIL_ADDRESS", row["customer_email"]))
        known[row["ticket_id"]] = [
            Mention(entity=entity, text=value, known=True) for entity, value in pairs if value
        ]
    contents = texts()
    for gold in rows("gold.jsonl"):
        mentions, people = known[gold["id"]], [None] * len(known[gold["id"]])
        for span in gold["spans"]:
            if span["label"] in NAMED and "person" in span:
                text, speaker = contents[gold["id"]][span["message"], span["field"]]
                mentions.append(
                    Mention.within(text, span["start"], span["end"], span["label"], speaker)
                )
                people.append(span["person"])
        yield Case(gold["id"], tuple(mentions), tuple(people))


@dataclass
class Tally:
    """Pairs of mentions, counted."""

    right: int = 0
    missed: int = 0
    merged: int = 0
    family: int = 0
    missed_shown: int = 0
    refused: int = 0

    def add(self, case: Case, *, errors: bool) -> None:
        """Count the pairs of one document, and show those that differ if asked to."""
        linked = link(case.mentions)
        self.refused += linked.refused
        told = [i for i, person in enumerate(case.people) if person is not None]
        for i, j in combinations(told, 2):
            one = linked.groups[i] == linked.groups[j]
            same = case.people[i] == case.people[j]
            share = one > same and kin(case, i, j)
            self.right += one and same
            self.missed += same > one
            self.missed_shown += same > one and linked_by_words(case, i, j)
            self.merged += one > same
            self.family += share
            if errors and one != same:
                kind = "FAMILY" if share else "merge" if one else "split"
                print(f"{case.id} {kind}: {shown(case, i)} / {shown(case, j)}")

    def line(self, missed: int) -> str:
        """Precision, recall and F1 of pairs, with so many of them missed."""
        precision = self.right / (self.right + self.merged)
        recall = self.right / (self.right + missed)
        f1 = 2 * precision * recall / (precision + recall)
        return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="show the pairs that differ")
    errors = parser.parse_args().errors
    tally = Tally()
    for case in cases():
        tally.add(case, errors=errors)
    print(f"all pairs    {tally.right + tally.missed:>5}  {tally.line(tally.missed)}")
    shown_pairs = tally.right + tally.missed_shown
    print(f"shown pairs  {shown_pairs:>5}  {tally.line(tally.missed_shown)}")
    print(f"merged across people {tally.merged}, in families {tally.family}; ", end="")
    print(f"mentions refused {tally.refused}")


def linked_by_words(case: Case, i: int, j: int) -> bool:
    """Whether shared words lead from one mention of a person to another, by way of a third."""
    own = [
        words_of(mention.text)
        for mention, person in zip(case.mentions, case.people, strict=True)
        if person in (case.people[i], None)
    ]
    reached, goal = set(words_of(case.mentions[i].text)), words_of(case.mentions[j].text)
    for _ in own:
        for words in own:
            if words & reached:
                reached |= words
    return bool(goal & reached)


def words_of(text: str) -> set[str]:
    """The folded words of a name or of the local part of an address."""
    return set(re.findall(r"[^\W\d_]{3,}", fold(text.partition("@")[0])))


def kin(case: Case, i: int, j: int) -> bool:
    """Whether the names of two mentioned people share a word."""
    words = []
    for person in (case.people[i], case.people[j]):
        own = (m.text for m, p in zip(case.mentions, case.people, strict=True) if p == person)
        words.append({word for text in own for word in Form.of(text).words})
    return bool(words[0] & words[1])


def shown(case: Case, i: int) -> str:
    """A mention with what stands before it."""
    mention = case.mentions[i]
    return f"[{mention.before[-25:]!r}] {mention.text!r} ({case.people[i]})"


if __name__ == "__main__":
    main()
