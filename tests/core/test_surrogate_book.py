"""The surrogates of one document: apart from each other, from its own names, and repeatable."""

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caviardage.canonical import canonical
from caviardage.keys import Keyset
from caviardage.mentions import Mention
from caviardage.surrogates import lists
from caviardage.surrogates.book import SurrogateBook
from caviardage.surrogates.draw import Prf
from caviardage.surrogates.french import fold
from caviardage.written_dates import read

keys = st.binary(max_size=6)
NAMES = ["Claire Dupont", "Paul Dupont", "Zohra Benali", "Yves Le Goff", "Anne", "M. Roy", "Léa",
         "Jean-Luc Roy", "claire.dupont@example.org", "J. Martin", "Nguyen Thi Lan"]  # fmt: skip
PHONES = ["06 39 98 12 34", "01 99 00 00 07", "+33 6 39 98 00 01"]


def prf_of(key: bytes) -> Prf:
    """A keyed function of the tests' own."""
    return lambda data, length: hashlib.sha256(key + b"/" + data).digest()[:length]


def mention(text: str, before: str = "") -> Mention:
    """A mention of a person or an e-mail."""
    return Mention(entity="EMAIL_ADDRESS" if "@" in text else "PERSON", text=text, before=before)


def book_of(
    names: Sequence[str],
    key: bytes = b"k",
    *,
    scope: str = "document",
    values: Iterable[tuple[str, str]] = (),
    texts: Iterable[str] = (),
) -> SurrogateBook:
    """The book of a document that names these people."""
    return SurrogateBook(
        prf_of(key),
        domain="d",
        scope_id="1",
        scope=scope,
        mentions=[mention(name) for name in names],
        values=values,
        texts=texts,
    )


def words(text: str) -> set[str]:
    """The folded words of a name, civilities and particles aside."""
    return set(re.findall(r"[^\W\d_]{2,}", fold(text))) - {
        "le",
        "la",
        "de",
        "mme",
        "example",
        "org",
    }


