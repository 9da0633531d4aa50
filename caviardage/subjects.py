"""The people that records are about, in a run whose policy keeps a vault.

Before a batch is masked, its people are looked up at once: who was erased is left out, records and
all, and the salts of the others are there for the pseudonyms of scope ``subject``.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

from caviardage import fields
from caviardage.documents import identity
from caviardage.errors import SubjectErased
from caviardage.keys import Keyset
from caviardage.policy import Policy
from caviardage.records import Record
from caviardage.vault import Vault, open_vault

ERASED = "erased"
Documents = list[list[Record]]


class Subjects:
    """Who may be masked in one batch, and with which salt. Nothing is kept for the next batch.

    Args:
        policy: It names the column of the subject, and its scopes.
        vault: The vault of its domain.
    """

    def __init__(self, policy: Policy, vault: Vault) -> None:
        self._steps = fields.parse(policy.record.subject) if policy.record.subject else None
        rules = (*policy.field_rules().values(), *policy.entities.values())
        self._salted = any(rule.scope == "subject" for rule in rules)
        self._vault = vault
        self._batch = threading.local()  # a worker may mask in several threads

    @classmethod
    def open(cls, policy: Policy, secrets: Path, keyset: Keyset) -> "Subjects | None":
        """Open the store that a policy names; None if it names none.

        Raises:
            VaultUnavailable: It cannot be opened, or is not the latest.
        """
        kind = policy.pseudonyms.store
        return cls(policy, open_vault(secrets, keyset, kind)) if kind else None

    def admit(self, batch: Sequence[list[Record]]) -> tuple[Documents, int]:
        """The documents of people who were not erased, and how many records are left out.

        One record of a person who was erased leaves out its whole document.

        Raises:
            VaultUnavailable: The vault cannot be used: nobody's erasure is forgotten.
        """
        told = [{self._subject(record) for record in records} - {""} for records in batch]
        people = sorted(set().union(*told))
        if self._salted:
            salts = self._vault.salts(people)
            self._batch.salts = salts
            erased = {person for person, salt in salts.items() if salt is None}
        else:
            erased = self._vault.erased(people)
        pairs = list(zip(batch, told, strict=True))
        left_out = sum(len(records) for records, who in pairs if who & erased)
        return [records for records, who in pairs if not who & erased], left_out

    def salt(self, subject: str) -> bytes:
        """The salt of one person of the batch.

        Raises:
            SubjectErased: The person was erased.
            VaultUnavailable: The vault cannot be used.
        """
        salts: dict[str, bytes | None] = getattr(self._batch, "salts", {})
        if subject not in salts:
            return self._vault.salt(subject)
        salt = salts[subject]
        if salt is None:
            raise SubjectErased("this person was erased: no pseudonym is made")
        return salt

    def _subject(self, record: Record) -> str:
        return (identity(record.row, self._steps) or "").strip()
