"""What masking costs a model: a classifier trained on masked tickets, tried on raw ones.

    python -m benchmarks.utility [--repeats 10]      needs the extra "bench"

The sample tickets bear no intent; of their columns, the channel (e-mail, form, telephone note,
chat, letter) is the one that the texts tell best, and stands for it. TF-IDF of words and pairs,
logistic regression, five folds, repeated with other folds. Macro-F1 over the raw test tickets,
which is what a model meets in production, and over test tickets masked alike. Ours are masked
from the annotation, so that only the operator counts; stock Presidio (its own detection, its
default operator) by what it finds. 331 tickets are few: a point is within the noise of the
folds.
"""

import argparse
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.peers import run
from caviardage.documents import DocumentBuilder
from caviardage.keys import create_keyset, load_keyset
from caviardage.masking import mask
from caviardage.operators import Operators
from caviardage.policy import Policy
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Finding, Position, Record

SAMPLES = Path(__file__).parent.parent / "samples"
FOLDS = 5
DOMAIN = "dom-bench"


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The records of one sample file."""
    for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def policy(operator: str) -> Policy:
    """A policy that does one thing to all that is found."""
    return Policy.model_validate(
        {
            "policy": "utility",
            "version": 1,
            "domain": {
                "id": DOMAIN, "controller": "c", "purpose": "p", "legal_basis": "art6-1-f",
            },
            "record": {"id": "ticket_id"},
            "fields": {"subject": {"scan": True}, "description": {"scan": True}},
            "entities": {"default": {"operator": operator}},
        }
    )  # fmt: skip


def masked(operator: str, tickets: Sequence[dict[str, Any]]) -> list[str]:
    """The texts of tickets after masking from their annotation."""
    gold = {row["id"]: row["spans"] for row in rows("gold.jsonl")}
    rules = policy(operator)
    builder = DocumentBuilder(rules)
    with TemporaryDirectory() as folder:
        create_keyset(Path(folder) / "secrets", DOMAIN)
        keyset = load_keyset(Path(folder) / "secrets", DOMAIN)
    operators = Operators(rules, Pseudonymizer(keyset))
    made = []
    for i, ticket in enumerate(tickets):
        document = builder.build([Record(position=Position(file=1, offset=i), row=ticket)])
        found = [
            Finding(
                message=0, field=span["field"], start=span["start"], end=span["end"],
                entity=span["label"], score=1.0, recognizer="gold",
            )
            for span in gold[ticket["ticket_id"]]
            if span["field"] in ("subject", "description")
        ]  # fmt: skip
        made.append(text_of(dict(mask(document, found, rules, operators).rows[0])))
    return made


def text_of(ticket: dict[str, Any]) -> str:
    """What a customer wrote."""
    return f"{ticket['subject']}\n{ticket['description']}"


def presidio(texts: Sequence[str]) -> list[str]:
    """Texts after stock Presidio: each finding replaced by its entity."""
    made = []
    for text, found in zip(texts, run("presidio", texts)[0], strict=True):
        end = len(text)
        for span in sorted(found, key=lambda s: (s.start, s.end), reverse=True):
            if span.end <= end:
                text = f"{text[: span.start]}<{span.label}>{text[span.end :]}"
                end = span.start
        made.append(text)
    return made


def scores(
    train: Sequence[str], test: Sequence[str], classes: Sequence[str], repeats: int
) -> list[float]:
    """Macro-F1 of each repeat of the folds: trained on one form of the texts, tried on another."""
    select = import_module("sklearn.model_selection")
    f1 = import_module("sklearn.metrics").f1_score
    found = []
    for repeat in range(repeats):
        folds = select.StratifiedKFold(FOLDS, shuffle=True, random_state=repeat)
        guessed = [""] * len(classes)
        for learn, held in folds.split(train, classes):
            model = classifier().fit([train[i] for i in learn], [classes[i] for i in learn])
            for i, guess in zip(held, model.predict([test[i] for i in held]), strict=True):
                guessed[i] = guess
        found.append(100 * f1(classes, guessed, average="macro"))
    return found


def classifier() -> Any:
    """TF-IDF and logistic regression, with nothing tuned."""
    words = import_module("sklearn.feature_extraction.text").TfidfVectorizer
    regression = import_module("sklearn.linear_model").LogisticRegression
    pipeline = import_module("sklearn.pipeline").make_pipeline
    vectors = words(ngram_range=(1, 2), min_df=2, sublinear_tf=True, strip_accents="unicode")
    one_of_all = import_module("sklearn.multiclass").OneVsRestClassifier
    each = regression(C=10.0, solver="liblinear", class_weight="balanced")
    return pipeline(vectors, one_of_all(each))


def main() -> None:
    """Print macro-F1 and its difference to training on raw texts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=10)
    repeats = parser.parse_args().repeats
    tickets = list(rows("tickets.jsonl"))
    classes = [ticket["channel"] for ticket in tickets]
    raw = [text_of(ticket) for ticket in tickets]
    ways: dict[str, Callable[[], list[str]]] = {
        "raw": lambda: raw,
        "surrogate": lambda: masked("surrogate", tickets),
        "token": lambda: masked("token", tickets),
        "replace": lambda: masked("replace", tickets),
        "redact": lambda: masked("redact", tickets),
        "stock Presidio": lambda: presidio(raw),
    }
    base = scores(raw, raw, classes, repeats)
    print(f"{len(tickets)} tickets, {len(set(classes))} classes, {FOLDS} folds, {repeats} repeats")
    print(
        f"{'trained on':16} {'tried on raw':>14} {'loss':>6} {'tried on its own':>18} {'loss':>6}"
    )
    for name, make in ways.items():
        texts = make()
        shown = ""
        for test in (raw, texts):
            got = scores(texts, test, classes, repeats)
            loss = statistics.mean(b - g for b, g in zip(base, got, strict=True))
            shown += f" {statistics.mean(got):>15.1f} {loss:>6.1f}"
        print(f"{name:16}{shown}")


if __name__ == "__main__":
    main()
