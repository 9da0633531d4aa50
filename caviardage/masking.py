"""Applying a policy to a document: findings in, masked rows and their edits out.

The explanation is the plan: ``replay(document, edits, policy)`` applied to the original gives the
output rows again, exactly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from caviardage import fields
from caviardage.entities import SENSITIVE
from caviardage.errors import Code, RecordError, Stage
from caviardage.fields import PathTree
from caviardage.operators import Apply
from caviardage.policy import Policy
from caviardage.policy_rules import FieldRule
from caviardage.records import Document, Edit, Finding, MaskedDocument, Row
from caviardage.resolve import resolve
from caviardage.sensitive import KEEP, QUARANTINE, sensitive_action

# What one leaf becomes: (message, concrete path, rule, value) → new value.
Leaf = Callable[[int, str, FieldRule, Any], Any]

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
    edits: list[Edit] = []
    kept: list[Finding] = []
    by_text: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        done = _action(finding, policy)
        if done == QUARANTINE:
            raise RecordError(Stage.MASK, Code.QUARANTINE)
        (kept if done == KEEP else by_text[finding.message, finding.field]).append(finding)

    def leaf(message: int, path: str, rule: FieldRule, value: Any) -> Any:
        if rule.operator == "keep":
            return value
        if rule.scan:
            new = _text_edits(value, by_text[message, path], document, policy, operators)
        else:
            new = [_value_edit(message, path, rule, value, document, operators)]
        edits.extend(new)
        return _apply(value, new)

    rows = _walk(document, policy, leaf)
    return MaskedDocument(
        positions=tuple(record.position for record in document.records),
        rows=rows,
        edits=tuple(edits),
        kept=tuple(kept),
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


def _text_edits(
    text: Any, findings: list[Finding], document: Document, policy: Policy, operators: Apply
) -> list[Edit]:
    edits = []
    for finding in resolve(findings, text) if findings else ():
        rule = policy.entity_rule(finding.entity)
        value = text[finding.start : finding.end]
        edits.append(
            Edit(
                message=finding.message,
                field=finding.field,
                start=finding.start,
                end=finding.end,
                entity=finding.entity,
                operator=rule.operator,
                replacement=operators.apply(rule, finding.entity, value, document.scope_id),
            )
        )
    return edits


def _value_edit(
    message: int, path: str, rule: FieldRule, value: Any, document: Document, operators: Apply
) -> Edit:
    entity = rule.entity or VALUE
    replacement = None
    text = str(value)
    if rule.operator != "redact":
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise RecordError(Stage.MASK, Code.TYPE)
        replacement = operators.apply(rule, entity, text, document.scope_id)
    return Edit(
        message=message,
        field=path,
        start=0,
        end=len(text),
        entity=entity,
        operator=str(rule.operator),
        replacement=replacement,
    )


def _apply(value: Any, edits: Sequence[Edit]) -> Any:
    """Apply the edits of one value, which do not overlap. A whole value removed becomes null."""
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
    return "".join(parts)
