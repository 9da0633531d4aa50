"""``run.json``: what a run did, with what, under which policy. Counts and versions, no value.

Everything under ``run`` changes from one run to the next; the rest is the same for the same input,
policy, keys and software.
"""

import importlib.metadata
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from caviardage import __version__, sensitive
from caviardage.policy import Policy
from caviardage.processing import REFUSED, Counts

SCHEMA = "caviardage/run/1"
FILE_NAME = "run.json"
_LIBRARIES = (
    "apache-beam",
    "presidio-analyzer",
    "presidio-anonymizer",
    "pyarrow",
    "spacy",
    "tink",
)


@dataclass(frozen=True, kw_only=True)
class Execution:
    """What differs between two runs of the same thing."""

    run_id: str
    started: datetime
    ended: datetime
    runner: str
    workers: int
    workers_replaced: int
    retry_of: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The ``run`` key."""
        return {
            "id": self.run_id,
            "started": self.started.isoformat(timespec="seconds"),
            "ended": self.ended.isoformat(timespec="seconds"),
            "duration_s": round((self.ended - self.started).total_seconds(), 1),
            "runner": self.runner,
            "workers": self.workers,
            "workers_replaced": self.workers_replaced,
            "retry_of": self.retry_of,
        }


def software() -> dict[str, str]:
    """Versions of what took part."""
    versions = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {"caviardage": __version__, "python": platform.python_version(), **versions}


def run_record(
    *,
    execution: Execution,
    policy: Policy,
    records: Mapping[str, int],
    dead: Mapping[str, int],
    filtered: Mapping[str, int],
    counts: Counts,
    details: Mapping[str, Any],
) -> dict[str, Any]:
    """Put the run record together.

    Args:
        execution: Who ran when and how.
        policy: The policy of the run.
        records: read, masked, dead, filtered; they add up.
        dead: Dead letters by code.
        filtered: Records left out, by reason.
        counts: Edits and kept findings by field, entity and operator.
        details: Further keys: model, keys, input, output.
    """
    return {
        "schema": SCHEMA,
        "status": "pseudonymised",  # personal data still, RGPD art. 4(5)
        "run": execution.to_json(),
        "policy": {
            "id": policy.policy,
            "version": policy.version,
            "sha256": policy.digest(),
        },
        "domain": policy.domain.model_dump(mode="json"),
        "software": software(),
        "records": dict(records),
        "dead_letters": dict(sorted(dead.items())),
        "filtered": dict(sorted(filtered.items())),
        "entities": [
            {"field": field, "entity": entity, "operator": operator, "count": count}
            for (field, entity, operator), count in sorted(counts.items())
            if sensitive.SEPARATOR not in operator and operator != REFUSED
        ],
        "linking": {"refused": sum(n for (*_, done), n in counts.items() if done == REFUSED)},
        "sensitive": sensitive.report((e, result, n) for (_, e, result), n in counts.items()),
        **details,
    }


def write(record: Mapping[str, Any], folder: Path) -> Path:
    """Write a run record into a folder, keys sorted, and return its path."""
    path = folder / FILE_NAME
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def read(folder: Path) -> dict[str, Any]:
    """Read the run record of a published run.

    Raises:
        FileNotFoundError: The folder holds none.
        ValueError: It is not a run record.
    """
    record = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise ValueError(f"{FILE_NAME} is not a run record")
    return record
