r"""PERSON by shape: passenger names, double initials, « NOM Prénom » on a line, names of chats.

Airlines write SURNAME/GIVEN NAME and a title; shy customers « C.-M. » for a double name;
clerks a surname in capitals before a given name; exports of chats a tilde before a name that the
owner of the telephone has not saved.

>>> text = "NOM : LAGUERRE/ROSEMAY MRS, pas Ségolène d'H.-V."
>>> [text[start:end] for start, end, _ in shaped(text)]
['LAGUERRE/ROSEMAY MRS', "Ségolène d'H.-V."]
>>> text = "[17:58] ~Nono : ok\nBRISEBOIS Pervenche - sage-femme"
>>> [text[start:end] for start, end, _ in sorted(shaped(text))]
['Nono', 'BRISEBOIS Pervenche']
"""

import re
from collections.abc import Iterator

from recognizers.base import fold
from recognizers.gazetteers import key_of_folded
from recognizers.name_words import code_of, common, given, key, surname
from recognizers.words import CIVILITIES

_PASSENGER, _INITIALS, _CLERK, _CHAT = 0.8, 0.6, 0.6, 0.7
_TITLES = r"(?:MRS?|MSTR?|MISS|MLLE|MME|CHD|INF|DR)"
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_AIRLINE = re.compile(
    rf"(?<![\w/])({_UPPER}[A-ZÀ-ÖØ-Þ'-]{{1,29}}(?: {_UPPER}{{2,20}}){{0,2}})"
    rf"/({_UPPER}[A-ZÀ-ÖØ-Þ-]{{0,29}}(?: (?!{_TITLES}\b){_UPPER}{{2,20}})?)"
    rf"( {_TITLES})?(?![\w/])"
)
_DOUBLE = re.compile(
    rf"(?<![\w.-])(?:{_UPPER}[a-zß-ÿ]{{1,20}} )?(?:(?:de|du|des|van|von|le|la) |[dD]['’])?"
    rf"{_UPPER}(?:\.-{_UPPER}\.|\.-{_UPPER}[a-zß-ÿ]{{2,20}})(?![\w-])"
)
_TITLE_CASE = rf"{_UPPER}[a-zß-ÿ]{{2,20}}(?:-{_UPPER}[a-zß-ÿ]{{1,20}})?"
# A surname in capitals and a given name, at the head of a line or a cell.
_CLERKS = re.compile(
    rf"(?:(?<![^\n])|(?<=[:;|«(•>-] ))[ \t]{{0,12}}"
    rf"({_UPPER}[A-ZÀ-ÖØ-Þ'’-]{{2,30}}) ({_TITLE_CASE})(?=[ \t]{{0,9}}(?:[,;:|()\n–-]|\Z))"
)
_TILDE = re.compile(
    r"(?:(?<![^\n])|(?<=\] ))~ ?([^\W\d_][\w'’-]{1,30}(?: [^\W\d_][\w'’-]{0,30}){0,2})"
)
_PARTICLES = frozenset(("de", "du", "des", "van", "von", "le", "la"))
_GIVEN = 20
# « Van den Broeck Lies »
_DUTCH = re.compile(
    rf"(?<![\w'-])(?:V[ao]n(?: de[nr]?| het)?|v[ao]n de[nr]?) {_TITLE_CASE}"
    rf"(?: {_TITLE_CASE})?(?!\w)"
)
# « J-Mi », « M-Thérèse »
_SHORT = re.compile(rf"(?<![\w.-])[A-Z]-({_UPPER}[a-zß-ÿ]{{1,12}})(?![\w-])")
# « xabi h. » and nothing else, a given name alone as the last line
_ALONE = re.compile(
    r"(?:(?<![^\n])|(?<=\())([^\W\d_A-Z]{3,20}) [^\W\d_]\.(?=\)|[ \t]{0,9}(?:\n|\Z))"
)
_LAST = re.compile(rf"(?<=[!.,;?\w)]\n)\n?({_TITLE_CASE})\s{{0,5}}\Z")
_SHORTENED, _SIGNED = 3, 100
_SCRIPTA = ("p.-s.", "r.-v.", "n.-b.", "p.-v.")

Span = tuple[int, int, float]


def _bears(words: str) -> bool:
    """Whether all words are names, or unknown, and one is a name."""
    keys = re.findall(r"[a-z'-]+", key_of_folded(fold(words)))
    return any(not common(k) and (given(k) >= 50 or surname(k) >= 10) for k in keys)


def passengers(text: str) -> Iterator[Span]:
    """Names as airlines write them."""
    for match in _AIRLINE.finditer(text):
        if match[3] or (_bears(match[1]) and _bears(match[2])):
            yield *match.span(), _PASSENGER


def double_initials(text: str) -> Iterator[Span]:
    """Initials of a double name, with the given name and the particle before them."""
    for match in _DOUBLE.finditer(text):
        if fold(match[0]) in _SCRIPTA:
            continue
        first = fold(match[0].split(" ")[0])
        named = " " not in match[0] or first in _PARTICLES
        alone = not named and (first in CIVILITIES or not given(first))
        yield match.start() + (len(first) + 1 if alone else 0), match.end(), _INITIALS


def clerks(text: str) -> Iterator[Span]:
    """A surname in capitals that is no word, or a rare one, and a given name."""
    for match in _CLERKS.finditer(text):
        surname_code = code_of(match[1], key(match[1]), flat=False)
        first = key(match[2])
        if (
            surname_code in "GSXRP"
            and given(first) >= _GIVEN
            and (surname_code != "P" or not common(first))
        ):
            yield match.start(1), match.end(2), _CLERK


def alone(text: str) -> Iterator[Span]:
    """A name with its initial alone on a line, a given name as the last line."""
    for match in _ALONE.finditer(text):
        name = key(match[1])
        if not common(name) and (given(name) >= _SIGNED or surname(name)):
            yield *match.span(), _CLERK
    last = _LAST.search(text, max(0, len(text) - 60))
    if last and given(key(last[1])) >= _SIGNED:
        yield *last.span(1), _INITIALS


def shortened(text: str) -> Iterator[Span]:
    """A compound given name with its first part cut to a letter."""
    for match in _SHORT.finditer(text):
        name = key(match[1])
        nick = match[0][0] == "J" and len(name) <= _SHORTENED
        if nick or (not common(name) and given(name) >= _SIGNED):
            yield *match.span(), _INITIALS


def shaped(text: str) -> Iterator[Span]:
    """The names in one text that their form tells: span, score."""
    yield from clerks(text)
    yield from alone(text)
    yield from shortened(text)
    for match in _DUTCH.finditer(text):
        yield *match.span(), _CLERK
    if "/" in text:
        yield from passengers(text)
    if ".-" in text:
        yield from double_initials(text)
    if "~" in text:
        for match in _TILDE.finditer(text):
            yield *match.span(1), _CHAT
