"""PERSON by lists of names: given names, surnames and what stands around them.

The text becomes a line of codes (``name_line``) with cues in it (``name_cues``); the rules below
are patterns on that line. A name that is no other word needs nothing else; one that is a word too
(Rose, Petit) needs another name or a cue beside it, a capital, or both.

>>> texts = "merci sara", "c'est rose pasquier", "BENALI Sara a appelé", "mon fils Zéphyrin"
>>> [text[start:end] for text in texts for start, end, _ in found(text)]
['sara', 'rose pasquier', 'BENALI Sara', 'Zéphyrin']
>>> list(found("Rose est la couleur du petit, pas le bleu marine"))
[]
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer
from recognizers.name_cues import cues
from recognizers.name_line import Coded, coded
from recognizers.name_shapes import shaped
from recognizers.person import persons
from recognizers.person_mentions import mentions
from recognizers.person_rules import names
from recognizers.unlabelled_name import placed

_D = "[dD]{0,3}"
_CUES = "[ahfni]{0,5}"
_FIRST = "(?:D[dD]{0,2})?"
_CASED = rf"(?:{_FIRST}[GSXR](?:{_D}[GSXPRIJ]){{0,3}})"
_FLAT = r"(?:[gs](?:d{0,3}[gsGS]){0,2})"
_STOP = r"(?=[|,.;:()*\"0-])"


class Rule(NamedTuple):
    """A pattern on codes (its group 1, or all of it, is the name), its score, and why."""

    pattern: re.Pattern[str]
    score: float
    why: str


RULES = tuple(
    Rule(re.compile(pattern), score, why)
    for pattern, score, why in (
        (rf"G[GRIJ]{{0,3}}{_D}[GSXP](?:{_D}[GSXP]){{0,2}}", 0.85, "given name, surname"),
        (rf"R{_D}[GSX](?:{_D}[GSXP])?", 0.65, "given name that is a word, surname"),
        (r"R[PR]", 0.5, "Claire Fontaine: both are words, both have capitals"),
        (r"(?:D[dD]?)?[SX]{1,2}G[GRIJ]{0,2}", 0.75, "surname, given name"),
        (rf"[GRI]{{1,3}}d?DC{_STOP}", 0.7, "Solange de La Tour: two particles and a word"),
        (r"S[SX]|XS", 0.45, "two words, one a surname, both in no dictionary"),
        (rf"SR{_STOP}", 0.5, "surname, given name that is a word, and a pause"),
        (r"P[GI]", 0.55, "surname that is a word, given name or initial"),
        (rf"I{{1,3}}{_D}[GSXPR](?:{_D}[GSXPR]){{0,2}}", 0.75, "initial, surname"),
        (rf"RI{_STOP}", 0.45, "given name that is a word, initial"),
        (
            rf"(?<=[;:*,|(])(?=[rpGSX]{{0,3}}G)[rpGSX]{{3,4}}{_STOP}",
            0.5,
            "names alone, in capitals",
        ),
        (rf"G(?:I{{1,3}}|J{_STOP})", 0.65, "given name, initial"),
        (rf"[SX][IJ]{_STOP}", 0.5, "surname, initial"),
        (r"G", 0.6, "given name with its capital, no other word"),
        (r"g{1,2}d{0,3}[sS]", 0.7, "given name, surname, lower case"),
        (r"sg{1,2}", 0.65, "surname, given name, lower case"),
        (rf"gp{_STOP}", 0.5, "given name, surname that is a word, and a pause"),
        (rf"gx{_STOP}", 0.45, "given name, unknown word, and a pause"),
        (r"r(?:d?s|g)", 0.5, "rose pasquier: the surname is no word"),
        (r"g", 0.4, "given name in lower case, no other word"),
        (rf"k{_CUES}({_CASED})", 0.85, "kinship, capital"),
        (rf"k{_CUES}({_FLAT}|[rP]{_STOP})", 0.7, "kinship"),
        (rf"a{_CUES}({_CASED}|{_FIRST}P[GSXIJ]?)", 0.7, "role or deed, capital"),
        (rf"a{_CUES}({_FLAT})", 0.45, "role or deed"),
        (rf"h{_CUES}([GSR](?:{_D}[GSXP])?|X{_STOP})", 0.7, "greeting, capital"),
        (rf"h{_CUES}(g|[gsr](?=[.*]?\|))", 0.5, "greeting; at the end of a line a word too"),
        (
            rf"f{_CUES}([IJ]{{1,3}}|{_D}[GSXRPgsrpx](?:{_D}[GSXRPgsrpxIJ]){{0,3}})(?=[|(.,*-])",
            0.6,
            "closing formula, and the line ends",
        ),
        (rf"n({_D}[GSXRPI](?:{_D}[GSXRPIJ]){{0,3}})", 0.75, "field of a form, capital"),
        (rf"n({_D}[gs](?:{_D}[gsrpx]){{0,2}}|r|[rpx]{{1,3}}{_STOP}|C\|)", 0.6, "field of a form"),
        (
            rf"n{_D}[GSXRPI][GSXPRIdD]{{0,4}}[;,]({_D}[GSXRP](?:{_D}[GSXRP])?)",
            0.6,
            "second name in a field",
        ),
        (
            rf"M\.?{_CUES}({_D}[gsr]{{1,2}}(?:{_D}[s])?{_STOP}|{_D}[gs]{{1,2}}|I{{1,2}})",
            0.7,
            "civility",
        ),
        (rf"M\.?{_CUES}([GSXRP]{{1,2}}D){_STOP}", 0.6, "civility, name, particle alone"),
        (r'"(S{1,2})"', 0.45, "surname in quotes"),
        (rf"i({_D}[GSR](?:{_D}[GSXP]){{0,2}})", 0.6, "« c'est », capital"),
        (rf"i([gs]{{1,2}}){_STOP}", 0.5, "« c'est », and a pause"),
        (rf"({_FIRST}[GSXRP](?:{_D}[GSXRPIJ]){{0,3}}|[gsrx]{{1,2}})z", 0.7, "« … à l'appareil »"),
        (
            r"(?:\|(?:0[:0]{0,6}\)?-?)?|\.(?!R))[kahfni]{0,5}([GSRgs][GSXRPgsIJ]{0,2})(?:\([^|]{0,9}\))?:",
            0.55,
            "speaker of a turn",
        ),
        (
            rf"(?=(\|(?:{_D}[GSXRPgsrpIJ]){{0,2}}[GSgs](?:{_D}[GSXRPgsrpIJ]){{0,3}}[.,*]?\|))",
            0.6,
            "nothing but names on a line",
        ),
        (r"(?<=.{8})\|([XRP]{1,3}[IJ]?)\.?\|\Z", 0.4, "signature on the last line"),
        (r"(?<=.{4})[.*|]([IJ]{1,3})\|", 0.4, "initials at the end of a line"),
    )
)


def _span(text: str, line: Coded, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of these codes stand in the text, the dot of a last initial included."""
    numbers = [n for n in line.at[start:end] if n >= 0]
    if not numbers:
        return None
    last = line.words[numbers[-1]]
    return line.words[numbers[0]].start, last.end + (last.code == "I")


