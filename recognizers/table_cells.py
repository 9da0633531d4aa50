r"""What the heading of a column says of the cells below it: « permis » and 18BR77120.

A heading is a label that nothing else can be: under it even a short number or a bare name counts.
What is said in place of a value (« aucun », « perdue », « ? ») is left alone. See ``tables``.

>>> text = "matricule;nom;permis\n0071;BORDENAVE;18BR77120\n0094;aucun;?"
>>> find = TableCellRecognizer().analyze
>>> [(r.entity_type, text[r.start : r.end]) for r in find(text, [])][:3]
[('EMPLOYEE_ID', '0071'), ('PERSON', 'BORDENAVE'), ('FR_DRIVER_LICENSE', '18BR77120')]
"""

import re

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer, fold
from recognizers.labels import Label, Side
from recognizers.reference_tokens import tokens
from recognizers.tables import Cell, cells

_NUMBER = r"(?:n°|no|num(?:ero)?|ref(?:erence)?|id|code)\.?[ _-]?(?:de |du |d'|de la )?"
#: Entity type → its headings, folded, the whole of them; the first that fits counts.
_HEADINGS = {
    entity: re.compile(words)
    for entity, words in {
        "DATE_OF_BIRTH": r"(?:date[ _])?(?:de[ _])?naiss(?:ance)?\.?|nee?(?:\(e\))?(?: le)?|ddn"
        r"|date[ _]naiss\w*|(?:annee|an) (?:de )?naiss\w*|date of birth|dob",
        "FR_POSTAL_CODE": r"cp|code[ _]?postal|c\.p\.",
        "LOCATION": r"(?:ville|commune|localite|lieu|town|city|cp[ /_]+ville)(?: .{0,20})?",
        "PHONE_NUMBER": r"(?:n° ?)?(?:de )?(?:tel|telephone|tph|portable|port|mobile|gsm|phone"
        r"|fixe|contact)\.?s?(?: .{0,20})?",
        "EMAIL_ADDRESS": r"(?:adresse )?(?:e-?mail|mail|courriel|mel)s?",
        "IBAN_CODE": r"iban|rib|compte bancaire|rib ?/ ?iban",
        "PARTIAL_ACCOUNT_NUMBER": r"(?:n° )?(?:de )?(?:carte|cb|compte)s? ?\(.{0,20}dern.{0,10}\)",
        "PIN_CODE": r"(?:code|pin|code pin|code secret|code carte|puk|cvv|cvc)s?",
        "FR_DOOR_CODE": r"(?:digicode|code (?:d'?acces|porte|portail|immeuble))s?",
        "PASSWORD": r"mdp|mot de passe|password|pass(?:wd)?|pwd",
        "USERNAME": r"login|identifiant|user(?:name)?|utilisateur|pseudo",
        "FR_NIR": rf"(?:{_NUMBER})?(?:secu|nir|securite sociale|ss)",
        "FR_LICENSE_PLATE": r"immat\w*\.?|plaques?|vehicules?|vh|veh\.?",
        "FR_DRIVER_LICENSE": rf"(?:{_NUMBER})?permis(?: .{{0,20}})?",
        "FR_PASSPORT": rf"(?:{_NUMBER})?passe?ports?",
        "FR_ID_CARD": rf"(?:{_NUMBER})?(?:cni|piece(?: d'identite)?|carte d'identite)",
        "EMPLOYEE_ID": rf"(?:{_NUMBER})?(?:matricule|mat\.?|agent|salarie|badge)",
        "POLICY_ID": rf"(?:{_NUMBER})?.{{0,20}}\b(?:police|assurance)(?: .{{0,20}})?",
        "CONTRACT_ID": rf"(?:{_NUMBER})?contrats?",
        "ORDER_ID": rf"(?:{_NUMBER})?(?:commandes?|cde|resa(?:rvation)?|reservation)",
        "INVOICE_ID": rf"(?:{_NUMBER})?(?:factures?|fact\.?)",
        "CLAIM_ID": rf"(?:{_NUMBER})?sinistres?",
        "CASE_ID": rf"(?:{_NUMBER})?dossiers?",
        "CUSTOMER_ID": rf"{_NUMBER}(?:client|patient|adherente?|abonnee?|allocataire|membre"
        r"|licencie|licence|eleve|etudiant|assure|locataire|usager)e?",
        "PERSON": r"(?:(?:pre)?noms?|nom et prenom|nom[ /,]+prenom|prenom[ /,]+nom|beneficiaires?"
        r"|titulaires?|(?:co-?)?occupants?|conducteur(?:s|rice)?|salariee?s?|eleves?|enfants?"
        r"|participants?|adherente?s?|patiente?s?|clients?|assuree?s?|locataires?|passagers?"
        r"|destinataires?|interlocuteurs?|nom (?:de|du) .{2,20}|emprunteurs?|responsable)",
    }.items()
}
_CODES = frozenset({"PIN_CODE", "PARTIAL_ACCOUNT_NUMBER", "EMPLOYEE_ID", "FR_DOOR_CODE"})
_WORDS = frozenset({"PERSON", "LOCATION"})
_NAMES = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\- ]){1,40}")
#: What a value looks like, folded, where that is not a code.
_SHAPES = {
    "PERSON": _NAMES,
    "LOCATION": _NAMES,
    "PASSWORD": re.compile(r"\S{3,64}"),
    "USERNAME": re.compile(r"\S{3,64}"),
    "EMAIL_ADDRESS": re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}"),
    "FR_POSTAL_CODE": re.compile(r"\d\d ?\d{3}"),
    "PHONE_NUMBER": re.compile(r"\+?(?:[ .()/-]{0,3}\d){6,15}"),
    "DATE_OF_BIRTH": re.compile(
        r"\d{1,4}[ ./-]\d{1,2}[ ./-]\d{2,4}|(?:19|20)\d\d|\d{1,2}(?:er)? [a-z]{3,9}\.? \d{2,4}"
    ),
}
_CODE = re.compile(r"[0-9A-Z](?:[0-9A-Za-z .#/_*-]{0,40}[0-9A-Za-z#*])")
_NONE = re.compile(
    r"(?:aucun|neant|vide|perdu|vole|retire|inconnu|absent|sans|idem|oui|non|gratuit|total|nom|null"
    r"|n/?a|nc|a (?:affecter|venir|completer|definir|voir)|pas |ne |en (?:cours|attente)|xxx|test"
    r"|exemple|m\.? ?ou|voir|tous|nan)(?:e?s?)(?![^\W_]).{0,40}"
)


