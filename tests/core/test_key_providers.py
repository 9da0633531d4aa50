"""Sealed keysets: by a passphrase, by a KMS (a fake one, in process), and what goes wrong."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import tink
from tink import aead

from caviardage import key_providers
from caviardage.errors import KeyUnavailable, UsageError
from caviardage.key_providers import by_kms, by_passphrase
from caviardage.key_rotation import retire, rotate, seal
from caviardage.keys import create_keyset, keyset_path, load_keyset

PHRASE = "huit chevaux traversent la Loire"
URI = "gcp-kms://projects/exemple/locations/fr/keyRings/caviardage/cryptoKeys/k"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    # The cost of scrypt is not what is tested.
    monkeypatch.setattr(key_providers, "SCRYPT", {"n": 2**8, "r": 8, "p": 1})
    monkeypatch.delenv(key_providers.PASSPHRASE_FILE, raising=False)


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    """A file with a passphrase."""
    path = tmp_path / "phrase"
    path.touch(0o600)
    path.write_text(PHRASE + "\n", encoding="utf-8")
    return path


class FakeKms(aead.Aead):
    """A remote key: 4 kB at most, no associated data, counts its calls; may be unreachable."""

    def __init__(self) -> None:
        aead.register()
        handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
        self._key = handle.primitive(aead.Aead)
        self.calls = 0
        self.broken: Exception | None = None

    def encrypt(self, plaintext: bytes, associated_data: bytes) -> bytes:
        """Wrap a key."""
        return self._called(self._key.encrypt, plaintext, associated_data)

    def decrypt(self, ciphertext: bytes, associated_data: bytes) -> bytes:
        """Unwrap a key."""
        return self._called(self._key.decrypt, ciphertext, associated_data)

    def _called(self, action: Any, data: bytes, associated_data: bytes) -> bytes:
        assert len(data) <= 4096
        assert associated_data == b""
        if self.broken:
            raise self.broken
        self.calls += 1
        result: bytes = action(data, associated_data)
        return result


@pytest.fixture
def kms(monkeypatch: pytest.MonkeyPatch) -> FakeKms:
    """A KMS that answers for gcp-kms://."""
    fake = FakeKms()
    monkeypatch.setitem(key_providers.KMS, "gcp-kms", ("gcpkms", lambda _: fake))
    return fake


def assert_works(folder: Path, secret: str) -> None:
    """A sealed keyset is loaded, rotated and retired like a bare one, and shows no secret."""
    first = load_keyset(folder, "dom").compute(b"x", 8)
    assert rotate(folder, "dom") == 2
    assert load_keyset(folder, "dom").compute(b"x", 8, version=1) == first
    retire(folder, "dom", 1)
    assert load_keyset(folder, "dom").versions == (2,)
    content = keyset_path(folder, "dom").read_text()
    assert "keyData" not in content
    assert secret not in content


def test_a_passphrase_in_a_file(tmp_path: Path, phrase: Path) -> None:
    """The keyset names the file and holds neither the passphrase nor a key in clear."""
    create_keyset(tmp_path / "s", "dom", by_passphrase(file=phrase))
    assert_works(tmp_path / "s", PHRASE)


def test_a_passphrase_in_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyset names the variable; without it, the message does."""
    monkeypatch.setenv("PHRASE", PHRASE)
    create_keyset(tmp_path / "s", "dom", by_passphrase(variable="PHRASE"))
    assert_works(tmp_path / "s", PHRASE)
    monkeypatch.delenv("PHRASE")
    with pytest.raises(KeyUnavailable, match="variable PHRASE"):
        load_keyset(tmp_path / "s", "dom")


def test_a_passphrase_that_lies_elsewhere(
    tmp_path: Path, phrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine names its own file."""
    create_keyset(tmp_path / "s", "dom", by_passphrase(file=phrase))
    moved = phrase.rename(tmp_path / "ailleurs")
    with pytest.raises(KeyUnavailable, match="No such file"):
        load_keyset(tmp_path / "s", "dom")
    monkeypatch.setenv(key_providers.PASSPHRASE_FILE, str(moved))
    assert load_keyset(tmp_path / "s", "dom").versions == (1,)


def test_sealed_anew_the_keys_are_the_same(tmp_path: Path, phrase: Path, kms: FakeKms) -> None:
    """Bare, by a passphrase, by a KMS and bare again: no pseudonym changes."""
    create_keyset(tmp_path / "s", "dom")
    first = load_keyset(tmp_path / "s", "dom").compute(b"x", 8)
    for protection in (by_passphrase(file=phrase), by_kms(URI), {"kind": "none"}):
        seal(tmp_path / "s", "dom", protection)
        assert load_keyset(tmp_path / "s", "dom").compute(b"x", 8) == first
        bare = protection["kind"] == "none"
        assert ("keyData" in keyset_path(tmp_path / "s", "dom").read_text()) == bare
    assert kms.calls


