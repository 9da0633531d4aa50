"""The command line: each command maps to one function. Heavy libraries are imported inside them."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from caviardage import __version__, safe_logging
from caviardage.errors import CaviardageError, describe
from pipelines import cli_inspect, cli_keys
from pipelines.cli_keys import SecretsOption

app = typer.Typer(
    name="caviardage",
    help="Masks personal data in French CRM tickets and chats, and records what it did.",
    epilog="Exit codes: 0 published; 2 arguments or policy; 3 input; 4 too many dead letters; "
    "5 counts do not add up; 6 keys; 1 anything else.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # they would print the values of local variables
    add_completion=False,
)
policy_app = typer.Typer(no_args_is_help=True, help="Check policies.")
app.add_typer(policy_app, name="policy")
app.add_typer(cli_keys.app, name="keys")


class Format(StrEnum):
    """Output formats."""

    PARQUET = "parquet"
    JSONL = "jsonl"
    CSV = "csv"


PolicyOption = Annotated[
    Path, typer.Option("--policy", help="Policy file (YAML); see configs/README.md.")
]
InputOption = Annotated[
    list[str],
    typer.Option("--input", help="File, folder or glob ('export/*.jsonl'); may be repeated."),
]
OutputOption = Annotated[Path, typer.Option("--output", help="Output folder; new or empty.")]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="Output format, over the policy's.")
]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, help="Local processes.")]
StallOption = Annotated[
    float,
    typer.Option("--stall-timeout", min=1, help="Replace a worker without progress (seconds)."),
]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"caviardage {__version__}")
        raise typer.Exit


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    epilog="Beam's own options are accepted too (--runner, --setup_file, …).",
)
def run(
    context: typer.Context,
    policy: PolicyOption,
    input_: InputOption,
    output: OutputOption,
    secrets: SecretsOption,
    format_: FormatOption = None,
    workers: WorkersOption = 1,
    stall_timeout: StallOption = 900.0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and check everything, write nothing.")
    ] = False,
    preview: Annotated[
        int,
        typer.Option("--preview", min=0, help="Show so many records before and after. UNMASKED!"),
    ] = 0,
) -> None:
    """Mask an export: read the files, mask each document, publish the whole or nothing.

    The output folder gets data/, dead_letters/, lineage/, run.json and, last, _SUCCESS.
    """
    from pipelines import batch, screen
    from pipelines.options import RunConfig

    config = RunConfig(
        policy=policy,
        inputs=tuple(input_),
        output=output,
        secrets=secrets,
        format=format_.value if format_ else None,
        workers=workers,
        stall_seconds=stall_timeout,
        beam_args=tuple(context.args),
    )
    with screen.RichDisplay() as display:
        if dry_run:
            checked = batch.read_policy(config)
            plan = batch.prepare(checked, config, display)
        else:
            result = batch.run(config, display)
    if dry_run:
        screen.show_plan(checked, plan)
        return
    if preview:
        screen.show_preview(config, result, preview)
    screen.show_result(result)


@app.command()
def retry(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="A published run.")],
    output: OutputOption,
    secrets: SecretsOption,
    policy: Annotated[
        Path | None, typer.Option("--policy", help="Default: the policy file of the run.")
    ] = None,
    workers: WorkersOption = 1,
    stall_timeout: StallOption = 900.0,
) -> None:
    """Try the dead letters of a run again, into a run of their own.

    They are read again from the input by position: the input files must be where they were.
    """
    from pipelines import batch, screen
    from pipelines.options import RunConfig
    from pipelines.retry import read_dead_letters

    dead, log = read_dead_letters(run_folder, secrets)
    content = log.read()
    config = RunConfig(
        policy=policy or Path(content["policy"]),
        inputs=tuple(content["inputs"]),
        output=output,
        secrets=secrets,
        format=content["format"],
        workers=workers,
        stall_seconds=stall_timeout,
        retry=dead,
    )
    with screen.RichDisplay() as display:
        result = batch.run(config, display)
    screen.show_result(result)


@policy_app.command("check")
def policy_check(
    file: Annotated[Path, typer.Argument(help="Policy file (YAML).")],
) -> None:
    """Check a policy: every fault is told with its line and key."""
    from caviardage.documents import load_exclusions
    from caviardage.policy_file import load_policy
    from pipelines import screen
    from recognizers.model import check_model

    policy = load_policy(file)
    check_model(policy.detection.model)
    exclusions = load_exclusions(policy, file)
    screen.show_policy(policy, len(exclusions.objected))


@policy_app.command("schema")
def policy_schema() -> None:
    """Print the JSON Schema of policy files, for editors."""
    import json

    from caviardage.policy import json_schema

    typer.echo(json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True))


app.command()(cli_inspect.evaluate)
app.command()(cli_inspect.explain)
app.command()(cli_inspect.scan)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; our errors become lines on standard error and an exit code."""
    safe_logging.set_up()
    try:
        app(args=argv)
    except CaviardageError as error:
        for line in str(error).splitlines():
            typer.echo(f"caviardage: {line}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:
        typer.echo(f"caviardage: unexpected error: {describe(error)}", err=True)
        sys.exit(1)
    sys.exit(0)


if __name__ == "__main__":
    main()
