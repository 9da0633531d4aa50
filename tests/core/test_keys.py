"""Keysets: private files, refused when they are not, and keys that cannot be shown or pickled."""

import base64
import copy
import json
import pickle
import stat
from pathlib import Path
from typing import Any

import pytest
import tink
from tink import aead, json_proto_keyset_format, secret_key_access, signature

from caviardage.errors import KeyUnavailable, UsageError
from caviardage.keys import Keyset, create_keyset, keyset_path, load_keyset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A secrets folder with one keyset."""
    create_keyset(tmp_path / "secrets", "dom")
    return tmp_path / "secrets"


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_keyset_can_be_read_by_its_owner_only(folder: Path) -> None:
    """File 0600, folders 0700, nothing else left beside it."""
    path = keyset_path(folder, "dom")
    assert (mode(path), mode(path.parent), mode(folder)) == (0o600, 0o700, 0o700)
    assert [path] == list(path.parent.iterdir())


def test_one_keyset_gives_the_same_bytes_each_time_it_is_loaded(folder: Path) -> None:
    """A worker that loads it again makes the same tokens."""
    one, other = load_keyset(folder, "dom"), load_keyset(folder, "dom")
    assert one.compute(b"x", 16) == other.compute(b"x", 16)
    assert one.compute(b"x", 10) == one.compute(b"x", 16)[:10]
    assert one.compute(b"y", 16) != one.compute(b"x", 16)


def first_key(path: Path) -> dict[str, Any]:
    """The key data of the tokens' first key, as it is stored."""
    data: dict[str, Any] = json.loads(path.read_text())["keysets"]["prf"]["key"][0]["keyData"]
    return data


def test_the_reference_is_public(folder: Path) -> None:
    """Domain, version and Tink's id of the primary key: what the run record says of it."""
    stored = json.loads(keyset_path(folder, "dom").read_text())["keysets"]["prf"]
    assert load_keyset(folder, "dom").reference.to_json() == {
        "domain": "dom",
        "version": 1,
        "key_id": stored["primaryKeyId"],
    }


def test_each_purpose_has_keys_of_its_own(folder: Path) -> None:
    """No key material is used twice: destroying one is meaningful."""
    keysets = json.loads(keyset_path(folder, "dom").read_text())["keysets"]
    values = [key["keyData"]["value"] for keyset in keysets.values() for key in keyset["key"]]
    assert set(keysets) == {"prf", "daead", "aead", "signature", "subjects"}
    assert len(set(values)) == len(values) == 5


def test_a_keyset_encrypts_and_signs(folder: Path) -> None:
    """Each primitive does its work, and another domain's key refuses it."""
    create_keyset(folder, "autre")
    one, other = load_keyset(folder, "dom"), load_keyset(folder, "autre")
    sealed = one.aead().encrypt(b"x", b"a")
    assert one.aead().decrypt(sealed, b"a") == b"x"
    fixed = one.daead().encrypt_deterministically(b"x", b"a")
    assert fixed == one.daead().encrypt_deterministically(b"x", b"a")
    with pytest.raises(tink.TinkError):
        other.aead().decrypt(sealed, b"a")
    with pytest.raises(tink.TinkError):
        other.daead().decrypt_deterministically(fixed, b"a")
    assert one.signed(one.sign(b"x"), b"x")
    assert not one.signed(one.sign(b"x"), b"y")
    assert not other.signed(one.sign(b"x"), b"x")
    assert one.compute_subject(b"x", 16) != one.compute(b"x", 16)


def test_the_public_key_is_enough_to_check_a_signature(folder: Path) -> None:
    """And it holds nothing else."""
    keyset = load_keyset(folder, "dom")
    handle = json_proto_keyset_format.parse_without_secret(keyset.public_key())
    handle.primitive(signature.PublicKeyVerify).verify(keyset.sign(b"x"), b"x")


def old_format(folder: Path, domain: str) -> Path:
    """Rewrite a keyset file as the first format had it."""
    path = keyset_path(folder, domain)
    content = json.loads(path.read_text())
    kept = {"domain": domain, "created": content["created"], "keyset": content["keysets"]["prf"]}
    path.write_text(json.dumps(kept))
    return path


def test_a_keyset_of_the_previous_format_makes_the_same_tokens(folder: Path) -> None:
    """It is read as it is; what it has no keys for says how to add them, and changes no token."""
    before = load_keyset(folder, "dom")
    old_format(folder, "dom")
    old = load_keyset(folder, "dom")
    assert (before.reference, before.compute(b"x", 8)) == (old.reference, old.compute(b"x", 8))
    with pytest.raises(KeyUnavailable, match="caviardage keys init --domain dom "):
        old.aead()
    create_keyset(folder, "dom")
    new = load_keyset(folder, "dom")
    assert (before.reference, before.compute(b"x", 8)) == (new.reference, new.compute(b"x", 8))
    assert new.signed(new.sign(b"x"), b"x")
    with pytest.raises(KeyUnavailable, match="never replaced"):
        create_keyset(folder, "dom")


def test_the_version_of_the_previous_format_is_the_place_of_the_primary_key(
    folder: Path, tmp_path: Path
) -> None:
    """A second key made primary writes version 2."""
    create_keyset(tmp_path / "other", "dom")
    path = old_format(folder, "dom")
    content = json.loads(path.read_text())
    second = json.loads(old_format(tmp_path / "other", "dom").read_text())["keyset"]
    content["keyset"]["key"] += second["key"]
    content["keyset"]["primaryKeyId"] = second["primaryKeyId"]
    path.write_text(json.dumps(content))
    keyset = load_keyset(folder, "dom")
    assert (keyset.reference.version, keyset.versions) == (2, (1, 2))
    assert keyset.compute(b"x", 8) == load_keyset(tmp_path / "other", "dom").compute(b"x", 8)


