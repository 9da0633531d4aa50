"""What recognizers share whose values have no shape of their own: passwords, codes, user names.

Their patterns hold the label (« mdp : », « le code du portail est ») and the value in a named
group. ``plain`` takes any token that a sentence does not go on from, ``mixed`` only one that no
word looks like, ``value`` what the pattern alone is enough for.
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer, fold
from recognizers.gazetteers import is_common_word

# What is said of a password or an account where its value could stand, on folded text.
_STATE = re.compile(
    r"(?:de|re|in|non[ -])?(?:oubli|perdu|correct|errone|valid|expir|refus|bloqu|impossibl|connu"
    r"|connect|verrouill|initialis|chang|modifi|sensibl|obligatoire|identique|different|provisoire"
    r"|temporaire|securis|personnel|unique|renouvel|sactiv|activ|accept|compromis|pirat|vole"
    r"|perime|trouvabl|lisibl|confidentiel|envoy|recu|communiqu|enregistr|affich|demand|fourni"
    r"|faux|fausse|mauvais|simpl|compliqu|court|long|faibl|robust|marqu|ecrit|choisi|test)"
    r"(?:[a-z]{0,2}|ees?|ables?|ation|iser|ement|ant)"
    r"|bon(?:ne|jour)?|vide|ok|ko|hs|non|oui|aucun|rien|idem|voir|merci|svp|comment|pourquoi"
    r"|quand|nouveau|nouvelle|anciene?|actuel|l?es?|la|une?|mon|ma|mes|votre|vos|celui|celle|cela"
    r"|ca|ce|c|ils?|elles?|on|je|j|ne|n|pas|plus|toujours|encore|deja|bien|mal|en|sur|sous|a|au"
    r"|des?|du|d|et|ou|pour|par|avec|sans|dans|que|qui|trop|tres|jamais|wi-?fi|pro|client|web"
    r"|internet|e?-?mail|gmail|adresse|numero|code|null|none|true|false|peut-etre|ci-dessous"
    r"|possible|quoi|pourrie?s?|nul|nulle|lente?|normale?|urgente?|facile|difficile|obsolete"
    r"|ridicule|genant|penible|complexe|importante?|necessaire|requise?|visible|publi[cq]u?e?"
    r"|privee?|morte?|cassee?|tout|ici|lequel|toi|moi|lui|dure?|faisable|utile|vraie?|rejetee?"
    r"|effacee?|supprimee?|cree+|definie?|mise?|donnee?|dedans|dessous|dessus|lequel|soit"
    r"|ci-joint|ci-dessus|attente|illisible|introuvable|sms|postal"
)
_NO_SECRET = re.compile(
    r"\d{1,4}[/.:h-]\d{1,2}(?:[/.:-]\d{2,4})?h?"  # dates and times
    r"|\d+(?:[.,]\d+)?(?:h|j|x|g|go|mo|ghz|mn|min|s|eme|er|e|ans|mois|jours|fois|euros?|fa)"
    r"|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}|https?:.*|www\..*"
    r"|(?:iphone|android|windows|galaxy|office|wpa|wep|ios|win|v)[\w.]{0,4}"
)
_SIGNS = re.compile(r"[!@#$%^&*_+=|~?€£§µ]")
_CAMEL = re.compile(r"[a-zà-ÿ][A-Z]")
_CLOSES = re.compile(
    r"[ ]{0,2}(?:$|[\n.,;:!?()/|»\"'<&]|(?:et|ou|mais|car|merci|svp|stp|si|depuis|pour|chez|sur)\b)"
)
_TAIL = ".,;:?…»\"'`]}>"


def trim(text: str, start: int, end: int) -> int:
    """Where a token ends without the punctuation of its sentence; « ! » stays, it may belong."""
    while end > start:
        last = text[end - 1]
        if last in _TAIL or (last == ")" and "(" not in text[start:end]):
            end -= 1
        else:
            break
    return end


def is_state(value: str) -> bool:
    """Whether a token says something of a secret instead of being one: « oublié », « il »."""
    return bool(_STATE.fullmatch(fold(value)))


def is_mixed(value: str) -> bool:
    """Whether no word looks like a token: letters with digits, signs or capitals inside.

    >>> [is_mixed(value) for value in ("Zef!r_82", "SoleilLevant", "kx7-rabbit")]
    [True, True, True]
    >>> [is_mixed(value) for value in ("peut-être", "24h", "12/03/2024", "2025", "oublié")]
    [False, False, False, False, False]
    """
    if len(value) < 5 or _NO_SECRET.fullmatch(fold(value)) or is_state(value):
        return False
    letter, digit = any(map(str.isalpha, value)), any(map(str.isdigit, value))
    signs = _SIGNS.search(value.rstrip("!?"))
    return bool((letter and (digit or signs or _CAMEL.search(value))) or (digit and signs))


class CueRecognizer(FrenchRecognizer):
    """A recognizer whose patterns hold the label; earlier patterns take a token first."""

    LABELLED = 0.85

    def speaks(self, text: str, start: int, end: int) -> bool:
        """The pattern holds the label."""
        return True

    def accepts(self, text: str, start: int, end: int, group: str) -> bool:
        """Whether what stands where the value should is one."""
        value = text[start:end]
        if group == "value":
            return True
        if not any(map(str.isalnum, value)):
            return False  # « ****** »: masked already
        if is_mixed(value):
            return True
        return group == "plain" and self._is_plain(text, start, end)

    @staticmethod
    def _is_plain(text: str, start: int, end: int) -> bool:
        """Whether a word or a number ends its clause and says nothing of the secret."""
        value = text[start:end]
        if _NO_SECRET.fullmatch(fold(value)) or is_state(value) or len(value) < 3:
            return False
        if not _CLOSES.match(text, end):
            return not value.isalpha() or not is_common_word(fold(value).strip("!?"))
        return True

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        taken: set[int] = set()
        for pattern in self.PATTERNS:
            for match in pattern.finditer(text):
                group = match.lastgroup or "value"
                start, end = match.span(group)
                end = trim(text, start, end)
                if start >= end or not taken.isdisjoint(range(start, end)):
                    continue
                if self.accepts(text, start, end, group):
                    taken.update(range(start, end))
                    yield start, end
