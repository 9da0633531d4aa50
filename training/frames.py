"""Sentence frames written by hand, and how their slots are filled.

``frames/<register>.txt`` holds one frame a line, with slots in braces (``{full}``, ``{city}``...);
files called ``negatives_*`` hold texts without any person. The hash of a frame decides whether it
is held out for measuring.

>>> rng = random.Random(3)
>>> filler = Filler(Names(held=False), rng)
>>> sentence = filler.fill("bonjour c'est {full}", "chat")
>>> sentence[0][0], sentence[1][1]
("bonjour c'est ", 'PER')
"""

import hashlib
import random
import re
from collections.abc import Callable
from pathlib import Path

from training import silver, values
from training.names import Names, nicknames
from training.noise import Segment, bare, typo

HERE = Path(__file__).parent
HELD_OUT_PERCENT = 15
_SLOT = re.compile(r"\{(\w+)\}")
_PERSON_SLOTS = frozenset(["full", "given", "sur", "rev", "init_sur", "given_init", "nick"])
# How names are written in each register: shares of title, surname in capitals, capitals, lower.
_CASES = {
    "formal": (0.8, 0.12, 0.06, 0.02),
    "tables": (0.42, 0.16, 0.26, 0.16),
    "press": (0.96, 0.02, 0.02, 0.0),
    "polite_mail": (0.66, 0.14, 0.09, 0.11),
    "forms": (0.46, 0.18, 0.24, 0.12),
    "threads": (0.66, 0.14, 0.08, 0.12),
    "agent_notes": (0.5, 0.14, 0.2, 0.16),
    "sms": (0.25, 0.02, 0.06, 0.67),
    "bot": (0.4, 0.0, 0.02, 0.58),
    "chat": (0.52, 0.05, 0.1, 0.33),
    "names_alone": (0.42, 0.06, 0.2, 0.32),
    "voice": (0.5, 0.03, 0.05, 0.42),
    "everyday": (0.62, 0.06, 0.06, 0.26),
}
_LOWER_FRAME = (0.22, 0.02, 0.05, 0.71)
# How often a place is in small letters where the whole frame is.
_LOWER_PLACE = 0.5
# Slots whose value is no entity.
_PLAIN: dict[str, Callable[[random.Random], str]] = {
    "phone": values.phone, "ref": values.ref, "date": values.date, "amount": values.amount,
    "time": values.time, "code": values.code, "link": values.link, "tech": values.tech,
    "screen": values.screen, "acro": values.acronym, "alien": values.alien,
}  # fmt: skip
# What the stock model finds there is of no worth.
_UNLABELLED = frozenset(["negatives_foreign", "negatives_technical", "negatives_codes"])
_CIVILITY = re.compile(r"\b(?:m\.?|mr\.?|mme|mlle|monsieur|madame|mademoiselle|dr|me)\s$", re.I)
_VOWEL = re.compile(r"[aeiouyhàâéèêëîïôûAEIOUYHÀÂÉÈÊËÎÏÔÛ]")


