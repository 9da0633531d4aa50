"""Tokens: opaque pseudonyms, keyed, equal for equal values within their scope.

A token is the pseudorandom function of (domain, scope, scope id, entity, canonical value), each
field prefixed with its length so that no two inputs run together, cut to 80 bits: among 10⁹
values, two collide with a probability of 4·10⁻⁷.

>>> length_prefixed("FR_NIR", "1x") == length_prefixed("FR_NIR1", "x")
False
"""

import base64
import ipaddress
import re
import unicodedata

import phonenumbers

from caviardage.entities import ENTITIES, Family
from caviardage.keys import Keyset

CANONICAL_VERSION = 1
TOKEN_BYTES = 10

_IDENTIFIER_FAMILIES = frozenset(
    {
        Family.STATE_ID, Family.FINANCE, Family.HEALTH, Family.VEHICLE, Family.ENERGY,
        Family.TELECOM, Family.DEVICE, Family.BUSINESS_REF, Family.COMPANY,
    }
)  # fmt: skip


def length_prefixed(*fields: str) -> bytes:
    """Join fields so that the result tells where each ends: 4 bytes of length before each."""
    parts = (field.encode("utf-8", "surrogatepass") for field in fields)
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def canonical(entity: str, value: str) -> str:
    """The one form of all the ways to write a value (version 1).

    >>> canonical("PHONE_NUMBER", "06 39 98 12 34") == canonical("PHONE_NUMBER", "+33639981234")
    True
    >>> canonical("FR_LICENSE_PLATE", "ab-123-cd")
    'AB123CD'
    >>> canonical("PERSON", "  Hélène   DUPRÉ ")
    'helene dupre'
    """
    text = unicodedata.normalize("NFKC", value).strip()
    if entity == "PHONE_NUMBER":
        return _canonical_phone(text)
    if entity == "IP_ADDRESS":
        return _canonical_ip(text)
    family = ENTITIES[entity].family if entity in ENTITIES else None
    if family in _IDENTIFIER_FAMILIES and entity != "ORGANIZATION":
        return re.sub(r"[\W_]", "", text).upper() or text
    folded = unicodedata.normalize("NFKC", text.casefold())
    if family in (Family.IDENTITY, Family.LOCATION):
        decomposed = unicodedata.normalize("NFD", folded)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(folded.split())


def _canonical_phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", text) or text
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _canonical_ip(text: str) -> str:
    # Its dots are part of it: 1.23.4.5 and 12.3.4.5 are two machines.
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return text.casefold()


class Pseudonymizer:
    """Makes tokens and record digests with the keyset of one domain."""

    def __init__(self, keyset: Keyset) -> None:
        self._keyset = keyset

    def token(self, entity: str, value: str, *, scope: str, scope_id: str) -> str:
        """The token of a value, such as ``<FR_NIR_k1_sctmkbzqwd2sm2vb>``.

        Args:
            entity: What the value is; equal texts of two types get different tokens.
            value: The value as it was written; its canonical form counts.
            scope: ``document`` or ``domain``.
            scope_id: What tells one scope from another; empty for ``domain``.
        """
        reference = self._keyset.reference
        label = f"token/canonical-v{CANONICAL_VERSION}"
        data = length_prefixed(
            label, reference.domain, scope, scope_id, entity, canonical(entity, value)
        )
        code = base64.b32encode(self._keyset.compute(data, TOKEN_BYTES)).decode().lower()
        return f"<{entity}_k{reference.version}_{code}>"

    def record_digest(self, record_id: str) -> str:
        """The keyed digest of a record's id, for dead letters: ``k1_`` and 26 characters."""
        reference = self._keyset.reference
        data = length_prefixed("record", reference.domain, record_id)
        code = base64.b32encode(self._keyset.compute(data, 16)).decode().lower().rstrip("=")
        return f"k{reference.version}_{code}"
