"""Rotation of a domain's keys, forward or re-key, and what each breaks.

*Forward* (``rotate``): a new version writes, the older ones can still be computed with and read.
From then on a value gets another token (``…_k2_…``) and another surrogate: data of two versions no
longer join on pseudonyms. Nothing that exists changes.

*Retired* (``retire``): the keys of a version are destroyed. Its tokens can no longer be computed,
so nobody finds a person in the data of that version, not even to erase them: use it when that data
has reached the end of its retention. What the vault wrapped must be rewrapped before.

*Re-key* is forward, rewrap of the vault, then every older version retired: after a key was
disclosed. All data of older versions is cut off; make it anew from the source, or delete it.

*Sealed anew* (``seal``): another passphrase or KMS key around the same keys. Nothing breaks; who
had the file and the old passphrase has the keys all the same.

Signature keys are kept: what they signed must stay verifiable. ``subjects`` is never rotated.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from caviardage.errors import KeyUnavailable
from caviardage.key_file import ROTATED, KeyFile, Version, complete, new_keyset, now
from caviardage.keys import changing, keyset_path
from caviardage.secret_folder import replace_private

_DESTROYED = tuple(purpose for purpose in ROTATED if purpose != "signature")


def rotate(secrets: Path, domain: str) -> int:
    """Add a version that writes from now on, and return its number.

    Raises:
        KeyUnavailable: As ``keys.load_keyset``.
    """
    with changing(secrets, domain) as file:
        made = _rotated(complete(file))
        replace_private(keyset_path(secrets, domain), made.dumps())
    return made.versions[-1].number


def retire(secrets: Path, domain: str, version: int) -> None:
    """Destroy the keys of a version. Copies in backups are the owner's to destroy.

    Raises:
        KeyUnavailable: It is the one that writes, or was never there; or as ``load_keyset``.
    """
    path = keyset_path(secrets, domain)
    with changing(secrets, domain) as file:
        found = [v for v in file.versions if v.number == version]
        if not found:
            raise KeyUnavailable(f"{path}: no version {version}")
        if found[0] is file.versions[-1]:
            raise KeyUnavailable(f"{path}: version {version} is the one that writes; rotate first")
        if found[0].retired is None:
            replace_private(path, _retired(complete(file), found[0]).dumps())


def seal(secrets: Path, domain: str, protection: Mapping[str, Any]) -> None:
    """Seal the same keys with something else.

    Args:
        secrets: The secrets folder.
        domain: The domain's id.
        protection: From ``key_providers``, or ``{"kind": "none"}``.

    Raises:
        KeyUnavailable: What sealed or shall seal it is not there; or as ``load_keyset``.
    """
    with changing(secrets, domain) as file:
        made = replace(complete(file), protection=protection)
        replace_private(keyset_path(secrets, domain), made.dumps())


def _rotated(file: KeyFile) -> KeyFile:
    keysets: dict[str, Any] = dict(file.keysets)
    keys = {}
    for purpose in ROTATED:
        keysets[purpose], keys[purpose] = _with_new_key(purpose, keysets[purpose])
    number = file.versions[-1].number + 1
    added = Version(number=number, created=now(), keys=keys)
    return replace(file, keysets=keysets, versions=(*file.versions, added))


def _with_new_key(purpose: str, keyset: Any) -> tuple[dict[str, Any], int]:
    """A keyset with one more key, its primary, and the id of that key."""
    taken = {key["keyId"] for key in keyset["key"]}
    while (new := new_keyset(purpose))["primaryKeyId"] in taken:
        pass  # ids are 32 random bits
    primary = new["primaryKeyId"]
    return {"primaryKeyId": primary, "key": [*keyset["key"], *new["key"]]}, primary


def _retired(file: KeyFile, version: Version) -> KeyFile:
    keysets: dict[str, Any] = dict(file.keysets)
    for purpose in _DESTROYED:
        keyset, gone = keysets[purpose], version.keys.get(purpose)
        kept = [key for key in keyset["key"] if key["keyId"] != gone]
        keysets[purpose] = {**keyset, "key": kept}
    versions = tuple(
        replace(v, retired=now()) if v.number == version.number else v for v in file.versions
    )
    return replace(file, keysets=keysets, versions=versions)
