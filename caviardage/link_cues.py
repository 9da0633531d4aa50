"""What stands before a name and says whose it is: « Mme », « mon fils », « M. et Mme ».

>>> cue("Appelé Mme ", "Durand").sex, cue("avec son fils, ", "Théo").kin
('f', True)
>>> cue("- M. et Mme ", "Kowalczyk").couple
True
"""

import re
from dataclasses import dataclass

from caviardage.name_forms import CIVILITIES, Kind, parts
from caviardage.surrogates.french import fold
from caviardage.surrogates.lists import Sex, sex_of

_HE = (
    "fils|mari|frere|pere|papa|oncle|neveu|cousin|conjoint|compagnon|epoux|copain|beau-fils|beau-pere"
    "|beau-frere|gendre|petit-fils|grand-pere|ex-mari|ex-compagnon|ami|associe|voisin|filleul|petit"
)
_SHE = (
    "fille|femme|soeur|mere|maman|tante|niece|cousine|conjointe|compagne|epouse|copine|belle-fille"
    "|belle-mere|belle-soeur|bru|petite-fille|grand-mere|ex-femme|amie|associee|voisine|filleule"
    "|petite"
)
_EITHER = "enfant|collegue|colocataire|coloc|ex|partenaire"
_OWNER = "mon|ma|mes|son|sa|ses|notre|nos|votre|vos|leur|leurs|ton|ta|tes"
_KIN = re.compile(
    rf"(?<!\w)(?:(?P<owner>{_OWNER}) (?:[a-z-]{{2,12}} )?"
    rf"(?:(?P<he>{_HE})|(?P<she>{_SHE})|{_EITHER})s?"
    r"|(?:de |d['’])?(?:maman|papa|mamie|mamy|papi|papy))"
    r"(?: [a-z]{2,8})?[ ,:;«\"'(/]{1,4}(?:(?:mme|m\.?|mr|mlle|madame|monsieur|dr) )?\Z"
)
# Someone else of that name; a whole family.
_OTHER = re.compile(
    r"(?<!\w)(?:aussi|l['’]autre|une? autre|homonymes?)[ ,:«(]{1,3}"
    r"(?:(?:mme|m\.?|mr|mlle|madame|monsieur) )?\Z"
)
_FAMILY = re.compile(
    r"(?<!\w)(?:les|famille|la famille|familles?|consorts|indivision|epoux)[ «]{1,2}\Z"
)
_CIVIL = re.compile(
    r"(?<!\w)(?P<pair>(?:m\.?|mr|mme|madame|monsieur) (?:et|ou|&|/) )?"
    rf"(?P<civility>{'|'.join(sorted(CIVILITIES, key=len, reverse=True))})\.?"
    r"(?: (?:veuve|vve|le|la))?[ \n]{1,2}\Z"
)
_AFTER_CIVILITY = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(CIVILITIES, key=len, reverse=True))})\.? [\w'’-]{{2,30}}"
    r"(?: [\w'’-]{2,30})?\Z"
)
_GREETED = re.compile(r"(?<!\w)(?:bonjour|bonsoir|merci|chere?|rebonjour|enchantee?) \Z")
_SEEN = 60


@dataclass(frozen=True, slots=True)
class Cue:
    """What the place of a name says of who bears it.

    Attributes:
        sex: What a civility or a relation tells.
        kin: Someone else than who speaks: a relative, a neighbour, a homonym.
        civil: A civility stands before it: one word is then a surname.
        couple: « M. et Mme », « les »: several people.
        theirs: A relative of someone else than who speaks (« son fils »).
        greeted: « Bonjour Mme », or « Mme » at the start of a note: the customer, if one fits.
        other: « l'autre », « homonyme »: not whoever else has this name.
    """

    sex: Sex | None = None
    kin: bool = False
    civil: bool = False
    couple: bool = False
    other: bool = False
    theirs: bool = False
    greeted: bool = False


def cue(before: str, text: str) -> Cue:
    """What the text before a name, and the civility inside it, say."""
    shown = fold(re.sub(r"\s", " ", before[-_SEEN:]))
    sex: Sex | None = None
    related = _KIN.search(shown)
    if related:
        sex = "m" if related["he"] else "f" if related["she"] else None
    civil = _CIVIL.search(shown)
    own = next((p.key for p in parts(text) if p.kind is Kind.CIVILITY), None)
    title = civil["civility"] if civil else own
    if title and CIVILITIES[title]:
        sex = CIVILITIES[title]
    return Cue(
        sex=None if civil and civil["pair"] else sex,
        kin=bool(related),
        civil=title is not None,
        couple=bool((civil and civil["pair"]) or _FAMILY.search(shown)),
        other=bool(_OTHER.search(shown)),
        theirs=bool(related and (related["owner"] or "")[:1] in ("s", "l")),
        greeted=bool(civil and (civil.start() == 0 or _GREETED.search(shown[: civil.start()]))),
    )


# Between two spellings of one person: forms, columns, « née », « alias », « dit », an address.
_GLUE = r"[\s;,:=\"'«»(<\[|/–—-]{0,4}"
_WORDS_BETWEEN = (
    r"prenom(?:\(s\)|s)?(?: d['’]usage)?|nom(?: (?:de (?:naissance|famille|jeune fille)|d['’]usage"
    r"|d['’]epouse|marital))?|nee?|alias|dite?|epouse|veuve|vve|epelee?|ex"
    r"|(?:se fait |aussi )?appelee?r?"
    r"|last_name|first_name|lastname|firstname|e-?mail|mail|courriel|mailto|accent sur le e|moi"
)
_BETWEEN = re.compile(rf"(?P<glue>{_GLUE})(?:(?P<word>{_WORDS_BETWEEN})(?!\w){_GLUE})?\Z")


def neighbour(before: str, entity: str) -> tuple[str, bool] | None:
    """The text before a mention, less what may stand between two spellings of one person.

    Returns:
        That text, folded, and whether a word (« née », « alias », « prénom ») or an address says
        that both are one person; None where nothing ties. Without such a word, only the end of a
        column (``;``, ``|``, ``"``) ties a given name to a surname.
    """
    shown = fold(before[-_SEEN:])
    found = _BETWEEN.search(shown)
    if found is None:
        return None
    tie = found["word"] is not None or (entity == "EMAIL_ADDRESS" and bool(found["glue"].strip()))
    column = any(c in found["glue"] for c in ';|"')
    after = found["glue"].isspace() and _AFTER_CIVILITY.search(shown[: found.start()])
    if tie or column or after:
        return shown[: found.start()], tie
    return None


def shown_sex(text: str, said: Cue) -> Sex | None:
    """The sex that the given names of a name tell; one word after a civility is a surname."""
    words = [p for p in parts(text) if p.kind is Kind.WORD]
    if len(words) == 1 and said.civil:
        return None
    shouted = [w for w in words if text[w.start : w.end].isupper()]
    if 0 < len(shouted) < len(words):
        words = [w for w in words if w not in shouted]
    first = next((s for w in words if (s := sex_of(text[w.start : w.end]))), None)
    if len(words) == len(parts(text)) > 1 and first is None:
        return None
    return first
