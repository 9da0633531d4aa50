"""Numbers in the format of the original that can belong to nobody.

=====================  ==========================================================================
entity                 why nobody can have it
=====================  ==========================================================================
FR_NIR                 month 19 (months are 01-12, 20-42 and 50-99) and key 00 (keys are 01-97)
IBAN_CODE              check digits 00 (legal ones are 02-98) and mod 97 not 1; in France, key 00
FR_RIB                 key 00 (keys are 01-97)
CREDIT_CARD            issuer 9999 (9 is for national use, given to no card scheme), Luhn failing
FR_SIREN, FR_SIRET     Luhn failing, for SIRET on the whole and on its SIREN; La Poste's sum too
FR_VAT_ID              a SIREN that fails Luhn
FR_LICENSE_PLATE       the letters SS, which no series has; before 2009, département 00
VIN                    starts with Q, a letter that no VIN has (ISO 3779)
FR_TAX_ID              starts with 9; those of people start with 0 to 3
FR_ID_CARD (12)        month 00 of issue
FR_DRIVER_LICENSE (12) month 00 of issue
FR_RPPS                Luhn failing
FR_ADELI, FR_FINESS    département 00; FINESS also Luhn failing
FR_RNA                 département 00
BIC_CODE               country XX, which ISO 3166 leaves to users
IMEI                   starts with 00, the test range of the GSMA; Luhn failing
IMSI                   country 001, the test network of ITU-T E.212
ICCID                  Luhn failing
IP_ADDRESS             documentation ranges of RFC 5737 and RFC 3849
MAC_ADDRESS            documentation range of RFC 9542, 00-00-5E-00-53
UUID, DEVICE_AD_ID     version 15, which RFC 9562 keeps
=====================  ==========================================================================

Other identifiers have no range that is known to be nobody's: they get tokens.

>>> written("2851975033012" + "00", "2 85 03 75 033 012 31")
'2 85 19 75 033 012 00'
"""

import re
from collections.abc import Callable, Mapping

from caviardage.surrogates.draw import Draw

_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
_LA_POSTE = "356000000"


def luhn(number: str) -> bool:
    """Whether the digits of a number pass the Luhn check."""
    doubled = (int(c) * (1 + i % 2) for i, c in enumerate(reversed(number)))
    return sum(n - 9 * (n > 9) for n in doubled) % 10 == 0


def mod97(iban: str) -> int:
    """The remainder that is 1 for a valid IBAN."""
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97


def like_shape(draw: Draw, shape: str) -> str:
    """A digit for each digit of a shape, a capital letter for each letter."""
    return "".join(draw.choice(_LETTERS) if c.isalpha() else draw.digits(1) for c in shape)


def _failing(number: str) -> str:
    """The same number with a last digit that fails Luhn."""
    return number[:-1] + str((int(number[-1]) + 1) % 10) if luhn(number) else number


def _nir(draw: Draw, value: str) -> str | None:
    if len(value) not in (13, 15):
        return None
    number = str(1 + draw.below(2)) + draw.digits(2) + "19" + draw.digits(8)
    return number + "00" * (len(value) == 15)


def _iban(draw: Draw, value: str) -> str | None:
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", value):
        return None
    body = like_shape(draw, value[4:])
    if value[:2] in ("FR", "MC"):
        body = body[:-2] + "00"
    number = f"{value[:2]}00{body}"
    if mod97(number) == 1:  # one in 97: move one digit of the account, never the key
        at = next((i for i in range(len(number) - 3, 3, -1) if number[i].isdecimal()), 4)
        number = number[:at] + str((int(number[at], 36) + 1) % 10) + number[at + 1 :]
    return number


def _rib(draw: Draw, value: str) -> str | None:
    return like_shape(draw, value[:-2]) + "00" if len(value) == 23 else None


def _card(draw: Draw, value: str) -> str | None:
    if not (value.isdecimal() and 12 <= len(value) <= 19):
        return None
    return _failing("9999" + draw.digits(len(value) - 4))


def _siren(draw: Draw, value: str) -> str | None:
    if not (value.isdecimal() and len(value) == 9):
        return None
    return _failing(str(1 + draw.below(9)) + draw.digits(8))


