"""The command blocks of README.md, by kind.

Every fenced block of shell says what runs it: ``bash test`` (``make test``), ``bash integration``,
``bash cluster``, or ``bash manual (reason)``.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
KINDS = ("test", "integration", "cluster", "manual")
_SHELLS = ("bash", "sh", "shell", "console")
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_INFO = re.compile(r"bash (?P<kind>test|integration|cluster|manual \([^)]+\))")


@dataclass(frozen=True)
class Block:
    """One fenced block: its line, its info string and its commands."""

    line: int
    info: str
    body: str

    @property
    def kind(self) -> str | None:
        """What runs the block, or None when it is shell and does not say."""
        match = _INFO.fullmatch(self.info)
        return match["kind"].partition(" ")[0] if match else None

    @property
    def is_shell(self) -> bool:
        """Whether the block holds commands, tagged or not."""
        words = self.info.split()
        starts = (line.strip() for line in self.body.splitlines())
        looks = any(s.startswith(("$ ", "make ", "caviardage ", "python -m ")) for s in starts)
        return bool(words and words[0] in _SHELLS) or (not words and looks)


def blocks(path: Path = ROOT / "README.md") -> list[Block]:
    """Every fenced block of a Markdown file."""
    text = path.read_text(encoding="utf-8")
    return [
        Block(text.count("\n", 0, m.start()) + 1, m["info"].strip(), m["body"])
        for m in _FENCE.finditer(text)
    ]