def frame_is_held_out(frame: str) -> bool:
    """Whether a frame is kept for measuring, by its hash."""
    digest = hashlib.blake2b(frame.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % 100 < HELD_OUT_PERCENT


def read_frames(*, held: bool) -> dict[str, list[str]]:
    """The frames of each register, either those held out or the others."""
    found = {}
    for path in sorted((HERE / "frames").glob("*.txt")):
        lines = dict.fromkeys(path.read_text(encoding="utf-8").splitlines())
        kept = [ln for ln in lines if ln.strip() and not ln.startswith("#")]
        found[path.stem] = [ln for ln in kept if frame_is_held_out(ln) is held]
    return found


class Filler:
    """Fills the slots of frames.

    Args:
        names: Where names are drawn from.
        rng: The source of chance; the same seed makes the same sentences.
        stand_in: The share of frames whose persons are replaced by who is not named.
    """

    def __init__(self, names: Names, rng: random.Random, stand_in: float = 0.0) -> None:
        self._names = names
        self._rng = rng
        self._stand_in = stand_in
        self._silver = silver.read()

    def fill(self, frame: str, register: str) -> list[Segment]:
        """A sentence of a frame; two slots of one person bear the same name.

        Raises:
            ValueError: A slot is not known.
        """
        rng = self._rng
        if register.startswith("negatives_"):
            text = frame.replace("\\n", "\n")
            if text in self._silver and register not in _UNLABELLED:
                return self._silver[text]
        persons = {"": self._person(), "2": self._person()}
        style = self._style(frame, register)
        nobody = rng.random() < self._stand_in
        segments: list[Segment] = []
        parts = _SLOT.split(frame.replace("\\n", "\n").replace("\\t", "\t"))
        for place, part in enumerate(parts):
            if place % 2 == 0:
                segments.append((part, ""))
                continue
            slot, number = (part[:-1], "2") if part.endswith("2") else (part, "")
            if slot not in _PERSON_SLOTS:
                segments.extend(self._placed(segments, self._value(slot, *persons[number]), frame))
            elif nobody:
                segments.append((self._nobody(segments[-1][0]), ""))
            else:
                name = self._written(slot, *persons[number], style)
                self._elide(segments, name)
                segments.append((name, "PER"))
        return [segment for segment in segments if segment[0]]

    def _nobody(self, before: str) -> str:
        """Who is not named, or just a word: known words are no names."""
        if _CIVILITY.search(before):
            return self._rng.choice(values.words("nonpersons", "title"))
        if self._rng.random() < 0.5:
            return self._rng.choice(values.words("nonpersons", "plain"))
        word = self._rng.choice(values.plain_words())
        return self._rng.choice((word, word, word, word.capitalize(), word.upper()))

    def _person(self) -> tuple[str, str]:
        """A given name and a surname, with the hyphens and particles that people have."""
        rng = self._rng
        given, surname = self._names.pair(rng)
        if rng.random() < 0.04:
            given = f"{given}-{self._names.given(rng)}"
        if rng.random() < 0.05:
            surname += rng.choice(("-", "-", " ")) + self._names.surname(rng)
        elif rng.random() < 0.05:
            kept = "d'" if _VOWEL.match(surname) else "de "
            surname = (
                rng.choice((kept, kept, "de La ", "du ", "Le ", "van ", "Ben ", "El ")) + surname
            )
        return given, surname

    def _style(self, frame: str, register: str) -> str:
        shares: tuple[float, ...] = _CASES.get(register, _CASES["chat"])
        literal = _SLOT.sub("", frame)
        if register != "press" and literal.islower() and len(literal) > 3:
            shares = tuple((a + b) / 2 for a, b in zip(shares, _LOWER_FRAME, strict=True))
        return self._rng.choices(("title", "surname", "upper", "lower"), shares)[0]

    def _written(self, slot: str, given: str, surname: str, style: str) -> str:
        rng = self._rng
        if style == "lower":
            given, surname = given.lower(), surname.lower()
        elif style == "upper":
            given, surname = given.upper(), surname.upper()
        elif style == "surname":
            surname = surname.upper()
        elif rng.random() < 0.03:
            given, surname = rng.choice(((given.lower(), surname), (given, surname.lower())))
        if rng.random() < (0.25 if style == "title" else 0.45):
            given, surname = bare(given), bare(surname)
        given, surname = self._worn(given), self._worn(surname)
        if slot == "nick":
            nick = rng.choice(nicknames())
            nick = nick.lower() if style == "lower" else nick
            return nick.upper() if style == "upper" else nick
        dot = rng.choice((".", ".", ""))
        initial = "-".join(part[:1] + dot for part in re.split("[- ]", given) if part)
        forms = {
            "full": f"{given} {surname}",
            "given": given,
            "sur": surname,
            "rev": f"{surname} {given}",
            "init_sur": f"{initial} {surname}",
            "given_init": f"{given} {surname[:1]}{dot}",
        }
        return forms[slot]

    def _worn(self, name: str) -> str:
        """A name with a typing error or another mark for its hyphen, now and then."""
        rng = self._rng
        if "-" in name and rng.random() < 0.3:
            name = name.replace("-", rng.choice((" ", " ", " - ", "")))
        return typo(name, rng) if rng.random() < 0.05 else name

    def _elide(self, segments: list[Segment], name: str) -> None:
        """« de Anne » is « d'Anne »."""
        text, label = segments[-1]
        before = re.search(r"\b([Dd]|[Qq]u|[Jj]usqu)e $", text)
        if before and _VOWEL.match(name) and self._rng.random() < 0.85:
            mark = self._rng.choice(("'", "'", "'", "’", " "))
            segments[-1] = (text[: before.end(1)] + mark, label)

    def _placed(self, before: list[Segment], value: list[Segment], frame: str) -> list[Segment]:
        """A value where it stands: a place is elided, and in small letters as its frame is."""
        text, label = value[-1]
        if label == "LOC" and _SLOT.sub("", frame).islower() and self._rng.random() < _LOWER_PLACE:
            value = [(part.lower(), kind) for part, kind in value]
        if label == "LOC" and len(value) == 1 and before:
            self._elide(before, text)
        return value

    def _lieu(self, given: str, surname: str) -> str:
        rng = self._rng
        if rng.random() < 0.55:
            return rng.choice(values.words("streets"))
        saint = rng.choice(("Saint-", "St ", "Sainte-", "saint ")) + given
        return rng.choice((f"{given} {surname}", f"{given}-{surname}", surname, saint))

    def _ordinary(self, slot: str) -> str:
        """A word that is no name: {word}, {Word}, or {caps} for capitals."""
        word = self._rng.choice(values.plain_words())
        if slot == "caps":
            return word.upper()
        return word.capitalize() if slot == "Word" else word

    def _value(self, slot: str, given: str, surname: str) -> list[Segment]:
        """What is no person: a place, a company, a thing, a figure."""
        rng = self._rng
        if slot in _PLAIN:
            return [(_PLAIN[slot](rng), "")]
        if slot.partition("_")[0] in ("in", "the", "of", "from"):
            return values.with_preposition(rng, slot)
        if slot in ("town", "country", "region", "water"):
            return [(values.abroad(rng, slot), "LOC")]
        if slot.lower() in ("word", "caps"):
            return [(self._ordinary(slot), "")]
        made: dict[str, Callable[[], list[Segment]]] = {
            "street": lambda: values.street(rng),
            "product": lambda: [values.product(rng)],
            "city": lambda: [(values.city(rng), "LOC")],
            "CITY": lambda: [(values.city(rng).upper(), "LOC")],
            # « lycée Jean Moulin »: the place is called after someone
            "lieu": lambda: [(self._lieu(given, surname), "LOC")],
            # a boat, a room, a storm: somebody's name, and nobody
            "named": lambda: [(values.any_case(rng, rng.choice((given, given, surname))), "MISC")],
            "org": lambda: [(values.org(rng, surname), "ORG")],
            "email": lambda: [(values.email(rng, given, surname), "")],
        }
        if slot not in made:
            raise ValueError(f"unknown slot {{{slot}}}")
        return made[slot]()
