"""What ``explain`` and ``scan`` show."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from caviardage.entities import ENTITIES, Family
from pipelines.scan import Inventory
from recognizers.explanation import Explained, Outcome

console = Console(highlight=False)

_COLOURS = {
    Family.IDENTITY: "bold cyan",
    Family.CONTACT: "bold green",
    Family.LOCATION: "bold yellow",
    Family.CREDENTIAL: "bold white on red",
    Family.FINANCE: "bold magenta",
}
_OTHER_COLOUR = "bold blue"


def show_explanation(text: str, explained: Sequence[Explained]) -> None:
    """Show a text with its findings coloured, and why each was found or not."""
    coloured = Text(text)
    for claim in explained:
        if claim.outcome == Outcome.FOUND:
            coloured.stylize(_colour(claim.entity), claim.start, claim.end)
    console.print(coloured)
    for title, outcome in (("Found", True), ("Not found, though it looks like it", False)):
        claims = [c for c in explained if (c.outcome == Outcome.FOUND) == outcome]
        if claims:
            console.print(_claims(title, claims, outcome=not outcome))
    if not explained:
        console.print("Nothing in it looks like personal data.")


def _claims(title: str, claims: Sequence[Explained], *, outcome: bool) -> Table:
    columns = ["text", "entity", "score", "recognizer", *(["outcome"] if outcome else []), "why"]
    table = Table(*columns, title=title, title_justify="left")
    for claim in claims:
        table.add_row(
            Text(claim.value, style=_colour(claim.entity)),
            claim.entity,
            f"{claim.score:.2f}",
            claim.recognizer.removesuffix("Recognizer"),
            *([claim.outcome.value] if outcome else []),
            escape("; ".join(claim.why)),
        )
    return table


def _colour(entity: str) -> str:
    known = ENTITIES.get(entity)
    return _COLOURS.get(known.family, _OTHER_COLOUR) if known else _OTHER_COLOUR


def explanation_json(explained: Sequence[Explained]) -> list[dict[str, Any]]:
    """The explanation as JSON values."""
    return [dataclasses.asdict(claim) for claim in explained]


def show_inventory(inventory: Inventory) -> None:
    """Show what a scan counted; no value of any record is in it."""
    table = Table("field", "entity", "findings", "records", "share", title="Personal data by field")
    for name, field in inventory.fields.items():
        table.add_row(
            escape(name), "[dim]any[/]", str(field.findings.total()), str(field.touched),
            _share(field.touched, field.values), style="bold" if field.touched else "dim",
        )  # fmt: skip
        for entity, count in field.findings.most_common():
            records = field.records[entity]
            table.add_row("", entity, str(count), str(records), _share(records, field.values))
    console.print(table)
    console.print(f"{inventory.records} records read, {inventory.unreadable} unreadable.")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def inventory_json(inventory: Inventory) -> dict[str, Any]:
    """The inventory as JSON values."""
    return {
        "records": inventory.records,
        "unreadable": inventory.unreadable,
        "fields": {
            name: {
                "values": field.values,
                "touched": field.touched,
                "findings": dict(field.findings.most_common()),
                "records": dict(field.records.most_common()),
            }
            for name, field in inventory.fields.items()
        },
    }
