"""What a worker needs to know: one value that travels to it, through a pipe or Beam's graph.

It holds no key: workers load the keyset from the secrets folder themselves.
"""

import base64
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from caviardage.documents import Exclusions
from caviardage.policy import Policy
from pipelines.formats.inputs import InputFile, to_json
from pipelines.plan import Part, Plan, part_from_json, part_to_json


@dataclass(frozen=True, kw_only=True)
class Job:
    """One run, as a worker sees it.

    Attributes:
        policy: The validated policy.
        objected: Ids of subjects who objected.
        files: The input files.
        parts: The parts to process, in order.
        columns: Top-level columns to read.
        schema: The output's Arrow schema.
        staging: Folder that the run writes into before it is published.
        secrets: Folder of the keyset.
        claimed: Whether parts are claimed one by one, because several workers share the job.
    """

    policy: Policy
    objected: frozenset[str] = field(repr=False)
    files: tuple[InputFile, ...]
    parts: tuple[Part, ...]
    columns: tuple[str, ...]
    schema: pa.Schema
    staging: Path
    secrets: Path
    claimed: bool

    @classmethod
    def from_plan(
        cls, plan: Plan, exclusions: Exclusions, *, staging: Path, secrets: Path, claimed: bool
    ) -> "Job":
        """The job that carries out a plan."""
        return cls(
            policy=exclusions.policy,
            objected=exclusions.objected,
            files=tuple(plan.files),
            parts=tuple(plan.parts),
            columns=tuple(plan.columns),
            schema=plan.schema.arrow,
            staging=staging.absolute(),
            secrets=secrets.absolute(),
            claimed=claimed,
        )

    @property
    def as_text(self) -> bool:
        """Whether the output holds dates and decimals as text."""
        return self.policy.output.format != "parquet"

    def file(self, number: int) -> InputFile:
        """The input file of a number."""
        return self.files[number - 1]

    def exclusions(self) -> Exclusions:
        """What is left out before scanning."""
        return Exclusions(self.policy, self.objected)

    def dumps(self) -> str:
        """The job as JSON."""
        value: dict[str, Any] = {
            "policy": self.policy.model_dump(mode="json"),
            "objected": sorted(self.objected),
            "files": [to_json(file) for file in self.files],
            "parts": [part_to_json(part) for part in self.parts],
            "columns": list(self.columns),
            "schema": base64.b64encode(self.schema.serialize().to_pybytes()).decode(),
            "staging": str(self.staging),
            "secrets": str(self.secrets),
            "claimed": self.claimed,
        }
        return json.dumps(value)

    @classmethod
    def loads(cls, text: str) -> "Job":
        """The inverse of ``dumps``."""
        value = json.loads(text)
        return cls(
            policy=Policy.model_validate(value["policy"]),
            objected=frozenset(value["objected"]),
            files=tuple(InputFile(**file) for file in value["files"]),
            parts=tuple(part_from_json(part) for part in value["parts"]),
            columns=tuple(value["columns"]),
            schema=pa.ipc.read_schema(pa.py_buffer(base64.b64decode(value["schema"]))),
            staging=Path(value["staging"]),
            secrets=Path(value["secrets"]),
            claimed=value["claimed"],
        )
