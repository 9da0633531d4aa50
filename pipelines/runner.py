"""Which Beam runner a run gets.

"Local" is ``FnApiRunner``, in memory. ``DirectRunner`` is an alias of it: left alone, Beam would
first try to download another runner from the network. Its multi-threaded mode loses elements and
its multi-process mode hangs when a process dies, so both are refused: ``--workers N`` runs N
watched processes instead.
"""

from collections.abc import Sequence
from typing import Any

from caviardage.errors import UsageError

LOCAL = frozenset(
    {"directrunner", "fnapirunner", "switchingdirectrunner", "bundlebaseddirectrunner"}
)
LOCAL_NAME = "FnApiRunner"


def runner_name(beam_args: Sequence[str]) -> str:
    """The runner that Beam's options ask for; ``FnApiRunner`` for every local one.

    Raises:
        UsageError: The options ask for a local mode that loses data or hangs.
    """
    if not beam_args:
        return LOCAL_NAME  # and Beam, slow to import, stays with the workers
    from apache_beam.options.pipeline_options import DirectOptions, StandardOptions

    options = pipeline_options(beam_args)
    name = options.view_as(StandardOptions).runner or LOCAL_NAME
    if name.rpartition(".")[2].lower() not in LOCAL:
        return str(name)
    direct = options.view_as(DirectOptions)
    mode = direct.direct_running_mode
    if mode != "in_memory":
        why = "loses records" if mode == "multi_threading" else "hangs when a worker dies"
        raise UsageError(f"--direct_running_mode {mode}: {why}; use --workers N")
    if direct.direct_num_workers != 1:
        raise UsageError("--direct_num_workers: use --workers N, whose processes are watched")
    return LOCAL_NAME


def pipeline_options(beam_args: Sequence[str]) -> Any:
    """Beam's options from the command line.

    Raises:
        UsageError: Beam does not know an option, or refuses its value.
    """
    from apache_beam.options.pipeline_options import PipelineOptions

    try:
        options = PipelineOptions(list(beam_args))
        known = options.get_all_options(retain_unknown_options=False)
        for argument in beam_args:
            name = argument.lstrip("-").partition("=")[0]
            if argument.startswith("--") and name not in known and f"no_{name}" not in known:
                raise UsageError(f"--{name}: neither an option of this command nor of Beam")
    except SystemExit:
        raise UsageError(f"Beam refuses these options: {' '.join(beam_args)}") from None
    return options


def local_runner() -> Any:
    """Beam's in-memory runner."""
    from apache_beam.runners.portability.fn_api_runner.fn_runner import FnApiRunner

    return FnApiRunner()
