"""HEALTH_DATA to CRIMINAL_OFFENCE: what the RGPD (art. 9 and 10) protects beyond identity.

A lexicon of each category finds the words (``sensitive_lexicon``), what stands around them says
whether they are about a person (``sensitive_cues``). Two levels:

* ``attributed``: said of a person. The finding covers the clause, for the inference outlives the
  word: « je me rends à ma [HEALTH_DATA] le mardi » hides little.
* ``mention``: the topic alone. The finding covers the words.

https://www.cnil.fr/fr/reglement-europeen-protection-donnees/chapitre2#Article9

>>> [(r.entity_type, r.recognition_metadata["level"], r.start, r.end)
...  for r in SensitiveRecognizer().analyze("Bonjour, ma mère est diabétique.", [])]
[('HEALTH_DATA', 'attributed', 9, 31)]
>>> [r.recognition_metadata["level"]
...  for r in SensitiveRecognizer().analyze("Vos produits sont-ils en pharmacie ?", [])]
[]
"""

from collections import defaultdict
from collections.abc import Iterator

from presidio_analyzer import AnalysisExplanation, LocalRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from caviardage.entities import SENSITIVE
from caviardage.records import ATTRIBUTED, MENTION
from recognizers.sensitive_cues import Cues
from recognizers.sensitive_lexicon import Kind, lexicon
from recognizers.sensitive_text import Words

SCORES = {ATTRIBUTED: 0.8, MENTION: 0.5}

# What a pattern may end with that belongs to the next clause.
_NEXT = frozenset({"je", "j", "il", "elle", "on", "nous", "vous", "et", "mais", "car", "donc"})

Span = tuple[int, int]


class SensitiveRecognizer(LocalRecognizer):
    """Finds sensitive content of all categories in one pass over the words."""

    name: str  # set by Presidio's constructor

    def __init__(self) -> None:
        super().__init__(supported_entities=sorted(SENSITIVE), supported_language="fr")
        self._lexicon = lexicon()

    def load(self) -> None:
        """Nothing to load: the lexicon is read when the recognizer is built."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find sensitive content in one text (Presidio's interface).

        An empty list of entities asks for all.
        """
        return [
            self._result(category, level, span)
            for category, level, span in self._flags(text)
            if not entities or category in entities
        ]

    def _flags(self, text: str) -> Iterator[tuple[str, str, Span]]:
        words = Words.of(text)
        cues = Cues(words)
        attributed: dict[str, set[Span]] = defaultdict(set)
        mentions: dict[str, list[Span]] = defaultdict(list)
        for match in self._lexicon.matches(words.keys, words.sentences):
            if Kind.TRAP in match.kinds or cues.is_other(match):
                continue
            found = (cues.evidence(match, kind) for kind in match.kinds)
            evidence = next((word for word in found if word is not None), None)
            if evidence is None:
                span = words.spans[match.first][0], words.spans[match.end - 1][1]
                mentions[match.category].append(span)
            else:
                last = match.end - 1
                while last > match.first and words.keys[last] in _NEXT:
                    last -= 1
                attributed[match.category].add(words.clause(evidence, last))
        for category in sorted({*attributed, *mentions}):
            clauses = _merged(attributed[category])
            yield from ((category, ATTRIBUTED, clause) for clause in clauses)
            for mention in _outside(mentions[category], clauses):
                yield category, MENTION, mention

    def _result(self, category: str, level: str, span: Span) -> RecognizerResult:
        score = SCORES[level]
        return RecognizerResult(
            entity_type=category,
            start=span[0],
            end=span[1],
            score=score,
            analysis_explanation=AnalysisExplanation(recognizer=self.name, original_score=score),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                "level": level,
            },
        )


def _merged(spans: set[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _outside(spans: list[Span], clauses: list[Span]) -> Iterator[Span]:
    """The spans, in order, that lie in none of the clauses, which are in order too."""
    i = 0
    for start, end in sorted(spans):
        while i < len(clauses) and clauses[i][1] <= start:
            i += 1
        if i == len(clauses) or end <= clauses[i][0]:
            yield start, end
