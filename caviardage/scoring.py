"""How good findings are: counted against spans that people marked ("gold").

=========  =========================================================================================
exact      same start, end and label as a gold span, one finding per gold span
overlap    same label and at least one character in common. Recall: share of the gold spans touched
           by such a finding; precision: share of the findings that touch such a gold span
any        the same two, labels ignored
charR      share of the gold characters (white space left out) that any finding covers, whatever
           its label: what is not covered is what leaks
charP      share of the covered characters that lie in gold
full       share of the gold spans that are covered wholly
docs       share of the texts with gold in which no gold character leaks
=========  =========================================================================================

Optional gold is right to find and no fault to leave: it is neither a miss nor a false alarm. Before
spans are counted, overlapping findings are resolved (higher score, then longer, then earlier);
characters are counted over all of them.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LEVEL_95 = 1.96


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """A part of a text with a label: gold (perhaps optional), or found with a score."""

    start: int
    end: int
    label: str
    score: float = 0.0
    optional: bool = False

    def touches(self, other: "Span") -> bool:
        """Whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def same_place(self, other: "Span") -> bool:
        """Whether the two start and end together."""
        return (self.start, self.end) == (other.start, other.end)


class Fault(StrEnum):
    """What can be wrong at a place of a text."""

    LEAK = "leak"
    FALSE_ALARM = "false alarm"


@dataclass(frozen=True, slots=True)
class Mistake:
    """A gold span that leaks in part or wholly, or a finding that touches no gold."""

    fault: Fault
    text: int
    span: Span


@dataclass(slots=True)
class Counts:
    """The counts of one label, or of all. ``found`` and ``gold`` are spans, ``chars`` characters.

    The pairs ``exact``, ``overlap``, ``any_exact`` and ``any_overlap`` count the right ones among
    the found and the reached ones among the gold.
    """

    found: int = 0
    gold: int = 0
    chars: int = 0
    covered: int = 0
    full: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "Counts") -> None:
        """Add the counts of another label."""
        for name in ("found", "gold", "chars", "covered", "full"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.pairs.update(other.pairs)

    def precision(self, kind: str) -> float | None:
        """Share of the findings that are right; None without findings."""
        return share(self.pairs[kind, "found"], self.found)

    def recall(self, kind: str) -> float | None:
        """Share of the gold spans that are reached; None without gold."""
        return share(self.pairs[kind, "gold"], self.gold)

    def f1(self, kind: str) -> float | None:
        """Harmonic mean of the two; None where one of them is."""
        precision, recall = self.precision(kind), self.recall(kind)
        if precision is None or recall is None:
            return None
        total = precision + recall
        return 2 * precision * recall / total if precision and recall else 0.0


def share(part: int, whole: int) -> float | None:
    """A ratio, or None of nothing."""
    return part / whole if whole else None


def wilson(part: int, whole: int, z: float = LEVEL_95) -> tuple[float, float] | None:
    """The 95 % confidence interval of a share (Wilson 1927); None of nothing.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if not whole:
        return None
    p = part / whole
    centre = p + z * z / (2 * whole)
    reach = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)


def resolve(spans: Iterable[Span]) -> list[Span]:
    """Findings without overlap, in order: the higher score, then the longer, then the earlier."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.score, s.start - s.end, s.start, s.label)):
        if not any(span.touches(other) for other in kept):
            kept.append(span)
    return sorted(kept)


class Scorer:
    """Counts text by text.

    Attributes:
        labels: The counts of each label.
        texts: Texts counted; ``with_gold`` of them have gold, ``clean`` of these leak nothing.
        chars_gold: Characters of gold; ``chars_right`` of them are covered.
        chars_found: Characters that findings cover, optional gold aside.
        mistakes: Every leak and false alarm, in the order of the texts.
    """

    def __init__(self) -> None:
        self.labels: dict[str, Counts] = {}
        self.texts = self.with_gold = self.clean = 0
        self.chars_gold = self.chars_found = self.chars_right = 0
        self.mistakes: list[Mistake] = []

    def add(self, text: str, gold: Iterable[Span], found: Iterable[Span]) -> bool:
        """Count one text. Returns whether none of its gold leaks.

        Raises:
            ValueError: A span lies outside the text.
        """
        gold, found = list(gold), list(_trimmed(found, text))
        if any(not 0 <= s.start < s.end <= len(text) for s in gold):
            raise ValueError("a gold span lies outside its text")
        required = [s for s in gold if not s.optional]
        optional = [s for s in gold if s.optional]
        covered = _visible(found, text)
        kept = [
            span
            for span in resolve(found)
            if any(map(span.touches, required)) or not any(map(span.touches, optional))
        ]
        clean = self._characters(text, required, optional, covered)
        for span in required:
            self._gold(span, kept, _visible([span], text), covered)
        for span in kept:
            self._found(span, required)
        self.texts += 1
        return clean

    def _characters(
        self, text: str, required: Sequence[Span], optional: Sequence[Span], covered: set[int]
    ) -> bool:
        gold = _visible(required, text)
        tolerated = {i for span in optional for i in range(span.start, span.end)}
        self.chars_gold += len(gold)
        self.chars_right += len(covered & gold)
        self.chars_found += len((covered - tolerated) | (covered & gold))
        self.with_gold += bool(gold)
        self.clean += bool(gold) and gold <= covered
        return gold <= covered

    def _gold(
        self, span: Span, kept: Sequence[Span], characters: set[int], covered: set[int]
    ) -> None:
        counts = self.labels.setdefault(span.label, Counts())
        counts.gold += 1
        counts.chars += len(characters)
        counts.covered += len(characters & covered)
        counts.full += characters <= covered
        _count(counts, "gold", span, kept)
        if not characters <= covered:
            self.mistakes.append(Mistake(Fault.LEAK, self.texts, span))

    def _found(self, span: Span, required: Sequence[Span]) -> None:
        counts = self.labels.setdefault(span.label, Counts())
        counts.found += 1
        _count(counts, "found", span, required)
        if not any(map(span.touches, required)):
            self.mistakes.append(Mistake(Fault.FALSE_ALARM, self.texts, span))

    def all(self) -> Counts:
        """The counts of all labels together."""
        total = Counts()
        for counts in self.labels.values():
            total.add(counts)
        return total

    def false_alarms(self) -> int:
        """How many findings touch no gold."""
        return sum(mistake.fault is Fault.FALSE_ALARM for mistake in self.mistakes)


def _count(counts: Counts, side: str, span: Span, others: Sequence[Span]) -> None:
    near = [other for other in others if span.touches(other)]
    same = [other for other in near if other.label == span.label]
    counts.pairs["exact", side] += any(map(span.same_place, same))
    counts.pairs["overlap", side] += bool(same)
    counts.pairs["any_exact", side] += any(map(span.same_place, near))
    counts.pairs["any_overlap", side] += bool(near)


def _visible(spans: Iterable[Span], text: str) -> set[int]:
    return {i for s in spans for i in range(s.start, s.end) if not text[i].isspace()}


def _trimmed(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Findings without the white space at their ends, one for each place and label."""
    best: dict[tuple[int, int, str], Span] = {}
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError("a finding lies outside its text")
        part = text[span.start : span.end]
        start = span.start + len(part) - len(part.lstrip())
        end = span.start + len(part.rstrip())
        if start < end:
            kept = Span(start=start, end=end, label=span.label, score=span.score)
            key = (start, end, span.label)
            best[key] = max(best.get(key, kept), kept, key=lambda s: s.score)
    yield from best.values()
