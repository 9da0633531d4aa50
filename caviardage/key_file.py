"""The file of a domain's keysets: its header in clear, its key material bare or sealed.

::

    {"format": 2, "domain": …, "created": …,
     "protection": {"kind": "none" | "passphrase" | "kms", …},
     "versions": [{"version": 1, "created": …, "retired": null, "keys": {"prf": 1816424718, …}}],
     "keysets": {"prf": …, "daead": …, "aead": …, "signature": …, "subjects": …}}

With a passphrase or a KMS, ``sealed`` stands instead of ``keysets``: the same object, encrypted
with the domain and the versions as associated data, so that a header that somebody edited no longer
opens. A version is one key in each rotated keyset; the last version writes. ``subjects`` (handles
and tombstones of the vault) is not rotated: who was erased must be known as long as the domain is.

Format 1 held one keyset, the tokens'; it is still read. ``complete`` adds what it lacks.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import tink
from tink import aead, daead, json_proto_keyset_format, prf, secret_key_access, signature

from caviardage import key_providers
from caviardage.errors import KeyUnavailable
from caviardage.secret_folder import read_private

FORMAT = 2
ROTATED = ("prf", "daead", "aead", "signature")
PURPOSES = (*ROTATED, "subjects")
DAMAGED = "damaged keyset; restore it from its backup"


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One generation of keys: public facts only. ``keys`` maps a purpose to Tink's key id."""

    number: int
    created: str
    keys: Mapping[str, int]
    retired: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The form in the file."""
        return {
            "version": self.number,
            "created": self.created,
            "retired": self.retired,
            "keys": dict(self.keys),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Version":
        """The inverse of ``to_json``."""
        return cls(
            number=int(value["version"]),
            created=str(value["created"]),
            keys={str(purpose): int(key) for purpose, key in value["keys"].items()},
            retired=value["retired"],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFile:
    """What a keyset file holds. ``keysets`` is key material in Tink's JSON: never shown."""

    domain: str
    created: str
    versions: tuple[Version, ...]
    keysets: Mapping[str, Mapping[str, Any]] = field(repr=False)
    protection: Mapping[str, Any] = field(default_factory=lambda: {"kind": "none"})

    def dumps(self) -> str:
        """The content of the file, sealed as its protection says."""
        versions = [version.to_json() for version in self.versions]
        content: dict[str, Any] = {
            "format": FORMAT,
            "domain": self.domain,
            "created": self.created,
            "protection": dict(self.protection),
            "versions": versions,
        }
        locker = key_providers.locker(self.protection)
        if locker is None:
            content["keysets"] = dict(self.keysets)
        else:
            plain = json.dumps(dict(self.keysets)).encode()
            data = _associated(self.domain, versions)
            sealed = key_providers.seal(self.protection, locker, plain, data)
            content["sealed"] = base64.b64encode(sealed).decode()
        return json.dumps(content, indent=1) + "\n"

    def __reduce__(self) -> NoReturn:
        raise TypeError("key material is not pickled: read the file where it is used")

    def handles(self) -> dict[str, tink.KeysetHandle]:
        """Tink's handle of each keyset.

        Raises:
            ValueError: One cannot be parsed. So does TinkError.
        """
        register()
        return {
            purpose: json_proto_keyset_format.parse(json.dumps(value), secret_key_access.TOKEN)
            for purpose, value in self.keysets.items()
        }


def _associated(domain: str, versions: Sequence[Mapping[str, Any]]) -> bytes:
    header = ["caviardage/keysets", FORMAT, domain, versions]
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def register() -> None:
    """Make Tink's primitives known; once or many times."""
    for primitive in (prf, daead, aead, signature):
        primitive.register()


