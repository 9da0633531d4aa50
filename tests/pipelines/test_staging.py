"""The staging folder: what may be written where, what dead runs left, how a run is published."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from caviardage.errors import UsageError
from pipelines import staging
from pipelines.staging import LOCK, SUCCESS, Staging, check_output

HOLDER = """
import sys
from pathlib import Path
from pipelines.staging import hold
lock = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where a run publishes."""
    return tmp_path / "sortie"


@pytest.fixture
def started(output: Path) -> Iterator[Staging]:
    """The staging folder of a run that works."""
    made = Staging(output, "essai")
    made.create()
    yield made
    made.remove()


def dead(output: Path, run_id: str = "mort") -> Path:
    """The staging folder of a run that was killed: its lock is free."""
    made = Staging(output, run_id)
    made.create()
    (made.path / "data" / "part-00000-of-00001.jsonl").write_text("texte de Camille")
    made._release()
    return made.path


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_the_output_may_not_be_a_link(tmp_path: Path, output: Path) -> None:
    """D10: a symbolic link is refused, to a folder or to nothing; what it points to is left."""
    target = tmp_path / "ailleurs"
    output.symlink_to(target)
    for _ in range(2):
        with pytest.raises(UsageError) as error:
            check_output(output)
        assert f"--output {output}: is a symbolic link; name the folder itself" == str(error.value)
        target.mkdir(exist_ok=True)
    assert error.value.exit_code == 2


def test_the_output_may_not_be_a_file(output: Path) -> None:
    """A file is never overwritten."""
    output.write_text("important")
    with pytest.raises(UsageError) as error:
        check_output(output)
    assert f"--output {output}: is not a folder" == str(error.value)
    assert output.read_text() == "important"


@pytest.mark.parametrize("content", ["notes.txt", ".hidden", SUCCESS])
def test_the_output_must_be_empty(output: Path, content: str) -> None:
    """A folder with anything in it is refused, an earlier run's above all."""
    output.mkdir()
    (output / content).touch()
    with pytest.raises(UsageError) as error:
        check_output(output)
    assert f"--output {output}: is not empty; a run writes into a fresh folder" == str(error.value)
    assert [content] == names(output)


def test_a_file_as_parent(tmp_path: Path) -> None:
    """An output below a file is refused with the reason."""
    (tmp_path / "fichier").touch()
    with pytest.raises(UsageError, match=r"^--output .*/fichier/sortie: "):
        check_output(tmp_path / "fichier" / "sortie")


