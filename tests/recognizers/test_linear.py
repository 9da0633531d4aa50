"""No text can make a recognizer slow: 100 kB on one line take less than ten seconds, often 0.1."""

import time

import pytest
from presidio_analyzer import LocalRecognizer

from recognizers.registry import RECOGNIZERS

SIZE = 100_000
# Ten times what is measured on a slow machine: a quadratic pattern takes minutes.
SECONDS = 10.0

PIECES = {
    "digits": "1",
    "zeros": "0",
    "spaced digits": "1 ",
    "spaced zeros": "0 ",
    "pairs": "06 ",
    "dotted digits": "1.",
    "dashed digits": "12-",
    "prefixes": "+33 ",
    "international": "+1 2 3 4 5 6 7 8 9 ",
    "letters": "a",
    "capitals": "A",
    "capitalised words": "Aa ",
    "particles": "Mme de la ",
    "civilities": "M. ",
    "introductions": "je m'appelle ",
    "closings": "Cordialement,\n",
    "dots": ".",
    "dotted letters": "a.",
    "ats": "@",
    "letters and ats": "a@",
    "addresses without end": "a.a@a.a-",
    "colons": ":",
    "hex groups": "a:",
    "schemes": "http://",
    "www": "www.",
    "brackets": "https://)",
    "country": "FR76",
    "country and digits": "FR76 3000 6000 0112 3456 7890 18 ",
    "cards": "4970 1012 3456 7894 ",
    "plates": "AB-12-",
    "plate letters": "AB 123 ",
    "years": "né le 1/1/",
    "births": "née ",
    "codes": "69003 ",
    "town and code": "à Lyon 6900 ",
    "labels": "code postal ",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "line breaks": "\n",
    "apostrophes": "d'",
    "hyphens": "a-",
    "accents": "é",
    "combining accents": "e\u0301",
    "dotted capital i": "\u0130",
}


@pytest.mark.parametrize("recognizer", [r() for r in RECOGNIZERS], ids=lambda r: r.name)
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_long_texts_take_linear_time(recognizer: LocalRecognizer, piece: str) -> None:
    """A long text of one repeated piece, complete or broken off at its end, is searched at once."""
    text = (piece * (SIZE // len(piece) + 1))[:SIZE] + "!"
    start = time.perf_counter()
    recognizer.analyze(text, recognizer.supported_entities)
    assert time.perf_counter() - start < SECONDS
