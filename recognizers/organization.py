"""ORGANIZATION by rule: a company named with its legal form, or announced as one.

« Boulangerie Martinet SARL », « SCI Les Tilleuls », « la société Verrières du Gâtinais ». A small
company often bears the name of its owner, which makes it personal data (RGPD recital 14 leaves out
only the legal person itself). Brands and large companies are left to the model.
https://entreprendre.service-public.fr/vosdroits/F37380

>>> text = "pour la société Verrières du Gâtinais, et la SARL Le Goff & Fils"
>>> [text[start:end] for start, end, _ in companies(text)]
['Verrières du Gâtinais', 'SARL Le Goff & Fils']
"""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer
from recognizers.name_words import common, key

_FORM = (
    r"(?:SARL|S\.A\.R\.L\.?|SASU?|S\.A\.S\.?|EURL|EIRL|SCI|SNC|SCP|SCM|SELARL|SCOP|GAEC|EARL|GIE"
    r"|SA)"
)
_LINK = r"(?:d[eu]s?|la|le|les|et|&|d'|l'|en|sur|aux?|à)"
_WORD = rf"(?!{_FORM}\b)(?:[dl]['’])?[A-ZÀ-ÖØ-Þ0-9][\w'’&.-]{{0,30}}(?<![.'’-])"
_NAME = rf"{_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{0,5}}"
_ANNOUNCED = (
    r"(?:soci[ée]t[ée]|entreprise|[ée]tablissements?|[ÉE]ts|cabinet|association"
    r"|agence immobili[èe]re|garage|boulangerie|restaurant|pharmacie|librairie|menuiserie"
    r"|clinique|laboratoire|imprimerie)"
)
_TRADES = (
    r"mutuelles?|transports?|h[ôo]tel|auberge|tabac|meubles|ateliers?|plomberie|carrosserie"
    r"|assurances?|ambulances?|menuiseries?|papeterie|fonderie|hopital|foyer|[ée]cole|bar"
)
SURE = 0.7
_ACRONYM = 4
#: Pattern (group 1 is the company) and score.
_RULES = (
    (re.compile(rf"(?<![\w-])({_FORM} (?:(?:l[ae]s?|du|des?|d'|l') )?{_NAME})"), 0.7),
    (
        re.compile(rf"(?<![\w-])({_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{0,4}} {_FORM})(?![\w-])"),
        0.7,
    ),
    (re.compile(rf"(?<!\w)(?i:{_ANNOUNCED}) (?:« ?)?({_NAME})"), 0.6),
)
_NOT_A_NAME = re.compile(
    rf"(?:{_FORM} (?:et|ou) |SIRET|SIREN|RCS|TVA|APE|NAF|EI|Bonjour|Cordialement|Je|Nous|Il|Elle"
    r"|[0-9 .]+)(?:\b|$)"
)


def kept(name: str) -> bool:
    """Whether what the model calls an organization is named like one.

    It takes acronyms, offers and single words for companies; those that somebody owns have a legal
    form, a trade before their name, or two names of their own.

    >>> kept("Garage Pontet & Fille"), kept("Vayssade Télécoms"), kept("Lys Textile SA")
    (True, True, True)
    >>> kept("OPCO"), kept("France Travail"), kept("Duo Horizon"), kept("Dacia")
    (False, False, False, False)
    """
    if re.search(rf"(?<!\w){_FORM}(?!\w)", name) and " " in name:
        return True
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) > 1 and re.match(rf"(?i:{_ANNOUNCED}|{_TRADES}) ", name):
        return True
    return len(words) > 1 and name[0].isupper() and ("&" in name or any(map(_own, words)))


def _own(word: str) -> bool:
    """Whether a word with a capital is a name and neither word nor acronym."""
    acronym = word.isupper() and len(word) <= _ACRONYM
    return word[0].isupper() and not acronym and not common(key(word))


def companies(text: str) -> Iterator[tuple[int, int, float]]:
    """The companies of one text, with the score of the rule that found each."""
    found = (
        (*match.span(1), score)
        for pattern, score in _RULES
        for match in pattern.finditer(text)
        if not _NOT_A_NAME.match(match[1]) and not (match[0].isupper() and score < SURE)
    )
    yield from sorted(found)


class OrganizationRecognizer(FrenchRecognizer):
    """Finds companies by their legal form or the word before them."""

    ENTITY = "ORGANIZATION"

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the companies of one text."""
        return [
            self._result(start, end, score, check=None, labelled=True)
            for start, end, score in companies(text)
        ]
