"""AGE: how old somebody says that a person is.

« j'ai 42 ans », « ma mère, 83 ans », « Nathan (9 ans) », « bébé de 3 mois », in digits or words. A
number of years alone is a guarantee or a contract: a verb, a relative, a civility or a name must
stand before it, and nothing like « de garantie » behind.
https://eur-lex.europa.eu/eli/reg/2016/679/oj (an age is data of its owner)

>>> def found(text): return [text[r.start:r.end] for r in AgeRecognizer().analyze(text, [])]
>>> found("J'ai 42 ans et ma mère, quatre-vingt-trois ans, vit avec Léo (8 ans)")
['42 ans', 'quatre-vingt-trois ans', '8 ans']
>>> found("2 ans de garantie, cliente depuis 12 ans, j'ai 3 ans d'ancienneté")
[]
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer, fold

_N = (
    r"(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cent)"
)
_WORDS = rf"{_N}(?:[ -](?:et[ -])?{_N}){{0,4}}"
_NUMBER = rf"(?:1[01]\d|\d{{1,2}}|{_WORDS})"
# Not « ans de garantie », « ans d'ancienneté », « ans que je suis client ».
_END = r"(?![\w€])(?! (?:de |d'|que |sans |apres|plus tard|minimum|ferme|chez|pour))"
_YEARS = rf"{_NUMBER} ?ans?{_END}"
_AGE = rf"{_NUMBER} ?(?:ans?|mois|semaines?){_END}(?: et demie?)?"
_SHORT = rf"(?:{_AGE}|\d{{1,3}} ?a\b\.?)"
_RELATIVE = (
    r"\b(?:(?:grands?|beaux?|belles?|petite?s?|arrieres?)[- ])?(?:peres?|meres?|papa|maman|papy"
    r"|mamie|fils|filles?|freres?|soeurs?|mari|femme|epou(?:x|se)|conjointe?|compagn(?:on|e)|bebes?"
    r"|enfants?|neveux?|nieces?|cousine?s?|oncle|tante|voisine?|cliente?|patiente?|monsieur|madame|dame|homme"
    r"|personne(?: agee)?|nourrisson|ado|adolescente?|garcon|fillette|petite?|jumeaux|jumelles"
    r"|assuree?|beneficiaire|retraitee?|veu(?:f|ve)|eleve|etudiante?|nouveau-ne|m\.|mr|mme|mlle|dr)"
)
# Words between the person and the number that make it a duration.
_DURATION = (
    r"depuis|pendant|garanti|dans|pour|il y a|apres|engagement|contrat|client|travail|marie|voila"
    r"|ca fait|sous|durant|ans\b|dure|abonn|credit|pret|bail|reduction|carte|plus de|moins de"
    r"|enceinte"
)
_NOT_NAME = (
    r"(?:garantie?|contrat|engagement|duree|abonnement|forfait|pret|credit|bail|pack|extension|offre"
    r"|assurance|location|anciennete|depuis|pendant|plus|entre|sous|dans|apres|bonus|permis|validite"
    r"|mutuelle|age|il|elle|ca|cela|donc|soit|environ|presque|prime|licence|remise|promo|livret)\b"
)


class AgeRecognizer(FrenchRecognizer):
    """Finds ages by the person before them; matches folded text."""

    ENTITY = "AGE"
    PATTERNS = (
        re.compile(
            r"\b(?:j'?ai|j ai|j'avais|j'aurai|(?:il|elle|on|qui) (?:a|avait|aura|va avoir)"
            r"|d'avoir|vais avoir)"
            rf"(?: (?:eu|deja|que|bientot|presque|maintenant|seulement|plus de)){{0,2}} ({_AGE})"
        ),
        re.compile(rf"\bagee?s?\b(?: de| d'|e?s?\)? de)? ?(?:[:=|] ?)?({_AGE})"),
        re.compile(rf"\bage ?[:=|] ?({_AGE}|\d{{1,3}}\b)"),
        re.compile(rf"\b(?:ses|mes|tes|leurs|son|feter|fete|fetera) ({_YEARS})(?! (?:de|d'))"),
        re.compile(rf"(?:^|[.!?\n] ?)a ({_YEARS})(?=,? (?:je|il|elle|on|passes|et))"),
        re.compile(
            rf"{_RELATIVE}(?:(?!{_DURATION})[^\n;:0-9(]){{0,40}}?[ ,(]{{1,2}}"
            rf"(?:de |d'|a |a eu )?({_SHORT})"
        ),
        re.compile(rf"\b(?!{_NOT_NAME})[a-z][a-z'-]{{1,20}},? \(?({_AGE})(?=[).,;\n]| et |$)"),
    )
    BARE = 0.6

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        folded, seen = fold(text), set()
        named = self.PATTERNS[-1]
        for pattern in self.PATTERNS:
            for match in pattern.finditer(folded):
                # The last pattern wants a name: a capital, which folding took away.
                if pattern is named and not text[match.start()].isupper():
                    continue
                if text[match.end(1) - 1] not in "àÀ":
                    seen.add(match.span(1))
        yield from sorted(seen)
