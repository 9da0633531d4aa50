"""Fresh invented values in the shape of given ones, for ``benchmarks.generate``.

What could harm someone stays harmless: telephone numbers lie in ARCEP's fiction ranges, e-mails
keep their reserved domains, machines their documentation ranges, and no number passes its checksum.
"""

import datetime
import functools
import re
import string
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from stdnum import iban, luhn
from stdnum.fr import nir, siren, siret, tva

from recognizers import communes, gazetteers

_FICTION = ("019900", "026191", "035301", "046571", "053649", "063998")
_LEAST_BORNE = 2000  # names that many people bear, so that no one is meant
_PARTICLES = frozenset(
    {"de", "du", "des", "la", "le", "les", "d", "l", "el", "al", "ben", "van", "et"}
)
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MONTH = re.compile("|".join(_MONTHS), re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_CHECKED: dict[str, Callable[[str], Any]] = {
    "CREDIT_CARD": luhn.is_valid,
    "FR_NIR": nir.is_valid,
    "FR_SIREN": siren.is_valid,
    "FR_SIRET": siret.is_valid,
    "FR_VAT_ID": tva.is_valid,
    "IBAN_CODE": iban.is_valid,
    "IMEI": luhn.is_valid,
}
#: The shape of these says what they are up to here: only what comes behind is new.
_FIXED = {"FR_NIR": 7, "IBAN_CODE": 4, "FR_VAT_ID": 2, "CREDIT_CARD": 4, "IMEI": 2, "ICCID": 4}
_KEPT = frozenset({"ORGANIZATION", "AGE", "URL", "MAC_ADDRESS", "GEO_COORDINATES", "BIC_CODE"})


@functools.cache
def _names() -> tuple[Sequence[str], Sequence[str]]:
    given, surnames = (
        sorted(
            name
            for name, count in gazetteers._counts(file).items()
            if count >= _LEAST_BORNE and name.isalpha() and not gazetteers.is_common_word(name)
        )
        for file in ("given_names.txt.gz", "surnames.txt.gz")
    )
    return given, surnames


@functools.cache
def _towns() -> Sequence[str]:
    return sorted(name for name in communes.communes() if 3 < len(name) < 20)


class Inventor:
    """Invents values for one document: equal values stay equal, a name's words stay the same.

    Args:
        random: The source of chance; seeded by the caller.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._words: dict[str, str] = {}
        self._values: dict[tuple[str, str], str] = {}

    def value(self, entity: str, value: str) -> str:
        """A fresh value of an entity type, in the shape of one of the document."""
        key = (entity, value)
        if key not in self._values:
            self._values[key] = self._invent(entity, value)
        return self._values[key]

    def _invent(self, entity: str, value: str) -> str:
        if entity in _KEPT:
            return value
        inventors: dict[str, Callable[[str], str]] = {
            "PERSON": self.name,
            "EMAIL_ADDRESS": self._email,
            "USERNAME": self._handle,
            "SOCIAL_HANDLE": self._handle,
            "PHONE_NUMBER": self._phone,
            "DATE_TIME": self._date,
            "DATE_OF_BIRTH": self._date,
            "LOCATION": self._town,
            "PLACE_OF_BIRTH": self._town,
            "FR_ADDRESS": lambda v: re.sub(r"^\d+", lambda m: self._digits(m[0]), v),
            "IP_ADDRESS": lambda v: re.sub(r"(?<![0-9a-fA-F])[0-9a-fA-F]+$", self._last_byte, v),
        }
        inventor = inventors.get(entity)
        return inventor(value) if inventor else self._number(entity, value)

    def _last_byte(self, _: re.Match[str]) -> str:
        return str(self._random.randrange(1, 255))

    def _email(self, value: str) -> str:
        local, at, domain = value.partition("@")
        return self._handle(local) + at + domain

    def _handle(self, value: str) -> str:
        return self._digits(self.name(value))

    def name(self, text: str) -> str:
        """A text with its names replaced; particles, initials' dots and separators stay."""
        return _WORD.sub(lambda match: self._word(match[0]), text)

    def known(self, text: str) -> str:
        """A text with the names replaced that stand for somebody already: columns, speakers."""
        known = {word for word in self._words if len(word) > 1}
        return _WORD.sub(
            lambda m: self._word(m[0]) if gazetteers.key(m[0]) in known else m[0], text
        )

    def _word(self, word: str) -> str:
        key = gazetteers.key(word)
        if key in _PARTICLES:
            return word
        if key not in self._words:
            self._words[key] = self._new_word(key)
        new = self._words[key]
        return new.upper() if word.isupper() else new.title() if word[0].isupper() else new

    def _new_word(self, key: str) -> str:
        if len(key) == 1:
            meant = [new for word, new in self._words.items() if word.startswith(key)]
            return meant[0][0] if meant else self._random.choice(string.ascii_lowercase)
        given, surnames = _names()
        is_given = gazetteers.given_name_count(key) > gazetteers.surname_count(key)
        return self._random.choice(given if is_given else surnames)

    def _digits(self, text: str) -> str:
        return re.sub(r"\d", lambda _: self._random.choice(string.digits), text)

    def _phone(self, value: str) -> str:
        """A number of the fiction ranges, written alike; a part of a number is left."""
        body = re.sub(r"^(\+|00)33[\s.-]*(\(0\))?", "", value)
        count = sum(c.isdigit() for c in body)
        if count not in (9, 10) or (count == 10) != body.startswith("0"):
            return value
        fresh = self._random.choice(_FICTION) + f"{self._random.randrange(10_000):04}"
        digits = iter(fresh[-count:])
        prefix = value[: len(value) - len(body)]
        return prefix + re.sub(r"\d", lambda _: next(digits), body)

    def _date(self, value: str) -> str:
        """Another day, written alike; what is no plain date is left."""
        other = datetime.date(self._random.randrange(1950, 2006), 1, 1)
        other += datetime.timedelta(days=self._random.randrange(365))
        match = re.fullmatch(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{2}|\d{4})", value)
        if match:
            day, month = f"{other.day:0{len(match[1])}}", f"{other.month:0{len(match[3])}}"
            year = other.strftime("%Y" if len(match[4]) == 4 else "%y")
            return match[2].join((day, month, year))
        if _MONTH.search(value):
            moved = _MONTH.sub(_MONTHS[other.month - 1], value)
            return re.sub(r"^\d{1,2}(?= )", f"{min(other.day, 28)}", moved)
        return value

    def _town(self, value: str) -> str:
        if not communes.is_commune(value):
            return value
        town = self._random.choice(_towns()).replace(" ", "-")
        return town.upper() if value.isupper() else town.title() if value[0].isupper() else town

    def _number(self, entity: str, value: str) -> str:
        """Other digits and letters in the same places, such that no checksum holds."""
        valid = _CHECKED.get(entity)
        while True:
            fresh = self._scrambled(value, _FIXED.get(entity, 0))
            if valid is None or not valid(re.sub(r"[^0-9A-Za-z]", "", fresh).upper()):
                return fresh

    def _scrambled(self, value: str, fixed: int) -> str:
        result, seen = [], 0
        for character in value:
            seen += character.isalnum()
            if seen > fixed and character.isdigit():
                character = self._random.choice(string.digits)
            result.append(character)
        return "".join(result)