def test_an_unwritable_parent(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parent folder that may not be written to is named."""
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(UsageError) as error:
        check_output(output)
    assert f"--output {output}: the folder {output.parent} is not writable" == str(error.value)


def test_an_empty_or_absent_output_is_accepted(tmp_path: Path, output: Path) -> None:
    """Parents are made; an empty folder is as good as none."""
    check_output(tmp_path / "a" / "b" / "sortie")
    assert (tmp_path / "a" / "b").is_dir()
    output.mkdir()
    check_output(output)


@pytest.mark.parametrize("name", ["sortie", "sortie[1]", "sortie *", "été"])
def test_what_dead_runs_left_is_removed(tmp_path: Path, name: str) -> None:
    """The next start removes every staging folder whose owner is gone, and no other's."""
    output = tmp_path / name
    left = [dead(output, run_id) for run_id in ("1", "2")]
    other = dead(tmp_path / "autre")
    check_output(output)
    assert [path.exists() for path in (*left, other)] == [False, False, True]


def test_a_folder_killed_before_its_lock_is_removed(output: Path) -> None:
    """A run that died before it took its lock is dead too."""
    path = dead(output)
    (path / LOCK).unlink()
    check_output(output)
    assert not path.exists()


@pytest.mark.parametrize("where", ["staging", "published"])
def test_a_live_run_is_refused_and_left_alone(output: Path, where: str) -> None:
    """While another process works on the output, a second run is refused."""
    path = dead(output)
    if where == "published":  # between the rename and _SUCCESS
        path = path.rename(output)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(UsageError) as error:
            check_output(output)
        process.kill()
    assert f"--output {output}: another run is writing it; wait for it or stop it" == (
        str(error.value)
    )
    assert (path / "data" / "part-00000-of-00001.jsonl").exists()
    check_output(output)  # its owner is dead now
    assert not path.exists()


def test_what_was_published_without_success_is_cleaned(output: Path) -> None:
    """A run killed between the rename and _SUCCESS has published nothing: its folder goes."""
    dead(output).rename(output)
    check_output(output)
    assert not output.exists()


def test_publishing(started: Staging, output: Path) -> None:
    """The folder is renamed into place without its working folders; the lock is gone."""
    (started.path / "data" / "part").write_text("x")
    assert output == started.publish()
    assert {"data", "dead_letters", "lineage", SUCCESS} == set(names(output))
    assert (output / "data" / "part").read_text() == "x"
    assert [output] == list(output.parent.iterdir())


def test_success_is_written_last(
    started: Staging, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When anything before it fails, there is no _SUCCESS, and the next start cleans up."""
    output.mkdir()

    def killed(self: Path, **_: object) -> None:
        assert output / SUCCESS == self
        assert (output / "data").is_dir()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "touch", killed)
        with pytest.raises(KeyboardInterrupt):
            started.publish()
    assert not (output / SUCCESS).exists()
    started._release()
    check_output(output)
    assert not output.exists()


def test_publishing_never_replaces_what_came_in_between(started: Staging, output: Path) -> None:
    """A file that appeared in the output folder during the run is not overwritten."""
    output.mkdir()
    (output / "important").touch()
    with pytest.raises(OSError, match="not empty"):
        started.publish()
    assert names(output) == ["important"]


def test_only_the_owner_may_enter(started: Staging, output: Path) -> None:
    """D10: folders are 0700 from the start to publication, whatever the umask."""
    old = os.umask(0)
    try:
        folders = [started.path, *(p for p in started.path.iterdir() if p.is_dir())]
        assert {0o700} == {stat.S_IMODE(path.stat().st_mode) for path in folders}
        assert stat.S_IMODE((started.path / LOCK).stat().st_mode) == 0o600
        started.publish()
        folders = [output, *(p for p in output.iterdir() if p.is_dir())]
        assert {0o700} == {stat.S_IMODE(path.stat().st_mode) for path in folders}
    finally:
        os.umask(old)


def test_a_staging_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A folder that cannot be made is a usage error with the reason."""
    (tmp_path / "fichier").touch()
    with pytest.raises(UsageError, match=r"sortie: Not a directory$"):
        Staging(tmp_path / "fichier" / "sortie", "essai").create()


def test_a_part_is_claimed_once(started: Staging) -> None:
    """Of two workers that want a part, one gets it."""
    assert staging.claim(started.path, 0, "10")
    assert not staging.claim(started.path, 0, "11")
    assert not staging.claim(started.path, 0, "10")
    assert staging.claim(started.path, 1, "11")


def test_claims_are_exclusive_between_processes(started: Staging) -> None:
    """Processes that claim the same parts at once share them without overlap."""
    script = (
        "import sys, json, os; from pathlib import Path; from pipelines.staging import claim\n"
        "print(json.dumps([n for n in range(200) "
        "if claim(Path(sys.argv[1]), n, str(os.getpid()))]))"
    )
    command = [sys.executable, "-c", script, str(started.path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    taken = [n for process in running for n in json.loads(process.communicate()[0])]
    assert list(range(200)) == sorted(taken)


def test_unclaim_gives_back_what_is_unfinished(started: Staging) -> None:
    """A dead worker's parts without a receipt are free again; the others stay taken."""
    for part, worker in ((0, "10"), (1, "10"), (2, "11"), (3, "10")):
        staging.claim(started.path, part, worker)
    (started.path / "receipts" / "00001.json").write_text("{}")
    assert staging.unclaim(started.path, "10") == [0, 3]
    assert staging.claim(started.path, 0, "12")
    assert not staging.claim(started.path, 1, "12")
    assert not staging.claim(started.path, 2, "12")
    assert staging.unclaim(started.path, "10") == []


def test_progress_is_written_over(started: Staging) -> None:
    """Each worker has one number, its last."""
    for worker, records in (("10", 5), ("11", 2), ("10", 9)):
        staging.note_progress(started.path, worker, records)
    (started.path / "progress" / "12").touch()  # a worker that is just writing
    assert dict(staging.read_progress(started.path)) == {"10": 9, "11": 2}
