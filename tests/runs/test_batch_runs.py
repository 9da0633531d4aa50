"""Runs as a whole: the same bytes for any number of workers, killed workers, retries."""

import json
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.runs.conftest import Waiter, Workplace, contents

pytestmark = pytest.mark.slow


def stable(run: Path) -> dict[str, Any]:
    """The run record without what differs between two runs of the same thing."""
    record = json.loads((run / "run.json").read_text())
    del record["run"]
    return record


def test_a_killed_worker_changes_nothing_in_the_output(
    workplace: Workplace, tickets: Path, tmp_path: Path, wait_until: Waiter
):
    """One worker, or two of which one is killed: the same bytes, the same record, all records."""
    alone = workplace.mask(tickets, tmp_path / "one")
    assert alone.returncode == 0, alone.stderr

    process = workplace.start(
        *workplace.mask_arguments(tickets, tmp_path / "two"), "--workers", "2"
    )
    wait_until(lambda: any(tmp_path.glob(".two.staging-*/receipts/*.json")))
    psutil.Process(process.pid).children()[0].send_signal(signal.SIGKILL)
    _, err = process.communicate()
    assert process.returncode == 0, err

    assert contents(tmp_path / "one" / "data") == contents(tmp_path / "two" / "data")
    assert stable(tmp_path / "one") == stable(tmp_path / "two")
    record = json.loads((tmp_path / "two" / "run.json").read_text())
    assert record["run"]["workers_replaced"] == 1
    tickets = Path("samples/tickets.jsonl").read_text(encoding="utf-8").splitlines()
    assert record["records"]["read"] == len(tickets)
    assert (tmp_path / "two" / "_SUCCESS").exists()


def test_a_part_that_kills_its_worker_every_time_fails_the_run(
    workplace: Workplace, tickets: Path, tmp_path: Path, wait_until: Waiter
):
    """Workers that die again and again end the run with exit 1; nothing is published."""
    process = workplace.start(*workplace.mask_arguments(tickets, tmp_path / "out"))
    launcher = psutil.Process(process.pid)
    killed: set[int] = set()

    def kill_every_worker() -> bool:
        for worker in launcher.children() if process.poll() is None else ():
            if worker.pid not in killed:
                killed.add(worker.pid)
                worker.send_signal(signal.SIGKILL)
        return process.poll() is not None

    wait_until(kill_every_worker)
    _, err = process.communicate()
    assert process.returncode == 1
    assert "a worker process died 3 times" in err
    assert len(killed) == 3
    assert not (tmp_path / "out").exists()
    assert list(tmp_path.glob(".out.staging-*")) == []


def test_dead_letters_can_be_tried_again(workplace: Workplace, tmp_path: Path):
    """A record over the limit is dead; under a larger limit, retry masks it and only it."""
    rows = [
        {
            "ticket_id": f"T-{i}",
            "customer_id": "CLI-000042",
            "customer_name": "Anaïs Le Goff",
            "status": "ouvert",
            "description": "Bonjour, je suis Anaïs Le Goff. " * (400 if i == 2 else 1),
        }
        for i in range(5)
    ]
    export = tmp_path / "export.jsonl"
    export.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    text = workplace.policy.read_text()
    limits = "limits: {dead_letters: 0.5, text_characters: CHARACTERS}\n"
    workplace.policy.write_text(text + limits.replace("CHARACTERS", "1000"))
    first = workplace.mask(export, tmp_path / "first")
    assert first.returncode == 0, first.stderr
    (letter,) = (tmp_path / "first" / "dead_letters").iterdir()
    dead = json.loads(letter.read_text())
    assert dead["code"] == "E_TOO_LARGE"
    assert dead["record"].startswith("k1_")

    workplace.policy.write_text(text + limits.replace("CHARACTERS", "100000"))
    again = workplace.run("retry", str(tmp_path / "first"), "--output", str(tmp_path / "again"))
    assert again.returncode == 0, again.stderr
    record = json.loads((tmp_path / "again" / "run.json").read_text())
    assert record["records"] == {"read": 1, "masked": 1, "dead": 0, "filtered": 0}
    first_id = json.loads((tmp_path / "first" / "run.json").read_text())["run"]["id"]
    assert record["run"]["retry_of"] == first_id
    (data,) = (tmp_path / "again" / "data").iterdir()
    assert "Le Goff" not in data.read_text()


def test_beam_options_are_accepted_and_the_local_runner_is_ours(
    workplace: Workplace, tickets: Path, tmp_path: Path
):
    """``DirectRunner`` ends in the in-memory runner; a mode that loses records is refused."""
    done = workplace.mask(tickets, tmp_path / "out", "--runner=DirectRunner", "--job_name=essai")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text())["run"]["runner"] == "FnApiRunner"
    refused = workplace.mask(tickets, tmp_path / "other", "--direct_running_mode=multi_threading")
    assert refused.returncode == 2
    assert "loses records" in refused.stderr
