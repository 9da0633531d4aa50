"""Errors say what to do, and never quote the data."""

import gzip
import json
import pickle
from pathlib import Path

import pyarrow as pa
import pytest

from caviardage import errors
from caviardage.errors import (
    CaviardageError,
    Code,
    InputError,
    KeyUnavailable,
    PolicyError,
    ReconciliationError,
    RecordError,
    Stage,
    TooManyDeadLetters,
    UsageError,
    WorkerFailed,
    describe,
)


def test_exit_codes_are_those_of_the_documentation() -> None:
    """Scripts that call the command rely on them."""
    codes = {
        CaviardageError: 1,
        WorkerFailed: 1,
        UsageError: 2,
        PolicyError: 2,
        InputError: 3,
        TooManyDeadLetters: 4,
        ReconciliationError: 5,
        KeyUnavailable: 6,
    }
    assert codes == {error: error.exit_code for error in codes}


def test_the_tree_in_the_docstring_names_every_error() -> None:
    """Every class of the module stands in its docstring."""
    classes = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert all(name in (errors.__doc__ or "") for name in classes)


def test_a_record_error_survives_the_way_from_a_worker() -> None:
    """Stage and code come back from a pickle."""
    error = pickle.loads(pickle.dumps(RecordError(Stage.ANALYZE, Code.TIMEOUT)))  # noqa: S301
    assert (error.stage, error.code, str(error)) == ("analyze", "E_TIMEOUT", "analyze: E_TIMEOUT")


def raised_by(action: object) -> Exception:
    """The exception that an action raises."""
    try:
        action()  # type: ignore[operator]
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    "action",
    [
        lambda: json.loads('{"nom": "Camille Durand'),
        lambda: int("Camille"),
        lambda: {}["Camille"],
        lambda: pa.array(["Camille"], pa.int32()),
        lambda: "Camille\ud800".encode(),
        lambda: gzip.decompress(b"Camille"),
        lambda: pa.OSFile("/nulle-part/clients_Camille.parquet"),
        lambda: Path("/nulle-part/clients_Camille.csv").read_bytes(),
    ],
)
def test_the_message_of_another_library_is_withheld(action: object) -> None:
    """Only the class of a foreign exception and its place or system error are said."""
    error = raised_by(action)
    said = describe(error)
    assert "Camille" not in said
    assert said.startswith(type(error).__name__)


def test_a_foreign_exception_is_described_with_its_place() -> None:
    """Where it was raised helps to mend it, and holds no data."""
    assert describe(raised_by(lambda: int("x"))).startswith("ValueError at test_errors.py:")
    assert describe(ValueError("x")) == "ValueError"


def test_a_system_error_is_described_by_its_number() -> None:
    """The system's own words for the error, whatever the library wrote."""
    assert describe(OSError(28, "Camille")) == "OSError: No space left on device"
    assert describe(OSError("Camille")) == "OSError"


def test_our_own_messages_are_kept() -> None:
    """Ours are written to be read."""
    assert describe(PolicyError("p.yaml:3: version: this key is required")).endswith("required")
