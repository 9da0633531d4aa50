"""Whole runs as a user starts them: the command in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from caviardage.keys import create_keyset

ROOT = Path(__file__).parents[2]
DOMAIN = "dom-essai"

POLICY = r"""
policy: essai
version: 1
domain:
  id: dom-essai
  controller: Exemple SAS
  purpose: Essais
  legal_basis: art6-1-f
record:
  id: ticket_id
  subject: customer_id
  exclude: {values: {status: [spam]}}
fields:
  ticket_id: {entity: TICKET_ID, operator: token, scope: domain}
  customer_id: {entity: CUSTOMER_ID, operator: token, scope: domain}
  customer_name: {entity: PERSON, operator: replace}
  status: {operator: keep}
  description: {scan: true}
entities:
  default: {operator: replace}
detection:
  batch_documents: 8
output: {documents_per_part: 40, format: jsonl}
"""


@dataclass
class Workplace:
    """A folder with a policy, secrets and a temporary folder of its own, and the command."""

    folder: Path
    policy_text: str = POLICY
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.secrets = self.folder / "secrets"
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.policy = self.folder / "policy.yaml"
        self.policy.write_text(self.policy_text, encoding="utf-8")
        create_keyset(self.secrets, DOMAIN)
        self.environment = {**os.environ, "TMPDIR": str(self.temporary)}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the command."""
        return subprocess.Popen(
            [sys.executable, "-m", "pipelines.cli", *arguments, "--secrets", str(self.secrets)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        process = self.start(*arguments)
        out, err = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def mask(self, input_: Path, output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """``caviardage run`` over one input."""
        return self.run(*self.mask_arguments(input_, output), *arguments)

    def mask_arguments(self, input_: Path, output: Path) -> list[str]:
        """The arguments of ``caviardage run`` over one input."""
        paths = ("--policy", self.policy, "--input", input_, "--output", output)
        return ["run", *map(str, paths)]


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """An empty workplace."""
    return Workplace(tmp_path)


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    """The sample tickets, under a neutral name."""
    path = tmp_path / "tickets.jsonl"
    path.write_bytes((ROOT / "samples" / "tickets.jsonl").read_bytes())
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by relative name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


Waiter = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait_until() -> Waiter:
    """Wait for a condition, a minute at most."""

    def wait(condition: Callable[[], bool]) -> None:
        for _ in range(1200):
            if condition():
                return
            time.sleep(0.05)
        raise AssertionError("the condition did not come true within a minute")

    return wait
