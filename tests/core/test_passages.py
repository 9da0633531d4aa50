"""Passages: the question before a text, and numbers typed in several messages."""

from caviardage.passages import Passage, passages
from caviardage.records import Document, Position, Record, Text


def chat(*turns: tuple[str, str] | tuple[str, str, str]) -> Document:
    """A chat of (speaker, text[, time]) turns."""
    texts = tuple(
        Text(message=i, field="texte", text=turn[1], speaker=turn[0], time=(*turn, None)[2])
        for i, turn in enumerate(turns)
    )
    record = Record(position=Position(file=1, offset=0), row={})
    return Document(records=(record,) * len(turns), texts=texts, scope_id="id:C-1")


def read(document: Document) -> list[str]:
    return [passage.text for passage in passages(document)]


def joined(document: Document) -> list[Passage]:
    return [passage for passage in passages(document) if passage.joined]


def test_the_question_of_the_agent_stands_before_the_answer() -> None:
    """« Quel est votre PDL ? » labels the digits of the next message, and is no part of it."""
    document = chat(("agent", "Bonjour. Quel est votre PDL ?"), ("client", "14 500 000 000 000"))
    passage = list(passages(document))[1]
    assert passage.text == "Quel est votre PDL ?\n14 500 000 000 000"
    start = passage.text.index("14")
    assert passage.sources(start, start + 6) == [(document.texts[1], 0, 6)]
    assert passage.sources(0, 10) == []


def test_what_is_no_question_of_another_speaker_is_not_added() -> None:
    """A statement, or one's own question, labels nothing."""
    assert read(chat(("agent", "Merci."), ("client", "14 500"))) == ["Merci.", "14 500"]
    own = chat(("client", "mon PDL ?"), ("client", "oui"))
    assert read(own) == ["mon PDL ?", "oui"]


def test_a_text_of_another_field_is_no_answer() -> None:
    """The subject of a ticket does not label its description."""
    record = Record(position=Position(file=1, offset=0), row={})
    texts = tuple(
        Text(message=0, field=field, text=text)
        for field, text in (("objet", "Mon PDL ?"), ("corps", "14 500"))
    )
    document = Document(records=(record,), texts=texts, scope_id="id:T-1")
    assert read(document) == ["Mon PDL ?", "14 500"]


def test_a_number_split_over_two_messages_is_read_whole() -> None:
    """« 06 39 » then « 98 12 34 »: found together, and addressed in each message."""
    document = chat(
        ("client", "mon num 06 39", "2026-03-02T18:40:30"),
        ("client", "98 12 34 merci", "2026-03-02T18:40:41"),
    )
    (passage,) = joined(document)
    assert passage.text == "mon num 06 39 98 12 34 merci"
    assert passage.sources(8, 22) == [(document.texts[0], 8, 13), (document.texts[1], 0, 8)]
    assert passage.sources(0, 3) == []  # what does not cross is found in its own message


def test_messages_far_apart_or_of_two_people_are_not_joined() -> None:
    """Another speaker, two minutes, or words between: two numbers."""
    late = chat(("a", "06 39", "2026-03-02T18:40:00"), ("a", "98 12", "2026-03-02T18:43:00"))
    assert joined(late) == []
    assert joined(chat(("a", "06 39"), ("b", "98 12"))) == []
    assert joined(chat(("a", "06 39"), ("a", "oui merci"), ("a", "12"))) == []


def test_a_time_that_cannot_be_read_does_not_part_messages() -> None:
    """Joining only adds what is looked at; it never hides anything."""
    assert len(joined(chat(("a", "06 39", "hier"), ("a", "98 12", "hier")))) == 1


def test_at_most_three_messages_are_joined_and_runs_are_kept_apart() -> None:
    """A number goes over three messages at most; a later one is another run."""
    document = chat(*[("a", "06 39")] * 4, ("b", "ok"), ("a", "12"), ("a", "34"))
    assert [len(passage.pieces) for passage in joined(document)] == [3, 2]


def test_a_question_may_end_with_a_courtesy_or_ask_without_a_mark() -> None:
    """« Votre nom ? Merci », and « Merci de m'indiquer votre nom. », less its full stop."""
    polite = chat(("agent", "Bonjour. Votre nom ? Merci"), ("client", "kone"))
    assert read(polite)[1] == "Votre nom ? Merci\nkone"
    asked = chat(("agent", "Merci de m'indiquer votre nom."), ("client", "kone"))
    assert read(asked)[1] == "Merci de m'indiquer votre nom\nkone"


def test_a_question_may_have_an_aside_or_a_second_one_behind_it() -> None:
    """What an agent adds in brackets is left out; two questions in a row are both read."""
    aside = chat(("agent", "les 3 chiffres au dos ? (par le lien sécurisé !)"), ("client", "604"))
    assert read(aside)[1] == "les 3 chiffres au dos ?\n604"
    twice = chat(("agent", "votre matricule ? et le nom du poste ?"), ("client", "11-2047"))
    assert read(twice)[1] == "votre matricule ? et le nom du poste ?\n11-2047"


def test_short_messages_go_on_from_those_of_the_same_speaker() -> None:
    """The card number just typed says what « 11-28 » and « 804 » are; words alone say nothing."""
    card = chat(("client", "5131 4477 0098 2215"), ("client", "11-28"), ("client", "804"))
    assert read(card)[2] == "5131 4477 0098 2215\n11-28\n804"
    words = chat(("client", "bonjour"), ("client", "804"))
    assert read(words)[1] == "804"


def test_an_answer_may_come_after_a_word_of_its_own() -> None:
    """« bonjour », then the name; not ten messages later."""
    late = chat(("agent", "Votre nom ?"), *[("client", "bonjour")] * 3, ("client", "kone"))
    assert read(late)[1:] == ["Votre nom ?\nbonjour"] * 3 + ["kone"]
    unsigned = chat(("", "Votre nom ?"), ("", "kone"))
    assert read(unsigned)[1] == "kone"
