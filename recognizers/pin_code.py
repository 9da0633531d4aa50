"""PIN_CODE: the code of a card, a SIM (PIN, PUK), a padlock, an alarm, an account.

Chosen or given: four to eight digits, a PUK has eight; no check. The label says it: « code PIN »,
« PUK », « code secret », « code confidentiel », « code du cadenas ». Doors are ``FR_DOOR_CODE``,
codes that are good once ``OTP_CODE``.
https://www.service-public.fr/particuliers/vosdroits/F33976

>>> found = PinCodeRecognizer().analyze("mon code PIN (4826) ne passe plus", ["PIN_CODE"])
>>> [(result.start, result.end) for result in found]
[(14, 18)]
>>> PinCodeRecognizer().analyze("code PIN à 4 chiffres, bloqué après 3 essais", ["PIN_CODE"])
[]
"""

import re

from recognizers.credential import CueRecognizer

_END = (
    r"(?![0-9A-Za-z]|[.,/:h]\d|[ ]?(?:€|eur|%|fois|essais|tentatives|chiffres|h\b|min\b|jours"
    r"|m2|m²|cm|mm|kg|pi[eè]ces))"
)
_WORD = "(?:z[eé]ro|un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
_VALUE = (
    rf"(?:\d(?:[ \-]\d){{3,7}}|\d{{4}}[ ]\d{{4}}|\d\d[ ]\d\d(?: \d\d){{0,2}}|\d{{4,8}}){_END}"
    rf"|{_WORD}(?: {_WORD}){{3,7}}\b|[0-9A-Z]{{2}}-\d\d-[0-9A-Z]{{2}}{_END}"
)
_KIND = (
    r"(?:pin|puk|secret|confidentiel|parental|personnel|ma[iî]tre|à gratter|a gratter"
    r"|(?:de |d'|du |de la |de l'|de ma |de mon |de sa )(?:(?:carte|cb|sim|verrouillage|cadenas"
    r"|coffre"
    r"|d[eé]verrouillage|t[eé]l[eé]phone|portable|tablette|messagerie|r[eé]pondeur|alarme|valise"
    r"|sim|antivol|casier)(?: (?:bleue|bancaire|sim|vocale|visa))?))"
)
_SAID = r"(?:[^\n:;=!?0-9]{0,40}?)"
_LINK = r"[ ]?\.{0,12}(?:(?:[:=,(«\"]|est|c'?est|c|c'était|[eé]tait|le|n°) ?){0,3}"


class PinCodeRecognizer(CueRecognizer):
    """Finds codes of cards, telephones, padlocks and alarms behind their label."""

    ENTITY = "PIN_CODE"
    PATTERNS = tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\bcodes? {_KIND}(?: (?:de |du )?(?:la |ma |mon )?(?:carte|sim|telephone|actuel"
            rf"|provisoire))?{_LINK}"
            rf"(?P<value>{_VALUE})",
            rf"\bcodes? {_KIND}\b{_SAID}[:(=] ?(?P<value>{_VALUE})",
            rf"\bcodes? {_KIND}[^\n?0-9]{{0,40}}\?\s{{1,2}}(?P<value>{_VALUE})",
            rf"\b(?:pin|puk)[12]?(?: (?:actuel|provisoire|de la sim|sim|carte))?{_LINK}"
            rf"(?P<value>{_VALUE})",
            rf"\b(?:alarme|cadenas|coffre(?:-fort)?|d[eé]verr?ouill\w{{1,4}}|carte volée|antivol)\b"
            rf"[^\n.0-9]{{0,40}}\bcode{_LINK}(?P<value>{_VALUE})",
            rf"\b(?:cadenas|antivol|coffre(?:-fort)?)(?: v[eé]lo)? ?:? ?(?P<value>\d{{3,6}}){_END}",
            # « il a tapé son code (2604) », « clés dans la boîte, code 5093 »
            rf"\b(?:mon|son|ton|leur|ma|sa) (?:ancien |nouveau )?code(?: actuel)? ?[(:=] ?"
            rf"(?P<value>\d{{4,6}}){_END}",
            rf"\b(?:cl[eé]s?|clefs?|bo[iî]te|casier|consigne|valise|coffre|alarme|badge)\b"
            rf"[^\n.0-9]{{0,40}}\bcode ?:? ?(?P<value>\d{{3,6}}){_END}",
            rf"(?<![0-9A-Za-z.,])(?P<value>\d{{4,8}}),? (?:c'?est|est|=) (?:le |mon |son )?"
            rf"(?:(?:code )?(?:pin|puk)\b|code {_KIND})",
        )
    )
    LABELLED = 0.85
