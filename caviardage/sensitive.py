"""What the policy says of sensitive content (RGPD art. 9 and 10): kept, dropped, or set aside.

A finding has a level: ``attributed`` (said of a person) or ``mention`` (the topic alone). Masking a
word would leave what can be inferred from the rest, so the span of an attributed finding is the
clause. *Quarantine* lets nothing of the document out: its records become dead letters with the code
``E_QUARANTINE``, which ``caviardage retry`` can take after the DPO's decision.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from caviardage.entities import SENSITIVE
from caviardage.policy_rules import Model
from caviardage.records import ATTRIBUTED, MENTION, Finding
from caviardage.suggest import unknown

KEEP, REDACT, QUARANTINE = "keep", "redact", "quarantine"
DEFAULTS: Mapping[str, str] = {MENTION: KEEP, ATTRIBUTED: REDACT}

SEPARATOR = "/"  # between level and action, where they are counted

#: Counts below are not told: five people of one category in one export can be looked for.
SMALLEST_COUNT = 5


class SensitiveRule(Model):
    """What is done to the findings of one category, by level."""

    mention: Literal["keep", "redact"] | None = Field(
        None, description="The topic alone. Default: keep."
    )
    attributed: Literal["keep", "redact", "quarantine"] | None = Field(
        None, description="Said of a person: the clause is kept or dropped, or the document is "
        "set aside. Default: redact."
    )  # fmt: skip


def _check_categories(rules: dict[str, SensitiveRule]) -> dict[str, SensitiveRule]:
    categories = SENSITIVE | {_DEFAULT}
    for name in rules:
        if name not in categories:
            raise ValueError(unknown("category", name, categories))
    return rules


_DEFAULT = "default"
SensitiveRules = Annotated[
    dict[str, SensitiveRule],
    AfterValidator(_check_categories),
    Field(description="Category of RGPD art. 9 or 10, or 'default': what is done by level."),
]


def sensitive_action(rules: Mapping[str, SensitiveRule], finding: Finding) -> str:
    """What is done to a sensitive finding: its category's rule, else ``default``, else the safe.

    A finding without a level, of a pattern of the policy's own, counts as attributed.
    """
    level = finding.level or ATTRIBUTED
    for name in (finding.entity, _DEFAULT):
        chosen = getattr(rules.get(name), level, None)
        if chosen is not None:
            return str(chosen)
    return DEFAULTS[level]


def outcome(rules: Mapping[str, SensitiveRule], finding: Finding) -> str:
    """Level and action, as they are counted: ``attributed/redact``."""
    return f"{finding.level or ATTRIBUTED}{SEPARATOR}{sensitive_action(rules, finding)}"


def report(counts: Iterable[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """The part of the run record on sensitive content, over all fields.

    Args:
        counts: (category, outcome, number of findings); other counts are passed over.

    Returns:
        One entry per category, level and action; ``count`` is ``"<5"`` where it is smaller.
    """
    totals: Counter[tuple[str, str]] = Counter()
    for entity, result, number in counts:
        if SEPARATOR in result:
            totals[entity, result] += number
    entries = []
    for (entity, result), number in sorted(totals.items()):
        level, _, done = result.partition(SEPARATOR)
        shown = number if number >= SMALLEST_COUNT else f"<{SMALLEST_COUNT}"
        entries.append({"category": entity, "level": level, "action": done, "count": shown})
    return entries
