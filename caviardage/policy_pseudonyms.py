"""Pseudonyms in the policy: what a scope needs, what it costs, what must be said before a run.

In the ``dataset`` and ``domain`` scopes a surrogate is a pure function of key and value, so that no
worker needs a shared mapping, and two values may share one. For a name that is life (two people
are called Claire Martin); for a telephone it would join two customers. Where more than one value
in a hundred would share its surrogate, an identifier falls back to a token.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from caviardage.policy_rules import FieldRule, Model, Rule
from caviardage.surrogates.values import expected_collisions, space

WIDE = frozenset(("dataset", "domain"))
MOST_SHARED = 0.01
#: Things that many people share anyway: a common surrogate joins nobody.
SHARED = frozenset(("PERSON", "LOCATION", "PLACE_OF_BIRTH", "ORGANIZATION", "FR_POSTAL_CODE"))
_LINKED = ("PERSON", "EMAIL_ADDRESS", "USERNAME", "SOCIAL_HANDLE")
#: Values whose frequencies are public: surnames, towns, dates of birth.
_FREQUENT = frozenset(("PERSON", "LOCATION", "PLACE_OF_BIRTH", "FR_POSTAL_CODE", "DATE_OF_BIRTH"))


class PseudonymRules(Model):
    """What the scopes of pseudonyms rest on."""

    dataset: str | None = Field(
        None,
        min_length=1,
        max_length=64,
        description="Scope dataset: its name. Default: the policy's.",
    )
    expected_records: int = Field(
        100_000, ge=1, description="Volume of a wide scope: collisions are expected from it."
    )
    seed: str = Field("", max_length=64, description="Scope random: another seed, other draws.")
    store: Literal["sqlite", "postgresql"] | None = Field(
        None, description="Where the random salt of each subject is kept; needed by scope subject."
    )


def faults(
    rules: Iterable[tuple[str, Rule]], pseudonyms: PseudonymRules, *, subject: str | None
) -> Iterator[str]:
    """What the scopes lack.

    Args:
        rules: Fields and entities with their rules.
        pseudonyms: The policy's section.
        subject: The policy's ``record.subject``.
    """
    for name, rule in rules:
        if rule.scope == "subject" and subject is None:
            yield f"{name}: scope 'subject' needs record.subject: whose pseudonyms would they be?"
        elif rule.scope == "subject" and pseudonyms.store is None:
            yield (
                f"{name}: scope 'subject' needs a salt store: without a salt of their own, "
                "nobody's pseudonyms can be erased; set pseudonyms.store, or choose another scope"
            )


def falls_back(entity: str, scope: str, pseudonyms: PseudonymRules) -> bool:
    """Whether an entity type has too few surrogates for a scope, and gets tokens there.

    >>> falls_back("PHONE_NUMBER", "domain", PseudonymRules())
    True
    >>> falls_back("PHONE_NUMBER", "document", PseudonymRules())
    False
    >>> falls_back("IBAN_CODE", "domain", PseudonymRules())
    False
    """
    if scope not in WIDE or entity in SHARED or not space(entity):
        return False
    values = pseudonyms.expected_records
    return expected_collisions(entity, values) > MOST_SHARED * values


def advice(rules: Iterable[tuple[str, Rule]], pseudonyms: PseudonymRules) -> Iterator[str]:
    """What ``policy check`` says of a policy's pseudonyms: collisions, fallbacks, attacks."""
    scopes: dict[str, str] = {}
    values = pseudonyms.expected_records
    for name, rule in rules:
        if rule.operator not in ("token", "surrogate"):
            continue
        entity = (rule.entity or name) if isinstance(rule, FieldRule) else name
        scope = rule.scope or "document"
        if rule.operator == "surrogate" and scope in WIDE and space(entity):
            share = expected_collisions(entity, values) / values
            what = f"{name}: surrogates in scope {scope}: of {values} distinct values, "
            what += f"{share:.2%} are expected to share theirs"
            fallen = falls_back(entity, scope, pseudonyms)
            yield what + (": too many, tokens are written instead" if fallen else "")
        if scope in WIDE and entity in _FREQUENT:
            yield (
                f"{name}: scope {scope} allows frequency attacks: the most frequent pseudonym is "
                "the most frequent value; scope document does not"
            )
        if rule.operator == "surrogate" and entity in _LINKED and not isinstance(rule, FieldRule):
            scopes[entity] = scope
    if len(set(scopes.values())) > 1:
        told = ", ".join(f"{entity} {scope}" for entity, scope in sorted(scopes.items()))
        yield f"names and addresses of one person will not match: their scopes differ ({told})"
