"""What `caviardage evaluate` says: tables, JSON, and mistakes in their context."""

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from caviardage.entity_aliases import SCORE_LABELS
from caviardage.scoring import Counts, Fault, Mistake, share, wilson
from pipelines.evaluate import Evaluation, Flags, totals

ALL = "all"
_KINDS = ("exact", "overlap", "any_exact", "any_overlap")
_CONTEXT = 40


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """The figures as plain values; a share of nothing is null."""
    scorer = evaluation.scorer
    total = scorer.all()
    result = {
        "charR": share(scorer.chars_right, scorer.chars_gold),
        "charP": share(scorer.chars_right, scorer.chars_found),
        "docs": share(scorer.clean, scorer.with_gold),
        "full": share(total.full, total.gold),
        "documents_without_leak": share(evaluation.clean, evaluation.with_gold),
        "false_alarms_per_1000": round(evaluation.false_alarms, 3),
        "records": evaluation.records,
        "documents": evaluation.documents,
        "texts": scorer.texts,
        "any": {kind: _scores(total, f"any_{kind}") for kind in ("exact", "overlap")},
        "entities": {label: _counts(counts) for label, counts in _ordered(evaluation)},
        ALL: _counts(total),
    }
    if evaluation.flags is not None:
        result["sensitive"] = {
            category: _flags(counts) for category, counts in _flag_rows(evaluation.flags)
        }
    return result


def _ordered(evaluation: Evaluation) -> Iterator[tuple[str, Counts]]:
    labels = evaluation.scorer.labels
    for label in sorted(labels, key=SCORE_LABELS.index):
        yield label, labels[label]


def _scores(counts: Counts, kind: str) -> dict[str, Any]:
    return {
        "precision": counts.precision(kind),
        "recall": counts.recall(kind),
        "f1": counts.f1(kind),
        "precision_95": wilson(counts.pairs[kind, "found"], counts.found),
        "recall_95": wilson(counts.pairs[kind, "gold"], counts.gold),
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "gold": counts.gold,
        "found": counts.found,
        **{kind: _scores(counts, kind) for kind in _KINDS},
        "charR": share(counts.covered, counts.chars),
        "full": share(counts.full, counts.gold),
    }


def _flag_rows(flags: dict[str, Flags]) -> Iterator[tuple[str, Flags]]:
    yield from sorted(flags.items())
    yield ALL, totals(flags)


def _flags(counts: Flags) -> dict[str, Any]:
    return {
        "gold": counts.gold,
        "found": counts.found,
        "recall": share(counts.reached, counts.gold),
        "precision": share(counts.right, counts.found),
        "recall_95": wilson(counts.reached, counts.gold),
        "precision_95": wilson(counts.right, counts.found),
    }


def show(evaluation: Evaluation, console: Console) -> None:
    """Show the figures as tables."""
    overlap = _table(
        "Overlap, same label (95 % intervals)",
        *("entity", "gold", "found", "precision", "recall", "F1", "charR", "full"),
    )
    exact = _table(
        "Exact spans, and labels ignored",
        *("entity", "exact P", "R", "F1", "any exact P", "R", "any P", "R"),
    )
    for label, counts in (*_ordered(evaluation), (ALL, evaluation.scorer.all())):
        if label == ALL:
            overlap.add_section()
            exact.add_section()
        overlap.add_row(*_overlap_row(label, counts))
        exact.add_row(*_exact_row(label, counts))
    console.print(overlap)
    console.print(exact)
    if evaluation.flags is not None:
        console.print(_flag_table(evaluation.flags))
    for line in _summary(evaluation):
        console.print(line)


def _table(title: str, name: str, *columns: str) -> Table:
    # Narrow enough for a terminal of 80 columns.
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=0, show_edge=False)
    table.add_column(name, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _overlap_row(label: str, counts: Counts) -> list[str]:
    return [
        label,
        str(counts.gold),
        str(counts.found),
        _with_interval(counts.pairs["overlap", "found"], counts.found),
        _with_interval(counts.pairs["overlap", "gold"], counts.gold),
        _number(counts.f1("overlap")),
        _number(share(counts.covered, counts.chars)),
        _number(share(counts.full, counts.gold)),
    ]


def _exact_row(label: str, counts: Counts) -> list[str]:
    shares = [
        counts.precision("exact"), counts.recall("exact"), counts.f1("exact"),
        counts.precision("any_exact"), counts.recall("any_exact"),
        counts.precision("any_overlap"), counts.recall("any_overlap"),
    ]  # fmt: skip
    return [label, *map(_number, shares)]


def _flag_table(flags: dict[str, Flags]) -> Table:
    title = "Statements about a person (RGPD art. 9 and 10)"
    table = _table(title, "category", "gold", "found", "precision", "recall")
    for category, counts in _flag_rows(flags):
        if category == ALL:
            table.add_section()
        table.add_row(
            category,
            str(counts.gold),
            str(counts.found),
            _with_interval(counts.right, counts.found),
            _with_interval(counts.reached, counts.gold),
        )
    return table


def _summary(evaluation: Evaluation) -> Iterator[str]:
    scorer = evaluation.scorer
    yield (
        f"charR {_number(share(scorer.chars_right, scorer.chars_gold))}   "
        f"charP {_number(share(scorer.chars_right, scorer.chars_found))}   "
        f"docs {_number(share(scorer.clean, scorer.with_gold))} of {scorer.with_gold} texts"
    )
    yield (
        f"without leak: {_number(share(evaluation.clean, evaluation.with_gold))} "
        f"of {evaluation.with_gold} documents; "
        f"false alarms: {evaluation.false_alarms:.1f} for 1 000 records "
        f"({evaluation.records} records)"
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _with_interval(part: int, whole: int) -> str:
    interval = wilson(part, whole)
    if interval is None:
        return "–"
    return f"{part / whole:.3f} {interval[0]:.2f}–{interval[1]:.2f}"


def show_mistakes(evaluation: Evaluation, count: int, console: Console) -> None:
    """Show the first leaks and false alarms with what stands around them: personal data!"""
    console.print("The lines below show personal data of the gold file.", style="bold red")
    for fault in Fault:
        mistakes = [m for m in evaluation.scorer.mistakes if m.fault is fault]
        console.print(f"{fault}: {len(mistakes)}, the first {min(count, len(mistakes))}")
        for mistake in mistakes[:count]:
            console.print(_in_context(evaluation, mistake), soft_wrap=True)


def _in_context(evaluation: Evaluation, mistake: Mistake) -> Text:
    name, where, text = evaluation.texts[mistake.text]
    span = mistake.span
    before = text[max(0, span.start - _CONTEXT) : span.start]
    after = text[span.end : span.end + _CONTEXT]
    line = Text(f"  {span.label:<14} {name} {where}: ")
    line.append(_flat(before))
    line.append(f"⟦{_flat(text[span.start : span.end])}⟧", style="bold")
    return line.append(_flat(after))


def _flat(text: str) -> str:
    """One line, without control characters that a terminal would obey."""
    return "".join(c if c.isprintable() else "␤" if c == "\n" else " " for c in text)
