"""What is analyzed at once: a text with the question before it, or a number split over messages.

A chat is not a heap of texts. « Quel est votre PDL ? » labels the digits of the next message, and a
number may be typed in two messages. A *passage* is what the recognizers read: the shadow of one
text, after the question that it answers, or the shadows of messages that belong together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from caviardage.normalise import Shadow, normalise
from caviardage.records import Document, Text

QUESTION_CHARACTERS = 120
SPLIT_MESSAGES = 3
SPLIT_SECONDS = 120

_QUESTION = re.compile(
    # « Votre nom ? Merci », « votre matricule ? et la machine ? »
    r"(?:[^.!?\n]{3,80}\?)?[^.!?\n]{3,}(?:[?:]\s*$|\?[^?\n]{1,60}$)"
    # « Un code vous a été envoyé. Saisissez-le : »
    r"|[^.!?\n]{3,80}[.!] ?\w{3,12}-l[ea]s?\b[^.!?\n]{0,40}[?:.!]?\s*$"
    r"|(?i:[^.!?\n]*\b(?:indiqu|pr[ée]cis|donne[rz]|communiqu|confirm|[ée]pel|rappele[rz]|transm"
    r"|fourni"
    r"|besoin d|faut|faudrait|merci de|envo[iy]|saisi|recopi|entrez|tapez|send|please|manque"
    r"|possible|votre [\w\- ]{3,40}(?:svp|s'il vous))[^.!?\n]*[.!…]?\s*$)"
)
# What an agent adds to a question: « (par le lien sécurisé de préférence !) ».
_ASIDE = re.compile(r"[ ]?\([^()\n]{1,120}\)[ .!]{0,3}$")
# An answer may come after a « bonjour » of its own.
_ANSWERS = 2
_SHORT = 60
_OPEN_END = re.compile(r"[0-9A-Z][0-9A-Z .\-]{0,30}$")
_OPEN_START = re.compile(r"^[0-9A-Z .\-]{0,4}\d")
_INDICES = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a passage that is the shadow of one text, and where it starts in it."""

    start: int
    text: Text
    shadow: Shadow

    @property
    def end(self) -> int:
        """Where the piece ends in its passage."""
        return self.start + len(self.shadow.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """What the recognizers read at once.

    Attributes:
        text: The shadow that they match in.
        pieces: Its parts that belong to texts; a question before them belongs to none.
        joined: Whether only what crosses from one piece to the next counts.
    """

    text: str
    pieces: tuple[Piece, ...]
    joined: bool = False

    def sources(self, start: int, end: int) -> list[tuple[Text, int, int]]:
        """The spans of the texts that a span of the passage stands for; it may be none."""
        found = []
        for piece in self.pieces:
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                source = piece.shadow.source(low - piece.start, high - piece.start)
                found.append((piece.text, *source))
        return found if len(found) > 1 or not self.joined else []


def passages(document: Document) -> Iterator[Passage]:
    """Yield the passages of a document: one for each text, then those of split numbers."""
    shadows = [normalise(text.text) for text in document.texts]
    for i, (text, shadow) in enumerate(zip(document.texts, shadows, strict=True)):
        asked = _asked(document.texts, i)
        question = _question(document.texts[asked], shadows[asked], text) if i else ""
        question = question or _own(document.texts, shadows, i)
        yield Passage(question + shadow.text, (Piece(len(question), text, shadow),))
    for group in _split(document.texts, shadows):
        yield _joined([(document.texts[i], shadows[i]) for i in group])


def _asked(texts: Sequence[Text], i: int) -> int:
    """The message that a text may answer: the last one of another speaker, if it is near."""
    before = i - 1
    while i - before < _ANSWERS + 1 and before > 0 and texts[before].speaker == texts[i].speaker:
        if texts[i].speaker is None or not _is_next(texts[before], texts[i]):
            break
        before -= 1
    return max(before, 0)


def _question(before: Text, shadow: Shadow, text: Text) -> str:
    """The question that a text answers: the end of the message before, of another speaker."""
    if not _is_next(before, text) or (before.speaker == text.speaker is not None):
        return ""
    asked = _ASIDE.sub("", shadow.text[-2 * QUESTION_CHARACTERS :].rstrip())
    match = _QUESTION.search(asked[-QUESTION_CHARACTERS:])
    # Its full stop would keep a label in it from what answers it.
    return match.group().strip().rstrip(".!… ") + "\n" if match else ""


def _own(texts: Sequence[Text], shadows: Sequence[Shadow], i: int) -> str:
    """What the same speaker has just said in short messages: « 5131 4477… », then « 11-28 »."""
    said: list[str] = []
    for j in range(i - 1, max(-1, i - 1 - _ANSWERS), -1):
        speaker, own = texts[i].speaker, shadows[j].text
        if speaker is None or texts[j].speaker != speaker or not _is_next(texts[j], texts[i]):
            break
        if len(own) > _SHORT or "\n" in own or not any(map(str.isdigit, own)):
            break
        said.insert(0, own.strip().rstrip(".!… ") + "\n")
    return "".join(said)


def _is_next(before: Text, text: Text) -> bool:
    """Whether two texts are turns of one conversation: messages, or items of one list."""
    if _INDICES.sub("[]", before.field) != _INDICES.sub("[]", text.field):
        return False
    return (before.message, before.field) != (text.message, text.field)


def _split(texts: Sequence[Text], shadows: Sequence[Shadow]) -> Iterator[list[int]]:
    """Yield runs of messages of one speaker, the end of each going on in the start of the next."""
    run: list[int] = []
    for i in range(1, len(texts)):
        if _goes_on(texts[i - 1], texts[i], shadows[i - 1].text, shadows[i].text):
            run = [*(run or [i - 1]), i]
        elif run:
            yield run[:SPLIT_MESSAGES]
            run = []
    if run:
        yield run[:SPLIT_MESSAGES]


def _goes_on(before: Text, text: Text, end: str, start: str) -> bool:
    if before.speaker is None or before.speaker != text.speaker or not _is_next(before, text):
        return False
    if not (_OPEN_END.search(end.rstrip()) and _OPEN_START.search(start.lstrip())):
        return False
    return _seconds(before.time, text.time) <= SPLIT_SECONDS


def _seconds(before: str | None, after: str | None) -> float:
    """Seconds between two ISO 8601 times; 0 where they cannot be read."""
    try:
        times = [datetime.fromisoformat(time) for time in (before, after) if time]
        return abs((times[1] - times[0]).total_seconds()) if len(times) > 1 else 0
    except (ValueError, TypeError):
        return 0


def _joined(parts: Sequence[tuple[Text, Shadow]]) -> Passage:
    pieces: list[Piece] = []
    start = 0
    for text, shadow in parts:
        pieces.append(Piece(start, text, shadow))
        start += len(shadow.text) + 1
    joined = " ".join(piece.shadow.text for piece in pieces)
    return Passage(joined, tuple(pieces), joined=True)
