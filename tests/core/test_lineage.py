"""Lineage: standard events that name what the policy names, and no path or value."""

import json
import re
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from caviardage.lineage import Lineage

RUN_ID = "0195f3a0-0000-7000-8000-000000000001"
SPEC = Path(__file__).parents[3] / "shared" / "data" / "openlineage_spec"
SCHEMA = pa.schema(
    [("ticket_id", pa.string()), ("suivi", pa.list_(pa.struct([("corps", pa.string())])))]
)


@pytest.fixture
def events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """The events of a run that starts, completes and, for the test, fails; by type."""
    monkeypatch.setenv("OPENLINEAGE_NAMESPACE", "espion")
    monkeypatch.setenv("OPENLINEAGE_URL", "http://espion.invalid")
    monkeypatch.setenv("OPENLINEAGE__TAGS__JOB__CLIENT", "Durand")
    path = tmp_path / "clients_Durand.ndjson"
    lineage = Lineage(
        path=path, run_id=RUN_ID, policy="tickets", domain="dom-1", engine=("Beam", "2.77.0")
    )
    lineage.start(SCHEMA)
    lineage.complete(SCHEMA, rows=120, size=4096)
    lineage.fail()
    assert [path] == list(tmp_path.iterdir())
    written = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [event["eventType"] for event in written] == ["START", "COMPLETE", "FAIL"]
    text = path.read_text(encoding="utf-8")
    for word in (str(tmp_path), "Durand", "espion", str(Path.home()), str(Path.cwd())):
        assert word not in text
    return {event["eventType"]: event for event in written}


def test_events_name_run_job_and_datasets(events: dict[str, dict[str, Any]]) -> None:
    """Names come from the policy and its domain, the same in each event of the run."""
    for event in events.values():
        assert event["run"]["runId"] == RUN_ID
        assert event["run"]["facets"]["processing_engine"]["version"] == "2.77.0"
        assert (event["job"]["namespace"], event["job"]["name"]) == ("caviardage.dom-1", "tickets")
        assert [d["name"] for d in event["inputs"]] == ["tickets.input"]
        assert [d["name"] for d in event["outputs"]] == ["tickets.output"]
        assert event["producer"].startswith("urn:caviardage:")
        assert datetime.fromisoformat(event["eventTime"]).utcoffset() is not None


def test_the_output_is_described_by_columns_and_size(events: dict[str, dict[str, Any]]) -> None:
    """Columns when it starts, rows and bytes when it is whole, nothing when it failed."""
    start, complete, fail = (events[kind]["outputs"][0] for kind in ("START", "COMPLETE", "FAIL"))
    names = [(f["name"], f["type"]) for f in start["facets"]["schema"]["fields"]]
    assert names[0] == ("ticket_id", "string")
    assert names[1][0] == "suivi"
    assert start["facets"]["schema"] == complete["facets"]["schema"]
    statistics = complete["outputFacets"]["outputStatistics"]
    assert (statistics["rowCount"], statistics["size"]) == (120, 4096)
    assert start["outputFacets"] == fail["outputFacets"] == fail["facets"] == {}


def required_are_there(event: dict[str, Any]) -> None:
    """What the specification requires of a run event and of each facet."""
    assert {"eventTime", "producer", "schemaURL", "run", "job"} <= set(event)
    assert str(uuid.UUID(event["run"]["runId"])) == event["run"]["runId"]
    assert event["schemaURL"].endswith("OpenLineage.json#/$defs/RunEvent")
    datasets = event["inputs"] + event["outputs"]
    for named in (event["job"], *datasets):
        assert {"namespace", "name"} <= set(named)
    holders = [event["run"], event["job"], *datasets]
    facets = [f for holder in holders for f in holder.get("facets", {}).values()]
    facets += [f for dataset in event["outputs"] for f in dataset["outputFacets"].values()]
    assert facets
    for facet in facets:
        assert {"_producer", "_schemaURL"} <= set(facet)


TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
FORMATS = {
    "uuid": uuid.UUID,
    "date-time": datetime.fromisoformat,
    "uri": lambda text: re.fullmatch(r"[a-z]+:\S+", text) or pytest.fail(f"not a URI: {text}"),
}


def check(value: Any, schema: dict[str, Any], file: str) -> None:
    """Validate a value against the part of JSON Schema that the specification uses."""
    if "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#/")
        file = name.rpartition("/")[2] or file
        target: Any = json.loads((SPEC / file).read_text(encoding="utf-8"))
        for step in pointer.split("/"):
            target = target[step]
        check(value, target, file)
        return
    for part in schema.get("allOf", []):
        check(value, part, file)
    for part in schema.get("anyOf", [])[:1]:
        check(value, part, file)
    if "type" in schema:
        assert isinstance(value, TYPES[schema["type"]])
    if "enum" in schema:
        assert value in schema["enum"]
    if "format" in schema:
        FORMATS[schema["format"]](value)  # type: ignore[operator]
    assert set(schema.get("required", [])) <= (set(value) if isinstance(value, dict) else set())
    check_parts(value, schema, file)


def check_parts(value: Any, schema: dict[str, Any], file: str) -> None:
    """Validate the items of a list and the values of an object."""
    if isinstance(value, list):
        for item in value:
            check(item, schema.get("items", {}), file)
    elif isinstance(value, dict):
        other = schema.get("additionalProperties", {})
        for name, inner in value.items():
            part = schema.get("properties", {}).get(name, other)
            check(inner, part if isinstance(part, dict) else {}, file)
            if isinstance(inner, dict) and "_schemaURL" in inner:
                check(inner, {"$ref": inner["_schemaURL"]}, file)


def test_events_follow_the_specification(events: dict[str, dict[str, Any]]) -> None:
    """Required keys always; the official schemas too, where this checkout has them beside it."""
    for event in events.values():
        required_are_there(event)
        if SPEC.is_dir():
            check(event, {"$ref": event["schemaURL"]}, "OpenLineage.json")
