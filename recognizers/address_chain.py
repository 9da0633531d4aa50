"""Addresses by their shape: a chain of short segments that ends in a postcode and a town.

No list has all types of street (« cale », « coron », « Kroaz-Hent »), so what stands before « 29600
Morlaix » is read leftwards, segment by segment: a number with a name, a part of a house, a name in
capitals. A civility, a first name, a label, a verb or the end of a sentence ends it.

>>> from recognizers.base import fold
>>> def found(text): return [text[start:end] for start, end in chains(text, fold(text))]
>>> found("chez ma soeur 14 cale du Dourduff 29600 Morlaix")
['14 cale du Dourduff 29600 Morlaix']
>>> found("Renvoyer à : Kerguéréon Vihan, 56320 Le Faouët. Merci")
['Kerguéréon Vihan, 56320 Le Faouët']
>>> found("M. Anselme Quiniou, 29710 Plozévet"), found("il y a 12 000 Clients")
([], [])
"""

import re
from collections.abc import Iterator

from recognizers.address_words import (
    BARE,
    COMPLEMENT,
    PARTICLES,
    PLACE,
    POSTCODE,
    SEGMENT,
    STOPS,
    STREET,
)
from recognizers.communes import is_commune
from recognizers.name_words import common, given, key, surname
from recognizers.town import town_end

