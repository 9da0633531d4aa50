"""Makes the training messages: frames filled, weathered and put together as people write them.

Deterministic: the same seed and frames make the same messages. Texts without persons, which are
not marked by hand, keep the places and companies that the stock model finds in them (``silver``);
what it calls a person there is not one.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

from training import values
from training.frames import Filler, read_frames
from training.names import Names
from training.noise import LOOSE, Segment, render, weathered

NEGATIVE = "negatives_"
_STAND_IN = 0.15
_JOINTS = ("\n", "\n", "\n\n", " ", ". ", " - ", ", ", "\n- ")
_SPEAKERS = ("Client : ", "Conseiller : ", "Agent: ", "Moi : ", "client> ", "[Bot] ", "> ",
             "SMS : ", "Objet : ", "RE: ", "Note : ", "Réponse : ", "- ", "* ")  # fmt: skip


class Message(NamedTuple):
    """A text, its entities (start, end, label), the register it is of."""

    text: str
    spans: list[tuple[int, int, str]]
    register: str


class Maker:
    """Makes messages.

    Args:
        held: Of the frames and names held out for measuring, or of the others.
        seed: The seed of all chance.
    """

    def __init__(self, *, held: bool, seed: int) -> None:
        self._rng = random.Random(seed)
        self._frames = read_frames(held=held)
        self._filler = Filler(Names(held=held), self._rng, 0.0 if held else _STAND_IN)
        self.negatives = sorted(r for r in self._frames if r.startswith(NEGATIVE))
        self.registers = sorted(set(self._frames) - set(self.negatives))

    def size(self, register: str) -> int:
        """How many frames a register has."""
        return len(self._frames[register])

    def message(self, register: str) -> Message:
        """One message of a register: one to three sentences."""
        rng = self._rng
        segments = self._sentence(register)
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            near = [register] if register == "press" else [register, "names_alone", *self.negatives]
            other = rng.choice([register, *near])
            more, joint = self._sentence(other), (rng.choice(_JOINTS), "")
            segments = (
                [*segments, joint, *more] if rng.random() < 0.5 else [*more, joint, *segments]
            )
        if rng.random() < 0.06:
            segments = [(rng.choice(_SPEAKERS), ""), *segments]
        return Message(*render(segments), register)

    def messages(self, register: str, number: int) -> Iterator[Message]:
        """As many messages of a register, each frame as often as any other."""
        for _ in range(number):
            yield self.message(register)

    def _sentence(self, register: str) -> list[Segment]:
        rng = self._rng
        frame = rng.choice(self._frames[register])
        segments = weathered(self._filler.fill(frame, register), register, rng)
        if register in LOOSE and rng.random() < 0.25:
            segments = self._slang(segments)
        return segments

    def _slang(self, segments: list[Segment]) -> list[Segment]:
        rng = self._rng
        word = rng.choice(values.words("slang"))
        word = rng.choice((word, word, word, word.capitalize(), word.upper()))
        mark = rng.choice((" ", " ", ", ", " ! ", "\n"))
        if rng.random() < 0.5:
            return [(word + mark, ""), *segments]
        return [*segments, (mark + word, "")]


def training_messages(number: int, seed: int) -> Iterator[Message]:
    """Messages to train with: two thirds of the registers with persons, one third without."""
    maker = Maker(held=False, seed=seed)
    weights = [maker.size(register) ** 0.5 for register in maker.registers]
    rng = random.Random(seed + 1)
    for _ in range(number):
        if rng.random() < 0.68:
            yield maker.message(rng.choices(maker.registers, weights)[0])
        else:
            yield maker.message(rng.choice(maker.negatives))


def held_out_messages(each: int, seed: int) -> Iterator[Message]:
    """Messages to measure with, of held-out frames and names: as many of every register."""
    maker = Maker(held=True, seed=seed)
    for register in [*maker.registers, *maker.negatives]:
        yield from maker.messages(register, each)
