"""VIN: the number of a vehicle, field E of its registration certificate (« châssis »).

ISO 3779: three characters of the maker, six of the type, eight of the vehicle; never I, O or Q, the
last four are digits. The check digit of North America is not used in Europe (a genuine VF1… fails
it), so a maker known in Europe or a label decides.
https://www.iso.org/standard/52200.html

>>> compact("vf1 fw0zbc6 4192837")
'VF1FW0ZBC64192837'
>>> is_valid("VF1FW0ZBC64192837"), is_valid("VF1FW0ZBC6419283")  # too short
(True, False)
>>> is_valid("VFQFW0ZBC64192837")  # no Q
False
"""

import re
from collections.abc import Iterator

from recognizers.base import AFTER, BEFORE, FrenchRecognizer

_C = "[A-HJ-NPR-Za-hj-npr-z0-9]"
_MAKERS = re.compile(
    r"(?:V[FRX][1-9A-Z]|VN[1-9A-Z]|VS[SEKXY679]|VTH|W(?:AU|A1|UA|BA|BS|BY|MW|DB|DC|DD|DF|1K|1N|1V"
    r"|ME"
    r"|VW|VG|V1|V2|P0|P1|F0|0L|0V|MA|DA|EB)|ZFA|ZAR|ZAM|ZFF|ZCF|ZAP|ZD[M4]|TMB|TMA|TRU|TSM|TYA|U5Y"
    r"|UU1|UU[36]|SAL|SAJ|SCC|SJN|SHH|SHS|SB1|SMT|YV1|YV4|YS[23]|XL[ERB]|KNA|KNE|KMH|KL1|JT[DEHMN]"
    r"|JHM|JN1|JM[BZ]|JF1|JS[1A]|JY[AE]|JMZ|JSA|JKA|NMT|NM0|NLH|LSJ|LRW|LVY|5YJ|7SA|XP7|LGX)"
)


def compact(number: str) -> str:
    """Letters and digits in upper case."""
    return re.sub("[^0-9A-Z]", "", number.upper())


def is_valid(number: str) -> bool:
    """Whether it has the 17 characters of a VIN: letters and digits, the last four digits."""
    value = compact(number)
    shaped = re.fullmatch(r"[A-HJ-NPR-Z0-9]{13}\d{4}", value)
    return bool(shaped) and bool(re.search("[A-Z]", value))


class VinRecognizer(FrenchRecognizer):
    """Finds VINs by maker and shape, any 17 characters beside a label."""

    ENTITY = "VIN"
    PATTERNS = (
        # One lost or doubled too, beside its label.
        re.compile(rf"{BEFORE}{_C}{{16,18}}{AFTER}"),
        re.compile(rf"{BEFORE}{_C}(?:[ .\-]?{_C}){{16}}{AFTER}"),
    )
    LABELS = re.compile(
        r"\bvin\b(?! (?:rouge|blanc|rose|chaud|mousseux))|\bchassis\b"
        r"|\bn(?:°|umero|um)? ?(?:de )?serie"
        r"|\b(?:case|champ|rubrique|ligne) e\b|identification du vehicule|\bv\.i\.n\.|carte grise"
        r"|\btype mines\b"
    )
    LABELLED = 0.9
    BARE = 0.7

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            value = text[start:end]
            digits = sum(map(str.isdigit, value))
            if digits < 4 or digits == 17 or not re.search("[A-Za-z]", value):
                continue
            known = value == compact(value) and _MAKERS.match(value) and is_valid(value)
            spaced = not value.isalnum()
            enough = is_valid(value) if spaced else digits >= 4
            if known or (enough and self.labelled(text, start, end)):
                yield start, end