@given(keys, st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
def test_two_people_never_share_a_surrogate(key: bytes, names: list[str]) -> None:
    """Different people get different names, and none of the names that the document holds."""
    book = book_of(names, key)
    made = [book.mention(i) for i in range(len(names))]
    whole = [(fold(m or ""), g) for m, g in zip(made, book.linking.groups, strict=True)]
    for one, group in whole:
        assert all(one != other for other, its in whole if its != group)
    present = {word for name in names for word in words(name)}
    for new in made:
        assert new is not None
        assert not words(new) & present - {"com", "net"}


@given(keys, st.lists(st.sampled_from(NAMES), max_size=6), st.randoms(use_true_random=False))
def test_the_book_is_the_same_in_any_order(key: bytes, names: list[str], random: object) -> None:
    """A document's surrogates do not depend on the order in which findings come."""
    shuffled = list(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    one, other = book_of(names, key), book_of(shuffled, key)
    made = {n: one.mention(i) for i, n in enumerate(names)}
    assert made == {n: other.mention(i) for i, n in enumerate(shuffled)}


def test_forms_of_one_person_get_one_name_and_a_family_keeps_its_own() -> None:
    """Claire in all her forms is one new woman; Paul shares her new surname, as he did."""
    names = ["Mme Claire Dupont", "C. Dupont", "claire", "DUPONT Paul", "claire.dupont@example.org"]
    book = book_of(names)
    first, initial, given_name, paul, mail = (book.mention(i) or "" for i in range(5))
    _, new_given, new_surname = first.split()
    assert initial == f"{new_given[0]}. {new_surname}"
    assert given_name == new_given.lower()
    assert paul.split()[0] == new_surname.upper()
    assert paul.split()[1] != new_given
    assert re.fullmatch(rf"{fold(new_given)}\.{fold(new_surname)}@example\.(org|com|net)", mail)


def test_spellings_of_one_value_stay_one_value() -> None:
    """A telephone that is written two ways is one surrogate written the same two ways."""
    values = [("PHONE_NUMBER", "06 39 98 12 34"), ("PHONE_NUMBER", "+33639981234")]
    book = book_of([], values=values)
    one, other = (book.value(*value) or "" for value in values)
    assert canonical("PHONE_NUMBER", one) == canonical("PHONE_NUMBER", other)
    assert other.startswith("+33")


@settings(max_examples=20)
@given(keys)
def test_values_of_a_document_never_collide(key: bytes) -> None:
    """Three hundred telephones get three hundred others, none of which the document has."""
    numbers = [f"06399{n:05}" for n in range(80_000, 80_300)]
    book = book_of([], key, values=[("PHONE_NUMBER", n) for n in numbers])
    made = [book.value("PHONE_NUMBER", n) for n in numbers]
    assert len(set(made)) == len(numbers)
    assert not set(made) & set(numbers)


def test_an_exhausted_list_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """With two surnames for three families, one has no surrogate; the others keep theirs."""
    monkeypatch.setattr(
        "caviardage.surrogates.people.surnames", lambda *, vowel: ("Vasse", "Morel")
    )
    book = book_of(["Mme Dupont", "Mme Benali", "Mme Kowalczyk"])
    made = [book.mention(i) for i in range(3)]
    assert sorted(made, key=str) == ["Mme Morel", "Mme Vasse", None]


def test_a_document_decides_alone_and_a_wider_scope_needs_no_document() -> None:
    """In wider scopes a name depends on itself; in a document, on who else is there."""
    alone, among = book_of(["Zohra Benali"], scope="domain"), book_of(NAMES, scope="domain")
    assert alone.mention(0) == among.mention(NAMES.index("Zohra Benali"))
    taken = book_of(["Zohra Benali"]).mention(0) or ""
    avoided = book_of(["Zohra Benali"], texts=[f"voir {taken}"]).mention(0) or ""
    assert not words(avoided) & words(taken)


def test_a_surrogate_is_of_one_key_domain_scope_and_document() -> None:
    """Change any of them and the names change: outputs cannot be joined by them."""
    iban = ("IBAN_CODE", "FR14 2004 1010 0505 0001 3M02 606")
    places = [
        (b"k", "d", "document", "1"),
        (b"l", "d", "document", "1"),
        (b"k", "e", "document", "1"),
        (b"k", "d", "document", "2"),
        (b"k", "d", "domain", "1"),
    ]
    books = [
        SurrogateBook(
            prf_of(key),
            domain=domain,
            scope=scope,
            scope_id=scope_id,
            mentions=[mention("Claire Dupont")],
            values=[iban],
        )
        for key, domain, scope, scope_id in places
    ]
    assert len({book.value(*iban) for book in books}) == len(books)
    assert len({book.mention(0) for book in books}) == len(books)


def test_dates_of_a_document_move_together_and_births_have_no_surrogate() -> None:
    """Intervals stay; what has no surrogate is left to the caller."""
    book = book_of([])
    made = [read(book.value("DATE_TIME", f"{day:02}/03/2026") or "") for day in (10, 17)]
    first, second = (datetime.date.fromisoformat(date.iso) for date in made if date)
    assert (second - first).days == 7
    assert first.weekday() == datetime.date(2026, 3, 10).weekday()
    assert first != datetime.date(2026, 3, 10)
    assert book.value("DATE_OF_BIRTH", "12/03/1985") is None
    assert book.value("PASSWORD", "secret") is None


def test_a_keyset_draws(keyset: Keyset) -> None:
    """The function of a real keyset serves as it is."""
    book = SurrogateBook(
        keyset.compute, domain="dom-tests", scope_id="1", mentions=[mention("Claire Dupont")]
    )
    made = book.mention(0) or ""
    assert lists.sex_of(made.split()[0]) == "f"


@given(keys, st.lists(st.text(max_size=14), max_size=5))
def test_anything_found_as_a_person_gets_an_answer(key: bytes, texts: list[str]) -> None:
    """Odd Unicode, digits, emptiness: never an exception, and letters never stay."""
    book = book_of(texts, key)
    for i, text in enumerate(texts):
        made = book.mention(i)
        kept = {w for w in re.findall(r"[^\W\d_]{4,}", fold(text)) if w not in ("veuve", "madame")}
        assert made is None or not kept & set(re.findall(r"[^\W\d_]{4,}", fold(made)))


def test_mailboxes_of_services_keep_their_role_and_stay_apart() -> None:
    """contact@ of two companies are two mailboxes, and still read as contact@."""
    book = book_of(["contact@un.example", "contact@deux.example"])
    one, other = (book.mention(i) or "" for i in range(2))
    assert one.partition("@")[0] != other.partition("@")[0]
    assert re.fullmatch(r"contact-[a-z]+@example\.(org|com|net)", one)
