"""The input files of a run: found, numbered, and described once for every reader."""

import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from caviardage.errors import InputError
from caviardage.policy_files import InputRules
from pipelines.formats.encodings import detect_delimiter, detect_encoding

ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}


@dataclass(frozen=True, kw_only=True, slots=True)
class InputFile:
    """One input file.

    Attributes:
        number: From 1, in the order of the sorted paths; all that may be said of it in public.
        path: Where it is, absolute; only the restricted run log holds it.
        format: ``jsonl``, ``csv`` or ``parquet``.
        size: Bytes on disk.
        modified: Time of its last change, in nanoseconds, to notice that it changed.
        encoding: Of its text; None for Parquet.
        delimiter: Of its cells; None except for CSV.
    """

    number: int
    path: str
    format: str
    size: int
    modified: int
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def gzipped(self) -> bool:
        """Whether the file is compressed with gzip, by its name."""
        return self.path.lower().endswith(".gz")

    def unreadable(self, why: str) -> InputError:
        """The error that says why this file cannot be read."""
        return InputError(f"input file {self.number}: {why}")


def find_inputs(patterns: Sequence[str], rules: InputRules, *, ratio: int) -> list[InputFile]:
    """Find, number and describe the files of a run.

    Args:
        patterns: Files, folders (searched at any depth; hidden ones and those whose name starts
            with an underscore are passed over) or globs.
        rules: What the policy says of format, encoding and delimiter; the rest is detected.
        ratio: Largest size of a ``.gz`` file unpacked, as a multiple of its packed size.

    Raises:
        InputError: A pattern matches nothing, a file cannot be read or its format is unknown, or
            the formats differ.
    """
    paths = sorted({path for pattern in patterns for path in _match(pattern)})
    described = [_describe(number, path, rules) for number, path in enumerate(paths, start=1)]
    formats = {file.format for file in described}
    if len(formats) > 1:
        raise InputError(f"one run reads one format, these are {', '.join(sorted(formats))}")
    return [_detect(file, rules, ratio) for file in described]


def _match(pattern: str) -> list[str]:
    if Path(pattern).is_dir():
        paths = Path(pattern).rglob("*")
        found = [path for path in paths if _format(path) and _visible(path.relative_to(pattern))]
    elif Path(pattern).exists():
        found = [Path(pattern)]
    else:
        # Path.glob takes no absolute pattern.
        found = [Path(path) for path in glob.glob(pattern, recursive=True)]  # noqa: PTH207
    # A link to nothing is kept, and refused later: what is listed is read, or the run stops.
    files = [str(path.absolute()) for path in found if path.is_file() or _dangling(path)]
    if not files:
        raise InputError(f"--input {pattern}: no such file, and no file matches")
    return files


def _visible(path: Path) -> bool:
    """Whether no part of a path starts with '.' or '_', as the folders of a run in progress do."""
    return not any(part.startswith((".", "_")) for part in path.parts)


def _dangling(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _format(path: Path) -> str | None:
    endings = [suffix.lower() for suffix in path.suffixes]
    if endings and endings[-1] == ".gz":
        endings.pop()
    return ENDINGS.get(endings[-1]) if endings else None


def _describe(number: int, path: str, rules: InputRules) -> InputFile:
    form = rules.format or _format(Path(path))
    if form is None:
        endings = ", ".join(ENDINGS)
        raise InputError(
            f"input file {number}: unknown ending (known: {endings}, with .gz for text); "
            "say input.format in the policy"
        )
    try:
        stat = Path(path).stat()
        with Path(path).open("rb"):
            pass
    except OSError as error:
        raise InputError(f"input file {number}: {error.strerror}") from None
    file = InputFile(
        number=number, path=path, format=form, size=stat.st_size, modified=stat.st_mtime_ns
    )
    if form == "parquet" and file.gzipped:
        raise file.unreadable("Parquet inside gzip cannot be read by row group; unpack it first")
    return file


def _detect(file: InputFile, rules: InputRules, ratio: int) -> InputFile:
    if file.format == "parquet":
        return file
    encoding = rules.encoding or detect_encoding(file, ratio)
    file = replace(file, encoding=encoding)
    if file.format == "csv":
        delimiter = rules.delimiter or detect_delimiter(file, ratio)
        file = replace(file, delimiter=delimiter)
    return file


def to_json(file: InputFile) -> dict[str, Any]:
    """The form in which a description travels to workers and lies in the run log."""
    return {name: getattr(file, name) for name in InputFile.__slots__}
