"""What key material is sealed with: a passphrase, or a key that never leaves a KMS.

One provider for all: ``locker`` turns the ``protection`` of a keyset file into Tink's AEAD.

=============  ====================================================  ==================
kind           sealed with                                           extra
=============  ====================================================  ==================
``none``       nothing: the file's permissions                       –
``passphrase``  AES-256-GCM, its key by scrypt from a passphrase     –
``kms``        ``gcp-kms://projects/…/cryptoKeys/KEY``               ``gcpkms``
``kms``        ``aws-kms://arn:aws:kms:REGION:ACCOUNT:key/ID``       ``awskms``
``kms``        ``hcvault://HOST:8200/transit/keys/KEY``              ``hcvault``
=============  ====================================================  ==================

The keyset file names where the passphrase is (a file, an environment variable), never what it is;
``$CAVIARDAGE_PASSPHRASE_FILE`` names another file on a machine where it lies elsewhere. A KMS is
asked once when a keyset is loaded: it wraps the key of an envelope, because some allow neither 4 kB
nor associated data. Credentials are the client's own business (its usual files and variables).
"""

import base64
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tink import aead, proto_keyset_format, secret_key_access
from tink.proto import aes_gcm_pb2, tink_pb2

from caviardage.errors import KeyUnavailable, UsageError

PASSPHRASE_FILE = "CAVIARDAGE_PASSPHRASE_FILE"  # noqa: S105 the name of a variable
# OWASP's advice for scrypt: 128 MiB, 0.4 s here. The file's own values count, within bounds.
SCRYPT = {"n": 2**17, "r": 8, "p": 1}
MOST_MEMORY = 2**30
SHORTEST = 12  # characters of a passphrase


def _gcp(uri: str) -> aead.Aead:
    from tink.integration import gcpkms

    return gcpkms.GcpKmsClient(uri, None).get_aead(uri)


def _aws(uri: str) -> aead.Aead:
    from tink.integration import awskms

    return awskms.AwsKmsClient(uri, None).get_aead(uri)


def _hcvault(uri: str) -> aead.Aead:
    import hvac
    from tink.integration import hcvault

    parts = urlsplit(uri)
    return hcvault.new_aead(parts.path, hvac.Client(url=f"https://{parts.netloc}"))


# Scheme: the extra that brings its client, and what makes the remote AEAD.
KMS: dict[str, tuple[str, Callable[[str], aead.Aead]]] = {
    "gcp-kms": ("gcpkms", _gcp),
    "aws-kms": ("awskms", _aws),
    "hcvault": ("hcvault", _hcvault),
}


def by_passphrase(*, file: Path | None = None, variable: str | None = None) -> dict[str, Any]:
    """The protection by a passphrase that stands in a file or in an environment variable.

    Raises:
        KeyUnavailable: There is none at that place, or it is too short.
    """
    place = {"file": str(file.absolute())} if file else {"variable": variable}
    salt = base64.b64encode(secrets.token_bytes(16)).decode()
    protection = {"kind": "passphrase", "from": place, "scrypt": {**SCRYPT, "salt": salt}}
    if len(_passphrase(place)) < SHORTEST:
        raise KeyUnavailable(f"the passphrase has less than {SHORTEST} characters")
    return protection


def by_kms(uri: str) -> dict[str, Any]:
    """The protection by a key of a KMS.

    Raises:
        UsageError: The address is of no KMS that we know, or holds a password.
    """
    parts = urlsplit(uri)
    if parts.scheme not in KMS or not (parts.netloc or parts.path):
        known = ", ".join(f"{scheme}://" for scheme in KMS)
        raise UsageError(f"the address of a KMS key starts with one of: {known}")
    if parts.password or (parts.scheme == "hcvault" and parts.username):
        raise UsageError("the address of a KMS key holds no password: it is written in the keyset")
    return {"kind": "kms", "uri": uri}