def test_what_is_wrong_with_a_passphrase(tmp_path: Path, phrase: Path) -> None:
    """Another one, one that others can read, a short one: each says so, none is shown."""
    create_keyset(tmp_path / "s", "dom", by_passphrase(file=phrase))
    phrase.write_text("une tout autre phrase", encoding="utf-8")
    with pytest.raises(KeyUnavailable, match="wrong passphrase") as error:
        load_keyset(tmp_path / "s", "dom")
    assert "autre phrase" not in str(error.value)
    phrase.chmod(0o640)
    with pytest.raises(KeyUnavailable, match=f"chmod 600 {phrase}"):
        load_keyset(tmp_path / "s", "dom")
    phrase.chmod(0o600)
    phrase.write_bytes(b"\xff\xfe\xff\xfe")
    with pytest.raises(KeyUnavailable, match="not UTF-8"):
        load_keyset(tmp_path / "s", "dom")
    phrase.write_text("court")
    with pytest.raises(KeyUnavailable, match="less than 12") as error:
        by_passphrase(file=phrase)
    assert "court" not in str(error.value)


@pytest.mark.parametrize("change", ["versions", "sealed", "domain", "scrypt"])
def test_a_sealed_keyset_that_was_edited_does_not_open(
    tmp_path: Path, phrase: Path, change: str
) -> None:
    """Header, domain and content hold together; endless scrypt is refused before it starts."""
    create_keyset(tmp_path / "s", "dom", by_passphrase(file=phrase))
    path = keyset_path(tmp_path / "s", "dom")
    content = json.loads(path.read_text())
    if change == "versions":
        content["versions"][0]["created"] = "2020-01-01T00:00:00+00:00"
    elif change == "sealed":
        content["sealed"] = "AAAA" + content["sealed"][4:]
    elif change == "domain":
        content["domain"] = "autre"
        path = keyset_path(tmp_path / "s", "autre")
        path.touch(0o600)
    else:
        content["protection"]["scrypt"]["n"] = 2**30
    path.write_text(json.dumps(content))
    with pytest.raises(KeyUnavailable, match="damaged"):
        load_keyset(tmp_path / "s", content["domain"])


def test_a_key_of_a_kms(tmp_path: Path, kms: FakeKms) -> None:
    """It wraps one small key and is asked once for each load, also when there are many keys."""
    create_keyset(tmp_path / "s", "dom", by_kms(URI))
    assert URI in keyset_path(tmp_path / "s", "dom").read_text()
    for _ in range(12):
        rotate(tmp_path / "s", "dom")
    before = kms.calls
    load_keyset(tmp_path / "s", "dom")
    assert kms.calls == before + 1
    create_keyset(tmp_path / "t", "dom", by_kms(URI))
    assert_works(tmp_path / "t", "keyData")


def test_a_kms_that_does_not_answer(tmp_path: Path, kms: FakeKms) -> None:
    """No access or no network: the address is named, the client's own message is not quoted."""
    create_keyset(tmp_path / "s", "dom", by_kms(URI))
    kms.broken = ConnectionError("Authorization: Bearer jeton-secret")
    with pytest.raises(KeyUnavailable, match="did not open it") as error:
        load_keyset(tmp_path / "s", "dom")
    assert URI in str(error.value)
    assert "jeton" not in str(error.value)
    with pytest.raises(KeyUnavailable, match="did not seal the keyset") as error:
        create_keyset(tmp_path / "s", "autre", by_kms(URI))
    assert URI in str(error.value)
    assert "jeton" not in str(error.value)
    assert not keyset_path(tmp_path / "s", "autre").exists()


def test_a_kms_whose_client_cannot_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials: the class of the error and what to check, not its message."""

    def fail(_: str) -> aead.Aead:
        raise RuntimeError("jeton-secret")

    monkeypatch.setitem(key_providers.KMS, "gcp-kms", ("gcpkms", fail))
    with pytest.raises(KeyUnavailable, match=r"RuntimeError.*credentials") as error:
        create_keyset(tmp_path / "s", "dom", by_kms(URI))
    assert "jeton" not in str(error.value)


@pytest.mark.parametrize(
    ("uri", "module", "extra"),
    [
        (URI, "tink.integration.gcpkms", "gcpkms"),
        ("aws-kms://arn:aws:kms:eu-west-3:1:key/2", "tink.integration.awskms", "awskms"),
        ("hcvault://vault.example:8200/transit/keys/k", "hvac", "hcvault"),
    ],
)
def test_a_client_that_is_not_installed_names_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, uri: str, module: str, extra: str
) -> None:
    """Nothing is imported before a keyset asks for it; then the message is a command."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(KeyUnavailable, match=rf"pip install 'caviardage\[{extra}\]'"):
        create_keyset(tmp_path / "s", "dom", by_kms(uri))
    assert not keyset_path(tmp_path / "s", "dom").exists()


@pytest.mark.parametrize(
    "uri",
    ["", "gcp-kms://", "file:///clé", "azure-kms://x", "hcvault://jeton@h/k", "aws-kms://a:b@c/d"],
)
def test_an_address_that_is_none(uri: str) -> None:
    """Unknown, empty, or with a password that would be written in the keyset."""
    with pytest.raises(UsageError, match="address of a KMS key") as error:
        by_kms(uri)
    assert "jeton" not in str(error.value)
