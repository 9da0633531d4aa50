r"""Field paths: how a policy names a column, a nested value, or the items of a list.

``description`` is a column, ``requester.email`` a value inside an object, ``comments[].body`` a
value inside every item of a list. A dot that belongs to a name is written ``\.``. In a document,
the index of the item is filled in: ``comments[2].body``.

>>> parse("comments[].body")
('comments', '[]', 'body')
>>> parse(r"client\.nom")
('client.nom',)
>>> ticket = {"comments": [{"body": "a"}, {"body": None}, {"body": "b"}]}
>>> list(find(ticket, parse("comments[].body")))
[('comments[0].body', (0,), 'a'), ('comments[2].body', (2,), 'b')]
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

Steps = tuple[str, ...]

ITEMS = "[]"
_NAME = re.compile(r"(?:\\.|[^\\.\[\]])+")

T = TypeVar("T")


@functools.lru_cache(maxsize=1024)
def parse(path: str) -> Steps:
    """Split a field path into its steps.

    Raises:
        ValueError: The path is empty or its brackets or dots are misplaced.
    """
    steps: list[str] = []
    at = 0
    while at < len(path):
        name = _NAME.match(path, at)
        if name is None:
            raise ValueError("a field path is names joined by '.', with '[]' after a list")
        step = re.sub(r"\\(.)", r"\1", name.group())
        if step == ITEMS:
            raise ValueError("a field called '[]' cannot be told from the items of a list")
        steps.append(step)
        at = name.end()
        while path.startswith(ITEMS, at):
            steps.append(ITEMS)
            at += len(ITEMS)
        if at < len(path):
            if path[at] != "." or at + 1 == len(path):
                raise ValueError("a field path is names joined by '.', with '[]' after a list")
            at += 1
    if not steps:
        raise ValueError("a field path is not empty")
    return tuple(steps)


def join(steps: Steps) -> str:
    """The path of some steps: the inverse of ``parse``."""
    path = ""
    for step in steps:
        if step == ITEMS:
            path += ITEMS
        else:
            name = re.sub(r"([\\.\[\]])", r"\\\1", step)
            path += f".{name}" if path else name
    return path


def find(row: Any, steps: Steps) -> Iterator[tuple[str, tuple[int, ...], Any]]:
    """Yield (concrete path, list indices, value) for every value at a path that is not null."""
    yield from _find(row, steps, "", ())


def _find(
    value: Any, steps: Steps, path: str, indices: tuple[int, ...]
) -> Iterator[tuple[str, tuple[int, ...], Any]]:
    if value is None:
        return
    if not steps:
        yield path, indices, value
    elif steps[0] == ITEMS:
        if isinstance(value, list | tuple):
            for i, item in enumerate(value):
                yield from _find(item, steps[1:], f"{path}[{i}]", (*indices, i))
    elif isinstance(value, Mapping):
        name = join(steps[:1])
        yield from _find(
            value.get(steps[0]), steps[1:], f"{path}.{name}" if path else name, indices
        )


def get(row: Any, steps: Steps, indices: tuple[int, ...] = ()) -> Any:
    """The value at a path, with the indices of another path that shares its lists; else None.

    >>> get({"comments": [{"author": "Ana"}]}, parse("comments[].author"), (0,))
    'Ana'
    """
    value = row
    remaining = list(indices)
    for step in steps:
        if step == ITEMS:
            if not isinstance(value, list | tuple) or not remaining:
                return None
            index = remaining.pop(0)
            value = value[index] if index < len(value) else None
        elif isinstance(value, Mapping):
            value = value.get(step)
        else:
            return None
    return value


@dataclass(slots=True)
class PathTree(Generic[T]):
    """What a set of field paths says of a record, level by level."""

    value: T | None = None
    names: dict[str, "PathTree[T]"] = field(default_factory=dict)
    items: "PathTree[T] | None" = None

    def add(self, steps: Steps, value: T) -> None:
        """Put a value at a path.

        Raises:
            ValueError: The path, a part of it or something below it has a value already.
        """
        node = self
        for step in steps:
            if node.value is not None:
                raise ValueError("a rule stands on this field and on one inside it")
            if step == ITEMS:
                node.items = node.items or PathTree()
                node = node.items
            else:
                node = node.names.setdefault(step, PathTree())
        if node.value is not None or node.names or node.items:
            raise ValueError("a rule stands on this field and on one inside it")
        node.value = value
