"""The surrogates of a document's places: who is who once, then a book for each scope.

One person is one person in columns, texts, addresses and signatures, whatever the scope; the book
of a scope makes the surrogates, and answers None where a token must stand instead.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from caviardage.linking import link
from caviardage.mentions import NAMED, Mention
from caviardage.places import Place
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document
from caviardage.scopes import Scope
from caviardage.surrogates import dates
from caviardage.surrogates.book import Found, SurrogateBook

BOOKED = frozenset(("surrogate", "date_shift"))
_BANDS = frozenset(("DATE_OF_BIRTH", "AGE"))


class DocumentSurrogates:
    """The surrogates of one document.

    Args:
        pseudonymizer: Its keyed function draws them.
        document: The original.
        places: All places that its rules change, in any order.
        scopes: The scope of each place.

    Attributes:
        refused: How many mentions fit two people or more, and stand for themselves.
    """

    def __init__(
        self, pseudonymizer: Pseudonymizer, document: Document, places: Sequence[Place],
        scopes: Sequence[Scope],
    ) -> None:  # fmt: skip
        self._pseudonymizer = pseudonymizer
        self._places = places
        self._scopes = scopes
        self._texts = {(text.message, text.field): text for text in document.texts}
        self._known = [Found(known.entity, known.value) for known in document.known]
        told = [
            Mention(entity=found.entity, text=found.text, known=True)
            for found in self._known
            if found.entity in NAMED
        ]
        named = [i for i, place in enumerate(places) if place.entity in NAMED]
        self._number = {i: len(told) + n for n, i in enumerate(named)}
        self._mentions = told + [self._mention(places[i]) for i in named]
        wanted = any(places[i].rule.operator in BOOKED for i in named)
        self._linking = link(self._mentions) if wanted else None
        self.refused = self._linking.refused if self._linking else 0
        self._books = self._made()

    def _made(self) -> Mapping[Scope, SurrogateBook]:
        by_scope: defaultdict[Scope, list[Place]] = defaultdict(list)
        for place, scope in zip(self._places, self._scopes, strict=True):
            if place.rule.operator in BOOKED:
                by_scope[scope].append(place)
        return {scope: self._book(scope, own) for scope, own in by_scope.items()}

    def _book(self, scope: Scope, own: Sequence[Place]) -> SurrogateBook:
        alone = scope.name == "random"
        if alone:
            mentions = [self._mention(place) for place in own if place.entity in NAMED]
        else:
            mentions = self._mentions if any(p.entity in NAMED for p in own) else []
        values = [Found(p.entity, p.value) for p in own if p.entity not in NAMED]
        if scope.name == "document":
            values += [found for found in self._known if found.entity not in NAMED]
        return SurrogateBook(
            self._pseudonymizer.compute,
            domain=self._pseudonymizer.domain,
            scope=scope.name,
            scope_id=scope.key,
            mentions=mentions,
            values=values,
            texts=[text.text for text in self._texts.values()],
            keep_department=any(p.rule.keep_departement for p in own),
            linking=self._linking if mentions and not alone else None,
        )

    def of(self, number: int) -> str | None:
        """The surrogate of a place, by its number, or None."""
        place, scope = self._places[number], self._scopes[number]
        if place.entity in _BANDS:
            return dates.generalise(place.entity, place.value)
        book = self._books[scope]
        if place.entity in NAMED:
            return book.mention(0 if scope.name == "random" else self._number[number])
        return book.value(place.entity, place.value)

    def _mention(self, place: Place) -> Mention:
        text = self._texts.get((place.message, place.field))
        if text is None:
            return Mention(entity=place.entity, text=place.value, known=place.known)
        return Mention.within(text.text, place.start, place.end, place.entity, text.speaker)
