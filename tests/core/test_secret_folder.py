"""The secrets folder: where it is, who can enter it, and files written whole or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from caviardage.errors import KeyUnavailable, UsageError
from caviardage.secret_folder import (
    default_folder,
    locked,
    make_private,
    read_private,
    replace_private,
    run_folder,
    write_private,
)


def test_the_folder_is_named_by_our_variable_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then by the desktop's standard, then it is in the home folder."""
    monkeypatch.setenv("HOME", "/home/lea")
    monkeypatch.setenv("XDG_DATA_HOME", "/données")
    monkeypatch.setenv("CAVIARDAGE_SECRETS", "/coffre")
    assert default_folder() == Path("/coffre")
    monkeypatch.setenv("CAVIARDAGE_SECRETS", "")
    assert default_folder() == Path("/données/caviardage")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_folder() == Path("/home/lea/.local/share/caviardage")


def test_a_folder_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    """A file stands in the way."""
    (tmp_path / "fichier").write_text("")
    with pytest.raises(UsageError, match="Not a directory"):
        make_private(tmp_path / "fichier" / "secrets")


@pytest.mark.parametrize("permissions", [0o750, 0o705, 0o711, 0o770])
def test_a_folder_open_to_others_is_refused(tmp_path: Path, permissions: int) -> None:
    """Any right of the group or of others is too much."""
    folder = tmp_path / "s"
    folder.mkdir()
    folder.chmod(permissions)
    with pytest.raises(UsageError, match=r"others can enter it; run: chmod 700"):
        make_private(folder)


def test_a_run_gets_private_folders_of_its_own(tmp_path: Path) -> None:
    """Made with their parents, entered by their owner only; asking twice is no error."""
    made = run_folder(tmp_path / "s", "run-1")
    assert made == run_folder(tmp_path / "s", "run-1") == tmp_path / "s" / "runs" / "run-1"
    for folder in (made, made.parent, made.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_private_file_is_never_replaced(tmp_path: Path) -> None:
    """Written again, it keeps its content and stays private, even under a loose umask."""
    path = tmp_path / "run_log.json"
    before = os.umask(0)
    try:
        write_private(path, '{"fichier": "é"}')
        with pytest.raises(FileExistsError):
            write_private(path, '{"a": 1}')
    finally:
        os.umask(before)
    assert read_private(path) == {"fichier": "é"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [path] == list(tmp_path.iterdir())


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    """Half a file of secrets would be a lost one."""
    path = tmp_path / "run_log.json"
    write_private(path, '{"a": 1}')
    with pytest.raises(UnicodeEncodeError):
        write_private(path, '{"a": "\ud800"}')
    assert read_private(path) == {"a": 1}
    assert [path] == list(tmp_path.iterdir())


def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    """Under a lock, private as before; what cannot be written leaves the old one."""
    path = tmp_path / "tete.json"
    write_private(path, '{"a": 1}')
    with locked(tmp_path):
        replace_private(path, '{"a": 2}')
        with pytest.raises(UnicodeEncodeError):
            replace_private(path, '{"a": "\ud800"}')
    assert read_private(path) == {"a": 2}
    names = {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()}
    assert names == {"tete.json": 0o600, ".lock": 0o600}


def test_a_folder_is_held_by_one_process(tmp_path: Path) -> None:
    """The other cannot have it until the first lets go."""
    holds = "import fcntl, sys; fcntl.flock(open(sys.argv[1]), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    command = [sys.executable, "-c", holds, str(tmp_path / ".lock")]
    with locked(tmp_path):
        held = subprocess.run(command, check=False, capture_output=True).returncode
    after = subprocess.run(command, check=False, capture_output=True).returncode
    assert (held != 0, after) == (True, 0)


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    """Missing, a folder, not an object."""
    with pytest.raises(FileNotFoundError):
        read_private(tmp_path / "absent.json")
    with pytest.raises(KeyUnavailable, match="cannot be read"):
        read_private(make_private(tmp_path / "dossier"))
    write_private(tmp_path / "liste.json", "[]")
    with pytest.raises(KeyUnavailable, match="cannot be read"):
        read_private(tmp_path / "liste.json")
