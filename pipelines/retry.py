"""Trying the dead letters of a run again: the records at their positions, and no others."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from caviardage import run_record
from caviardage.errors import InputError, UsageError
from pipelines.formats.inputs import InputFile
from pipelines.plan import Part, Plan
from pipelines.run_log import RunLog
from pipelines.sink import DEAD
from pipelines.staging import SUCCESS


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetters:
    """Where the dead letters of a run are: (file number, offset), in order."""

    run_id: str
    positions: tuple[tuple[int, int], ...]
    files: tuple[InputFile, ...]


def read_dead_letters(run: Path, secrets: Path) -> tuple[DeadLetters, RunLog]:
    """Read the dead letters of a published run, and the log that says where its input is.

    Raises:
        UsageError: The folder is not a published run, has no dead letters, or its log is missing.
    """
    if not (run / SUCCESS).exists():
        raise UsageError(f"{run}: not a published run (no {SUCCESS})")
    try:
        run_id = run_record.read(run)["run"]["id"]
    except (OSError, ValueError):
        raise UsageError(f"{run}: its {run_record.FILE_NAME} cannot be read") from None
    log = RunLog.open(secrets, run_id)
    letters = [
        json.loads(line)
        for path in sorted((run / DEAD).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    if not letters:
        raise UsageError(f"{run}: this run has no dead letters")
    positions = sorted((letter["file"], letter["offset"]) for letter in letters)
    files = tuple(log.files())
    return DeadLetters(run_id=run_id, positions=tuple(positions), files=files), log


def retry_parts(plan: Plan, dead: DeadLetters) -> list[Part]:
    """The parts of a retry: for each file, the records at the positions of its dead letters.

    Raises:
        InputError: The input is not the one that the run read.
    """
    if plan.files != list(dead.files):
        raise InputError(
            "the input files are not those of the run, or have changed since; "
            "run the whole input instead"
        )
    by_file: dict[int, list[int]] = defaultdict(list)
    for file, offset in dead.positions:
        by_file[file].append(offset)
    return [
        Part(index=i, file=file, start=at[0], stop=None, records=len(at), offsets=tuple(at))
        for i, (file, at) in enumerate(sorted(by_file.items()))
    ]