class TableCellRecognizer(FrenchRecognizer):
    """Finds the cells of tables whose heading says what they are."""

    ENTITY = "EMPLOYEE_ID"
    LABELLED = 0.75

    def __init__(self) -> None:
        super().__init__()
        self.supported_entities = list(_HEADINGS)

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the values in the tables of one text."""
        results = []
        for cell in cells(text):
            entity = _entity(cell.heading)
            span = _value(text, cell, entity) if entity else None
            if entity and span:
                label = Label(span[0], span[0], Side.HEADER, 0)
                result = self._result(*span, self.LABELLED, None, True, label, entity)
                results.append(result)
        return results


def _entity(heading: str) -> str | None:
    """The entity type of a column, by its heading."""
    heading = heading.strip(" *:.")
    return next((e for e, words in _HEADINGS.items() if words.fullmatch(heading)), None)


def _value(text: str, cell: Cell, entity: str) -> tuple[int, int] | None:
    """The span of what a cell holds, if that may be of its entity type."""
    value = text[cell.start : cell.end]
    if _NONE.fullmatch(fold(value)) or not any(map(str.isalnum, value)):
        return None
    shape = _SHAPES.get(entity)
    if shape:
        named = entity not in _WORDS or not value.islower()
        return (cell.start, cell.end) if shape.fullmatch(fold(value)) and named else None
    if sum(map(str.isdigit, value)) < (3 if entity in _CODES else 4):
        return None
    if _CODE.fullmatch(value) and not re.search("[a-z]{3}|[A-Z]{6}", value):
        return cell.start, cell.end
    return _token(text, cell)


def _token(text: str, cell: Cell) -> tuple[int, int] | None:
    """The only token of a cell of several words that looks like a reference."""
    inside = [span for span in tokens(text) if cell.start <= span[0] and span[1] <= cell.end]
    return inside[-1] if inside and inside[-1][1] == cell.end else None
