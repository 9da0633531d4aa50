r"""Addresses: another number in another street of another town, laid out as the original.

Streets are named after trees and trades. The postcode is one of the département that no place has
(69999), so that no letter arrives anywhere. Of the original stay the layout, the words of the
trade (rue, bâtiment, étage, CEDEX) and, if the policy says so, the département.

>>> place = Place("8", "des Ormes", "69999", "Givors", "27")
>>> written(place, "14 bis, av. Jean-Jaurès - Bât. C\n69003 LYON")
'8 bis, av. des Ormes - Bât. C\n69999 GIVORS'
>>> written(place, "Résidence Le Clos, appt 12, 3 rue Victor Hugo 69100 Villeurbanne cedex 2")
'Résidence des Ormes, appt 27, 8 rue des Ormes 69999 Givors cedex 2'
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caviardage.surrogates.draw import Draw
from caviardage.surrogates.french import fold, like
from caviardage.surrogates.lists import postcodes, streets, towns

_TYPES = (
    "rue|r|avenue|av|ave|boulevard|bd|bld|blvd|bvd|chemin|che|ch|impasse|imp|allee|allees|all"
    "|square|sq|place|pl|quai|cours|route|rte|ruelle|sente|sentier|venelle|faubourg|fbg|fg|passage"
    "|montee|traverse|esplanade|promenade|cite|villa|rond-point|chaussee|lotissement|lot"
)
_HOUSES = (
    "residence|res|immeuble|imm|hameau|lieu-dit|lieudit|domaine|parc|clos|quartier|zone|za|zi|zac"
)
_ROOMS = (
    "batiment|bat|appartement|appart|appt|apt|app|etage|etg|escalier|esc|porte|bte|boite|bp|cs|tsa"
    "|chambre|studio|box|hall|entree|rdc|bloc|tour|logement|log|n|no|numero|droite|gauche|face"
    "|eme|ieme|er|e"
)
_BIS = r"(?:bis|ter|quater|[a-d])(?!\w)"
_CUT = re.compile(r"(\s?(?:\n|,|;|\||\s[-–—]\s)\s{0,3})")
_CODE_DIGITS = 5
_CODE = re.compile(r"(?<!\d)(\d{2}\s?\d{3}|2[ab]\s?\d{3})(?!\d)", re.IGNORECASE)
_STREET = re.compile(
    rf"(?P<number>\d{{1,5}})?(?P<bis>\s?{_BIS})?(?P<gap>[\s,]{{0,3}})(?<!\w)(?P<type>{_TYPES})(?P<dot>\.?)"
    r"(?!\w)\s?(?P<name>.{0,120})\Z"
)
_HOUSE = re.compile(rf"(?<!\w)(?P<type>{_HOUSES})(?P<dot>\.?)(?!\w)")
_ROOM = re.compile(rf"(?:[\s.°º]|(?:{_ROOMS})(?!\w)|\d{{1,4}}(?!\d)|[a-z](?!\w)){{1,12}}")
_NUMBER = re.compile(rf"(\d{{1,5}})(?:\s?{_BIS})?")
_CEDEX = re.compile(r"\s?\bcedex(?:\s\d{1,2})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A drawn address: number in the street, street, postcode, town, digits for the rest."""

    number: str
    street: str
    postcode: str
    town: str
    digits: str


def drawn(draw: Draw, canonical: str, *, keep_department: bool = False) -> Place:
    """An address that nobody lives at, for the canonical form of another."""
    known = department(canonical)
    if not (keep_department and known):
        known = draw.choice(sorted(d for d in towns() if d != known))
    return Place(
        str(1 + draw.below(199)),
        draw.choice(streets()),
        postcodes()[known],
        draw.choice(towns()[known]),
        draw.digits(12),
    )


def department(text: str) -> str | None:
    """The département of the last postcode in a text, if it has towns here."""
    codes = _CODE.findall(text)
    code = re.sub(r"\s", "", codes[-1]).upper() if codes else ""
    if code[:2] == "20":
        return "2A" if code < "20200" else "2B"
    return next((d for d in (code[:3], code[:2]) if d in towns()), None)


def departement(text: str) -> str | None:
    """The département of an address or a postcode, which may have lost its first zero; or None.

    >>> departement("14 rue des Lilas 69003 LYON"), departement("1000"), departement("98000")
    ('69', '01', None)
    """
    return department(text.strip().zfill(_CODE_DIGITS) if text.strip().isdecimal() else text)


def written(place: Place, original: str) -> str:
    """A drawn address in the layout of another."""
    pieces = _CUT.split(original)
    digits = iter(place.digits * 4)
    shown, towned = [], False
    for i, piece in enumerate(pieces):
        if i % 2:
            shown.append(piece)
            continue
        last = not towned and i == len(pieces) - 1 and i > 0
        shown.append(_segment(piece, place, digits, last=last))
        towned = towned or bool(_CODE.search(piece))
    return "".join(shown)


def _segment(piece: str, place: Place, digits: Iterator[str], *, last: bool) -> str:
    """One segment of an address; what is no word of the trade is replaced."""
    text = _folded(piece)
    code = _CODE.search(text)
    if code:
        before = piece[: code.start()].rstrip()
        gap = piece[len(before) : code.start()]
        street = _segment(before, place, digits, last=False) if before else ""
        town = _town(piece[code.end() :], place, digits)
        return street + gap + place.postcode + town
    if not text.strip():
        return piece
    if _ROOM.fullmatch(text):
        return re.sub(r"\d", lambda _: next(digits), piece)
    if number := _NUMBER.fullmatch(text):
        return place.number + piece[number.end(1) :]
    found = _STREET.search(text)
    if found:
        return _street(piece, found, place)
    house = _HOUSE.search(text)
    if house:
        return f"{piece[house.start() : house.end()]} {like(piece, place.street)}"
    return like(piece, place.town) if last else like(piece, f"résidence {place.street}")


def _folded(text: str) -> str:
    """Folded one character for one, so that positions stay."""
    return "".join(f if len(f := fold(c)) == 1 else c.lower() for c in text)


def _street(piece: str, found: re.Match[str], place: Place) -> str:
    number = place.number if found["number"] else ""
    kept = piece[found.start("bis") : found.end("bis")] if found["bis"] else ""
    gap = piece[found.start("gap") : found.end("gap")]
    kind = piece[found.start("type") : found.end("dot")]
    return f"{number}{kept}{gap}{kind} {like(piece, place.street)}".lstrip()


def _town(after: str, place: Place, digits: Iterator[str]) -> str:
    cedex = _CEDEX.search(after)
    name = _CEDEX.sub("", after)
    lead = name[: len(name) - len(name.lstrip(" ,"))]
    shown = f"{lead}{like(name, place.town)}" if name.strip() else ""
    return shown + (re.sub(r"\d", lambda _: next(digits), cedex[0]) if cedex else "")
