"""The surrogate of a person: a name of the same sex, in the form of each mention.

Each word of the name gets a word: given names one each and of nobody else in the document,
surnames one each and shared by the family, as they were. Particles, civilities, initials,
hyphens, capitals and missing accents stay; a vowel stays a vowel, so that « d'Anne » and « de
Marc » stay French.

>>> import hashlib
>>> def prf(data, length): return hashlib.sha256(b"k" + data).digest()[:length]
>>> picker = Picker(prf, domain="d", scope="document", scope_id="1")
>>> who = Bearer(("Mme Claire DUPONT", "C. Dupont", "claire"), sex="f")
>>> name = named(who, picker)
>>> [written(text, name) for text in who.texts]
['Mme Claudine VASSE', 'C. Vasse', 'claudine']
"""

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caviardage.name_forms import PARTICLES, Form, Kind, Part, near, parts
from caviardage.surrogates.draw import Draw
from caviardage.surrogates.french import elides, fold, like, starts_with_vowel
from caviardage.surrogates.lists import Sex, given_names, is_given, surnames
from caviardage.surrogates.picker import Exhausted, Picker

_FEW = 5
_SHORTEST = 3
_SEXES: tuple[Sex, Sex] = ("f", "m")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person as a document names them.

    Attributes:
        texts: Every spelling, once.
        sex: What is known of it.
        befores: What stands before each spelling, where that is known.
    """

    texts: tuple[str, ...] = field(repr=False)
    sex: Sex | None = None
    befores: tuple[str, ...] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """The most complete spelling, folded: what the person is drawn from."""
        forms = sorted((Form.of(text) for text in self.texts), key=lambda f: f.key)
        return max(forms, key=lambda f: (len(f.words), len(f.initials))).key if forms else ""


@dataclass(frozen=True, slots=True)
class NewName:
    """A surrogate: for each word of the person's names the word that stands for it.

    ``given`` and ``surname`` are the words that initials and e-mails are made of.
    """

    words: Mapping[str, str]
    given: str
    surname: str
    firsts: Mapping[str, str]


def roles(texts: tuple[str, ...]) -> dict[str, bool]:
    """For each word of a person's names, whether it is a given name."""
    votes: Counter[str] = Counter()
    for text in texts:
        found = parts(text)
        words = [p for p in found if p.kind is Kind.WORD]
        given = _given_parts(text, words, civil=any(p.kind is Kind.CIVILITY for p in found))
        for word in words:
            votes[word.key] += (1 if word in given else -1) * (3 if len(words) > 1 else 1)
    return {key: vote > 0 or (vote == 0 and is_given(key)) for key, vote in sorted(votes.items())}


def _given_parts(text: str, words: list[Part], *, civil: bool) -> list[Part]:
    """The given names among the words of one spelling."""
    if len(words) < 2:
        initials = any(p.kind is Kind.INITIAL for p in parts(text))
        first = [w for w in words if is_given(text[w.start : w.end])]
        return [] if civil or (initials and parts(text)[0].kind is Kind.INITIAL) else first
    shouted = [w for w in words if text[w.start : w.end].isupper()]
    if 0 < len(shouted) < len(words):
        return [w for w in words if w not in shouted]
    names = [is_given(text[w.start : w.end]) for w in words]
    if names[-1] and not names[0]:
        return words[-1:]
    given = words[:1]
    for word in words[1:-1]:
        if not is_given(text[word.start : word.end]):
            break
        given.append(word)
    return given


def named(who: Bearer, picker: Picker) -> NewName:
    """Draw the surrogate of a person.

    Raises:
        Exhausted: The lists have no word left that nobody else in the document has.
    """
    split = roles(who.texts)
    shapes = {p.key: (t, p) for t in who.texts for p in parts(t) if p.kind is Kind.WORD}
    sex: Sex = who.sex if who.sex else picker.draw("sex", who.key).choice(_SEXES)
    words: dict[str, str] = {}
    for key in sorted(split, key=lambda k: (not split[k], not is_given(k), -len(k), k)):
        known = next((k for k in words if near(k, key)), None)
        if known and (split[known] == split[key] or not is_given(key)):
            words[key] = words[known]
            continue
        text, part = shapes[key]
        original = text[part.start : part.end]
        whole = next((k for k in words if split[key] and split[k] and shortens(key, k)), None)
        if whole:  # « Fred » is Frédéric, « Jean » beside Jean-Luc half of him
            halves = re.split(r"[-‐]", words[whole])
            words[key] = words[whole] if re.search(r"\w[-‐]\w", original) else halves[0]
            continue
        vowel = elides(original, _before(who, text) if part.start == 0 else "")
        if split[key]:
            words[key] = given_name(picker, f"{who.key}|{key}", original, sex, vowel=vowel)
        else:
            words[key] = surname(picker, original, vowel=vowel)
    given = next((words[k] for k in words if split[k]), "")
    last = next((words[k] for k in words if not split[k]), "")
    firsts = {k[0]: words[k] for k in sorted(words, key=lambda k: split[k])}
    return NewName(
        words,
        given or given_name(picker, f"{who.key}|", "", sex, vowel=_initial_vowel(who)),
        last or surname(picker, "", vowel=None, whose=who.key),
        firsts,
    )


