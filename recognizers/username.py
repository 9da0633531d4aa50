"""USERNAME: the name of an account: identifiant, login, pseudo, profile.

Chosen by its person: letters, digits, dots, hyphens and underscores. No check: behind its label; a
word without digit or sign is one where « : » or « est » is before and the clause ends behind. What
is an e-mail address or a reference number is found as such.
https://www.cnil.fr/fr/definition/identifiant

>>> found = UsernameRecognizer().analyze("mon identifiant est cdurand75", ["USERNAME"])
>>> [(result.start, result.end) for result in found]
[(20, 29)]
>>> UsernameRecognizer().analyze("mon identifiant est refusé", ["USERNAME"])
[]
"""

import re

from recognizers.base import fold
from recognizers.credential import CueRecognizer, is_state
from recognizers.gazetteers import is_common_word

_LABEL = (
    r"(?:identifiants?|login|pseudo(?:nyme)?|user ?-?names?|nom d'utilisateur|id de connexion"
    r"|nickname"
    r"|gamertag|utilisateur)"
)
_OTHER = (
    r"(?! (?:client|fiscal|de (?:la )?machine|publicitaire|d'appareil|unique|national|technique"
    r"|siret"
    r"|de session|de l'avis))"
)
_WORDS = (
    r"(?: (?:de connexion|du portail|espace client|de l'appli|appli|chez vous|sur le (?:site|forum)"
    r"|laiss[eé]|ig|insta|pour (?:le|la) \w{2,12}|actuel|de mon compte|(?:sur|du|de) [a-z']{2,10}"
    r"|(?:les|vos|mes) [a-z]{2,8})){0,3}"
)
_LINK = r"(?: ?[:=→]{1,2} ?|,? (?:est|c'?est|c|[eé]tait|sera|devient)(?: ?:)? )[\"'«@]? ?"
_NAME = r"[^\W_][\w\-]{0,31}(?:[.][\w\-]{1,31}){0,3}(?:#\d{4})?(?![\w@\-])(?!\.\w)(?!['’]\w)"
_SIGNED = r"(?=[\w.\-]{0,24}[\d_.])" + _NAME
# A domain, an abbreviation.
_NO_NAME = re.compile(r"(?:\w\.)+\w?|[\w.\-]+\.(?:com|fr|net|org|eu|io|example)", re.IGNORECASE)


# Accounts of machines, and what is written where none is known.
_SYSTEM = re.compile(
    r"(?:admin|root|guest|test|system|anonymous|unknown|inconnu|null|none|true|false|postgres"
    r"|www-data|default|nobody|user|client|bot|api|invite|undefined|agent|n/?a|public)\d{0,2}",
    re.IGNORECASE,
)


class UsernameRecognizer(CueRecognizer):
    """Finds names of accounts behind their label."""

    ENTITY = "USERNAME"
    PATTERNS = tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            # DB_USER=…, FTP_LOGIN=…, client=… of files and logs; User "…"
            r"(?<![^\W_])(?:[\w-]{0,24}[_-])?(?:user(?:name|id)?|login|account|uid|utilisateur)="
            rf"[\"']?(?P<logged>{_NAME})",
            rf"(?<![^\W_])(?:client|customer|actor|owner|sub)=[\"']?(?P<mixed>{_SIGNED})",
            rf"\b(?:user|utilisateur|compte|login) [\"«“] ?(?P<logged>{_NAME}) ?[\"»”]",
            rf"\((?:compte|login|user|profil|pseudo) (?P<logged>{_NAME})\)",
            rf"\b(?:compte|login|user|profil) ?[:=] ?(?P<logged>{_NAME})(?= ?(?:[,;/|]|\n|$))",
            r"\b(?:user|login|comptes) (?P<lower>(?-i:[a-z][a-z0-9._-]{4,24}))(?![\w@'’])",
            rf"\bcompte \w{{4,12}} (?P<mixed>{_SIGNED})",
            r"[\"'](?:username|login|user|pseudo"
            r"|user_name)[\"'] ?: ?[\"'](?P<value>[^\"'\s@]{2,40})[\"']",
            rf"\b(?:identifiant|login|user|id) ?(?:/|et|-) ?(?:mdp|mot de passe|password"
            rf"|pass) ?[:=]? ?"
            rf"(?P<plain>{_NAME})(?= ?[/|-])",
            rf"\b{_LABEL}{_OTHER}{_WORDS}{_LINK}(?P<plain>{_NAME})",
            rf"\b{_LABEL}{_OTHER}{_WORDS} (?P<mixed>{_SIGNED})",
            rf"\b(?<!en )(?<!d')(?:login|user) (?P<plain>{_NAME})(?= ?(?:/|\||,|\n|$))",
            rf"\buser ?[:=] ?(?P<plain>{_NAME})",
            rf"\b{_LABEL}\b[^\n?:]{{0,60}}[?:)]? ?\.?\n(?P<mixed>{_SIGNED})",
            rf"\b(?:profil|compte)s?(?: (?:portail|admin|appli|vendeur|touch[eé]s|vint\w{{2}}"
            rf"|paypal|skype"
            rf"|steam|des comptes)){{0,2}} ?(?::|=|c'?est|c|nomm[eé])? ?(?P<mixed>{_SIGNED})",
            rf"\b(?:profil|compte) (?:portail|admin|appli|vendeur) ?[:=] ?(?P<plain>{_NAME})",
            rf"\bcomptes (?:touch[eé]s|concern[eé]s|bloqu[eé]s|admin) ?[:=] ?(?P<plain>{_NAME})",
            rf"\({_LABEL} (?P<plain>{_NAME})\)",
            rf"\b{_LABEL}{_OTHER}[^\n:=(?!]{{0,40}}[:=] ?(?P<mixed>{_SIGNED})",
            rf"/(?:home|users)/(?P<plain>{_NAME})",
            rf"(?<![\w@.\-/])(?P<mixed>{_SIGNED}),? (?:c'?est|est|=) (?:mon |le |son )(?:nouvel "
            rf"|nouveau )?"
            rf"{_LABEL}\b{_OTHER}",
        )
    )
    LABELLED = 0.75

    def accepts(self, text: str, start: int, end: int, group: str) -> bool:
        """Whether a token has a letter, says nothing of the account, and no reference looks so."""
        value = text[start:end]
        letters = sum(map(str.isalpha, value))
        if letters < 2 or is_state(value) or text[end : end + 2] in (" @", "@"):
            return False
        if re.fullmatch(r"[A-Z]{1,6}[\-/.]?[0-9][0-9A-Z\-/.]*|[A-Z]{2}\d\d", value):
            return False  # CLT-2024-0012
        if _NO_NAME.fullmatch(value) or _SYSTEM.fullmatch(value):
            return False
        if group in ("logged", "lower"):
            return not (is_common_word(fold(value)) or value.endswith(("é", "ée", "és", "ed")))
        if group != "plain":
            signed = any(c.isdigit() or c in "_." for c in value)
            return signed and not re.fullmatch(
                r"\d+[a-z]{1,6}|\w{1,3}\.?|(?:n|num)\.?\d*", value, re.I
            )
        return self._is_plain(text, start, end)
