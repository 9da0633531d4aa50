"""Reading a policy file, and saying exactly what is wrong with it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from caviardage import strict_yaml
from caviardage.errors import PolicyError
from caviardage.policy import (
    Detection,
    Domain,
    Exclude,
    Policy,
    RecordRules,
    Retention,
)
from caviardage.policy_files import InputRules, Limits, OutputRules
from caviardage.policy_pseudonyms import PseudonymRules
from caviardage.policy_rules import CustomRecognizerRule, EntityRule, FieldRule, Model
from caviardage.sensitive import SensitiveRule
from caviardage.suggest import unknown

_UNION_STEPS = ("rule", "default", "[key]", "str", "int", "bool")


def load_policy(path: Path) -> Policy:
    """Read and validate a policy file.

    Raises:
        PolicyError: The file cannot be read or breaks a rule. The message has one line per fault:
            file, line, key path, what is wrong, what is accepted.
    """
    data, lines = strict_yaml.load(path)
    if not isinstance(data, dict):
        raise PolicyError(f"{path}: a policy is a mapping of keys; see configs/README.md")
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        faults = [_fault(path, lines, dict(fault)) for fault in error.errors()]
        raise PolicyError("\n".join(dict.fromkeys(faults))) from None


def _fault(path: Path, lines: Mapping[strict_yaml.Location, int], fault: dict[str, Any]) -> str:
    location = _in_file(fault["loc"], lines)
    near = location
    while near and near not in lines:
        near = near[:-1]
    where = f"{path}:{lines.get(near, 1)}"
    key = ".".join(str(step) for step in location) or "(the whole file)"
    return f"{where}: {key}: {_explain(fault, location)}"


def _in_file(
    loc: tuple[str | int, ...], lines: Mapping[strict_yaml.Location, int]
) -> strict_yaml.Location:
    """Leave out the steps that pydantic adds for its unions; keep a last key that is missing."""
    kept: strict_yaml.Location = ()
    for step in loc:
        if (*kept, step) in lines:
            kept = (*kept, step)
    if loc and kept != loc and loc[-1] not in (*_UNION_STEPS, *kept[-1:]):
        kept = (*kept, loc[-1])
    return kept


def _explain(fault: dict[str, Any], location: strict_yaml.Location) -> str:
    kind, value = fault["type"], fault["input"]
    if kind == "extra_forbidden":
        return unknown("key", str(location[-1]), _keys_at(location[:-1]))
    if kind == "missing":
        return "this key is required"
    if kind == "literal_error":
        options = [o.strip("'") for o in re.split(r", | or ", fault["ctx"]["expected"])]
        return unknown("value", str(value), options)
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    shown = f": {value!r}" if isinstance(value, str | int | float | bool) else ""
    return f"{fault['msg'][0].lower()}{fault['msg'][1:]}{shown}"


def _keys_at(location: strict_yaml.Location) -> list[str]:
    """The keys that the policy accepts at a place."""
    places: dict[str, type[Model]] = {
        "": Policy,
        "domain": Domain,
        "domain.retention": Retention,
        "record": RecordRules,
        "record.exclude": Exclude,
        "pseudonyms": PseudonymRules,
        "detection": Detection,
        "input": InputRules,
        "output": OutputRules,
        "limits": Limits,
    }
    name = ".".join(str(step) for step in location)
    model = places.get(name)
    if model is None:
        roots: dict[str | int, type[Model]] = {
            "fields": FieldRule,
            "entities": EntityRule,
            "sensitive": SensitiveRule,
            "detection": CustomRecognizerRule,
        }
        model = roots[location[0]]
    return list(model.model_fields)
