"""Applying a policy to a document: findings in, masked rows and their edits out.

The explanation is the plan: ``replay(document, edits, policy)`` applied to the original gives the
output rows again, exactly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from caviardage import fields
from caviardage.entities import SENSITIVE
from caviardage.errors import Code, RecordError, Stage
from caviardage.fields import PathTree
from caviardage.operators import Apply
from caviardage.places import Place, Replacement
from caviardage.policy import Policy
from caviardage.policy_rules import FieldRule
from caviardage.pseudonyms import TOKEN_SHAPE
from caviardage.records import Document, Edit, Finding, MaskedDocument, Row
from caviardage.resolve import resolve
from caviardage.sensitive import KEEP, QUARANTINE, sensitive_action

# What one leaf becomes: (message, concrete path, rule, value) → new value.
Leaf = Callable[[int, str, FieldRule, Any], Any]

ESCAPE = "escape"
VALUE = "VALUE"  # the entity of a field that is redacted or masked without being told what it is


def mask(
    document: Document, findings: Sequence[Finding], policy: Policy, operators: Apply
) -> MaskedDocument:
    """Mask a document.

    Args:
        document: The original.
        findings: What ``analyze`` found in its texts; they may overlap.
        policy: What to do with each finding and each field. Fields not named are dropped.
        operators: Apply the policy's operators.

    Returns:
        One row per record, in order, with the edits that made them and the findings kept.

    Raises:
        RecordError: A value has a type that its rule cannot take, or the policy puts a sensitive
            finding in quarantine, and the document with it.
    """
    kept: list[Finding] = []
    by_text: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        done = _action(finding, policy)
        if done == QUARANTINE:
            raise RecordError(Stage.MASK, Code.QUARANTINE)
        (kept if done == KEEP else by_text[finding.message, finding.field]).append(finding)
    todo: list[Place | Edit] = []

    def leaf(message: int, path: str, rule: FieldRule, value: Any) -> Any:
        if rule.scan:
            todo.extend(_in_text(message, path, value, by_text[message, path], policy))
        elif rule.operator != "keep":
            todo.append(_in_column(message, path, rule, value))
        return value

    _walk(document, policy, leaf)
    replaced = operators.replace(document, [item for item in todo if isinstance(item, Place)])
    made = iter(replaced.places)
    edits = tuple(_edit(i, next(made)) if isinstance(i, Place) else i for i in todo)
    return MaskedDocument(
        positions=tuple(record.position for record in document.records),
        rows=replay(document, edits, policy),
        edits=edits,
        kept=tuple(kept),
        refused=replaced.refused,
    )


def _action(finding: Finding, policy: Policy) -> str:
    if finding.entity in SENSITIVE:
        return sensitive_action(policy.sensitive, finding)
    return policy.entity_rule(finding.entity).operator


def replay(document: Document, edits: Iterable[Edit], policy: Policy) -> tuple[Row, ...]:
    """Apply recorded edits to the original document, and return its output rows."""
    by_leaf: dict[tuple[int, str], list[Edit]] = defaultdict(list)
    for edit in edits:
        by_leaf[edit.message, edit.field].append(edit)

    def leaf(message: int, path: str, rule: FieldRule, value: Any) -> Any:
        return _apply(value, by_leaf[message, path])

    return _walk(document, policy, leaf)


def _walk(document: Document, policy: Policy, leaf: Leaf) -> tuple[Row, ...]:
    tree = policy.field_tree()
    return tuple(_names(record.row, tree, "", i, leaf) for i, record in enumerate(document.records))


def _names(row: Mapping[str, Any], tree: PathTree[FieldRule], path: str, i: int, leaf: Leaf) -> Row:
    result = {}
    for name, value in row.items():
        node = tree.names.get(name)
        if node is None or (node.value is not None and node.value.operator == "drop"):
            continue
        step = fields.join((name,))
        result[name] = _node(value, node, f"{path}.{step}" if path else step, i, leaf)
    return result


def _node(value: Any, node: PathTree[FieldRule], path: str, i: int, leaf: Leaf) -> Any:
    if value is None:
        return None
    if node.value is not None:
        return leaf(i, path, node.value, value)
    if node.items is not None and isinstance(value, list):
        return [_node(v, node.items, f"{path}[{n}]", i, leaf) for n, v in enumerate(value)]
    if node.names and isinstance(value, Mapping):
        return _names(value, node, path, i, leaf)
    raise RecordError(Stage.MASK, Code.TYPE)


def _in_text(
    message: int, path: str, text: str, findings: list[Finding], policy: Policy
) -> Iterator[Place | Edit]:
    """What is changed in one text: its findings, and what is typed to look like a token."""
    end = 0
    for found in resolve(findings, text) if findings else ():
        yield from _escapes(message, path, text, end, found.start)
        yield Place(
            message=message, field=path, start=found.start, end=found.end, entity=found.entity,
            value=text[found.start : found.end], rule=policy.entity_rule(found.entity),
        )  # fmt: skip
        end = found.end
    yield from _escapes(message, path, text, end, len(text))


def _escapes(message: int, path: str, text: str, start: int, end: int) -> Iterator[Edit]:
    # A customer who types a token would otherwise choose whom it is resolved to one day.
    for found in TOKEN_SHAPE.finditer(text, start):
        if found.start() >= end:
            return
        yield Edit(
            message=message, field=path, start=found.start(), end=found.end(), entity=VALUE,
            operator=ESCAPE, replacement="‹",
        )  # fmt: skip


def _in_column(message: int, path: str, rule: FieldRule, value: Any) -> Place | Edit:
    entity = rule.entity or VALUE
    text = str(value)
    if rule.operator == "redact":
        return Edit(
            message=message, field=path, start=0, end=len(text), entity=entity,
            operator="redact", replacement=None,
        )  # fmt: skip
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise RecordError(Stage.MASK, Code.TYPE)
    return Place(
        message=message, field=path, start=0, end=len(text), entity=entity, value=text, rule=rule,
        known=rule.known_value,
    )  # fmt: skip


def _edit(place: Place, made: Replacement) -> Edit:
    return Edit(
        message=place.message, field=place.field, start=place.start, end=place.end,
        entity=place.entity, operator=made.operator, replacement=made.text,
    )  # fmt: skip


def _apply(value: Any, edits: Sequence[Edit]) -> Any:
    """Apply the edits of one value, which do not overlap. A whole value removed becomes null.

    Raises:
        RecordError: More tokens came out than were put in: the text was written to make one.
    """
    if not edits:
        return value
    if edits[0].replacement is None:
        return None
    text = str(value)
    parts: list[str] = []
    end = 0
    for edit in sorted(edits):
        parts += [text[end : edit.start], edit.replacement or ""]
        end = edit.end
    parts.append(text[end:])
    result = "".join(parts)
    ours = sum(len(TOKEN_SHAPE.findall(edit.replacement or "")) for edit in edits)
    if len(TOKEN_SHAPE.findall(result)) > ours:
        raise RecordError(Stage.MASK, Code.MASK)
    return result