def shortens(short: str, word: str) -> bool:
    """Whether a word is the beginning of another, as people shorten names (Fred, Anne-So)."""
    return _SHORTEST <= len(short) < len(word) and word.startswith(short)


def _initial_vowel(who: Bearer) -> bool | None:
    """Whether the given name that is only an initial starts with a vowel; None without one."""
    initials = (p.key for t in who.texts for p in parts(t) if p.kind is Kind.INITIAL)
    first = next(initials, None)
    return None if first is None else starts_with_vowel(first)


def _before(who: Bearer, text: str) -> str:
    pairs = zip(who.texts, who.befores, strict=False)
    return next((before for other, before in pairs if other == text), "")


def given_name(
    picker: Picker, canonical: str, original: str, sex: Sex, *, vowel: bool | None
) -> str:
    """A given name of one sex; of two parts where the original has two."""
    own = frozenset(half for half in re.split(r"[-‐]", fold(original)) if half)
    double = bool(re.search(r"\w[-‐]\w", original))
    pool = _without(own if double else frozenset(), sex, vowel=vowel, compound=double)

    def make(draw: Draw) -> str:
        if double and len(pool) < _FEW:
            first = draw.choice(_without(own, sex, vowel=vowel, compound=False))
            return f"{first}-{draw.choice(_without(own, sex, vowel=False, compound=False))}"
        return draw.choice(pool)

    found = picker.pick("given", canonical, make, key=fold, not_=fold(original), halves=True)
    if found is None:
        raise Exhausted
    return found


def _without(own: frozenset[str], sex: Sex, *, vowel: bool | None, compound: bool) -> Sequence[str]:
    """The names that share no half with another: Jean-Luc does not become Jean-Marc."""
    names = given_names(sex, vowel=vowel, compound=compound)
    return [name for name in names if own.isdisjoint(_halves(name))] if own else names


@functools.cache
def _halves(listed: str) -> tuple[str, ...]:
    return tuple(fold(listed).split("-"))


def surname(picker: Picker, original: str, *, vowel: bool | None, whose: str = "") -> str:
    """A surname; double where the original is, each half with its own."""
    halves = [half for half in re.split(r"[-‐]", original) if half]
    if len(halves) > 1:
        flags = [vowel, *(elides(half) for half in halves[1:])]
        pairs = zip(halves, flags, strict=True)
        return "-".join(surname(picker, half, vowel=flag) for half, flag in pairs)
    canonical = fold(original) or f"of {whose}"
    return picker.word(canonical, surnames(vowel=vowel))


def written(text: str, name: NewName) -> str:
    """One spelling of a person, with the surrogate's words in the form of its own."""
    result, at = [], 0
    for part in parts(text):
        result += [text[at : part.start], _part(text[part.start : part.end], part, name)]
        at = part.end
    return "".join([*result, text[at:]])


def _part(original: str, part: Part, name: NewName) -> str:
    if part.kind is Kind.INITIAL:
        dot = "." if original.endswith(".") else ""
        if len(part.key) > 1:
            pieces = [p[0] for p in re.split(r"[-‐]", name.given)] + [name.surname[0]]
            letters = "".join(pieces[i % len(pieces)] for i in range(len(part.key)))
        else:
            letters = name.firsts.get(part.key, name.given)[0]
        letters = letters.upper() if original[0].isupper() else letters.lower()
        return like(original, letters) + dot
    if part.kind is not Kind.WORD:
        return original
    dot = "." if original.endswith(".") else ""
    return like(original, _word(part.key, name)) + dot


def _word(key: str, name: NewName) -> str:
    """The word that stands for another; a glued particle stays glued (« Legoff »)."""
    if key in name.words:
        for known, word in name.words.items():
            glue = key[: -len(known)] if key.endswith(known) and key != known else ""
            if glue and particles(glue):
                return glue.title() + word.lower()
        return name.words[key]
    return next((w for k, w in name.words.items() if near(k, key)), name.surname)


def particles(glue: str) -> bool:
    """Whether some letters are particles and nothing else: « le », « dela »."""
    return glue in PARTICLES or any(
        glue.startswith(p) and particles(glue[len(p) :]) for p in PARTICLES if len(glue) > len(p)
    )
