"""The first records of a run before and after, for a person to look at."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from caviardage.documents import load_exclusions
from caviardage.errors import UsageError
from caviardage.records import Record
from pipelines.batch import RunResult, read_policy
from pipelines.formats.inputs import find_inputs
from pipelines.formats.parquet import open_parquet
from pipelines.formats.readers import open_reader
from pipelines.options import RunConfig
from pipelines.sink import DATA, DEAD

Flat = dict[str, str]


def compare(config: RunConfig, result: RunResult, count: int) -> Iterator[tuple[Flat, Flat]]:
    """Yield (before, after) for the first records of a published run, nested fields flattened.

    Raises:
        UsageError: The output is CSV, whose cells do not tell which record they come from.
    """
    policy = read_policy(config)
    if policy.output.format == "csv":
        raise UsageError("--preview: choose --format parquet or jsonl")
    files = find_inputs(config.inputs, policy.input, ratio=policy.limits.decompression_ratio)
    columns = open_parquet(files[0]).schema_arrow.names if files[0].format == "parquet" else []
    exclusions = load_exclusions(policy, config.policy)
    dead = set(_dead(result.output / DEAD))
    items = (i for f in files for i in open_reader(f, policy.limits, columns).read())
    survivors = (
        item.row
        for item in items
        if isinstance(item, Record)
        and (item.position.file, item.position.offset) not in dead
        and not exclusions.reason([item])
    )
    for before, after in islice(zip(survivors, _rows(result.output / DATA), strict=False), count):
        yield dict(flatten(before)), dict(flatten(after))


def _dead(folder: Path) -> Iterator[tuple[int, int]]:
    for path in folder.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            letter = json.loads(line)
            yield letter["file"], letter["offset"]


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".parquet":
            yield from pq.read_table(path).to_pylist()
        else:
            with path.open(encoding="utf-8") as file:
                yield from map(json.loads, file)


def flatten(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (field path, value as text) for every value that is not null.

    >>> dict(flatten({"a": 1, "b": [{"c": "x"}, None]}))
    {'a': '1', 'b[0].c': 'x'}
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flatten(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from flatten(inner, f"{path}[{i}]")
    elif value is not None:
        yield path, str(value)
