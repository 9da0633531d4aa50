"""The command line: exit codes, one line on standard error, and never a word of the data."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines import batch
from tests.pipelines.conftest import Command
from tests.pipelines.support import DOMAIN, jsonl, keys, policy, write, write_part

CONFIGS = Path(__file__).parents[2] / "configs"
ROWS = [{"ref": i, "texte": f"message {i} de Camille"} for i in range(4)]
PolicyFile = Callable[..., Path]


@pytest.fixture
def run_argv(tmp_path: Path, policy_file: PolicyFile) -> list[Any]:
    """Arguments of a run that works."""
    jsonl(tmp_path / "export" / "client-durand.jsonl", *ROWS)
    return [
        "run", "--policy", policy_file(), "--input", tmp_path / "export",
        "--output", tmp_path / "sortie", "--secrets", keys(tmp_path / "secrets"),
    ]  # fmt: skip


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every path under a folder, with the content of files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.mark.usefixtures("in_process")
def test_a_run_that_works(tmp_path: Path, run_argv: list[Any], command: Command) -> None:
    """A run publishes its folder, exits 0, and shows counts only."""
    ended = command(*run_argv)
    assert (ended.code, "".join(li for li in ended.err.splitlines() if "error" in li)) == (0, "")
    assert "Records: read 4, masked 4, dead 0, filtered 0" in ended.out
    assert "Camille" not in ended.out + ended.err
    assert (tmp_path / "sortie" / "_SUCCESS").exists()
    record = json.loads((tmp_path / "sortie" / "run.json").read_text())
    assert record["records"] == {"read": 4, "masked": 4, "dead": 0, "filtered": 0}
    assert (record["entities"]) == [
        {"field": "texte", "entity": "PERSON", "operator": "replace", "count": 4}
    ]


@pytest.mark.usefixtures("in_process")
def test_what_is_published_names_neither_files_nor_persons(
    tmp_path: Path, run_argv: list[Any], command: Command
) -> None:
    """No published file holds the name of an input file or what was masked; the log does."""
    assert command(*run_argv).code == 0
    everything = b"".join(content or b"" for content in tree(tmp_path / "sortie").values())
    for word in (b"durand", b"Camille", str(tmp_path).encode()):
        assert word not in everything
    (log,) = (tmp_path / "secrets" / "runs").glob("*/run_log.json")
    assert "client-durand" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (["--workers", "0"], 2, "--workers"),
        (["--workers", "deux"], 2, "--workers"),
        (["--format", "xml"], 2, "--format"),
        (["--formt", "csv"], 2, "caviardage: --formt: neither an option of this command nor of B"),
        (["--runner=PrismRunner", "--workers=2"], 2, "caviardage: --workers is for local runs; Pr"),
        (["--direct_running_mode=multi_threading"], 2, "caviardage: --direct_running_mode multi"),
        (["--policy", "absente.yaml"], 2, "caviardage: absente.yaml: No such file or directory"),
        (["--input", "absent.jsonl"], 3, "caviardage: --input absent.jsonl: no such file, and no"),
        (["--secrets", "vide"], 6, f"caviardage: vide/keys/{DOMAIN}.json: no keyset for domain"),
        (["--output", "."], 2, "caviardage: --output .: is not empty; a run writes into a fresh"),
    ],
)
@pytest.mark.usefixtures("in_process")
def test_arguments_that_cannot_work(
    tmp_path: Path,
    run_argv: list[Any],
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    change: list[str],
    code: int,
    message: str,
) -> None:
    """Each fault has its exit code and one line that names it; nothing is written."""
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    ended = command(*run_argv, *change)
    assert code == ended.code
    assert message in ended.err
    assert before == tree(tmp_path)
    if message.startswith("caviardage: "):
        assert sum("caviardage: " in line for line in ended.err.splitlines()) == 1


@pytest.mark.parametrize("missing", ["--policy", "--input", "--output"])
def test_missing_options(run_argv: list[Any], command: Command, missing: str) -> None:
    """A required option that is not there is named; exit 2."""
    at = run_argv.index(missing)
    ended = command(*run_argv[:at], *run_argv[at + 2 :])
    assert ended.code == 2
    assert missing in ended.err


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"fields": {"texte": {"scann": True}}}, 2, "unknown key 'scann': did you mean 'scan'?"),
        ({"fields": {"text": {"scan": True}}}, 2, "field 'text' is in no record of the input; did"),
        ({"fields": {"ref": {"scan": True}}}, 2, "field 'ref' is int64 in the input: only text"),
        ({"detection": {"model": "fr_rien"}}, 2, "detection.model: 'fr_rien' is not"),
        ({"input": {"format": "parquet"}}, 3, "input file 1: not a Parquet file, or damaged"),
        ({"domain": {**policy().domain.model_dump(mode="json"), "id": "autre"}}, 6, "no keyset"),
    ],
)
@pytest.mark.usefixtures("in_process")
def test_a_policy_that_does_not_work(
    tmp_path: Path,
    run_argv: list[Any],
    command: Command,
    policy_file: PolicyFile,
    changes: dict[str, Any],
    code: int,
    message: str,
) -> None:
    """A wrong policy, or one that does not fit, has its exit code; nothing is published."""
    policy_file(**changes)
    ended = command(*run_argv)
    assert code == ended.code
    assert message in ended.err
    assert "Camille" not in ended.err
    assert not (tmp_path / "sortie").exists()
    assert not list(tmp_path.glob(".sortie*"))


@pytest.mark.usefixtures("in_process")
def test_too_many_dead_letters(
    tmp_path: Path, run_argv: list[Any], command: Command, policy_file: PolicyFile
) -> None:
    """Over the threshold the exit code is 4; the dead letters are kept with the secrets."""
    policy_file(limits={"dead_letters": 0.1})
    write(tmp_path / "export" / "b.jsonl", "pas du JSON, Camille\n")
    ended = command(*run_argv)
    assert ended.code == 4
    assert (
        "caviardage: 1 of 5 records are dead letters (20.0%), limits.dead_letters allows 10.0%: "
        "E_JSON 1"
    ) in ended.err
    assert not (tmp_path / "sortie").exists()
    assert not list(tmp_path.glob(".sortie*"))
    (kept,) = (tmp_path / "secrets" / "runs").glob("*/dead_letters/*.jsonl")
    assert "E_JSON" in kept.read_text()
    assert "Camille" not in kept.read_text()


def test_a_run_that_loses_a_part(
    tmp_path: Path, run_argv: list[Any], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When what was committed does not add up, the exit code is 5 and nothing is published."""

    class Forgetful:
        replaced = 0

        def __init__(self, job: Any, **_: Any) -> None:
            self.job = job

        def run(self) -> None:
            write_part(self.job, self.job.parts[0])
            next((self.job.staging / "data").iterdir()).unlink()

    monkeypatch.setattr(batch, "Launcher", Forgetful)
    ended = command(*run_argv)
    assert ended.code == 5
    assert "records do not add up: read 4, masked 0, dead 0, filtered 0" in ended.err
    assert not (tmp_path / "sortie").exists()


