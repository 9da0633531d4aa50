"""Retrying: the dead letters of a published run are read again by position, and nothing else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.formats.inputs import find_inputs
from pipelines.plan import make_plan
from pipelines.retry import DeadLetters, read_dead_letters, retry_parts
from tests.pipelines.conftest import Command
from tests.pipelines.support import (
    CHAT_FIELDS,
    SCAN,
    jsonl,
    keys,
    new_job,
    policy,
    write,
    write_part,
)

ROWS = [
    {"ref": 0, "texte": "Camille"},
    {"ref": 1, "texte": "x" * 150},
    {"ref": 2, "texte": "Camille"},
    {"ref": 3, "texte": "y" * 150 + " Camille"},
]
SMALL = {"text_characters": 100, "dead_letters": 1.0}
PolicyFile = Callable[..., Path]


@pytest.fixture
def published(tmp_path: Path, command: Command, policy_file: PolicyFile, in_process: None) -> Path:
    """A published run with two dead letters: texts over the limit of its policy."""
    write(tmp_path / "export" / "a.jsonl", "[\n")
    jsonl(tmp_path / "export" / "b.jsonl", *ROWS)
    return run(tmp_path, command, policy_file(limits=SMALL))


def run(tmp_path: Path, command: Command, policy_path: Path) -> Path:
    """Run over the export and return what was published."""
    ended = command(
        "run", "--policy", policy_path, "--input", tmp_path / "export",
        "--output", tmp_path / "un", "--secrets", keys(tmp_path / "secrets"), "--format", "jsonl",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    return tmp_path / "un"


def retry(tmp_path: Path, command: Command, *more: Any) -> Any:
    """Retry the run."""
    return command(
        "retry", tmp_path / "un", "--output", tmp_path / "deux",
        "--secrets", tmp_path / "secrets", *more,
    )  # fmt: skip


def rows(folder: Path) -> list[Any]:
    """The rows of a JSONL output."""
    paths = sorted((folder / "data").iterdir())
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]


def test_only_the_dead_letters_are_tried_again(
    tmp_path: Path, published: Path, command: Command, policy_file: PolicyFile
) -> None:
    """With a policy that takes them, dead letters come out masked, in a run of their own."""
    assert [row["ref"] for row in rows(published)] == [0, 2]
    policy_file(output={"format": "jsonl"})
    ended = retry(tmp_path, command)
    assert ended.code == 0, ended.err
    assert rows(tmp_path / "deux") == [
        {"ref": 1, "texte": "x" * 150}, {"ref": 3, "texte": "y" * 150 + " <PERSON>"},
    ]  # fmt: skip
    record = json.loads((tmp_path / "deux" / "run.json").read_text())
    first = json.loads((published / "run.json").read_text())
    assert record["records"] == {"read": 3, "masked": 2, "dead": 1, "filtered": 0}
    assert first["run"]["id"] == record["run"]["retry_of"]


def test_the_positions_are_those_of_the_published_dead_letters(
    tmp_path: Path, published: Path
) -> None:
    """One part for each file with dead letters, with their offsets in order."""
    dead, log = read_dead_letters(published, tmp_path / "secrets")
    lines = [json.dumps(row) + "\n" for row in ROWS]
    at = (len(lines[0]), len("".join(lines[:3])))
    assert ((1, 0), (2, at[0]), (2, at[1])) == dead.positions
    assert [str(tmp_path / "export")] == log.read()["inputs"]
    rules = policy()
    plan = make_plan(rules, find_inputs([str(tmp_path / "export")], rules.input, ratio=200))
    first, second = retry_parts(plan, dead)
    assert (first.index, first.file, first.records, first.offsets) == (0, 1, 1, (0,))
    assert (1, 2, 2, at) == (second.index, second.file, second.records, second.offsets)


def test_a_run_of_relative_paths_can_be_retried_from_elsewhere(
    tmp_path: Path,
    command: Command,
    policy_file: PolicyFile,
    monkeypatch: pytest.MonkeyPatch,
    in_process: None,
) -> None:
    """The log remembers where the input is, however it was named."""
    jsonl(tmp_path / "export" / "b.jsonl", *ROWS)
    monkeypatch.chdir(tmp_path)
    run(Path(), command, policy_file(limits=SMALL).relative_to(tmp_path))
    policy_file()
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")
    ended = retry(tmp_path, command)
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("change", ["content", "touched", "added", "renamed"])
def test_a_changed_input_is_refused(
    tmp_path: Path, published: Path, command: Command, change: str
) -> None:
    """Positions count in the very files that the run read; exit 3."""
    path = tmp_path / "export" / "b.jsonl"
    if change == "content":
        path.write_text(path.read_text() + '{"ref": 9, "texte": "x"}\n')
    elif change == "touched":
        path.touch()
    elif change == "added":
        jsonl(tmp_path / "export" / "c.jsonl", ROWS[0])
    else:
        path.rename(tmp_path / "export" / "d.jsonl")
    ended = retry(tmp_path, command)
    assert ended.code == 3
    assert (
        "caviardage: the input files are not those of the run, or have changed since; "
        "run the whole input instead"
    ) in ended.err
    assert not (tmp_path / "deux").exists()


def test_what_is_not_a_published_run(tmp_path: Path, published: Path, command: Command) -> None:
    """A folder without _SUCCESS is no run; exit 2."""
    (published / "_SUCCESS").unlink()
    ended = retry(tmp_path, command)
    assert ended.code == 2
    assert f"caviardage: {published}: not a published run (no _SUCCESS)" in ended.err


@pytest.mark.parametrize("content", [None, "{", "[]", '{"schema": "autre"}'])
def test_a_run_whose_record_is_gone(
    tmp_path: Path, published: Path, command: Command, content: str | None
) -> None:
    """Without its run record a run cannot be retried; exit 2."""
    (published / "run.json").unlink()
    if content is not None:
        (published / "run.json").write_text(content)
    ended = retry(tmp_path, command)
    assert ended.code == 2
    assert f"caviardage: {published}: its run.json cannot be read" in ended.err


def test_a_run_without_dead_letters(
    tmp_path: Path, command: Command, policy_file: PolicyFile, in_process: None
) -> None:
    """Where nothing failed there is nothing to retry; exit 2."""
    jsonl(tmp_path / "export" / "a.jsonl", *ROWS)
    folder = run(tmp_path, command, policy_file())
    ended = retry(tmp_path, command)
    assert ended.code == 2
    assert f"caviardage: {folder}: this run has no dead letters" in ended.err


def test_a_run_whose_log_is_elsewhere(tmp_path: Path, published: Path, command: Command) -> None:
    """Without the restricted log nobody knows where the input was; exit 2."""
    shutil.rmtree(tmp_path / "secrets" / "runs")
    ended = retry(tmp_path, command)
    assert ended.code == 2
    assert f"no log of this run in {tmp_path / 'secrets'}; name the folder" in ended.err


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "csv"])
def test_the_messages_of_a_thread_are_one_document_again(tmp_path: Path, ending: str) -> None:
    """Dead letters of one conversation are retried together, in order."""
    threads = ["A", "B", "B", "C"]
    if ending == "csv":
        body = "".join(f'{name};"message\n{i}"\n' for i, name in enumerate(threads))
        path = write(tmp_path / "a.csv", "fil;texte\n" + body)
    else:
        messages = [{"fil": name, "texte": f"message\n{i}"} for i, name in enumerate(threads)]
        path = jsonl(tmp_path / f"a.{ending}", *messages)
    rules = policy(CHAT_FIELDS, record={"thread": "fil"}, output={"format": "jsonl"})
    files = find_inputs([str(path)], rules.input, ratio=200)
    plan = make_plan(rules, files)
    one = rules.output.model_copy(update={"documents_per_part": 1})
    parts = make_plan(rules.model_copy(update={"output": one}), files).parts
    b_first = parts[1].start
    length = (parts[2].start - b_first) // 2  # both messages of B are as long
    dead = DeadLetters(
        run_id="essai", positions=((1, b_first), (1, b_first + length)), files=tuple(files)
    )
    plan.parts = retry_parts(plan, dead)
    job, staging = new_job(plan, rules, tmp_path)
    receipt = write_part(job, job.parts[0])
    assert receipt is not None
    assert (receipt.read, receipt.masked) == (2, 2)
    (written,) = (job.staging / "data").iterdir()
    assert [{"fil": "B", "texte": f"message\n{i}"} for i in (1, 2)] == [
        json.loads(line) for line in written.read_text().splitlines()
    ]
    staging.remove()


def test_a_retry_keeps_the_columns_of_the_whole_input(tmp_path: Path) -> None:
    """The schema of a retry is that of the whole input, not of the few records."""
    path = jsonl(tmp_path / "a.jsonl", {"texte": "x", "note": 1}, {"texte": "y"})
    rules = policy({"texte": SCAN, "note": {"operator": "keep"}})
    files = find_inputs([str(path)], rules.input, ratio=200)
    plan = make_plan(rules, files)
    offset = path.read_text().index("\n") + 1
    plan.parts = retry_parts(
        plan, DeadLetters(run_id="essai", positions=((1, offset),), files=tuple(files))
    )
    assert plan.schema.arrow.names == ["texte", "note"]
    assert plan.records == 1
