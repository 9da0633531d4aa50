"""The arguments of a run, as values."""

from dataclasses import dataclass, field
from pathlib import Path

from caviardage.secret_folder import default_folder
from pipelines.retry import DeadLetters

STALL_SECONDS = 900.0


@dataclass(frozen=True, kw_only=True)
class RunConfig:
    """The arguments of a run.

    Attributes:
        policy: Path of the policy file.
        inputs: Files, folders or globs.
        output: The output folder; fresh.
        secrets: Folder of keysets and run logs.
        format: Output format, over the policy's.
        workers: Local worker processes.
        stall_seconds: A worker that makes no progress for so long is replaced.
        beam_args: Beam's own options.
        retry: Read only these dead letters of an earlier run.
    """

    policy: Path
    inputs: tuple[str, ...]
    output: Path
    secrets: Path = field(default_factory=default_folder)
    format: str | None = None
    workers: int = 1
    stall_seconds: float = STALL_SECONDS
    beam_args: tuple[str, ...] = ()
    retry: DeadLetters | None = None
