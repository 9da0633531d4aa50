"""README's commands are true: each block says what runs it; those of ``make test`` run here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme_blocks import ROOT, Block, blocks

SHELL = [block for block in blocks() if block.is_shell]
TEST = [block for block in SHELL if block.kind == "test" and block.body.strip() != "make test"]


def test_every_command_block_says_what_runs_it():
    """A block of commands without a tag fails: nobody would know whether it is true."""
    untagged = [f"README.md:{block.line}: {block.info!r}" for block in SHELL if block.kind is None]
    assert untagged == []


def test_the_set_up_is_two_commands():
    """README shows the two commands that do all the set-up, run by the tests."""
    bodies = [block.body.strip() for block in SHELL if block.kind == "test"]
    assert "make demo" in bodies
    assert "make test" in bodies


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the repository, where commands may write."""
    folder = tmp_path_factory.mktemp("readme")
    for path in ROOT.iterdir():
        if path.name not in {".git", "out", ".demo"}:
            (folder / path.name).symlink_to(path)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("block", TEST, ids=[f"line {block.line}" for block in TEST])
def test_the_commands_of_a_block_succeed(block: Block, workplace: Path):
    """Each block runs in order, in one folder, as a reader would type it."""
    binaries = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "CAVIARDAGE_SECRETS": str(workplace / "secrets"),
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.body],
        cwd=workplace,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
