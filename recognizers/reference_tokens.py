"""Tokens that may be reference numbers: letters, digits, separators, spaces between groups.

What is plainly something else is left out: dates, times, prices, versions, telephone numbers. Which
reference a token is, or whether it is one, is for the label beside it to say.

>>> def found(text): return [text[start:end] for start, end in tokens(text)]
>>> found("police MRI 7 700 214 08, sinistre S26/00419 du 12/03/2026")
['MRI 7 700 214 08', 'S26/00419']
>>> found("le 12 mars à 10h30, 1 240,50 € et 120 € en version 4.12.1")
[]
>>> found("compte 88 214 093 merci, colis 0417 AE 882913")
['88 214 093', '0417 AE 882913']
"""

import functools
import re

from recognizers.base import fold
from recognizers.gazetteers import is_common_word
from recognizers.reference_labels import LABEL

MIN_CHARACTERS = 3
MAX_CHARACTERS = 30
_SP = " \u00a0\u202f\u2009"

# Four bytes of a badge, or a run of letters and digits; what may follow is looked at afterwards, so
# that no run is read twice.
_PIECE = re.compile(
    r"#?(?:(?:[0-9A-F]{2}:){3}[0-9A-F]{2}(?![:\w])|[^\W_]+(?:[-/._+]{1,2}[^\W_]+)*\+?)"
)
_PREFIX = re.compile(r"#?[A-Z]{1,6}[+]?|#?[A-Z]{1,6}(?:-[A-Z]{1,6}){1,2}")
_MIDDLE = re.compile(r"[A-Z]{1,3}")
_LAST_LETTERS = re.compile(
    rf"(?:[A-Z]|FR|NUD)(?=[{_SP}]?(?:[,;:.!?)\]»|<\n]|$))|FR(?=[{_SP}](?:dit|est|a|n)\b)"
)
_GROUP = re.compile(r"[0-9]{1,8}(?:[-/.]{1,2}[0-9A-Z]{1,10}){0,4}|[A-Z][0-9]{4,8}")
_SHORT_TAIL = re.compile(r"(?:^|\D)\d{1,4}$")

_UNIT = re.compile(
    rf"[{_SP}]?(?:[€$£%°]|(?i:euros?|eur|ht|ttc|km|kms|kg|kwh|kva|kw|w|m2|m3|m²|m³|go|mo|gb|mb"
    r"|mbps|mm|cm|points?|pts|fois|jours?|ans?|mois|semaines?|heures?|min|minutes|articles?"
    r"|pieces?|pièces?|personnes?|exemplaires?|lots?|colis|unit[eé]s?)\b|[hg]\b)"
    rf"|[.,]\d|(?:[{_SP}]\d{{3}}){{1,3}}(?:[.,]\d|[{_SP}]?(?:€|(?i:euros?|eur)\b))"
    rf"|[{_SP}](?i:rue|r\.|avenue|av|bd|boulevard|chemin|impasse|all[eé]e|place|quai|route)\b"
)
_NOT_PIECE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-](?:\d{2}|(?:19|20)\d\d))?"  # dates
    r"|(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?:t\d\d)?"
    r"|(?:0[1-9]|1[0-2])/20\d\d"
    r"|\d{1,2}h(?:\d\d)?(?:[-/]\d{1,2}h(?:\d\d)?)?|\d{1,3}(?:eme|er|e|ere|h|j|x)"  # times, ordinals
    r"|-?\d{1,3}\.\d{4,}|\d{1,3}(?:\.\d{1,2}){2}"  # coordinates, versions
    r"|v?\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,3}(?:\.\d{1,3}){3}"  # versions, IP addresses
    r"|\d+x\d+(?:x\d+)?|(?:[0-9a-f]{2}[-:]){5}[0-9a-f]{2}"
    r"|\d+(?:go|mo|km|kg|cm|mm|kwh|w|v|mah|hz|eur|euros|ans|g|m2|m3)"
)
_PHONE = re.compile(
    rf"(?:\+33|0033|0)[{_SP}.-]?[1-9](?:[{_SP}.-]\d\d){{4}}(?!\d)"
    rf"|0[1-9]\d\d(?:[{_SP}.-]\d{{3}}){{2}}(?!\d)"
)
_SERVICE = re.compile(rf"0[{_SP}.-]?8\d\d?(?:[{_SP}.-]?\d{{2,3}}){{2,3}}(?!\d)")
_IBAN = re.compile(rf"[A-Z]{{2}}\d\d[{_SP}]?\d{{4}}[{_SP}]?\d{{4}}", re.IGNORECASE)
# Capitals that are words of a sentence, not the first letters of a reference.
_WORDS = frozenset(
    str.split(
        "a à ai an au aux avec bd ca cb ce ces cet cp de des dont du en est et il j je l la le les "
        "ma mes mon ne no nos num numéro nous on ou où par pas pour que qui réf ref sa sans se ses "
        "si son sous sur ta tel tél tu un une vers via vos votre vous y iban siret siren nir tva "
        "adeli rpps mac mdph sepa amc finess rna pdl prm pce imei code client contrat ticket cmd "
        "dpd gls ups dhl tnt ss nss spi nif ine caf cni msa ics tel fax gsm pin puk cvv neph ape "
        "naf rcs kbis visa mastercard sms ip eid rue av iccid rio rib rum bic vin"
    )
)


