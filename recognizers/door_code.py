"""FR_DOOR_CODE: what opens a door: digicode, code of a gate, a garage, a key box.

Set by those who live there: three to eight digits and letters, often # or *. The most used shapes
are known (12A45, A1234, 1234A); any other is found behind the door that it opens. Whoever reads it
can enter, so a value too many is better than one too few.
https://www.service-public.fr/particuliers/vosdroits/F2604

>>> is_shaped("48B26"), is_shaped("A4816#"), is_shaped("2580A"), is_shaped("2580")
(True, True, True, False)
"""

import re
from collections.abc import Iterator

from recognizers.credential import CueRecognizer

_SHAPE = r"[#*]?(?:\d\d[A-Z]\d{2,3}|[A-Z] ?\d{4}|\d{3,4}[A-Z])[#*]?"
_SPACED = r"\d(?:-\d){3,5}-[A-Z]\b|\d(?:[ \-]\d){3,5}(?:[ \-]?[#*])?|\d\d-\d\d(?:-?[#*])"
_VALUE = (
    rf"(?<![0-9A-Za-z])(?:{_SPACED}|{_SHAPE}"
    rf"|[#*]?(?=[A-Z]{{0,3}}\d[A-Z]{{0,2}}\d)[0-9A-Z]{{3,8}}[#*]?)"
    r"(?![0-9A-Za-z]|[.,/:h]\d|[ ]?(?:€|eur|fois|%|h\b|chiffres|jours|ans|mois))"
)
_FOUR = (
    r"\d{4}(?![\w#*]|[.,/:-]\d| ?(?:€|eur|%|ko|mo|go|kg|km|kwh|x |fois|pi[eè]ces?|s'affiche"
    r"|appara|erreur|\d{3})|-)"
)
_CUE = re.compile(
    r"code|porte|portail|entr[eé]|essay|tap|compos|badge|vigik|bo[iî]te|digi|cl[eé]|tent",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"err|bug|panne|d[eé]faut|affich|article|tarif|produit|lot|promo", re.IGNORECASE
)
_WHOLE = 12
_DOOR = (
    r"(?:portes?|portail|portillon|immeuble|entr[eé]e|hall|r[eé]sidence|b[aâ]t(?:iment)?\.?|grille"
    r"|interphone|intercom|garage|parking|barri[eè]re|sas|cour|local|cave|ascenseur|acc[eè]s"
    r"|vigik|tour"
    r"|bo[iî]te? (?:à|a) cl(?:[eé]s?|efs?)|bo[iî]tier|bo[iî]te aux lettres|coffre (?:à"
    r"|a) cl(?:[eé]s?|efs?)|cl[eé] gaine|cage|perron|lentree|batiment)"
)
_OF = r" ?(?:d'|de l'|de la |du |des |de |à |a |pour (?:le |la |l')?)?"
_REST = r"(?:[^\n.:;=!?0-9]{0,40}?)"
_LINK = r"[ ]?(?:(?:[:=(«\"]|est|c'?est|sera|ce sera|le|la|n°|:) ?){0,3}"
_CODE = r"(?:digi ?-?code|code)"
# In which a code is none of a door, on the words before it.
_OTHER = re.compile(
    r"(?:postal|promo\w*|erreur|error|article|produit|client|ape|naf|barres?|banque|guichet|sms"
    r"|pin|puk|confidentiel|secret|retrait|suivi|remise|cadeau|agence|panne|d[eé]faut|carte)"
    r"[^\n0-9]{0,12}$",
    re.IGNORECASE,
)

# Of a vehicle (P0420) or a device (E4012).
_ERROR = re.compile(r"[PBCU][0-3]\d{3}|[EF]\d{3,4}|\d{3}[EF]", re.IGNORECASE)


def is_shaped(code: str) -> bool:
    """Whether a code has one of the shapes that keypads with letters use."""
    return bool(re.fullmatch(_SHAPE, code, re.IGNORECASE))


