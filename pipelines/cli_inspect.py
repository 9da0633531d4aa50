"""Commands that look and change nothing."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

PolicyOption = Annotated[
    Path | None,
    typer.Option("--policy", help="Policy file: its detection and limits. Default: the defaults."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def explain(
    text: Annotated[str, typer.Argument(help="The text; - reads it from standard input.")],
    policy: PolicyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a text's findings and near misses, each with its reasons. UNMASKED!"""
    from pipelines import screen_inspect
    from pipelines.scan import Rules
    from recognizers.explanation import Explainer

    content = sys.stdin.read() if text == "-" else text
    explained = Explainer(Rules.of_file(policy).detection).explain(content)
    if as_json:
        _print_json(screen_inspect.explanation_json(explained))
    else:
        screen_inspect.show_explanation(content, explained)


def scan(
    input_: Annotated[
        list[str],
        typer.Option("--input", help="File, folder or glob ('export/*.jsonl'); may be repeated."),
    ],
    policy: PolicyOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Stop after so many records.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Count the personal data of an export field by field; nothing is written, no value shown."""
    from pipelines import scan as scanning
    from pipelines import screen, screen_inspect
    from recognizers.analyzer import DocumentAnalyzer

    rules = scanning.Rules.of_file(policy)
    analyzer = DocumentAnalyzer.from_detection(rules.detection)
    with screen.RichDisplay() as display:
        inventory = scanning.scan(input_, analyzer, rules, display, limit)
    if as_json:
        _print_json(screen_inspect.inventory_json(inventory))
    else:
        screen_inspect.show_inventory(inventory)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="JSON Lines with marked spans.")],
    policy: Annotated[
        list[Path] | None,
        typer.Option("--policy", help="How is found, and the exports' fields; may be repeated."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", help="An installed spaCy pipeline, over the policy's.")
    ] = None,
    min_score: Annotated[
        float | None, typer.Option("--min-score", min=0, max=1, help="Ignore findings below.")
    ] = None,
    optional: Annotated[
        str,
        typer.Option("--optional", help="Labels that need not be found: ORGANIZATION,DATE."),
    ] = "",
    texts: Annotated[
        list[Path] | None,
        typer.Option("--texts", help="Exports (.jsonl) the gold is about; default: beside it."),
    ] = None,
    as_json: JsonOption = False,
    errors: Annotated[
        int,
        typer.Option("--errors", min=0, help="Show so many leaks and false alarms. UNMASKED!"),
    ] = 0,
) -> None:
    """Measure what is found on documents whose personal data people marked.

    A line of GOLD is {"id", "text", "spans": [{"start", "end", "label"}]}; without "text" its
    spans name message and field of exports, as in samples/gold.jsonl. Labels are ours, or those of
    Google, Azure, AWS, euredact, anonyfy.
    """
    from pipelines import evaluation_report, screen
    from pipelines.evaluate import EvaluateConfig
    from pipelines.evaluate import evaluate as measure

    config = EvaluateConfig(
        gold=gold,
        texts=tuple(texts or ()),
        policies=tuple(policy or ()),
        model=model,
        min_score=min_score,
        optional=tuple(filter(None, (name.strip() for name in optional.split(",")))),
    )
    with screen.Counting("Evaluating", "documents") as counting:
        evaluation = measure(config, progress=counting.done)
    if as_json:
        _print_json(evaluation_report.to_json(evaluation))
    else:
        evaluation_report.show(evaluation, screen.console)
    if errors:
        shown = screen.error_console if as_json else screen.console
        evaluation_report.show_mistakes(evaluation, errors, shown)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False))
