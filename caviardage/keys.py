"""Keysets of pseudonymisation domains, kept by Tink.

One domain, one keyset, one file: ``SECRETS/keys/DOMAIN.json``, readable by its owner only. The
keyset holds the keys of a pseudorandom function (Tink's PRF set, HMAC-SHA-256); the primary key
writes, its version is shown in every token. Key material cannot be pickled: workers load it
themselves, in ``DoFn.setup``.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import tink
from tink import json_proto_keyset_format, prf, secret_key_access

from caviardage.errors import KeyUnavailable
from caviardage.secret_folder import make_private, read_private, write_private


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyReference:
    """What may be said of a key in public: its domain, its version in the keyset, Tink's id."""

    domain: str
    version: int
    key_id: int

    def to_json(self) -> dict[str, Any]:
        """The form written in the run record."""
        return {"domain": self.domain, "version": self.version, "key_id": self.key_id}


class Keyset:
    """The loaded keyset of one domain. Its repr shows the reference, its pickle is refused."""

    def __init__(self, domain: str, handle: tink.KeysetHandle) -> None:
        keys = handle.keyset_info()
        order = [info.key_id for info in keys.key_info]
        version = order.index(keys.primary_key_id) + 1
        self.reference = KeyReference(domain=domain, version=version, key_id=keys.primary_key_id)
        self._prf = handle.primitive(prf.PrfSet).primary()

    def compute(self, data: bytes, length: int) -> bytes:
        """The primary key's pseudorandom function of some bytes, ``length`` bytes long."""
        result: bytes = self._prf.compute(data, length)
        return result

    def __repr__(self) -> str:
        return f"Keyset({self.reference!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("key material is not pickled: load the keyset where it is used")


def keyset_path(secrets: Path, domain: str) -> Path:
    """Where the keyset of a domain lies."""
    return secrets / "keys" / f"{domain}.json"


def create_keyset(secrets: Path, domain: str) -> Path:
    """Make a new keyset for a domain and return its path.

    Raises:
        KeyUnavailable: The domain has a keyset already: a second one would break its tokens.
        UsageError: The folder cannot be made, or others can enter it.
    """
    prf.register()
    path = keyset_path(secrets, domain)
    make_private(secrets)
    make_private(path.parent)
    handle = tink.new_keyset_handle(prf.prf_key_templates.HMAC_SHA256)
    keyset = json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    content = {"domain": domain, "created": created, "keyset": json.loads(keyset)}
    try:
        write_private(path, json.dumps(content, indent=1) + "\n")
    except FileExistsError:
        raise KeyUnavailable(
            f"{path}: this domain has a keyset already; it is never replaced"
        ) from None
    return path


def load_keyset(secrets: Path, domain: str) -> Keyset:
    """Load the keyset of a domain.

    Raises:
        KeyUnavailable: There is none, others can read it, it belongs to another domain, or it is
            damaged. The message says what to do; it holds no key material.
    """
    prf.register()
    path = keyset_path(secrets, domain)
    try:
        content = read_private(path)
    except FileNotFoundError:
        raise KeyUnavailable(
            f"{path}: no keyset for domain {domain!r}; make one with: "
            f"caviardage keys init --domain {domain}"
        ) from None
    if content.get("domain") != domain:
        raise KeyUnavailable(f"{path}: this keyset belongs to another domain")
    try:
        handle = json_proto_keyset_format.parse(
            json.dumps(content["keyset"]), secret_key_access.TOKEN
        )
        return Keyset(domain, handle)
    except (KeyError, ValueError, tink.TinkError):
        raise KeyUnavailable(f"{path}: damaged keyset; restore it from its backup") from None
