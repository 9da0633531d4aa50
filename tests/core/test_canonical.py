"""Canonical forms: one for all the ways to write a value, another for every other value."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caviardage.canonical import canonical
from caviardage.entities import ENTITIES

french = st.text(
    st.sampled_from("aàéÉèçîœŒÆüß0189 -.,_/'’«»@+\n\t\u00a0\u202f\u0301ﬁ①²mM"), max_size=16
)


@pytest.mark.parametrize(
    ("entity", "spellings"),
    [
        (
            "PHONE_NUMBER",
            ["06 39 98 12 34", "+33 6 39 98 12 34", "0033639981234", "06.39.98.12.34"],
        ),
        (
            "PHONE_NUMBER",
            [
                "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre",
                "Zero six, trente neuf, 98, douze, 34",
                "0639981234",
            ],
        ),
        (
            "PERSON",
            ["Mme Hélène Dupré-Roy", "HELENE DUPRE ROY", "hélène dupré‐roy", "Dr Hélène Dupré Roy"],
        ),
        ("EMAIL_ADDRESS", ["Lea.Roy@Example.org", "lea.roy@example.org"]),
        ("CUSTOMER_ID", ["cli-00 482.13", "CLI 00-482-13", "CLI.00.482/13 "]),
        ("PARCEL_TRACKING", ["6A 123 456 789 01", "6a12345678901"]),
        (
            "DATE_OF_BIRTH",
            ["12/03/1985", "12 mars 1985", "1985-03-12", "le 12 du 3 85", "12.03.85"],
        ),
        ("DATE_TIME", ["1er août 2026", "01/08/2026", "1 AOUT 2026"]),
        ("FR_ADDRESS", ["14bis, av. du Gué\n69003 Lyon", "14 BIS AVENUE DU GUE 69003 LYON"]),
        ("FR_POSTAL_CODE", ["69 003", "69003"]),
        ("SOCIAL_HANDLE", ["@Lea_Roy", "lea_roy"]),
        ("FR_LICENSE_PLATE", ["AB-123-CD", "ab 123 cd"]),
    ],
)
def test_all_ways_to_write_a_value_are_one(entity: str, spellings: list[str]) -> None:
    """Separators, accents, capitals, civilities and abbreviations do not make another value."""
    assert len({canonical(entity, spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("entity", "one", "other"),
    [
        ("CUSTOMER_ID", "1-23", "12-3"),
        ("PERSON", "M.-L. Dupont", "L. Dupont"),
        ("PERSON", "Le Goff", "Legoff"),
        ("PASSWORD", "Secret", "secret"),
        ("DATE_OF_BIRTH", "12/03/1985", "12/03/1986"),
        ("DATE_TIME", "31/02/2026", "03/03/2026"),
        ("FR_ADDRESS", "14 rue du Gué", "14 route du Gué"),
        ("PHONE_NUMBER", "zéro défaut", "zéro"),
        ("EMAIL_ADDRESS", "rene@example.org", "rené@example.org"),
    ],
)
def test_what_tells_two_values_apart_stays(entity: str, one: str, other: str) -> None:
    """A canonical form never makes one value of two."""
    assert canonical(entity, one) != canonical(entity, other)


@example("CASE_ID", "ß\u0301")
@given(st.sampled_from(sorted(set(ENTITIES) - {"PHONE_NUMBER"})), french)
def test_a_canonical_form_is_final(entity: str, value: str) -> None:
    """The canonical form of a canonical form is itself, whatever was written."""
    once = canonical(entity, value)
    assert canonical(entity, once) == once


@given(st.sampled_from(["1/8", "le 28 décembre", "mars 2026", "3.4.26"]))
def test_the_form_of_a_date_is_final(value: str) -> None:
    """Dates without a year or a day are read again as they were meant."""
    once = canonical("DATE_TIME", value)
    assert canonical("DATE_TIME", once) == once


@given(st.integers(1, 9), st.integers(0, 10**8 - 1))
def test_the_form_of_a_telephone_is_final(area: int, rest: int) -> None:
    """E.164 read again is E.164."""
    once = canonical("PHONE_NUMBER", f"0{area}{rest:08}")
    assert once == canonical("PHONE_NUMBER", once) == f"+33{area}{rest:08}"
