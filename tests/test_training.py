"""The training data: repeatable, aligned, apart from what is held out to measure with."""

from random import Random

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.engine import load_nlp
from recognizers.model import check_model
from training import values
from training.frames import Filler, read_frames
from training.generate import Message, held_out_messages, training_messages
from training.names import Names, is_held_out
from training.noise import bare, render, typo
from training.pack import FAST, lean
from training.student import blank, taught

KEPT, HELD = read_frames(held=False), read_frames(held=True)
FRAMES = {register: KEPT[register] + HELD[register] for register in KEPT}


def chance(seed: int) -> Random:
    """A source of chance that repeats itself."""
    return Random(seed)  # noqa: S311


def test_the_same_seed_makes_the_same_messages() -> None:
    """Training can be repeated; another seed makes other messages."""
    first = list(training_messages(60, 5))
    assert first == list(training_messages(60, 5))
    assert first != list(training_messages(60, 6))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_entities_are_where_the_text_has_them(seed: int) -> None:
    """Whatever noise does to a text, an entity begins and ends on a character that shows."""
    for message in training_messages(8, seed):
        previous = 0
        for start, end, label in message.spans:
            assert previous <= start < end <= len(message.text)
            assert message.text[start:end] == message.text[start:end].strip()
            assert label in ("PER", "LOC", "ORG", "MISC")
            previous = end


def test_a_held_out_name_is_never_drawn_for_training() -> None:
    """The split is by the folded name: « Zoé » and « ZOE » are on one side."""
    for held in (False, True):
        names, rng = Names(held=held), chance(1)
        drawn = [names.given(rng) for _ in range(400)] + [names.surname(rng) for _ in range(400)]
        assert {is_held_out(name) for name in drawn} == {held}


def test_a_frame_is_held_out_or_trained_on_never_both() -> None:
    """Each register has some of both."""
    assert KEPT.keys() == HELD.keys()
    assert all(KEPT[register] and HELD[register] for register in FRAMES)
    assert not {f for fs in KEPT.values() for f in fs} & {f for fs in HELD.values() for f in fs}


@pytest.mark.parametrize("register", sorted(FRAMES))
def test_every_slot_of_every_frame_can_be_filled(register: str) -> None:
    """No brace is left, and a register of texts without persons names none."""
    filler = Filler(Names(held=False), chance(2))
    for frame in FRAMES[register]:
        text, spans = render(filler.fill(frame, register))
        assert "{" not in text
        if register.startswith("negatives_"):
            assert "PER" not in {label for *_, label in spans}


def test_an_unknown_slot_is_an_error() -> None:
    """A slip of the pen in a frame is not trained on."""
    filler = Filler(Names(held=False), chance(2))
    with pytest.raises(ValueError, match=r"unknown slot \{prenom\}"):
        filler.fill("bonjour {prenom}", "chat")


def test_held_out_messages_cover_every_register() -> None:
    """As many of each, those without persons among them."""
    messages = list(held_out_messages(2, 3))
    assert {message.register for message in messages} == set(FRAMES)
    assert len(messages) == 2 * len(FRAMES)


@given(word=st.text("abcdeéèçlmnop", min_size=0, max_size=12), seed=st.integers(0, 100))
def test_a_typing_error_is_small(word: str, seed: int) -> None:
    """One letter more, less, other or moved; the shortest words are left alone."""
    wrong = typo(word, chance(seed))
    assert abs(len(wrong) - len(word)) <= 1
    assert bare(wrong[:1]) in (bare(word[:1]), bare(word[1:2]))


def test_countries_have_the_preposition_that_french_wants() -> None:
    """« en Irak », « au Maroc », « de la » never; only the name is the place."""
    rng, seen = chance(4), set()
    for _ in range(2000):
        (before, none), (name, label) = values.with_preposition(rng, "in_country")
        seen.add(before + name)
        assert (none, label) == ("", "LOC")
    assert {"en Irak", "au Maroc", "en Pologne"} <= seen
    assert not {"en Maroc", "au Irak"} & seen


def test_a_place_is_elided_and_in_small_letters_where_its_frame_is() -> None:
    """« je viens d'oran » and « je viens de Lyon »: the label stays on the name."""
    filler = Filler(Names(held=False), chance(5))
    texts = [render(filler.fill("je viens de {town} demain", "chat")) for _ in range(200)]
    places = [text[a:b] for text, spans in texts for a, b, _ in spans]
    assert any(place.islower() for place in places)
    assert any(place[0].isupper() for place in places)
    for text, spans in texts:
        elided = text.startswith(("je viens d'", "je viens d’"))
        assert not elided or text[spans[0][0]].lower() in "aeiouyhéèâîô"


def test_a_thing_called_after_somebody_is_nobody() -> None:
    """A boat with a given name is labelled with the class that nobody reads."""
    filler = Filler(Names(held=False), chance(6))
    for frame in ("le voilier « {named} »", "salle {named}, 2e étage"):
        _, spans = render(filler.fill(frame, "negatives_technical"))
        assert [label for *_, label in spans] == ["MISC"]


def test_a_teacher_replaces_labels_and_keeps_texts() -> None:
    """The small model learns what the teacher says of a text."""
    teacher = spacy.blank("fr")
    teacher.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Camille"}])
    old = [Message("merci Camille", [(0, 5, "LOC")], "rehearsal")]
    assert taught(teacher, old) == [Message("merci Camille", [(6, 13, "PER")], "rehearsal")]


def test_leaning_makes_only_the_beginning_of_a_person_likelier() -> None:
    """The order of the moves differs between models: they are asked by name."""
    ner = blank(16, 1, 16, seed=1).get_pipe("ner")
    upper = ner.model.get_ref("upper")
    before = upper.get_param("b").copy()
    lean(ner, 0.5)
    raised = upper.get_param("b") - before
    names = [ner.moves.get_class_name(i) for i in range(len(raised))]
    assert {name for name, by in zip(names, raised, strict=True) if by > 0} == {"B-PER", "U-PER"}


@pytest.mark.model
def test_the_small_model_is_a_whole_pipeline() -> None:
    """It loads by its path, finds a name in small letters, and keeps no word that it has seen."""
    nlp = load_nlp(str(FAST))
    doc = nlp("bonjour c'est camille durand, merci")
    assert [(e.text, e.label_) for e in doc.ents] == [("camille durand", "PER")]
    assert "coulibaly" not in spacy.load(FAST).vocab.strings


@pytest.mark.parametrize("folder", ["caviardage_fr", "caviardage_fr_fast"])
def test_a_model_that_is_shipped_has_its_card(folder: str) -> None:
    """With its licence, its data and its scores."""
    card = (FAST.with_name(folder) / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "LGPL-LR" in card
    assert "## Scores" in card
    assert check_model(str(FAST.with_name(folder)))["license"] == "LGPL-LR"
