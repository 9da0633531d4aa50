"""``caviardage evaluate``: gold in both forms, whole documents, clear errors, no text unasked."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from caviardage.errors import InputError, PolicyError, UsageError
from caviardage.policy import Detection
from caviardage.records import ATTRIBUTED, MENTION, Document, Finding
from pipelines import evaluate
from pipelines.evaluate import EvaluateConfig, Evaluation
from pipelines.evaluation_report import to_json
from pipelines.gold import read_gold
from tests.pipelines.conftest import Command
from tests.pipelines.support import jsonl, write

SAMPLES = Path(__file__).parents[2] / "samples"
CONFIGS = Path(__file__).parents[2] / "configs"
TEXT = "Je suis Camille Durand, à Brest"
Words = dict[str, tuple[str, float, str]]


class FindsWords:
    """Finds given words, and keeps the documents and the settings that it was given."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.documents: list[Document] = []
        self.detections: list[Detection] = []

    def __call__(self, detection: Detection) -> "FindsWords":
        """Stand in for the analyzer of a detection."""
        self.detections.append(detection)
        return self

    def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """The findings of each document."""
        self.documents += documents
        return [tuple(self._find(document)) for document in documents]

    def _find(self, document: Document) -> list[Finding]:
        return [
            Finding(
                message=text.message, field=text.field, start=text.text.index(word),
                end=text.text.index(word) + len(word), entity=entity, score=score,
                recognizer="FindsWords", level=level,
            )
            for text in document.texts
            for word, (entity, score, level) in self.words.items()
            if word in text.text
        ]  # fmt: skip


NAMES: Words = {"Camille": ("PERSON", 0.9, ""), "Brest": ("LOCATION", 0.6, "")}


def gold_line(*spans: tuple[str, str], text: str = TEXT, **more: Any) -> dict[str, Any]:
    """A line of gold with its text: (value, label) pairs."""
    marked = [
        {"start": text.index(value), "end": text.index(value) + len(value), "label": label}
        for value, label in spans
    ]
    return {"id": "n1", "text": text, "spans": marked, **more}


def measured(path: Path, words: Words = NAMES, **options: Any) -> Evaluation:
    """An evaluation with the analyzer that finds words."""
    return evaluate.evaluate(EvaluateConfig(gold=path, **options), FindsWords(words))


def test_figures_have_their_names(tmp_path: Path) -> None:
    """What leaks and what is found for nothing stand at the top, labels under entities."""
    line = gold_line(("Camille Durand", "PERSON"))
    figures = to_json(measured(jsonl(tmp_path / "g.jsonl", line)))
    assert figures["charR"] == pytest.approx(7 / 13)
    assert figures["charP"] == pytest.approx(7 / 12)
    assert figures["docs"] == 0
    assert figures["records"] == 1
    assert figures["false_alarms_per_1000"] == 1000
    assert figures["entities"]["PERSON"]["overlap"]["recall"] == 1
    assert figures["entities"]["PERSON"]["exact"]["recall"] == 0
    assert figures["any"]["overlap"]["precision"] == 0.5
    assert "sensitive" not in figures
    json.dumps(figures)


@pytest.mark.parametrize("label", ["PERSON", "PersonName", "PER", "PATRONYME"])
def test_labels_of_any_vocabulary(tmp_path: Path, label: str) -> None:
    """Gold may be marked with our names, those of scores, or those of other tools."""
    path = jsonl(tmp_path / "g.jsonl", gold_line(("Camille Durand", label)))
    assert measured(path).scorer.labels["PERSON"].gold == 1


@pytest.mark.parametrize("optional", ["LOCATION", "PLACE_OF_BIRTH"])
def test_optional_labels(tmp_path: Path, optional: str) -> None:
    """Optional gold is neither missed nor wrong to find; our own names are taken exactly."""
    line = gold_line(("Camille Durand", "PERSON"), ("Brest", "PLACE_OF_BIRTH"))
    scorer = measured(jsonl(tmp_path / "g.jsonl", line), optional=(optional,)).scorer
    assert "LOCATION" not in scorer.labels
    assert scorer.false_alarms() == 0


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """A ticket and a chat with their gold, as in samples/."""
    ticket = {
        "ticket_id": "T-1", "customer_name": "Camille Durand", "subject": "Panne",
        "description": "Camille attend", "comments": [{"author": "Léa", "body": "vu avec Camille"}],
    }  # fmt: skip
    jsonl(tmp_path / "tickets.jsonl", ticket)
    jsonl(
        tmp_path / "chats.jsonl",
        {"conversation_id": "C-1", "speaker": "bot", "text": "Votre nom ?"},
        {"conversation_id": "C-1", "speaker": "client", "text": "Camille"},
    )
    return jsonl(
        tmp_path / "gold.jsonl",
        {
            "id": "T-1",
            "spans": [
                {"message": 0, "field": field, "start": start, "end": start + 7, "label": "PERSON"}
                for field, start in (("description", 0), ("comments[0].body", 8))
            ],
        },
        {
            "id": "C-1",
            "spans": [{"message": 1, "field": "text", "start": 0, "end": 7, "label": "PERSON"}],
        },
    )


