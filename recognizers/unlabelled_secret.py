r"""PASSWORD without its label in front: a token that no word looks like, on a line about an access.

« avec l'identifiant du papier (LG417-0931 / Hz8-kiwi-20) », « numéro 3380417 CODE 71pluie »: people
put a word or two between, or only a stroke behind the account. A token of letters with digits, or
with signs that no word holds, counts within forty characters of a word for an access, or behind
« / » and an account. Links, files, measures and versions are none. Scores little.
https://www.cnil.fr/fr/les-conseils-de-la-cnil-pour-un-bon-mot-de-passe

>>> text = "mdp initial d'hier Labo2026*Vosges\nl'identifiant (LG417-0931 / Hz8-kiwi-20), iPhone15"
>>> [text[slice(*span)] for span in secrets(text)]
['Labo2026*Vosges', 'Hz8-kiwi-20']
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer, fold
from recognizers.credential import is_mixed, trim

_REACH = 40
_CUE = re.compile(
    r"(?<![^\W_])(?:mdp|mots? de passe|pass(?:word|wd|phrase)?|pwd|codes?|identifiants?|acces"
    r"|login|session|wi-?fi|cle(?:f|s)?|ftp|vpn)(?![^\W_])"
)
_NO_CODE = re.compile(r"codes? (?:erreur|promo|postal|naf|ape|barres?|defaut|panne|article|tarif)")
_ACCOUNT = re.compile(r"[^\s/]{5,40} ?/ ?\Z")
_TOKEN = re.compile(r"(?<![^\s(«\"'/:=])[^\s\"«»()/:=@]{6,40}(?![@/=])")
_OTHER = re.compile(
    r".*\.(?:pdf|jpe?g|png|tiff?|docx?|xlsx?|csv|zip|txt|html?|xml|json|py|exe|heic|fr|com|org|net"
    r"|example|invalid)|(?:https?|www).*|v?\d[\d.,]*\D{0,9}|[a-z]{1,9}[.']?-?\d{1,2}|\+?[\d.-]+"
    r"|(?:iphone|ipad|windows|android|galaxy|office|covid|erreur|err|error)\W?\w*"
    r"|\d{1,2}h\d{0,2}-.*|[\w.]+\(\)?|[a-z]['’].*|.*(?:<br|&\w+;).*|[<&{\[#$].*|.*0x[0-9a-f]{2,}"
)
_GROUPED = re.compile(r"(?=.*[a-z])[^\W_]+(?:[-_.][^\W_]+)+")
_GLUED = re.compile(r"\d{2,6}[a-z]{4,}|[a-z]{4,}\d{2,6}|\w*[a-z]\w*[A-Z0-9]\w*")


def secrets(text: str) -> Iterator[tuple[int, int]]:
    """The spans of one text that look like passwords near a word for an access."""
    folded = fold(text)
    for match in _TOKEN.finditer(text):
        start, end = match.start(), trim(text, *match.span())
        if end - start < 6 or not _looks(text[start:end], folded[start:end]):
            continue
        low = max(folded.rfind("\n", 0, start) + 1, start - _REACH)
        before = folded[low:start]
        near = _CUE.search(before) and not _NO_CODE.search(before)
        if near or (_ACCOUNT.search(before) and _CUE.search(folded, max(0, low - 60), low)):
            yield start, end


def _looks(value: str, folded: str) -> bool:
    """Whether no word, number, name of a file or product looks like a token."""
    if not is_mixed(value) or _OTHER.fullmatch(folded) or not any(map(str.isalpha, value)):
        return False
    if value.isalnum():
        return bool(_GLUED.fullmatch(value)) and any(map(str.isdigit, value))
    if re.search(r"[!<>$%^&*+=~?#€£]", value.rstrip("!?*")):
        return True
    return bool(_GROUPED.fullmatch(value)) and sum(map(str.isdigit, value)) > 1


class UnlabelledSecretRecognizer(FrenchRecognizer):
    """Finds passwords that stand near a word for an access."""

    ENTITY = "PASSWORD"
    BARE = 0.38

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        return secrets(text)
