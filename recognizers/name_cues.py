r"""What announces a name: « mon fils … », « de la part de … », « Agent … : ».

Each kind of cue is one code, put in front of the code of the word that follows (``name_line``).
A few come after the name (« … à l'appareil »): their code follows that of the word, and their
place is minus its end. All are searched in folded text.

>>> cues("mon fils léo, suivi par nadia")
((9, 'k'), (24, 'a'))
>>> cues("merci karim\ncdt")
((6, 'h'),)
"""

import functools
import re

from recognizers.base import fold

_S = "[ \u00a0\u202f]"
_KIN = (
    r"(?:arriere-|demi-|beaux?-|belles?-|grands?-|petite?s?-|ex-){0,2}"
    r"(?:fils|filles?|pere|mere|maman|papa|mari|femme|epoux|epouse|conjointe?|compagnon|compagne"
    r"|freres?|s(?:oe|œ)urs?|cousine?|oncle|tante|tata|tatie|tonton|neveu|niece|enfants?|bebe"
    r"|jumeaux|jumelles|parrain|marraine|daronne?|reume?|reup|reuf|copain|copine|amie?|pote)"
    r"|ti|tantine|manman|memere|pepere|mamie|mamy|papi|papy"
    r"|nounou|belle-doche|fiancee?|concubine?|(?:mon|ma) ex"
)
_ROLE = (
    r"technicien(?:ne)?|conseill(?:er|ere)|agente?|livreu(?:r|se)|gardien(?:ne)?|veilleu(?:r|se)"
    r"|vendeu(?:r|se)|operat(?:eur|rice)|direct(?:eur|rice)|gerante?|patron(?:ne)?|secretaire"
    r"|infirmiere?|kine|docteur|dr|coach|chauffeur|facteur|factrice|voisine?|cliente?|collegue"
    r"|abonnee?|instituteur|institutrice|adherente?|passagere?|assuree?|titulaire|locataire|temoin"
    r"|contact|apprentie?"
    r"|depanneu(?:r|se)|interlocut(?:eur|rice)|responsable|commerciale?|format(?:eur|rice)|eleve"
    r"|candidate?|etudiante?|salariee?|employee?|stagiaire|medecin|avocate?|notaire|maitre|expert"
    r"|huissier|mandataire|beneficiaire|destinataire|expediteur|emet(?:teur|trice)|proprietaire"
    r"|gestionnaire|adjudante?|brigadi(?:er|ere)|capitaine|lieutenante?|tresori(?:er|ere)"
    r"|presidente?|famille|monsieur|madame|mr|mme|mlle|tech|assistante|feue?|defunte?|ag\."
    r"|instit|maitresse|monit(?:eur|rice)"
)
_DONE = (
    r"(?:(?:sui|ser|vu|lu|recu|trait|transmi|envoy|appel|rappel|repond|redig|transcri|valid|cre"
    r"|pri|fai|ouver|rempl|sign|accueilli|depos|pos|not|clos|vis|saisi|transfer|repri|geri?|assur)"
    r"[a-z]{0,3} par)|(?:vu|rdv|parle|discute|echange|tel) avec|signee?|de la part (?:de|d')"
    r"|(?:r?appel|contact|remerci|relanc|demand|avis|inform)(?:ee?|er|ez)(?: a)?|joint|alias"
    r"|prevenue?|a l'attention (?:de|d')|grace a|coucou (?:de|a)|confie a|transmis a|remise? a"
    r"|adresse a|\bae|\bas(?= )|\beu|dixit|surnommee?|attn|adressez-vous a|chez les|voir avec"
    r"|passe[rz]? (?:a|par)|tombee? sur|(?:bises?|bisous|bizs?|bizoux) (?:de|a)|faute (?:a|de)"
    r"|(?:compte|dossier) (?:de|d')"
    r"|sonne[rsz]?|parle[rz]? (?:a|avec)"
)
_GREETING = (
    r"bonjour|bonsoir|bjr|bsr|slt|salut|coucou|cc|hello|hey|yo|chere?s?|merci+|mrc|thx|obrigada"
    r"|(?:bonne|belle|excellente) (?:fin de )?(?:journee|soiree|nuit|annee)|a (?:bientot|demain)"
    r"|ciao|a plus|bye|bisous?|bises?|desolee?|pardon|oki?|oui|non|d'accord|dac|super|parfait|top"
    r"|nickel|bravo|bienvenue|enchantee?|tkt|svp|stp|ecoute|attends?|dis|tiens|(?:bien )?recu"
    r"|(?:bon )?courage|felicitations"
)
_CLOSING = (
    r"cordialement|cdl?t|crdlt|bien (?:a vous|a toi)|salutations(?: distinguees)?|sincerement"
    r"|respectueusement|amicalement|grazie|solidairement|d'avance|regards|a vous|par avance"
)
_FIELD = (
    r"noms?(?: (?:de famille|d'usage|de naissance|de jeune fille|complet|marital)| et prenoms?)?"
    r"|prenoms?(?:\(s\))?|identite|titulaire|souscripteur|demandeu(?:r|se)|signataire|patiente?"
    r"|contact [a-z]{2,12}|interphone|enfant(?: \d)?|conducteur|declarante?"
)
_HEADER = r"de|a|from|to|cci?|attn|usager|auteur"
_NAMED = (
    r"au nom(?: de| du| d')?|(?:s|m)['’ ]?ap+el+(?:e|ait|ent)|(?:de|pre)?nommee?s?|nee|epouse"
    r"|mon nom (?:c['’]?)?est|(?:son|mon|le) prenom (?:c['’]?)?est|(?:pre)?nom|interphone|alias"
    r"|sonne[rsz]? (?:a|chez)"
    r"|(?:nom|ecrit|famille) (?:de )?(?:sur|dans) (?:la|le) (?:boite|facture|bail|dossier)[ :]*"
)
_SELF = (
    r"(?:c['’ ]?(?:est|ete|t)|ct|cest|c|ce|cé) (?:encore |toujours |bien |tjrs )?(?:moi,? )?"
    r"|moi (?:c['’]?est |c |ce |cé )?|ici |(?:je |j)suis |chui |c'est (?:encore )?"
)
_NEXT = r"(?=[^\W\d_])"
_BETWEEN = r"(?:[ \u00a0\u202f]|(?<=['’]))(?:: ?|[,(«\"“][ \u00a0]?){0,2}"

