"""A batch run: plan, mask in workers, reconcile, publish. Or nothing at all.

``python -m pipelines.batch`` takes the options of ``caviardage run`` and Beam's own.
"""

import importlib.metadata
import logging
import shutil
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from caviardage import run_record
from caviardage.documents import load_exclusions
from caviardage.errors import UsageError
from caviardage.keys import Keyset, load_keyset
from caviardage.lineage import Lineage
from caviardage.policy import Policy
from caviardage.policy_file import load_policy
from caviardage.subjects import Subjects
from pipelines import runner
from pipelines.display import Display, NoDisplay
from pipelines.formats.inputs import find_inputs
from pipelines.job import Job
from pipelines.launcher import Launcher
from pipelines.options import RunConfig
from pipelines.plan import Plan, make_plan
from pipelines.reconcile import Totals, check_dead_letters, reconcile
from pipelines.retry import retry_parts
from pipelines.run_log import RunLog
from pipelines.schema import check_format
from pipelines.sink import DEAD
from pipelines.staging import LINEAGE, Staging, check_output
from recognizers.model import check_model, model_reference

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """A published run."""

    output: Path
    record: dict[str, Any]


def read_policy(config: RunConfig) -> Policy:
    """The policy of a run, with what the command line says over it.

    Raises:
        PolicyError: The policy is wrong, or names a model that is not installed.
    """
    policy = load_policy(config.policy)
    check_model(policy.detection.model)
    if config.format is None:
        return policy
    output = policy.output.model_copy(update={"format": config.format})
    return policy.model_copy(update={"output": output})


def prepare(policy: Policy, config: RunConfig, display: Display) -> Plan:
    """Plan a run without writing anything: the whole of a dry run.

    Raises:
        PolicyError: The policy does not fit the input.
        InputError: The input cannot be read.
    """
    ratio = policy.limits.decompression_ratio
    files = find_inputs(config.inputs, policy.input, ratio=ratio)
    plan = make_plan(policy, files, display.planning)
    check_format(policy.output.format, plan.schema.arrow)
    if config.retry is not None:
        plan.parts = retry_parts(plan, config.retry)
    display.planned(plan)
    return plan


def run(config: RunConfig, display: Display | None = None) -> RunResult:
    """Run a batch: the output is published whole, or not at all.

    Raises:
        CaviardageError: Any of the tree in ``caviardage.errors``; nothing was published.
    """
    execution = _execution(config)
    display = display or NoDisplay()
    check_output(config.output)
    policy = read_policy(config)
    keyset = load_keyset(config.secrets, policy.domain.id)
    Subjects.open(policy, config.secrets, keyset)  # a vault that is not there is told now
    exclusions = load_exclusions(policy, config.policy)
    plan = prepare(policy, config, display)
    staging = Staging(config.output, execution.run_id)
    log = RunLog.create(config.secrets, execution.run_id, config, plan)
    local = execution.runner == runner.LOCAL_NAME
    job = Job.from_plan(
        plan, exclusions, staging=staging.path, secrets=config.secrets, claimed=local
    )
    lineage = Lineage(
        path=log.lineage,
        run_id=execution.run_id,
        policy=policy.policy,
        domain=policy.domain.id,
        engine=(execution.runner, importlib.metadata.version("apache-beam")),
    )
    with _published_or_removed(staging, lineage, log):
        lineage.start(job.schema)
        replaced = _mask_locally(job, config, display) if local else _mask_remotely(job, config)
        totals = reconcile(job)
        check_dead_letters(job, totals)
        lineage.complete(job.schema, rows=totals.masked, size=totals.bytes)
        shutil.copyfile(log.lineage, staging.path / LINEAGE / log.lineage.name)
        ended = replace(execution, ended=datetime.now(UTC), workers_replaced=replaced)
        record = _record(ended, policy, plan, totals, keyset)
        run_record.write(record, staging.path)
        output = staging.publish()
    return RunResult(output=output, record=record)


def _execution(config: RunConfig) -> run_record.Execution:
    """A run that starts now.

    Raises:
        UsageError: The runner and the number of workers do not go together.
    """
    now = datetime.now(UTC)
    name = runner.runner_name(config.beam_args)
    if config.workers < 1:
        raise UsageError("--workers: at least 1")
    if name != runner.LOCAL_NAME and config.workers != 1:
        raise UsageError(f"--workers is for local runs; {name} has its own options")
    return run_record.Execution(
        run_id=str(uuid.uuid4()),
        started=now,
        ended=now,
        runner=name,
        workers=config.workers,
        workers_replaced=0,
        retry_of=config.retry.run_id if config.retry else None,
    )


@contextmanager
def _published_or_removed(staging: Staging, lineage: Lineage, log: RunLog) -> Iterator[None]:
    staging.create()
    try:
        yield
    except BaseException:
        lineage.fail()
        log.keep_dead_letters(staging.path / DEAD)
        staging.remove()
        raise


def _mask_locally(job: Job, config: RunConfig, display: Display) -> int:
    """Carry out the job in watched processes; return how many had to be replaced."""
    launcher = Launcher(
        job=job,
        workers=config.workers,
        stall_seconds=config.stall_seconds,
        progress=display.masked,
    )
    launcher.run()
    return launcher.replaced


def _mask_remotely(job: Job, config: RunConfig) -> int:
    """Carry out the job on the engine that Beam's options name, which watches its own workers."""
    from pipelines.remote import run_remote

    run_remote(job, config.beam_args)
    return 0


def _record(
    execution: run_record.Execution, policy: Policy, plan: Plan, totals: Totals, keyset: Keyset
) -> dict[str, Any]:
    first = plan.files[0]
    return run_record.run_record(
        execution=execution,
        policy=policy,
        records=totals.records(),
        dead=totals.dead,
        filtered=totals.filtered,
        counts=totals.counts,
        details={
            "model": model_reference(policy.detection.model),
            "keys": [keyset.reference.to_json()],
            "input": {
                "files": len(plan.files),
                "bytes": sum(file.size for file in plan.files),
                "format": first.format,
                "encodings": sorted({file.encoding for file in plan.files if file.encoding}),
                "dropped_fields": plan.schema.dropped,
            },
            "output": {
                "format": policy.output.format,
                "parts": len(plan.parts),
                "bytes": totals.bytes,
                "retyped_fields": plan.schema.retyped,
            },
        },
    )


def main(argv: Sequence[str] | None = None) -> None:
    """The command line of ``python -m pipelines.batch``: that of ``caviardage run``."""
    from pipelines.cli import main as command

    command(["run", *(sys.argv[1:] if argv is None else argv)])


if __name__ == "__main__":
    main()
