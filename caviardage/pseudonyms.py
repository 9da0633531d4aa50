"""Tokens: opaque pseudonyms, keyed, equal for equal values within their scope.

A token is the pseudorandom function of (domain, entity, scope, scope id, salt, canonical value),
each field prefixed with its length so that no two inputs run together, cut to 80 bits: among 10⁹
values, two collide with a probability of 4·10⁻⁷.

>>> length_prefixed("FR_NIR", "1x") == length_prefixed("FR_NIR1", "x")
False
"""

import base64
import re
from typing import TYPE_CHECKING

from caviardage.canonical import CANONICAL_VERSION, canonical

if TYPE_CHECKING:
    from caviardage.keys import Keyset  # not at import: policies are read without Tink

TOKEN_BYTES = 10
#: What a token looks like, so that one typed by a customer can be told and taken apart.
TOKEN_SHAPE = re.compile(r"<(?=[A-Z][A-Z0-9_]{1,40}_k\d{1,9}_[a-z2-7]{16}>)")


def length_prefixed(*fields: str) -> bytes:
    """Join fields so that the result tells where each ends: 4 bytes of length before each."""
    parts = (field.encode("utf-8", "surrogatepass") for field in fields)
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


class Pseudonymizer:
    """Makes tokens and record digests with the keyset of one domain."""

    def __init__(self, keyset: "Keyset") -> None:
        self._keyset = keyset

    @property
    def domain(self) -> str:
        """The pseudonymisation domain."""
        return self._keyset.reference.domain

    def compute(self, data: bytes, length: int) -> bytes:
        """The keyed function that surrogates are drawn with."""
        return self._keyset.compute(data, length)

    def token(
        self, entity: str, value: str, *, scope: str, scope_id: str, salt: bytes = b""
    ) -> str:
        """The token of a value, such as ``<FR_NIR_k1_sctmkbzqwd2sm2vb>``.

        Args:
            entity: What the value is; equal texts of two types get different tokens.
            value: The value as it was written; its canonical form counts.
            scope: ``document``, ``subject``, ``dataset``, ``domain`` or ``random``.
            scope_id: What tells one scope from another; empty for ``domain``.
            salt: The subject's own; once it is destroyed nobody can compute the token again.
        """
        reference = self._keyset.reference
        label = f"token/v2/canonical-v{CANONICAL_VERSION}"
        data = length_prefixed(
            label, reference.domain, entity, scope, scope_id, salt.hex(), canonical(entity, value)
        )
        code = base64.b32encode(self._keyset.compute(data, TOKEN_BYTES)).decode().lower()
        return f"<{entity}_k{reference.version}_{code}>"

    def record_digest(self, record_id: str) -> str:
        """The keyed digest of a record's id, for dead letters: ``k1_`` and 26 characters."""
        reference = self._keyset.reference
        data = length_prefixed("record", reference.domain, record_id)
        code = base64.b32encode(self._keyset.compute(data, 16)).decode().lower().rstrip("=")
        return f"k{reference.version}_{code}"
