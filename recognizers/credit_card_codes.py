"""CREDIT_CARD_EXPIRATION and CREDIT_CARD_CVV: what makes the number of a card usable.

The month and year of the end of validity, and the code of three digits (four for American Express)
on the back. PCI DSS forbids to keep the code after the payment, under any form. Both are so short
that the words around must say what they are: « exp », « valable jusqu'à », « cryptogramme »,
« les 3 chiffres au dos », or the number of the card right before.
https://www.pcisecuritystandards.org/document_library/

>>> def codes(text):
...     finders = CardExpirationRecognizer(), CardCvvRecognizer()
...     return [text[r.start:r.end] for f in finders for r in f.analyze(text, [])]
>>> codes("ma CB expire le 09/27, crypto 306")
['09/27', '306']
>>> codes("4970 1012 3456 7893 04/28 907")
['04/28', '907']
>>> codes("facture 09/27 de 306 € payée par carte")
[]
"""

import re

from recognizers.base import AFTER, FrenchRecognizer
from recognizers.digit_runs import NO_AMOUNT

_MONTH = (
    r"(?i:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre"
    r"|d[ée]cembre)"
)
_DATE = (
    r"(?<![\d/.\-])(?:(?:0?[1-9]|1[0-2]) ?[/\-.] ?(?:20)?[2-4]\d|(?:0[1-9]|1[0-2])[ ]?[2-4]\d"
    rf"|{_MONTH} (?:20)?[2-4]\d){AFTER}(?![/.\-]\d){NO_AMOUNT}"
)
_PAN = r"\d{4}(?:[ .\-]?\d{4}){2}[ .\-]?\d{3,4}"
_CARD = (
    r"\bcb\b|\bcartes?\b(?! ?(?:sim|vitale|grise|d'|de sejour|nationale|cadeau|identite|de resident"
    r"|de fidelite|jeune|avantage|pro btp|europeenne|d identite))|\bvisa\b|master ?card|\bamex\b"
    r"|\bcvv2?\b|\bcvc2?\b|crypto(?:gramme)?\b(?!-?monnaie)"
    r"|\d{4}[ .\-]?\d{4}[ .\-]?\d{4}[ .\-]?\d{3}"
)


class CardExpirationRecognizer(FrenchRecognizer):
    """Finds ends of validity of payment cards."""

    ENTITY = "CREDIT_CARD_EXPIRATION"
    PATTERNS = (
        re.compile(
            r"(?i:\bexp(?:ir\w{0,6})?\b|\bvalidit[ée]|\bvalable|\bvalide|\bfin\b|jusqu|[ée]ch[ée]ance)"
            rf"[^\d*•]{{0,30}}?\b({_DATE})"
        ),
        re.compile(rf"{_PAN}[ ,;(\n|]{{1,3}}({_DATE})"),
        re.compile(rf"(?i:\bcb\b|\bcarte\b|{_PAN})[^\d\n.;]{{0,30}}\(({_DATE})\)"),
        re.compile(rf"({_DATE})(?=[^\d\n.]{{0,20}}(?i:derri[èe]re|crypto|\bcvv|\bcvc|au dos))"),
    )
    LABELS = re.compile(_CARD + r"|chiffres (?:derriere|au dos)|\bderriere \d")
    LABELLED = 0.85


class CardCvvRecognizer(FrenchRecognizer):
    """Finds the codes on the back of payment cards."""

    ENTITY = "CREDIT_CARD_CVV"
    PATTERNS = (
        re.compile(
            r"(?i:\bcvv2?\b|\bcvc2?\b|\bcrypto(?:gramme)?\b(?!-?monnaie)|\bcode de s[ée]curit[ée]"
            r"|\b(?:3|4|trois|quatre) (?:derniers )?(?:chiffres|num[ée]ros) (?:\w{2,7} )?"
            r"(?:derri[èe]re|dos|s[ée]curit[ée]|verso)|\bderri[èe]re\b)"
            rf"(?:(?!erreur|fact|command)[^\d\n]){{0,40}}?(?:\n)?\b(\d{{3,4}}){AFTER}(?!/\d|h\d){NO_AMOUNT}"
        ),
        re.compile(
            rf"{_PAN}[ ,;(\n|]{{1,3}}(?:0[1-9]|1[0-2])[/\-](?:20)?\d\d[ ,;|\n]{{1,3}}"
            rf"(\d{{3}}){AFTER}{NO_AMOUNT}"
        ),
        re.compile(
            rf"(?<![\d/])(\d{{3,4}})(?=,? (?:c'?est|est|c) (?:le|mon) (?i:cvv|cvc|crypto)){AFTER}"
        ),
    )
    LABELS = re.compile(
        _CARD + r"|chiffres (?:derriere|au dos)|\bderriere (?:(?:il )?y a|c'est) $"
        r"|\b(?:0[1-9]|1[0-2])[/\-](?:20)?[2-4]\d\b"
    )
    LABELLED = 0.9