@functools.lru_cache(maxsize=4)
def tokens(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text that may be references, in order, without overlap."""
    pieces = [match.span() for match in _PIECE.finditer(text)]
    folded = fold(text)
    spans = []
    i = 0
    while i < len(pieces):
        last = _grow(text, folded, pieces, i)
        start, end = pieces[i][0], pieces[last][1]
        if _plausible(text, folded, start, end):
            spans.append((start, end))
        i = last + 1
    return tuple(spans)


def _grow(text: str, folded: str, pieces: list[tuple[int, int]], i: int) -> int:
    """The index of the last piece of the token that begins with piece ``i``."""
    first = text[slice(*pieces[i])]
    if first in ("n0", "N0"):
        return i
    if not _has_digit(first) and (not _PREFIX.fullmatch(first) or _is_word(first)):
        return i
    start = pieces[i][0]
    last = i
    while last + 1 < len(pieces) and pieces[last + 1][1] - start <= 2 * MAX_CHARACTERS:
        (_, end), (begin, stop) = pieces[last], pieces[last + 1]
        if begin != end + 1 or text[end] not in _SP:
            break
        token, piece = text[start:end], text[begin:stop]
        if not _joins(text, folded, token, piece, begin, stop):
            break
        last += 1
    # « commande 12 AB » took letters in the hope of digits behind them.
    while last > i and not _has_digit(text[slice(*pieces[last])]):
        if _LAST_LETTERS.match(text, *_open(pieces[last], text)):
            break
        last -= 1
    return last


def _open(piece: tuple[int, int], text: str) -> tuple[int, int]:
    return piece[0], min(len(text), piece[1] + 2)


def _joins(text: str, folded: str, token: str, piece: str, begin: int, stop: int) -> bool:
    """Whether a token goes on over a space with the next piece."""
    if _NOT_PIECE.fullmatch(folded, begin, stop) and not piece.isdigit():
        return False
    if _UNIT.match(text, stop) or _PHONE.match(text, begin):
        return False
    if not _has_digit(token):
        return _has_digit(piece) and piece.upper() == piece
    if _LAST_LETTERS.match(text, begin, min(len(text), stop + 2)) and len(piece) <= 3:
        return True
    if _MIDDLE.fullmatch(piece):
        return piece.lower() not in _WORDS and bool(
            re.match(rf"[{_SP}]\d{{3}}", text[stop : stop + 4])
        )
    grouped = (
        " " in token or "\u00a0" in token or bool(_SHORT_TAIL.search(token)) or token[-1].isupper()
    )
    return grouped and bool(_GROUP.fullmatch(piece))


def _plausible(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a token is not plainly a date, a price, or part of a link."""
    if not MIN_CHARACTERS <= end - start <= MAX_CHARACTERS or not _has_digit(text[start:end]):
        return False
    if text[start - 1 : start] in tuple("@?&%/._*'’+") or text[end : end + 1] in tuple("@_*"):
        return False
    if re.match(r"\d[.,]", text[max(0, start - 2) : start]) or _UNIT.match(text, end):
        return False
    if any(p.match(text, start) for p in (_PHONE, _SERVICE, _IBAN)):
        return False
    if re.search("[a-z]{4}", text[start:end]):  # a user name, a file
        return False
    return not _NOT_PIECE.fullmatch(folded, start, end)


def _is_word(letters: str) -> bool:
    word = letters.lower().strip("#+")
    if len(word) > 3 and is_common_word(word):
        return True
    return word in _WORDS or bool(LABEL.fullmatch(word))


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
