"""One person under many names: the mentions of a document, grouped by whom they name.

« Mme Claire Dupont », « C. Dupont », « claire dupond » and claire.dupont@… are one person. « M.
Dupont » beside Claire and Paul is Paul; « Dupont », which fits both, is refused and counted.

>>> names = ("Claire Dupont", "Paul Dupont", "C. Dupont", "dupond claire", "Dupont")
>>> linked = link([Mention(entity="PERSON", text=name) for name in names])
>>> linked.groups, linked.refused
((0, 1, 0, 0, 2), 1)
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from caviardage.link_cues import Cue, cue, neighbour, shown_sex
from caviardage.link_people import Person, join, join_customer
from caviardage.local_parts import ROLES, local_part, pieces, spells, spells_partly
from caviardage.mentions import Mention
from caviardage.name_forms import Form
from caviardage.surrogates.french import fold
from caviardage.surrogates.lists import Sex, is_given

_MOST_PEOPLE, _MIN_PIECE = 300, 3


@dataclass(frozen=True, slots=True)
class Linking:
    """Who is who.

    Attributes:
        groups: For each mention the number of its person, by first appearance.
        refused: How many mentions fit two people or more, and stay apart.
        sexes: For each person, the sex that civilities and given names tell.
    """

    groups: tuple[int, ...]
    refused: int
    sexes: tuple[Sex | None, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A way to name someone, with what its place says."""

    form: Form
    cue: Cue
    known: bool
    local: str = ""


def link(mentions: Sequence[Mention]) -> Linking:
    """Group the mentions of one document by person; their order changes the numbering only."""
    names = [_name(m) for m in mentions]
    people: list[Person] = []
    of_name: dict[_Name, int] = {}
    refused: set[_Name] = set()
    for name in sorted(set(names), key=_rank):
        at = _place(name, people) if not name.local else _owner(name.local, people)
        if at is None:
            refused.add(name)
        of_name[name] = _add(people, at, name)
    raw = [of_name[name] for name in names]
    _tie(raw, mentions, names, people)
    join_customer(raw, mentions, people)
    order = list(dict.fromkeys(raw))
    count = sum(name in refused for name in names)
    groups = tuple(order.index(at) for at in raw)
    return Linking(groups, count, tuple(people[at].sex for at in order))


def _tie(
    raw: list[int], mentions: Sequence[Mention], names: Sequence[_Name], people: list[Person]
) -> None:
    """Join the people that stand side by side as one: « Nom : Roy / Prénom : Léa », « née Roy »."""
    known = [i for i, mention in enumerate(mentions) if mention.known]
    pairs = {(known[0], i) for i in known[1:]}
    ends = {fold(m.text): i for i, m in enumerate(mentions) if m.entity == "PERSON"}
    for i, mention in enumerate(mentions):
        near = neighbour(mention.before, mention.entity)
        last = [text for text in ends if near and near[0].endswith(text)]
        if near and last:
            j = ends[max(last, key=len)]
            if j != i and (near[1] or _complete(names[i], names[j])):
                pairs.add((j, i))
    told = [(mention.text, mention.before) for mention in mentions]
    for one, other in sorted(pairs, key=lambda pair: (told[pair[0]], told[pair[1]])):
        join(raw, people, raw[one], raw[other])


def _complete(one: _Name, other: _Name) -> bool:
    """Whether a given name alone follows a surname alone, in a column or after « Mme »."""
    words = one.form.words + other.form.words
    if len(words) != 2 or not one.form.words:
        return False
    return other.cue.civil or is_given(words[0]) != is_given(words[1])


def _name(mention: Mention) -> _Name:
    if mention.entity != "PERSON":
        local = local_part(mention.text)
        if ROLES.issuperset(pieces(local)):  # contact@ here is not contact@ there
            local = mention.text.casefold()
        words = pieces(local)
        whole = len(words) == 2 and min(map(len, words)) >= _MIN_PIECE
        if whole and any(map(is_given, words)):
            return _Name(Form.of(" ".join(words)), Cue(), mention.known, local)
        return _Name(Form(()), Cue(), mention.known, local)
    form = Form.of(mention.text)
    said = cue(mention.before, mention.text)
    shown = shown_sex(mention.text, said)
    if said.sex is None or (form.full and shown not in (None, said.sex)):
        said = dataclasses.replace(said, sex=shown if said.sex is None else None)
    return _Name(form, said, mention.known)


