"""Places that no list knows, by what stands before them; and listed ones behind abbreviations.

« Tu vas à Vernonnet », « l'hôpital Saint-Pierre », « TJ Quimper », « Irun → Dax »: hamlets, foreign
towns and what a scanner misread (« à P0uldreuzic ») have a capital behind « à »; words and people's
names have it too and are left out, so a score for these is low.

>>> def found(text): return [text[start:end] for start, end in cued(text)]
>>> found("tu vas à Vernonnet, puis à Bintou et à Noël"), found("Fait à Plogaste1, le 2")
(['Vernonnet'], ['Plogaste1'])
>>> found("elle est à la maternité Notre-Dame"), found("jugement TJ Quimper, RCS X")
(['Notre-Dame'], ['Quimper'])
>>> found("Jacquemard,Lilian,Parcey,412"), found("MALADE À BORD, jusqu'à Pâques")
(['Parcey'], [])
"""

import re
from collections.abc import Iterator

from recognizers.name_words import common, given, key, surname
from recognizers.places import is_place, is_short_name, is_word

_TAIL = r"[^\W_]{2,20}(?:['’-][^\W\d_]{1,20}){0,6}"
_NAME = (
    rf"[A-ZÀ-Ý]{_TAIL}(?: (?:de |du |des |la |le )?[A-ZÀ-Ý][^\W\d_]{{2,20}}"
    r"(?:-[^\W\d_]{2,20}){0,4}){0,2}"
)
_ARTICLE = r"(?:L[ae]s? |L['’])?"
_AT = re.compile(rf"(?<![\w'’])[àÀ] ({_ARTICLE}{_NAME})(?![\w@/])")
_HOUSE = re.compile(
    r"(?i:(?<!\w)(?:h[ôo]pital|lopital|h[ôo]p\.|maternit[ée]|(?:poly)?clinique|ehpad|chu?)"
    rf" (?:de la |du |de |d['’]|des )?)({_ARTICLE}{_NAME})"
)
#: Behind or before these a name of the lists is a place.
_LISTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:TJ|TGI|RCS|TA|CPH|CAF|CPAM|CHU|CHR?|CMP|SPIP|PMI|SIP|CCAS) (?:de |d['’])?({_NAME})",
        rf"(?:→|->|=>|⇒) ?({_NAME})",
        rf"({_NAME})(?= ?(?:→|->|=>|⇒))",
        rf"(?<=[,;])({_ARTICLE}{_NAME})(?=[,;])",
        rf"(?:\A|(?<=\n))({_ARTICLE}{_NAME})(?=, )",
        rf"(?<== )({_ARTICLE}{_NAME})(?=\n|\Z)",
        rf"(?i:(?<!\w)(?:site|agence|sortie|trajet|direction|destination|zone|in|from|ville|entre))"
        rf"(?: ?: ?| )({_ARTICLE}{_NAME})",
        rf"(?i:(?<!\w)entre) {_NAME} et ({_ARTICLE}{_NAME})",
    )
)
#: « la grève de Penn-ar-Vir »: a person's name may stand here as well.
_HAMLET = re.compile(
    r"(?i:(?<!\w)(?:[ée]cole|coll[eè]ge|lyc[ée]e|gr[eè]ve|plage|hameau|village|port|bourg|cale"
    rf"|quartier|phare|pointe|vall[ée]e|for[êe]t) (?:de |d['’]))({_ARTICLE}{_NAME})"
)
_PLACE_LIKE = re.compile(r"-|^L[ae]s? |^[^ ]+$")
_OCR = re.compile(r"\d")
_NOT_PLACES = frozenset(
    str.split(
        "paques noel kippour ramadan pentecote toussaint internet france whatsapp facebook "
        "m mr mme mlle me dr monsieur madame mademoiselle docteur maitre mamie papi papy tata "
        "tonton granmoun soeur frere pere"
    )
)
_BEARERS = 400


def cued(text: str) -> list[tuple[int, int]]:
    """The places of one text that a cue shows, in order."""
    return sorted(set(_cued(text)))


def _cued(text: str) -> Iterator[tuple[int, int]]:
    for match in _AT.finditer(text):
        if _unknown(match[1]):
            yield match.span(1)
    for match in _HAMLET.finditer(text):
        if _unknown(match[1]) and _PLACE_LIKE.search(match[1]):
            yield match.span(1)
    yield from _known(text)


def _known(text: str) -> Iterator[tuple[int, int]]:
    """Places behind houses, and those of the lists."""
    for match in _HOUSE.finditer(text):
        if not match[1].isupper() and (_joined(match[1]) or not _words(match[1])):
            yield match.span(1)
    for pattern in _LISTED:
        for match in pattern.finditer(text):
            if end := _listed(match[1], short=pattern not in _LISTED[3:6]):
                yield match.start(1), match.start(1) + end


def _keys(name: str) -> list[str]:
    return [key(word) for word in re.findall(r"[^\W_]+", name)]


def _unknown(name: str) -> bool:
    """Whether a name behind « à » is no word, no feast and nobody's."""
    words = _keys(name)
    digits = _OCR.findall(name)
    if name.isupper() or len(digits) > 1 or not set(digits) <= {"0", "1"}:
        return False
    if not _NOT_PLACES.isdisjoint(words) or (_words(name) and not _joined(name)):
        return False
    if "-" in name or (len(words) > 1 and words[0] in ("la", "le", "les", "l", "san", "saint")):
        return given(words[0]) <= _BEARERS
    return given(words[0]) <= _BEARERS and surname(words[-1]) <= _BEARERS


def placed(name: str) -> bool:
    """Whether the lists have a name, with or without the article people leave or add."""
    bare = re.sub(r"^(?:L[ae]s? |L['’])", "", name)
    if is_place(name) or (bare != name and len(bare) > 5 and is_place(bare)):
        return True
    return "-" in name and any(is_place(article + name) for article in ("le ", "la ", "les "))


def _words(name: str) -> bool:
    return all(map(common, _keys(name)))


def _joined(name: str) -> bool:
    """Whether hyphens join words with capitals: « Notre-Dame », « Rivière-du-Mât-les-Hauts »."""
    last = name.rpartition("-")[2]
    return last != name and last[:1].isupper() and not name.isupper()


def _listed(name: str, *, short: bool) -> int:
    """The length of a name, or of its first word, that the lists have and that is no word."""
    first = re.match(r"[^\W_]+(?:['’-][^\W_]+)*", name)
    for one in (name, first[0] if first else name):
        if not is_word(one) and (len(_keys(one)) > 1 or not _person(one)):
            beginning = one.partition("-")[0]  # « Pantin-Quatre-Chemins »
            quarter = beginning != one and len(beginning) > 4 and not is_word(beginning)
            if placed(one) or (short and is_short_name(one)):
                return len(one)
            if quarter and is_place(beginning) and not _person(beginning):
                return len(one)
    return 0


def _person(name: str) -> bool:
    return given(key(name)) > _BEARERS or surname(key(name)) > 10 * _BEARERS
