"""Attacks of who holds the output only: dictionaries, frequencies, lengths, joins (D1 to D4).

Each comes with its control: the same attack, on what others write, succeeds.
"""

import hashlib
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from caviardage.keys import create_keyset, load_keyset
from caviardage.mentions import Mention
from caviardage.pseudonyms import Pseudonymizer
from caviardage.surrogates import lists
from caviardage.surrogates.book import SurrogateBook
from tests.attacks.conftest import Masks, policy_with, texts

MOBILES = [f"063998{n:04}" for n in range(10_000)]
NAMES = [f"{given} {name}" for given in ("Claire", "Karim", "Anne") for name in
         lists.surnames(vowel=None)[:1500]]  # fmt: skip
NIRS = [f"2850{m}75{n:03}0" for m in range(1, 10) for n in range(900)]
TOKENS = re.compile(r"<[A-Z_]+_k\d+_([a-z2-7]{16})>")


def dictionary_attack(codes: Iterable[str], guesses: Iterable[str]) -> list[str]:
    """The guesses whose plain hash, in any usual form, is a code that was written."""
    written = set(codes)
    found = []
    for guess in guesses:
        for make in (hashlib.sha256, hashlib.sha1, hashlib.md5):
            digest = make(guess.encode()).digest()
            forms = (digest.hex(), digest.hex()[:16], digest[:10].hex())
            if written.intersection(forms):
                found.append(guess)
    return found


def test_d1_no_dictionary_finds_a_token(pseudonymizer: Pseudonymizer) -> None:
    """All mobiles of a block, frequent names, plausible NIRs: none is the hash of a token."""
    values = [("PHONE_NUMBER", MOBILES[1234]), ("PERSON", NAMES[7]), ("FR_NIR", NIRS[42])]
    guesses = [*MOBILES, *NAMES, *NIRS]
    codes = [
        pseudonymizer.token(entity, value, scope="domain", scope_id="") for entity, value in values
    ]
    plain = [match[1] for code in codes if (match := TOKENS.fullmatch(code))]
    assert len(plain) == len(values)
    assert dictionary_attack(plain, guesses) == []


def test_d1_control_an_unkeyed_hash_falls_to_the_same_dictionary() -> None:
    """The hash that other tools write, salted by nothing or by the name of the entity."""
    codes = [hashlib.sha256(value.encode()).hexdigest() for value in (MOBILES[1234], NAMES[7])]
    assert dictionary_attack(codes, [*MOBILES, *NAMES]) == [MOBILES[1234], NAMES[7]]


def test_d1_control_who_has_the_key_can_check_a_guess(
    pseudonymizer: Pseudonymizer, tmp_path: Path
) -> None:
    """What docs/pseudonymes.md says of the holder of the key; another key finds nothing."""
    token = pseudonymizer.token("PHONE_NUMBER", MOBILES[77], scope="domain", scope_id="")
    create_keyset(tmp_path / "s", "dom-tests")
    foreign = Pseudonymizer(load_keyset(tmp_path / "s", "dom-tests"))
    for holder, expected in ((pseudonymizer, [MOBILES[77]]), (foreign, [])):
        found = [
            n
            for n in MOBILES[:200]
            if holder.token("PHONE_NUMBER", n, scope="domain", scope_id="") == token
        ]
        assert found == expected


def ranked(names: list[str], pseudonyms: list[str], top: int = 10) -> int:
    """How many of the most frequent names the attacker guesses by the rank of pseudonyms."""
    order = [name for name, _ in Counter(names).most_common(top)]
    shown = [code for code, _ in Counter(pseudonyms).most_common(top)]
    truth = dict(zip(pseudonyms, names, strict=True))
    return sum(truth[code] == name for code, name in zip(shown, order, strict=False))


def test_d2_frequencies_tell_names_at_domain_scope_only(pseudonymizer: Pseudonymizer) -> None:
    """Names as frequent as in life: ranks give them away in a domain, not in documents."""
    surnames = lists.surnames(vowel=None)[:200]
    weights = [1 / (rank + 1) for rank in range(len(surnames))]
    draws = random.Random(5).choices(surnames, weights, k=4000)  # noqa: S311  # a simulation

    def tokens(scope: str) -> list[str]:
        return [
            pseudonymizer.token(
                "PERSON", name, scope=scope, scope_id="" if scope == "domain" else str(i)
            )
            for i, name in enumerate(draws)
        ]

    assert ranked(draws, tokens("domain")) >= 5  # the control: what policy check warns of
    in_documents = tokens("document")
    assert max(Counter(in_documents).values()) == 1
    assert ranked(draws, in_documents) <= 2


def test_d2_surrogates_of_documents_follow_no_frequency(pseudonymizer: Pseudonymizer) -> None:
    """A name in five hundred tickets is hundreds of people."""

    def drawn(scope: str) -> set[str | None]:
        mention = [Mention(entity="PERSON", text="Claire Martin")]
        return {
            SurrogateBook(
                pseudonymizer.compute, domain="d", scope=scope, scope_id=str(i), mentions=mention
            ).mention(0)
            for i in (range(500) if scope == "document" else [0] * 500)
        }

    assert len(drawn("domain")) == 1
    assert len(drawn("document")) > 400


def test_d3_tokens_tell_neither_length_nor_order(pseudonymizer: Pseudonymizer) -> None:
    """All are as long; sorting them does not sort the values. Control: stars tell the length."""
    values = ["Lô", "Roy", "Claire Dupont", "Jean-Baptiste de La Tour d'Auvergne"]
    made = [pseudonymizer.token("PERSON", v, scope="document", scope_id="1") for v in values]
    assert len({len(token) for token in made}) == 1
    assert len({len("*" * len(v)) for v in values}) == len(values)
    numbers = [f"CLI-{n:06}" for n in range(200)]
    codes = [pseudonymizer.token("CUSTOMER_ID", n, scope="document", scope_id="1") for n in numbers]
    rises = sum(a < b for a, b in itertools.pairwise(codes))
    assert 60 < rises < 140


def test_d4_two_domains_share_no_pseudonym(
    masked_samples: Masks, pseudonymizer: Pseudonymizer, tmp_path: Path
) -> None:
    """The same tickets under two keys: no token in common. Control: under one key, all are."""
    wide = {"operator": "token", "scope": "domain"}
    policy = policy_with({"default": wide}, wide)

    def tokens(holder: Pseudonymizer) -> set[str]:
        rows = [row for made in masked_samples(policy, 40, holder) for row in made.rows]
        return {token for row in rows for text in texts(row) for token in TOKENS.findall(text)}

    create_keyset(tmp_path / "s", "dom-tests")
    foreign = Pseudonymizer(load_keyset(tmp_path / "s", "dom-tests"))
    assert len(tokens(pseudonymizer)) > 100
    assert tokens(pseudonymizer) == tokens(pseudonymizer)
    assert not tokens(pseudonymizer) & tokens(foreign)
