"""Surrogates of values that are no person: drawn once for a value, written in each of its forms.

``Value`` says how: ``draw`` makes what stands for the canonical form, ``write`` lays it out as one
spelling of it. Entities that are not here have no surrogate; the caller falls back to a token.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from caviardage.surrogates import address, company, identifiers, network, phone
from caviardage.surrogates.draw import Draw
from caviardage.surrogates.french import fold, like
from caviardage.surrogates.lists import postcodes, towns


@dataclass(frozen=True, slots=True)
class Value:
    """How values of one entity type are drawn, written and compared.

    Attributes:
        draw: From a stream and the canonical form to what stands for it, or None.
        write: From that and one spelling to the surrogate in its form.
        key: What two surrogates, or a surrogate and a value of the document, are compared by.
        space: How many surrogates there are, for the expected rate of collisions.
    """

    draw: Callable[[Draw, str], Any]
    write: Callable[[Any, str], str]
    space: int
    key: Callable[[Any], str] = str


def _phone_key(number: str) -> str:
    return f"+33{number[1:]}"


def _town(draw: Draw, canonical: str) -> str:
    return draw.choice(towns()[draw.choice(sorted(towns()))])


def _postcode(draw: Draw, canonical: str) -> str:
    return postcodes()[draw.choice(sorted(towns()))]


def _written_postcode(code: str, original: str) -> str:
    return re.sub(r"\d{2}\s?\d{3}", code, original) if re.search(r"\d{2}\s?\d", original) else code


def _identifier(entity: str, space: int) -> Value:
    def draw(stream: Draw, canonical: str) -> str | None:
        return identifiers.drawn(stream, entity, canonical)

    return Value(draw, identifiers.written, space)


_TOWNS = 1_100
# The smaller of what formats allow; only its order of magnitude counts.
_SPACES = {
    "FR_LICENSE_PLATE": 23**2 * 1000, "CREDIT_CARD": 10**12, "FR_NIR": 2 * 10**10,
    "IMSI": 10**12, "FR_ADELI": 10**7, "FR_FINESS": 10**7, "FR_RNA": 10**7, "BIC_CODE": 10**6,
}  # fmt: skip

VALUES: Mapping[str, Value] = {
    "PHONE_NUMBER": Value(phone.drawn, phone.written, phone.SPACE, _phone_key),
    "FR_ADDRESS": Value(
        lambda d, c: address.drawn(d, c), address.written, 199 * 145 * _TOWNS,
        lambda p: fold(f"{p.number} {p.street} {p.town}"),
    ),
    "FR_POSTAL_CODE": Value(_postcode, _written_postcode, 100),
    "LOCATION": Value(_town, lambda town, original: like(original, town), _TOWNS, fold),
    "PLACE_OF_BIRTH": Value(_town, lambda town, original: like(original, town), _TOWNS, fold),
    "ORGANIZATION": Value(company.drawn, company.written, 32 * 32, fold),
    "IP_ADDRESS": Value(network.ip, lambda ip, original: ip, 3 * 254),
    "MAC_ADDRESS": Value(
        lambda d, c: d.below(256) if re.fullmatch("[0-9A-F]{12}", c) else None,
        lambda last, original: network.mac_written(last, original) or "00:00:5E:00:53:00", 256,
    ),
    "URL": Value(lambda d, c: network.url(d, c), lambda url, original: url, 32**10),
    **{name: _identifier(name, _SPACES.get(name, 10**8)) for name in identifiers.MAKERS},
}  # fmt: skip

# Given names of one sex times surnames, of one class each: those that elide are fewer.
PERSON_SPACE = 70 * 190


def space(entity: str) -> int:
    """How many surrogates an entity type has; 0 where it has none."""
    if entity in ("PERSON", "EMAIL_ADDRESS", "USERNAME", "SOCIAL_HANDLE"):
        return PERSON_SPACE
    return VALUES[entity].space if entity in VALUES else 0


def has_surrogate(entity: str) -> bool:
    """Whether an entity type has surrogates: dates move, births and ages become bands.

    >>> has_surrogate("PERSON"), has_surrogate("DATE_TIME"), has_surrogate("PASSWORD")
    (True, True, False)
    """
    return space(entity) > 0 or entity in ("DATE_TIME", "DATE_OF_BIRTH", "AGE")


def expected_collisions(entity: str, values: int) -> float:
    """How many of so many distinct values share a surrogate with another, in a wider scope.

    >>> round(expected_collisions("PHONE_NUMBER", 118 * 6))
    8
    """
    places = space(entity)
    if not places:
        return 0.0
    return float(values - values * (1 - 1 / places) ** (values - 1))
