"""Models alone, without rules: persons and places that each finds, its speed and its size.

    python -m benchmarks.model                       samples/, less what training has read
    python -m benchmarks.model --split test          benchmarks/open_crm (first: make bench-data)
    python -m benchmarks.model --gold FILE           your own, and may be repeated
    python -m benchmarks.model --split dev MODEL …   other models than the three of the table

A model is named as ``detection.model`` names it. Characters are those that are no white space.
Optional gold is neither right nor wrong; a span counts when it has a character in common with one
of the other side. Of places only recall is counted: the gold marks those of persons and not others.
Addresses are left out: the rules find them, and a model has their streets and towns apart.
"""

import argparse
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from caviardage.errors import CaviardageError, PolicyError
from caviardage.scoring import Span, share
from pipelines.evaluate import EvaluateConfig, read_policies
from pipelines.gold import read_gold
from recognizers.engine import load_nlp
from recognizers.model import check_model, model_path
from training.measure import is_trained_on

ROOT = Path(__file__).parent.parent
SPLITS = {
    "dev": ROOT / "samples" / "gold.jsonl",
    "test": ROOT / "benchmarks" / "open_crm" / "gold.jsonl",
}
STOCK_SMALL, STOCK, OURS = "fr_core_news_sm", "fr_core_news_md", "caviardage_fr"
WARM_UP = 50
MEGABYTE = 1_000_000
COLUMNS = {
    "per_char_recall": "PER char recall", "per_char_precision": "PER char precision",
    "per_recall": "PER recall", "per_precision": "PER precision",
    "loc_char_recall": "LOC char recall", "loc_recall": "LOC recall",
}  # fmt: skip


class Annotated(NamedTuple):
    """A text with its gold: all spans under their score labels."""

    text: str
    spans: Sequence[Span]


def models() -> list[str]:
    """The stock models and ours, in the order of the table."""
    ours = sorted(path.parent for path in model_path(OURS).parent.glob("*/meta.json"))
    return [STOCK_SMALL, STOCK, *map(str, ours)]


def annotated(path: Path) -> list[Annotated]:
    """Every text of a gold file; of the samples, only what training leaves out.

    Raises:
        CaviardageError: The file or its exports cannot be read.
    """
    layouts, _ = read_policies(EvaluateConfig(gold=path))
    documents = read_gold(path, (), layouts)
    return [
        Annotated(text.text, document.spans[text.message, text.field])
        for document in documents
        if path != SPLITS["dev"] or not is_trained_on(document.id)
        for text in document.document.texts
    ]


def _places(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def count(item: Annotated, found: Sequence[tuple[int, int]], label: str, counts: Any) -> None:
    """Add what a model found in one text, as one label, to the counts."""
    right = [(s.start, s.end) for s in item.spans if s.label == label and not s.optional]
    free = [(s.start, s.end) for s in item.spans if s.label == label and s.optional]
    gold = _places(item.text, right)
    neutral = _places(item.text, free) - gold
    covered = _places(item.text, found) - neutral
    counts["chars_gold"] += len(gold)
    counts["chars_found"] += len(covered)
    counts["chars_both"] += len(gold & covered)
    counts["gold"] += len(right)
    counts["reached"] += sum(bool(_places(item.text, [span]) & covered) for span in right)
    for span in found:
        here = _places(item.text, [span])
        if here - neutral:
            counts["found"] += 1
            counts["good"] += bool(here & gold)


def figures(nlp: Any, texts: Sequence[Annotated]) -> dict[str, float | None]:
    """The figures of a loaded model on texts; the rate is of a second reading."""
    for _ in nlp.pipe(item.text for item in texts[:WARM_UP]):
        pass
    started = time.perf_counter()
    docs = list(nlp.pipe([item.text for item in texts]))
    seconds = time.perf_counter() - started
    row: dict[str, float | None] = {}
    for name, label, gold_label in (("per", "PER", "PERSON"), ("loc", "LOC", "LOCATION")):
        counts: Counter[str] = Counter()
        for doc, item in zip(docs, texts, strict=True):
            ents = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == label]
            count(item, ents, gold_label, counts)
        row[f"{name}_char_recall"] = share(counts["chars_both"], counts["chars_gold"])
        row[f"{name}_char_precision"] = share(counts["chars_both"], counts["chars_found"])
        row[f"{name}_recall"] = share(counts["reached"], counts["gold"])
        row[f"{name}_precision"] = share(counts["good"], counts["found"])
    row["tokens_per_s"] = sum(map(len, docs)) / seconds
    return row


def size(model: str) -> str:
    """Megabytes of a model's files; of ours, beside those of the base that it needs."""
    path = model_path(model)
    files = (f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    own = f"{sum(f.stat().st_size for f in files) / MEGABYTE:.1f}"
    base = check_model(model).get("base")
    return f"{own} + {size(base)}" if base else own


def compare(names: Sequence[str], files: dict[str, Path]) -> Iterator[tuple[str, str, Any]]:
    """Model, file and figures; a model that is not installed has none.

    Raises:
        CaviardageError: A gold file cannot be read.
    """
    texts = {name: annotated(path) for name, path in files.items()}
    for model in names:
        try:
            nlp = load_nlp(model)
        except PolicyError:
            yield model, "", None
            continue
        for name, items in texts.items():
            yield model, name, figures(nlp, items) | {"size": size(model)}


def markdown(rows: Iterable[tuple[str, str, Any]]) -> Iterator[str]:
    """The rows as a table; what is not installed is said below it."""
    yield "| model | texts | " + " | ".join(COLUMNS.values()) + " | tokens/s | MB |"
    yield "| --- | --- |" + " ---: |" * (len(COLUMNS) + 2)
    missing = []
    for model, name, row in rows:
        if row is None:
            missing.append(f"{Path(model).name} is not installed: pip install -e '.[bench]'")
            continue
        cells = ["–" if row[key] is None else f"{row[key]:.3f}" for key in COLUMNS]
        cells += [f"{row['tokens_per_s']:.0f}", row["size"]]
        yield f"| {Path(model).name} | {name} | " + " | ".join(cells) + " |"
    yield from ("", *missing) if missing else ()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", nargs="*", help="default: stock sm and md, and ours")
    parser.add_argument("--split", choices=list(SPLITS))
    parser.add_argument("--gold", type=Path, action="append", default=[])
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    files = {f"{path.parent.name}/{path.name}": path for path in args.gold}
    if args.split or not files:
        split = args.split or "dev"
        files = {split: SPLITS[split]} | files
    if absent := [path for path in files.values() if not path.is_file()]:
        raise SystemExit(f"{absent[0]} is not there; for the test split: make bench-data")
    try:
        for line in markdown(compare(args.models or models(), files)):
            print(line, flush=True)
    except CaviardageError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
