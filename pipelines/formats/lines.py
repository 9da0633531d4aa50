"""Lines of a text file by byte offset, plain or gzipped, with bounds on what is unpacked."""

import gzip
import weakref
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from caviardage.errors import InputError

if TYPE_CHECKING:
    from pipelines.formats.inputs import InputFile

_SKIP_BYTES = 1 << 20
# A small file may well unpack to more than the ratio; below this no bomb does harm.
_UNPACKED_FLOOR = 64 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its first byte, its length with its end, and its bytes unless it is too long."""

    offset: int
    length: int
    content: bytes | None


def decode(line: Line, encoding: str | None, errors: str = "strict") -> str:
    """The text of a line that has content; a byte order mark at the start of the file is no text.

    Raises:
        UnicodeDecodeError: The line is not in this encoding, and ``errors`` is strict.
    """
    name = encoding or "utf-8"
    if name.startswith("utf-8"):
        name = "utf-8" if line.offset else "utf-8-sig"
    return (line.content or b"").decode(name, errors)


class LineFile:
    """A text file open for reading lines from any record's offset, forward best.

    Offsets count bytes of the unpacked file. The file stays open between reads, so that parts
    taken in order never unpack a ``.gz`` file twice.

    Args:
        file: Describes the file.
        longest: Longer lines are passed over and given without content.
        ratio: Largest unpacked size of a ``.gz`` file as a multiple of its packed size.

    Raises:
        InputError: While reading: the gzip stream is truncated or damaged, or unpacks to more
            than the ratio allows.
    """

    def __init__(self, file: "InputFile", *, longest: int, ratio: int) -> None:
        self._file = file
        self._longest = longest
        self._most = max(file.size * ratio, _UNPACKED_FLOOR) if file.gzipped else None
        self._ratio = ratio
        self._stream: IO[bytes] | None = None

    def lines(self, start: int = 0) -> Iterator[Line]:
        """Yield the lines from a byte offset on."""
        try:
            stream = self._open()
            stream.seek(start)
            offset = start
            while line := self._next(stream, offset):
                offset += line.length
                if self._most is not None and offset > self._most:
                    raise self._file.unreadable(
                        f"unpacks to more than {self._ratio} times its size "
                        "(limits.decompression_ratio)"
                    )
                yield line
        except EOFError:
            raise self._file.unreadable("truncated gzip stream: copy the file again") from None
        except (gzip.BadGzipFile, zlib.error):
            raise self._file.unreadable("not a gzip stream, or damaged") from None
        except InputError:
            raise
        except OSError as error:
            raise self._file.unreadable(error.strerror or "cannot be read") from None

    def _open(self) -> IO[bytes]:
        if self._file.gzipped and not self._file.size:
            raise EOFError  # gzip itself takes no bytes at all for an empty file
        if self._stream is None:
            # Kept open between reads, closed with this object.
            if self._file.gzipped:
                self._stream = cast(IO[bytes], gzip.open(self._file.path, "rb"))  # noqa: SIM115
            else:
                self._stream = Path(self._file.path).open("rb")  # noqa: SIM115
            weakref.finalize(self, self._stream.close)
        return self._stream

    def _next(self, stream: IO[bytes], offset: int) -> Line | None:
        content = stream.readline(self._longest + 1)
        if not content:
            return None
        if len(content) <= self._longest or content.endswith(b"\n"):
            return Line(offset, len(content), content)
        length = len(content)
        while not content.endswith(b"\n"):
            content = stream.readline(_SKIP_BYTES)
            if not content:
                break
            length += len(content)
            if self._most is not None and offset + length > self._most:
                break
        return Line(offset, length, None)