class DoorCodeRecognizer(CueRecognizer):
    """Finds codes behind the door that they open, and those that follow such a code."""

    ENTITY = "FR_DOOR_CODE"
    PATTERNS = tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\bdigi ?-?code{_REST}{_LINK}(?P<value>{_VALUE})",
            rf"\bcodes?(?: (?:provisoire|temporaire|actuel|secret))?{_OF}(?:l[ae] "
            rf"|l'){{0,1}}{_DOOR}\b{_REST}{_LINK}(?P<value>{_VALUE})",
            rf"\b{_DOOR}\b[^\n.;!?]{{0,45}}\bcode{_LINK}(?P<value>{_VALUE})",
            rf"\b(?:digi ?-?code"
            rf"|codes?{_OF}{_DOOR})[^\n.!?]{{0,40}}[?:(]\s{{1,2}}(?P<value>{_VALUE})",
            rf"\b(?:bo[iî]te? (?:à|a) cl(?:[eé]s?|efs?)"
            rf"|portail(?: arri[eè]re)?) (?P<value>{_VALUE})",
            # « codes : portail 1407A, hall #8830 », « interphone : B 2580 », « hall code 1902 »
            rf"\b(?:portail|hall|sas|grille|garage|portillon|porte|interphone|intercom|digicode"
            rf"|barri[eè]re|local(?: v[eé]los?)?|cave|parking) ?:? ?(?:n° ?)?"
            rf"(?P<shape>[#*]\d{{3,6}}|\d{{3,6}}[#*]|{_SHAPE}"
            rf"|\d\d[A-Z](?=[ \n»\"]))(?![0-9A-Za-z])",
            rf"\b{_CODE}{_LINK}(?P<shape>{_SHAPE}|\d{{3,6}}[#*])(?![0-9A-Za-z])",
            rf"(?<![0-9A-Za-z#*])(?P<value>{_SHAPE}),? (?:puis (?=\d{{4}}\b)"
            rf"|(?:puis )?(?:sonne[rz]?|interphone)\b)",
            r"\b(?:faire|fa[iî]tes|tape[rz]|compose[rz]) (?:le |la )?(?P<value>[#*]\d{3,5}[A-Z]?"
            r"|\d{3,5}[A-Z]?[#*]|\d\d[A-Z]\d\d)(?![0-9A-Za-z#*])",
            r"(?<![\w#*.,+])(?P<sign>[A-Z]?\d{4,6}[#*])(?![\w#*])",
            rf"\b(?:essay|tent|tap)[eéè]\w{{0,3}} "
            rf"(?:le |avec |sur |code )?(?P<value>{_FOUR})",
            rf"\b(?:mis|ancien|bo[iî]te|portail|portillon|hall|sas|grille|garage"
            rf"|porte|alarme|cadenas|coffre)"
            rf"(?: c'?[eé]tait| c'?est| :|,)? (?:le )?(?P<small>{_FOUR})",
            rf"\bcode (?P<small>{_FOUR})",
            rf"(?<![0-9A-Za-z#*.,])(?P<value>{_VALUE}),? (?:c'?est|est|=|pour) (?:le |mon |notre )?"
            rf"(?:digi ?-?code|code{_OF}{_DOOR})",
        )
    )
    LABELLED = 0.85
    _NEXT = re.compile(rf"(?:,? puis |,? et |/| ou )(?:le )?({_VALUE})", re.IGNORECASE)

    def accepts(self, text: str, start: int, end: int, group: str) -> bool:
        """Whether what stands before is not a code of another kind, « code postal »."""
        value = text[start:end]
        before = text[max(0, start - 30) : start]
        if group in ("sign", "small"):
            return self._small(text, start, end, group) and not _OTHER.search(before)
        if sum(map(str.isdigit, value)) < 2 or _OTHER.search(before):
            return False
        if group == "shape" and _ERROR.match(value):
            return False
        if value.isdigit() and len(value) == 6 and re.search("acc[eè]s[^a-z]*$", before):
            return False  # most often a code by SMS
        return not re.fullmatch(r"(?:19\d|20[0-4])\d", value) or "code" in before[-8:]

    @staticmethod
    def _small(text: str, start: int, end: int, group: str) -> bool:
        """Whether digits with a sign, or four digits behind a weak cue, are a code."""
        if group == "sign":
            line = text[max(text.rfind("\n", 0, start) + 1, start - 60) : start]
            return text[end - 1] == "#" or len(text) <= _WHOLE or bool(_CUE.search(line))
        around = text[max(0, start - 40) : end + 20]
        return not _FAULT.search(around) and text[start : start + 2] not in ("19", "20")

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            yield start, end
            following = self._NEXT.match(text, end)
            while following and end - start < 100:
                yield following.span(1)
                following = self._NEXT.match(text, following.end())
