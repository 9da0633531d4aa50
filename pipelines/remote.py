"""Running a job on an engine of Beam's own: one pipeline over all parts."""

from collections.abc import Sequence

import apache_beam as beam

from pipelines.job import Job
from pipelines.runner import pipeline_options
from pipelines.transforms import masked_parts


def run_remote(job: Job, beam_args: Sequence[str]) -> None:
    """Run a job's parts on the runner that Beam's options name, and wait for its end.

    The workers must see the staging and secrets folders under the same paths.
    """
    with beam.Pipeline(options=pipeline_options(beam_args)) as pipeline:
        masked_parts(pipeline | "List parts" >> beam.Create(job.parts), job)
