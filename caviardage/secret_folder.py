"""The folder of what must stay apart from the output (RGPD art. 4(5)): keysets, run logs.

::

    SECRETS/            0700
      keys/DOMAIN.json        the keysets of a domain
      vault/DOMAIN.sqlite     its salts and reversible pseudonyms, where a policy asks for them
      runs/RUN_ID/            what a run must remember and may not publish
        run_log.json            names of the input files, by number
        openlineage.ndjson      lineage events, FAIL included
"""

import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from caviardage.errors import KeyUnavailable, UsageError

VARIABLE = "CAVIARDAGE_SECRETS"


def default_folder() -> Path:
    """``$CAVIARDAGE_SECRETS``, else ``$XDG_DATA_HOME/caviardage``, in ``~/.local/share``."""
    if os.environ.get(VARIABLE):
        return Path(os.environ[VARIABLE])
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "caviardage"


def make_private(folder: Path) -> Path:
    """Create a folder that only its owner can enter, with its parents, and return it.

    Raises:
        UsageError: It cannot be created, or others can already enter it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"secrets folder {folder}: {error.strerror}") from None
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        raise UsageError(f"secrets folder {folder}: others can enter it; run: chmod 700 {folder}")
    return folder


def write_private(path: Path, content: str) -> None:
    """Write a new file that only its owner can read (0600), whole or not at all.

    Raises:
        FileExistsError: It is there already.
    """
    with _temporary(path, content) as temporary:
        path.hardlink_to(temporary)  # unlike a rename, fails where another was faster


def replace_private(path: Path, content: str) -> None:
    """Write a file that only its owner can read (0600) over the one that was there, or not at all.

    Raises:
        OSError: It cannot be written; what was there is as it was.
    """
    with _temporary(path, content) as temporary:
        temporary.replace(path)


@contextmanager
def _temporary(path: Path, content: str) -> Iterator[Path]:
    """A private file with some content beside a path, on the disk; removed at the end."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a private folder while something in it is read and replaced; other processes wait.

    Raises:
        OSError: It cannot be held.
    """
    path = folder / ".lock"
    path.touch(0o600)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_private(path: Path) -> dict[str, Any]:
    """Read a JSON file of secrets, refusing one that others can read.

    Raises:
        FileNotFoundError: It does not exist.
        KeyUnavailable: Others can read it, or it is not JSON.
    """
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise KeyUnavailable(f"{path}: others can read it (mode {mode:o}); run: chmod 600 {path}")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise KeyUnavailable(f"{path}: cannot be read as a file of this folder") from None
    if not isinstance(content, dict):
        raise KeyUnavailable(f"{path}: cannot be read as a file of this folder")
    return content


def run_folder(secrets: Path, run_id: str) -> Path:
    """The private folder of one run, created if it is not there."""
    make_private(secrets)
    make_private(secrets / "runs")
    return make_private(secrets / "runs" / run_id)
