r"""GENERIC_ID without any label: what looks like somebody's number and like nothing else.

People give numbers in more ways than any list of labels holds (« tenez : 4417 0093 22 », « c'est
marqué K7-20418 dessus »). A token of four digits or more, or of capitals and three digits, is
found with the lowest score that counts, unless it is plainly something else: a price, a measure, a
date, a version, an error, a norm, a law, a product, a service number. A policy that prefers to keep
such tokens sets ``detection.min_score`` to 0.4.
https://www.cnil.fr/fr/reglement-europeen-protection-donnees/chapitre1#Article4

>>> text = "tenez 4417 0093 22\nréf. article MUG-33410, erreur E-10423, 15000 km\nC'EST K7-20418"
>>> [text[slice(*span)] for span in codes(text)]
['4417 0093 22', 'K7-20418']
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer, fold
from recognizers.reference_tokens import tokens
from recognizers.reference_traps import is_trap

_DIGITS, _CODED_DIGITS, _CHARACTERS = 4, 3, 5
_SHORT = 6
# Norms, errors, file formats, screen sizes, aircraft, engines, roads, articles of a law.
_NAMED = re.compile(
    r"(?:iso|en|err\w*|cve|nf|http|kb|rfc|covid|win|dtu|usb|wpa|mp|e|code|version|v|build|bip"
    r"|x|h|hd|ip|rj|din|pdf|img|dsc|photo|fichier|mod|art|rt|cerfa|b|a|airbus|boeing)[-/. ]?\d"
    r"|[lrd]\.?\d{3,4}-\d"
)
_BEFORE = re.compile(
    r"(?<![^\W_])(?:erreurs?|error|code (?:erreur|promo|postal|naf|ape|defaut|panne)|code|version"
    r"|maj|build|firmware|modeles?|normes?|articles?|art\.|loi|decret|cerfa|formulaire"
    r"|mise a jour|notice|catalogue|gamme|coloris|lot|taille|pneus?|index|hp|hc"
    r"|naf|ape|idcc|rge|vol|anomalie|incident|bug|regle|sieges?|parmi|appareil|piece|agree|nf|iso|oem|constructeur|annonce|devis|[lrd]\.)"
    r"[ \n]?[:°=]? ?[«\"(]? ?$"
)
_QUANTITY = re.compile(
    r"(?<![^\W_])(?:prix|montant|total|soit|de|pour|a|au|environ|plus de|moins de|fait|vaut) ?:? ?$"
)
_DATE = re.compile(
    r"\d\d?[/.-]\d\d?[/.-]\d{4}(?!\d)|(?:19|20)\d\d(?!\d)(?![-/](?!(?:19|20)\d\d(?!\d))\d{3})"
)
_REFERENCE = re.compile(r"(?<![^\W_])ref(?:erence)?s?\.?[ \n]?[:°=]? ?[«\"(]? ?$")
_REFERENCE_DIGITS = 6
_CASE = re.compile(
    r"(?<![^\W_])(?:depot|avis|dossier|demande|declaration|plainte|courrier|votre|v/|vos|jugement"
    r"|recours|contact|envoi|edi)(?![^\W_])"
)
# An error, a model: « ANEF-503 », « FEC-500 », « PX-140 ».
_MODEL = re.compile(r"[a-z]{2,4}[- ]?\d{3}")
_KEY = re.compile(" = ")
# « les 4 derniers 0M71 », « la petite clef 92 »
_SMALL = re.compile(
    r"(?<![^\W_])(?:derniers?(?: chiffres?| caracteres?)?|(?:fini|termin)\w{0,6} par"
    r"|p(?:e)?ti?te? (?:code|cle|clef)) ?:? ?([0-9a-z]{0,3}\d[0-9a-z]{1,3})"
    r"(?!\w|[.,]\d| ?(?:€|eur|%|\w{2,9}s\b))"
)
# Numbers of services, and what is counted.
_SERVICE = re.compile(r"3\d{3}|3\d \d\d|10\d\d|118 ?\d{3}|0 ?8\d\d?|0 ?9 ?\d\d|0000|1234")
_COUNTED = re.compile(r" (?:client|destinataire|contact|participant|personne|point|part|fois|km)")
_AMOUNT = re.compile(r"\d{1,3}(?:[ .]000)+|\d{1,3}000")


def codes(text: str) -> Iterator[tuple[int, int]]:
    """The spans of one text that are codes by their look alone."""
    folded = fold(text)
    for start, end in tokens(text):
        value = text[start:end]
        digits = sum(map(str.isdigit, value))
        letters = [c for c in value if c.isalpha()]
        if not letters:
            looks = digits >= _DIGITS and not _AMOUNT.fullmatch(value)
        else:
            looks = (
                digits >= _CODED_DIGITS
                and len(value) >= _CHARACTERS
                and all(map(str.isupper, letters))
                and not _NAMED.match(folded, start, end)
                and not _MODEL.fullmatch(folded, start, end)
            )
        if looks and not _is_other(folded, start, end):
            yield start, end
    for match in _SMALL.finditer(folded):
        yield match.span(1)


def _is_other(folded: str, start: int, end: int) -> bool:
    if is_trap(folded, start, end) or _DATE.match(folded, start, end):
        return True
    if _SERVICE.fullmatch(folded, start, end) or _COUNTED.match(folded, end):
        return True
    low = max(0, start - 30)
    digits = sum(map(str.isdigit, folded[start:end]))
    short = end - start <= _SHORT and folded[start:end].isdigit()
    if _KEY.match(folded, end):
        return True
    named = _REFERENCE.search(folded, low, start)
    if named and not (digits >= _REFERENCE_DIGITS and _CASE.search(folded, low, start)):
        return True
    return bool(
        _BEFORE.search(folded, low, start) or (short and _QUANTITY.search(folded, low, start))
    )


class UnlabelledCodeRecognizer(FrenchRecognizer):
    """Finds codes that nothing names."""

    ENTITY = "GENERIC_ID"
    BARE = 0.36

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        return codes(text)
