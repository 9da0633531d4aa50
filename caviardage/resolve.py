"""Overlapping findings: who keeps which characters.

A character goes to the finding that ranks first: a clause about a person that is dropped for what
it says (``sensitive``), a validated identifier, then a credential, an
e-mail, a URL, other identifiers, a person, a place. What is left of the others stays a finding of
its own, so that no character that anyone found is left unmasked.
"""

import itertools
from collections.abc import Iterable
from dataclasses import replace

from caviardage.entities import ENTITIES, Priority
from caviardage.records import ATTRIBUTED, Finding


def rank(finding: Finding) -> tuple[int, int, int, float, int, str, str]:
    """Sort key, lowest first; all attributes break ties, so the order never depends on chance."""
    return (
        0 if finding.level == ATTRIBUTED else 1 if finding.validated else 2,
        -_priority(finding),
        finding.start - finding.end,
        -finding.score,
        finding.start,
        finding.entity,
        finding.recognizer,
    )


def _priority(finding: Finding) -> Priority:
    entity = ENTITIES.get(finding.entity)
    return entity.priority if entity else Priority.OTHER


def resolve(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Settle the overlaps of the findings of one text.

    Returns:
        Findings in order, without overlap, that cover every letter and digit that the given
        findings cover.

    Raises:
        ValueError: A span reaches over the end of the text.
    """
    ordered = sorted(set(findings))
    if any(finding.end > len(text) for finding in ordered):
        raise ValueError("a finding reaches over the end of its text")
    if all(a.end <= b.start for a, b in itertools.pairwise(ordered)):
        return ordered
    owner: list[Finding | None] = [None] * len(text)
    for finding in sorted(ordered, key=rank):
        for i in range(finding.start, finding.end):
            owner[i] = owner[i] or finding
    resolved: list[Finding] = []
    end = 0
    for current, run in itertools.groupby(owner):
        start, end = end, end + len(list(run))
        if current is not None:
            resolved += _piece(current, start, end, text)
    return resolved


def _piece(finding: Finding, start: int, end: int, text: str) -> list[Finding]:
    """The finding over a part of its span; a remainder loses the punctuation at its edges."""
    if (start, end) == (finding.start, finding.end):
        return [finding]
    # The punctuation of a password is a part of it.
    matters = _is_visible if _priority(finding) is Priority.CREDENTIAL else str.isalnum
    while start < end and not matters(text[start]):
        start += 1
    while end > start and not matters(text[end - 1]):
        end -= 1
    return [replace(finding, start=start, end=end)] if start < end else []


def _is_visible(character: str) -> bool:
    return not character.isspace()