def found(text: str) -> Iterator[tuple[int, int, float]]:
    """The names of one text by the rules; spans that overlap are joined."""
    line = coded(text, cues(text))
    spans = []
    for rule in RULES:
        for match in rule.pattern.finditer(line.codes):
            span = _span(text, line, *match.span(1 if rule.pattern.groups else 0))
            if span:
                spans.append((*span, rule.score))
    return merged(spans)


def reasons(text: str, start: int, end: int) -> Iterator[str]:
    """Which rules found a name in this span of the text, for an explanation."""
    line = coded(text, cues(text))
    for rule in RULES:
        for match in rule.pattern.finditer(line.codes):
            span = _span(text, line, *match.span(1 if rule.pattern.groups else 0))
            if span and span[0] < end and start < span[1]:
                yield rule.why


def merged(spans: list[tuple[int, int, float]]) -> Iterator[tuple[int, int, float]]:
    """Overlapping spans joined, each with its best score."""
    current: tuple[int, int, float] | None = None
    for start, end, score in sorted(spans):
        if current and start < current[1]:
            current = current[0], max(end, current[1]), max(score, current[2])
            continue
        if current:
            yield current
        current = start, end, score
    if current:
        yield current


class PersonNamesRecognizer(FrenchRecognizer):
    """Finds names by lists of names, and every further mention of a name that anyone found."""

    ENTITY = "PERSON"

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the names of one text."""
        others = [*names(text), *persons(text, nlp_artifacts)]
        known = [*found(text), *shaped(text), *placed(text), *others]
        line = coded(text, cues(text))
        return [
            self._result(start, end, score, check=None, labelled=False)
            for start, end, score in merged([*known, *mentions(text, line, known)])
            if (start, end, score) not in others  # the other recognizers report these
        ]
