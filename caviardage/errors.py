"""Every error that Caviardage raises on purpose.

::

    CaviardageError                 exit code 1
    ├── UsageError                  2   arguments that cannot work
    ├── PolicyError                 2   the policy file, or a policy that does not fit the input
    ├── InputError                  3   an input that cannot be read as a whole
    ├── OutputError                 1   the output cannot be written: a full disk
    ├── TooManyDeadLetters          4
    ├── ReconciliationError         5   records in ≠ masked + dead + filtered
    ├── KeyUnavailable              6
    │   └── VaultUnavailable        6   salts and reversible pseudonyms
    ├── SubjectErased               1   a person whose keys were destroyed
    ├── WorkerFailed                1   a worker process died or stalled
    └── RecordError                 –   one record cannot be used; it becomes a dead letter

Messages hold paths that the user typed, keys, numbers and codes; never a value or a text of the
data, nor the name of an input file (people name files after customers): the restricted run log
maps file numbers to names.
"""

import os
import traceback
from enum import StrEnum
from pathlib import Path


class CaviardageError(Exception):
    """Root of the tree. The message is one line that the user can act on."""

    exit_code = 1


class UsageError(CaviardageError, ValueError):
    """The arguments of a command cannot work together or with this machine."""

    exit_code = 2


class PolicyError(CaviardageError, ValueError):
    """The policy is wrong, or does not fit the input."""

    exit_code = 2


class InputError(CaviardageError, OSError):
    """An input cannot be read as a whole: nothing was published."""

    exit_code = 3


class OutputError(CaviardageError):
    """The output cannot be written: nothing was published."""


class TooManyDeadLetters(CaviardageError):
    """More records failed than ``limits.dead_letters`` allows: nothing was published."""

    exit_code = 4


class ReconciliationError(CaviardageError):
    """What was committed does not add up to what was read: nothing was published."""

    exit_code = 5


class KeyUnavailable(CaviardageError):
    """The keyset of the domain is missing, foreign or readable by others."""

    exit_code = 6


class VaultUnavailable(KeyUnavailable):
    """The vault of the domain cannot be reached, is damaged, or is older than it should be."""


class SubjectErased(CaviardageError):
    """The keys of a person were destroyed on request: no pseudonym is made for them any more."""


class WorkerFailed(CaviardageError):
    """A worker process died or made no progress, more often than it may be retried."""


class Code(StrEnum):
    """Why a record is a dead letter. Codes are part of the format of ``dead_letters/``."""

    JSON = "E_JSON"  # not one JSON object
    CSV = "E_CSV"  # a carriage return outside quotes
    RAGGED = "E_RAGGED"  # a CSV row with more or fewer cells than the header
    ENCODING = "E_ENCODING"  # bytes that the encoding of the file does not have
    TOO_LARGE = "E_TOO_LARGE"  # over limits.record_bytes or limits.text_characters
    TYPE = "E_TYPE"  # a value whose type the policy or the output schema cannot take
    TIMEOUT = "E_TIMEOUT"  # a pattern of the policy took too long
    ANALYZE = "E_ANALYZE"  # a recognizer raised
    MASK = "E_MASK"  # an operator raised
    QUARANTINE = "E_QUARANTINE"  # sensitive content, set aside by the policy for the DPO


class Stage(StrEnum):
    """Where on its way a record failed."""

    READ = "read"
    ANALYZE = "analyze"
    MASK = "mask"
    WRITE = "write"


class RecordError(CaviardageError):
    """One record cannot be used. Carries a stage and a code, and nothing of the record."""

    def __init__(self, stage: Stage, code: Code) -> None:
        super().__init__(f"{stage}: {code}")
        self.stage = stage
        self.code = code

    def __reduce__(self) -> tuple[type["RecordError"], tuple[Stage, Code]]:
        return type(self), (self.stage, self.code)


def describe(error: BaseException) -> str:
    """Say what went wrong without a value of the data.

    Our own messages are safe by construction. The message of any other exception may quote the
    data (``pyarrow`` and ``json`` do), so only its class and the place it was raised are given.

    >>> describe(InputError("input file 2: truncated gzip stream"))
    'input file 2: truncated gzip stream'
    >>> describe(ValueError("Camille Durand"))
    'ValueError'
    """
    if isinstance(error, CaviardageError):
        return str(error)
    if isinstance(error, OSError) and isinstance(error.errno, int):
        # Not error.strerror: pyarrow writes the path of the file there.
        return f"{type(error).__name__}: {os.strerror(error.errno)}"
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
