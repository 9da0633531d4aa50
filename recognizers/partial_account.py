"""PARTIAL_ACCOUNT_NUMBER: what people say of a card or account instead of its number.

« la carte finissant par 4321 », « **** 4321 », « FR76 XXXX XXXX 189 ». A few digits do not pay, but
with a name and a date they tell one customer from others (RGPD, recital 26).
https://eur-lex.europa.eu/eli/reg/2016/679/oj

>>> find = PartialAccountRecognizer().analyze
>>> def found(text): return [text[r.start:r.end] for r in find(text, [])]
>>> found("ma CB se terminant par 4321, pas **** **** **** 6628")
['4321', '**** **** **** 6628']
>>> found("contrat se terminant en 2027, dans 15 jours")
[]
"""

import re

from recognizers.base import AFTER, FrenchRecognizer

_MASK = r"(?:[*xX•●·]{1,4}[ \-]?){0,5}"
_TAIL = rf"{_MASK}(?:\d{{2,6}}|[A-Z]\d{{2,3}}){AFTER}"
_NOT = (
    r"(?! ?(?:€|%|euros?|eur\b|jours?|ans?\b|mois|h\b|heures?|min|chiffres|lettres|fois)|[,/:]\d)"
)
_ENDS = r"(?i:finissant|terminant|finit|fini[es]?|finissent|termin[ée]e?s?|terminent)"


class PartialAccountRecognizer(FrenchRecognizer):
    """Finds the ends of card and account numbers."""

    ENTITY = "PARTIAL_ACCOUNT_NUMBER"
    PATTERNS = (
        # « l'IBAN finit par 7116, celui du formulaire par 9023 »
        re.compile(rf"{_ENDS} par {_TAIL}[^\d\n.]{{1,40}}\b(?:par|en|avec) ({_TAIL}){_NOT}"),
        re.compile(rf"{_ENDS} par (\d{{3,4}} [A-Z])(?![\w'’])"),
        re.compile(
            rf"(?:[2-6]|(?i:deux|trois|quatre|cinq)) (?i:derniers|dern\."
            rf"|last digits) ?[:=]? ?({_TAIL}){_NOT}"
        ),
        re.compile(
            rf"{_ENDS}(?: (?:bien|donc|aussi))?(?: (?:par|avec|en(?! (?:19|20)\d\d\b))"
            rf"(?: les?)?(?: chiffres)? ?:? ?| (?=[*xX•●]))({_TAIL}){_NOT}"
        ),
        re.compile(
            rf"{_ENDS} (?:par|en) \w{{2,6}},? (?:et )?(?:non|pas)(?: pas)?(?: par| en)?"
            rf" ({_TAIL}){_NOT}"
        ),
        re.compile(
            r"(?i:(?:deux|trois|quatre|cinq|[2-6]) derniers (?:chiffres|num[ée]ros)|\bfin d[eu]"
            r" (?:(?:ma|la|sa|votre|mon|le|son) )?(?:carte|cb|compte|iban|rib|num[ée]ro de carte))"
            rf"[^\d\n.]{{0,35}}?\b(?<!en )({_TAIL}){_NOT}"
        ),
        # Four signs at least: two stars are Markdown.
        re.compile(
            rf"(?<![0-9A-Za-z*•])(?<![0-9*•xX] )((?:[*xX•●·]{{2,4}}[ \-]?){{2,6}}\d{{2,6}}){AFTER}"
        ),
        re.compile(
            r"(?<![0-9A-Za-z])FR ?\d\d ?(?:(?:[*xX•●]{1,4}|\.{2,4}|…)[ \-]?){1,8}\d{2,6}" + AFTER
        ),
    )
    LABELS = re.compile(
        r"\bcartes?\b|\bcb\b|\bcompte\b|\biban\b|\brib\b|\bvisa\b|mastercard|livret"
    )
    LABELLED = 0.85
    BARE = 0.6
