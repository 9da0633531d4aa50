"""Digit-length arbitration: one run of characters, several types that claim it, one that gets it.

Fourteen digits are a SIRET, a PDL, a PCE or an order number; twelve a driving licence, an identity
card or an order. A checksum proves the format only (Luhn lets one random number in ten pass), a
label proves the type. So, among findings of numbers over the same characters, the first wins that
has, in this order:

1. a check that chance does not pass (one number in eleven at most: see ``STRONG``), whatever stands
   beside it;
2. a label of its own right before it, or at the head of its column, the nearest first: a label
   that holds one number is not the label of the next;
3. a label after it;
4. a check that holds without any label;
5. the best score.

A reference of unknown type comes after all others. What is masked never depends on this, only
which type it gets: the characters are the same.
"""

import itertools
from collections.abc import Sequence

from presidio_analyzer import RecognizerResult

from caviardage.entities import ENTITIES, Priority
from recognizers.base import FALL_BACK
from recognizers.labels import Label, Side

#: Keys of two digits or more, and whole structures: chance passes them in a few cases of a hundred.
STRONG = frozenset({"FR_NIR", "IBAN_CODE", "FR_VAT_ID", "FR_RIB", "FR_TAX_ID"})
_FAR = 1_000


def arbitrate(results: Sequence[RecognizerResult], text: str) -> list[RecognizerResult]:
    """Keep one type for each run of characters that several identifiers claim.

    Args:
        results: What the recognizers found in one text, in any order.
        text: That text.

    Returns:
        The results, in order, less the claims that lost.
    """
    claims = [r for r in results if _is_number(r, text)]
    others = [r for r in results if not _is_number(r, text)]
    kept = []
    for _, same in itertools.groupby(sorted(claims, key=_span), key=_span):
        kept.append(min(same, key=rank))
    return sorted(kept + others, key=lambda r: (r.start, r.end, r.entity_type))


def rank(result: RecognizerResult) -> tuple[bool, bool, int, bool, float, str]:
    """Sort key of the claims on one run of characters: the winner is the lowest."""
    metadata = result.recognition_metadata or {}
    validated = bool(metadata.get("validated"))
    label = metadata.get("label")
    return (
        result.entity_type == FALL_BACK,
        not (validated and result.entity_type in STRONG),
        _distance(label if isinstance(label, Label) else None, bool(metadata.get("labelled"))),
        not validated,
        -float(result.score),
        result.entity_type,
    )


def _distance(label: Label | None, labelled: bool) -> int:
    """How far a result's label is: before, then by its own writing, then after, then none."""
    if label is None:
        return _FAR if labelled else 3 * _FAR
    return label.distance + (2 * _FAR if label.side is Side.AFTER else 0)


def _span(result: RecognizerResult) -> tuple[int, int]:
    return result.start, result.end


def _is_number(result: RecognizerResult, text: str) -> bool:
    entity = ENTITIES.get(result.entity_type)
    priority = entity.priority if entity else Priority.OTHER
    numbers = priority in (Priority.IDENTIFIER, Priority.CREDENTIAL)
    return numbers and any(map(str.isdigit, text[result.start : result.end]))
