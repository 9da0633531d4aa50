"""What is known of a document's people, searched for in all its texts.

The columns that a policy marks ``known_value`` tell the customer's name, e-mail address, telephone
and numbers; the texts tell each other names: who was found in one message is searched for in the
others. This is no Presidio recognizer: those see one text, this sees the document.

>>> from caviardage.records import KnownValue
>>> known = [KnownValue(entity="EMAIL_ADDRESS", value="camille.durand@example.org")]
>>> text = "mail: Camille.Durand arobase example point org, sinon demander M. durand"
>>> [(entity, text[start:end]) for entity, start, end, _ in Search(known, []).find(text)]
... # doctest: +NORMALIZE_WHITESPACE
[('EMAIL_ADDRESS', 'Camille.Durand arobase example point org'),
 ('EMAIL_ADDRESS', 'Camille.Durand'), ('PERSON', 'Camille.Durand'), ('PERSON', 'durand')]
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from caviardage.passages import Passage
from caviardage.records import Document, Finding, KnownValue
from recognizers.base import fold
from recognizers.known_addresses import address
from recognizers.known_names import KnownNames
from recognizers.known_numbers import day, reference, telephone
from recognizers.known_words import MAIL_WORDS, keys, sequence, words
from recognizers.name_line import bots
from recognizers.name_words import common
from recognizers.words import COMMON

NAME = "KnownValueRecognizer"
EXACT, PART = 0.95, 0.85
#: A person found with this score, or a better one, is searched for in the other texts.
HEARD_SCORE = 0.75

Span = tuple[int, int, float]

_MIN_LOCAL, _MIN_WORD = 5, 3
# « Lou (SAV) », « Hotline – Bastien », « Maëlys, référente »: a name and what is said of it
_ASIDE = re.compile(r"[(),;:/–—]| - ")
_MACHINE = re.compile(r"bot\b|\bassistant|virtuel|automat|systeme|supervision")
_ROLES = frozenset(
    str.split(
        "accueil admin aide bonjour commande compta comptabilite contact direction facturation "
        "hello info infos mail noreply reply sav secretariat service support"
    )
)


def _mail(text: str, value: str) -> Iterator[Span]:
    """An e-mail address, its marks written out or not, and what stands before its @ alone."""
    line = words(text)
    for start, end in sequence(line, keys(value), MAIL_WORDS):
        yield start, end, EXACT
    local = keys(value.partition("@")[0])
    if sum(map(len, local)) >= _MIN_LOCAL and _ROLES.isdisjoint(local):
        for start, end in sequence(line, local):
            # « camille durand » is a name, « camille.durand », « cdurand75 » an account
            if not text[start:end].isalpha() and " " not in text[start:end]:
                yield start, end, PART


def _words(text: str, value: str) -> Iterator[Span]:
    """Words in a row; one that is a word of French needs its capital."""
    wanted = keys(value)
    if sum(map(len, wanted)) < _MIN_WORD or COMMON.issuperset(wanted):
        return
    for start, end in sequence(words(text), wanted):
        if not all(map(common, wanted)) or text[start].isupper():
            yield start, end, EXACT


_BY_ENTITY: Mapping[str, Callable[[str, str], Iterator[Span]]] = {
    "EMAIL_ADDRESS": _mail,
    "PHONE_NUMBER": telephone,
    "FR_ADDRESS": address,
    "DATE_OF_BIRTH": day,
    **dict.fromkeys(
        ("ORGANIZATION", "LOCATION", "PLACE_OF_BIRTH", "SOCIAL_HANDLE", "URL", "USERNAME"), _words
    ),
}


class Search:
    """Looks for the known values of one document.

    Args:
        known: What its columns tell.
        heard: Names that its texts tell.
    """

    def __init__(self, known: Iterable[KnownValue], heard: Iterable[str]) -> None:
        values = [k for k in known if k.entity != "PERSON"]
        mails = (k.value.partition("@")[0] for k in values if k.entity == "EMAIL_ADDRESS")
        self._values = [(k.entity, k.value, _BY_ENTITY.get(k.entity, reference)) for k in values]
        self._names = KnownNames((k.value for k in known if k.entity == "PERSON"), (*heard, *mails))

    def find(self, text: str, *, names: bool = True) -> Iterator[tuple[str, int, int, float]]:
        """The known values in a text: entity type, span, score."""
        for entity, value, search in self._values:
            for span in search(text, value):
                yield entity, *span
        if names:
            for span in self._names.find(text):
                yield "PERSON", *span


def _heard(
    document: Document, passages: Sequence[Passage], findings: Iterable[Finding]
) -> list[str]:
    """The names that texts and speakers tell, the surest first; assistants have none."""
    texts = {(text.message, text.field): text.text for text in document.texts}
    persons = sorted(
        (f for f in findings if f.entity == "PERSON" and f.score >= HEARD_SCORE),
        key=lambda f: (-f.score, f),
    )
    found = [texts[f.message, f.field][f.start : f.end] for f in persons]
    speakers = {text.speaker for text in document.texts if text.speaker}
    people = sorted(speaker for speaker in speakers if not _MACHINE.search(fold(speaker)))
    names = dict.fromkeys((*(p for speaker in people for p in _ASIDE.split(speaker)), *found))
    no_one = machines(document, passages)
    return [name for name in names if not no_one.issuperset(keys(name))]


def without_machines(
    document: Document, passages: Sequence[Passage], findings: Iterable[Finding]
) -> set[Finding]:
    """The findings without assistants that are nobody, wherever they are named."""
    no_one = machines(document, passages)
    no_one -= {key for k in document.known if k.entity == "PERSON" for key in keys(k.value)}
    if not no_one:
        return set(findings)
    texts = {(text.message, text.field): text.text for text in document.texts}
    return {
        f
        for f in findings
        if f.entity != "PERSON"
        or not no_one.issuperset(keys(texts[f.message, f.field][f.start : f.end]))
    }


def machines(document: Document, passages: Sequence[Passage]) -> set[str]:
    """The words, folded, of the names of assistants that are nobody."""
    speakers = {text.speaker for text in document.texts if text.speaker}
    named = {key for speaker in speakers if _MACHINE.search(fold(speaker)) for key in keys(speaker)}
    for passage in passages:
        folded = fold(passage.text)
        named.update(
            key for end in bots(folded) for key in keys(folded[max(0, end - 30) : end])[-1:]
        )
    return named


def known_findings(
    document: Document, passages: Sequence[Passage], findings: Iterable[Finding]
) -> Iterator[Finding]:
    """Find what the columns and the other texts know.

    Args:
        document: The document.
        passages: Its passages.
        findings: What the recognizers found in it.
    """
    if not document.known and len(document.texts) < 2:
        return  # the names of a single text are followed by ``person_mentions``
    search = Search(document.known, _heard(document, passages, findings))
    for passage in passages:
        for entity, start, end, score in search.find(passage.text, names=not passage.joined):
            for text, low, high in passage.sources(start, end):
                yield Finding(
                    message=text.message,
                    field=text.field,
                    start=low,
                    end=high,
                    entity=entity,
                    score=score,
                    recognizer=NAME,
                )
