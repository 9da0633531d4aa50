"""Places: the values of a document that a rule changes, in texts and in columns alike."""

import dataclasses
from dataclasses import dataclass
from typing import NamedTuple

from caviardage.policy_rules import Rule


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One value to replace.

    Attributes:
        message: Number of the record in the document.
        field: Concrete path of the text or the column.
        start: First character of the value in it.
        end: One after its last.
        entity: What the value is.
        value: The value as it is written.
        rule: What is done to it.
        known: Whether the record tells with it who the customer is.
    """

    message: int
    field: str
    start: int
    end: int
    entity: str
    value: str = dataclasses.field(repr=False)
    rule: Rule
    known: bool = False


class Replacement(NamedTuple):
    """What was done in the end, which may be less than the rule asked, and what stands there."""

    operator: str
    text: str | None
