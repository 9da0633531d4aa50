"""What stands beside a business reference and says which one it is, on folded text.

Of several labels before a token the nearest counts: « dossier sinistre n° » is a claim's.
"""

import re

#: Entity type → words for it. The longer expression first where one begins with another.
WORDS = {
    "INVOICE_ID": "tickets? de caisse|factures?|fact\\.?|avoirs?|quittances?|duplicata|echeances?",
    "CUSTOMER_ID": (
        "(?:espace |compte )?(?<!service )(?<!services )client(?:e|s|es)?(?:\\(e\\))?|cl\\."
        "|compte flotte|abonnee?s?|membre"
        "|comptes?(?! ?(?:bancaire|rendu|courant|cheque|epargne))|adherente?s?|societaires?"
        "|etudiante?s?|usager|(?:code |foyer |foyer-)famille|commercante?|allocataire"
        "|carte (?:de )?(?:fidelite|senior|avantage|jeune|membre|abonnee?)"
        "|pass(?: navigo)?|beneficiaire|parrain"
    ),
    "CONTRACT_ID": (
        "contrats?(?: (?:commun|collectif|pro))?|ctr|abonnements?|abo|prets?|credits?|bail"
        "|convention|souscription|avenants?|assurance[ -]vie|livret"
    ),
    "ORDER_ID": (
        "carte d'embarquement|localisateur|vols?"
        "|(?:bons? de )?commandes?|bons? de livraison|bon d'intervention|cmde?s?|cde?s?\\.?|achats?"
        "|reservations?|resas?|pnr|bdc|precommande"
    ),
    "TICKET_ID": "tickets?(?! resto| restaurant)|tkt|demandes?|reclamations?|incidents?|escalade",
    "CASE_ID": (
        "dossiers?|doss\\.?|pv|proces[ -]verbal|plainte|affaire|litige|rg|ordonnance|jugement"
        "|main courante|succession|avis|decision|requete|recepisse|opposition|procedure|pir"
        "|numero unique|rapport|pec|prise en charge|signalement|constat|instruction|recours"
        "|interpellation"
    ),
    "CLAIM_ID": "sinistres?|dossiers? (?:sinistre|dommages?)|declaration de sinistre",
    "POLICY_ID": "polices?|(?:assurance )?decennale|attestation|adhesion|(?:contrat )?assurance",
    "EMPLOYEE_ID": (
        "matricules?(?: \\w{4,10})?|matr?\\.|(?:numero d'|n° ?d'|badge )?(?:agent|employee?"
        "|salariee?)"
        "|releveur|releveuse|cond\\.|conduct(?:eur|rice)|controleur|vendeuse|vendeur"
        "|collaborateur|livreur|technicien(?:ne)?|conseillere?|chauffeur"
    ),
    "GENERIC_ID": (
        "n(?:um)?°|n[o0.]|numeros?|num\\.?|refs?\\.?|references?|devis|bon|cheque|virement"
        "|ipp|nip|electeur|electrice|toque|lic\\.|dect|sda|code-? ?barres?|eori|dossard|vignette"
        "|(?:de )?serie|s/?n|serial|badge|carte cadeau|etiquettes?|e-?ticket|billets?"
        "|session|patiente?|certificat|agrement|licence|bordereau|coupon|panier"
        "|code (?:de confirmation|parrain\\w*)|orias|caces|id|identifiant|fiche|envoi|poste"
    ),
}
_EDGES = r"(?<![^\W_])(?:{})(?![^\W_])"
#: The labels of one type alone.
LABELS = {entity: re.compile(_EDGES.format(words)) for entity, words in WORDS.items()}
# The names of groups cannot repeat, so each type is one group.
LABEL = re.compile(_EDGES.format("|".join(f"(?P<{e}>{words})" for e, words in WORDS.items())))
# « n° », « numéro », « réf. »: they say that a reference follows, not which.
NUMBER = re.compile(
    r"(?<![^\W_])(?:n(?:um)?°|n[o0.]|numeros?|num\.?|refs?\.?|references?)(?![^\W_])|[:#=|]"
)

# What may stand between a label and its token.
_LINK = (
    "n°|n[o0]|numeros?|num|refs?|references?|est|c'?est|etait|c|le|la|l'|interne|client"
    "|n[12]|suivant[es]?|porte|sous|votre|vos|notre|mon|ma|celui|lui|pour|attendez|euh|voici"
    "|je crois"
    "|que|un|une|deja|bien|bancaire|auto|habitation|sante|immeuble|rfid|vigik|box|machine|interieur"
)
TIGHT = re.compile(rf"(?:[\s:#=.,(«»\"'/|>–—-]|&nbsp;|(?<![^\W_])(?:{_LINK})(?![^\W_]))*")
# The same with one word more: « badge télépéage », « étiquette bagage : ».
WORD = re.compile(r"\s[^\W\d_]{3,14}(?=[\s:])")
LOOSE = re.compile(r"[^.!?;\n\d]{0,35}")
# « (réf. 60-118) », « la pièce réf. 60-118 »: of a product, not of a person's case.
PRODUCT = re.compile(
    r"(?:\(|(?<![^\W_])(?!(?:la|ma|sa|votre|notre|leur|sous|en|avec|par|cette|et|ou|une|vos|nos"
    r"|ca|c|de"
    r"|est|rappel|avait|a|quelle)\s)[^\W_]{1,20}\s)$"
)
REF = re.compile(r"ref(?:erence)?s?\.?")
# What comes before the answer in a message that answers « quel est votre numéro ? ».
ANSWER = re.compile(
    r"\s*(?:(?:oui|ok|voila|alors|donc|euh|c'?est|c|le|la|mon|ma|numero|num|n°|bonjour|bjr|slt)"
    r"[\s:,.!]{1,3}){0,4}"
)
# Between two tokens of one list.
LIST = re.compile(
    r"\s{0,2}(?:,|/|&|et|ou|puis|\+|\s-|\n-|[;,]? ?(?:le|la) (?:sien|sienne|mien|mienne|votre"
    r"|tien)\b"
    r"|(?:…|\.{2,3}|,)? ?(?:pardon|non|plutot|enfin|euh|oups)\b,?)\s{1,3}(?:(?:la|le|l'|au|du)\s?)?"
)
# « … c'est mon numéro client », « … (n° client) ».
BEHIND = re.compile(
    r"[\s,»\"]{0,3}(?:\(|c'?est|est|c|=|:|pour)\s{0,2}(?:(?:mon|ma|le|la|notre|son|sa|votre)\s)?"
    r"(?:(?:n°|no|num(?:ero)?|ref(?:erence)?|code|identifiant)\s?)?(?:(?:de|du|d')\s?)?"
)