@pytest.mark.parametrize("error", [ValueError, KeyError, RuntimeError, UnicodeError, OSError])
def test_an_unexpected_error_shows_no_message(
    run_argv: list[Any],
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
) -> None:
    """The message of an exception that is not ours may quote the data: its class is shown."""

    def broken(*_: Any) -> None:
        raise error("Camille Durand, 06 39 98 12 34")

    monkeypatch.setattr(batch, "prepare", broken)
    ended = command(*run_argv)
    assert ended.code == 1
    assert f"caviardage: unexpected error: {error.__name__}" in ended.err
    assert "Durand" not in ended.err + ended.out
    assert "06 39" not in ended.err + ended.out
    assert "Traceback" not in ended.err


def test_a_dry_run_writes_nothing(tmp_path: Path, run_argv: list[Any], command: Command) -> None:
    """A dry run reads and checks everything, needs no key, and leaves every file as it was."""
    before = tree(tmp_path)
    ended = command(*run_argv, "--dry-run", "--secrets", tmp_path / "aucun")
    assert ended.code == 0
    assert "Records: 4, in 1 part(s)" in ended.out
    assert "Dry run: nothing was written." in ended.out
    assert "Camille" not in ended.out + ended.err
    assert before == tree(tmp_path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"fields": {"text": {"scan": True}}}, "did you mean 'texte'?"),
        ({"fields": {"ref": {"scan": True}}}, "only text can be scanned"),
    ],
)
def test_a_dry_run_finds_what_a_run_would(
    run_argv: list[Any],
    command: Command,
    policy_file: PolicyFile,
    changes: dict[str, Any],
    message: str,
) -> None:
    """What stops a run before masking stops a dry run, with the same exit code."""
    policy_file(**changes)
    ended = command(*run_argv, "--dry-run")
    assert ended.code == 2
    assert message in ended.err


