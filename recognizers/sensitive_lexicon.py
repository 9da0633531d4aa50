"""The lexicons of sensitive topics, read into one automaton that walks a text word by word.

A lexicon (``data/sensitive/<category>.txt``) has sections, and in each section one pattern a line:
words in any spelling (case, accents and doubled letters do not count), ``{a|b c|}`` for
alternatives, ``(s)`` for an ending that may be missing, ``<name>`` for alternatives that a line
``<name> = …`` before the first section defines. The automaton is made deterministic while it is
used, so the size of the alternatives does not matter.

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

from recognizers.base import fold

FOLDER = Path(__file__).parent / "data" / "sensitive"
WORD = re.compile(r"[a-z0-9œæ]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_SQUEEZED_LENGTH = 6  # in shorter words (AAH) a doubled letter makes another word
_MACRO = re.compile(r"<(\w+)> = (.+)")
_GROUP = re.compile(r"\{([^{}]*)\}|\(([^()]*)\)")


class Kind(IntEnum):
    """What a pattern of a section says; a pattern may stand in several."""

    TRAP = 0  # not sensitive, nor is what it is made of
    FACT = 1  # about a person by itself
    PERSON = 2  # what a person is: « diabétique »
    NOUN = 3  # what a person has: « diabète »
    NEAR = 4  # about a person when one is named in the same sentence
    WEAK = 5  # what a person is, and things can be too: « malade »
    TOPIC = 6  # never about a person by itself


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A pattern that matched: of which category, and of which section."""

    category: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Match:
    """Words that a pattern matched: the first, the one after the last; the sections it is in."""

    first: int
    end: int
    category: str
    kinds: tuple[Kind, ...]


def _by_category(terms: Iterable[Term]) -> dict[str, tuple[Kind, ...]]:
    result: dict[str, tuple[Kind, ...]] = {}
    for term in sorted(terms):
        result[term.category] = (*result.get(term.category, ()), term.kind)
    return result


def word_key(word: str) -> str:
    """The form in which words are compared.

    >>> word_key("diabettique"), word_key("aah")
    ('diabetique', 'aah')
    """
    key = word.replace("œ", "oe").replace("æ", "ae")
    return _DOUBLED.sub(r"\1", key) if len(key) >= _SQUEEZED_LENGTH else key


def expand(item: str) -> list[str]:
    """All spellings of one item of a pattern, groups inside words included."""
    match = _GROUP.search(item)
    if match is None:
        return [item]
    options = match[1].split("|") if match[1] is not None else ["", match[2]]
    before, after = item[: match.start()], item[match.end() :]
    return [s for option in options for s in expand(before + option + after)]


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
        for item in _split(pattern, " "):
            if item.startswith("<"):
                item = macros[item.strip("<>")]
            at = self._item(at, item, macros)
        return at

    def _item(self, start: int, item: str, macros: dict[str, str]) -> int:
        end = self._new()
        whole = item.startswith("{") and _closing(item) == len(item) - 1
        options = list(_split(item[1:-1], "|")) if whole else expand(item)
        for option in options:
            if whole and any(c in option for c in "{<( "):
                last = self._sequence(start, option, macros, fresh=True)
            else:
                last = start
                for word in WORD.findall(fold(option)):
                    after = self._new()
                    self._edges[last].setdefault(word_key(word), []).append(after)
                    last = after
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

    def _move(self, state: int, word: str) -> int:
        """The state after a word, -1 where no pattern goes on."""
        after = {t for s in self._members[state] for t in self._edges[s].get(word, ())}
        move = self._state(frozenset(after)) if after else -1
        self._moves[state][word] = move
        return move

    def matches(self, words: list[str]) -> Iterator[Match]:
        """Yield the longest matches of each category, without overlap in one category."""
        until: dict[str, int] = {}
        known = self._alphabet
        for start in range(len(words)):
            longest: dict[str, tuple[int, tuple[Kind, ...]]] = {}
            state, at = 0, start
            while at < len(words) and words[at] in known:
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


def _closing(item: str) -> int:
    depth = 0
    for i, character in enumerate(item):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return i
    return -1


def _split(text: str, separator: str) -> Iterable[str]:
    """Split where no brace is open."""
    parts, depth, last = [], 0, 0
    for i, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == separator and depth == 0:
            parts.append(text[last:i])
            last = i + 1
    parts.append(text[last:])
    return [part for part in parts if part] if separator == " " else parts


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
