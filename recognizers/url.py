"""URL: a web address, with or without its scheme.

With a scheme or « www. » anything up to the next space or quote counts. A bare domain counts with
a path behind it, or when its last label is one that French texts do not end a sentence with:
« fini.Merci » and « facture.pdf » are not addresses. Closing punctuation is left out.
https://www.rfc-editor.org/rfc/rfc3986

>>> trim("https://example.org/a_(b)).")
'https://example.org/a_(b)'
>>> trim("...")
''
>>> is_valid("example.org/suivi?id=3"), is_valid("example.fr"), is_valid("Example.org")
(True, True, True)
>>> is_valid("fini.Merci"), is_valid("facture.pdf"), is_valid("colis.de"), is_valid("M.Dupont")
(False, False, False, False)
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer
from recognizers.domains import RESERVED, known_suffix

#: Suffixes that need no path. No « de », « es », « me »: a forgotten space makes those; no
#: « local »: that is a device at home.
BARE_SUFFIXES = RESERVED - {"local"} | frozenset(
    str.split(
        "app be biz bzh ch cloud com dev eu fr info io lu net online org paris shop store tech"
    )
)

_REST = r"[^\s<>\"«»“”|]"
_SCHEME = re.compile(rf"(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\.){_REST}+", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w@./:\-])(?:[^\W_][\w\-]{{0,62}}\.){{1,5}}[^\W\d_]{{2,24}}(?![\w@]|[.\-][\w@])"
    rf"(?::\d{{2,5}}(?!\d))?(?:[/?#]{_REST}*)?"
)
_CLOSING = frozenset(".,;:!?…'’*_~`")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def trim(url: str) -> str:
    """Without closing punctuation, and without a closing bracket that was opened outside."""
    excess = {close: url.count(close) - url.count(open_) for close, open_ in _PAIRS.items()}
    end = len(url)
    while end > 0:
        last = url[end - 1]
        if excess.get(last, 0) > 0:
            excess[last] -= 1
        elif last not in _CLOSING:
            break
        end -= 1
    return url[:end]


def is_valid(url: str) -> bool:
    """Whether a bare domain, with or without a path, is believable as a web address."""
    domain = re.split("[/?#:]", url, maxsplit=1)[0]
    if not known_suffix(domain):
        return False
    suffix = domain.rpartition(".")[2]
    return len(url) > len(domain) + 1 or (
        suffix.lower() in BARE_SUFFIXES and (suffix.islower() or domain.isupper())
    )


class UrlRecognizer(FrenchRecognizer):
    """Finds web addresses."""

    ENTITY = "URL"
    BARE = 0.9

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _SCHEME.finditer(text):
            url = trim(match[0])
            if len(url) > len("www."):
                yield match.start(), match.start() + len(url)
        for match in _BARE.finditer(text):
            url = trim(match[0])
            if not url.lower().startswith("www.") and is_valid(url):
                yield match.start(), match.start() + len(url)
