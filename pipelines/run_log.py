"""The restricted run log: what a run must remember and may not publish. It lies with the secrets.

It maps the numbers of the input files to their names, keeps what ``retry`` needs to read the input
again, the lineage events of runs that failed, and their dead letters.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caviardage.errors import KeyUnavailable, UsageError
from caviardage.secret_folder import read_private, run_folder, write_private
from pipelines.formats.inputs import InputFile, to_json
from pipelines.plan import Plan

if TYPE_CHECKING:
    from pipelines.options import RunConfig

FILE_NAME = "run_log.json"


@dataclass(frozen=True, slots=True)
class RunLog:
    """The private folder of one run."""

    folder: Path

    @classmethod
    def create(cls, secrets: Path, run_id: str, config: "RunConfig", plan: Plan) -> "RunLog":
        """Write the log of a run that starts.

        Raises:
            UsageError: The secrets folder cannot be written, or others can enter it.
        """
        folder = run_folder(secrets, run_id)
        content = {
            "policy": str(config.policy.absolute()),
            "format": config.format,
            "inputs": [str(Path(pattern).absolute()) for pattern in config.inputs],
            "files": [to_json(file) for file in plan.files],
        }
        write_private(folder / FILE_NAME, json.dumps(content, ensure_ascii=False, indent=1))
        return cls(folder)

    @classmethod
    def open(cls, secrets: Path, run_id: str) -> "RunLog":
        """Open the log of an earlier run.

        Raises:
            UsageError: There is none in this secrets folder.
        """
        folder = secrets / "runs" / run_id
        if not (folder / FILE_NAME).exists():
            raise UsageError(f"no log of this run in {secrets}; name the folder with --secrets")
        return cls(folder)

    @property
    def lineage(self) -> Path:
        """The file of the run's lineage events."""
        return self.folder / "openlineage.ndjson"

    def read(self) -> dict[str, Any]:
        """The log's content.

        Raises:
            UsageError: It cannot be read.
        """
        try:
            return read_private(self.folder / FILE_NAME)
        except KeyUnavailable as error:
            raise UsageError(str(error)) from None

    def files(self) -> list[InputFile]:
        """The input files of the run, as they were."""
        return [InputFile(**file) for file in self.read()["files"]]

    def keep_dead_letters(self, folder: Path) -> None:
        """Keep the dead letters of a run that failed, to see what was wrong with its input."""
        if folder.exists() and any(folder.iterdir()):
            shutil.copytree(folder, self.folder / folder.name, dirs_exist_ok=True)
