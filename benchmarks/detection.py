"""What Caviardage finds beside stock Presidio and open French detectors, on documents with gold.

    python -m benchmarks.detection                      the development split, samples/
    python -m benchmarks.detection --split test         benchmarks/open_crm (first: make bench-data)
    python -m benchmarks.detection --gold FILE          your own (see caviardage evaluate --help)

Caviardage reads whole documents, with the columns that its policy says are known; the row "texts
alone" gives it what the others get: one text at a time and nothing else. All run one after
the other; the rate leaves start-up out. Organizations and dates other than of birth may
be found or left; every label counts for charR, whatever it is called.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.peers import PEERS, WARM_UP, Detect, name_of, run, timed
from caviardage import __version__
from caviardage.policy import Detection
from caviardage.records import Document, Position, Record, Text
from caviardage.scoring import Scorer, Span, share, wilson
from pipelines.evaluate import EvaluateConfig, as_spans, read_policies
from pipelines.gold import GoldDocument, read_gold
from recognizers.analyzer import DocumentAnalyzer

ROOT = Path(__file__).parent.parent
SPLITS = {"dev": ROOT / "samples", "test": ROOT / "benchmarks" / "open_crm"}
_BATCH = 32
PERSON = "PERSON"

#: The texts of the documents, in order: gold, and where each stands.
Place = tuple[GoldDocument, Text]


def places(gold: Sequence[GoldDocument]) -> list[Place]:
    """Every text of the documents."""
    return [(document, text) for document in gold for text in document.document.texts]


@contextmanager
def texts_alone(analyzer: DocumentAnalyzer) -> Iterator[Detect]:
    """Caviardage on single texts, as the others run."""

    def detect(texts: Sequence[str]) -> list[list[Span]]:
        documents = [
            Document(
                records=(Record(position=Position(file=1, offset=i), row={}),),
                texts=(Text(message=0, field="text", text=text),),
                scope_id=f"at:{i}",
            )
            for i, text in enumerate(texts)
        ]
        batches = (documents[i : i + _BATCH] for i in range(0, len(documents), _BATCH))
        return [as_spans(found) for batch in batches for found in analyzer.analyze(batch)]

    yield detect


def whole_documents(analyzer: DocumentAnalyzer, gold: Sequence[GoldDocument]) -> list[list[Span]]:
    """Caviardage on whole documents; the spans of each text, in the order of ``places``."""
    spans = []
    for i in range(0, len(gold), _BATCH):
        batch = gold[i : i + _BATCH]
        results = analyzer.analyze([document.document for document in batch])
        for document, findings in zip(batch, results, strict=True):
            for text in document.document.texts:
                here = (text.message, text.field)
                spans.append(as_spans(f for f in findings if (f.message, f.field) == here))
    return spans


def figures(all_places: Sequence[Place], found: Sequence[list[Span]], seconds: float) -> Any:
    """The figures of one detector."""
    scorer = Scorer()
    for (document, text), spans in zip(all_places, found, strict=True):
        scorer.add(text.text, document.spans[text.message, text.field], spans)
    person = scorer.labels.get(PERSON)
    return {
        "charR": share(scorer.chars_right, scorer.chars_gold),
        "charP": share(scorer.chars_right, scorer.chars_found),
        "docs": share(scorer.clean, scorer.with_gold),
        "person_recall": person and person.recall("overlap"),
        "person_recall_95": person and wilson(person.pairs["overlap", "gold"], person.gold),
        "person_precision": person and person.precision("overlap"),
        "person_charR": person and share(person.covered, person.chars),
        "texts_per_s": round(len(all_places) / seconds, 1),
    }


def compare(gold: Sequence[GoldDocument], peers: Sequence[str]) -> dict[str, Any]:
    """The figures of Caviardage and of the peers, by name."""
    where = places(gold)
    texts = [text.text for _, text in where]
    analyzer = DocumentAnalyzer.from_detection(Detection())
    whole_documents(analyzer, gold[:WARM_UP])
    started = time.perf_counter()
    found = whole_documents(analyzer, gold)
    name = f"caviardage {__version__}"
    rows = {name: figures(where, found, time.perf_counter() - started)}
    with texts_alone(analyzer) as detect:
        rows[f"{name}, texts alone"] = figures(where, *timed(detect, texts))
    for peer in peers:
        found, seconds = run(peer, texts)
        rows[name_of(peer)] = figures(where, found, seconds)
    return rows


def markdown(rows: dict[str, Any]) -> Iterator[str]:
    """The rows as a table."""
    columns = {
        "charR": "charR", "charP": "charP", "docs": "docs", "person_recall": "PERSON recall",
        "person_charR": "PERSON charR", "person_precision": "PERSON precision",
    }  # fmt: skip
    yield "| detector | " + " | ".join(columns.values()) + " | texts/s |"
    yield "| --- |" + " ---: |" * (len(columns) + 1)
    for name, row in rows.items():
        cells = ["–" if row[key] is None else f"{row[key]:.3f}" for key in columns]
        yield f"| {name} | " + " | ".join(cells) + f" | {row['texts_per_s']:.0f} |"


def main() -> None:
    """Run the comparison and print its table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=list(SPLITS), default="dev")
    parser.add_argument("--gold", type=Path, help="a gold file instead of a split")
    parser.add_argument("--peers", default=",".join(PEERS), help="names, or nothing: %(default)s")
    parser.add_argument("--limit", type=int, help="only so many documents")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    path = args.gold or SPLITS[args.split] / "gold.jsonl"
    if not path.is_file():
        raise SystemExit(f"{path} is not there; for the test split: make bench-data")
    names = [name for name in args.peers.split(",") if name]
    if unknown := set(names) - set(PEERS):
        raise SystemExit(f"--peers: {', '.join(sorted(unknown))}: accepted: {', '.join(PEERS)}")
    layouts, _ = read_policies(EvaluateConfig(gold=path))
    gold = read_gold(path, (), layouts, ("ORGANIZATION", "DATE_TIME"))
    gold = spread(gold, args.limit)
    rows = compare(gold, names)
    print(f"{len(gold)} documents, {len(places(gold))} texts\n")
    print("\n".join(markdown(rows)))
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def spread(gold: list[GoldDocument], limit: int | None) -> list[GoldDocument]:
    """So many documents, taken from all over the file."""
    if not limit or limit >= len(gold):
        return gold
    return [gold[i * len(gold) // limit] for i in range(limit)]


if __name__ == "__main__":
    main()
