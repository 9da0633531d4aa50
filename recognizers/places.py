"""Names of places, and which of those that the model finds are one.

The model calls a place whatever stands alone with a capital: acronyms, products, error codes, halls
and stops. What it finds is kept if the lists know it (the communes with their short names, and
data/places.txt for the rest of the world) or a preposition leads to it; names of streets, schools
and buildings single nobody out without their town.

>>> is_place("St-Denis"), is_place("Tizi Ouzou"), is_place("Fraise"), is_place("BAL")
(True, True, False, False)
>>> is_short_name("Palavas"), is_short_name("Gif"), is_short_name("Lyon")
(True, True, False)
>>> def found(text, value): return kept(text, start := text.index(value), start + len(value))
>>> found("il est chef chez vous à Trucville", "Trucville"), found("dossier FSL", "FSL")
(True, False)
>>> found("salle Pasteur à 17 h", "Pasteur"), found("fuite rue de Vannes", "Vannes")
(False, False)
"""

import functools
import re
from pathlib import Path

from recognizers.base import fold
from recognizers.communes import communes, is_commune, key
from recognizers.name_words import common
from recognizers.name_words import key as name_key

_LIST = Path(__file__).parent / "data" / "places.txt"
_BRANCH = re.compile(
    r"^((?:l[ae]s? )?[a-z]{3,}(?: [a-z]{4,})?)"
    r" (?:sur|sous|les|lez|en|de|du|des|d|la|le|l|aux?)(?: |$)"
)
_PAIR = re.compile(r"^(?!sainte? )([a-z]{6,})(?: [a-z]{4,}){1,2}$")  # « Bourgoin-Jallieu »
_SHORT, _ACRONYM, _SURE_ALONE = 3, 5, 6

#: What a named thing is that is no place where somebody lives (folded).
STREET = (
    r"(?:rue|avenue|av|bd|boulevard|place|route|chemin|allee|impasse|quai|cours|square|pont|porte"
    r"|salle|arret|ligne|batiment|bat|tour|amphi|parking|maladie|syndrome|rcs|annexe|ecole)"
)
THING = (
    rf"(?:{STREET}|station|ecole|college|lycee|creche|annexe|zone|accueil|entree|hall|lot|lit|carre"
    r"|option|forfait|offre|formule|carte|pack|compteur|terminal|stade|gymnase|piscine|maison|salon"
    r"|norme|art\.?|article|loi|plan|vol|train|siege|guichet|permis|categorie|classe|type|modele"
    r"|version|code|erreur|panne|produit|gamme|collection|box|equipe|service|projet|prix)"
)
_ARTICLE = r"(?:d['’]|de l['’]|de la |de |des |du |la |le |les |l['’])?$"
_THING_BEFORE = re.compile(rf"(?<![^\W_]){THING}s? ?(?:« ?|\" ?)?{_ARTICLE}")
STREET_BEFORE = re.compile(rf"(?<![^\W_]){STREET}s? {_ARTICLE}")
_STREET = re.compile(
    r"(?:la |l['’]|le )?(?:rue|avenue|av\.?|bd|boulevard|place|route|rte|chemin|allees?|impasse"
    r"|quai|cours|square|pont|zone|salle|ecole|college|lycee|tour|maison|batiment|bat|parking|gare"
    r"|hotel|residence)\b"
)
_LEADS = re.compile(
    r"(?<![^\W_])(?:a|au|aux|vers|habite|habitons|depuis|secteur|quartier|section|lieu[ -]?dit"
    r"|hameau|village|commune|ville|ile|hopital|ch|chu|clinique|gare|mairie|cote)"
    r"(?: ?: ?| (?:de |d['’]|du |des |la |le |les |l['’])?(?:« ?)?)$|(?<![^\W_])en $"
)
OF = re.compile(
    r"(?<![^\W_])(?:ville|village|commune|hopital|ch|chu|clinique|ehpad|maternite|gare|mairie"
    r"|tribunal|barreau|commissariat|gendarmerie|prefecture|agence|boutique|magasin|secteur|quartier"
    r"|depot|plateau|universite|fac|ile|greve|plage|port|college|ecole|lycee|cmp|spip|cpam|caf"
    r"|habitants?|natif|native|originaire|dame|monsieur|gens|cousine?|oncle|tante|boulanger"
    r"|vient|viens|venue?s?|partie?s?|part|pars|arrive|arrivons|rentre|rentrais|rentrons|retour"
    r"|depart|ami|amie|amis|professeur|medecin|pharmacie|foyer|centre|maison|camping|etude|region"
    r"|cour d['’]appel|maison d['’]arret) (?:de |d['’]|du |des )(?:la |l['’])?$"
)
_BESIDE = re.compile(r"(?:[,(;|•–—] ?|[a-z']{2} )$")
_COMPOUND = re.compile(
    r"(?i)(?:s(?:ain)?te?|.{2,}[- ](?:sur|sous|l[èe]s|les|en|du|de|d['’]).*)[- ].+"
)


