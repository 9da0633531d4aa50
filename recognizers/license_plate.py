"""FR_LICENSE_PLATE: numéro d'immatriculation of a vehicle.

SIV (since 2009): two letters, three digits, two letters, AB-123-CD; never I, O, U, nor 000, nor SS;
WW is provisional. FNI (before): one to four digits, one to three letters, the département,
1234 AB 75. In lower case, a SIV plate is found only near a word for a vehicle; so is FNI.
https://www.service-public.fr/particuliers/vosdroits/F18991

>>> compact("ab 123 cd"), compact("1234 AB 75")
('AB123CD', '1234AB75')
>>> is_valid("AB-123-CD"), is_valid("123 ABC 2A")
(True, True)
>>> is_valid("AB-123-CO"), is_valid("AB-000-CD"), is_valid("SS-123-CD"), is_valid("AB-12-CD")
(False, False, False, False)
"""

import re
from collections.abc import Iterator

from recognizers.base import AFTER, BEFORE, FrenchRecognizer, fold

_SEP = "(?: ?[-.\u2010\u2011] ?|[ \u00a0\u202f])"
_L = "[A-HJ-NP-TV-Z]"
_SIV = rf"(?!SS){_L}{{2}}{_SEP}?(?!000)\d{{3}}{_SEP}?(?!SS){_L}{{2}}"
_FNI = rf"[1-9]\d{{0,3}}{_SEP}?{_L}{{1,3}}{_SEP}?(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])"
_VALID = re.compile(f"{_SIV}|{_FNI}")
_GLUED = re.compile(rf"(?!SS){_L}{{2}}(?!000)\d{{3}}(?!SS){_L}{{2}}")
_SEPARATED = re.compile(rf"{_L}{{2}}{_SEP}\d{{3}}{_SEP}{_L}{{2}}")
# « le 130 ch », « DE 100 KM », « 1200 km 30 »: words, not the letters of a plate.
_WORDS = frozenset(
    str.split(
        "a ai and ans as au av avec bd c ca cb ce ch cm cv d de des dm du eh en er es est et eu "
        "g h hs ht il j je kg km kw l la le les lu m ma me mes mg mk ml mm mn mo ms n ne ni no "
        "nos nu on or ou par pc qu s sa se ses si su sur t ta te tel th tu tv un va veh vh vl vu "
        "w y"
    )
)
_PRODUCT = re.compile(r"(?:\bref(?:erence)?|article|modele|produit|\bcode|\blot)s?\b[^\w\n]{0,4}$")
_STRONG = re.compile(r"immat|plaque|carte grise")


def compact(plate: str) -> str:
    """The plate in upper case, without separators."""
    return re.sub(r"[^0-9A-Za-z]", "", plate).upper()


def is_valid(plate: str) -> bool:
    """Whether it has the shape of a SIV or of an FNI plate."""
    return bool(_VALID.fullmatch(compact(plate)))


class LicensePlateRecognizer(FrenchRecognizer):
    """Finds plates."""

    ENTITY = "FR_LICENSE_PLATE"
    PATTERNS = (
        # Inside a lookahead: « vh 208 EX 417 PM » must not use up the plate's first letters.
        re.compile(
            rf"{BEFORE}(?=([A-Z]{{2}}{_SEP}?\d{{3}}{_SEP}?[A-Z]{{2}}){AFTER})", re.IGNORECASE
        ),
        # Of another country, of a boat, or half read: right behind its word.
        re.compile(
            r"\b(?i:plaques?|immat(?:\.|ricul\w{2,5})?(?: de"
            r"| du)?(?: quartier de)?)(?: [a-zà-ÿ]{3,12}\.?)?"
            r"(?: [A-ZÀ-Ý][a-zà-ÿ]{2,12})?(?: n°)?(?: ?[:(«])? ?"
            r"((?=[A-Z0-9?]{0,4}[ -]?[A-Z0-9?]{0,4}[ -]?[A-Z0-9?]{0,4}\d)(?=[0-9? -]{0,8}[A-Z])"
            rf"[A-Z0-9?]{{1,4}}(?:[ -][A-Z0-9?]{{1,4}}){{1,3}}){AFTER}"
        ),
        re.compile(rf"{BEFORE}[A-Z?]{{2}}-[\d?]{{3}}-[A-Z?]{{2}}{AFTER}"),
        re.compile(rf"{BEFORE}(?<!\d[ .\-]){_FNI}{AFTER}(?![ .\-]?\d)", re.IGNORECASE),
    )
    LABELS = re.compile(
        r"voiture|vehicule|\bveh\b|\bvh\b|\bvhl\b|\bvl\b|immat|plaque|carte grise|\bauto\b"
        r"|\bmoto\b|scooter|camion"
        r"|fourgon|\bgaree?s?\b|parking|stationne|fourriere|remorque|utilitaire|\bpv\b|\bamende"
        r"|caravane"
    )
    LABELLED = 0.95
    BARE = 0.7

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for start, end in super()._candidates(text):
            plate = text[start:end]
            letters = re.findall("[a-z]+", re.sub("2[ab]$", "", plate.lower()))
            worded, all_words = not _WORDS.isdisjoint(letters), _WORDS.issuperset(letters)
            spaced = not re.search(r"[-.\u2010\u2011]", plate) and not plate.isalnum()
            if not self.labelled(text, start, end):
                product = _PRODUCT.search(fold(text), max(0, start - 20), start)
                shaped = _SEPARATED.fullmatch(plate) and is_valid(plate) and not product
                glued = plate.isupper() and _GLUED.fullmatch(plate) and not product
                if glued or (shaped and not (spaced and worded)):
                    yield start, end
            elif not worded or self._named(text, start) or (plate.isupper() and not all_words):
                yield start, end

    @staticmethod
    def _named(text: str, start: int) -> bool:
        """Whether the plate comes right after the word for it."""
        return bool(_STRONG.search(fold(text), max(0, start - 25), start))
