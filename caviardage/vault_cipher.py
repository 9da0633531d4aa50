"""What the vault's rows hold: handles, wrapped salts and data keys, sealed values.

Every wrapped or sealed value is bound (associated data) to where it stands: domain, column, handle;
for a sealed value its entity and token too. Moved elsewhere, it does not open.
"""

import json
import secrets

import tink
from tink import aead, proto_keyset_format, secret_key_access

from caviardage.errors import VaultUnavailable
from caviardage.keys import Keyset

SALT_BYTES = 16
HANDLE_BYTES = 16
_BLOCK = 32  # bytes; a sealed value tells its length only in so many

Row = tuple[bytes, bytes]  # wrapped salt, wrapped data key


class VaultCipher:
    """The keys of one domain, as the vault uses them."""

    def __init__(self, keyset: Keyset) -> None:
        aead.register()
        self._keyset = keyset
        self._domain = keyset.reference.domain
        self._lock = keyset.aead()

    def handle(self, subject: str) -> bytes:
        """What a person is called in the vault: keyed, so that no id stands there."""
        return self._keyset.compute_subject(self._bound("handle", subject.strip()), HANDLE_BYTES)

    def tombstone(self, subject: str) -> bytes:
        """What stays of a person after an erasure."""
        return self._keyset.compute_subject(self._bound("tombstone", subject.strip()), HANDLE_BYTES)

    def new_row(self, handle: bytes) -> Row:
        """A new random salt and a new random data key, wrapped."""
        salt = secrets.token_bytes(SALT_BYTES)
        made = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
        key = proto_keyset_format.serialize(made, secret_key_access.TOKEN)
        salt_bound, key_bound = self._bounds(handle)
        return self._lock.encrypt(salt, salt_bound), self._lock.encrypt(key, key_bound)

    def salt(self, handle: bytes, row: Row) -> bytes:
        """Unwrap the salt of a row.

        Raises:
            VaultUnavailable: It was edited, moved, or wrapped with a key that is gone.
        """
        return self._opened(self._lock, row[0], self._bounds(handle)[0])

    def seal(self, handle: bytes, row: Row, entity: str, token: str, value: str) -> bytes:
        """Seal a value with the data key of a row.

        Raises:
            VaultUnavailable: As ``salt``.
        """
        plain = value.encode("utf-8", "surrogatepass") + b"\x80"
        plain += bytes(-len(plain) % _BLOCK)
        data = self._bound("entry", handle.hex(), entity, token)
        sealed: bytes = self._data_key(handle, row).encrypt(plain, data)
        return sealed

    def open(self, handle: bytes, row: Row, entity: str, token: str, sealed: bytes) -> str:
        """The inverse of ``seal``.

        Raises:
            VaultUnavailable: As ``salt``, for the row or for the sealed value.
        """
        data = self._bound("entry", handle.hex(), entity, token)
        plain = self._opened(self._data_key(handle, row), sealed, data)
        return plain.rstrip(b"\0")[:-1].decode("utf-8", "surrogatepass")

    def rewrapped(self, handle: bytes, row: Row) -> Row:
        """A row wrapped anew, with the key that writes now.

        Raises:
            VaultUnavailable: As ``salt``.
        """
        salt_bound, key_bound = self._bounds(handle)
        salt = self._opened(self._lock, row[0], salt_bound)
        key = self._opened(self._lock, row[1], key_bound)
        return self._lock.encrypt(salt, salt_bound), self._lock.encrypt(key, key_bound)

    def _data_key(self, handle: bytes, row: Row) -> aead.Aead:
        key = self._opened(self._lock, row[1], self._bounds(handle)[1])
        made = proto_keyset_format.parse(key, secret_key_access.TOKEN)
        return made.primitive(aead.Aead)

    def _bounds(self, handle: bytes) -> tuple[bytes, bytes]:
        return self._bound("salt", handle.hex()), self._bound("data_key", handle.hex())

    def _bound(self, *names: str) -> bytes:
        return json.dumps(["caviardage/vault", self._domain, *names]).encode()

    def _opened(self, lock: aead.Aead, sealed: bytes, data: bytes) -> bytes:
        try:
            plain: bytes = lock.decrypt(sealed, data)
            return plain
        except tink.TinkError:
            raise VaultUnavailable(
                f"vault of domain {self._domain}: a row was damaged or moved, or its key "
                "is retired; restore the vault, or the keyset, from the backup"
            ) from None
