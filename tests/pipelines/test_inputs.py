"""Which files a run reads, in which order, and what is refused before anything is read."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from caviardage.errors import InputError
from pipelines.formats.encodings import detect_delimiter
from pipelines.formats.inputs import InputFile, find_inputs
from tests.pipelines.support import inputs, jsonl, plan, policy, write

ROW = {"ref": "T-1", "texte": "Bonjour Camille"}
RULES = policy().input


def found(*patterns: str) -> list[tuple[int, str]]:
    """Numbers and names of the files that some patterns find."""
    files = find_inputs(patterns, RULES, ratio=200)
    return [(file.number, Path(file.path).name) for file in files]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A folder with files at several depths, hidden ones and others."""
    folder = tmp_path / "export"
    for name in (
        "b.jsonl", "a.jsonl", "2026/03/c.jsonl.gz", "2026/_SUCCESS.jsonl", ".d.jsonl", "notes.txt",
        ".sortie.staging-1/data/e.jsonl", "_temporaire/f.jsonl", "g.NDJSON",
    ):  # fmt: skip
        jsonl(folder / name, ROW)
    return folder


def test_a_folder_is_searched_at_any_depth(export: Path) -> None:
    """Files of known endings are read in the order of their paths; hidden and _ ones are not."""
    expected = [(1, "c.jsonl.gz"), (2, "a.jsonl"), (3, "b.jsonl"), (4, "g.NDJSON")]
    assert expected == found(str(export))


def test_patterns_add_up_without_reading_a_file_twice(export: Path) -> None:
    """A file that two patterns find, or two spellings of its path, is read once."""
    patterns = [f"{export}/b.jsonl", f"{export}/*.jsonl", f"{export}/./a.jsonl"]
    assert [(1, "a.jsonl"), (2, "b.jsonl")] == found(*patterns) == found(*reversed(patterns))


def test_a_glob_may_cross_folders(export: Path) -> None:
    """Two stars match folders at any depth."""
    assert [name for _, name in found(f"{export}/2026/**/*.gz")] == ["c.jsonl.gz"]


def test_a_file_whose_name_looks_like_a_glob_is_itself(tmp_path: Path) -> None:
    """A file that exists under the very name is taken, brackets and all."""
    jsonl(tmp_path / "export[1].jsonl", ROW)
    jsonl(tmp_path / "export1.jsonl", ROW)
    assert found(str(tmp_path / "export[1].jsonl")) == [(1, "export[1].jsonl")]