def test_documents_are_built_as_a_run_builds_them(exports: Path) -> None:
    """Whole threads with their speakers; texts and documents are counted apart."""
    finder = FindsWords({"attend": ("PERSON", 0.9, ""), **NAMES})
    result = evaluate.evaluate(EvaluateConfig(gold=exports), finder)
    chat = next(document for document in finder.documents if len(document.records) == 2)
    assert [text.speaker for text in chat.texts] == ["bot", "client"]
    assert (result.records, result.documents, result.clean) == (3, 2, 2)
    assert (result.scorer.texts, result.scorer.with_gold, result.scorer.clean) == (5, 3, 3)
    assert result.scorer.false_alarms() == 1


def test_one_analyzer_for_one_setting(exports: Path) -> None:
    """Without a policy all is found with the defaults; model and score may be changed."""
    finder = FindsWords(NAMES)
    evaluate.evaluate(EvaluateConfig(gold=exports, min_score=0.7, model="fr_autre"), finder)
    assert finder.detections == [Detection(min_score=0.7, model="fr_autre")]


def test_a_policy_brings_its_detection(exports: Path) -> None:
    """Each export is read by the first policy that fits, with that policy's own patterns."""
    finder = FindsWords(NAMES)
    policies = (CONFIGS / "chat_logs.yaml", CONFIGS / "crm_tickets.yaml")
    evaluate.evaluate(EvaluateConfig(gold=exports, policies=policies), finder)
    assert [len(detection.custom) for detection in finder.detections] == [1, 0]


def test_the_samples_are_gold() -> None:
    """Every span of samples/gold.jsonl lies in a text that the policies of configs/ scan."""
    layouts, _ = evaluate.read_policies(EvaluateConfig(gold=SAMPLES / "gold.jsonl"))
    gold = read_gold(SAMPLES / "gold.jsonl", (), layouts)
    lines = (SAMPLES / "gold.jsonl").read_text("utf-8").splitlines()
    assert len(gold) == len(lines) > 600
    spans = sum(len(spans) for document in gold for spans in document.spans.values())
    assert spans == sum(len(json.loads(line)["spans"]) for line in lines)


def test_flags_are_counted_apart(tmp_path: Path) -> None:
    """A statement about a person is reached by a flag of its category, never by a span."""
    text = "Je suis dialysé. On parle de religion. Camille est syndiquée."
    sensitive = [
        {"category": "HEALTH_DATA", "level": "attributed", "quote": "suis dialysé"},
        {"category": "RELIGION", "level": "mention", "quote": "parle de religion"},
        {"category": "TRADE_UNION", "level": "attributed", "quote": "Camille est syndiquée"},
    ]
    line = gold_line(("Camille", "PERSON"), text=text, sensitive=sensitive)
    words: Words = {
        "Je suis dialysé": ("HEALTH_DATA", 0.8, ATTRIBUTED),
        "religion": ("RELIGION", 0.5, MENTION),
        "On parle": ("RELIGION", 0.8, ATTRIBUTED),
        "Camille": ("PERSON", 0.9, ""),
    }
    figures = to_json(measured(jsonl(tmp_path / "g.jsonl", line), words))
    assert figures["sensitive"]["HEALTH_DATA"]["recall"] == 1
    assert figures["sensitive"]["TRADE_UNION"]["recall"] == 0
    assert figures["sensitive"]["RELIGION"]["precision"] == 0
    assert figures["sensitive"]["all"]["gold"] == 2
    assert set(figures["entities"]) == {"PERSON"}
    assert figures["charP"] == 1


