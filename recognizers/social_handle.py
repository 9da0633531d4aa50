"""SOCIAL_HANDLE: the name of a person on a social network: @name, « insta : name », a profile link.

Chosen by its person: 2 to 30 letters, digits, dots and underscores on Instagram, 15 without dots on
X, name#1234 on the older Discord. No check. @ and three characters are enough; a name alone stands
behind the name of its network.
https://help.x.com/fr/managing-your-account/x-username-rules

>>> found = SocialHandleRecognizer().analyze("mon insta c'est claire.dnd_75", ["SOCIAL_HANDLE"])
>>> [(result.start, result.end) for result in found]
[(16, 29)]
>>> SocialHandleRecognizer().analyze("@media print, rdv @ 14h, lea@example.org", ["SOCIAL_HANDLE"])
[]
"""

import re

from recognizers.base import fold
from recognizers.credential import CueRecognizer
from recognizers.gazetteers import is_common_word

_NETWORK = (
    r"(?:insta(?:gram)?|ig|tik ?tok|snap(?:chat)?|twitter|facebook|fb|messenger|discord|telegram"
    r"|twitch"
    r"|youtube|linkedin|mastodon|bluesky|threads|pinterest|bereal|psn|xbox|steam|skype)"
)
_LINK = r"(?: ?[:=→]{1,2} ?|,? (?:est|c'?est|c|sous|sous le nom)(?: ?:)? )[\"'«]? ?"
_NAME = r"[^\W_][\w\-]{1,30}(?:[.][\w\-]{1,30}){0,4}(?:#\d{4})?(?![\w@])(?!['’]\w)"
_SIGNED = r"(?=[\w.\-]{0,24}[\d_.])" + _NAME
# Words of code and of groups behind @.
_NOBODY = re.compile(
    r"@(?:media|import|override|charset|font|keyframes|param|return|all|everyone|here|channel|tous"
    r"|toutes|home|todo|the|gmail|orange|free|sfr|wanadoo|hotmail|yahoo|outlook|laposte|live|icloud"
    r"|context|type|id|graph|pytest|staticmethod|property|\d+h?\d*)(?:[.-]\w{2,8})?",
    re.IGNORECASE,
)


class SocialHandleRecognizer(CueRecognizer):
    """Finds handles by their @, by the network before them, or in the link of a profile."""

    ENTITY = "SOCIAL_HANDLE"
    PATTERNS = tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"(?<![\w@.+/%-])(?P<value>@[^\W_][\w]{1,29}(?:[.-][^\W][\w]{0,29}){0,4})(?![\w@])",
            rf"\b{_NETWORK}(?: (?:perso|pro))?{_LINK}(?P<plain>{_NAME})",
            rf"\b{_NETWORK} (?P<mixed>{_SIGNED})",
            r"\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|telegram|ig|twitter) "
            r"(?P<lower>(?-i:[a-z][a-z0-9._-]{4,24}))(?![\w@'’])(?= ?(?:[,;.)/]|\n|$))",
            rf"\b{_NETWORK}\b[^\n.0-9]{{0,40}}(?P<mixed>(?<![\w.])\w{{2,32}}#\d{{4}})(?!\w)",
            r"linkedin\.com/(?:in|pub)/(?P<value>[\w%-]{3,100})",
            r"facebook\.com/profile\.php\?id=(?P<value>\d{6,20})",
            r"(?:facebook|instagram|twitter|tiktok|twitch|t|x)\.(?:com|me|tv)/(?!(?:p|reel|watch"
            r"|groups"
            r"|share|status|home|help|explore|profile)\b)@?(?P<value>[\w.]{3,40})(?=[/?\s,;)]|$)",
            rf"(?<![\w@.\-/])(?P<mixed>{_SIGNED}) (?:sur|c'est mon) {_NETWORK}\b",
        )
    )
    LABELLED = 0.75

    def accepts(self, text: str, start: int, end: int, group: str) -> bool:
        """Whether a name is a person's: no word of code behind @, no sentence of a network."""
        value = text[start:end]
        if value.startswith("@"):
            return len(value) > 3 and not _NOBODY.fullmatch(value)
        if group == "lower":
            return not is_common_word(fold(value))
        return group == "value" or super().accepts(text, start, end, group)
