"""`caviardage evaluate`: findings on documents with gold, counted. Nothing is masked or written.

All findings from ``detection.min_score`` up count, whatever a policy would do with them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from caviardage.entities import SENSITIVE
from caviardage.entity_aliases import score_label
from caviardage.errors import InputError, PolicyError, RecordError
from caviardage.policy import Detection, Policy
from caviardage.policy_file import load_policy
from caviardage.processing import Analyzer
from caviardage.records import MENTION, Finding
from caviardage.scoring import Scorer, Span
from pipelines.gold import GoldDocument, Statement, read_gold

CONFIGS = Path(__file__).parents[1] / "configs"
#: They say which fields of the exports are scanned when no policy is named.
LAYOUTS = ("crm_tickets.yaml", "chat_logs.yaml")
_BATCH = 32

Analyzers = Callable[[Detection], Analyzer]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class EvaluateConfig:
    """The arguments of an evaluation.

    Attributes:
        gold: The gold file.
        texts: The exports it is about; none means those beside it.
        policies: Policy files: layouts of the exports, and how is found. None means the layouts of
            ``configs/`` with the defaults of detection.
        model: An installed spaCy pipeline, over the policies'.
        min_score: Findings below are ignored, over the policies'.
        optional: Labels whose gold is optional.
    """

    gold: Path
    texts: tuple[Path, ...] = ()
    policies: tuple[Path, ...] = ()
    model: str | None = None
    min_score: float | None = None
    optional: tuple[str, ...] = ()


@dataclass(slots=True)
class Flags:
    """Statements of RGPD art. 9 and 10 about a person: in gold, reached, flagged, rightly so."""

    gold: int = 0
    reached: int = 0
    found: int = 0
    right: int = 0


@dataclass(slots=True)
class Evaluation:
    """What was counted, and the texts it was counted on (for ``--errors``).

    Attributes:
        scorer: The counts of spans and characters.
        records: Records read.
        with_gold: Documents that have gold; ``clean`` of these leak nothing.
        flags: The counts of each category of art. 9 and 10; None where gold has no statements.
        texts: Each text counted: document id, field, text; in the scorer's order.
    """

    scorer: Scorer = field(default_factory=Scorer)
    records: int = 0
    documents: int = 0
    with_gold: int = 0
    clean: int = 0
    flags: dict[str, Flags] | None = None
    texts: list[tuple[str, str, str]] = field(default_factory=list, repr=False)

    def add(self, gold: GoldDocument, findings: Iterable[Finding]) -> None:
        """Count the findings of one document."""
        findings = list(findings)
        clean, has_gold = True, False
        for text in gold.document.texts:
            place = (text.message, text.field)
            spans = gold.spans.get(place, ())
            found = [f for f in findings if (f.message, f.field) == place]
            clean &= self.scorer.add(text.text, spans, as_spans(found))
            has_gold |= any(not span.optional for span in spans)
            self.texts.append((gold.id, text.field, text.text))
        self.records += len(gold.document.records)
        self.documents += 1
        self.with_gold += has_gold
        self.clean += has_gold and clean
        if gold.statements is not None:
            self.flags = {} if self.flags is None else self.flags
            count_flags(self.flags, gold.statements, findings)

    @property
    def false_alarms(self) -> float:
        """Findings that touch no gold, for 1 000 records."""
        return 1000 * self.scorer.false_alarms() / self.records if self.records else 0.0


def as_spans(findings: Iterable[Finding]) -> list[Span]:
    """Findings as they are scored: under score labels, flags left out."""
    labelled = ((f, score_label(f.entity)) for f in findings if f.entity not in SENSITIVE)
    return [
        Span(start=f.start, end=f.end, label=label, score=f.score) for f, label in labelled if label
    ]


def count_flags(
    flags: dict[str, Flags], statements: Sequence[Statement], findings: Iterable[Finding]
) -> None:
    """Count the statements about a person that a flag of their category touches, and the flags."""
    gold = [statement for statement in statements if statement.attributed]
    found = [
        finding for finding in findings if finding.entity in SENSITIVE and finding.level != MENTION
    ]
    for statement in gold:
        counts = flags.setdefault(statement.category, Flags())
        counts.gold += 1
        counts.reached += any(_agree(finding, statement) for finding in found)
    for finding in found:
        counts = flags.setdefault(finding.entity, Flags())
        counts.found += 1
        counts.right += any(_agree(finding, statement) for statement in gold)


def _agree(finding: Finding, statement: Statement) -> bool:
    return (
        (finding.message, finding.field) == (statement.message, statement.field)
        and finding.entity == statement.category
        and finding.start < statement.end
        and statement.start < finding.end
    )


def evaluate(
    config: EvaluateConfig, analyzers: Analyzers | None = None, progress: Progress | None = None
) -> Evaluation:
    """Read the gold, find, count.

    Args:
        config: The arguments.
        analyzers: Makes the analyzer of a policy's detection; each distinct one is made once.
        progress: Told how many of the documents are done.

    Raises:
        InputError: The gold or an export cannot be read, or a text cannot be analyzed.
        PolicyError: A policy is wrong, or its model is not installed.
        UsageError: An unknown label.
    """
    layouts, detections = read_policies(config)
    gold = read_gold(config.gold, config.texts, layouts, config.optional)
    evaluation = Evaluation()
    done = 0
    for detection in dict.fromkeys(detections[document.policy] for document in gold):
        group = [document for document in gold if detections[document.policy] == detection]
        analyzer = (analyzers or _analyzer)(detection)
        for start in range(0, len(group), _BATCH):
            batch = group[start : start + _BATCH]
            for document, findings in zip(batch, _find(analyzer, batch), strict=True):
                evaluation.add(document, findings)
            done += len(batch)
            if progress:
                progress(done, len(gold))
    return evaluation


def _find(analyzer: Analyzer, batch: Sequence[GoldDocument]) -> list[tuple[Finding, ...]]:
    try:
        return analyzer.analyze([gold.document for gold in batch])
    except RecordError as error:
        raise InputError(f"a text cannot be analyzed: {error}") from None


def _analyzer(detection: Detection) -> Analyzer:
    from recognizers.analyzer import DocumentAnalyzer

    return DocumentAnalyzer.from_detection(detection)


def read_policies(config: EvaluateConfig) -> tuple[list[Policy], list[Detection]]:
    """The layouts, and how is found under each.

    Raises:
        PolicyError: A policy is wrong; or none is named and ``configs/`` is not there.
    """
    paths = config.policies or tuple(CONFIGS / name for name in LAYOUTS)
    if not config.policies and not all(path.is_file() for path in paths):
        raise PolicyError("--policy is needed: the policies of configs/ are not installed")
    layouts = [load_policy(path) for path in paths]
    changes = {"model": config.model, "min_score": config.min_score}
    given = {name: value for name, value in changes.items() if value is not None}
    detections = [
        (layout.detection if config.policies else Detection()).model_copy(update=given)
        for layout in layouts
    ]
    return layouts, detections


def totals(flags: dict[str, Flags]) -> Flags:
    """The counts of all categories together."""
    sums: Counter[str] = Counter()
    for counts in flags.values():
        for name in ("gold", "reached", "found", "right"):
            sums[name] += getattr(counts, name)
    return Flags(**sums)
