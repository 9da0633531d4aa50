"""A real PostgreSQL for the tests of this folder, started in a temporary folder and stopped after.

It runs as an ordinary user (the server refuses root), listens on a socket only, and keeps nothing.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

INSTALLED = Path("/usr/lib/postgresql")  # where Debian puts each version's server
USERS = ("postgres", "nobody")


def binaries() -> Path:
    """The folder of the newest server's programs."""
    versions = sorted(INSTALLED.glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("postgres")
    assert found, "no PostgreSQL: run make test-integration, which installs it"
    return Path(found).resolve().parent


@dataclass
class Server:
    """One server, its folder, and the user that runs it (None: who runs the tests)."""

    folder: Path
    user: str | None

    @property
    def address(self) -> str:
        """Where it is reached, as the owner of its tables."""
        return f"postgresql://caviardage@/postgres?host={self.folder}"

    @property
    def data(self) -> Path:
        """Where its files are."""
        return self.folder / "data"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs to the end."""
        command = [str(binaries() / program), *arguments]
        # Not a pipe: the server would keep it open.
        with (self.folder / "output").open("w+") as output:
            done = subprocess.run(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                user=self.user,
                group=pwd.getpwnam(self.user).pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
                timeout=120,
                check=False,
            )
            output.seek(0)
            assert done.returncode == 0, output.read()

    def create(self) -> None:
        """Make its files. Nothing of it survives the tests, so nothing waits for the disk."""
        initdb = ("--auth=trust", "--username=caviardage", "--encoding=UTF8", "--locale=C")
        self.run("initdb", "--pgdata", str(self.data), "--no-sync", *initdb)
        settings = (
            f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nfsync = off\n"
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(settings)

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "--pgdata", str(self.data), "--log", log, "--wait")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; ``immediate`` is a crash for its clients."""
        self.run("pg_ctl", "stop", "--pgdata", str(self.data), "--mode", mode, "--wait")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running server."""
    user = None
    with tempfile.TemporaryDirectory(prefix="caviardage-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            known = {entry.pw_name for entry in pwd.getpwall()}
            user = next(name for name in USERS if name in known)
            shutil.chown(folder, user)
        made = Server(folder, user)
        made.create()
        made.start()
        try:
            yield made
        finally:
            made.stop()
