r"""What mail programs leave in a text: HTML tags and entities, quoted-printable.

Each pattern matches what stands for nothing or for one character of the text (``replacement``).
Tags go only if all they say is how the text looks: an address in a link must stay to be found.

>>> [replacement(m) for m in uneven("")[0].finditer('<b>L&eacute;a</b><br><td class="x">')]
['', 'é', '', '\n', '\t']
>>> pattern, _ = uneven("Andr=C3=A9=20a=\nppelle")
>>> pattern.sub(replacement, "Andr=C3=A9=20a=\nppelle")
'André appelle'
>>> uneven("?page=20&tri=3D")[1]  # a link, not quoted-printable
False
"""

import html
import re

_INLINE = (
    "abbr|acronym|b|big|bdi|bdo|center|cite|code|del|dfn|em|font|i|ins|kbd|mark|o:p|q|s|samp"
    "|small|span|strike|strong|sub|sup|tt|u|wbr"
)
_BLOCK = (
    "address|article|blockquote|br|caption|dd|div|dt|fieldset|footer|h[1-6]|header|hr|li|p|pre"
    "|section|tr"
)
_AROUND = "body|dl|form|head|html|main|nav|ol|table|tbody|tfoot|thead|title|ul"
_LOOKS = (
    "align|bgcolor|border|cellpadding|cellspacing|class|color|colspan|data-mce-style|dir|face"
    "|height|lang|rowspan|size|style|valign|width|xml:lang"
)
# Bounded, and never over another tag: linear.
_ATTRIBUTE = (
    rf"\s{{1,3}}(?:{_LOOKS})=(?:3D)?(?:\"[^\"<>@]{{0,400}}\"|'[^'<>@]{{0,400}}'|[\w#%.;:-]{{1,60}})"
)
_TAIL = rf"(?:{_ATTRIBUTE}){{0,10}}\s{{0,2}}/?>"
_MARKUP = (
    rf"(?P<inline></?(?:{_INLINE}){_TAIL}|</(?:a|td|th)>|<!--[^<>@\d]{{0,200}}-->)"
    rf"|(?P<block><(?:{_BLOCK}){_TAIL})"
    rf"|(?P<space>(?:</(?:{_BLOCK})|</?(?:{_AROUND})){_TAIL})"
    rf"|(?P<cell><t[dh]{_TAIL})"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});)"
)
_INVISIBLE = (
    "(?P<nothing>[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e"
    "\ufe0f\u20e3\ufeff]+)"
)
# One character in quoted-printable (RFC 2045), a soft line break maybe between its bytes.
_SOFT = r"=[ \t]{0,2}\r?\n"
_NEXT = f"(?:{_SOFT})?=[89AB][0-9A-F]"
_QUOTED = (
    f"(?P<soft>{_SOFT})|(?P<quoted>=(?:0D=0A|[2-7][0-9A-F]|0[9AD]"
    f"|(?:C[2-9A-F]|D[0-9A-F]){_NEXT}|E[0-9A-F](?:{_NEXT}){{2}}|F[0-4](?:{_NEXT}){{3}}))"
)
_PLAIN = re.compile(f"{_INVISIBLE}|{_MARKUP}", re.IGNORECASE)
_MAIL = re.compile(f"{_INVISIBLE}|{_MARKUP}|{_QUOTED}", re.IGNORECASE)
# « page=20 » stands in links: what shows the encoding is an accent, or a line cut at its length.
_SHOWS = re.compile(
    rf"=C3{_NEXT}|=C2=A0|=E2=80=[89AB]|(?:(?<=^)|(?<=\n))[^\n]{{60,78}}=\r?\n|=20\r?\n"
)


def uneven(text: str) -> tuple[re.Pattern[str], bool]:
    """The pattern of what does not stand for itself in a text, and whether it is encoded."""
    encoded = "=" in text and _SHOWS.search(text) is not None
    return (_MAIL if encoded else _PLAIN), encoded


def replacement(match: re.Match[str]) -> str:
    """What a match of ``uneven`` stands for: nothing or one character, itself if it is unknown."""
    kind = match.lastgroup
    if kind == "block":
        return "\n"
    if kind == "space":  # two line breaks would be an empty line, over which no label reaches
        return " "
    if kind == "cell":
        return "\t"
    if kind == "entity":
        character = html.unescape(match.group())
    elif kind == "quoted":
        octets = bytes.fromhex(re.sub(r"[=\s]", "", match.group()))
        character = octets.decode("utf-8", errors="replace").replace("\r\n", "\n")
    else:
        return ""
    return character if len(character) == 1 and character != "\ufffd" else match.group()
