r"""LOCATION by rule: towns that the lists know, where the model does not see them.

The model goes by capitals; chats have none (« je pars jeudi à barcelonnette »), shouted mails have
nothing else, and the rows of a table have no sentence. A name of the lists counts behind a
preposition or a label, in a cell, or alone on a line. Many communes are called like a word
(« Port », « Base ») or a person (« Martine »): those need more before them than « de ».
https://www.insee.fr/fr/information/2560452 (code officiel géographique)

>>> def found(text): return [text[start:end] for start, end in locations(text)]
>>> found("je pars jeudi à barcelonnette chercher ma mère"), found("on habite les abymes")
(['barcelonnette'], ['les abymes'])
>>> found("TEL;12;56920;NOYAL PONTIVY;;20"), found("Marie Cadiou\nSotteville-lès-Rouen\n")
(['NOYAL PONTIVY'], ['Sotteville-lès-Rouen'])
>>> found("le code postal de base à la livraison"), found("Bertholène, le 2 mars")
([], ['Bertholène'])
"""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer, fold
from recognizers.name_words import common, given, key, surname
from recognizers.place_cues import cued, placed
from recognizers.places import OF, STREET_BEFORE, begins_place, is_place, is_short_name, is_sure

_WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(r"[ '’-]{1,2}")
_WORDS = 7
_LETTER = r"(?=[^\W\d_])"
#: Before a place; a name that is a word too needs a strong one.
_STRONG = re.compile(
    r"(?<![^\W_])(?:(?:j ?['’]?|l['’])?(?:habit\w{1,4}|hospitalisee?)(?: (?:a|au|aux|en|toujours"
    r"|maintenant|tjrs?|vers|sur)){0,2}|demeurant a|(?:vis|vit|vivons|vivent|loge|dors|dort"
    r"|residen?t?|reside"
    r"|demenage\w{0,4}|installee?s?|suis|est|sommes|scolarisee?s?|ne|nee|nes|pars|part"
    r"|partie?s?|vais|va|rentre\w{0,4}|retourne|arrive\w{0,4}|livre[rz]?|livraison|envoye[rz]?"
    r"|renvoyer|coincee?s?|bloquee?s?|gare) (?:a|au|aux|en|sur|vers|de))"
    r" (?:la ville de )?" + _LETTER
)
_LABEL = re.compile(
    r"(?<![^\W_])(?:ville|commune|localite|secteur|lieu|fait a|lieu[ -]?dit|hameau|village)"
    r" ?(?:[:=|;] ?(?:« ?)?)" + _LETTER + r"|(?<![^\W_])(?:fait|signe) a " + _LETTER
)
_WEAK = re.compile(
    r"(?<![^\W_])(?:a|au|aux|en|vers|de|du|d['’]|secteur|livraison|quartier|depuis|entre|via)"
    r"(?: |(?<=['’]))" + _LETTER
)
_AFTER_CODE = re.compile(r"(?<![\w.,/-])(?:0[1-9]|[1-8]\d|9[0-58])\d{3} " + _LETTER)
_CELL = re.compile(r"(?<=[;|\t])[ ]?([^\W\d_][^\d;|\t\n]{1,40}?)[ ]?(?=[;|\t\n]|\Z)")
_CODED = re.compile(
    r"(?<![\w./-])((?:l[ae]s? )?[^\W\d_]{3,20}(?:[ -][^\W\d_]{2,15}){0,2}),?(?= \(?\d{5}\)?(?!\w))"
)
_LINE = re.compile(r"(?:\A|(?<=\n))[> \t]{0,6}([^\W\d_][^\d;|\t\n,.:!?]{2,40})[.,]?[ ]?(?=\n|\Z)")
_BESIDE = re.compile(
    r"(?:(?<=[,–—|/-] )|(?<=\())([^\W\d_][^\d;|\t\n,.:!?()–—]{2,35})(?=[,;.)\n]| [(–—/-]|\Z)"
)
_QUARTER = re.compile(
    r"(?<!\w)(?i:(?:au |le )?(?:lieu[ -]?dit|quartier|secteur|hameau|zone) |(?=section ))"
    r"(?:« ?)?((?:section )?(?:L[ea]s? )?[A-ZÀ-Ý][\w'’-]{2,25}(?: [A-ZÀ-Ý][\w'’-]{2,25}){0,2})"
)
_DATED = re.compile(r"(?:\A|(?<=\n))[> \t]{0,6}([^\W\d_][^\d;|\t\n,.:!?]{2,40}), ?(?=le \d)")
_ARTICLE = re.compile(r"(?<![^\W_])(au|du|aux|des) $")
_ARTICLE_OF = {"au": "le ", "du": "le ", "aux": "les ", "des": "les "}
_OF = re.compile(r"(?<![^\W_])(?:de|du|d['’]) ?$")
_LIKELY, _UNLISTED = 0.55, 0.4
_PART = re.compile(r" (?:les? )?(?:hauts?|bas)\b")  # « la Saline les Hauts »
# How many may bear a name that still counts as a town.
_BEARERS, _SHORTEST = 400, 4
_SAINTS = frozenset({"saint", "sainte", "st", "ste"})
_ARTICLES = frozenset({"l", "la", "le", "les", "las", "los"})


