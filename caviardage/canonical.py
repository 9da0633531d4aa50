r"""The one form of all the ways to write a value: what tokens and surrogates are made from.

Versioned: another form is another pseudonym, so a change here is a new ``CANONICAL_VERSION``.

>>> canonical("PHONE_NUMBER", "06 39 98 12 34") == canonical("PHONE_NUMBER", "0033639981234")
True
>>> canonical("PHONE_NUMBER", "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre")
'+33639981234'
>>> canonical("PERSON", "  Mme Hélène   DUPRÉ-Roy "), canonical("DATE_OF_BIRTH", "12 mars 1985")
('helene dupre roy', '1985-03-12')
>>> canonical("CUSTOMER_ID", "cli.1 23") == canonical("CUSTOMER_ID", "CLI-1-23")
True
>>> canonical("CUSTOMER_ID", "1-23") == canonical("CUSTOMER_ID", "12-3")
False
>>> canonical("FR_ADDRESS", "14bis, av. du Gué\n69003 LYON")
'14 bis avenue du gue 69003 lyon'
"""

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping

import phonenumbers

from caviardage.entities import ENTITIES, Family
from caviardage.number_words import readings, tokens
from caviardage.surrogates.french import fold
from caviardage.written_dates import read

CANONICAL_VERSION = 2
_MOST_WORDS, _MOST_DIGITS = 24, 12

_PLAIN = frozenset(
    {
        Family.STATE_ID, Family.FINANCE, Family.HEALTH, Family.VEHICLE, Family.ENERGY,
        Family.TELECOM, Family.DEVICE, Family.COMPANY,
    }
)  # fmt: skip
_DATES = frozenset(("DATE_TIME", "DATE_OF_BIRTH"))
_CIVILITIES = re.compile(
    r"(?:(?:m\.|mm\.?|mr\.?|mrs|mmes?|mlles?|monsieur|messieurs|madame|mesdames|mademoiselle|dr\.?"
    r"|docteur|maitre|pr\.?|professeur|veuve) )+(?=\S)"
)
_STREETS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard",
    "bvd": "boulevard", "boul": "boulevard", "r": "rue", "pl": "place", "imp": "impasse",
    "ch": "chemin", "che": "chemin", "chem": "chemin", "rte": "route", "all": "allee",
    "sq": "square", "fg": "faubourg", "fbg": "faubourg", "res": "residence", "bat": "batiment",
    "apt": "appartement", "appt": "appartement", "app": "appartement", "imm": "immeuble",
    "esc": "escalier", "lot": "lotissement", "st": "saint", "ste": "sainte",
}  # fmt: skip


def canonical(entity: str, value: str) -> str:
    """The canonical form of a value of an entity type; a value that has none is its own, folded."""
    text = unicodedata.normalize("NFKC", value).strip()
    special = _SPECIAL.get(entity)
    if special:
        return special(text)
    family = ENTITIES[entity].family if entity in ENTITIES else None
    if entity in _DATES:
        date = read(text)
        return date.iso if date else " ".join(fold(text).split())
    if family in _PLAIN:
        return _plain(text)
    if family is Family.BUSINESS_REF:
        return _reference(text)
    if family is Family.CREDENTIAL:
        return text  # « Secret » opens what « secret » does not
    if family in (Family.IDENTITY, Family.LOCATION, Family.QUASI):
        return " ".join(fold(text).split())
    return " ".join(unicodedata.normalize("NFKC", text.casefold()).split())


def _plain(text: str) -> str:
    return _upper(re.sub(r"[\W_]", "", text)) or text


def _upper(text: str) -> str:
    """Capitals, composed again: that of « ß » is two letters, and an accent behind joins them."""
    return unicodedata.normalize("NFKC", text.upper())


def _phone(text: str) -> str:
    for digits in (text, _spoken(text), re.sub(r"\D", "", text)):
        try:
            number = phonenumbers.parse(digits or "", "FR")
        except phonenumbers.NumberParseException:
            continue
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return re.sub(r"\D", "", text) or text


def _spoken(text: str) -> str:
    """The first of the French numbers that some words can be read as; empty where there is none."""
    words = [token.text for token in tokens(fold(text))][:_MOST_WORDS]
    read = readings(words, lambda read, more: len(read) + len(more) <= _MOST_DIGITS)
    whole = (digits for digits, end in read if end == len(words))
    return min((d for d in whole if re.fullmatch(r"(?:0|\+33)[1-9]\d{8}", d)), default="")


def _ip(text: str) -> str:
    # Its dots are part of it: 1.23.4.5 and 12.3.4.5 are two machines.
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return text.casefold()


def _person(text: str) -> str:
    joined = re.sub(r"\.[-‐‑–]", ".", fold(text))  # « M.-L. » is no « M. »
    folded = " ".join(re.sub(r"[-‐‑–]", " ", joined).split())
    return _CIVILITIES.sub("", folded, count=1) if _CIVILITIES.match(folded) else folded


def _reference(text: str) -> str:
    """Separators are alike, but where they stand counts; other signs are part of the value."""
    return _upper(re.sub(r"[\s._/‐‑–—-]+", "-", text).strip("-")) or text


def _address(text: str) -> str:
    folded = re.sub(r"(?<=\d)(?=(?:bis|ter|quater)\b)", " ", fold(text))
    words = re.sub(r"[\s,;:.|‐‑–—-]+", " ", folded).split()
    return " ".join(_STREETS.get(word, word) for word in words) or folded.strip()


def _postcode(text: str) -> str:
    return re.sub(r"(?<=\d)\s(?=\d)", "", " ".join(fold(text).split()))


def _organization(text: str) -> str:
    return " ".join(fold(text).split())


def _handle(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text.casefold()).split()).lstrip("@") or text


_SPECIAL: Mapping[str, Callable[[str], str]] = {
    "PHONE_NUMBER": _phone, "IP_ADDRESS": _ip, "PERSON": _person, "FR_ADDRESS": _address,
    "FR_POSTAL_CODE": _postcode, "ORGANIZATION": _organization, "SOCIAL_HANDLE": _handle,
    "PARCEL_TRACKING": _plain,
}  # fmt: skip
