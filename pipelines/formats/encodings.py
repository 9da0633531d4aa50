"""Which encoding and which delimiter a text file has, when the policy does not say."""

import codecs
from typing import TYPE_CHECKING

from pipelines.formats.lines import LineFile

if TYPE_CHECKING:
    from pipelines.formats.inputs import InputFile

_DELIMITERS = ";,\t|"
_LONGEST = 1 << 20


def detect_encoding(file: "InputFile", ratio: int) -> str:
    """Tell UTF-8 from cp1252 over the whole file.

    A file is cp1252 when more of its lines break UTF-8 than hold a character that only UTF-8
    explains. Otherwise a line that breaks UTF-8 is an error of its own and becomes a dead letter.

    Raises:
        InputError: The file is UTF-16 or UTF-32, or cannot be read.
    """
    broken = multibyte = 0
    for line in LineFile(file, longest=_LONGEST, ratio=ratio).lines():
        content = line.content or b""
        if line.offset == 0:
            if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise file.unreadable("encoding UTF-16 or UTF-32; save it as UTF-8")
            if content.startswith(codecs.BOM_UTF8):
                return "utf-8-sig"
        if content.isascii():
            continue
        try:
            content.decode("utf-8")
            multibyte += 1
        except UnicodeDecodeError:
            broken += 1
    return "cp1252" if broken > multibyte else "utf-8"


def detect_delimiter(file: "InputFile", ratio: int) -> str:
    """The delimiter seen most often in the header, outside quotes; ``;`` where there is none."""
    for line in LineFile(file, longest=_LONGEST, ratio=ratio).lines():
        header = (line.content or b"").decode("latin-1")
        outside = "".join(header.split('"')[::2])
        best = max(_DELIMITERS, key=outside.count)
        return best if outside.count(best) else ";"
    return ";"
