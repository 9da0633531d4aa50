"""Tokens: equal for one value however it is written, different for everything else."""

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.canonical import canonical
from caviardage.entities import ENTITIES
from caviardage.keys import Keyset, create_keyset, load_keyset
from caviardage.pseudonyms import Pseudonymizer, length_prefixed

texts = st.text(st.characters(codec="utf-8") | st.sampled_from("aé0 -.\ud800"), max_size=12)


def token(pseudonymizer: Pseudonymizer, entity: str, value: str, scope_id: str = "id:42") -> str:
    """A token in the scope of one document."""
    return pseudonymizer.token(entity, value, scope="document", scope_id=scope_id)


@pytest.mark.parametrize(
    ("entity", "spellings"),
    [
        (
            "PHONE_NUMBER",
            [
                "06 39 98 12 34",
                "06.39.98.12.34",
                "06\u202f39\u00a098\u202f12\u00a034",
                "0639981234",
                "+33 6 39 98 12 34",
                "+33 (0)6 39 98 12 34",
                "0033639981234",
                "０６３９９８１２３４",
            ],
        ),
        ("FR_LICENSE_PLATE", ["AB-123-CD", "ab 123 cd", "AB123CD", "ab.123-CD"]),
        ("FR_NIR", ["2 55 08 69 123 456 28", "255086912345628", "2\u202f55\u202f0869123456-28"]),
        ("IBAN_CODE", ["FR14 2004 1010 0505 0001 3M02 606", "fr1420041010050500013m02606"]),
        ("FR_SIRET", ["732 829 320 00074", "73282932000074"]),
        ("PERSON", ["Hélène  Dupré", "HELENE DUPRE", "he\u0301lène dupré ", "Hélène\nDupré"]),
        ("LOCATION", ["Saint-Étienne", "SAINT-ETIENNE"]),
        ("EMAIL_ADDRESS", ["Lea.Roy@Example.org", "lea.roy@example.org"]),
        ("IP_ADDRESS", ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1"]),
        ("ORGANIZATION", ["Exemple  SAS", "exemple sas"]),
        ("PHONE_NUMBER", ["poste 5", "5"]),
    ],
)
def test_one_value_has_one_token_however_it_is_written(
    pseudonymizer: Pseudonymizer, entity: str, spellings: list[str]
) -> None:
    """Spaces, accents, capitals and country codes do not make another person of someone."""
    assert len({token(pseudonymizer, entity, value) for value in spellings}) == 1


@pytest.mark.parametrize(
    ("entity", "one", "other"),
    [
        ("PHONE_NUMBER", "06 39 98 12 34", "06 39 98 12 35"),
        ("PHONE_NUMBER", "+32 470 12 34 56", "04 70 12 34 56"),
        ("PHONE_NUMBER", "n° inconnu", "n° caché"),
        ("IP_ADDRESS", "1.23.4.5", "12.3.4.5"),
        ("IP_ADDRESS", "::1", "1::"),
        ("IP_ADDRESS", "192.0.2.1:80", "192.0.2.180"),
        ("EMAIL_ADDRESS", "rene@example.org", "rené@example.org"),
        ("CUSTOMER_ID", "É1", "À1"),
        ("CUSTOMER_ID", "--", "__"),
        ("CUSTOMER_ID", "CLI-0048213", "CLI-0048214"),
        ("PERSON", "Le Goff", "Legoff"),
        ("ORGANIZATION", "A.B. Conseil", "AB Conseil"),
    ],
)
def test_two_values_have_two_tokens(
    pseudonymizer: Pseudonymizer, entity: str, one: str, other: str
) -> None:
    """What tells two values apart is never normalised away."""
    assert token(pseudonymizer, entity, one) != token(pseudonymizer, entity, other)


def test_a_token_is_of_one_entity_scope_document_domain_and_key(
    pseudonymizer: Pseudonymizer, tmp_path: Path
) -> None:
    """Change any of them and the token changes: outputs cannot be joined across them."""

    def of(keyset: Keyset) -> Pseudonymizer:
        return Pseudonymizer(keyset)

    folder = tmp_path / "s"
    create_keyset(folder, "dom-tests")
    create_keyset(folder, "dom-autre")
    tokens = [
        pseudonymizer.token("PERSON", "Léa", scope="document", scope_id="id:1"),
        pseudonymizer.token("LOCATION", "Léa", scope="document", scope_id="id:1"),
        pseudonymizer.token("PERSON", "Léa", scope="domain", scope_id="id:1"),
        pseudonymizer.token("PERSON", "Léa", scope="document", scope_id="id:2"),
        of(load_keyset(folder, "dom-tests")).token(
            "PERSON", "Léa", scope="document", scope_id="id:1"
        ),
        of(load_keyset(folder, "dom-autre")).token(
            "PERSON", "Léa", scope="document", scope_id="id:1"
        ),
    ]
    codes = {re.sub(r"<\w+_k1_(\w+)>", r"\1", value) for value in tokens}
    assert len(codes) == len(tokens)


def test_the_domain_counts_even_with_one_key(secrets: Path, tmp_path: Path) -> None:
    """A keyset copied under the name of another domain does not give the same tokens."""
    create_keyset(tmp_path / "s", "dom-copie")
    original = (secrets / "keys" / "dom-tests.json").read_text()
    copied = tmp_path / "s" / "keys" / "dom-copie.json"
    copied.write_text(original.replace('"dom-tests"', '"dom-copie"'))
    one = Pseudonymizer(load_keyset(secrets, "dom-tests"))
    other = Pseudonymizer(load_keyset(tmp_path / "s", "dom-copie"))
    assert token(one, "PERSON", "Léa") != token(other, "PERSON", "Léa")
    assert one.record_digest("481") != other.record_digest("481")


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_tokens_show_their_entity_and_key_version(
    pseudonymizer: Pseudonymizer, entity: str
) -> None:
    """Documented shape: entity, key version, 16 characters of base32 in small letters."""
    assert re.fullmatch(rf"<{entity}_k1_[a-z2-7]{{16}}>", token(pseudonymizer, entity, "Zoé 12"))


@given(st.sampled_from(sorted(ENTITIES)), texts)
def test_any_value_has_a_token_that_never_shows_it(
    pseudonymizer: Pseudonymizer, entity: str, value: str
) -> None:
    """Whatever was found, odd Unicode included, gets the same opaque token each time."""
    made = token(pseudonymizer, entity, value)
    assert re.fullmatch(rf"<{entity}_k1_[a-z2-7]{{16}}>", made)
    assert made == token(pseudonymizer, entity, value)


french = st.text(st.sampled_from("aàâéÉèêëçÇîïôœŒÆùüÿß0189 -.,_/'’«»@\n\t\u00a0\u202f\u0301ﬁ①²"))


@given(st.sampled_from(sorted(set(ENTITIES) - {"PHONE_NUMBER"})), french)
def test_the_canonical_form_is_final(entity: str, value: str) -> None:
    """A canonical form is its own; but for phones, where digits alone may read as a number."""
    once = canonical(entity, value)
    assert once == canonical(entity, once)


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_length_prefixes_keep_fields_apart(a: list[str], b: list[str]) -> None:
    """No two lists of fields are joined to the same bytes."""
    assert (a == b) == (length_prefixed(*a) == length_prefixed(*b))


@given(st.lists(texts, max_size=4))
def test_joined_fields_can_be_read_back(values: list[str]) -> None:
    """The bytes say where each field ends, which is why no two inputs run together."""
    data, read = length_prefixed(*values), []
    while data:
        size = int.from_bytes(data[:4], "big")
        read.append(data[4 : 4 + size].decode("utf-8", "surrogatepass"))
        data = data[4 + size :]
    assert values == read


PHONE = "06 39 98 12 34"  # of the numbers that ARCEP keeps for films


def block() -> list[str]:
    """Every number of the block 06 39 98, in the ways that people write them."""
    return [
        form
        for n in range(10_000)
        for form in (f"063998{n:04}", f"+3363998{n:04}", f"063998{n:04}\n")
    ]


def test_a_hash_without_key_gives_the_phone_number_back() -> None:
    """The control of the attack: enumerating one block finds the number of a plain SHA-256."""
    leaked = hashlib.sha256(b"0639981234").hexdigest()
    found = [v for v in block() if hashlib.sha256(v.encode()).hexdigest() == leaked]
    assert found == ["0639981234"]


def tries(value: str, token: str) -> list[bytes]:
    """What an attacker without the key computes from one guess."""
    data = value.encode()
    labelled = f"{token}:{value}".encode()
    prefixed = length_prefixed(
        "token/v2/canonical-v2", "dom-tests", "PHONE_NUMBER", "document", "id:42", "", value
    )
    hashes: list[Callable[[bytes], bytes]] = [
        lambda b: hashlib.sha256(b).digest(),
        lambda b: hashlib.sha1(b).digest(),  # noqa: S324  # the attacker's choice
        lambda b: hashlib.md5(b).digest(),  # noqa: S324  # the attacker's choice
    ]
    return [compute(text)[:10] for compute in hashes for text in (data, labelled, prefixed)]


def test_a_token_cannot_be_found_by_enumeration_without_the_key(
    pseudonymizer: Pseudonymizer,
) -> None:
    """The same attack on a token: no plain hash of any number of the block is its code."""
    code = token(pseudonymizer, "PHONE_NUMBER", PHONE).rpartition("_")[2].rstrip(">")
    secret = base64.b32decode(code.upper())
    assert not [v for v in block() if secret in tries(v, "PHONE_NUMBER")]


def test_a_record_digest_is_keyed_and_hides_the_id(pseudonymizer: Pseudonymizer) -> None:
    """Dead letters name a record without showing its id; equal ids, equal digests."""
    digest = pseudonymizer.record_digest("CLI-0048213")
    assert re.fullmatch(r"k1_[a-z2-7]{26}", digest)
    assert digest == pseudonymizer.record_digest("CLI-0048213")
    assert digest != pseudonymizer.record_digest("CLI-0048214")
    plain = base64.b32encode(hashlib.sha256(b"CLI-0048213").digest()[:16]).decode().lower()
    assert digest[3:] != plain.rstrip("=")
