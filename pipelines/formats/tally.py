"""What kinds of values an input without a schema holds, counted field by field."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from caviardage.fields import PathTree
from caviardage.policy_rules import FieldRule

_INT64 = range(-(2**63), 2**63)
# Names that look like columns may be listed; keys that are data (a map by customer) may not.
_COLUMN_NAME = re.compile(r"[^\W\d][\w .'\-]{0,63}")
MOST_NAMES = 200


def kind_of(value: Any) -> str:
    """The JSON kind of a value: null, bool, int, bigint, float, str, list or object."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if value in _INT64 else "bigint"
    name = {float: "float", str: "str", list: "list", dict: "object"}.get(type(value))
    return name or type(value).__name__


@dataclass(slots=True)
class Tally:
    """The kinds of value seen at one place, and the tallies of what is inside them."""

    kinds: Counter[str] = field(default_factory=Counter)
    names: dict[str, "Tally"] = field(default_factory=dict)
    items: "Tally | None" = None

    def add(self, value: Any, tree: PathTree[FieldRule] | None) -> None:
        """Count a value. ``tree`` says which names inside are looked into; None: all of them."""
        kind = kind_of(value)
        self.kinds[kind] += 1
        if kind == "object":
            for name, inner in value.items():
                child = tree.names.get(name) if tree else None
                if tree is None or child is not None:
                    below = child if child and child.value is None else None
                    self._name(name).add(inner, below)
                elif name in self.names or len(self.names) < MOST_NAMES:
                    self._name(name).kinds["unread"] += 1
        elif kind == "list":
            self.items = self.items or Tally()
            below = tree.items if tree else None
            for item in value:
                self.items.add(item, below if below and below.value is None else None)

    def _name(self, name: str) -> "Tally":
        tally = self.names.get(name)
        if tally is None:
            tally = self.names[name] = Tally()
        return tally

    @property
    def seen(self) -> bool:
        """Whether any value but null was seen."""
        return any(count for kind, count in self.kinds.items() if kind != "null")

    def kind(self) -> str | None:
        """The kind of most values, null aside; int and float together are numbers."""
        counts = Counter({k: n for k, n in self.kinds.items() if k != "null"})
        if counts["int"] and counts["float"]:
            counts["float"] += counts.pop("int")
        return min(counts, key=lambda kind: (-counts[kind], kind)) if +counts else None

    def column_names(self) -> list[str]:
        """The names seen here that look like column names, in order of appearance.

        A name that few objects have may be data (a map by customer), as may one that is no word.
        """
        objects = self.kinds["object"]
        enough = min(objects, max(2, objects // 100))
        return [
            name
            for name, tally in self.names.items()
            if _COLUMN_NAME.fullmatch(name) and tally.kinds.total() >= enough
        ]

    def arrow_type(self, tree: PathTree[FieldRule] | None = None) -> pa.DataType:
        """The Arrow type of most values; text where only null was seen.

        ``tree`` says what the policy expects inside, where the input had only null or nothing.
        """
        kind = self.kind()
        if kind is None and tree is not None:
            kind = "list" if tree.items else "object" if tree.names else None
        if kind == "object":
            expected = tree.names if tree else {}
            names = self.names or {name: Tally() for name in expected}
            if names:
                return pa.struct([(n, t.arrow_type(expected.get(n))) for n, t in names.items()])
        if kind == "list":
            return pa.list_((self.items or Tally()).arrow_type(tree.items if tree else None))
        simple = {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64()}
        return simple.get(kind or "", pa.string())
