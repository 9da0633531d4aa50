"""Twice the text takes twice the time, not four times: no line can hold a worker up."""

import time

import pytest
from presidio_analyzer import LocalRecognizer

from benchmarks.redos import PIECES, line, own_pieces
from caviardage.normalise import normalise
from recognizers.registry import RECOGNIZERS

# A quadratic pattern that takes minutes on 100 kB takes seconds on this; a linear one hundredths.
SIZE = 20_000
SECONDS = 2.0
# Every second piece here, « Jean- » among them; ``benchmarks.redos`` tries all, on longer lines.
PARITY = PIECES.index("Jean-") % 2


def slow(pieces: list[str], call: object, seconds: float = SECONDS) -> list[str]:
    """The pieces whose line takes longer, in processor time; the first call may read lists."""
    assert callable(call)
    call("Bonjour")
    found = []
    for piece in pieces:
        text = line(piece, SIZE)
        start = time.process_time()
        call(text)
        if time.process_time() - start > seconds:
            found.append(piece)
    return found


def different() -> list[type[LocalRecognizer]]:
    """One of the recognizers that share code, patterns and labels; each of the others."""
    of = {
        (r.__module__, getattr(r, "PATTERNS", 0), getattr(r, "LABELS", 0)): r for r in RECOGNIZERS
    }
    return list(of.values())


@pytest.mark.parametrize("recognizer", different(), ids=lambda r: r.__name__)
def test_recognizers_take_linear_time(recognizer: type[LocalRecognizer]) -> None:
    """Every recognizer, on lines of digits, marks, labels and its own cases over and over."""
    instance = recognizer()
    pieces = [*PIECES[PARITY::2], *own_pieces(recognizer)]
    assert slow(pieces, lambda text: instance.analyze(text, instance.supported_entities)) == []


def test_shadows_take_linear_time() -> None:
    """What is done to every text before: markup, encodings, look-alikes."""
    assert slow(list(PIECES), normalise) == []


def test_a_quadratic_call_is_seen() -> None:
    """The measure can fail: a call as slow as a bad pattern is named."""

    def quadratic(text: str) -> int:
        return sum(len(text[i:].split("!")) for i in range(len(text) // 4))

    assert slow(["a"], quadratic, seconds=0.0) == ["a"]
