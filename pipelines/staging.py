"""The staging folder: where a run writes until it is whole, and how it is published.

The folder is a hidden sibling of the output, on the same filesystem, for its owner only. Everyone
who works on it holds a shared lock on its lock file; the next start takes an exclusive lock on
what earlier runs left, and removes the folders whose owners are gone. Publishing is a rename, then
``_SUCCESS``; without ``_SUCCESS`` nothing in an output folder counts.
"""

import contextlib
import fcntl
import glob
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from caviardage.errors import UsageError
from pipelines.sink import DATA, DEAD, RECEIPTS, TEMPORARY

SUCCESS = "_SUCCESS"
LOCK = ".lock"
CLAIMS, PROGRESS, LINEAGE = "claims", "progress", "lineage"
_WORKING = (TEMPORARY, RECEIPTS, CLAIMS, PROGRESS)


def check_output(output: Path) -> None:
    """Check that a run can write into a fresh output folder, and remove what dead runs left.

    Raises:
        UsageError: The folder is a link, not empty, not writable, or being written by another run.
    """
    if output.is_symlink():
        raise UsageError(f"--output {output}: is a symbolic link; name the folder itself")
    _clear_dead_runs(output)
    if output.exists():
        if not output.is_dir():
            raise UsageError(f"--output {output}: is not a folder")
        if any(output.iterdir()):
            raise UsageError(f"--output {output}: is not empty; a run writes into a fresh folder")
    parent = output.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--output {output}: {error.strerror}") from None
    if not os.access(parent, os.W_OK | os.X_OK):
        raise UsageError(f"--output {output}: the folder {parent} is not writable")


def _clear_dead_runs(output: Path) -> None:
    left = list(output.absolute().parent.glob(f"{glob.escape(_prefix(output))}*"))
    if (output / LOCK).exists() and not (output / SUCCESS).exists():
        left.append(output)  # renamed, and killed before _SUCCESS
    for folder in left:
        with (folder / LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UsageError(
                    f"--output {output}: another run is writing it; wait for it or stop it"
                ) from None
            shutil.rmtree(folder)


def _prefix(output: Path) -> str:
    return f".{output.absolute().name}.staging-"


class Staging:
    """The staging folder of one run, from its start to publication or removal."""

    def __init__(self, output: Path, run_id: str) -> None:
        self.output = output.absolute()
        self.path = self.output.with_name(f"{_prefix(output)}{run_id}")
        self._lock: IO[str] | None = None

    def create(self) -> Path:
        """Make the folder (0700) and lock it.

        Raises:
            UsageError: It cannot be made: the disk is full or the parent not writable.
        """
        try:
            self.path.mkdir(mode=0o700)
            for folder in (DATA, DEAD, LINEAGE, *_WORKING):
                (self.path / folder).mkdir(mode=0o700)
        except OSError as error:
            raise UsageError(f"--output {self.output}: {error.strerror}") from None
        self._lock = hold(self.path)
        return self.path

    def publish(self) -> Path:
        """Rename the folder into place, write ``_SUCCESS`` last, and return the output folder."""
        for folder in _WORKING:
            shutil.rmtree(self.path / folder)
        if self.output.exists():
            self.output.rmdir()
        self.path.rename(self.output)
        success = self.output / SUCCESS
        success.touch(mode=0o600)
        (self.output / LOCK).unlink()
        _sync(self.output)
        _sync(self.output.parent)
        self._release()
        return self.output

    def remove(self) -> None:
        """Remove the folder of a run that failed."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def hold(staging: Path) -> IO[str]:
    """Take a shared lock on a staging folder, held until the returned file is closed."""
    lock = (staging / LOCK).open("a")
    (staging / LOCK).chmod(0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def claim(staging: Path, part: int, worker: str) -> bool:
    """Take a part for a worker; False when another has it."""
    try:
        descriptor = os.open(
            staging / CLAIMS / f"{part:05}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600
        )
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(worker)
    return True


def unclaim(staging: Path, worker: str) -> list[int]:
    """Give back the parts that a dead worker had and did not finish; return their indices."""
    given_back = []
    for path in sorted((staging / CLAIMS).iterdir()):
        part = int(path.name)
        if path.read_text() == worker and not (staging / RECEIPTS / f"{part:05}.json").exists():
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
            given_back.append(part)
    return given_back


def note_progress(staging: Path, worker: str, records: int) -> None:
    """Tell how many records a worker has handled: one small file, written over."""
    (staging / PROGRESS / worker).write_text(str(records))


def read_progress(staging: Path) -> Iterator[tuple[str, int]]:
    """Yield (worker, records handled)."""
    for path in (staging / PROGRESS).iterdir():
        text = path.read_text()
        if text:
            yield path.name, int(text)
