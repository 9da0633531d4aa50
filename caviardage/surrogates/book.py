"""All surrogates of one document, decided at once and in canonical order.

In the ``document`` scope the book depends on the document alone: two people, two telephones, two
addresses never share a surrogate; none is a name or a value that the document holds; where a list
is exhausted the answer is None, and the caller writes a token. In wider scopes a surrogate is a
pure function of key, scope and value: any worker, any day, any order.

>>> import hashlib
>>> def prf(data, length): return hashlib.sha256(b"k" + data).digest()[:length]
>>> names = ("Mme Claire Dupont", "C. Dupont", "Paul Dupont", "claire.dupont@corp.fr")
>>> entities = ("PERSON", "PERSON", "PERSON", "EMAIL_ADDRESS")
>>> mentions = [Mention(entity=e, text=n) for e, n in zip(entities, names)]
>>> book = SurrogateBook(prf, domain="d", scope_id="1", mentions=mentions)
>>> [book.mention(i) for i in range(4)]
['Mme Claudine Vasse', 'C. Vasse', 'Benoit Vasse', 'claudine.vasse@example.net']
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from caviardage.canonical import canonical
from caviardage.linking import Linking, link
from caviardage.mentions import Mention
from caviardage.name_forms import parts
from caviardage.surrogates import address, dates, email
from caviardage.surrogates.draw import Prf
from caviardage.surrogates.french import fold
from caviardage.surrogates.lists import postcodes
from caviardage.surrogates.people import Bearer, NewName, named, written
from caviardage.surrogates.picker import Exhausted, Picker
from caviardage.surrogates.values import VALUES

_DIGITS = 32
_WORD = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+){0,4}")


class Found(NamedTuple):
    """A value of a document and what it is."""

    entity: str
    text: str


class SurrogateBook:
    """The surrogates of one document.

    Args:
        prf: The keyed function of the domain (``Keyset.compute``).
        domain: The pseudonymisation domain.
        scope: ``document``, or a wider one.
        scope_id: What tells this scope from others of its kind.
        mentions: Every place that names someone, in any order: people, e-mails, handles.
        values: Every other value found.
        texts: All texts of the document, whose words no name may be.
        keep_department: Addresses stay in their département.
        linking: Who is who among the mentions; computed where it is not given.
    """

    def __init__(
        self, prf: Prf, *, domain: str, scope_id: str, mentions: Sequence[Mention] = (),
        values: Iterable[Found | tuple[str, str]] = (), texts: Iterable[str] = (),
        scope: str = "document", keep_department: bool = False, linking: Linking | None = None,
    ) -> None:  # fmt: skip
        self._mentions = tuple(mentions)
        self._keep_department = keep_department
        self._wide = scope != "document"
        self.linking = linking or link(self._mentions)
        found = sorted({Found(*value) for value in values})
        self._picker = Picker(
            prf, domain=domain, scope=scope, scope_id=scope_id,
            present=_present(self._mentions, found, texts),
        )  # fmt: skip
        self._names = self._named()
        self._cores: dict[tuple[str, str], Any] = {}
        for entity, key in sorted({(v.entity, canonical(v.entity, v.text)) for v in found}):
            self._cores[entity, key] = self._drawn(entity, key)
        self._weeks = dates.weeks(self._picker.draw("weeks"))

    def mention(self, number: int) -> str | None:
        """The surrogate of a mention, by its number, in the form of that mention."""
        mention = self._mentions[number]
        name = self._names[self.linking.groups[number]]
        if name is None:
            return None
        if mention.entity == "PERSON":
            return written(mention.text, name)
        local = mention.text.rpartition("@")[0] if mention.entity == "EMAIL_ADDRESS" else ""
        question = ("local", canonical(mention.entity, local or mention.text))
        digits = self._picker.draw(*question).digits(_DIGITS)
        if mention.entity == "EMAIL_ADDRESS":
            host = canonical("EMAIL_ADDRESS", mention.text).rpartition("@")[2]
            domain = email.domain(self._picker.draw("host", host))
            return email.written(mention.text, name, digits, domain)
        return email.local_part(mention.text, name, digits)

    def value(self, entity: str, text: str) -> str | None:
        """The surrogate of a value given to the book, in the form of this spelling.

        Dates move with all others of the scope. None where the entity has no surrogate, its shape
        is not known, or none is left.
        """
        if entity == "DATE_TIME":
            return dates.shifted(text, self._weeks)
        if entity not in VALUES:
            return None
        key = entity, canonical(entity, text)
        core = self._cores[key] if key in self._cores else self._drawn(*key)
        return None if core is None else VALUES[entity].write(core, text)

    def _drawn(self, entity: str, key: str) -> Any:
        how = VALUES.get(entity)
        if how is None:
            return None
        make = how.draw
        if entity == "FR_ADDRESS" and self._keep_department:

            def make(draw: Any, value: str) -> Any:
                return address.drawn(draw, value, keep_department=True)

        if entity == "FR_POSTAL_CODE" and self._keep_department:
            own = address.department(key)
            return postcodes()[own] if own else None

        return self._picker.pick(entity, key, lambda d: make(d, key), key=how.key, not_=key)

    def _named(self) -> dict[int, NewName | None]:
        """A name for each person, in the order of their own names."""
        people: dict[int, list[Mention]] = {}
        for group, mention in zip(self.linking.groups, self._mentions, strict=True):
            people.setdefault(group, []).append(mention)
        bearers = {group: _bearer(own, self.linking.sexes[group]) for group, own in people.items()}
        if self._wide:  # the same name whatever stands before it
            bearers = {group: replace(who, befores=()) for group, who in bearers.items()}
        names: dict[int, NewName | None] = {}
        for group in sorted(bearers, key=lambda g: (bearers[g].key, sorted(bearers[g].texts))):
            try:
                names[group] = named(bearers[group], self._picker)
            except Exhausted:
                names[group] = None
        return names


def _bearer(mentions: Sequence[Mention], sex: Any) -> Bearer:
    """A person by their mentions; by the local part of an e-mail where nothing else names them."""
    people = sorted({(m.text, m.before) for m in mentions if m.entity == "PERSON"})
    if not people:
        locals_ = {re.split(r"[@\s\[(]", m.text.lstrip("@"), maxsplit=1)[0] for m in mentions}
        people = [(re.sub(r"[\W\d_]+", " ", text), "") for text in sorted(locals_)]
    return Bearer(tuple(t for t, _ in people), sex, tuple(b for _, b in people))


def _present(
    mentions: Sequence[Mention], values: Iterable[Found], texts: Iterable[str]
) -> frozenset[str]:
    """What no surrogate may be: the words of the document and its values."""
    found = {part.key for m in mentions if m.entity == "PERSON" for part in parts(m.text)}
    for text in (*texts, *(m.text for m in mentions)):
        for match in _WORD.finditer(text):
            found.add(fold(match[0]))
            found.update(re.split(r"[-'’]", fold(match[0])))
    return frozenset(found | {canonical(v.entity, v.text) for v in values})