def now() -> str:
    """The present, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_keyset(purpose: str) -> dict[str, Any]:
    """A keyset with one new key, in Tink's JSON."""
    register()
    template = {
        "prf": prf.prf_key_templates.HMAC_SHA256,
        "subjects": prf.prf_key_templates.HMAC_SHA256,
        "daead": daead.deterministic_aead_key_templates.AES256_SIV,
        "aead": aead.aead_key_templates.AES256_GCM,
        "signature": signature.signature_key_templates.ED25519,
    }[purpose]
    handle = tink.new_keyset_handle(template)
    value: dict[str, Any] = json.loads(
        json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)
    )
    return value


def new_file(domain: str, protection: Mapping[str, Any]) -> KeyFile:
    """Key material for a new domain, version 1."""
    created = now()
    keysets = {purpose: new_keyset(purpose) for purpose in PURPOSES}
    keys = {purpose: keysets[purpose]["primaryKeyId"] for purpose in ROTATED}
    first = Version(number=1, created=created, keys=keys)
    return KeyFile(
        domain=domain,
        created=created,
        versions=(first,),
        keysets=keysets,
        protection=protection,
    )


def read_header(path: Path) -> dict[str, Any]:
    """The content of a keyset file as it lies there, nothing unsealed.

    Raises:
        FileNotFoundError: It does not exist.
        KeyUnavailable: Others can read it, or it is not a keyset file of a format we know.
    """
    content = read_private(path)
    if content.get("format", 1) not in (1, FORMAT):
        raise KeyUnavailable(f"{path}: made by a later version of caviardage; upgrade this one")
    return content


def read_file(path: Path, domain: str) -> KeyFile:
    """Read and unseal the keyset file of a domain.

    Raises:
        FileNotFoundError: It does not exist.
        KeyUnavailable: It belongs to another domain, is damaged or cannot be unsealed. No message
            holds key material.
    """
    content = read_header(path)
    if content.get("domain") != domain:
        raise KeyUnavailable(f"{path}: this keyset belongs to another domain")
    try:
        if content.get("format", 1) == 1:
            return _first_format(content)
        return _second_format(path, content)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, KeyUnavailable):
            raise
        raise KeyUnavailable(f"{path}: {DAMAGED}") from None


def _first_format(content: Mapping[str, Any]) -> KeyFile:
    """One keyset of the PRF; a version was the place of its key."""
    created = content.get("created", "")
    keyset = content["keyset"]
    keys = [int(key["keyId"]) for key in keyset["key"]]
    last = keys.index(int(keyset["primaryKeyId"])) + 1
    versions = [
        Version(number=place, created=created, keys={"prf": key})
        for place, key in enumerate(keys[:last], 1)
    ]
    return KeyFile(
        domain=content["domain"],
        created=created,
        versions=tuple(versions),
        keysets={"prf": keyset},
    )


def _second_format(path: Path, content: Mapping[str, Any]) -> KeyFile:
    versions, protection = content["versions"], content["protection"]
    locker = key_providers.locker(protection)
    if locker is None:
        keysets = content["keysets"]
    else:
        sealed = base64.b64decode(content["sealed"], validate=True)
        plain = key_providers.unseal(
            path, protection, locker, sealed, _associated(content["domain"], versions)
        )
        keysets = json.loads(plain)
    made = KeyFile(
        domain=content["domain"],
        created=content["created"],
        versions=tuple(map(Version.from_json, versions)),
        keysets=keysets,
        protection=protection,
    )
    if {p: keysets[p]["primaryKeyId"] for p in ROTATED} != made.versions[-1].keys:
        raise ValueError("the last version is not the one that writes")
    return made


def complete(file: KeyFile) -> KeyFile:
    """A file of format 1 with the keysets that it lacks; its tokens stay the same."""
    missing = [purpose for purpose in PURPOSES if purpose not in file.keysets]
    keysets = {**file.keysets, **{purpose: new_keyset(purpose) for purpose in missing}}
    added = {p: keysets[p]["primaryKeyId"] for p in ROTATED if p in missing}
    last = file.versions[-1]
    last = replace(last, keys={**last.keys, **added})
    return replace(file, keysets=keysets, versions=(*file.versions[:-1], last))
