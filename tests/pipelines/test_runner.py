"""Which runner a run gets, and which of Beam's options are refused."""

import pytest

from caviardage.errors import UsageError
from pipelines.runner import runner_name


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--runner=DirectRunner"],
        ["--runner", "DirectRunner"],
        ["--runner=directrunner"],
        ["--runner=FnApiRunner"],
        ["--runner=BundleBasedDirectRunner"],
        ["--runner=SwitchingDirectRunner"],
        ["--runner=apache_beam.runners.direct.direct_runner.DirectRunner"],
        ["--runner=apache_beam.runners.portability.fn_api_runner.FnApiRunner"],
        ["--runner=DirectRunner", "--direct_running_mode=in_memory", "--direct_num_workers=1"],
        ["--setup_file=./setup.py"],
    ],
)
def test_every_local_runner_is_the_same_one(arguments: list[str]) -> None:
    """Every name of a local runner, and none, is FnApiRunner: nothing is downloaded."""
    assert runner_name(arguments) == "FnApiRunner"


@pytest.mark.parametrize("name", ["PortableRunner", "PrismRunner", "FlinkRunner", "DataflowRunner"])
def test_other_runners_are_kept(name: str) -> None:
    """A runner asked for by name is the runner that is used."""
    assert name == runner_name([f"--runner={name}", "--job_endpoint=localhost:8099"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--direct_running_mode=multi_threading"],
            "--direct_running_mode multi_threading: loses records; use --workers N",
        ),
        (
            ["--runner=DirectRunner", "--direct_running_mode", "multi_processing"],
            "--direct_running_mode multi_processing: hangs when a worker dies; use --workers N",
        ),
        (
            ["--direct_num_workers=4"],
            "--direct_num_workers: use --workers N, whose processes are watched",
        ),
        (
            ["--direct_num_workers=0"],
            "--direct_num_workers: use --workers N, whose processes are watched",
        ),
        (["--workrs=4"], "--workrs: neither an option of this command nor of Beam"),
        (["--outptu", "x"], "--outptu: neither an option of this command nor of Beam"),
        (
            ["--direct_num_workers=beaucoup"],
            "Beam refuses these options: --direct_num_workers=beaucoup",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore")  # Beam's own parser warns
def test_refused_options(
    arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Options that would lose records, hang or be forgotten are refused with the reason."""
    with pytest.raises(UsageError) as error:
        runner_name(arguments)
    assert message == str(error.value)
    assert error.value.exit_code == 2
    capfd.readouterr()