def test_a_later_format_is_not_guessed_at(folder: Path) -> None:
    """A file of a later version of the program says to upgrade."""
    path = keyset_path(folder, "dom")
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 3}))
    with pytest.raises(KeyUnavailable, match="upgrade"):
        load_keyset(folder, "dom")


def test_a_domain_never_gets_a_second_keyset(folder: Path) -> None:
    """A second one would break the tokens of the first; the file stays as it was."""
    before = keyset_path(folder, "dom").read_bytes()
    with pytest.raises(KeyUnavailable, match="never replaced"):
        create_keyset(folder, "dom")
    assert before == keyset_path(folder, "dom").read_bytes()


@pytest.mark.parametrize("permissions", [0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o777])
def test_a_keyset_that_others_can_touch_is_refused(folder: Path, permissions: int) -> None:
    """Any right of the group or of others; the message says the command that mends it."""
    path = keyset_path(folder, "dom")
    path.chmod(permissions)
    with pytest.raises(KeyUnavailable, match=f"chmod 600 {path}"):
        load_keyset(folder, "dom")


def test_a_folder_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    """No keyset is written into an open folder."""
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    with pytest.raises(UsageError, match=f"chmod 700 {folder}"):
        create_keyset(folder, "dom")
    assert list(folder.iterdir()) == []


def test_a_missing_keyset_says_how_to_make_one(folder: Path) -> None:
    """The message holds the command, with the domain."""
    with pytest.raises(KeyUnavailable, match=r"caviardage keys init --domain dom-2$"):
        load_keyset(folder, "dom-2")


def test_the_keyset_of_another_domain_is_refused(folder: Path) -> None:
    """A file renamed does not change whose keys it holds."""
    keyset_path(folder, "dom").rename(keyset_path(folder, "dom-2"))
    with pytest.raises(KeyUnavailable, match="another domain"):
        load_keyset(folder, "dom-2")


def without(**changes: Any) -> Any:
    """A change of the stored keyset."""
    return lambda keyset: {**keyset, **changes}


def other_primitive(_: Any) -> Any:
    """A keyset that encrypts, where ours computes."""
    aead.register()
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    return json.loads(json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN))


def disabled(keyset: Any) -> Any:
    """The same key, disabled."""
    changed = copy.deepcopy(keyset)
    changed["key"][0]["status"] = "DISABLED"
    return changed


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        lambda _: [],
        lambda _: "clé",
        lambda _: {},
        without(primaryKeyId=7),
        without(key=[]),
        other_primitive,
        disabled,
    ],
)
def test_a_damaged_keyset_says_to_restore_it(folder: Path, change: Any) -> None:
    """Whatever is broken in it, the message names the file and shows no key material."""
    path = keyset_path(folder, "dom")
    content = json.loads(path.read_text())
    secret = first_key(path)["value"]
    changed = {**content["keysets"], "prf": change(content["keysets"]["prf"])}
    path.write_text(json.dumps({**content, "keysets": changed}))
    with pytest.raises(KeyUnavailable, match="restore it from its backup") as error:
        load_keyset(folder, "dom")
    assert secret not in str(error.value)
    assert error.value.__suppress_context__


@pytest.mark.parametrize(
    "change",
    [
        {"versions": []},
        {"versions": [{"version": 1}]},
        {"versions": None},
        {"protection": None},
        {"protection": {"kind": "magie"}},
        {"protection": {"kind": "kms", "uri": "file:///tmp/x"}},
        {"created": None, "keysets": None},
    ],
)
def test_a_damaged_header_says_to_restore_it(folder: Path, change: Any) -> None:
    """The facts around the keys are checked like the keys."""
    path = keyset_path(folder, "dom")
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(KeyUnavailable, match="restore it from its backup"):
        load_keyset(folder, "dom")


def test_a_file_without_a_keyset_is_damaged(folder: Path) -> None:
    """The domain alone is no keyset."""
    keyset_path(folder, "dom").write_text('{"domain": "dom"}')
    with pytest.raises(KeyUnavailable, match="restore it from its backup"):
        load_keyset(folder, "dom")


@pytest.mark.parametrize("content", ["", "{", "[1]", '"x"', "\x80"])
def test_a_file_that_is_not_ours_is_refused(folder: Path, content: str) -> None:
    """Not JSON, not an object, not UTF-8."""
    keyset_path(folder, "dom").write_bytes(content.encode("latin-1"))
    with pytest.raises(KeyUnavailable, match="cannot be read as a file of this folder"):
        load_keyset(folder, "dom")


@pytest.mark.parametrize("copier", [pickle.dumps, copy.copy, copy.deepcopy])
def test_key_material_cannot_be_pickled(keyset: Keyset, copier: Any) -> None:
    """A keyset sent to a worker by accident is an error, not a leak."""
    with pytest.raises(TypeError, match="not pickled"):
        copier(keyset)


def test_what_is_shown_of_a_keyset_holds_no_key(folder: Path) -> None:
    """Its repr and all that it can be seen to hold show the reference only."""
    encoded = first_key(keyset_path(folder, "dom"))["value"]
    secret = base64.b64decode(encoded)[-32:]
    keyset = load_keyset(folder, "dom")
    shown = repr(keyset) + str(keyset) + repr(vars(keyset))
    assert "domain='dom'" in repr(keyset)
    for form in (encoded, secret.hex(), repr(secret)[2:-1], base64.b64encode(secret).decode()):
        assert form not in shown
