"""The values that travel check themselves, and show no text."""

import pickle

import pytest

from caviardage.records import DeadLetter, Document, Finding, MaskedDocument, Position, Record, Text


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_finding_has_a_span(start: int, end: int) -> None:
    """An empty, reversed or negative span is refused."""
    with pytest.raises(ValueError, match="empty or negative"):
        Finding(
            message=0, field="a", start=start, end=end, entity="PERSON", score=1, recognizer="r"
        )


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_lies_between_0_and_1(score: float) -> None:
    """Scores outside the scale are refused, NaN too."""
    with pytest.raises(ValueError, match="outside 0 to 1"):
        Finding(message=0, field="a", start=0, end=1, entity="P", score=score, recognizer="r")


def test_nothing_shown_of_a_record_is_its_text() -> None:
    """What a debugger or a log prints of the values holds no value of the data."""
    position = Position(file=1, offset=0, length=42)
    record = Record(position=position, row={"nom": "Camille Durand"})
    text = Text(message=0, field="nom", text="Camille", speaker="Camille", time="Camille 9 h")
    document = Document(records=(record,), texts=(text,), scope_id="id:Camille")
    masked = MaskedDocument(positions=(position,), rows=({"x": "Camille"},), edits=())
    for value in (record, text, document, masked):
        assert "Camille" not in repr(value) + str(value)


def test_values_survive_the_way_to_a_worker() -> None:
    """Frozen values with slots are pickled and come back equal."""
    position = Position(file=2, offset=10)
    record = Record(position=position, row={"a": "é"})
    text = Text(message=0, field="a", text="é")
    document = Document(records=(record,), texts=(text,), scope_id="at:2:10")
    assert document == pickle.loads(pickle.dumps(document))  # noqa: S301  # our own bytes


def test_a_dead_letter_says_where_and_why() -> None:
    """Its line holds the position, the keyed id, the stage and the code, nothing else."""
    letter = DeadLetter(
        position=Position(file=1, offset=7, length=9), stage="mask", code="E_TYPE", record="k1_x"
    )
    assert letter.to_json() == {
        "file": 1,
        "offset": 7,
        "bytes": 9,
        "record": "k1_x",
        "stage": "mask",
        "code": "E_TYPE",
    }
