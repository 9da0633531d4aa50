"""Where the town of an address ends: by the list of communes, by capitals where it is not in it.

>>> text = "12 rue des lilas 69003 saint priest merci"
>>> from recognizers.base import fold
>>> text[23 : town_end(text, fold(text), 22, coded=True)]
'saint priest'
>>> text = "rue X, 35000 Renes, merci"  # a typing error
>>> text[13 : town_end(text, fold(text), 12, coded=True)]
'Renes'
"""

import re

from recognizers.address_words import CEDEX, STOPS
from recognizers.communes import is_commune

_WORD = re.compile(r"[^\W\d_]+")
_HYPHENS = re.compile(r"(?:-[^\W\d_]+){0,7}")
_JOIN = re.compile(r"[ '’-]{1,2}")
# A name with capitals, joined by hyphens, or by spaces to further capitals of one length of word.
_CAPITALS = re.compile(
    r"(?:(?:L[ea]s?|St|Ste|Saint|Sainte|LES?|LA|ST|STE|SAINTE?) )?(?:[LD]['’])?[A-ZÀ-ÖØ-Þ][^\W\d_]*"
    r"(?:[01][^\W\d_]{2,20})?"  # as a scanner reads « HAZEBR0UCK »
    r"(?:['’-][^\W\d_]+){0,7}"
    r"(?: (?:sur|sous|en|lès|les|de|du|des|la|le|d['’]|l['’])[ ]?[A-ZÀ-Þ][^\W\d_]*){0,2}"
)
_LINK = re.compile(r"(?:[ ,;]|&nbsp;|\n){0,2}")
_AT = re.compile(r"(?:a|sur) ")


def town_end(text: str, folded: str, position: int, *, coded: bool) -> int:
    """The end of the town that begins at or just after a position, or 0.

    Args:
        text: The text.
        folded: The same, folded.
        position: Where the postcode ends (``coded``), or where a town may begin.
        coded: A postcode stands before, so any name will do; else only one of the list.
    """
    link = _LINK.match(folded, position) if coded else None
    begin = link.end() if link else position
    at = _AT.match(folded, begin)
    if at:
        begin = at.end()
    listed = _listed(folded, begin)
    if not coded:
        capital = text[begin : begin + 1].isupper()
        first = _WORD.match(folded, begin)
        if not listed or (not capital and (not first or first[0] in STOPS or listed - begin < 4)):
            return 0
        return _suffix(folded, listed)
    named = _CAPITALS.match(text, begin)
    word = _WORD.match(folded, begin)
    if named:
        hyphens = named.end() if "-" in named[0] or not listed else 0
        listed = max(listed, hyphens)
    elif word and word[0] not in STOPS and len(word[0]) > 2:
        hyphened = _HYPHENS.match(folded, word.end())
        listed = max(listed, hyphened.end() if hyphened else word.end())
    return _suffix(folded, listed) if listed else 0


def _listed(folded: str, begin: int) -> int:
    """The end of the longest name of the list that begins at a position, or 0."""
    end = best = begin
    for _ in range(8):
        word = _WORD.match(folded, end)
        if not word:
            break
        if is_commune(folded[begin : word.end()]):
            best = word.end()
        join = _JOIN.match(folded, word.end())
        if not join:
            break
        end = join.end()
    return best if best > begin else 0


def _suffix(folded: str, end: int) -> int:
    """The end with arrondissement and CEDEX."""
    suffix = CEDEX.match(folded, end)
    return suffix.end() if suffix else end
