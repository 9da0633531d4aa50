"""The output's schema: the input's, less what the policy drops, with masked values as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from caviardage import fields
from caviardage.errors import PolicyError
from caviardage.fields import PathTree
from caviardage.policy import ANY, Policy
from caviardage.policy_rules import FieldRule
from caviardage.suggest import nearest
from pipelines.formats.tally import MOST_NAMES, Tally


@dataclass(slots=True)
class OutputSchema:
    """What the output looks like.

    Attributes:
        arrow: Its columns, in the order of the input.
        dropped: Field paths of the input that the output does not have.
        retyped: Field paths that were numbers and are text now, because their operator makes text.
    """

    arrow: pa.Schema
    dropped: list[str]
    retyped: list[str] = field(default_factory=list)


def tally_of(kind: pa.DataType) -> Tally:
    """The shape of an Arrow type, as a tally."""
    tally = Tally()
    if pa.types.is_struct(kind):
        tally.kinds["object"] = 1
        tally.names = {f.name: tally_of(f.type) for f in kind}
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        tally.kinds["list"] = 1
        tally.items = tally_of(kind.value_type)
    else:
        tally.kinds[str(kind)] = 1
    return tally


def check_fields(policy: Policy, shape: Tally, *, header: bool = False) -> list[str]:
    """Check that the input has the fields that the policy names; list those that are dropped.

    Args:
        policy: Its fields may be marked ``optional``.
        shape: What the input has, one level per name.
        header: Whether the names come from the first row of files, which may hold data instead.

    Raises:
        PolicyError: A field is absent from the whole input, or the policy is strict
            (``"*": error``) and does not name all fields. One line per fault.
    """
    paths = {path: rule.optional for path, rule in policy.field_rules().items()}
    record = policy.record
    named = (record.id, record.subject, record.thread, *record.exclude.values)
    paths |= {path: False for path in named if path}
    for rule in policy.scanned().values():
        paths |= {path: rule.optional for path in (rule.speaker, rule.time) if path}
    faults = [
        fault
        for path, optional in paths.items()
        if not optional and (fault := _absent(path, shape)) is not None
    ]
    known = any(fields.parse(path)[0] in shape.names for path in policy.field_rules())
    if not known and (header or not faults):
        # Without a header, the first row of a CSV file stands in its place: nothing of it is shown.
        raise PolicyError(
            "the input has none of the policy's fields; is it the right policy, and does a CSV "
            "file have a header?"
        )
    dropped = sorted(set(_unnamed(shape, policy.field_tree(), ())))
    if policy.fields.get(ANY) == "error":
        unnamed = [path for path in dropped if path not in policy.fields]
        faults += [f"field {path!r} is in the input and not in the policy" for path in unnamed]
    if faults:
        raise PolicyError("\n".join(faults))
    return dropped


def _absent(path: str, shape: Tally) -> str | None:
    place: Tally | None = shape
    steps = fields.parse(path)
    for i, step in enumerate(steps):
        if place is None or not place.seen:
            return None  # nothing was seen there: it cannot be told
        if step == fields.ITEMS:
            place = place.items
        elif step not in place.names:
            if len(place.names) >= MOST_NAMES:
                return None
            guess = nearest(step, place.column_names())
            hint = f"; did you mean {fields.join((*steps[:i], guess))!r}?" if guess else ""
            return f"field {path!r} is in no record of the input{hint} (or mark it optional: true)"
        else:
            place = place.names[step]
    return None


def _unnamed(shape: Tally, tree: PathTree[FieldRule], at: fields.Steps) -> Iterator[str]:
    for name in shape.column_names():
        node = tree.names.get(name)
        steps = (*at, name)
        if node is None or (node.value is not None and node.value.operator == "drop"):
            yield fields.join(steps)
        elif node.value is None:
            yield from _below(shape.names[name], node, steps)


def _below(shape: Tally, node: PathTree[FieldRule], steps: fields.Steps) -> Iterator[str]:
    if node.items is None:
        yield from _unnamed(shape, node, steps)
    elif shape.items is not None and node.items.value is None:
        yield from _below(shape.items, node.items, (*steps, fields.ITEMS))


def output_schema(policy: Policy, columns: pa.Schema, dropped: list[str]) -> OutputSchema:
    """Work out the schema of the output.

    Raises:
        PolicyError: A rule does not fit the type of its field. One line per fault.
    """
    result = OutputSchema(arrow=pa.schema([]), dropped=dropped)
    faults: list[str] = []
    tree = policy.field_tree()
    kept = []
    for column in columns:
        node = tree.names.get(column.name)
        if node is not None:
            path = (column.name,)
            kept += _output_field(column, node, path, result.retyped, faults)
    if faults:
        raise PolicyError("\n".join(faults))
    result.arrow = pa.schema(kept)
    return result


def _output_field(
    column: pa.Field,
    node: PathTree[FieldRule],
    path: fields.Steps,
    retyped: list[str],
    faults: list[str],
) -> list[pa.Field]:
    if node.value is not None and node.value.operator == "drop":
        return []
    kind = _output_type(column.type, node, path, retyped, faults)
    if _is_hollow(kind):
        return []
    redacted = node.value is not None and node.value.operator == "redact"
    return [pa.field(column.name, kind, column.nullable or redacted)]


def _is_hollow(kind: pa.DataType) -> bool:
    """Whether everything inside was dropped: Parquet has no object without a field."""
    if pa.types.is_list(kind):
        return _is_hollow(kind.value_type)
    return bool(pa.types.is_struct(kind) and kind.num_fields == 0)


def _output_type(
    kind: pa.DataType,
    node: PathTree[FieldRule],
    path: fields.Steps,
    retyped: list[str],
    faults: list[str],
) -> pa.DataType:
    if node.value is not None:
        return _leaf_type(kind, node.value, fields.join(path), retyped, faults)
    if node.items is not None:
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            below = (*path, fields.ITEMS)
            return pa.list_(_output_type(kind.value_type, node.items, below, retyped, faults))
    elif pa.types.is_struct(kind):
        inner = [
            kept
            for f in kind
            if f.name in node.names
            for kept in _output_field(f, node.names[f.name], (*path, f.name), retyped, faults)
        ]
        return pa.struct(inner)
    wanted = "a list" if node.items is not None else "an object"
    faults.append(f"field {fields.join(path)!r} is {kind} in the input; the policy takes {wanted}")
    return kind


def _leaf_type(
    kind: pa.DataType, rule: FieldRule, path: str, retyped: list[str], faults: list[str]
) -> pa.DataType:
    value_kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    is_text = pa.types.is_string(value_kind) or pa.types.is_large_string(value_kind)
    if rule.operator in ("keep", "redact") or is_text:
        return kind
    if pa.types.is_null(kind):
        return pa.string()
    if rule.scan:
        faults.append(f"field {path!r} is {kind} in the input: only text can be scanned")
    elif pa.types.is_integer(kind) or (rule.operator == "date_shift" and _is_day(kind, path)):
        retyped.append(path)
        return pa.string()
    else:
        faults.append(
            f"field {path!r} is {kind} in the input: operator {rule.operator!r} takes text or "
            "whole numbers; accepted here: keep, redact, drop"
        )
    return kind


def _is_day(kind: pa.DataType, path: str) -> bool:
    """Whether a top-level column has a type that holds days."""
    return len(fields.parse(path)) == 1 and bool(
        pa.types.is_date(kind) or pa.types.is_timestamp(kind)
    )


def moved_columns(policy: Policy) -> frozenset[str]:
    """The columns whose dates are moved; they are read, and written, as text."""
    rules = policy.field_rules().items()
    paths = (fields.parse(path) for path, rule in rules if rule.operator == "date_shift")
    return frozenset(path[0] for path in paths if len(path) == 1)


def check_format(form: str, columns: pa.Schema) -> None:
    """Check that an output format can hold the output's columns.

    Raises:
        PolicyError: CSV cannot hold nested fields, nor text formats bytes.
    """
    cannot = {"parquet": lambda kind: False, "csv": _has_fields, "jsonl": _has_bytes}[form]
    names = [column.name for column in columns if cannot(column.type)]
    if names:
        raise PolicyError(
            f"output.format: {form} cannot hold {', '.join(names)} (nested fields or bytes); "
            "drop them, or choose another format"
        )


def _has_fields(kind: pa.DataType) -> bool:
    return bool(kind.num_fields) or _has_bytes(kind)


def _has_bytes(kind: pa.DataType) -> bool:
    types = pa.types
    is_bytes = types.is_binary(kind) or types.is_large_binary(kind)
    inner = (kind.field(i).type for i in range(kind.num_fields))
    return bool(is_bytes or types.is_fixed_size_binary(kind)) or any(map(_has_bytes, inner))