def _siret(draw: Draw, value: str) -> str | None:
    if not (value.isdecimal() and len(value) == 14):
        return None
    siren = _siren(draw, value[:9]) or ""
    for last in range(10):
        number = siren + draw.digits(4) + str(last)
        if not luhn(number) and sum(map(int, number)) % 5 and siren != _LA_POSTE:
            return number
    return None


def _vat(draw: Draw, value: str) -> str | None:
    if not re.fullmatch(r"FR[A-Z0-9]{2}\d{9}", value):
        return None
    return "FR" + like_shape(draw, value[2:4]) + (_siren(draw, value[4:]) or "")


def _plate(draw: Draw, value: str) -> str | None:
    if re.fullmatch(r"[A-Z]{2}\d{3}[A-Z]{2}", value):
        return f"SS{draw.digits(3)}{like_shape(draw, 'AA')}"
    old = re.fullmatch(r"(\d{1,4}[A-Z]{1,3})(?:\d{2,3}|2[AB])", value)
    return like_shape(draw, old[1]) + "0" * (len(value) - len(old[1])) if old else None


def _vin(draw: Draw, value: str) -> str | None:
    return "Q" + like_shape(draw, value[1:]) if len(value) == 17 else None


def _start(start: str, *lengths: int) -> Callable[[Draw, str], str | None]:
    def make(draw: Draw, value: str) -> str | None:
        if not value.isdecimal() or len(value) not in lengths:
            return None
        return start + draw.digits(len(value) - len(start))

    return make


def _month_zero(draw: Draw, value: str) -> str | None:
    if not re.fullmatch(r"\d{4}(?:\d|2[AB])\d{6,7}", value) or len(value) != 12:
        return None
    return draw.digits(2) + "00" + draw.digits(8)


def _luhn_failing(start: str, *lengths: int) -> Callable[[Draw, str], str | None]:
    plain = _start(start, *lengths)

    def make(draw: Draw, value: str) -> str | None:
        number = plain(draw, value)
        return _failing(number) if number else None

    return make


def _rna(draw: Draw, value: str) -> str | None:
    return "W00" + draw.digits(7) if re.fullmatch(r"W\d[0-9AB]\d{7}", value) else None


def _bic(draw: Draw, value: str) -> str | None:
    if not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", value):
        return None
    return like_shape(draw, value[:4]) + "XX" + like_shape(draw, value[6:])


def _uuid(draw: Draw, value: str) -> str | None:
    if not re.fullmatch(r"[0-9A-F]{32}", value):
        return None
    code = "".join("0123456789ABCDEF"[draw.below(16)] for _ in range(32))
    return code[:12] + "F" + code[13:]


MAKERS: Mapping[str, Callable[[Draw, str], str | None]] = {
    "FR_NIR": _nir, "IBAN_CODE": _iban, "FR_RIB": _rib, "CREDIT_CARD": _card, "FR_SIREN": _siren,
    "FR_SIRET": _siret, "FR_VAT_ID": _vat, "FR_LICENSE_PLATE": _plate, "VIN": _vin,
    "FR_TAX_ID": _start("9", 13), "FR_ID_CARD": _month_zero, "FR_DRIVER_LICENSE": _month_zero,
    "FR_RPPS": _luhn_failing("", 11), "FR_ADELI": _start("00", 9),
    "FR_FINESS": _luhn_failing("00", 9), "FR_RNA": _rna, "BIC_CODE": _bic,
    "IMEI": _luhn_failing("00", 15), "IMSI": _start("001", 15),
    "ICCID": _luhn_failing("89", 19, 20),
    "UUID": _uuid, "DEVICE_AD_ID": _uuid,
}  # fmt: skip


def drawn(draw: Draw, entity: str, canonical: str) -> str | None:
    """Upper-case letters and digits for an identifier, or None where no range is nobody's.

    Args:
        draw: The stream.
        entity: A key of ``MAKERS``; others have no surrogate.
        canonical: The value's capital letters and digits; where it has another shape, None.
    """
    maker = MAKERS.get(entity)
    return maker(draw, canonical) if maker and canonical.isascii() else None


def written(number: str, original: str) -> str:
    """Letters and digits laid out as the original: its separators, its small letters."""
    left = iter(number)
    shown = "".join(next(left, "") if c.isalnum() else c for c in original)
    small = any(c.islower() for c in original) and not any(c.isupper() for c in original)
    return shown.lower() if small else shown