def locations(text: str) -> list[tuple[int, int]]:
    """The places of one text that a rule knows."""
    return sorted(set(_candidates(text)))


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    for pattern in (_STRONG, _LABEL):
        for match in pattern.finditer(folded):
            yield from _named(text, folded, match.end(), strong=True)
    yield from _led(text, folded)
    yield from _alone(text, folded)


def _led(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Places behind a postcode or a preposition."""
    for match in _AFTER_CODE.finditer(folded):
        yield from _named(text, folded, match.end(), strong=True)
    for match in _WEAK.finditer(folded):
        before = folded[max(0, match.end() - 40) : match.end()]
        yield from _named(text, folded, match.end(), strong=bool(OF.search(before)))


def _alone(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Places in a cell, on a line, between commas, before a postcode; and quarters."""
    for pattern in (_CELL, _LINE, _DATED, _BESIDE):
        for match in pattern.finditer(text):
            if _stands_alone(match[1], line=pattern is _LINE):
                yield match.span(1)
    for match in _QUARTER.finditer(text):
        words = _WORD.findall(match[1])
        if not all(common(key(word)) for word in words) and not words[-1].isupper():
            yield match.span(1)
    for match in _CODED.finditer(folded):
        yield from _coded(text, match)


def _named(text: str, folded: str, begin: int, *, strong: bool) -> Iterator[tuple[int, int]]:
    """The longest place that begins at a position, if what leads to it is enough."""
    if STREET_BEFORE.search(folded[max(0, begin - 40) : begin]):
        return
    article = _ARTICLE.search(folded, max(0, begin - 4), begin)
    end, short = _longest(folded, begin, _ARTICLE_OF[article[1]] if article else "")
    if not end and folded[begin : begin + 2] in ("l'", "l’"):
        begin += 2
        end, short = _longest(folded, begin, "")
    name, hidden = text[begin:end], bool(article)
    if end and not _goes_on(folded, end) and _means_town(name, hidden=hidden, strong=strong):
        of = bool(_OF.search(folded, max(0, begin - 4), begin))
        if (strong or not _person(name, of=of)) and (
            not short or (name[0].isupper() and (strong or not _person(name)))
        ):
            part = _PART.match(folded, end)
            yield begin, part.end() if part else end


def _means_town(name: str, *, hidden: bool, strong: bool) -> bool:
    """Whether a listed name is meant as a town; ``hidden``: its article is in « au », « des »."""
    if not name[0].isupper() and (len(name) < _SHORTEST or (hidden and not is_place(name))):
        return False
    return not _is_word(name, strong=strong) or (strong and _proper(name))


def _goes_on(folded: str, end: int) -> bool:
    """Whether a name goes on behind a hyphen: « Antoine de La Tour-Landry »."""
    return bool(re.match(r"-[^\W\d_]", folded[end : end + 2]))


def _is_word(name: str, *, strong: bool = False) -> bool:
    """Whether a name, its article aside, is words (« la tour », « l'hôpital », « Port »)."""
    words = [word for word in _WORD.findall(key(name)) if word not in _ARTICLES]
    if words[0] in _SAINTS or len(words) > 2 or is_sure(name, strong=strong):
        return False
    return "-" not in name and all(map(common, words))


def _proper(name: str) -> bool:
    """Whether capitals make a name of words: « La Courneuve », « Bordeaux », not « la Tour »."""
    return name[0].isupper() and not name.isupper()


def _person(name: str, *, of: bool = True) -> bool:
    """Whether a name of one word is more often a person's; behind « de » also a surname."""
    if " " in name or "-" in name:
        return False
    one = key(name)
    return given(one) > _BEARERS or (of and surname(one) > _BEARERS)


def _longest(folded: str, begin: int, article: str) -> tuple[int, bool]:
    """Where the longest listed name ends (0 without one), and whether it is a short name.

    An article may be hidden in what leads to it: « au Palais », « aux Lilas ».
    """
    end, best, short = begin, 0, False
    for _ in range(_WORDS):
        word = _WORD.match(folded, end)
        if not word:
            break
        name = folded[begin : word.end()]
        if not (begins_place(name) or (article and begins_place(article + name))):
            break
        if is_place(name) or (article and is_place(article + name)):
            best, short = word.end(), False
        elif not best and is_short_name(name):
            best, short = word.end(), True
        join = _JOIN.match(folded, word.end())
        if not join:
            break
        end = join.end()
    return best, short


def _stands_alone(name: str, *, line: bool) -> bool:
    """Whether a cell, a line or what commas enclose is a place and nothing else."""
    if not placed(name) or _person(name, of=not line) or (_is_word(name) and not _twice(name)):
        return False
    return name[0].isupper() or line


def _twice(name: str) -> bool:
    """Whether a name has several words with capitals: « Le Conquet »."""
    words = _WORD.findall(name)
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


def _coded(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The end of « jennifer le port 97420 » that is a place."""
    begin, end = match.span(1)
    starts = [begin, *(begin + gap.end() for gap in re.finditer(" ", match[1]))]
    for start in starts:
        name = text[start:end]
        if is_place(name) and not (common(key(name)) and name.islower()):
            yield start, end
            return


class LocationRecognizer(FrenchRecognizer):
    """Finds places by the lists and what leads to them."""

    ENTITY = "LOCATION"

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the places of one text."""
        return [
            self._result(start, end, _LIKELY, check=None, labelled=True)
            for start, end in locations(text)
        ] + [self._result(*span, _UNLISTED, check=None, labelled=False) for span in cued(text)]
