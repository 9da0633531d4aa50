"""PERSON by rule: what stands after a civility, « je m'appelle » or a closing formula.

These hold where the model fails: capitals, lower case, names it has never met. A name is one to
three capitalised words with the particles of French names; in lower case it is one word after a
civility, two after « je m'appelle ».

>>> [text[slice(*span)] for text in ("Mme de La Tour", "MONSIEUR LE GOFF", "je m'appelle léa roy")
...  for *span, _ in names(text)]
['de La Tour', 'LE GOFF', 'léa roy']
>>> list(names("Madame la Directrice")), list(names("madame veut un avoir"))
([], [])
"""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer, fold
from recognizers.name_words import common, given, key, surname
from recognizers.person import trim
from recognizers.words import CALENDAR, COMMON, PARTICLES, TITLES

_SP = "[ \u00a0\u202f]"
_PARTICLE = r"(?:de|du|des|d['’]|la|le|el|al|ben|bint|ibn|van|von|der|da|dos|di|del)"
_LETTERS = r"[^\W\d_]"
_CAPITAL = (
    rf"(?:[dD]['’])?[A-ZÀ-ÖØ-Þ](?:{_LETTERS}|['’\-](?={_LETTERS})){{0,30}}+(?:(?<={_SP}[A-Z])\.)?"
)
_NAME = (
    rf"(?:{_PARTICLE}{_SP}){{0,2}}{_CAPITAL}(?:{_SP}(?:{_PARTICLE}{_SP}){{0,2}}{_CAPITAL}){{0,2}}"
)
_LOWER = rf"{_LETTERS}(?:{_LETTERS}|['’\-](?={_LETTERS})){{1,30}}+"
_CIVILITY = (
    r"(?:(?i:(?<![\w.])(?<!\d )m\.|\b(?:mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle))"
    rf"|\b(?i:dr\.?|docteur|ma[iî]tre|veuve)|\b(?:M|Me|Pr\.?|Professeur))(?:{_SP}{{1,2}}|(?<=\.))"
)
_INTRO = rf"(?i:\bje m['’ ]?ap+el+e{_SP}|\bmoi c['’ ]?est{_SP}|\bje me nomme{_SP})"
_SURNAME_WORD = 80
_MANY = 300
_SURE = 0.8
_END = r"[ \t]{0,3}(?=[.!]?(?:\n|\Z))"
_CLOSING = (
    r"(?i:cordialement|\bcdl?t|salutations|bien [àa] vous|bonne (?:journ[ée]e|soir[ée]e)"
    r"|respectueusement)"
    r"[ ,.!]{0,3}[\n ]{1,4}"
)

#: Pattern (group 1 is the name) and score, the surest first; below ``_SURE`` a name must look so.
RULES = (
    (re.compile(_CIVILITY + f"({_NAME})"), 0.8),
    (re.compile(_INTRO + f"({_NAME})"), 0.85),
    (re.compile(rf"(?i:\bmon nom (?:c['’])?est|\bau nom de|\bnom ?:){_SP}({_NAME})"), 0.8),
    (re.compile(rf"(?i:\bje suis){_SP}({_CAPITAL}{_SP}{_NAME})"), 0.75),
    (re.compile(_CLOSING + f"({_NAME}){_END}"), 0.75),
    (re.compile(f"{_CIVILITY}(?<={_SP})({_LOWER})"), 0.6),
    (re.compile(rf"(?i:\bje m['’ ]?ap+el+e){_SP}({_LOWER}(?:{_SP}{_LOWER})?)"), 0.6),
)


# « Madame la CPE », « MONSIEUR LE SYNDIC », « l'équipe »: an office, but M. Le Roux
_OFFICE = re.compile(rf"((?i:les?|la))[ \u00a0]([^\s,.;:]{{2,40}})|([lL])['’]{_LETTERS}")


def _office(text: str, start: int, end: int) -> bool:
    """Whether an article and what somebody is stand there, and no name."""
    match = _OFFICE.match(text, start, end)
    if not match or match[3]:
        return bool(match)
    word = key(match[2])
    if surname(f"{fold(match[1])}-{word}") or surname(fold(match[1]) + word):
        return False
    return common(word) or match[1].islower()


def _ordinary(text: str, start: int, end: int) -> bool:
    """Whether all words are words and hardly anybody's name: « coincée », « de mardi »."""
    words = [key(word) for word in re.findall(rf"{_LETTERS}{{2,}}", text[start:end])]
    return all(word in PARTICLES or (common(word) and _bearers(word) < _MANY) for word in words)


def _bearers(word: str) -> int:
    return 0 if word in CALENDAR else max(surname(word), given(word))


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What of this span is a name: it ends before the first common word, not on a particle."""
    kept, previous, dotted = start, "", False
    for word in re.finditer(r"[^ \u00a0\u202f]+", text[start:end]):
        bare = fold(word[0]).strip(".,'’").removeprefix("d'")
        title = bare in TITLES and (previous in ("la", "le", "les") or word[0].islower())
        previous = bare
        if bare in PARTICLES:
            continue
        letter = bool(re.fullmatch(r"[A-Z]\.", word[0]))
        if dotted and common(bare) and surname(bare) < _SURNAME_WORD:
            break  # « accepté par Mme B. Clé chez le voisin »
        initial, dotted = letter and kept > start, letter
        if (bare in COMMON and not initial) or title or trim(word[0], 0, len(word[0])) is None:
            break
        kept = start + word.end()
    return trim(text, start, kept)


def names(text: str) -> Iterator[tuple[int, int, float]]:
    """The names of one text with their scores; a later rule does not repeat an earlier one."""
    taken: set[int] = set()
    for pattern, score in RULES:
        for match in pattern.finditer(text):
            span = _name(text, *match.span(1)) if not _office(text, *match.span(1)) else None
            if span and score < _SURE and _ordinary(text, *span):
                span = None
            if span and match.start(1) not in taken:
                taken.add(match.start(1))
                yield *span, score


class PersonRulesRecognizer(FrenchRecognizer):
    """Finds names by the words before them."""

    ENTITY = "PERSON"

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the announced names of one text."""
        return [
            self._result(start, end, score, check=None, labelled=True)
            for start, end, score in names(text)
        ]
