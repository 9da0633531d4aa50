"""PASSWORD: a password, a passphrase, the key of a wireless network.

Chosen by a person or a system: no shape and no check, so the label says it: « mdp : », « mot de
passe provisoire X », « login / mot de passe ». The whole token is taken, signs included. A word is
one where a colon or « c'est » is before and the clause ends behind; what is said of a password
(« est bloqué », « oublié ») is none.
https://www.cnil.fr/fr/les-conseils-de-la-cnil-pour-un-bon-mot-de-passe

>>> found = PasswordRecognizer().analyze("login p.durand / mdp : Zef!r_82.", ["PASSWORD"])
>>> [(result.start, result.end) for result in found]
[(23, 31)]
>>> PasswordRecognizer().analyze("mon mot de passe est bloqué", ["PASSWORD"])
[]
"""

import re

from recognizers.credential import CueRecognizer, is_state

_KEY = (
    r"(?:mdp|m2p|mots? de passes?|mot-de-passe|motdepasse|passwords?|passwd|passphrase|pwd"
    r"|cl[eé] (?:de s[eé]curit[eé] )?(?:du |de la |de )?(?:wi-?fi|wpa2?|wep|r[eé]seau|box)"
    r"|code (?:du )?wi-?fi)"
)
_WEAK = r"(?:pass|mp|psw|pw|wi-?fi|passe|session / mdp)"
_WORDS = (
    r"(?: (?:actuel|convenu|choisi|secret|oral|provisoire|temporaire|initial|wi-?fi|de|du|d'|la"
    r"|le|mon|ma|ton|votre|compte"
    r"|messagerie|session|espace|client|perso|pro|box|bo[iî]te|mail|ftp|admin|pour|sur|[eé]tait"
    r"|par d[eé]faut|l'appli|se connecter|internet|en ligne)\b){0,6}"
)
_LINK = (
    r"(?:[ ]?[:=→]{1,2}[ ]?|,? (?:est|c'?est|c|c'[eé]tait|[eé]tait|sera|devient|ce sera)(?: le)?"
    r"(?: ?:)? )"
)
_TOKEN = r"[^\s\"«»<>]{3,64}"  # noqa: S105 — the shape of a password, not one
_QUOTED = r"[\"«“'] ?(?P<value>[^\"«»“”\n]{3,64}?) ?[\"»”']"
_SLASH = r" ?(?:/|\bet\b|-|\|) ?"


class PasswordRecognizer(CueRecognizer):
    """Finds what stands behind the label of a password and is no sentence about it."""

    ENTITY = "PASSWORD"
    PATTERNS = tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            # DB_PASS=…, --password=…, pwd=… of files and logs
            r"(?<![^\W_])(?:[\w-]{0,24}[_-])?(?:pass(?:word|wd|phrase)?|pwd|mdp|secret)[\"']?"
            r"=[\"']?(?P<value>(?![$*{<])[^\s\"<>;]{3,64})",
            # "password": "…", mot de passe : « … »
            rf"\b{_KEY}{_WORDS}[\"']?{_LINK}{_QUOTED}",
            r"<(?:password|pwd|mdp)>(?P<plain>[^<\s]{3,64})</",
            # identifiant / mdp : claire75 / Zef!r_82
            rf"\b(?:identifiant|login|user|id){_SLASH}{_KEY} ?[:=]? ?[^\s/|]{{2,40}} ?[/|-] ?"
            rf"(?P<plain>{_TOKEN})",
            rf"\b(?:identifiant|login|user"
            rf"|compte(?: admin)?) ?[:=]? ?[^\s/]{{2,40}} / (?P<mixed>{_TOKEN})",
            rf"(?<!/ )(?<!/)\b{_KEY}{_WORDS}{_LINK}(?P<plain>{_TOKEN})",
            rf"/ ?{_KEY}{_LINK}(?P<plain>{_TOKEN})(?!\S| ?[/|] )",
            rf"\b{_WEAK}{_LINK}(?P<mixed>{_TOKEN})",
            rf"\b{_KEY}{_WORDS} ?(?:->|–|-|—) ?(?P<mixed>{_TOKEN})",
            rf"\b{_KEY}{_WORDS} ?[\"«“] ?(?P<mixed>[^\"«»“”\n]{{5,64}}?) ?[\"»”]",
            rf"\b{_KEY}{_WORDS} \(?(?P<mixed>{_TOKEN})",
            rf"\b{_KEY}[^\n:=(?!]{{0,50}}[:=(] ?(?P<mixed>{_TOKEN})(?! [/|] )(?![^\s\"«»<>])",
            rf"\b{_KEY}[^\n?:]{{0,60}}[?:] ?\n{{1,2}}(?P<mixed>{_TOKEN})",
            rf"(?<![^\s«\"(])(?P<mixed>[^\s\"«»<>]{{5,40}}),? (?:c'?est|est|=) (?:mon |le |ton "
            rf"|votre )"
            rf"(?:nouveau |ancien )?{_KEY}",
        )
    )
    LABELLED = 0.85

    def accepts(self, text: str, start: int, end: int, group: str) -> bool:
        """Whether a token may be a password; one of stars is masked already."""
        value = text[start:end]
        if group == "value":
            return any(map(str.isalnum, value)) and not is_state(value)
        return super().accepts(text, start, end, group)