def _rank(name: _Name) -> tuple[object, ...]:
    """The most telling first; then an order that is the same whatever order they came in."""
    form = name.form
    return (
        not form.words and bool(name.local), -len(form.words), bool(name.local),
        -len(form.initials), not name.known, name.cue.sex is None,
        not name.cue.kin, not name.cue.civil, form.key, name.cue.sex or "", name.cue.couple,
        name.cue.other, name.local,
        sorted(form.joined), sorted(form.compounds), form.words,
    )  # fmt: skip


def _add(people: list[Person], at: int | None, name: _Name) -> int:
    if at is None or at == len(people):
        alone = at is None or not name.form.words or name.cue.other
        people.append(
            Person([name.form], name.cue.sex, name.cue.kin, name.known, name.cue.theirs, alone)
        )
        return len(people) - 1
    person = people[at]
    person.forms.append(name.form)
    person.sex = person.sex or name.cue.sex
    person.kin = person.kin or name.cue.kin
    person.known = person.known or name.known
    person.theirs = person.theirs or name.cue.theirs
    return at


def _place(name: _Name, people: list[Person]) -> int | None:
    """The person that a name fits, the next one if none; None where it fits several."""
    if len(people) > _MOST_PEOPLE or (name.cue.couple and not name.form.full) or name.cue.other:
        return len(people)
    open_ = [(i, p) for i, p in enumerate(people) if not p.closed and _compatible(name, p)]
    for typos, short in ((False, False), (True, False), (True, True)):
        fitting = [
            i
            for i, person in open_
            if any(form.same(name.form, typos=typos, short=short) for form in person.forms)
        ]
        if len(fitting) > 1:
            fitting = _narrowed(name, fitting, people)
        if len(fitting) > 1:
            return None
        if fitting:
            return fitting[0] if _sure(name, people[fitting[0]]) else None
    return len(people)


def _compatible(name: _Name, person: Person) -> bool:
    if name.cue.sex and person.sex and name.cue.sex != person.sex:
        return False
    # « ma fille Léa » is not the customer, even one called Léa; « mon père, Louis Roy » may be.
    return name.form.full or not (name.cue.kin and person.known)


def _narrowed(name: _Name, fitting: list[int], people: list[Person]) -> list[int]:
    """Among several, those that fit best: the very form, the same sex, no relative."""
    exact = [i for i in fitting if any(f.key == name.form.key for f in people[i].forms)]
    own = [i for i in fitting if people[i].known] if name.cue.greeted else []
    if len(exact) == 1 or len(own) == 1:
        return exact if len(exact) == 1 else own
    if not name.form.full and not name.form.initials:
        same = [i for i in fitting if people[i].sex == name.cue.sex is not None]
        own = [i for i in same or fitting if not people[i].kin]
        return own if len(own) == 1 and people[own[0]].known else fitting
    return fitting


def _sure(name: _Name, person: Person) -> bool:
    """Whether a surname alone may be that of the only one who has it.

    « M. Petit » beside « son fils Théo Petit » is the father.
    """
    single = len(name.form.words) == 1 and not name.form.initials
    given = bool(name.form.words) and is_given(name.form.words[0]) and not name.cue.civil
    told = any(form.key == name.form.key for form in person.forms)
    told = not single or given or told or name.cue.kin or not any(f.full for f in person.forms)
    return told or (not person.theirs and (name.cue.civil or not person.kin))


def _owner(local: str, people: list[Person]) -> int | None:
    """The person whose name an e-mail or a handle is made of, as ``_place`` does."""
    words = pieces(local)
    for fits in (spells, spells_partly) if words else ():
        found = [
            i
            for i, person in enumerate(people)
            if not person.closed and any(fits(form, words) for form in person.forms)
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return len(people)
