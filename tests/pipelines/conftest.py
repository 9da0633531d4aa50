"""Runs without worker processes, and a command line that leaves no trace in the test process."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines import batch, cli
from pipelines.job import Job
from tests.pipelines.support import BASE, write_part


@dataclass
class InProcess:
    """Takes the launcher's place: carries out the job here, with the fake analyzer."""

    job: Job
    workers: int
    stall_seconds: float
    progress: Callable[[int], None] | None = None
    replaced: int = 0

    def run(self) -> None:
        """Write every part."""
        for part in Job.loads(self.job.dumps()).parts:
            write_part(self.job, part)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs mask in this process and load no model."""
    monkeypatch.setattr(batch, "Launcher", InProcess)


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Command]:
    """Runs a command line in this process and puts logging back as it was."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*argv: Any) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in argv])
        shown = capsys.readouterr()
        return Ended(int(ended.value.code or 0), shown.out, shown.err)

    yield run
    logging.captureWarnings(False)
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)


@pytest.fixture
def policy_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a policy file: that of the tests, with changes."""

    def write(**changes: Any) -> Path:
        path = tmp_path / "politique.yaml"
        path.write_text(yaml.safe_dump({**BASE, **changes}, allow_unicode=True))
        return path

    return write
