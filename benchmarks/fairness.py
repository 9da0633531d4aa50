"""Recall of names by origin, gender and case: the same sentences, each with the names of a group.

    python -m benchmarks.fairness [--model NAME] [--sentences N]

Sentences are the held-out frames of ``training/``. Names are those of Faker's lists (romanised;
extra ``bench``) and of ``fairness_names.txt``, half of each, and no name that training has seen:
what is on a list that it draws from counts only if its hash holds it out. "Rare" names and some of
those that are words are held-out ones of INSEE and SIRENE. A name is found when each of its letters
is covered: by a person for the model alone, by any finding for the whole detector, which gets one
text at a time and knows no column. Intervals are Wilson's, 95 %, as if sentences were independent.
"""

import argparse
import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks.detection import texts_alone
from benchmarks.fairness_names import Lists, by_hand, from_faker
from caviardage.policy import Detection
from caviardage.scoring import wilson
from recognizers.analyzer import DocumentAnalyzer
from recognizers.engine import load_nlp
from training.frames import Filler, read_frames
from training.names import Names
from training.noise import render, weathered

SEED = 20
# Group → its locales in Faker.
GROUPS: dict[str, tuple[str, ...]] = {
    "french": ("fr_FR", "fr_BE"),
    "maghrebi": ("fr_DZ",),
    "west_african": ("yo_NG", "tw_GH", "ig_NG"),
    "iberian": ("es_ES", "pt_PT", "pt_BR"),
    "turkish": ("tr_TR", "az_AZ"),
    "east_asian": ("zh_CN", "ja_JP", "vi_VN"),
    "eastern_european": ("pl_PL", "ro_RO", "cs_CZ", "hr_HR", "hu_HU"),
    "regional": (),
    "rare": (),
    "words": (),
}
#: Groups by origin: the gap that is promised is among them.
ORIGINS = tuple(name for name in GROUPS if name not in ("rare", "words"))
_PERSON = ("{full}", "{given}", "{sur}", "{rev}", "{init_sur}")


class GroupNames(Names):
    """Draws the names of a group, with its own source of chance: frames stay the same.

    Args:
        sources: The lists of Faker and those by hand; each as likely, where it has names.
        rng: The source of chance.
    """

    def __init__(self, sources: Sequence[Lists], rng: random.Random) -> None:
        self._sources = [lists for lists in sources if lists["surname"]]
        self._own = rng
        self.gender = "female"

    def given(self, rng: random.Random) -> str:
        """A given name of the gender asked for, or of none known."""
        lists = self._own.choice(self._sources)
        return self._own.choice(lists[self.gender] or lists["given"])

    def surname(self, rng: random.Random) -> str:
        """A surname."""
        return self._own.choice(self._own.choice(self._sources)["surname"])

    def pair(self, rng: random.Random) -> tuple[str, str]:
        """Both, of one group."""
        return self.given(rng), self.surname(rng)


class Sentence(NamedTuple):
    """A text, where its names are, the gender of whom they name."""

    text: str
    names: list[tuple[int, int]]
    gender: str


def frames() -> list[tuple[str, str]]:
    """The held-out frames that name a person, with their registers, in a fixed order."""
    held = read_frames(held=True)
    return [
        (register, frame)
        for register, lines in sorted(held.items())
        if not register.startswith("negatives_")
        for frame in lines
        if any(slot in frame for slot in _PERSON) and "{nick" not in frame
    ]


def sentences(group: str, number: int) -> Iterator[Sentence]:
    """So many sentences with the names of a group; of every group the same frames and cases."""
    names = GroupNames([from_faker(GROUPS[group]), by_hand(group)], random.Random(SEED))  # noqa: S311
    stock = frames()
    for i in range(number):
        rng = random.Random(SEED * 100_000 + i)  # noqa: S311
        names.gender = ("female", "male")[i % 2]
        register, frame = stock[(i // 2) % len(stock)]
        filled = Filler(names, rng).fill(frame, register)
        text, spans = render(weathered(filled, register, rng))
        yield Sentence(text, [(a, b) for a, b, label in spans if label == "PER"], names.gender)


def case_of(name: str) -> str:
    """How a name is written."""
    if name.islower():
        return "lower case"
    return "capitals" if name.isupper() and len(name) > 1 else "title case"


def count(
    counts: Counter[tuple[str, bool]],
    group: str,
    texts: Sequence[Sentence],
    found: Sequence[Sequence[tuple[int, int]]],
) -> None:
    """Count names found and missed: by group, and over all groups by gender and by case."""
    for sentence, spans in zip(texts, found, strict=True):
        covered = {i for start, end in spans for i in range(start, end)}
        for start, end in sentence.names:
            name = sentence.text[start:end]
            right = all(i in covered for i in range(start, end) if sentence.text[i].isalnum())
            keys = [group] if group not in ORIGINS else [group, sentence.gender, case_of(name)]
            for key in keys:
                counts[key, right] += 1


def cell(counts: Counter[tuple[str, bool]], key: str) -> str:
    """Recall of a key with its interval."""
    right, total = counts[key, True], counts[key, True] + counts[key, False]
    low, high = wilson(right, total) or (0.0, 1.0)
    return f"{right / max(1, total):.3f} [{low:.3f}, {high:.3f}]"


def gap(counts: Counter[tuple[str, bool]], keys: Sequence[str]) -> float:
    """The largest difference of recall, in points."""
    shares = [counts[k, True] / max(1, counts[k, True] + counts[k, False]) for k in keys]
    return 100 * (max(shares) - min(shares))


def markdown(model: Counter[tuple[str, bool]], whole: Counter[tuple[str, bool]]) -> Iterator[str]:
    """The table and its gaps."""
    yield "| names | number | model alone | whole detector |"
    yield "| --- | ---: | --- | --- |"
    kinds = (ORIGINS, ("female", "male"), ("title case", "capitals", "lower case"))
    for key in (*GROUPS, *kinds[1], *kinds[2]):
        number = model[key, True] + model[key, False]
        yield f"| {key.replace('_', ' ')} | {number} | {cell(model, key)} | {cell(whole, key)} |"
    yield ""
    for title, keys in zip(("origin", "gender", "case"), kinds, strict=True):
        yield f"largest gap by {title}: {gap(model, keys):.1f} and {gap(whole, keys):.1f} points"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default=Detection().model)
    parser.add_argument("--sentences", type=int, default=1000)
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    nlp = load_nlp(args.model)
    analyzer = DocumentAnalyzer.from_detection(Detection(model=args.model))
    alone: Counter[tuple[str, bool]] = Counter()
    whole: Counter[tuple[str, bool]] = Counter()
    with texts_alone(analyzer) as detect:
        for group in GROUPS:
            texts = list(sentences(group, args.sentences))
            docs = nlp.pipe([sentence.text for sentence in texts])
            persons = [[e for e in doc.ents if e.label_ == "PER"] for doc in docs]
            spans = [[(e.start_char, e.end_char) for e in ents] for ents in persons]
            count(alone, group, texts, spans)
            findings = detect([sentence.text for sentence in texts])
            count(whole, group, texts, [[(s.start, s.end) for s in found] for found in findings])
    print("\n".join(markdown(alone, whole)))


if __name__ == "__main__":
    main()
