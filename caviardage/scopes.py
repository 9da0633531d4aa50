"""Scopes: within which bounds equal values get equal pseudonyms.

``document``: one ticket or chat. ``subject``: all documents of one customer, told by an id and
keyed with a salt of their own. ``dataset``: all of one dataset. ``domain``: all that the key of the
domain makes. ``random``: one place in one text, drawn from the policy's seed, so that runs repeat.
"""

from dataclasses import dataclass, field
from typing import Protocol

from caviardage import fields
from caviardage.documents import identity
from caviardage.errors import KeyUnavailable
from caviardage.places import Place
from caviardage.policy import Policy
from caviardage.pseudonyms import length_prefixed
from caviardage.records import Document


class Salts(Protocol):
    """The random salts of subjects: one each, the same for every worker, gone once destroyed."""

    def salt(self, subject: str) -> bytes:
        """The salt of a subject, made at the first call."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope: what it is called, which one it is, and the salt of its subject."""

    name: str
    id: str = field(repr=False)
    salt: bytes = field(default=b"", repr=False)

    @property
    def key(self) -> str:
        """Id and salt in one: what surrogates of this scope are drawn with."""
        return length_prefixed(self.id, self.salt.hex()).hex() if self.salt else self.id


class Scopes:
    """The scopes of one policy.

    Args:
        policy: Its rules name scopes, its columns tell documents and subjects apart.
        salts: The salts of subjects.

    Raises:
        KeyUnavailable: A rule is of scope ``subject`` and there is no store of salts.
    """

    def __init__(self, policy: Policy, salts: Salts | None = None) -> None:
        used = {r.scope for r in (*policy.field_rules().values(), *policy.entities.values())}
        if "subject" in used and salts is None:
            raise KeyUnavailable("scope 'subject' needs the salt store, which was not opened")
        self._salts = salts
        self._dataset = policy.pseudonyms.dataset or policy.policy
        self._seed = policy.pseudonyms.seed
        self._subject = fields.parse(policy.record.subject) if policy.record.subject else None

    def of(self, place: Place, document: Document) -> Scope:
        """The scope of a place. A document without a subject is a scope of its own."""
        name = place.rule.scope or "document"
        if name == "domain":
            return Scope(name, "")
        if name == "dataset":
            return Scope(name, self._dataset)
        if name == "random":
            at = (str(place.message), place.field, str(place.start))
            return Scope(name, length_prefixed(self._seed, document.scope_id, *at).hex())
        if name == "subject" and self._salts is not None:
            subject = self._subject_of(document)
            if subject:
                return Scope(name, subject, self._salts.salt(subject))
        return Scope("document", document.scope_id)

    def _subject_of(self, document: Document) -> str | None:
        told = (identity(record.row, self._subject) for record in document.records)
        return next((value.strip() for value in told if value and value.strip()), None)
