"""Logs: our own words are kept, those of others are withheld, whatever the exception."""

import contextlib
import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from caviardage import safe_logging
from caviardage.errors import InputError

SECRET = "Camille Durand 06 39 98 12 34"


@pytest.fixture
def logged() -> Iterator[Any]:
    """Sets the logs up, gives what was logged since, and puts everything back."""
    root = logging.getLogger()
    names = ("", *safe_logging.OURS)
    levels = {name: logging.getLogger(name).level for name in names}
    handlers = root.handlers[:]
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook, logging.raiseExceptions)
    stream = io.StringIO()
    with contextlib.redirect_stderr(stream):
        safe_logging.set_up(logging.INFO)
    try:
        yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    finally:
        logging.captureWarnings(False)
        sys.excepthook, sys.unraisablehook, threading.excepthook, logging.raiseExceptions = hooks
        root.handlers[:] = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def test_our_messages_are_written_one_object_a_line(logged) -> None:
    """Time, level, logger and message; line breaks stay inside the line."""
    logging.getLogger("pipelines.batch").info("%d documents\nmasqués", 3)
    (entry,) = logged()
    assert (entry["level"], entry["logger"]) == ("INFO", "pipelines.batch")
    assert entry["message"] == "3 documents\nmasqués"
    assert entry["time"].endswith("Z")
    assert "error" not in entry


@pytest.mark.parametrize("name", ["apache_beam.runners", "presidio-analyzer", "caviardages"])
def test_the_message_of_another_library_is_withheld(logged, name: str) -> None:
    """Its logger, level and place are enough to look for the cause."""
    logging.getLogger(name).error("cannot process element %r", SECRET)
    (entry,) = logged()
    assert SECRET not in json.dumps(entry, ensure_ascii=False)
    assert entry["message"].startswith("test_safe_logging.py:")
    assert entry["logger"] == name


def test_other_libraries_are_heard_from_errors_up(logged) -> None:
    """Their information and warnings say nothing that we may show."""
    logging.getLogger("apache_beam").warning(SECRET)
    assert logged() == []


def fail(error: Exception) -> None:
    """Raise."""
    raise error


def test_an_exception_is_named_and_its_message_withheld(logged) -> None:
    """Class and place of a foreign exception; the whole message of one of ours."""
    logger = logging.getLogger("caviardage")
    for error in (ValueError(SECRET), InputError("input file 2: truncated gzip stream")):
        try:
            fail(error)
        except Exception:
            logger.exception("a batch failed")
    foreign, ours = logged()
    assert foreign["error"].startswith("ValueError at test_safe_logging.py:")
    assert SECRET not in json.dumps(foreign, ensure_ascii=False)
    assert ours["error"] == "input file 2: truncated gzip stream"


def test_an_exception_that_is_none_is_left_out(logged) -> None:
    """Asked for outside of any exception, there is nothing to describe."""
    logging.getLogger("caviardage").error("fini", exc_info=True)  # noqa: LOG014  # on purpose
    (entry,) = logged()
    assert "error" not in entry


def test_a_message_of_ours_that_cannot_be_formatted_shows_no_argument(logged) -> None:
    """A slip in a log call must not print its arguments."""
    logging.getLogger("caviardage").error("%d documents", SECRET)
    assert logged() == []


def test_what_a_thread_does_not_catch_is_logged_without_its_message(logged) -> None:
    """Class and place only."""
    thread = threading.Thread(target=fail, args=(ValueError(SECRET),))
    thread.start()
    thread.join()
    (entry,) = logged()
    assert entry["level"] == "CRITICAL"
    assert entry["message"].startswith("uncaught ValueError at test_safe_logging.py:")


def test_what_cannot_be_raised_is_logged_without_its_message(logged) -> None:
    """An exception in a destructor would be printed whole."""

    class Breaks:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    Breaks()
    (entry,) = logged()
    assert entry["message"].startswith("uncaught ValueError at test_safe_logging.py:")


def test_an_uncaught_class_without_a_value_is_named(logged) -> None:
    """Python may know the class of an exception only."""
    sys.excepthook(KeyboardInterrupt, None, None)  # type: ignore[arg-type]
    (entry,) = logged()
    assert entry["message"] == "uncaught KeyboardInterrupt"


def output_of(code: str) -> str:
    """What a process says that sets the logs up and runs some code."""
    start = "from caviardage.safe_logging import set_up; set_up()\n"
    result = subprocess.run(
        [sys.executable, "-c", start + code], capture_output=True, text=True, check=False
    )
    return result.stdout + result.stderr


def test_a_warning_of_a_library_is_not_shown() -> None:
    """Python's warnings may quote what they warn of, and the line that warned."""
    assert output_of(f"import warnings; warnings.warn({SECRET!r})") == ""


@pytest.mark.parametrize(
    "code",
    [
        f"raise ValueError({SECRET!r})",
        f"import threading\nt = threading.Thread(target=int, args=({SECRET!r},))\nt.start()",
        f"class A:\n    def __del__(self): raise ValueError({SECRET!r})\na = A()\ndel a",
        f"import logging; logging.getLogger('x').error({SECRET!r}, stack_info=True)",
        f"import json; json.loads({SECRET!r})",
    ],
)
def test_a_process_that_dies_quotes_nothing(code: str) -> None:
    """In the main thread, in others, in destructors: no text reaches standard error."""
    said = output_of(code)
    assert "Camille" not in said
    (line,) = said.splitlines()
    assert set(json.loads(line)) == {"time", "level", "logger", "message"}
