"""Runs the parts of a job in worker processes, each watched.

A worker that dies, or makes no progress for too long, is replaced, and the parts it had not
committed are taken again. A part that was lost more often than may be retried fails the run. An
error that a worker reports itself fails the run at once: it would come again.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from caviardage.errors import CaviardageError, WorkerFailed
from pipelines import staging
from pipelines.job import Job

logger = logging.getLogger(__name__)

ATTEMPTS = 3
POLL_SECONDS = 0.1

# Told how many records all workers have handled so far.
Progress = Callable[[int], None]


class WorkerReport(CaviardageError):
    """An error that a worker reported, with the exit code of its class."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[str]
    errors: IO[str]
    progressed: float
    records: int = 0

    @property
    def name(self) -> str:
        return str(self.process.pid)


@dataclass(slots=True)
class Launcher:
    """Runs a job's parts.

    Attributes:
        job: The run; its parts are claimed.
        workers: How many processes work at a time.
        stall_seconds: A worker that handles no record for so long is killed.
        progress: Told how far the run is.
    """

    job: Job
    workers: int
    stall_seconds: float
    progress: Progress | None = None
    replaced: int = 0
    _losses: Counter[int] = field(default_factory=Counter)
    _running: list[_Worker] = field(default_factory=list)

    def run(self) -> None:
        """Work until every part is committed.

        Raises:
            WorkerFailed: A part was lost ``ATTEMPTS`` times.
            WorkerReport: A worker reported an error.
        """
        try:
            for _ in range(min(self.workers, len(self.job.parts))):
                self._start()
            while self._running:
                time.sleep(POLL_SECONDS)
                self._watch()
        finally:
            for worker in self._running:
                worker.process.kill()
                worker.process.wait()
                self._close(worker)

    def _start(self) -> None:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}
        errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed with the worker
        process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            text=True,
        )
        try:
            if process.stdin is not None:
                process.stdin.write(self.job.dumps() + "\n")
                process.stdin.flush()
        except BrokenPipeError:
            logger.warning("a worker ended before it took its job")
        self._running.append(_Worker(process, errors, time.monotonic()))

    def _watch(self) -> None:
        handled = dict(staging.read_progress(self.job.staging))
        now = time.monotonic()
        for worker in list(self._running):
            records = handled.get(worker.name, 0)
            if records != worker.records:
                worker.records, worker.progressed = records, now
            if now - worker.progressed > self.stall_seconds:
                logger.warning("worker %s made no progress; it is killed", worker.name)
                worker.process.kill()
                worker.process.wait()
            if worker.process.poll() is not None:
                self._running.remove(worker)
                self._ended(worker)
        if self.progress is not None:
            self.progress(sum(handled.values()))

    def _ended(self, worker: _Worker) -> None:
        output = worker.process.stdout.read() if worker.process.stdout else ""
        self._close(worker)
        report = _last_json(output)
        if report is not None and report["exit_code"] == 0:
            return
        if report is not None:
            raise WorkerReport(str(report["error"]), int(report["exit_code"]))
        lost = staging.unclaim(self.job.staging, worker.name)
        self._losses.update(lost or [-1])
        part, times = self._losses.most_common(1)[0]
        if times >= ATTEMPTS:
            what = f"part {part}" if part >= 0 else "its start"
            raise WorkerFailed(
                f"a worker process died {times} times at {what} "
                f"(last exit status {worker.process.returncode}); is there enough memory?"
            )
        logger.warning("worker %s died; its parts are taken again", worker.name)
        self.replaced += 1
        self._start()

    def _close(self, worker: _Worker) -> None:
        worker.errors.seek(0)
        for line in worker.errors.read().splitlines()[-20:]:
            logger.info("worker %s: %s", worker.name, line)
        for stream in (worker.errors, worker.process.stdin, worker.process.stdout):
            if stream is not None:
                stream.close()


def _last_json(output: str) -> dict[str, Any] | None:
    for line in reversed(output.splitlines()):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and "exit_code" in value:
            return value
    return None
