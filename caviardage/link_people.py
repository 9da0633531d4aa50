"""People of a document while they are put together, and what its course says of the customer.

In a chat the customer answers « Zimmermann », then « Hugo », and the agent says « Enchanté Hugo »:
no word is shared, yet both are one person. A given name and a surname are joined where only one of
each is said of the customer. « Mon pseudo, c'est @dyd0x » makes the handle the customer's own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caviardage.mentions import Mention
from caviardage.name_forms import Form
from caviardage.surrogates.french import fold
from caviardage.surrogates.lists import Sex, is_given

_CIVILITY = r"(?:(?:m\.?|mr|mme|mlle|madame|monsieur|mademoiselle|melle) )?"
_ADDRESSED = re.compile(
    r"(?<!\w)(?:bonjour|bonsoir|rebonjour|merci|salut|coucou|hello|enchantee?|chere?"
    rf"|bonne (?:journee|soiree|continuation|fetes?)|bien sur|d['’ ]?accord|tres bien)"
    rf"(?: a vous)?,? {_CIVILITY}\Z"
)
_OWN = re.compile(
    r"(?<!\w)(?:je m['’ ]?ap{1,2}el{1,2}e|moi,? c['’ ]?(?:est)?|mon nom,?(?: c['’ ]?est| est| c)?"
    rf"|je suis|mon prenom,?(?: c['’ ]?est| est| c)?) {_CIVILITY}\Z"
)
_OWN_HANDLE = re.compile(
    r"(?<!\w)(?:(?:mon|ma|mes|sur mon) (?:pseudo|login|compte|page|insta\w{0,4}|identifiant|user"
    r"|profil|discord|adresse|mail|e-mail|perso)|j['’ ]?suis|je suis|login"
    r"|compte (?:appli|portail|client)"
    r"|(?:chez vous|les avis(?: produits)?)) ?[^.!?\n]{0,24}\Z"
)
_SEEN = 60
NOBODY = ""


@dataclass(slots=True)
class Person:
    """A person so far: the forms of their name, and what places say."""

    forms: list[Form]
    sex: Sex | None
    kin: bool
    known: bool
    theirs: bool = False
    closed: bool = False  # refused: it takes nobody in


def join(raw: list[int], people: list[Person], new: int, old: int) -> None:
    """Make one person of two, unless their names say that they are two."""
    keep, gone = people[new], people[old]
    if new != old and not clash(keep, gone):
        raw[:] = [new if at == old else at for at in raw]
        keep.forms += gone.forms
        keep.sex = keep.sex or gone.sex


def clash(one: Person, other: Person) -> bool:
    """Whether two people both have a whole name, each their own."""
    single = all(len(f.words) == 1 for person in (one, other)[:1] for f in person.forms)
    single = single or all(len(f.words) < 2 for f in other.forms)
    if one.sex and other.sex and one.sex != other.sex and not single:
        return True
    whole = [[f for f in person.forms if f.full] for person in (one, other)]
    return bool(whole[0] and whole[1]) and not any(
        set(f.words) & set(g.words) for f in whole[0] for g in whole[1]
    )


def join_customer(raw: list[int], mentions: Sequence[Mention], people: list[Person]) -> None:
    """Join what is said of the customer: by them, to them, and the handles they call theirs."""
    customer = _customer(mentions)
    if customer == NOBODY:
        return
    own = {
        raw[i]
        for i, mention in enumerate(mentions)
        if mention.entity == "PERSON" and _of_customer(mention, customer)
    }
    given = [at for at in sorted(own) if _bare(people[at], given=True)]
    surnames = [at for at in sorted(own) if _bare(people[at], given=False)]
    if len(given) == len(surnames) == 1:
        join(raw, people, surnames[0], given[0])
        own.discard(given[0])
    known = {raw[i] for i, mention in enumerate(mentions) if mention.known}
    owners = known if len(known) == 1 else own
    if len(owners) != 1:
        return
    (owner,) = owners
    for i, mention in enumerate(mentions):
        said = mention.speaker == customer and _OWN_HANDLE.search(fold(mention.before[-_SEEN:]))
        if mention.entity != "PERSON" and said and not any(f.words for f in people[raw[i]].forms):
            raw[:] = [owner if at == raw[i] else at for at in raw]


def _customer(mentions: Sequence[Mention]) -> str | None:
    """Who the customer is among the speakers: nobody named (a ticket's text), or who answers."""
    speakers = {mention.speaker for mention in mentions if not mention.known}
    answering = {m.speaker for m in mentions if m.alone and m.speaker}
    if None in speakers:
        return None
    return answering.pop() if len(answering) == 1 else NOBODY


def _of_customer(mention: Mention, customer: str | None) -> bool:
    before = fold(mention.before[-_SEEN:].replace("\n", " "))
    if mention.known:
        return True
    if mention.speaker == customer:
        return mention.alone or bool(_OWN.search(before))
    return bool(_ADDRESSED.search(before))


def _bare(person: Person, *, given: bool) -> bool:
    """Whether all that is known of someone is a given name, or all a surname."""
    words = {word for form in person.forms for word in form.words}
    single = all(len(form.words) == 1 and not form.initials for form in person.forms)
    return bool(words) and single and all(is_given(word) == given for word in words)
