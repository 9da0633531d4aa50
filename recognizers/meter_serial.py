"""METER_SERIAL: the serial number on a meter, a box, a decoder or another device of the customer.

Given by the maker, or by the network for meters (matricule). No common shape and no check: the
label is needed, and so are at least four digits; an index reading has a unit or few digits.
https://www.enedis.fr/le-compteur-linky

>>> compact("G4-A 2017 088143 62")
'G4A201708814362'
"""

import re

from recognizers.credential import CueRecognizer

_NUMBER = r"(?:n°|no\b|n[o°]\.|num(?:[eé]ro)?|matricule|r[eé]f(?:[eé]rence)?\.?|s[eé]rie)"
_LINK = r"[ .]{0,12}(?:(?:[:=#(]|est|c'est|c|n°) ?){0,2}(?:le )?"
_END = r"(?![0-9A-Za-z]|[ ]?(?:kwh|wh|m3|m³|l\b|€|eur)|[.,]\d)"
_GLUED = r"(?=[0-9A-Z\-/]{0,20}\d[0-9A-Z\-/]{0,20}\d)[0-9A-Z]{1,6}(?:[\-/]?[0-9A-Z]{1,14}){1,3}"
_SPACED = (
    r"(?=[A-Z]{0,3}\d)[0-9A-Z](?:[\-]?[0-9A-Z]{1,4}){0,2}(?: (?=[A-Z]{0,2}\d"
    r"|[A-Z]{2} \d)[0-9A-Z]{2,7}){1,4}"
)
_KIND = r"(?: (?:linky|gazpar|[eé]lec\w{0,9}|de gaz|gaz|d'eau|eau|froide|chaude))?"


def compact(number: str) -> str:
    """Letters and digits in upper case."""
    return re.sub("[^0-9A-Z]", "", number.upper())


class MeterSerialRecognizer(CueRecognizer):
    """Finds serial numbers of meters and devices behind their label."""

    ENTITY = "METER_SERIAL"
    PATTERNS = tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            # « matricule du compteur », « n° de compteur », « compteur n° », « compteur … : »
            rf"\b(?:{_NUMBER} ?(?:de |du |d'un )?(?:mon |le )?compteur{_KIND}|compteur{_KIND}"
            rf"(?:[^\n.:;!?0-9]{{0,30}})? ?{_NUMBER}){_LINK}(?P<value>…?(?:{_SPACED}"
            rf"|{_GLUED})){_END}",
            rf"(?<!index )(?<!index du )\bcompteur{_KIND} ?:? ?(?P<value>{_SPACED}|{_GLUED}){_END}",
            r"\bcompteur[^\n.:;!?0-9]{0,30}(?:finit"
            r"|termine) par (?P<value>…?\d{4,6})(?![0-9A-Za-z])",
            # « n° de série », « S/N »
            rf"(?:\b(?:{_NUMBER} ?(?:de )?s[eé]rie|s/n|sn|serial(?: (?:number|no))?)"
            rf"(?: (?!num)[^\W\d]{{2,12}}(?![\w/-])){{0,3}}(?: ?\([^()\n]{{1,20}}\))?)"
            rf"{_LINK}(?P<value>{_GLUED}|{_SPACED}){_END}",
            # the answer behind: « … c'est le numéro de série »
            rf"(?<![0-9A-Za-z])(?P<value>{_GLUED}),? (?:c'?est|est) (?:le |mon |son )?{_NUMBER} ?"
            r"(?:de |du )?(?:s[eé]rie|compteur)",
        )
    )
    LABELS = re.compile(
        r"\bcompteurs?\b|\bn(?:°|o|um(?:ero)?)? ?(?:de )?serie\b|\bs/n\b|\bserial\b|\bmatricule\b"
    )
    LABELLED = 0.75

    def accepts(self, text: str, start: int, end: int, group: str) -> bool:
        """At least four digits of a number that is no point of delivery, vehicle or reading."""
        value = compact(text[start:end])
        digits = sum(map(str.isdigit, value))
        if digits < 4 or (value.isdigit() and len(value) in (5, 14)):
            return False
        plain = value.isdigit() and len(value) < 6 and "…" not in text[max(0, start - 1) : end]
        return not plain and not (len(value) == 4 and re.fullmatch(r"(?:19|20)\d\d", value))
