"""An inventory of personal data in an export, field by field, without writing any output."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from caviardage.fields import ITEMS
from caviardage.policy import Detection
from caviardage.policy_file import load_policy
from caviardage.policy_files import InputRules, Limits
from caviardage.processing import Analyzer
from caviardage.records import DeadLetter, Document, Finding, Record, Text
from caviardage.resolve import resolve
from pipelines.display import Display
from pipelines.formats.inputs import find_inputs
from pipelines.formats.parquet import open_parquet
from pipelines.formats.readers import open_reader
from pipelines.preview import flatten

_INDEX = re.compile(r"\[\d+\]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What a scan takes from a policy; all of it has defaults."""

    detection: Detection = field(default_factory=Detection)
    input: InputRules = field(default_factory=InputRules)
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def of_file(cls, path: Path | None) -> "Rules":
        """The rules of a policy file, or the defaults.

        Raises:
            PolicyError: The policy is wrong.
        """
        if path is None:
            return cls()
        policy = load_policy(path)
        return cls(detection=policy.detection, input=policy.input, limits=policy.limits)


@dataclass(slots=True)
class FieldInventory:
    """What was found in one field.

    Attributes:
        values: Records that have a value there.
        touched: Records whose value holds personal data of any type.
        findings: Findings by entity type.
        records: Records with a finding, by entity type.
    """

    values: int = 0
    touched: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Inventory:
    """What was found in an export: records read, records that could not be, and each field."""

    records: int = 0
    unreadable: int = 0
    fields: dict[str, FieldInventory] = field(default_factory=dict)

    def add(self, document: Document, findings: Sequence[Finding]) -> None:
        """Count one record."""
        self.records += 1
        found: dict[str, set[str]] = {}
        for text in document.texts:
            name = _INDEX.sub(ITEMS, text.field)
            entities = found.setdefault(name, set())
            here = resolve((f for f in findings if f.field == text.field), text.text)
            self._of(name).findings.update(f.entity for f in here)
            entities.update(f.entity for f in here)
        for name, entities in found.items():
            inventory = self._of(name)
            inventory.values += 1
            inventory.touched += bool(entities)
            inventory.records.update(entities)

    def _of(self, name: str) -> FieldInventory:
        return self.fields.setdefault(name, FieldInventory())


def scan(
    inputs: Sequence[str],
    analyzer: Analyzer,
    rules: Rules,
    display: Display,
    limit: int | None = None,
) -> Inventory:
    """Count the personal data of an export.

    Args:
        inputs: Files, folders or globs, as for a run.
        analyzer: Finds personal data.
        rules: How to read and what bounds hold.
        display: Is told how far the scan is.
        limit: Stop after so many records; None reads all.

    Raises:
        InputError: The input cannot be read.
    """
    inventory = Inventory()
    batch: list[Document] = []
    for item in islice(_items(inputs, rules), limit):
        document = _document(item, rules.limits) if isinstance(item, Record) else None
        if document is None:
            inventory.unreadable += 1
        else:
            batch.append(document)
        if len(batch) == rules.detection.batch_documents:
            _count(batch, analyzer, inventory)
            batch = []
            display.planning(0, inventory.records)
    _count(batch, analyzer, inventory)
    display.planning(0, inventory.records)
    return inventory


def _count(batch: list[Document], analyzer: Analyzer, inventory: Inventory) -> None:
    for document, findings in zip(batch, analyzer.analyze(batch), strict=True):
        inventory.add(document, findings)


def _document(record: Record, limits: Limits) -> Document | None:
    """Every value of a record as a text; None where a run would make it a dead letter."""
    texts = []
    for path, value in flatten(record.row):
        if len(value) > limits.text_characters or _LONE_SURROGATE.search(value):
            return None
        texts.append(Text(message=0, field=path, text=value))
    return Document(records=(record,), texts=tuple(texts), scope_id="scan")


def _items(inputs: Sequence[str], rules: Rules) -> Iterator[Record | DeadLetter]:
    for file in find_inputs(inputs, rules.input, ratio=rules.limits.decompression_ratio):
        columns = open_parquet(file).schema_arrow.names if file.format == "parquet" else []
        yield from open_reader(file, rules.limits, columns).read()
