"""The same job through Beam's portable protocol: what a cluster would refuse fails here."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs.conftest import ROOT, Waiter, Workplace, contents

pytestmark = pytest.mark.slow


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def job_service(wait_until: Waiter) -> Iterator[int]:
    """Beam's own job service on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    module = "apache_beam.runners.portability.local_job_service_main"
    process = subprocess.Popen(
        [sys.executable, "-m", module, "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _answers(port))
        yield port
    finally:
        process.kill()
        process.wait()


def test_a_portable_runner_gives_the_same_bytes(
    workplace: Workplace, tmp_path: Path, job_service: int
):
    """A job submitted to a portable job service publishes what the local workers publish."""
    chats = ROOT / "samples" / "chats.parquet"
    policy = (ROOT / "configs" / "chat_logs.yaml").read_text(encoding="utf-8")
    workplace.policy.write_text(policy.replace("dom-crm-intent-2026", "dom-essai"))
    local = workplace.mask(chats, tmp_path / "local")
    assert local.returncode == 0, local.stderr
    remote = workplace.mask(
        chats,
        tmp_path / "remote",
        "--runner=PortableRunner",
        f"--job_endpoint=localhost:{job_service}",
        "--environment_type=LOOPBACK",
    )
    assert remote.returncode == 0, remote.stderr
    assert contents(tmp_path / "local" / "data") == contents(tmp_path / "remote" / "data")