def locker(protection: Mapping[str, Any]) -> aead.Aead | None:
    """What seals and opens key material; None when it lies bare.

    Raises:
        KeyUnavailable: The passphrase is not where it should be, or the KMS has no client here.
        ValueError: Not a protection that we know.
    """
    kind = protection["kind"]
    if kind == "none":
        return None
    aead.register()
    if kind == "passphrase":
        return _derived(_passphrase(protection["from"]), protection["scrypt"])
    if kind == "kms":
        remote = _remote(protection["uri"])
        return aead.KmsEnvelopeAead(aead.aead_key_templates.AES256_GCM, remote)
    raise ValueError("unknown protection")


def seal(protection: Mapping[str, Any], lock: aead.Aead, plain: bytes, data: bytes) -> bytes:
    """Seal key material, with associated data.

    Raises:
        KeyUnavailable: The KMS refuses or does not answer.
    """
    try:
        sealed: bytes = lock.encrypt(plain, data)
        return sealed
    except Exception as error:
        place = protection.get("uri", "passphrase")
        raise KeyUnavailable(
            f"{place} did not seal the keyset ({type(error).__name__}): no access, or no answer"
        ) from None


def unseal(
    path: Path, protection: Mapping[str, Any], lock: aead.Aead, sealed: bytes, data: bytes
) -> bytes:
    """Open what ``lock`` sealed.

    Raises:
        KeyUnavailable: Wrong passphrase or key, no answer, or damage; the message says which may
            be, and nothing of the content.
    """
    try:
        plain: bytes = lock.decrypt(sealed, data)
        return plain
    except Exception:
        # Clients of a KMS raise their own exceptions, whose messages may hold requests.
        if protection["kind"] == "kms":
            why = f"{protection['uri']} did not open it: no access, no answer, or another key"
        else:
            why = "wrong passphrase"
        raise KeyUnavailable(f"{path}: {why}; or the file is damaged") from None


def _remote(uri: str) -> aead.Aead:
    scheme = urlsplit(uri).scheme
    if scheme not in KMS:
        raise ValueError("unknown KMS")
    extra, make = KMS[scheme]
    try:
        return make(uri)
    except ImportError:
        raise KeyUnavailable(
            f"{uri}: its client is not installed; run: pip install 'caviardage[{extra}]'"
        ) from None
    except Exception as error:
        raise KeyUnavailable(
            f"{uri}: its client cannot be set up ({type(error).__name__}); "
            "check the address and the credentials"
        ) from None


def _passphrase(place: Mapping[str, Any]) -> str:
    """The passphrase, without the line end after it."""
    file = os.environ.get(PASSPHRASE_FILE) or place.get("file")
    if file is None:
        value = os.environ.get(str(place["variable"]))
        if not value:
            raise KeyUnavailable(f"no passphrase in the environment variable {place['variable']}")
        return value
    path = Path(file)
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise KeyUnavailable(f"{path}: others can read the passphrase; run: chmod 600 {path}")
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8 text"
        raise KeyUnavailable(f"{path}: no passphrase can be read: {why}") from None


def _derived(passphrase: str, parameters: Mapping[str, Any]) -> aead.Aead:
    """Tink's AES-256-GCM under the key that scrypt makes of a passphrase."""
    n, r, p = (int(parameters[name]) for name in "nrp")
    if not 128 * n * r * p <= MOST_MEMORY:
        raise ValueError("scrypt would take too much memory")
    salt = base64.b64decode(parameters["salt"], validate=True)
    key = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=n, r=r, p=p, maxmem=2 * MOST_MEMORY - 1, dklen=32
    )
    keyset = tink_pb2.Keyset(primary_key_id=1)
    entry = keyset.key.add(key_id=1, status=tink_pb2.ENABLED, output_prefix_type=tink_pb2.RAW)
    entry.key_data.type_url = "type.googleapis.com/google.crypto.tink.AesGcmKey"
    entry.key_data.key_material_type = tink_pb2.KeyData.SYMMETRIC
    entry.key_data.value = aes_gcm_pb2.AesGcmKey(version=0, key_value=key).SerializeToString()
    handle = proto_keyset_format.parse(keyset.SerializeToString(), secret_key_access.TOKEN)
    return handle.primitive(aead.Aead)
