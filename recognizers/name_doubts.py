"""What the model calls a person, and nothing says that it is one: acronyms, logs, slang, makers.

>>> doubtful("ERROR auth.login", 0, 5, ["X"]), doubtful("Wojciechowicz attend", 0, 13, ["X"])
(True, False)
>>> doubtful("Réinit. faite", 0, 6, ["X"]), doubtful("tous sont kickés hier", 10, 16, ["x"])
(True, True)
"""

import re
from collections.abc import Sequence

from recognizers.base import fold
from recognizers.foreign_words import FOREIGN
from recognizers.name_words import key, surname

_SENTENCE_START = re.compile(r"(?:\A|[.!?…:\n>»)*-][ \n\u00a0]*)\Z")
_MARKS = ".,;:!?…()[]{}<>«»\"'’*_-–—/|#@+=~"
_SURNAME_ALONE = 800
# Only words of French, or of its makers, end so.
_DERIVED = re.compile(
    r"\w{3,}(?:logies?|i[sz]er|iter|ifier|istes?|tions?|ments?|ages?|ites?|iques?|ware|ball|ings?"
    r"|euses?|atrices?)"
)
_MAKER = re.compile(
    r"(?<!\w)(?:l'equipe|fournisseur|boutique|enseigne|garantie|section|wi-?fi|formulaire|site"
    r"|appli(?:cation)?|plateforme|marketplace|stage|bienvenue chez|virtuelle de|contrat) ?\Z"
)
_CUT_SHORT = re.compile(r"\.(?: ?[a-z]|,| ?/)")
# « merci marjo ❤️ » at the end of a message; « salamatou 11 »: a child and its age
_KEPT = re.compile(r"[^\w\n]{0,9}\Z| \d{1,2} ?(?:/|,|ans\b|\n|\Z)")
_ACRONYM = 5


def _shouted(text: str, place: int) -> bool:
    """Whether most letters of the line around a place are capitals."""
    end = text.find("\n", place)
    line = text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)][:400]
    return sum(map(str.isupper, line)) > 2 * sum(map(str.islower, line))


def doubtful(text: str, start: int, end: int, codes: Sequence[str]) -> bool:
    """Whether a span that nothing announces has no word that is a name, and looks like none.

    The model takes for names what it has never seen: acronyms, words of chats and of other
    languages, keys of settings, words cut short. ``codes`` are those of its words.
    """
    words = text[start:end].split()
    if any(code in "GSgsI" for code in codes):
        return False
    first = key(words[0].strip(_MARKS))
    if FOREIGN.issuperset(key(word.strip(_MARKS)) for word in words):
        return True
    if not any(map(str.isupper, text[start:end])):
        return not (len(words) == 1 and _KEPT.match(text, end))
    if text[end : end + 1] == "=" or text[start - 1 : start] == "=" or ":=" in text[end : end + 3]:
        return True
    if _MAKER.search(fold(text[max(0, start - 24) : start])):
        return True
    if len(words) > 1:
        return not any(code in "XRPrp" for code in codes)
    if text[start:end].isupper() and (codes[0] in "Rr" or end - start <= _ACRONYM):
        # ROSE in a shouted line is a word, WCHC elsewhere an acronym, PETIT a name.
        rare = surname(first) < _SURNAME_ALONE
        return _shouted(text, start) if codes[0] in "Rr" else rare and not _shouted(text, start)
    cut = _CUT_SHORT.match(text, end)
    return bool(cut) or bool(_DERIVED.fullmatch(first) and _SENTENCE_START.search(text[:start]))
