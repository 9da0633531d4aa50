"""A worker process: takes a job from standard input and works until no part is left.

Started by the launcher as ``python -m pipelines.worker``. The job comes through a pipe and not on
the command line or in a file, for it names the input files. The pipe stays open as long as the
launcher lives: its end ends the worker. The worker's last line on standard output says how it went.
"""

import json
import os
import sys
import threading

import apache_beam as beam

from caviardage import safe_logging
from caviardage.errors import CaviardageError, describe
from pipelines.job import Job
from pipelines.runner import local_runner
from pipelines.staging import hold
from pipelines.transforms import masked_parts

# What Beam adds to the message of an exception that passes through it.
BEAM_ANNOTATION = " [while running "


def main() -> int:
    """Run one worker; the exit code is 0 when every part it claimed is committed."""
    safe_logging.set_up()
    job = Job.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_launcher, daemon=True).start()
    with hold(job.staging):
        try:
            with beam.Pipeline(runner=local_runner()) as pipeline:
                masked_parts(
                    pipeline | "List parts" >> beam.Create(job.parts, reshuffle=False), job
                )
            code, message = 0, ""
        except Exception as error:
            cause = _ours(error)
            code = cause.exit_code if cause else 1
            message = describe(cause or error).partition(BEAM_ANNOTATION)[0]
    sys.stdout.write(json.dumps({"exit_code": code, "error": message}) + "\n")
    sys.stdout.flush()
    return code


def _end_with_launcher() -> None:
    sys.stdin.read()
    os._exit(1)


def _ours(error: BaseException | None) -> CaviardageError | None:
    """Our own error inside what Beam wrapped around it, if there is one."""
    while error is not None and not isinstance(error, CaviardageError):
        error = error.__cause__ or error.__context__
    return error


if __name__ == "__main__":
    sys.exit(main())
