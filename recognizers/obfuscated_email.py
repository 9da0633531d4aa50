"""EMAIL_ADDRESS in disguise: « claire arobase orange point fr », « lea [at] example [dot] org ».

People dictate an address, or hide its signs from filters: a word or brackets for the @ and the
dots, « tiret », « underscore », spaces, a comma for a dot. What stands for the @ is looked for; an
address needs a domain of a usual suffix or a mail provider behind it, and a name before it.
« chez » and « at », which are words, need a dot spelt out too and a name that no sentence has. An
address without disguise is for ``email``.
https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2

>>> def found(text): return [text[start:end] for start, end, _ in disguised(text)]
>>> found("mon mail claire point dupont arobase la poste point net svp, ou lea(at)example.org")
['claire point dupont arobase la poste point net', 'lea(at)example.org']
>>> found("jean.dupont @ gmail . com, zoe tiret roy chez example point org, lea@orange,fr")
['jean.dupont @ gmail . com', 'zoe tiret roy chez example point org', 'lea@orange,fr']
>>> found("la touche arobase ne marche point, on se voit chez orange, point de vente de Lyon")
[]
"""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer, fold
from recognizers.domains import known_suffix
from recognizers.email import PROVIDERS

SURE, DOUBTFUL = 0.9, 0.6
_REACH = 120
# Half masked by a machine: gw****@example.net, j***.d***@e***.com
_STARRED = re.compile(
    r"(?<![\w.*•@-])(?=[\w.-]{0,30}[*•]{2})[\w.*•-]{2,40}@[\w*•-]{1,40}(?:\.[\w*•-]{1,20}){1,3}"
)
_AT = re.compile(
    r" ?[\[({<] ?(?:at|a|arobas[e]?|@|chez) ?[\])}>] ?| ?@ ?"
    r"|(?: |(?<![^\W_]))(?:a ?r+obas(?:e|es|)|arobaze?|arrobase|a commercial) (?=[^\W_])"
    r"|(?<=[^\W_]) (?P<word>at|chez) (?=[^\W_])"
)
_SPELT_DOT = r" ?[\[({] ?(?:dot|point|pt|\.) ?[\])}] ?| (?:point|dot|pt) "
_DOT = re.compile(rf"(?P<spelt>{_SPELT_DOT})| \. ?|\. |(?P<dot>\.)|[,;]")
_DASH = re.compile(
    r" (?:tiret (?:du (?:bas|8|huit)|bas)|under ?score|souligne) | (?:tiret(?: du (?:6|six))?"
    r"|trait d'union) "
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?")
_JOINED = re.compile(rf"(?:{_SPELT_DOT}|{_DASH.pattern}| \. |\.)\Z")
_LOCAL = re.compile(r"[\w.+%-]{1,64}\Z")
_NAMED = re.compile(r"[\d._]|[a-z] (?:point|dot|tiret|under)")
_DISGUISED = re.compile(r"[ ,;\[({]")
# A suffix after a sign that may also be the end of a sentence: « point de vente », « . De rien ».
_SUFFIXES = frozenset(
    str.split("fr com net org eu be ch lu ca uk io info re nc pf bzh pro biz example test invalid")
)
_NO_NAMES = frozenset(
    str.split(
        "a adresse au aussi avec c'est caractere chez client d'un dans de des du e-mail elle en "
        "est et etre faut il je l' la le les lettre mail mais mon ne nous on ou par pas pour puis "
        "que qui se signe son suis sur symbole the touche tu un une votre vous"
    )
)
_MOST_PARTS = 6


def disguised(text: str) -> Iterator[tuple[int, int, float]]:
    """The disguised addresses of one text, and how sure each is."""
    folded = fold(text)
    low = 0
    for at in _AT.finditer(folded):
        end, spelt, sure = _domain(folded, at.end())
        sign = at[0].strip() == "@"
        if not end or ((at["word"] or sign) and not sure) or (at["word"] and not spelt):
            continue
        start = _local(folded, max(low, at.start() - _REACH), at.start())
        name = folded[start : at.start()]
        if start == at.start() or name in _NO_NAMES:
            continue
        if at["word"] and not _NAMED.search(name):
            continue
        if sign and (
            not _DISGUISED.search(folded, start, end) or (at[0] == " @" and name.isalpha())
        ):
            continue
        if folded[start:end].count("@") <= 1:
            low = end
            yield start, end, SURE if sure else DOUBTFUL


def _domain(folded: str, start: int) -> tuple[int, bool, bool]:
    """Where a domain ends, or 0; whether a dot in it is a word; whether its suffix is known."""
    reach = min(len(folded), start + _REACH)
    la_poste = folded.startswith("la poste", start)
    label = _LABEL.match(folded, start + 3 * la_poste, reach)
    if not label:
        return 0, False, False
    name, spelt, best = label[0], False, (0, False, False)
    if name in PROVIDERS and not folded.startswith("@", label.end()):
        best = label.end(), False, False
    for _ in range(_MOST_PARTS):
        sign = _DASH.match(folded, label.end(), reach) or _DOT.match(folded, label.end(), reach)
        label = sign and _LABEL.match(folded, sign.end(), reach)
        if not sign or not label:
            break
        dash = sign.re is _DASH
        spelt = spelt or bool(not dash and sign["spelt"])
        name += ("-" if dash else ".") + label[0]
        usual = label[0] in _SUFFIXES or bool(not dash and sign["dot"])
        if not dash and usual and known_suffix(name):
            best = label.end(), spelt, True
    return best


def _local(folded: str, low: int, end: int) -> int:
    """Where the name before an @ begins; its end if there is none."""
    start = end
    for _ in range(_MOST_PARTS):
        part = _LOCAL.search(folded, max(low, start - 64), start)
        if not part or not part[0].strip("._-+%"):
            break
        if start < end and part[0] in _NO_NAMES:
            break
        start = part.start()
        joined = _JOINED.search(folded, max(low, start - 24), start)
        if not joined:
            break
        if not _LOCAL.search(folded, max(low, joined.start() - 64), joined.start()):
            break
        start = joined.start()
    return start


class ObfuscatedEmailRecognizer(FrenchRecognizer):
    """Finds e-mail addresses whose signs are words, in brackets, or spaced out."""

    ENTITY = "EMAIL_ADDRESS"

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the disguised addresses of one text."""
        return [
            self._result(start, end, score, check=None, labelled=False)
            for start, end, score in disguised(text)
        ] + [
            self._result(*match.span(), SURE, check=None, labelled=False)
            for match in _STARRED.finditer(text)
        ]