BAD_LINES = [
    ("{", "g.jsonl:1: not one JSON object"),
    (json.dumps({"text": "a"}), "g.jsonl:1: id: field required"),
    (json.dumps(gold_line(("Brest", "LIEUX"))), "g.jsonl:1: spans.0.label: unknown label 'LIEUX'"),
    (json.dumps(gold_line(("Brest", "à Brest !"))), "spans.0.label: unknown label '…'"),
    (
        json.dumps({"id": "1", "text": "a", "spans": [{"start": 0, "end": 9, "label": "URL"}]}),
        "g.jsonl:1: spans.0: not a part of its text",
    ),
    (
        json.dumps({"id": "1", "text": "a", "spans": [{"start": "0", "end": 1, "label": "URL"}]}),
        "g.jsonl:1: spans.0.start: input should be a valid integer",
    ),
    (
        json.dumps(gold_line(sensitive=[{"category": "HEALTH_DATA", "quote": "absent"}])),
        "g.jsonl:1: sensitive.0: not a part of a scanned text",
    ),
    (
        json.dumps(gold_line(sensitive=[{"category": "SANTE", "quote": "Je"}])),
        "g.jsonl:1: sensitive.0.category: accepted: BIOMETRIC_DATA",
    ),
    (json.dumps({"id": "T-1", "spans": []}), "no export (.jsonl) is beside it"),
    ("", "no gold in it"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_bad_gold_is_told_with_its_line_and_key(tmp_path: Path, line: str, message: str) -> None:
    """What is wrong can be found and mended; no value of the file is quoted."""
    with pytest.raises(InputError) as error:
        measured(write(tmp_path / "g.jsonl", line + "\n"))
    assert message in str(error.value)
    assert "Camille" not in str(error.value)


def test_gold_and_exports_must_fit(exports: Path) -> None:
    """An id without record, a field that is not scanned, an export that no policy fits."""
    folder = exports.parent
    jsonl(exports, {"id": "T-9", "spans": []})
    with pytest.raises(InputError, match=r"gold\.jsonl:1: id: no record"):
        measured(exports)
    span = {"message": 0, "field": "priority", "start": 0, "end": 1, "label": "PERSON"}
    jsonl(exports, {"id": "T-1", "spans": [span]})
    with pytest.raises(InputError, match=r"spans\.0: no scanned text"):
        measured(exports)
    other = jsonl(folder / "autre.jsonl", {"ref": 1, "texte": "Camille"})
    with pytest.raises(InputError, match="no policy fits its columns"):
        measured(exports, texts=(other,))


def test_arguments_that_cannot_work(tmp_path: Path) -> None:
    """An unknown optional label; a policy that is not there."""
    path = jsonl(tmp_path / "g.jsonl", gold_line())
    with pytest.raises(UsageError, match="--optional: unknown label 'ORGANISATIONS'"):
        measured(path, optional=("ORGANISATIONS",))
    with pytest.raises(PolicyError):
        measured(path, policies=(tmp_path / "absente.yaml",))


@pytest.fixture
def finds_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds words and loads no model."""
    monkeypatch.setattr(evaluate, "_analyzer", FindsWords(NAMES))


@pytest.mark.usefixtures("finds_names")
def test_the_command_shows_figures_and_no_text(tmp_path: Path, command: Command) -> None:
    """Tables by default, JSON on request; the texts stay out of both."""
    path = jsonl(tmp_path / "g.jsonl", gold_line(("Camille Durand", "PERSON")))
    tables = command("evaluate", path)
    assert tables.code == 0
    assert "PERSON" in tables.out
    assert "charR 0.538" in tables.out
    figures = command("evaluate", path, "--json")
    assert json.loads(figures.out)["charR"] == pytest.approx(7 / 13)
    assert "Camille" not in tables.out + tables.err + figures.out + figures.err


@pytest.mark.usefixtures("finds_names")
def test_errors_are_shown_on_request_with_a_warning(tmp_path: Path, command: Command) -> None:
    """Leaks and false alarms in their context, on one line each, no control character in it."""
    text = "Je suis\x1b[31m Camille\nDurand, à Brest"
    path = jsonl(tmp_path / "g.jsonl", gold_line(("Camille\nDurand", "PERSON"), text=text))
    shown = command("evaluate", path, "--errors", 5)
    assert "show personal data" in shown.out
    assert "⟦Camille␤Durand⟧" in shown.out
    assert "⟦Brest⟧" in shown.out
    assert "\x1b[31m Camille" not in shown.out


@pytest.mark.usefixtures("finds_names")
@pytest.mark.parametrize(
    ("arguments", "code"), [(["--optional", "LAPIN"], 2), (["--min-score", "3"], 2), ([], 3)]
)
def test_exit_codes(tmp_path: Path, command: Command, arguments: list[str], code: int) -> None:
    """Arguments are 2, a gold file that cannot be read is 3; one line says which."""
    path = tmp_path / "g.jsonl"
    if arguments:
        jsonl(path, gold_line())
    ended = command("evaluate", path, *arguments)
    assert ended.code == code
    assert ended.out == ""


def test_progress_ends_at_the_number_of_documents(tmp_path: Path) -> None:
    """It is told batch by batch."""
    lines = [{**gold_line(), "id": f"n{i}"} for i in range(40)]
    told: list[tuple[int, int]] = []
    progress: Callable[[int, int], None] = lambda *counts: told.append(counts)  # noqa: E731
    config = EvaluateConfig(gold=jsonl(tmp_path / "g.jsonl", *lines))
    evaluate.evaluate(config, FindsWords(NAMES), progress)
    assert told == [(32, 40), (40, 40)]
