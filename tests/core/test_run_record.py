"""``run.json``: written whole, read back, the same for the same run."""

import dataclasses
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caviardage import run_record
from caviardage.policy import Policy
from caviardage.run_record import Execution

START = datetime(2026, 3, 2, 9, 14, 7, tzinfo=UTC)
EXECUTION = Execution(
    run_id="0195f3a0-0000-7000-8000-000000000001",
    started=START,
    ended=START + timedelta(seconds=61.26),
    runner="local",
    workers=4,
    workers_replaced=1,
)


def record_of(policy: Policy, execution: Execution = EXECUTION) -> dict[str, object]:
    """A run record."""
    return run_record.run_record(
        execution=execution,
        policy=policy,
        records={"read": 10, "masked": 7, "dead": 2, "filtered": 1},
        dead={"E_TYPE": 1, "E_JSON": 1},
        filtered={"statut": 1},
        counts=Counter({("sujet", "PERSON", "replace"): 4, ("note", "FR_NIR", "redact"): 2}),
        details={"model": {"name": "fr_core_news_md"}},
    )


def test_a_record_says_who_did_what_under_which_policy(policy: Policy) -> None:
    """Run, policy with its digest, domain, software, counts in a fixed order."""
    record = record_of(policy)
    assert record["schema"] == "caviardage/run/1"
    assert record["status"] == "pseudonymised"
    assert record["run"] == {
        "id": "0195f3a0-0000-7000-8000-000000000001",
        "started": "2026-03-02T09:14:07+00:00",
        "ended": "2026-03-02T09:15:08+00:00",
        "duration_s": 61.3,
        "runner": "local",
        "workers": 4,
        "workers_replaced": 1,
        "retry_of": None,
    }
    assert record["policy"] == {
        "id": "tickets-de-test",
        "version": 1,
        "sha256": policy.digest(),
    }
    assert record["domain"]["controller"] == "Exemple SAS"  # type: ignore[index]
    assert list(record["dead_letters"]) == ["E_JSON", "E_TYPE"]  # type: ignore[call-overload]
    assert record["entities"] == [
        {"field": "note", "entity": "FR_NIR", "operator": "redact", "count": 2},
        {"field": "sujet", "entity": "PERSON", "operator": "replace", "count": 4},
    ]
    assert record["model"] == {"name": "fr_core_news_md"}


def test_only_the_run_key_differs_between_two_runs(policy: Policy) -> None:
    """Everything else is the same for the same input, policy and software."""
    later = dataclasses.replace(
        EXECUTION, run_id="x", started=START + timedelta(days=1), ended=START + timedelta(days=2)
    )
    one, other = record_of(policy), record_of(policy, later)
    assert one.pop("run") != other.pop("run")
    assert one == other


def test_the_software_names_versions() -> None:
    """Ours, Python's and those of the libraries that decide what is found."""
    versions = run_record.software()
    assert {"caviardage", "python", "spacy", "presidio-analyzer", "apache-beam"} <= set(versions)
    assert all(version[0].isdigit() for version in versions.values())


def test_a_record_is_read_as_it_was_written(policy: Policy, tmp_path: Path) -> None:
    """Keys sorted, accents as they are, one line end at the end."""
    record = record_of(policy)
    path = run_record.write(record, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert path.name == "run.json"
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(record)
    assert "Exemple SAS" in text
    assert run_record.read(tmp_path) == record


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "caviardage/run/2"}', "\x80"])
def test_another_file_is_not_a_run_record(tmp_path: Path, content: str) -> None:
    """Not JSON, or of another schema."""
    (tmp_path / "run.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(ValueError):  # noqa: PT011  # json's own, or ours
        run_record.read(tmp_path)


def test_a_folder_without_a_record_says_so(tmp_path: Path) -> None:
    """No run was published there."""
    with pytest.raises(FileNotFoundError):
        run_record.read(tmp_path)