@pytest.mark.usefixtures("in_process")
def test_the_format_of_the_command_line_wins(
    tmp_path: Path, run_argv: list[Any], command: Command
) -> None:
    """--format is over the policy's."""
    assert command(*run_argv, "--format", "csv").code == 0
    (path,) = (tmp_path / "sortie" / "data").iterdir()
    assert path.name == "part-00000-of-00001.csv"


@pytest.mark.parametrize("name", ["crm_tickets", "crm_tickets_flat", "chat_logs"])
def test_the_policies_of_the_repository_are_valid(command: Command, name: str) -> None:
    """Each policy in configs/ passes its check."""
    ended = command("policy", "check", CONFIGS / f"{name}.yaml")
    assert ended.code == 0
    assert "version 1: valid" in ended.out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("policy: [", "not plain YAML"),
        ("- a\n", "a policy is a mapping of keys"),
        ("policy: !!python/object/apply:os.system ['id']\n", "not plain YAML"),
        ("a: &x [1]\nb: *x\n", "aliases (*x) are not accepted"),
        ("policy: a\npolicy: b\n", ":2: key 'policy' is written twice"),
        ("policy: essai\n", "version: this key is required"),
    ],
)
def test_policy_files_that_are_refused(
    tmp_path: Path, command: Command, content: str, message: str
) -> None:
    """D11: no tags, no aliases, no key twice; each fault with file and line; exit 2."""
    path = write(tmp_path / "politique.yaml", content)
    ended = command("policy", "check", path)
    assert ended.code == 2
    assert message in ended.err
    assert str(path) in ended.err


def test_the_schema_is_json(command: Command) -> None:
    """The schema of policy files is JSON and knows the sections."""
    ended = command("policy", "schema")
    schema = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert {"policy", "version", "domain", "fields", "entities"} <= set(schema["properties"])


def test_keys_are_made_once(tmp_path: Path, command: Command) -> None:
    """A domain's keyset is made for its owner only, and never replaced; exit 6 the second time."""
    argv = ["keys", "init", "--domain", "dom-essai", "--secrets", tmp_path / "secrets"]
    assert command(*argv).code == 0
    path = tmp_path / "secrets" / "keys" / "dom-essai.json"
    content = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    ended = command(*argv)
    assert ended.code == 6
    assert "this domain has a keyset already; it is never replaced" in ended.err
    assert content == path.read_bytes()


@pytest.mark.parametrize("domain", ["../../etc/x", "/etc/x", "..", "A", "a" * 65, "a b", ""])
def test_a_domain_is_never_a_path(tmp_path: Path, command: Command, domain: str) -> None:
    """D10: a domain that could lead out of the secrets folder is refused; nothing is made."""
    ended = command("keys", "init", "--domain", domain, "--secrets", tmp_path / "secrets")
    assert ended.code == 2
    assert list(tmp_path.iterdir()) == []


def test_secrets_that_others_can_enter(tmp_path: Path, command: Command) -> None:
    """A secrets folder that others can enter is refused with the command that closes it."""
    (tmp_path / "secrets").mkdir(mode=0o755)
    ended = command("keys", "init", "--domain", "d", "--secrets", tmp_path / "secrets")
    assert ended.code == 2
    assert f"run: chmod 700 {tmp_path / 'secrets'}" in ended.err


def test_a_keyset_that_others_can_read(
    tmp_path: Path, run_argv: list[Any], command: Command
) -> None:
    """A keyset with open permissions is refused before anything is read; exit 6."""
    (tmp_path / "secrets" / "keys" / f"{DOMAIN}.json").chmod(0o644)
    ended = command(*run_argv)
    assert ended.code == 6
    assert "others can read it (mode 644); run: chmod 600" in ended.err


def test_the_version(command: Command) -> None:
    """--version shows the name and the version."""
    ended = command("--version")
    assert ended.code == 0
    assert ended.out.startswith("caviardage ")