#: Code of the cue, and what it is: the name begins where the match ends.
_CUES = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        (
            "k",
            rf"\b(?:{_KIN}){_S}?,?{_S}?(?:(?:aine|ainee|cadet|cadette|c['’]?est|c|qui s'appelle"
            rf"|s'appelle|nommee?|est){_S})?[(«\"“:,]{{0,2}}{_S}?{_NEXT}",
        ),
        ("a", rf"(?<!\w)(?:{_ROLE}|{_DONE})(?:{_BETWEEN}|{_S}?:{_S}?){_NEXT}"),
        (
            "h",
            rf"(?<![\w'-])(?:{_GREETING})(?:{_S}(?:beaucoup|bcp|bien|encore|infiniment|a))?"
            rf"{_S}?[,!]{{0,3}}{_S}{{1,2}}{_NEXT}",
        ),
        ("f", rf"(?<![\w'])(?:{_CLOSING})[ \u00a0,.!;:\n-]{{1,5}}{_NEXT}"),
        ("a", rf"(?<![\w'])(?:{_HEADER}){_S}?:{_S}?[«\"“]?{_S}?{_NEXT}"),
        ("n", rf"(?<![\w'])(?:{_FIELD}){_S}?:{_S}?[«\"“]?{_S}?{_NEXT}"),
        ("n", rf"(?<![\w'])(?:{_NAMED})(?:{_BETWEEN}){_NEXT}"),
        ("i", rf"(?<![\w'’])(?:{_SELF}){_NEXT}"),
    )
)
_AFTER = re.compile(
    r",?[ \u00a0](?:a l'appareil|au (?:tel|telephone|bout du fil)\b|a votre (?:service|ecoute)"
    r"|(?:du|de l'equipe|de la|au) (?:service|support|sav|compta)|(?:vous|te) souhaite\b"
    r"|(?:avec|sans) (?:un |une |deux |2 )?[a-z](?: [a-z])?(?!\w)"
    r"|,? c'est (?:le|mon|son) (?:pre)?nom)"
)


@functools.lru_cache(maxsize=2)
def cues(text: str) -> tuple[tuple[int, str], ...]:
    """Where announced names begin (or, below zero, end), each with the codes of its cues."""
    found: dict[int, str] = {}
    folded = fold(text)
    for code, pattern in _CUES:
        for match in pattern.finditer(folded):
            codes = found.get(match.end(), "")
            found[match.end()] = codes if code in codes else codes + code
    found.update((-match.start(), "z") for match in _AFTER.finditer(folded))
    return tuple(sorted(found.items()))
