"""No leak by the side door: marked values, things that break, and a search of everything left."""

import base64
import json
import re
import signal
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from tests.runs.conftest import POLICY, Waiter, Workplace

MARK = "Canariélle7391046258"
CUSTOM = r"""
detection:
  batch_documents: 4
  custom:
    - {entity: GENERIC_ID, pattern: 'Canariélle\d+'}
    - {entity: CASE_ID, pattern: '(?:a+)+;'}
limits: {dead_letters: 0.9, record_bytes: 20000}
output: {documents_per_part: 10, format: FORMAT}
"""
POLICY_WITH_MARKS = POLICY.partition("detection:")[0] + CUSTOM


def forms(mark: str) -> Iterator[bytes]:
    """The mark in every form in which it could leak."""
    digits = re.sub(r"\D", "", mark)
    for text in (mark, mark.lower(), mark.upper(), digits, mark.encode("ascii", "ignore").decode()):
        data = text.encode()
        yield data
        yield data.hex().encode()
        yield urllib.parse.quote(text).encode()
        yield json.dumps(text)[1:-1].encode()
        yield text.encode("cp1252")
        for shift in range(3):  # base64 of the mark at any place in a longer text
            yield base64.b64encode(b"x" * shift + data)[4:-4]


FORMS = tuple(set(forms(MARK)))


def leaks(content: bytes) -> list[bytes]:
    return [form for form in FORMS if form in content]


def flood(path: Path) -> Path:
    """An export with the mark in every value, and every kind of fault."""
    lines = []
    for i in range(60):
        text = f"Bonjour, {MARK} ici, {MARK}@example.org, tél 06 39 98 12 34."
        row = {
            "ticket_id": f"{MARK}-{i}",
            "customer_id": MARK,
            "customer_name": MARK,
            "status": "ouvert",
            "description": text,
            "note_interne": MARK,
            "pieces": [{"nom": MARK, "lien": f"https://example.org/{MARK}"}],
        }
        if i % 10 == 3:
            row["description"] = {"texte": MARK}  # not text
        if i % 10 == 5:
            row["description"] = f"{MARK} " + "a" * 4000 + "!"  # the pattern times out
        if i % 10 == 7:
            row["description"] = MARK * 2000  # over the limit
        if i % 10 == 9:
            row["status"] = "spam"
        lines.append(json.dumps(row, ensure_ascii=False).encode())
    lines[11] = b'{"ticket_id": "' + MARK.encode() + b'", "description": '  # not JSON
    lines[22] = lines[22].replace("é".encode(), b"\xe9\xff")  # not UTF-8
    lines[33] = b'["' + MARK.encode() + b'"]'  # not an object
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def searched(workplace: Workplace, output: Path) -> dict[str, bytes]:
    """Everything that a run leaves, but its input and the log that may name input files."""
    found = {}
    folders = [output, workplace.secrets, workplace.temporary]
    folders += workplace.folder.glob(".*staging*")
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "run_log.json":
                found[str(path)] = str(path).encode() + path.read_bytes()
                if path.suffix == ".parquet":
                    found[str(path)] += json.dumps(
                        pq.read_table(path).to_pylist(), ensure_ascii=False
                    ).encode()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_marked_values_are_in_nothing_that_a_run_leaves(tmp_path: Path, form: str):
    """Values, ids and the file name are marked and records break in every way: no mark anywhere."""
    workplace = Workplace(tmp_path, POLICY_WITH_MARKS.replace("FORMAT", form))
    export = flood(tmp_path / f"export_{MARK}.jsonl")
    output = tmp_path / "out"
    done = workplace.mask(export, output, "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert leaks(done.stdout.encode() + done.stderr.encode()) == []
    found = searched(workplace, output)
    assert any("dead_letters" in name for name in found)
    assert {name: leaks(content) for name, content in found.items() if leaks(content)} == {}
    record = json.loads((output / "run.json").read_text())
    assert set(record["dead_letters"]) == {
        "E_JSON", "E_ENCODING", "E_TYPE", "E_TIMEOUT", "E_TOO_LARGE",
    }  # fmt: skip
    records = record["records"]
    assert records["read"] == 60
    assert records["read"] == records["masked"] + records["dead"] + records["filtered"]


@pytest.mark.slow
def test_a_run_that_fails_says_why_without_a_marked_value(tmp_path: Path):
    """Too many dead letters: exit 4, nothing published, a FAIL event, and no mark anywhere."""
    policy = POLICY_WITH_MARKS.replace("FORMAT", "jsonl").replace("0.9", "0.05")
    workplace = Workplace(tmp_path, policy)
    export = flood(tmp_path / f"export_{MARK}.jsonl")
    output = tmp_path / "out"
    done = workplace.mask(export, output)
    assert done.returncode == 4
    assert "limits.dead_letters allows 5.0%" in done.stderr
    assert not output.exists()
    assert leaks(done.stdout.encode() + done.stderr.encode()) == []
    found = searched(workplace, output)
    assert {name: leaks(content) for name, content in found.items() if leaks(content)} == {}
    (events,) = (c for name, c in found.items() if name.endswith("openlineage.ndjson"))
    assert [json.loads(e)["eventType"] for e in _lines(events)] == ["START", "FAIL"]


def _lines(content: bytes) -> list[bytes]:
    return [b"{" + line.partition(b"{")[2] for line in content.splitlines()]


@pytest.mark.slow
def test_a_killed_launcher_leaves_no_marked_value_and_no_worker(tmp_path: Path, wait_until: Waiter):
    """Killed half-way: the workers end, the staging folder holds no mark, the next start clears."""
    workplace = Workplace(tmp_path, POLICY_WITH_MARKS.replace("FORMAT", "jsonl"))
    export = flood(tmp_path / f"export_{MARK}.jsonl")
    output = tmp_path / "out"
    process = workplace.start(*workplace.mask_arguments(export, output), "--workers", "2")
    wait_until(lambda: any(tmp_path.glob(".out.staging-*/receipts/*.json")))
    workers = psutil.Process(process.pid).children()
    process.send_signal(signal.SIGKILL)
    out, err = process.communicate()
    wait_until(lambda: not any(w.is_running() and w.status() != "zombie" for w in workers))
    assert not output.exists()
    found = searched(workplace, output)
    assert any(".out.staging-" in name for name in found)
    assert {name: leaks(content) for name, content in found.items() if leaks(content)} == {}
    assert leaks(out.encode() + err.encode()) == []
    done = workplace.mask(export, output)
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob(".out.staging-*")) == []
