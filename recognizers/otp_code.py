"""OTP_CODE: a code that is good once: received by SMS or e-mail, shown by an application.

Four to eight digits, six mostly, sometimes letters, in groups or not; no check. The label says it
(« code reçu par SMS », « code de validation », « 3D Secure »); « code » alone does for six digits.
It expires, but whoever reads it in time passes for the person.
https://cyber.gouv.fr/publications/recommandations-relatives-lauthentification-multifacteur-et-aux-mots-de-passe

>>> found = OtpCodeRecognizer().analyze("le code reçu par sms est 48 29 13", ["OTP_CODE"])
>>> [(result.start, result.end) for result in found]
[(25, 33)]
>>> OtpCodeRecognizer().analyze("code postal 69003, code promo 482913", ["OTP_CODE"])
[]
"""

import re

from recognizers.credential import CueRecognizer

_END = r"(?![0-9A-Za-z]|[.,/:]\d|[ ]?(?:€|eur|%|fois|min\b|chiffres|secondes|heures|jours))"
_DIGITS = r"(?:\d{3}[ \-]\d{3}|\d\d[ \-]\d\d[ \-]\d\d(?![ \-]\d)|\d{4}[ \-]\d{4}|\d{4,8})"
_SIX = r"(?:\d{3}[ \-]\d{3}|\d\d[ ]\d\d[ ]\d\d(?![ \-]?\d)|\d{6})"
_VALUE = rf"(?:{_DIGITS}|(?:G|FB)-\d{{5,6}}|(?=[A-Z]{{0,7}}\d)[0-9A-Z]{{6,8}}){_END}"
_KIND = (
    r"(?:(?:re[cç]u\w{0,2} )?(?:par |via |en )?(?:un |le )?(?:sms|texto|mail|e-mail"
    r"|t[eé]l[eé]phone)"
    r"|(?:de |d')(?:validation|v[eé]rification|confirmation|s[eé]curit[eé]|authentification"
    r"|activation|acc[eè]s|connexion|support|retrait|retour|d[eé]bloquage)|(?:à|a) usage unique"
    r"|3-?d ?-?s(?:ecure)?|temporaire|unique|retrait|sms|otp|2fa|re[cç]u)"
)
_SENT = r"(?:[^\n.:;=!?0-9]{0,40}?)"
_LINK = r"[ ]?(?:(?:[:=,(«\"]|est|c'?est|c|était|etait|le|suivant) ?){0,3}"


class OtpCodeRecognizer(CueRecognizer):
    """Finds one-time codes behind their label, six digits behind « code »."""

    ENTITY = "OTP_CODE"
    PATTERNS = tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\bcode {_KIND}{_SENT}{_LINK}(?P<value>{_VALUE})",
            rf"\b(?:otp|2fa|3-?d ?-?secure)(?: code)?{_LINK}(?P<value>{_DIGITS}{_END})",
            rf"\bcode,? (?:que )?[^\n.:;=!?0-9]{{0,40}}(?:re[cç]u|sms|texto)[^\n.:;=!?0-9]{{0,30}}"
            rf"{_LINK}(?P<value>{_DIGITS}{_END})",
            # « j'ai reçu un code 618 204 », « votre code est 482913 », and a second one
            rf"\b(?<!code )(?:code|codes){_LINK}(?P<value>{_SIX}{_END})",
            # « j'ai reçu 3 codes 208855 662 093 et 5-8-3-0-2-6 »
            rf"\bcodes?\b[^\n0-9]{{0,20}}{_SIX}(?:,| et|;|/)? {{0,2}}(?P<value>{_SIX}{_END})",
            rf"\bcodes?\b[^\n0-9]{{0,20}}{_SIX}(?:,| et|;|/)? {{0,2}}(?:{_SIX})?(?:,| et|;"
            rf"|/)? {{0,2}}"
            rf"(?P<value>\d(?:-\d){{5}}|{_SIX}){_END}",
            rf"\b(?:token|jeton) ?[?:=]\s{{1,2}}(?P<value>{_SIX}){_END}",
            rf"\b(?:deuxi[eè]me|second|autre)(?: code)?,? (?P<value>{_SIX}{_END})",
            rf"\b(?:code|sms|texto)\b[^\n0-9]{{0,50}}[?.:]\s{{1,2}}(?P<value>{_SIX})(?![0-9A-Za-z]"
            r"|[ \-.,/]\d)",
            rf"\bcode\b[^\n0-9]{{0,40}}\bdonn[eé] (?P<value>{_SIX}{_END})",
            rf"(?<![0-9A-Za-z.,])(?P<value>(?:{_DIGITS}|G-\d{{6}})),? (?:c'?est|est|=|:) (?:le "
            rf"|mon "
            rf"|ton |votre )(?:code {_KIND}|code\b(?! (?:postal|promo|client|ape|naf|article|pin"
            rf"|puk)))",
        )
    )
    LABELLED = 0.8

    def accepts(self, text: str, start: int, end: int, group: str) -> bool:
        """At least three digits, and no date written in six of them with a label of its own."""
        value = text[start:end]
        if sum(map(str.isdigit, value)) < 3 or value.islower():
            return False
        before = text[max(0, start - 60) : start].lower()
        return not re.search(
            r"(?:postal|promo\w*|erreur|error|article|produit|client|ape|naf|barres?|banque|guichet"
            r"|siret|siren|agence|dossier|\bpin|\bpuk|portail|porte|digicode|immeuble"
            r"|cadeau)[^\n0-9]{0,12}$",
            before,
        )
