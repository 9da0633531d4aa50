"""What holds for every recognizer, whatever the text."""

import importlib
import pkgutil
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import LocalRecognizer
from presidio_analyzer.nlp_engine import NlpArtifacts

import recognizers
from caviardage.entities import ENTITIES
from recognizers.answers import AnswerRecognizer
from recognizers.base import FrenchRecognizer, fold
from recognizers.credential import CueRecognizer
from recognizers.custom import CustomRecognizer
from recognizers.person import NerRecognizer
from recognizers.registry import RECOGNIZERS

INSTANCES = [recognizer() for recognizer in RECOGNIZERS]
FRAGMENTS = [
    "Mme ",
    "M. Le Goff",
    "je m'appelle ",
    "née le ",
    "12/03/1985",
    "06 39 98 12 34",
    "+33 ",
    "lea@example.org",
    "https://example.org/",
    "192.0.2.1",
    "2001:db8::1",
    "SIRET ",
    "73282932000074",
    "FR14 2004 1010 0505 0001 3M02 606",
    "4970 1012 3456 7893",
    "2 85 03 2B 033 012 18",
    "AB-123-CD",
    "69003 Lyon",
    "\u202f",
    "\u00a0",
    "\n\n",
    "ﬁ",
    "İ",
]
TEXTS = st.lists(
    st.sampled_from(FRAGMENTS) | st.text(max_size=6) | st.text(string.digits + " .-@", max_size=9)
).map("".join)


@pytest.mark.parametrize("recognizer", INSTANCES, ids=lambda r: r.name)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_spans_lie_inside_the_text(recognizer: LocalRecognizer, text: str) -> None:
    """Every result has a span of at least one character, a score and a type of its own."""
    for result in recognizer.analyze(text, recognizer.supported_entities):
        assert 0 <= result.start < result.end <= len(text)
        assert 0 < result.score <= 1
        assert result.entity_type in recognizer.supported_entities


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_folding_keeps_offsets(text: str) -> None:
    """Folded text has a character for each character of the text."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("recognizer", INSTANCES, ids=lambda r: r.name)
def test_entities_are_in_the_catalogue(recognizer: LocalRecognizer) -> None:
    """A recognizer speaks French and finds only entity types that a policy can name."""
    assert recognizer.supported_language == "fr"
    assert set(recognizer.supported_entities) <= set(ENTITIES)


def test_names_are_unique() -> None:
    """The run record tells recognizers apart by name."""
    names = [recognizer.name for recognizer in INSTANCES]
    assert len(names) == len(set(names))


def test_no_recognizer_is_forgotten() -> None:
    """Every recognizer that a module of the package defines is in the registry."""
    defined = set()
    for info in pkgutil.iter_modules(recognizers.__path__):
        module = importlib.import_module(f"recognizers.{info.name}")
        defined |= {
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, LocalRecognizer)
            and value.__module__ == module.__name__
        }
    assert defined - set(RECOGNIZERS) == {
        FrenchRecognizer, CustomRecognizer, CueRecognizer, AnswerRecognizer,
    }  # fmt: skip


def test_modules_follow_one_shape() -> None:
    """A recognizer's module says what the identifier is and links to who defines it."""
    for recognizer in INSTANCES:
        module = __import__(type(recognizer).__module__, fromlist=["_"])
        assert re.search(r">>> ", module.__doc__), module.__name__
        said = "PERSON" in module.__doc__ or "https://" in module.__doc__
        assert said or isinstance(recognizer, AnswerRecognizer), module.__name__


def test_no_artifacts_no_names() -> None:
    """Without the model's artifacts there are no names, and no error."""
    assert NerRecognizer().analyze("Mme Martin", ["PERSON"]) == []


def test_other_labels_are_left_out() -> None:
    """An entity of the model that has no type here is not a result."""

    class Entity:
        label_, start_char, end_char = "MISC", 0, 5

    artifacts = NlpArtifacts([Entity()], [], [], [], None, "fr", [0.6])
    assert NerRecognizer().analyze("Coupe du monde", ["PERSON"], artifacts) == []
