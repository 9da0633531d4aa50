"""Who is it about? The words around a sensitive term that tie it to a person.

« J'ai un cancer », « ma mère est diabétique » and « cliente en chimio » say something about a
person; « la rubrique cancer de votre site » and « les personnes diabétiques » do not.
"""

import re

from recognizers.sensitive_lexicon import Kind, Match
from recognizers.sensitive_people import (
    ABOUT,
    CALLERS,
    COPULAS,
    CUSTOMERS,
    DENIED,
    FILLERS,
    FIRST,
    GENERIC_PLURAL,
    IF,
    LINKS,
    MINE,
    PERSONS,
    POSSESSIVES,
    PRONOUNS,
    SERVICE,
    THINGS,
    TITLES,
    YOU,
)  # fmt: skip
from recognizers.sensitive_text import Words

REACH = 6  # words looked back for what ties a term to a person
NEAR_REACH = 14  # words to either side for terms that need a person somewhere near
_ABOUT_REACH = 4
_IF_REACH = 12
_TOKEN_REACH = 40  # characters to either side of a term for the code it may be part of
_NOTE_WORDS = 2  # words that may stand before the topic of a note
_CONSONANTS = frozenset("bcdfglmnpqrstvx")
# « IMG_4417 », « LAM-22-0447 », « section.syndicale@… » are no words.
_CODE = re.compile(r"[_@\\]|-\d+-\d|://|^www\.")
_SPACE = re.compile(r"\s")
# « Hypertension = non », « Allergies : néant »: a form.
_NO = re.compile(r" ?[=:] ?(?:non|no|néant|neant|aucune?|ras|0)\b", re.IGNORECASE)
# What only an accent tells from a word of the category.
_HOMOGRAPHS = {"RELIGION": {"cure", "cures"}, "HEALTH_DATA": {"curé", "curés"}}
_OF = frozenset({"de", "du", "d", "chez", "pour", "pr", "dun", "dune", "a", "au", "par"})


