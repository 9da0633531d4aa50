"""Builds Presidio's ``AnalyzerEngine`` for French, on a spaCy pipeline cut to what it needs."""

from typing import Any

import spacy
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

from caviardage.policy import Detection
from recognizers.custom import CustomRecognizer
from recognizers.model import WEIGHTS, check_model, model_path
from recognizers.registry import RECOGNIZERS
from recognizers.weights import read_weights

LANGUAGE = "fr"
# What spaCy's French models call them → what Presidio does. MISC says nothing of a person.
NER_ENTITIES = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"}
NER_SCORE = 0.6
_KEPT_COMPONENTS = frozenset({"tok2vec", "transformer", "ner"})


class NoContextEnhancer(ContextAwareEnhancer):
    """Leaves scores alone: our recognizers look for their labels themselves.

    Presidio's own enhancer reads five words before a value and none after, by substring, and
    copies every result for it.
    """

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0,
            min_score_with_context_similarity=0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *_: Any, **__: Any
    ) -> list[RecognizerResult]:
        """Return the results as they are."""
        return raw_results


def load_nlp(model: str) -> Any:
    """Load a spaCy pipeline with only the components that find entities.

    A model of ours is its base, with our weights in its component ``ner``.

    Raises:
        PolicyError: No such pipeline is installed, it finds no entities, or it is not the one that
            was published. Nothing is downloaded.
    """
    meta = check_model(model)
    nlp = spacy.load(meta.get("base", model))
    # The component ner of our models reads words by itself: it needs no other.
    kept = {"ner"} if "base" in meta else _KEPT_COMPONENTS
    for name in nlp.component_names:
        if name not in kept:
            nlp.remove_pipe(name)
    if "base" in meta:
        ner: Any = nlp.get_pipe("ner")
        read_weights(ner.model, model_path(model) / WEIGHTS)
        nlp.meta["name"] = meta["name"]
    return nlp


class FrenchNlpEngine(SpacyNlpEngine):
    """Presidio's spaCy engine over a pipeline that is loaded already."""

    def __init__(self, nlp: Any) -> None:
        ignored = {label for label in nlp.get_pipe("ner").labels if label not in NER_ENTITIES}
        super().__init__(
            models=[{"lang_code": LANGUAGE, "model_name": nlp.meta["name"]}],
            ner_model_configuration=NerModelConfiguration(
                model_to_presidio_entity_mapping=NER_ENTITIES,
                labels_to_ignore=ignored,
                default_score=NER_SCORE,
                low_score_entity_names=[],
            ),
        )
        self.nlp: dict[str, Any] = {LANGUAGE: nlp}  # type: ignore[assignment]  # None in Presidio


def build_recognizers(detection: Detection) -> list[EntityRecognizer]:
    """The recognizers of the registry, and the policy's own patterns."""
    recognizers: list[EntityRecognizer] = [recognizer() for recognizer in RECOGNIZERS]
    for rule in detection.custom:
        recognizers.append(CustomRecognizer(rule.entity, rule.pattern, rule.score, rule.label))
    return recognizers


def build_engine(detection: Detection) -> AnalyzerEngine:
    """Build the analyzer of a policy: Presidio's engine with our recognizers, for French.

    Raises:
        PolicyError: The model is not installed, or finds no entities.
    """
    registry = RecognizerRegistry(
        recognizers=build_recognizers(detection), supported_languages=[LANGUAGE]
    )
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=FrenchNlpEngine(load_nlp(detection.model)),
        supported_languages=[LANGUAGE],
        context_aware_enhancer=NoContextEnhancer(),
        log_decision_process=False,  # it would log the words of the text
    )
