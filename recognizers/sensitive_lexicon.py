"""The lexicons of sensitive topics, read into one automaton that walks a text word by word.

A lexicon (``data/sensitive/<category>.txt``) has sections, and in each section one pattern a line:
words in any spelling (case, accents and doubled letters do not count), ``{a|b c|}`` for
alternatives, ``(s)`` for an ending that may be missing, ``<name>`` for alternatives that a line
``<name> = …`` before the first section defines, ``*ending`` for any other word so ended. The
automaton is made deterministic while it is used, so the size of the alternatives does not matter.

>>> sorted(expand("infirmi{er|ère}(s)"))
['infirmier', 'infirmiers', 'infirmière', 'infirmières']
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from recognizers.sensitive_spelling import SQUEEZED_LENGTH, closing, expand, keys, split

FOLDER = Path(__file__).parent / "data" / "sensitive"
_ELIDED = frozenset("dljmnst")  # « crise dangoisse »
_ENDED_LENGTH = 8  # of a word that counts by its ending
_MACRO = re.compile(r"<(\w+)> = (.+)")


class Kind(IntEnum):
    """What a pattern of a section says; a pattern may stand in several."""

    TRAP = 0  # not sensitive, nor is what it is made of
    FACT = 1  # about a person by itself
    PERSON = 2  # what a person is: « diabétique »
    NOUN = 3  # what a person has: « diabète »
    NEAR = 4  # about a person when one is named in the same sentence
    WEAK = 5  # what a person is, and things can be too: « malade »
    NOTE = 6  # near, or alone in the notes of an agent
    TOPIC = 7  # never about a person by itself


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A pattern that matched: of which category, and of which section."""

    category: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Match:
    """Words that a pattern matched, the end excluded, and the sections it is in."""

    first: int
    end: int
    category: str
    kinds: tuple[Kind, ...]


def _by_category(terms: Iterable[Term]) -> dict[str, tuple[Kind, ...]]:
    result: dict[str, tuple[Kind, ...]] = {}
    for term in sorted(terms):
        result[term.category] = (*result.get(term.category, ()), term.kind)
    return result


class Automaton:
    """All patterns at once. States are numbers; 0 is where every pattern starts."""

    def __init__(self) -> None:
        self._edges: list[dict[str, list[int]]] = [{}]
        self._empty: list[list[int]] = [[]]
        self._terms: dict[int, Term] = {}
        self._sets: dict[frozenset[int], int] = {}
        self._members: list[frozenset[int]] = []
        self._moves: list[dict[str, int]] = []
        self._final: list[dict[str, tuple[Kind, ...]]] = []

    def add(self, pattern: str, term: Term, macros: dict[str, str]) -> None:
        """Add one pattern; call ``close`` after the last."""
        self._terms[self._sequence(0, pattern, macros, fresh=True)] = term

    def close(self) -> None:
        """Make the automaton ready to walk."""
        self._state(frozenset([0]))

    def _new(self) -> int:
        self._edges.append({})
        self._empty.append([])
        return len(self._edges) - 1

    def _sequence(self, start: int, pattern: str, macros: dict[str, str], *, fresh: bool) -> int:
        at = start
        if fresh:
            at = self._new()
            self._empty[start].append(at)
        for item in split(pattern, " "):
            if item.startswith("<"):
                item = macros[item.strip("<>")]
            at = self._item(at, item, macros)
        return at

    def _item(self, start: int, item: str, macros: dict[str, str]) -> int:
        end = self._new()
        whole = item.startswith("{") and closing(item) == len(item) - 1
        options = tuple(split(item[1:-1], "|")) if whole else expand(item)
        for option in options:
            if whole and any(c in option for c in "{<( "):
                last = self._sequence(start, option, macros, fresh=True)
            else:
                *head, tail = keys(option) or ("",)
                last = start
                for key in head:
                    after = self._new()
                    self._edges[last].setdefault(key, []).append(after)
                    last = after
                if tail:
                    self._edges[last].setdefault(tail, []).append(end)
                    continue
            self._empty[last].append(end)
        return end

    def _state(self, members: frozenset[int]) -> int:
        closed, todo = set(members), list(members)
        while todo:
            for state in self._empty[todo.pop()]:
                if state not in closed:
                    closed.add(state)
                    todo.append(state)
        key = frozenset(closed)
        if key not in self._sets:
            terms = {self._terms[s] for s in key if s in self._terms}
            self._members.append(key)
            self._moves.append({})
            self._final.append(_by_category(terms))
            self._sets[key] = len(self._members) - 1
        return self._sets[key]

    @functools.cached_property
    def _alphabet(self) -> frozenset[str]:
        return frozenset(itertools.chain.from_iterable(self._edges))

    @functools.cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where each first word of a pattern leads."""
        starts: dict[str, list[int]] = {}
        for state in self._members[0]:
            for word, after in self._edges[state].items():
                starts.setdefault(word, []).extend(after)
        return starts

    def _known(self, word: str) -> str:
        """The word of some pattern that a word is: in the plural, elided, or by its ending."""
        known = self._alphabet
        if word in known or len(word) < SQUEEZED_LENGTH:
            return word
        forms = [word + "e", *([word[:-1]] if word[-1] in "sx" else [])]
        if word[0] in _ELIDED and word[1] in "aeiouyh":
            forms.append(word[1:])
        for form in forms:
            if form in known:
                return form
        if len(word) < _ENDED_LENGTH:
            return word
        stem = word.removesuffix("s")
        endings = ("*" + stem[-size:] for size in range(8, 2, -1))
        return next((ending for ending in endings if ending in known), word)

    def _move(self, state: int, word: str) -> int:
        """The state after a word, -1 where no pattern goes on."""
        edges = [self._starts] if state == 0 else [self._edges[s] for s in self._members[state]]
        after = {t for each in edges for t in each.get(word, ())}
        move = self._state(frozenset(after)) if after else -1
        self._moves[state][word] = move
        return move

    def matches(self, words: list[str], sentences: list[int]) -> Iterator[Match]:
        """Yield the longest matches of each category, without overlap in one category.

        No match goes from one sentence, whose number ``sentences`` has for each word, to the next.
        """
        until: dict[str, int] = {}
        known = self._alphabet
        words = [self._known(word) for word in words]
        for start in range(len(words)):
            longest: dict[str, tuple[int, tuple[Kind, ...]]] = {}
            state, at, sentence = 0, start, sentences[start]
            while at < len(words) and words[at] in known and sentences[at] == sentence:
                move = self._moves[state].get(words[at])
                state = self._move(state, words[at]) if move is None else move
                at += 1
                if state < 0:
                    break
                for category, kinds in self._final[state].items():
                    longest[category] = (at, kinds)
            for category, (end, kinds) in longest.items():
                if start >= until.get(category, 0):
                    until[category] = end
                    yield Match(start, end, category, kinds)


@functools.cache
def lexicon() -> Automaton:
    """The automaton of all lexicons, built once in a process."""
    automaton = Automaton()
    for path in sorted(FOLDER.glob("*.txt")):
        kind, macros = None, dict[str, str]()
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                kind = Kind[line.strip("[]").upper()]
            elif macro := _MACRO.fullmatch(line):
                macros[macro[1]] = macro[2]
            elif line and not line.startswith("#") and kind is not None:
                automaton.add(line, Term(path.stem.upper(), kind), macros)
    automaton.close()
    return automaton
