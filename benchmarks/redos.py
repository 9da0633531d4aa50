"""The longest time that each recognizer takes on a hostile line of 100 kB.

    python -m benchmarks.redos                 some minutes, a table
    python -m benchmarks.redos --size 20000    shorter lines, to see how the times grow
    python -m benchmarks.redos Phone Address   only recognizers whose names begin so

A line is one piece over and over, broken off at its end: digits, marks, letters, labels, the cases
of the recognizer's own tests and the words of its own labels. Times are processor
seconds. The last row is the shadow that every text gets before (``caviardage.normalise``).
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from presidio_analyzer import LocalRecognizer

from caviardage.normalise import normalise
from recognizers.registry import RECOGNIZERS

CASES = Path(__file__).parent.parent / "tests" / "cases"
OWN_CASES = 3
SIZE = 100_000

PIECES = (
    "1", "0", "1 ", "0 ", "06 ", "1.", "12-", "1/", "06 39 98 12 3", "+33 ", "+1 2 3 4 5 6 7 8 9 ",
    "2 85 03 75 033 012 3", "4970 1012 3456 7894 ", "FR76", "FR76 3000 6000 0112 3456 7890 18 ",
    "O", "l1", "O6 ", "1O", "B8 S5 ", "A", "a", "Aa ", "aA", "é", "e\u0301", "\u0130", "\U0001f600",
    " ", "\xa0", "\n", "\t", ".", ",", ";", ":", "-", "_", "/", "(", "[", "<", "&", "'", '"', "|",
    "a ", "a.", "a-", "a:", "d'", "a, ", "a@", "@", " @ ", "a.a@a.a-", "a@gmail;", "http://",
    "www.", "https://)", "<b>", "<a ", "&eacute;", "=C3=A9", "=", "=\n", "0\ufe0f\u20e3", "\u200b",
    "\u0421a", "zéro ", "soixante dix ", "quatre-vingt-dix-", "vingt et un ", "double ",
    "plus trente trois ", "zéro six 39 ", "arobase ", "a arobase b point ", "a point ", "tiret ",
    "[at] ", "chez ", "Mme de la ", "M. ", "je m'appelle ", "mon fils ", "Cordialement,\n", "Jean ",
    "Jean-", "J. ", "DUPONT Jean ", "12 rue ", "12 rue de la ", "lieu-dit ", "bât. ", "résidence ",
    "BP 12 ", "69003 ", "à Lyon 6900 ", "CEDEX ", "Lieu-dit Le Bois, ", "né le 1/1/", "née ",
    "le 12 mars ", "AB-12-", "AB 123 ", "numéro de client ", "code postal ", "tél : ", "n° ",
    "réf. ", "#1", "A1-", "mon code 12 ", "a@ 06 , né Mme 12 rue ", "06 39, a@b. FR76 2 85 ",
    "+1 2 3 4 5 6 7 8 9 0 ",
)  # fmt: skip


def own_pieces(recognizer: Callable[[], LocalRecognizer]) -> Iterator[str]:
    """The first cases of a recognizer's own types, and the words of its own labels."""
    for entity in recognizer().supported_entities:
        path = CASES / f"{entity.lower()}.jsonl"
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines()[:OWN_CASES]:
                yield json.loads(line)["text"] + " "
    labels = getattr(recognizer, "LABELS", None)
    if labels is not None:
        words = re.findall(r"[a-zà-ÿ]{3,}", labels.pattern)
        yield from (f"{word} " for word in words[:OWN_CASES])
        yield " ".join(words) + " "


def line(piece: str, size: int) -> str:
    """A piece over and over, up to a size, and an end that it does not expect."""
    return (piece * (size // len(piece) + 1))[:size] + "!"


def seconds(call: Callable[[str], object], text: str) -> float:
    """Processor time of one call."""
    start = time.process_time()
    call(text)
    return time.process_time() - start


def worst(recognizer: Callable[[], LocalRecognizer], size: int) -> tuple[float, str]:
    """The longest time of a recognizer, and on which piece."""
    instance: Any = recognizer()
    entities = instance.supported_entities
    instance.analyze("Bonjour", entities)  # lists are read at the first call
    times = []
    for piece in (*PIECES, *own_pieces(recognizer)):
        text = line(piece, size)
        taken = seconds(lambda text: instance.analyze(text, entities), text)
        times.append((taken, piece))
    return max(times)


def worst_shadow(size: int) -> tuple[float, str]:
    """The same for the shadow of a text."""
    return max((seconds(normalise, line(piece, size)), piece) for piece in PIECES)


def show(name: str, taken: float, piece: str) -> None:
    """Print one row."""
    print(f"{name:28} {taken:7.3f}  {piece[:40]!r}", flush=True)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="first letters of recognizers, all if none")
    parser.add_argument("--size", type=int, default=SIZE, help="characters of a line")
    arguments = parser.parse_args()
    print(f"{'':28} seconds  worst piece ({arguments.size} characters of it)")
    for recognizer in RECOGNIZERS:
        if not arguments.names or recognizer.__name__.startswith(tuple(arguments.names)):
            show(recognizer.__name__, *worst(recognizer, arguments.size))
    show("normalise", *worst_shadow(arguments.size))


if __name__ == "__main__":
    main()
