r"""A text as names see it: a line of codes, one for each word, to search with patterns.

The codes of words are those of ``name_words``, and ``I J`` an initial with its dot and a capital
alone, ``V`` a part of the name of a street, a school, a product, an assistant that is nobody. Words
that a space joins stand side by side; else there is a code for each mark between them: ``, : . ( )
" -``, ``;`` (cells, slashes), ``0`` (digits, addresses), ``*`` (others), ``|`` (a new line). Cues
(``name_cues``) stand in front of the word that they announce.

>>> coded("Bonjour, sara BENALI; J. Petit : ok").codes
'|C,gG;IP:c|'
>>> coded("3 rue Jean Moulin, Mme de La Tour").codes
'|0pVV,MdDC|'
"""

import bisect
import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from recognizers.base import fold
from recognizers.gazetteers import key_of_folded
from recognizers.name_words import code_of

_L = r"[^\W\d_]"
_TAIL = rf"{_L}++(?:['’\-](?!\d){_L}++)*+(?![\d_@]|-\d)"
_WORD = re.compile(
    rf"(?<!\w)(?<!\d[-/])(?:(?:[cdjlstCDJLST]|[mnMN](?=['’][a-zà-ÿ])|[Qq]u)['’](?={_L}{{2}})"
    rf"|{_TAIL})|(?<=['’]){_TAIL}"
)
_CHUNK = re.compile(r"[^\s;,|<>()\[\]\"«»]+")
_FILE = re.compile(
    r"\w\.(?:com|conf|csv|docx?|eu|example|exe|fr|html?|invalid|io|jpe?g|js|json|lan|local|log"
    r"|net|org|pdf|php|png|py|sh|test|txt|xlsx?|xml|ya?ml|zip)\b"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>|&#?\w{2,8};")
_SIR = re.compile(rf"[ \u00a0]|\. |\.{_L}(?!\.)")
# What follows these is called after someone.
_CALLED = re.compile(
    r"(?<!\w)(?:rue|avenue|av\.?|bd|bld|boulevard|allees?|chemin|impasse|imp\.?|quai|cours"
    r"|square|place|residence|res\.|lycee|college|ecole|hopital|clinique|stade|gare|metro|arret"
    r"|tour|lieu-dit|hameau|batiment|faubourg|fbg|lotissement|promenade|esplanade|fondation"
    r"|institut|theatre|gymnase|piscine|station|terminus|deviation|pont|cafe|bistrot|brasserie"
    r"|restaurant|mediatheque|bibliotheque|creche|foyer|ehpad|salle|amphi|pavillon|bat\.|parc"
    r"|jardin|groupe scolaire|maternite|aerogare|dispensaire)[ \u00a0-](?:[«\"“] ?)?"
    r"(?:(?:du|des|de la|de l'|d'|general|marechal|docteur|president|le|la|les) ?)?(?=[a-z])"
)
_THING = re.compile(
    r"(?<!\w)(?:(?:box|four|imprimante|forfait|offre|modele|gamme|pack|menu|lampe|canape|fauteuil"
    r"|matelas|logiciel|robot|chatbot|collection|formule|voilier|navire|bateau|ferry|tempete"
    r"|ouragan|cyclone|coup de vent|simulateur|relais|vanne|ventouse|pompe|poele|fluide|huile"
    r"|bidon|montage|puzzle|affiche|carnet|doudou|peluche|poupee|etagere|commode|tulipe"
    r"|sommier|livret|chaine|parfum|robe|veste|manteau|jupe|pull|chemisier|sac|souris|gateau"
    r"|fromage|biere|yaourt|tableau|chanson|firmware|module|routeur"
    r"|capteur|automate|taille-haie|aspirateur|tondeuse|trottinette|poussette|ave"
    r"|version|carte cadeau|livret|colis test|theme|niveau)s?"
    r"|(?<!est )(?<!ait )(?<! ai )(?<! as )(?<! a )(?<!hone )(?<!ette )"
    r"(?<! ce )(?<! ete )(?<! y )marque"
    r"|(?:livre|cartons?|cle|code|panier|article|produit|reference|bouton|porte|semaine|operation"
    r"|programme|projet|campagne|spectacle|piece|analyse|dossier type|piste|ligne|bus|tram|salon"
    r"|chambre|bungalow|gite|emplacement|coloris|couleur|van|film|serie|roman"
    r"|serveur|variete|commande test)s?(?=[ \u00a0][«\"“]))"
    r"[ \u00a0-]{1,2}(?:\( ?)?(?:[«\"“][ \u00a0]?)?(?:la |le |les |petite |grande )?(?=[a-z])"
    r"|[«\"“][ \u00a0]?chez[ \u00a0](?=[a-z])"
)
_CALLED_WORDS = 3
# « Clara, votre assistante virtuelle » is nobody.
_BOT = re.compile(
    r"[ ,\u00a0]{1,2}(?:\W{1,3} )?,?(?:(?:c'est moi, )?(?:l'|d'|votre |ton |notre |un |une )?"
    r"(?:assistante?|agente?|conseill(?:er|ere)) (?:virtuel|automatique|en ligne|numerique)"
    r"|l'assistant[ .,!](?! ?(?:social|dentaire|technique|commercial|juridique|parlementaire"
    r"|d[eu] (?:direction|m\.|mme|dr|docteur|cabinet|gestion|vie)))|l'assistante (?:mon[a-z]"
    r"|de la ville|de votre|numerique)"
    r"|(?:votre|ton) assistante?\b(?! (?:social|matern|dentaire|d[eu] ))"
    r"|(?:le |un )?(?:chat|ro)?bot\b)"
    r"|(?: ?\U0001f916|\.)(?:[ \u00a0]?[!,.])? ?(?:choisis|tape[zs]? |repondez par)"
)

_MARKS: Mapping[str, str] = {
    **dict.fromkeys(" \u00a0\u202f\u2009'’[]>\r\ufe0f", ""),
    **dict.fromkeys(";/|+&\t", ";"),
    **dict.fromkeys('"«»“”', '"'),
    **dict.fromkeys(".!?…", "."),
    **dict.fromkeys("-–—", "-"),
    "\n": "|",
    ",": ",",
    ":": ":",
    "(": "(",
    "<": "(",
    ")": ")",
}
_GAP_MARKS = 8


class Word(NamedTuple):
    """A word: its place, how it is looked up, its code."""

    start: int
    end: int
    key: str
    code: str


class Coded(NamedTuple):
    """A text as codes, and for each code the number of its word, or -1."""

    words: tuple[Word, ...]
    codes: str
    at: tuple[int, ...]


def _holes(text: str) -> list[tuple[int, int]]:
    """Addresses, links, file names and tags: no word there is a name of its own."""
    holes = [m.span() for m in _TAG.finditer(text)] if "<" in text or "&" in text else []
    for match in _CHUNK.finditer(text):
        chunk = match[0]
        if "@" in chunk[1:] or "://" in chunk or "_" in chunk or _FILE.search(chunk):
            holes.append(match.span())
    return sorted(holes)


def called_after_someone(folded: str) -> set[int]:
    """Where the names of streets and schools begin."""
    return {match.end() for match in _CALLED.finditer(folded)}


def things(folded: str) -> set[int]:
    """Where the names of products, ships and storms begin."""
    return {match.end() for match in _THING.finditer(folded)}


def bots(folded: str) -> set[int]:
    """Where the names of assistants that are no people end."""
    return {match.start() for match in _BOT.finditer(folded)}


def _shouted(text: str) -> list[tuple[int, bool]]:
    """The end of each line, and whether it is in capitals."""
    lines, end = [], 0
    for line in text.split("\n"):
        end += len(line) + 1
        upper = sum(map(str.isupper, line))
        lines.append((end, upper > 3 and upper > 2 * sum(map(str.islower, line))))
    return lines


def _plain(text: str, folded: str) -> Iterator[Word]:
    """The words with the codes that they have anywhere."""
    holes, lines = _holes(text), _shouted(text)
    ends = [end for _, end in holes]
    line_ends = [end for end, _ in lines]
    for match in _WORD.finditer(text):
        start, end = match.span()
        hole = bisect.bisect_right(ends, start)
        if hole < len(holes) and holes[hole][0] < end:
            continue
        name = key_of_folded(folded[start:end])
        if end - start == 1 or (end - start == 3 and text[end - 2] == "-"):
            code = _initial(text, end - 1)
        else:
            code = code_of(match[0], name, flat=lines[bisect.bisect_right(line_ends, start)][1])
        yield Word(start, end, name, code)


def _words(text: str, folded: str) -> Iterator[Word]:
    """The words, with those marked that are parts of the name of a thing."""
    called, no_one = called_after_someone(folded) | things(folded), bots(folded)
    left = end = 0
    for word in _plain(text, folded):
        if word.start in called:
            left = _CALLED_WORDS
        elif left and text[end : word.start].strip(" \u00a0-"):
            left = 0
        thing = left and word.code not in "cCMIJ"
        left = left - 1 if thing else 0
        end = word.end
        yield word._replace(code="V") if thing or end in no_one else word


def _initial(text: str, start: int) -> str:
    """The code of one letter: « M. », an initial, or a word."""
    after = text[start + 1 : start + 4]
    if not text[start].isupper() or text[start] in "ÀÇÉ" or after[:1] in ("'", "’"):
        return "c"
    if text[start] == "M" and _SIR.match(after):
        return "M"
    return "I" if after[:1] == "." else "J"


def _tag(match: re.Match[str]) -> str:
    return " " if match[0] == "&nbsp;" else "\n"


def _gap(gap: str, *, initial: bool) -> str:
    """The codes of what stands between two words."""
    if gap == " ":
        return ""
    if "&" in gap or "<" in gap:
        gap = _TAG.sub(_tag, gap)
    if initial:
        gap = gap.removeprefix(".").removeprefix("-")
    codes = ""
    for mark in gap:
        code = "0" if mark.isalnum() else _MARKS.get(mark, "*")
        if not code or codes[-1:] == code or (codes[-1:] == "|" and code in "-*"):
            continue
        codes += code
        if len(codes) == _GAP_MARKS:
            break
    return codes


@functools.lru_cache(maxsize=2)
def coded(text: str, cues: tuple[tuple[int, str], ...] = ()) -> Coded:
    """The codes of a text, those of the cues among them."""
    words = tuple(_words(text, fold(text)))
    announced = dict(cues)
    codes, at, end, initial = ["|"], [-1], 0, False
    for number, word in enumerate(words):
        marks = _gap(text[end : word.start], initial=initial)
        if not number:
            marks = marks.lstrip("|-*")
        marks += announced.get(word.start, "")
        behind = announced.get(-word.end, "")
        codes += [*marks, word.code, *behind]
        at += [*[-1] * len(marks), number, *[-1] * len(behind)]
        end, initial = word.end, word.code == "I"
    marks = _gap(text[end:], initial=initial).removesuffix("|") + "|"
    codes += marks
    return Coded(words, "".join(codes), (*at, *[-1] * len(marks)))
