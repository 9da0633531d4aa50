"""What looks like a person's reference beside its label and is none.

Numbers of laws (« règlement n° 261/2004 »), placeholders (« facture 0000 », « CROQ-XXXX »), a name
with a year (« AZ/SEC/2026 »), machines and network cabinets, securities (ISIN), and references of
products, which a price, a stock or a word for the product gives away.

>>> text = "REF LAM-22-0447 : 64,90 €, en stock"
>>> is_trap(text.lower(), 4, 15), is_product(text.lower(), 4, 15)
(False, True)
>>> is_trap("facture fr-000000", 8, 17), is_trap("loi n° 78-17", 7, 12)
(True, True)
"""

import re

_LAW = re.compile(
    r"(?<![^\W_])(?:reglement|lois?|decret|directive|arretes?|articles?|art\.|norme|circulaire"
    r"|ordonnance"
    r"|deliberation|code civil)[^.;\n\d]{0,25}$"
)
_LAW_NUMBER = re.compile(r"\d{1,4}[-/](?:19|20)?\d{2,4}")
_PLACEHOLDER = re.compile(r"(?:[^\W\d_]|[\W_]|0)*|.*x{3}.*|(?:[^\W\d_]+[-/])+(?:19|20)\d\d")
_THING = re.compile(
    r"(?:pm|nro|lpt|srv|prn)-.*|isin.*|s\d\d\.g\d\d(?:\.\d\d+)+|\d{1,3}(?:\.\d{1,3}){3}|[pbcu][0-3]\d{3}"
)
# Numbers that anyone may call.
_SERVICE = re.compile(r"0 ?8\d\d?(?:[ .]?\d{2,3}){2,4}|11[68][ .]?\d{3}")
_PRODUCT = re.compile(
    r"(?<![^\W_])(?:en stock|stock|rupture|coloris|taille|pointure|editeur|fabricant|constructeur"
    r"|oem"
    r"|modeles?|articles?|produits?|pieces?|sonde|filtre|catalogue|notice|brochure|fiche technique"
    r"|compatibles?|convient|convien\w+|annonce|appareil|cartouche|toner|commander|vis|sachet"
    r"|mug|livre|affiche|poster|modele|pneus?|lampe|ampoule|\d{1,3}e ed)(?![^\W_])"
)
_PRICE = re.compile(r" ?(?::|=|\(|a |–|-) ?\d[\d ]{0,6}(?:[.,]\d\d)? ?(?:€|euros?\b|eur\b|ttc\b)")
_CASE = re.compile(
    r"(?<![^\W_])(?:command|achet|dossier|reclam|sinistre|contrat|facture|client|votre ref)"
)


def is_trap(folded: str, start: int, end: int) -> bool:
    """Whether a token is no reference of a person, whatever label stands before it."""
    value = folded[start:end]
    if _PLACEHOLDER.fullmatch(value) or _THING.fullmatch(value) or _SERVICE.fullmatch(value):
        return True
    law = _LAW_NUMBER.fullmatch(value)
    return law is not None and bool(_LAW.search(folded, max(0, start - 60), start))


def is_product(folded: str, start: int, end: int) -> bool:
    """Whether what stands around « réf. … » (its token the end) on the line is about a product."""
    if _PRODUCT.search(folded, start, end):
        return True
    low = max(folded.rfind("\n", 0, start) + 1, start - 60)
    stop = folded.find("\n", end)
    high = min(end + 40, stop if stop >= 0 else len(folded))
    if _CASE.search(folded, low, start):
        return False
    return bool(
        _PRODUCT.search(folded, low, start)
        or _PRODUCT.search(folded, end, high)
        or _PRICE.match(folded, end, high)
    )
