"""The commands that look and write nothing: ``explain``, ``scan``."""

from pathlib import Path
from typing import Annotated

import typer

DetectionPolicyOption = Annotated[
    Path | None,
    typer.Option("--policy", help="Policy whose detection rules hold. Default: the defaults."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]


def explain(
    text: Annotated[str, typer.Argument(help="A text; '-' reads standard input.")],
    policy: DetectionPolicyOption = None,
    json_: JsonOption = False,
) -> None:
    """Show what is found in a text, which rule found it, and why near misses were rejected.

    For example: caviardage explain "slt c karim, mon num c 06 39 98 12 34"
    """
    import json

    from pipelines import screen_inspect
    from pipelines.scan import Rules
    from recognizers.explanation import Explainer

    if text == "-":
        text = typer.get_text_stream("stdin").read()
    explained = Explainer(Rules.of_file(policy).detection).explain(text)
    if json_:
        content = screen_inspect.explanation_json(explained)
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        screen_inspect.show_explanation(text, explained)


def scan(
    input_: Annotated[
        list[str],
        typer.Option("--input", help="File, folder or glob ('export/*.jsonl'); may be repeated."),
    ],
    policy: DetectionPolicyOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Stop after so many records.")
    ] = None,
    json_: JsonOption = False,
) -> None:
    """Count the personal data in every field of an export, before writing a policy for it.

    Every column and nested value is searched; nothing is written, and no value is shown.
    """
    import json

    from pipelines import screen, screen_inspect
    from pipelines.scan import Rules
    from pipelines.scan import scan as count
    from recognizers.analyzer import DocumentAnalyzer

    rules = Rules.of_file(policy)
    analyzer = DocumentAnalyzer.from_detection(rules.detection)
    with screen.RichDisplay() as display:
        inventory = count(input_, analyzer, rules, display, limit)
    if json_:
        content = screen_inspect.inventory_json(inventory)
        typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        screen_inspect.show_inventory(inventory)
