"""``scan`` counts what is in every field, whatever the format, and shows no value."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from caviardage.errors import InputError
from caviardage.records import Document, Finding
from pipelines import scan
from pipelines.display import NoDisplay
from pipelines.screen_inspect import inventory_json
from tests.pipelines.support import jsonl, write

ROWS = (
    {"id": 1, "client": "Camille", "notes": [{"corps": "Camille et Camille"}, {"corps": "rien"}]},
    {"id": 2, "client": "la boutique", "notes": []},
    {"id": 3, "client": None, "notes": [{"corps": "vu avec Camille"}]},
)


class FindsCamille:
    """Finds one given name, in any field."""

    def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """The findings of each document."""
        return [
            tuple(
                Finding(
                    message=0, field=text.field, start=at, end=at + 7, entity="PERSON",
                    score=0.9, recognizer="FindsCamille",
                )
                for text in document.texts
                for at in range(len(text.text))
                if text.text.startswith("Camille", at)
            )
            for document in documents
        ]  # fmt: skip


def inventory(*paths: Path, limit: int | None = None) -> scan.Inventory:
    """What is counted in some files."""
    inputs = [str(path) for path in paths]
    return scan.scan(inputs, FindsCamille(), scan.Rules(), NoDisplay(), limit)


def test_fields_are_counted_apart(tmp_path: Path) -> None:
    """Lists count as one field; a record counts once, a finding each time."""
    counted = inventory(jsonl(tmp_path / "a.jsonl", *ROWS))
    assert (counted.records, counted.unreadable) == (3, 0)
    notes = counted.fields["notes[].corps"]
    assert (notes.values, notes.touched, notes.findings["PERSON"]) == (2, 2, 3)
    assert counted.fields["client"].records["PERSON"] == 1
    assert counted.fields["id"].findings.total() == 0


def test_csv_is_read_like_jsonl(tmp_path: Path) -> None:
    """The same export in another format gives the same counts."""
    path = write(tmp_path / "a.csv", "id;client\n1;Camille\n2;la boutique\n")
    assert inventory(path).fields["client"].records["PERSON"] == 1


def test_unreadable_records_are_counted(tmp_path: Path) -> None:
    """What a run would make a dead letter is not passed over in silence."""
    path = write(tmp_path / "a.jsonl", '{"client": "Camille"}\nabc\n{"client": "\\ud800"}\n')
    counted = inventory(path)
    assert (counted.records, counted.unreadable) == (1, 2)


def test_the_limit_stops_early(tmp_path: Path) -> None:
    """Only so many records are read."""
    assert inventory(jsonl(tmp_path / "a.jsonl", *ROWS), limit=2).records == 2


def test_no_value_is_in_the_inventory(tmp_path: Path) -> None:
    """Counts can be shown to anyone."""
    counted = inventory(jsonl(tmp_path / "a.jsonl", *ROWS))
    assert "Camille" not in json.dumps(inventory_json(counted))


def test_missing_input_is_an_error(tmp_path: Path) -> None:
    """Nothing to read is no empty inventory."""
    with pytest.raises(InputError):
        inventory(tmp_path / "rien.jsonl")
