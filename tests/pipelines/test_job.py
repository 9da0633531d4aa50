"""The job: the one value that travels to workers comes back equal and holds no key."""

import json
from pathlib import Path

from caviardage.documents import Exclusions
from pipelines.job import Job
from pipelines.plan import Part
from pipelines.retry import DeadLetters, retry_parts
from tests.pipelines.support import KEEP, SCAN, jsonl, keys, plan, policy


def make_job(tmp_path: Path) -> Job:
    """A job with a bit of everything."""
    fields = {"ref": KEEP, "texte": {**SCAN, "speaker": "qui"}, "c[].b": SCAN, "*": "drop"}
    rules = policy(
        fields,
        record={"id": "ref", "subject": "client", "exclude": {"values": {"etat": ["spam", 3]}}},
        output={"documents_per_part": 1},
        entities={"PERSON": {"operator": "token", "scope": "domain"}},
    )
    row = {"ref": 1, "texte": "x", "qui": "S", "client": "C", "etat": "ok", "c": [{"b": None}]}
    made = plan(rules, jsonl(tmp_path / "été.jsonl", row, row))
    return Job.from_plan(
        made,
        Exclusions(rules, frozenset({"CLI-é", "CLI-2"})),
        staging=tmp_path / "essai",
        secrets=keys(tmp_path / "secrets"),
        claimed=True,
    )


def test_a_job_comes_back_equal(tmp_path: Path) -> None:
    """What a worker loads is what the launcher had, on one line."""
    job = make_job(tmp_path)
    text = job.dumps()
    assert job == Job.loads(text)
    assert job.schema.equals(Job.loads(text).schema)
    assert "\n" not in text
    assert text == Job.loads(text).dumps()


def test_parts_of_a_retry_travel_too(tmp_path: Path) -> None:
    """A part that holds only some positions keeps them."""
    path = jsonl(tmp_path / "a.jsonl", {"ref": 1, "texte": "x"})
    rules = policy()
    made = plan(rules, path)
    dead = DeadLetters(run_id="essai", positions=((1, 0),), files=tuple(made.files))
    made.parts = retry_parts(made, dead)
    job = Job.from_plan(made, Exclusions(rules), staging=tmp_path, secrets=tmp_path, claimed=False)
    part = Part(index=0, file=1, start=0, stop=None, records=1, offsets=(0,))
    assert (part,) == Job.loads(job.dumps()).parts


def test_a_job_holds_no_key(tmp_path: Path) -> None:
    """No value of the keyset file is in the job: only the folder where it lies."""
    job = make_job(tmp_path)
    (path,) = (tmp_path / "secrets" / "keys").iterdir()
    keysets = json.loads(path.read_text())["keysets"].values()
    secrets = [key["keyData"]["value"] for keyset in keysets for key in keyset["key"]]
    assert secrets
    assert all(len(secret) > 20 for secret in secrets)
    assert not [secret for secret in secrets if secret in job.dumps() or secret in repr(job)]


def test_a_job_does_not_show_who_objected(tmp_path: Path) -> None:
    """The ids of objections are not in the representation of a job."""
    assert "CLI-2" not in repr(make_job(tmp_path))


def test_paths_of_a_job_are_absolute(tmp_path: Path) -> None:
    """Workers find the folders wherever they start."""
    job = make_job(tmp_path)
    assert job.staging.is_absolute()
    assert job.secrets.is_absolute()
    assert Path(job.file(1).path).is_absolute()