_REACH, _SEGMENT, _SEGMENTS, _UNKNOWN = 140, 60, 6, 2
_WORDS, _CAPITALISED, _BEARERS = 13, 4, 400
_BREAK = re.compile(
    r" ?[,•|] ?|,? ?\n[> \t]{0,6}|[:;(] ?| [–—-] | {2,3}|(?<=[^\W_]{4})[.!?] (?=\w)|<br ?/?>"
)
_ENDS = ":;(.!?|"
_NUMBER = re.compile(
    r"(?<![\w.,/°€-])(?<!\d )(?:n° ?)?\d{1,4}(?: ?(?:bis|ter|quater)\b| ?[a-d]\b(?!['’]))?"
    r"(?: ?[/-] ?\d{1,4})?,?(?= [^\W\d_])"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_HOUSE, _GAP = 4, 10
_TYPE = re.compile(rf"(?:{STREET}|{PLACE}|(?:le )?(?:bourg|village))(?![^\W_])")
_LOOSE = frozenset(str.split("a sur et en sans des"))
#: What leads to an address inside a segment: what stands behind it is looked at alone.
_LEAD = re.compile(
    r"(?<![^\W_])(?:demeur\w{1,4}|habit\w{1,4}|resid(?:e|es|ant|ons)|loge\w{0,2}|vis|vit"
    r"|domicilie\w{0,2}|situee?s?|sise?s?|adresse|siege|livr\w{1,5}|envoy\w{1,4}|courrier|est"
    r"|a|au|aux|adr)(?: (?:a|au|aux|est))? (?:la |l['’]|le )?"
)
_CIVILITY = re.compile(
    r"(?:m|mr|mme|mlle|me|dr|docteur|maitre|monsieur|madame|m0nsieur|mademoiselle|pr|sci|sarl|sas"
    r"|eurl|ets|tel|fax|port|siret|siren|rcs|mail|objet|ref|dossier|client)\b"
)
_COUNTED = frozenset(
    str.split(
        "ans mois jours jour semaines heures enfants personnes fois euros eur colis articles km "
        "pieces boites exemplaires cartons mn min minutes places paires appareils lignes "
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
    )
)


def chains(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Spans from the first segment of an address to its town, in order, without overlap."""
    low = 0
    for code in POSTCODE.finditer(folded):
        if code.start() < low or not code[0][-1].isalnum():
            continue
        end = _town(text, folded, code.end())
        if not end or (" " in code[0] and not _sure(folded[code.end() : end])):
            continue
        start = _start(text, folded, low, code.start())
        if start < code.start():
            yield start, end
            low = end


def _town(text: str, folded: str, position: int) -> int:
    """The end of a listed or capitalised town behind a postcode, or 0."""
    end = town_end(text, folded, position, coded=True)
    name = text[position:end].strip(" ,;\n")
    known = bool(name) and (name[0].isupper() or is_commune(name))
    return end if known and name.split()[0].casefold() not in STOPS else 0


def _sure(name: str) -> bool:
    """Whether the words behind « 29 600 » are a town of the list and no things that are counted."""
    one = key(name.strip(" ,;\n"))
    return is_commune(one) and not common(one)


def _start(text: str, folded: str, low: int, code: int) -> int:
    """Where the chain before a postcode begins; the postcode itself without one."""
    start = code
    last = code - _GAP
    unknown = 0
    for begin, stop in _segments(folded, low, code):
        kind, first = _segment(text, folded, begin, stop)
        unknown += kind == "unknown"
        if kind is None or (kind == "name" and stop < last) or unknown > _UNKNOWN:
            break
        if kind != "unknown":
            start = first
            unknown = 0
        if first != begin or kind == "name":
            break
    return start


def _segments(folded: str, low: int, code: int) -> Iterator[tuple[int, int]]:
    """The segments before a postcode, the last first, up to what ends an address."""
    floor = max(low, code - _REACH)
    breaks = [match for match in _BREAK.finditer(folded, floor, code) if match.end() <= code]
    position = code
    for _ in range(_SEGMENTS):
        stop = position
        if breaks and breaks[-1].end() == position:
            mark = breaks.pop()
            if mark[0].strip()[:1] in set(_ENDS):
                return
            stop = mark.start()
        elif position != code:
            return
        position = breaks[-1].end() if breaks else floor
        if stop <= position:
            return
        yield (max(position, stop - _SEGMENT) if position == floor else position), stop


def _segment(text: str, folded: str, begin: int, stop: int) -> tuple[str | None, int]:
    """What a segment is (``street``, ``part``, ``name``, ``unknown``), and where it begins."""
    stop = begin + len(folded[begin:stop].rstrip(" ,"))
    if stop - begin < 2:
        return None, begin
    for number in reversed(list(_NUMBER.finditer(folded, begin, stop))):
        if _plain(folded, number.end(), stop):
            return "street", _house(folded, begin, number.start())
    for lead in (begin, *_behind_leads(folded, begin, stop)):
        part = folded[lead:stop]
        if _CIVILITY.match(part):
            return None, begin
        if _kind(part) and (SEGMENT.fullmatch(part) or _plain(folded, lead, stop)):
            return "part", lead
        if _named(text[lead:stop]):
            return "name", lead
    known = stop - begin < _SEGMENT // 2 and _plain(folded, begin, stop)
    return ("unknown" if known else None), begin


def _kind(part: str) -> bool:
    """Whether a part begins as a house, a room, a street or a quarter."""
    return bool(COMPLEMENT.match(part) or BARE.match(part) or _TYPE.match(part))


def _house(folded: str, begin: int, number: int) -> int:
    """Where « RES LES ACACIAS BAT D 12 RUE » begins, the number's own start without a house."""
    for lead in (begin, *_behind_leads(folded, begin, number)):
        if number - lead > _HOUSE and COMPLEMENT.match(folded, lead, number):
            return lead if _plain(folded, lead, number) else number
    return number


def _behind_leads(folded: str, begin: int, stop: int) -> list[int]:
    """Where a segment goes on behind « je demeure », « au », the last first."""
    ends = [match.end() for match in _LEAD.finditer(folded, begin, stop)]
    return [end for end in reversed(ends) if stop - end > 3]


def _plain(folded: str, begin: int, stop: int) -> bool:
    """Whether words are a name and no sentence."""
    words = _WORD.findall(folded[begin:stop])
    if not words or len(words) > _WORDS or words[0] in _COUNTED:
        return False
    if re.search(r"\d{5}|[@=_<]|[.!?] [a-z]{3}", folded[begin:stop]):
        return False
    return not any(word in STOPS and word not in _LOOSE for word in words)


def _named(part: str) -> bool:
    """Whether a segment is a name with capitals that is nobody's: « Kroaz-Hent »."""
    words = re.findall(r"[^\W_]+", part)
    named = [word for word in words if word.casefold() not in PARTICLES]
    if not named or len(named) > _CAPITALISED or re.search(r"[^\w '’.«»-]|\d{3}", part):
        return False
    if not all(word[0].isupper() or word.isdigit() for word in named) or len(part) < 4:
        return False
    keys = [key(word) for word in named]
    if any(word in STOPS for word in keys) or given(keys[0]) > _BEARERS:
        return False
    article = words[0].casefold() in ("le", "la", "les", "l")
    return article or not any(surname(one) > _BEARERS for one in keys)
