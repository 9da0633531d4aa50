r"""A recognizer that a policy brings: an entity type, a pattern, a score, perhaps a label.

The pattern is the user's, so nobody has checked that it is linear: it runs in the ``regex`` module
with a time limit for each text. Past the limit the record fails (``E_TIMEOUT``); its text is never
passed on half searched. Group 1, if there is one, is the value.

>>> found = CustomRecognizer("CUSTOMER_ID", r"CLI-(\d{7})", 0.8).analyze("dossier CLI-0048213", [])
>>> [(result.start, result.end, result.score) for result in found]
[(12, 19, 0.8)]
>>> labelled = CustomRecognizer("CONTRACT_ID", r"\d{8}", 0.8, label="contrat|police")
>>> [len(labelled.analyze(text, [])) for text in ("mon contrat : 48210033", "le colis 48210033")]
[1, 0]
"""

import time
from collections.abc import Iterator

import regex
from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from caviardage.errors import Code, PolicyError, RecordError, Stage
from recognizers.base import FrenchRecognizer, fold

TIMEOUT_SECONDS = 1.0


class _Label:
    """A pattern for text without accents, searched with the time limit."""

    def __init__(self, pattern: str) -> None:
        plain = "".join(c if c.isascii() else fold(c) for c in pattern)
        self._pattern = regex.compile(plain, regex.IGNORECASE)

    def search(self, text: str, low: int, high: int) -> object:
        """Whatever it matches between two positions, or None."""
        return self._pattern.search(text, low, high, timeout=TIMEOUT_SECONDS)


class CustomRecognizer(FrenchRecognizer):
    """Finds what a pattern of the policy matches.

    Args:
        entity: The entity type of the findings.
        pattern: A pattern of the ``regex`` module.
        score: The score of a finding.
        label: A pattern, without regard to case and accents, that must match near the value.
    """

    def __init__(self, entity: str, pattern: str, score: float, label: str | None = None) -> None:
        self.ENTITY = entity  # type: ignore[misc]  # here each instance has its own type
        super().__init__()
        try:
            self._pattern = regex.compile(pattern)
            if label is not None:
                self.LABELS = _Label(label)  # type: ignore[misc,assignment]  # searched alike
        except regex.error as error:
            raise PolicyError(f"custom pattern for {entity}: {error.msg}") from None
        self._value_group = 1 if self._pattern.groups else 0
        self._own_score = score

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the values in one text.

        Raises:
            RecordError: The pattern or the label took too long.
        """
        try:
            return super().analyze(text, entities, nlp_artifacts)
        except TimeoutError:
            # Fail closed, and without the text that the cause could carry.
            raise RecordError(Stage.ANALYZE, Code.TIMEOUT) from None

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        deadline = time.monotonic() + TIMEOUT_SECONDS
        for match in self._pattern.finditer(text, timeout=TIMEOUT_SECONDS):
            start, end = match.span(self._value_group)
            if start < 0:  # the group took no part in this match
                start, end = match.span()
            if start < end:
                yield start, end
            if time.monotonic() > deadline:
                raise TimeoutError

    def _score(self, check: bool | None, labelled: bool) -> float:
        return self._own_score if labelled or self.LABELS is None else 0.0
