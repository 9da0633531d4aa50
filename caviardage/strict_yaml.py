"""YAML that can be trusted with a decision: plain values only, no alias, no key twice.

``yaml.safe_load`` keeps the last of two equal keys in silence and expands aliases without bound
("billion laughs"); both are errors here, as is any tag such as ``!!python/object``.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from caviardage.errors import PolicyError

MAX_BYTES = 1_000_000

Location = tuple[str | int, ...]


def load(path: Path) -> tuple[Any, Mapping[Location, int]]:
    """Read one YAML document, and the line on which each of its keys and items stands.

    Raises:
        PolicyError: The file cannot be read, is too large, or is not plain YAML. The message
            holds the path and the line.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PolicyError(f"{path}: {error.strerror}") from None
    if len(content) > MAX_BYTES:
        raise PolicyError(f"{path}: larger than {MAX_BYTES} bytes; a policy is a page")
    try:
        _refuse_what_is_not_plain(path, content)
        node = yaml.compose(content, Loader=yaml.SafeLoader)
        lines: dict[Location, int] = {}
        if node is not None:
            lines.update(_lines(path, node, ()))
        return yaml.load(content, Loader=yaml.SafeLoader), lines
    except PolicyError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise PolicyError(f"{path}{line}: not plain YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise PolicyError(f"{path}: not plain YAML in UTF-8") from None


def _refuse_what_is_not_plain(path: Path, content: bytes) -> None:
    for event in yaml.parse(content, Loader=yaml.SafeLoader):
        what = None
        if isinstance(event, yaml.AliasEvent):
            what = f"aliases (*{event.anchor})"
        elif getattr(event, "tag", None) is not None:
            what = f"tags ({event.tag})"  # type: ignore[attr-defined]  # of nodes only
        if what:
            line = event.start_mark.line + 1  # type: ignore[union-attr]  # a parser always sets it
            raise PolicyError(f"{path}:{line}: not plain YAML: {what} are not accepted")


def _lines(path: Path, node: yaml.Node, location: Location) -> Iterator[tuple[Location, int]]:
    yield location, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                line = key.start_mark.line + 1
                raise PolicyError(f"{path}:{line}: key {name!r} is written twice")
            seen.add(name)
            yield from _lines(path, value, (*location, name))
            yield (*location, name), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            yield from _lines(path, item, (*location, i))