def test_relative_and_absolute_paths_are_the_same_input(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is described alike however it was named: a retry names it by its absolute path."""
    monkeypatch.chdir(export)
    assert find_inputs(["a.jsonl"], RULES, ratio=200) == find_inputs(
        [str(export / "a.jsonl")], RULES, ratio=200
    )


@pytest.mark.parametrize("pattern", ["rien.jsonl", "*.csv", "vide", "2026"])
def test_a_pattern_that_matches_nothing(tmp_path: Path, pattern: str) -> None:
    """A pattern without a file is an error that quotes what the user typed."""
    (tmp_path / "vide").mkdir()
    jsonl(tmp_path / "2026" / "_SUCCESS.jsonl", ROW)
    with pytest.raises(InputError) as error:
        found(f"{tmp_path}/{pattern}")
    assert f"--input {tmp_path}/{pattern}: no such file, and no file matches" == str(error.value)
    assert error.value.exit_code == 3


def test_an_unknown_ending(tmp_path: Path) -> None:
    """A file of unknown ending is refused by number, unless the policy says its format."""
    path = write(tmp_path / "camille.txt", '{"ref": 1, "texte": "x"}\n')
    with pytest.raises(InputError) as error:
        inputs(policy(), path)
    assert str(error.value) == (
        "input file 1: unknown ending (known: .jsonl, .ndjson, .csv, .parquet, with .gz for text); "
        "say input.format in the policy"
    )
    (file,) = inputs(policy(input={"format": "jsonl"}), path)
    assert file.format == "jsonl"


def test_mixed_formats(tmp_path: Path) -> None:
    """One run reads one format."""
    a = jsonl(tmp_path / "a.jsonl", ROW)
    b = write(tmp_path / "b.csv", "ref;texte\n1;x\n")
    with pytest.raises(InputError) as error:
        inputs(policy(), a, b)
    assert str(error.value) == "one run reads one format, these are csv, jsonl"


@pytest.mark.parametrize("pattern", ["client-durand.jsonl", "*.jsonl", ""])
def test_a_file_that_cannot_be_opened(tmp_path: Path, pattern: str) -> None:
    """A link to nothing stops the run however it was found; the message has its number only."""
    jsonl(tmp_path / "a.jsonl", ROW)
    (tmp_path / "client-durand.jsonl").symlink_to(tmp_path / "nulle-part.jsonl")
    with pytest.raises(InputError) as error:
        found(str(tmp_path / pattern))
    number = 1 if pattern.startswith("client") else 2
    assert f"input file {number}: No such file or directory" == str(error.value)


BOMB = gzip.compress(b"0" * 70_000_000, 9)
BAD_GZIP: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "truncated": (lambda b: b[:-20], "truncated gzip stream: copy the file again"),
    "truncated-in-header": (lambda b: b[:5], "truncated gzip stream: copy the file again"),
    "no-bytes": (lambda b: b"", "truncated gzip stream: copy the file again"),
    "not-gzip": (lambda b: b'{"ref": 1}\n', "not a gzip stream, or damaged"),
    "damaged": (
        lambda b: b[:30] + b"\xff" * 20 + b[50:],
        "not a gzip stream, or damaged",
    ),
    "wrong-checksum": (lambda b: b[:-8] + b"\0" * 8, "not a gzip stream, or damaged"),
    "bomb": (
        lambda b: BOMB,
        "unpacks to more than 200 times its size (limits.decompression_ratio)",
    ),
}


@pytest.mark.parametrize("case", BAD_GZIP)
@pytest.mark.parametrize("encoding", [None, "utf-8"])
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_a_bad_gzip_file_stops_the_run_when_it_is_planned(
    tmp_path: Path, case: str, encoding: str | None, ending: str
) -> None:
    """Truncated, damaged, bombs: an input error before masking; number, and never the name."""
    spoil, why = BAD_GZIP[case]
    lines = "".join(f"T-{i};{i**7}\n" for i in range(200))
    content = "ref;texte\n" + lines
    if ending == "jsonl":
        content = "".join(f'{{"ref": "T-{i}", "texte": "{i**7}"}}\n' for i in range(200))
    path = write(tmp_path / f"client-durand.{ending}.gz", content)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(InputError) as error:
        plan(policy(input={"encoding": encoding}), path)
    assert f"input file 1: {why}" == str(error.value)
    assert error.value.exit_code == 3


def test_a_bomb_of_short_lines_is_stopped_too(tmp_path: Path) -> None:
    """The bound holds line after line as it does inside one line."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((b" " * 9_999 + b"\n") * 7_000, 9))
    with pytest.raises(InputError, match="unpacks to more than"):
        plan(policy(input={"encoding": "utf-8"}, limits={"decompression_ratio": 2}), path)


def test_a_small_file_may_unpack_to_more_than_the_ratio(tmp_path: Path) -> None:
    """Below the floor a very repetitive export is no bomb."""
    path = jsonl(tmp_path / "a.jsonl.gz", *[ROW] * 20_000)
    made = plan(policy(limits={"decompression_ratio": 2}), path)
    assert made.records == 20_000


def test_a_gzip_file_of_several_members_is_read_whole(tmp_path: Path) -> None:
    """Files joined after compression are one file."""
    path = tmp_path / "a.jsonl.gz"
    member = gzip.compress(b'{"ref": 1, "texte": "Camille"}\n')
    path.write_bytes(member * 3)
    assert plan(policy(), path).records == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_wide_encodings_are_refused(tmp_path: Path, encoding: str, ending: str) -> None:
    """UTF-16 and UTF-32 with their mark are named, not read as garbage."""
    content = '{"ref": 1, "texte": "Camille"}\n' if ending == "jsonl" else "ref;texte\n1;x\n"
    path = write(tmp_path / f"a.{ending}", content.encode(encoding))
    with pytest.raises(InputError) as error:
        inputs(policy(), path)
    assert str(error.value) == "input file 1: encoding UTF-16 or UTF-32; save it as UTF-8"


@pytest.mark.parametrize(
    ("broken", "sound", "encoding"),
    [(0, 0, "utf-8"), (1, 0, "cp1252"), (1, 1, "utf-8"), (2, 1, "cp1252"), (1, 2, "utf-8")],
)
def test_the_encoding_is_that_of_most_lines(
    tmp_path: Path, broken: int, sound: int, encoding: str
) -> None:
    """A file is cp1252 when more of its lines break UTF-8 than need it."""
    good = '{"ref": "é", "texte": "x"}\n'
    content = good.encode("cp1252") * broken + good.encode() * sound + b'{"ref": 1}\n'
    (file,) = inputs(policy(), write(tmp_path / "a.jsonl", content))
    assert encoding == file.encoding


def test_a_header_of_one_column_takes_the_semicolon(tmp_path: Path) -> None:
    """Without a delimiter in sight, the French one is taken."""
    (file,) = inputs(policy(), write(tmp_path / "a.csv", "texte\nBonjour, Camille\n"))
    assert ";" == file.delimiter == detect_delimiter(file, 200)


def test_an_error_never_names_the_file() -> None:
    """The one way to say that a file cannot be read takes its number."""
    file = InputFile(number=7, path="/x/durand.csv", format="csv", size=1, modified=1)
    assert str(file.unreadable("why")) == "input file 7: why"
