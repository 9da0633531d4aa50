"""What the commands show: progress, the plan, the result, records before and after."""

from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from caviardage.policy import Policy
from caviardage.policy_pseudonyms import advice
from pipelines.batch import RunResult
from pipelines.options import RunConfig
from pipelines.plan import Plan
from pipelines.preview import compare

console = Console(highlight=False)
error_console = Console(stderr=True, highlight=False)


class Counting:
    """One progress bar on standard error, from the first count on."""

    def __init__(self, title: str, unit: str) -> None:
        self._title = title
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn(unit),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def done(self, count: int, total: int) -> None:
        """Show how much is done."""
        if self._task is None:
            self._task = self._progress.add_task(self._title)
        self._progress.update(self._task, completed=count, total=total)


class RichDisplay:
    """Progress bars on standard error; they show numbers only."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("records"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._plan: TaskID | None = None
        self._mask: TaskID | None = None
        self._total = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def planning(self, file: int, records: int) -> None:
        """Show that the input is being read."""
        if self._plan is None:
            self._plan = self._progress.add_task("Reading the input", total=None)
        self._progress.update(self._plan, completed=records)

    def planned(self, plan: Plan) -> None:
        """Show that the whole input was read."""
        self._total = plan.records
        if self._plan is not None:
            self._progress.update(self._plan, total=plan.records, completed=plan.records)

    def masked(self, records: int) -> None:
        """Show how much is masked; until the first records, workers load the model."""
        if self._mask is None:
            self._mask = self._progress.add_task("Loading the model", total=self._total)
        if records:
            self._progress.update(self._mask, description="Masking", completed=records)


def show_plan(policy: Policy, plan: Plan) -> None:
    """Show what a run would do."""
    first = plan.files[0]
    detail = " ".join(filter(None, (first.encoding, first.delimiter and f"({first.delimiter})")))
    console.print(f"Input: {len(plan.files)} file(s), {first.format} {detail}")
    console.print(f"Records: {plan.records}, in {len(plan.parts)} part(s)")
    table = Table("field", "becomes", title="Fields")
    for path, rule in policy.field_rules().items():
        table.add_row(path, "scanned" if rule.scan else str(rule.operator))
    for path in plan.schema.dropped:
        if path not in policy.fields:
            table.add_row(path, "dropped (not named)")
    console.print(table)
    if plan.schema.retyped:
        console.print(f"Numbers that become text: {', '.join(plan.schema.retyped)}")
    console.print("Dry run: nothing was written.")


def show_result(result: RunResult) -> None:
    """Show what a run found and where its output is."""
    record = result.record
    _entity_table(record["entities"])
    if record["sensitive"]:
        table = Table("category", "level", "action", "count", title="Sensitive content")
        for row in record["sensitive"]:
            table.add_row(row["category"], row["level"], row["action"], str(row["count"]))
        console.print(table)
    records = record["records"]
    shown = ", ".join(f"{name} {records[name]}" for name in ("read", "masked", "dead", "filtered"))
    console.print(f"Records: {shown}")
    for title in ("dead_letters", "filtered"):
        for name, count in record[title].items():
            console.print(f"  {title.replace('_', ' ')}: {name} {count}")
    dropped = record["input"]["dropped_fields"]
    if dropped:
        console.print(f"Dropped fields: {', '.join(dropped)}")
    console.print(f"Output:     {result.output / 'data'}", soft_wrap=True)
    console.print(f"Run record: {result.output / 'run.json'}", soft_wrap=True)
    console.print(f"Lineage:    {result.output / 'lineage' / 'openlineage.ndjson'}", soft_wrap=True)


def _entity_table(entities: Iterable[dict[str, Any]]) -> None:
    totals: dict[tuple[str, str], int] = {}
    for row in entities:
        key = (row["entity"], row["operator"])
        totals[key] = totals.get(key, 0) + row["count"]
    table = Table("entity", "operator", "count", title="Entities found")
    for (entity, operator), count in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(entity, operator, str(count))
    console.print(table)


def show_policy(policy: Policy, objections: int) -> None:
    """Show that a policy is valid, and which version of it."""
    console.print(f"{policy.policy} version {policy.version}: valid")
    console.print(f"sha256 {policy.digest()}", soft_wrap=True)
    if policy.record.exclude.objections:
        console.print(f"objections: {objections} subject id(s)")
    rules = (*policy.field_rules().items(), *policy.entities.items())
    for line in advice(rules, policy.pseudonyms):
        console.print(line, soft_wrap=True, markup=False, highlight=False)


def show_preview(config: RunConfig, result: RunResult, count: int) -> None:
    """Show the first records before and after, side by side. The left side is not masked."""
    for before, after in compare(config, result, count):
        table = Table("field", show_lines=True, expand=True)
        for side in ("before", "after"):
            table.add_column(side, overflow="fold", ratio=1)
        for field in before:
            if before[field] != after.get(field):
                table.add_row(field, before[field], after.get(field, "(dropped)"))
        console.print(table)
