"""Logs that cannot quote the data.

Our own messages are written without values. Those of other libraries may hold a text, the
representation of an element or the message of an exception (Beam logs all three), so of theirs
only the logger, the level, the place and the exception's class are written.
"""

import json
import logging
import sys
import threading
import time
from types import TracebackType

from caviardage.errors import describe

OURS = ("caviardage", "recognizers", "pipelines")


class SafeFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, and a message that is ours or withheld."""

    def format(self, record: logging.LogRecord) -> str:
        """Format one record; the message of a foreign logger is replaced by its place."""
        ours = record.name.partition(".")[0] in OURS
        entry = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage() if ours else f"{record.filename}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1] is not None:
            entry["error"] = describe(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False)


def set_up(level: int = logging.WARNING) -> None:
    """Send all logs to standard error through ``SafeFormatter``, uncaught exceptions included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(SafeFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.ERROR)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # it prints the arguments of a message that fails to format
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda args: _log_uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )
    sys.unraisablehook = lambda args: _log_uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, _: TracebackType | None
) -> None:
    what = describe(error) if error is not None else kind.__name__
    logging.getLogger("caviardage").critical("uncaught %s", what)
