"""Keysets of pseudonymisation domains, kept by Tink.

One domain, one file: ``SECRETS/keys/DOMAIN.json`` (see ``key_file``), readable by its owner only.
It holds the keys of a pseudorandom function (tokens, surrogates), of deterministic and of ordinary
authenticated encryption, of signatures, and of the vault's handles. The primary keys write; their
version is shown in every token. Key material cannot be pickled: workers load it themselves, in
``DoFn.setup``.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import tink
from tink import aead, daead, json_proto_keyset_format, prf, signature

from caviardage.errors import KeyUnavailable
from caviardage.key_file import DAMAGED, KeyFile, Version, complete, new_file, read_file
from caviardage.secret_folder import locked, make_private, replace_private, write_private


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
    """The loaded keysets of one domain. Its repr shows the reference, its pickle is refused."""

    def __init__(
        self, domain: str, handles: Mapping[str, tink.KeysetHandle], versions: Sequence[Version]
    ) -> None:
        last = versions[-1]
        self.reference = KeyReference(domain=domain, version=last.number, key_id=last.keys["prf"])
        self._handles = handles
        functions = handles["prf"].primitive(prf.PrfSet)
        self._primary = functions.primary()
        if functions.primary_id() != last.keys["prf"]:
            raise ValueError("the last version is not the one that writes")
        self._functions = {
            v.number: functions.all()[v.keys["prf"]] for v in versions if v.retired is None
        }

    @property
    def versions(self) -> tuple[int, ...]:
        """The versions that can be computed with: the primary, and those not yet retired."""
        return tuple(self._functions)

    def compute(self, data: bytes, length: int, *, version: int | None = None) -> bytes:
        """The pseudorandom function of some bytes, ``length`` bytes long.

        Args:
            data: What it is computed of.
            length: At most 32.
            version: The primary key's by default; an older one finds the tokens of older data.

        Raises:
            KeyUnavailable: That version is retired, or never was.
        """
        if version is not None and version not in self._functions:
            raise KeyUnavailable(f"domain {self.reference.domain}: no key of version {version}")
        function = self._primary if version is None else self._functions[version]
        result: bytes = function.compute(data, length)
        return result

    def compute_subject(self, data: bytes, length: int) -> bytes:
        """The pseudorandom function of the vault's handles and tombstones, never rotated."""
        result: bytes = (
            self._handle("subjects").primitive(prf.PrfSet).primary().compute(data, length)
        )
        return result

    def aead(self) -> aead.Aead:
        """Authenticated encryption: wraps what the vault holds."""
        return self._handle("aead").primitive(aead.Aead)

    def daead(self) -> daead.DeterministicAead:
        """Deterministic authenticated encryption."""
        return self._handle("daead").primitive(daead.DeterministicAead)

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of some bytes."""
        signed: bytes = self._handle("signature").primitive(signature.PublicKeySign).sign(data)
        return signed

    def signed(self, sealed: bytes, data: bytes) -> bool:
        """Whether a signature is ours, made with any version."""
        public = self._handle("signature").public_keyset_handle()
        try:
            public.primitive(signature.PublicKeyVerify).verify(sealed, data)
        except tink.TinkError:
            return False
        return True

    def public_key(self) -> str:
        """What anyone needs to check our signatures: Tink's public keyset, in JSON."""
        public = self._handle("signature").public_keyset_handle()
        return str(json_proto_keyset_format.serialize_without_secret(public))

    def _handle(self, purpose: str) -> tink.KeysetHandle:
        if purpose not in self._handles:
            domain = self.reference.domain
            raise KeyUnavailable(
                f"domain {domain}: its keyset is of the previous format, made for tokens only; "
                f"run: caviardage keys init --domain {domain} (adds keys, changes no token)"
            )
        return self._handles[purpose]

    def __repr__(self) -> str:
        return f"Keyset({self.reference!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("key material is not pickled: load the keyset where it is used")


def keyset_path(secrets: Path, domain: str) -> Path:
    """Where the keyset of a domain lies."""
    return secrets / "keys" / f"{domain}.json"


def create_keyset(secrets: Path, domain: str, protection: Mapping[str, Any] | None = None) -> Path:
    """Make the keyset of a domain and return its path.

    A keyset of the previous format gets the keys that it lacks; its tokens stay the same.

    Args:
        secrets: The secrets folder.
        domain: The domain's id.
        protection: From ``key_providers``; none by default.

    Raises:
        KeyUnavailable: The domain has a keyset already: a second one would break its tokens. Or
            what should seal it is not there.
        UsageError: The folder cannot be made, or others can enter it.
    """
    path = keyset_path(secrets, domain)
    make_private(secrets)
    make_private(path.parent)
    try:
        write_private(path, new_file(domain, protection or {"kind": "none"}).dumps())
        return path
    except FileExistsError:
        pass
    except OSError as error:
        raise KeyUnavailable(f"{path}: it cannot be written: {error.strerror}") from None
    with changing(secrets, domain) as file:
        if "subjects" in file.keysets:
            raise KeyUnavailable(f"{path}: this domain has a keyset already; it is never replaced")
        made = replace(complete(file), protection=protection or file.protection)
        replace_private(path, made.dumps())
    return path


@contextmanager
def changing(secrets: Path, domain: str) -> Iterator[KeyFile]:
    """The keyset file of a domain, while no other process changes the keysets of this folder.

    Raises:
        KeyUnavailable: As ``load_keyset``; or what is written inside cannot be, and the file is as
            it was.
    """
    _read(secrets, domain)  # says what is wrong before a lock is made
    path = keyset_path(secrets, domain)
    try:
        with locked(path.parent):
            yield _read(secrets, domain)
    except OSError as error:
        raise KeyUnavailable(f"{path}: it cannot be written: {error.strerror}") from None


def _read(secrets: Path, domain: str) -> KeyFile:
    path = keyset_path(secrets, domain)
    try:
        return read_file(path, domain)
    except FileNotFoundError:
        raise KeyUnavailable(
            f"{path}: no keyset for domain {domain!r}; make one with: "
            f"caviardage keys init --domain {domain}"
        ) from None
    except OSError as error:
        raise KeyUnavailable(f"{path}: it cannot be read: {error.strerror}") from None


def load_keyset(secrets: Path, domain: str) -> Keyset:
    """Load the keyset of a domain.

    Raises:
        KeyUnavailable: There is none, others can read it, it belongs to another domain, it cannot
            be unsealed, or it is damaged. The message says what to do; it holds no key material.
    """
    file = _read(secrets, domain)
    try:
        return Keyset(domain, file.handles(), file.versions)
    except (LookupError, TypeError, ValueError, tink.TinkError):
        raise KeyUnavailable(f"{keyset_path(secrets, domain)}: {DAMAGED}") from None
