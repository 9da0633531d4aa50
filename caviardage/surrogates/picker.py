"""Choosing a surrogate: by the key and the value alone, or apart from all others of a document.

In the ``document`` scope, a surrogate that is taken, or that the document already says, is drawn
again; after ``_ATTEMPTS`` draws there is none, and the caller falls back to a token. In wider
scopes nothing is remembered: the surrogate is a pure function of key, scope and value, which any
worker computes alike, and two values may get the same one.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from caviardage.surrogates.draw import Draw, Prf
from caviardage.surrogates.french import fold
from caviardage.surrogates.lists import LISTS_VERSION

_ATTEMPTS = 64
LABEL = f"surrogate/v1/lists-v{LISTS_VERSION}"
T = TypeVar("T")


class Exhausted(LookupError):
    """No surrogate is left for a value; the caller falls back to a token."""


class Picker:
    """Draws surrogates in one scope.

    Args:
        prf: The keyed function.
        domain: The pseudonymisation domain.
        scope: ``document``, ``subject``, ``dataset``, ``domain`` or ``random``.
        scope_id: What tells one scope from another (document, subject and salt…).
        present: What no surrogate of a document may be: its own names and values, folded.
    """

    def __init__(
        self, prf: Prf, *, domain: str, scope: str, scope_id: str, present: Collection[str] = ()
    ) -> None:
        self._prf = prf
        self._scope = (domain, scope, scope_id)
        self._present = frozenset(present) if scope == "document" else frozenset()
        self._injective = scope == "document"
        self._taken: set[tuple[str, str]] = set()
        self._words: dict[str, str] = {}

    def draw(self, *question: str) -> Draw:
        """The stream of a question in this scope."""
        return Draw(self._prf, LABEL, *self._scope, *question)

    def pick(
        self,
        kind: str,
        canonical: str,
        make: Callable[[Draw], T | None],
        *,
        key: Callable[[T], str],
        not_: str = "",
        halves: bool = False,
    ) -> T | None:
        """The surrogate of a value, or None where no more is to be had.

        Args:
            kind: What is drawn; surrogates of one kind differ from each other.
            canonical: The value, in its canonical form.
            make: Makes a candidate from a stream; None where there is no surrogate for the value.
            key: How candidates are compared, to each other and to what is present.
            not_: The value itself in that form: never its own surrogate.
            halves: Neither half of a double name may be present either.
        """
        for attempt in range(_ATTEMPTS):
            candidate = make(self.draw(kind, canonical, str(attempt)))
            if candidate is None:
                return None
            sign = key(candidate)
            signs = {sign, *(sign.split("-") if halves else ())}
            if sign == not_ or signs & self._present or (kind, sign) in self._taken:
                continue
            if self._injective:
                self._taken.add((kind, sign))
            return candidate
        return None

    def word(self, canonical: str, pool: Sequence[str]) -> str:
        """The one word of a list that stands for a surname in this scope.

        Raises:
            Exhausted: The list has none left.
        """
        if canonical not in self._words:

            def make(draw: Draw) -> str | None:
                return draw.choice(pool)

            found = self.pick("surname", canonical, make, key=fold, not_=canonical)
            if found is None:
                raise Exhausted
            self._words[canonical] = found
        return self._words[canonical]