@functools.cache
def places() -> frozenset[str]:
    """The names outside the list of communes, as keys."""
    return frozenset(line.removeprefix("+") for line in _lines())


@functools.cache
def _lines() -> tuple[str, ...]:
    lines = _LIST.read_text(encoding="ascii").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


@functools.cache
def _sure() -> frozenset[str]:
    """Names that a dictionary knows as words, but that are towns where they stand."""
    return frozenset(line[1:] for line in _lines() if line.startswith("+"))


def is_sure(name: str, *, strong: bool = False) -> bool:
    """Whether a name is a town first, although a dictionary has it (« Bordeaux »).

    Without its capital a short one needs words before it that are ``strong`` (« j'habite à nice »).
    """
    sure = strong or name[:1].isupper() or len(name) > _SURE_ALONE
    return sure and key(name) in _sure()


@functools.cache
def _short_names() -> frozenset[str]:
    """What people leave of « Digne-les-Bains »."""
    found = (_BRANCH.match(name) or _PAIR.match(name) for name in communes())
    return frozenset(match[1] for match in found if match)


@functools.cache
def _beginnings() -> frozenset[str]:
    """What the names of all lists begin with, word by word."""
    found: set[str] = set()
    for name in communes() | places() | _short_names():
        words = name.split(" ")
        found.update(" ".join(words[:count]) for count in range(1, len(words) + 1))
    return frozenset(found)


def begins_place(name: str) -> bool:
    """Whether a listed name begins with this, or is this."""
    return key(name) in _beginnings()


def is_place(name: str) -> bool:
    """Whether a name is on a list, however it is spelt."""
    return is_commune(name) or key(name) in places()


def is_short_name(name: str) -> bool:
    """Whether a name is the beginning of a commune's: only with a preposition is it one."""
    return key(name) in _short_names()


def is_word(name: str) -> bool:
    """Whether a name is also a word; several with a capital each are none."""
    words = re.findall(r"[^\W\d_]+", name)
    if is_sure(name):
        return False
    titled = len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
    if titled and not name.isupper():
        return False
    return all(common(name_key(word)) for word in words)


def led(folded: str, start: int) -> bool:
    """Whether what stands before a position leads to a place."""
    before = folded[max(0, start - 40) : start]
    return bool(_LEADS.search(before) or OF.search(before))


def kept(text: str, start: int, end: int) -> bool:
    """Whether a span that the model calls a place is one."""
    folded = fold(text)
    name = text[start:end]
    before = folded[max(0, start - 40) : start]
    if any(map(str.isdigit, name)) or len(name) < _SHORT or _STREET.match(folded, start, end):
        return False
    if start and text[start - 1] in "/_-":
        return False
    if STREET_BEFORE.search(before) and not OF.search(before):
        return False
    if name.isupper() and len(name) <= _ACRONYM and before.endswith(("« ", "«", '"')):
        return False
    leads, word = led(folded, start), is_word(name)
    if is_place(name):
        return leads or not word or (not name.isupper() and bool(_BESIDE.search(before)))
    if _THING_BEFORE.search(before) and not OF.search(before):
        return False
    if not name[0].isupper() or (name.isupper() and len(name) <= _ACRONYM):
        return False
    compound = bool(_COMPOUND.match(name))
    return (leads or compound) and (not word or compound or is_short_name(name))
