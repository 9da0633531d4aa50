r"""USERNAME without any label: a word in lower case put together as account names are.

« mika_drp93 », « didier.b_photo », « clairedupont75 »: letters with an underscore, or with two
digits and more. Versions, files, hosts, and the keys of « key=value » and JSON are none. Scores
least, as ``unlabelled_code`` does.
https://www.cnil.fr/fr/reglement-europeen-protection-donnees/chapitre1#Article4

>>> text = "vendu à didier.b_photo (v3.8.0, scan_0003.tif), user_name=\"x\", srv-fic02, momo93270"
>>> [text[slice(*span)] for span in accounts(text)]
['didier.b_photo', 'momo93270']
"""

import re
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer

_ACCOUNT = re.compile(
    r"(?<![\w.@/\\=#&{-])(?=[a-z.-]{0,30}[_\d])[a-z][a-z0-9]{1,20}(?:[_.-][a-z0-9]{1,20}){0,3}"
    r"(?![\w@/=\"}:\\]|[.-]\w)"
)
_OTHER = re.compile(
    r"v\d.*|.*\.(?:pdf|jpe?g|png|tiff?|docx?|xlsx?|csv|zip|txt|html?|xml|json|py|exe|heic|mp[34])"
    r"|(?:srv|web|gw|db|host|node|vm|pc|lpt|prn|port|usb|hdmi|wifi|ipv|sha|md|utf|mp|h|x)-?\d.*"
    r"|(?:srv|web|gw|db|host|node|vm)-.*|[a-z]{1,3}\d{1,3}[a-z]{0,2}|(?:covid|top|vol|lot|page)\d+"
    r"|\w*(?:token|error|retry|name|code|id|url|key|type)"
)
_UNDERSCORED = re.compile(r"[a-z0-9.-]+_[a-z0-9_.-]+")
_NUMBERED = re.compile(r"[a-z]{4,}(?:[.-][a-z]+)*[_.-]?\d{2,}")


def accounts(text: str) -> Iterator[tuple[int, int]]:
    """The spans of one text that look like account names."""
    for match in _ACCOUNT.finditer(text):
        value = match[0]
        shaped = _UNDERSCORED.fullmatch(value) or _NUMBERED.fullmatch(value)
        if shaped and not _OTHER.fullmatch(value):
            yield match.span()


class UnlabelledUsernameRecognizer(FrenchRecognizer):
    """Finds account names that nothing names."""

    ENTITY = "USERNAME"
    BARE = 0.36

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        return accounts(text)