class Cues:
    """Looks for what ties the terms of one text to a person."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._keys = words.keys

    def is_other(self, match: Match) -> bool:
        """Whether the words are a surname, part of a code, or another word but for an accent."""
        return self._is_name(match) or self._is_code(match) or self._is_homograph(match)

    def _is_homograph(self, match: Match) -> bool:
        written = (self._written(i) for i in range(match.first, match.end))
        return not _HOMOGRAPHS.get(match.category, set()).isdisjoint(written)

    def _written(self, word: int) -> str:
        start, end = self._words.spans[word]
        return self._words.text[start:end].lower()

    def _is_code(self, match: Match) -> bool:
        text, start = self._words.text, self._words.spans[match.first][0]
        end = self._words.spans[match.end - 1][1]
        before = _SPACE.split(text[max(0, start - _TOKEN_REACH) : start])[-1]
        after = _SPACE.split(text[end : end + _TOKEN_REACH], maxsplit=1)[0]
        return _CODE.search(before + text[start:end] + after) is not None

    def _is_name(self, match: Match) -> bool:
        """Whether the word is a surname: « Mme Gay », « M. Paul Chrétien »."""
        first = match.first
        if match.end - first > 1 or not self._words.text[self._words.spans[first][0]].isupper():
            return False
        low = self._window(first, 2)
        if low == first:
            return False
        if self._keys[first - 1] in TITLES:
            return True
        return first - 1 > low and self._words.is_title(first - 1) and self._words.is_title(first)

    def evidence(self, match: Match, kind: Kind) -> int | None:
        """The first word of what ties a term, as one of its kinds, to a person, or None."""
        first, end = match.first, match.end
        if kind is Kind.TOPIC or self._is_hypothetical(first, end):
            return None
        last = self._words.spans[end - 1][1]
        if _NO.match(self._words.text, last, last + 20):
            return None
        if kind is Kind.FACT:
            apart = ")" in self._words.text[self._words.spans[first][0] : last]
            thing = self._keys[first] in COPULAS and self._is_thing(first)
            return None if apart or thing or self._is_general(first) else first
        if kind in (Kind.NEAR, Kind.NOTE):
            return self._near(first, end, kind)
        found = self._before(first, kind)
        if found is None and kind is not Kind.WEAK:
            found = first if self._after(first, end, kind) else None
        return found

    def _is_hypothetical(self, first: int, end: int) -> bool:
        """Whether it is a question to the reader, or a condition."""
        low, high = self._window(first, REACH), self._window_end(end, REACH)
        around = self._keys[low:high]
        if YOU.intersection(around) and self._words.is_question(first):
            return not any(k in PERSONS or k in FIRST for k in around)
        starts = (i for i in range(low, first) if self._keys[i] in IF)
        if any(self._keys[i + 1] in {"vous", "j", "je", "un", "une", "on"} for i in starts):
            return True
        far = range(self._window(first, _IF_REACH), low)
        return any(self._keys[i] in IF and self._keys[i + 1] in {"on", "une"} for i in far)

    def _is_thing(self, verb: int) -> bool:
        """« Le portable de mon époux est » says nothing of the husband."""
        for i in range(verb - 1, self._window(verb, REACH) - 1, -1):
            if self._keys[i] in THINGS:
                return True
            owner = _OF.intersection(self._keys[max(0, i - 2) : i])
            if self._keys[i] in PRONOUNS or (self._is_person(i) and not owner):
                return False
        return False

    def _is_general(self, first: int) -> bool:
        before = self._keys[self._window(first, REACH) : first]
        return bool(GENERIC_PLURAL.intersection(before)) and not FIRST.intersection(before)

    def _window(self, word: int, reach: int) -> int:
        """The first word of the same sentence within reach."""
        low = word
        sentence = self._words.sentences[word]
        while low > 0 and word - low < reach and self._words.sentences[low - 1] == sentence:
            low -= 1
        return low

    def _window_end(self, word: int, reach: int) -> int:
        high = word
        sentence = self._words.sentences[word - 1]
        while (
            high < len(self._keys)
            and high - word < reach
            and self._words.sentences[high] == sentence
        ):
            high += 1
        return high

    def _near(self, first: int, end: int, kind: Kind) -> int | None:
        """The term itself, where a person is named in its sentence or it opens a note."""
        low, high = self._window(first, NEAR_REACH), self._window_end(end, NEAR_REACH)
        about = self._keys[max(low, first - _ABOUT_REACH) : first]
        if ABOUT.intersection(about) or self._is_general(first) or DENIED.intersection(about[-1:]):
            return None
        around = [*range(low, first), *range(end, high)]
        if any(self._is_first(i) or (self._is_person(i) and not self._calls(i)) for i in around):
            return first
        return first if kind is Kind.NOTE and self._opens_note(first, low, high) else None

    def _opens_note(self, first: int, low: int, high: int) -> bool:
        """« IVG le 22, complications »: the notes of an agent name no one."""
        if YOU.intersection(self._keys[low:high]) or self._words.is_question(first):
            return False
        clause = self._words.clause(first, first)[0]
        start = first
        while start > low and self._words.spans[start - 1][0] >= clause:
            start -= 1
        return first - start <= _NOTE_WORDS and not GENERIC_PLURAL.intersection(
            self._keys[start:first]
        )

    def _is_first(self, i: int) -> bool:
        """Whether a word is the writer: « je », « mon », « jvois »."""
        key = self._keys[i]
        return key in FIRST or (len(key) > 3 and key[0] == "j" and key[1] in _CONSONANTS)

    def _is_person(self, i: int) -> bool:
        """Whether a word is a person; the client of « service client » is none."""
        key = self._keys[i]
        return key in PERSONS and not (key in CUSTOMERS and i > 0 and self._keys[i - 1] in SERVICE)

    def _calls(self, i: int) -> bool:
        return self._keys[i] in CALLERS and (i == 0 or self._keys[i - 1] not in POSSESSIVES)

    def _before(self, first: int, kind: Kind) -> int | None:
        """Go back over fillers to a possessive, a verb or a person."""
        low = self._window(first, REACH)
        for i in range(first - 1, low - 1, -1):
            key = self._keys[i]
            if key in MINE:
                return i
            if key in COPULAS:
                return self._subject(i, low, kind)
            if self._is_person(i) and not (kind is Kind.WEAK and key in TITLES):
                return i
            if kind is Kind.NOUN and (key in POSSESSIVES or self._is_link(i)):
                return None if self._is_general(i) else i
            if kind is Kind.PERSON and key in {"votre", "vos"}:
                return None
            if not (key in FILLERS or self._words.is_title(i)):
                return None
        return None

    def _is_link(self, i: int) -> bool:
        """Whether a word is a verb that ties; « à » is none, « a » is."""
        key = self._keys[i]
        if key == "a":
            return self._written(i) == "a"
        if key == "place":  # « placé », not « de place »
            return self._written(i) == "placé"
        return key in LINKS

    def _subject(self, copula: int, low: int, kind: Kind) -> int | None:
        """Who is: a pronoun, a person, a name."""
        if self._is_thing(copula):
            return None
        for i in range(copula - 1, low - 1, -1):
            key = self._keys[i]
            if self._is_person(i):
                return i
            # « ma banque est malade »: what is mine is not me.
            if self._is_first(i) and not (kind is Kind.WEAK and key in POSSESSIVES):
                return i
            if key in PRONOUNS and kind is not Kind.WEAK:
                return i
            if kind is not Kind.WEAK and self._words.is_title(i) and i > low:
                return i
        if copula == low and kind is not Kind.WEAK and self._words.starts_clause(copula):
            return copula  # « Est diabétique », in the notes of an agent
        return None

    def _after(self, first: int, end: int, kind: Kind) -> bool:
        """« le cancer de ma mère », « AVC il y a un mois », « Diabétique, je… »."""
        high = self._window_end(end, 5)
        after = self._keys[end:high]
        if after[:1] in (["depuis"], ["dps"], ["dpui"], ["dpuis"]):
            return first == 0 or self._keys[first - 1] not in COPULAS
        if after[:1] and after[0] in _OF:
            return bool(
                {"mon", "ma", "mes", "notre", "son", "sa", "moi"}.intersection(after[1:2])
                or PERSONS.intersection(after[1:3])
            )
        if after[:3] == ["il", "y", "a"] or after[:2] == ["y", "a"]:
            return kind is Kind.NOUN and self._words.starts_clause(first)
        if kind is not Kind.PERSON or not after or self._words.is_title(end):
            return False
        plural = self._keys[end - 1].endswith("s")
        return not plural and self._words.starts_clause(first)
