"""OpenLineage events of a run: START, then COMPLETE or FAIL, in one NDJSON file.

Built with the client's classes and written by its file transport, without its environment
collection: an event holds names from the policy, counts and versions, never a path, the name of an
input file, an environment variable or the message of an error (https://openlineage.io/spec).
"""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from openlineage.client.event_v2 import (
    InputDataset,
    Job,
    OutputDataset,
    Run,
    RunEvent,
    RunState,
)
from openlineage.client.facet_v2 import (
    job_type_job,
    output_statistics_output_dataset,
    processing_engine_run,
    schema_dataset,
)
from openlineage.client.transport.file import FileConfig, FileTransport

from caviardage import __version__

PRODUCER = f"urn:caviardage:{__version__}"
NAMESPACE = "caviardage"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lineage:
    """Emits the events of one run.

    Attributes:
        path: The NDJSON file that events are appended to.
        run_id: UUID of the run.
        policy: Name of the policy; with the domain it names the job and the datasets.
        domain: Id of the pseudonymisation domain.
        engine: Name and version of what runs the pipeline.
    """

    path: Path
    run_id: str
    policy: str
    domain: str
    engine: tuple[str, str]

    def start(self, schema: pa.Schema) -> None:
        """The run starts: inputs and outputs are named."""
        self._emit(RunState.START, schema)

    def complete(self, schema: pa.Schema, *, rows: int, size: int) -> None:
        """The run's output is whole.

        Args:
            schema: Of the output.
            rows: Rows of the output.
            size: Bytes of its data files.
        """
        statistics = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
            rowCount=rows, size=size
        )
        self._emit(RunState.COMPLETE, schema, {"outputStatistics": statistics})

    def fail(self) -> None:
        """The run failed and publishes nothing."""
        self._emit(RunState.FAIL, None)

    def _emit(
        self, state: RunState, schema: pa.Schema | None, statistics: dict[str, Any] | None = None
    ) -> None:
        event = RunEvent(
            eventType=state,
            eventTime=datetime.now(UTC).isoformat(),
            run=Run(
                runId=self.run_id,
                facets={
                    "processing_engine": processing_engine_run.ProcessingEngineRunFacet(
                        name=self.engine[0], version=self.engine[1]
                    )
                },
            ),
            job=Job(
                namespace=f"{NAMESPACE}.{self.domain}",
                name=self.policy,
                facets={
                    "jobType": job_type_job.JobTypeJobFacet(
                        processingType="BATCH", integration="CAVIARDAGE", jobType="JOB"
                    )
                },
            ),
            producer=PRODUCER,
            inputs=[
                InputDataset(namespace=f"{NAMESPACE}.{self.domain}", name=f"{self.policy}.input")
            ],
            outputs=[self._output(schema, statistics or {})],
        )
        FileTransport(FileConfig(log_file_path=str(self.path), append=True)).emit(event)

    def _output(self, schema: pa.Schema | None, statistics: dict[str, Any]) -> OutputDataset:
        facets: dict[str, Any] = {}
        if schema is not None:
            columns = [
                schema_dataset.SchemaDatasetFacetFields(name=f.name, type=str(f.type))
                for f in schema
            ]
            facets["schema"] = schema_dataset.SchemaDatasetFacet(fields=columns)
        return OutputDataset(
            namespace=f"{NAMESPACE}.{self.domain}",
            name=f"{self.policy}.output",
            facets=facets,
            outputFacets=statistics,
        )
