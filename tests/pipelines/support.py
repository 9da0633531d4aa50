"""What the tests of this folder share: a small policy, a fake analyzer, a run without Beam.

``Trial`` drives the plain functions in the order in which the transforms call them: plan, read,
mask, sink, reconcile. No model is loaded: the only personal datum it finds is the word Camille.
"""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from caviardage.documents import Exclusions
from caviardage.keys import create_keyset
from caviardage.policy import Policy
from caviardage.records import DeadLetter, Document, Finding, Record
from pipelines.formats.inputs import InputFile, find_inputs
from pipelines.formats.readers import Reader, open_reader
from pipelines.job import Job
from pipelines.masker import Masker
from pipelines.parts import read_part
from pipelines.plan import Part, Plan, make_plan, named_columns
from pipelines.reconcile import Totals, reconcile
from pipelines.schema import moved_columns
from pipelines.sink import DATA, DEAD, MaskedBatch, PartSink, Receipt
from pipelines.staging import Staging

DOMAIN = "dom-essai"
BASE: dict[str, Any] = {
    "policy": "essai",
    "version": 1,
    "domain": {
        "id": DOMAIN,
        "controller": "Exemple SAS",
        "purpose": "Entraînement d'un classifieur",
        "legal_basis": "art6-1-f",
    },
    "fields": {"ref": {"operator": "keep"}, "texte": {"scan": True}},
    "entities": {"default": {"operator": "replace"}},
    "limits": {"dead_letters": 1.0},
}
CHAT_FIELDS = {"fil": {"operator": "keep"}, "texte": {"scan": True}}


def policy(fields: dict[str, Any] | None = None, **sections: Any) -> Policy:
    """The policy of the tests; ``fields`` replaces its fields, other sections are merged."""
    data = json.loads(json.dumps(BASE))
    if fields is not None:
        data["fields"] = fields
    for name, section in sections.items():
        data[name] = {**data.get(name, {}), **section}
    return Policy.model_validate(data)


KEEP, SCAN = {"operator": "keep"}, {"scan": True}


def write(path: Path, content: str | bytes) -> Path:
    """Write a file, gzipped when its name ends so."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, 1) if path.name.endswith(".gz") else data)
    return path


def jsonl(path: Path, *rows: Any) -> Path:
    """Write a JSONL file of some rows."""
    return write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def parquet(path: Path, table: pa.Table, **options: Any) -> Path:
    """Write a Parquet file."""
    pq.write_table(table, path, **options)
    return path


def inputs(rules: Policy, *paths: Path) -> list[InputFile]:
    """Find the input files as a run does."""
    ratio = rules.limits.decompression_ratio
    return find_inputs([str(path) for path in paths], rules.input, ratio=ratio)


def reader(path: Path, rules: Policy | None = None) -> Reader:
    """The reader of one file, as a worker opens it."""
    rules = rules or policy()
    (file,) = inputs(rules, path)
    return open_reader(file, rules.limits, named_columns(rules))


def read(path: Path, rules: Policy | None = None) -> tuple[list[Any], list[str]]:
    """The rows of one file, and the codes of its dead letters."""
    opened = reader(path, rules)
    items = list(opened.read())
    rows = [item.row for item in items if isinstance(item, Record)]
    return rows, [str(item.code) for item in items if isinstance(item, DeadLetter)]


def plan(rules: Policy, *paths: Path) -> Plan:
    """Plan a run."""
    return make_plan(rules, inputs(rules, *paths))


class CamilleAnalyzer:
    """Finds the word Camille, and raises on the word explosion."""

    def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """The findings of each document."""
        return [
            tuple(finding for text in document.texts for finding in self._find(text))
            for document in documents
        ]

    def _find(self, text: Any) -> list[Finding]:
        if "explosion" in text.text:
            raise ValueError(f"cannot analyze {text.text!r}")
        return [
            Finding(
                message=text.message,
                field=text.field,
                start=match.start(),
                end=match.end(),
                entity="PERSON",
                score=0.9,
                recognizer="CamilleAnalyzer",
            )
            for match in re.finditer(r"\bCamille\b", text.text)
        ]


def keys(secrets: Path) -> Path:
    """Make the keyset of the tests' domain, once, and return the folder of secrets."""
    if not (secrets / "keys" / f"{DOMAIN}.json").exists():
        create_keyset(secrets, DOMAIN)
    return secrets


def masked_batches(job: Job, part: Part) -> list[MaskedBatch]:
    """Read and mask one part."""
    opened = open_reader(
        job.file(part.file),
        job.policy.limits,
        list(job.columns),
        as_text=job.as_text,
        dates=moved_columns(job.policy),
    )
    keys(job.secrets)
    masker = Masker(job, CamilleAnalyzer())
    return [masker.mask(batch) for batch in read_part(job, part, opened)]


def write_part(job: Job, part: Part) -> Receipt | None:
    """Read, mask and write one part."""
    sink = PartSink(job, part.index)
    receipt = None
    for batch in masked_batches(job, part):
        receipt = sink.add(batch)
    return receipt


def new_job(plan: Plan, rules: Policy, folder: Path, **changes: Any) -> tuple[Job, Staging]:
    """The job of a plan, with its staging folder made."""
    folder.mkdir(parents=True, exist_ok=True)
    staging = Staging(folder / "sortie", "essai")
    staging.create()
    exclusions = Exclusions(rules, changes.get("objected", frozenset()))
    job = Job.from_plan(
        plan, exclusions, staging=staging.path, secrets=folder / "secrets", claimed=False
    )
    return job, staging


@dataclass
class Trial:
    """What came out of a run: nothing was lost, or it could not be built."""

    job: Job
    plan: Plan
    totals: Totals
    output: Path

    @classmethod
    def of(cls, rules: Policy, folder: Path, *paths: Path, **changes: Any) -> "Trial":
        """Plan, mask, reconcile and publish; ``reconcile`` raises when a record is lost."""
        made = plan(rules, *paths)
        job, staging = new_job(made, rules, folder, **changes)
        try:
            for part in job.parts:
                write_part(job, part)
            totals = reconcile(job)
            output = staging.publish()
        finally:
            staging.remove()
        return cls(job, made, totals, output)

    def files(self, folder: str = DATA) -> dict[str, bytes]:
        """The published files of a folder, by name."""
        return {path.name: path.read_bytes() for path in sorted((self.output / folder).iterdir())}

    def table(self) -> pa.Table:
        """The Parquet output."""
        return pa.concat_tables(pq.read_table(p) for p in sorted((self.output / DATA).iterdir()))

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the output, Parquet or JSONL."""
        if self.job.policy.output.format == "parquet":
            return self.table().to_pylist() if self.job.parts else []
        return [json.loads(line) for content in self.files().values() for line in _lines(content)]

    def text(self) -> str:
        """The output as text, for CSV and JSONL."""
        return b"".join(self.files().values()).decode()

    def dead(self) -> list[dict[str, Any]]:
        """The dead letters, in order."""
        return [json.loads(li) for content in self.files(DEAD).values() for li in _lines(content)]

    def codes(self) -> list[str]:
        """The codes of the dead letters, in order."""
        return [letter["code"] for letter in self.dead()]


def _lines(content: bytes) -> list[str]:
    return content.decode().splitlines()
