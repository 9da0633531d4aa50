"""Who is who in a document: one person under many names, two members of a family apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caviardage.linking import link
from caviardage.mentions import Mention

Told = tuple[str, str]  # what stands before, what is written


def mentions(*told: Told | str) -> list[Mention]:
    """Mentions of a document: an address is an e-mail, « ! » marks what the record knows."""
    found = []
    for item in told:
        before, text = item if isinstance(item, tuple) else ("", item)
        entity = "EMAIL_ADDRESS" if "@" in text or "arobase" in text else "PERSON"
        found.append(
            Mention(entity=entity, text=text.rstrip("!"), before=before, known=text.endswith("!"))
        )
    return found


@pytest.mark.parametrize(
    "told",
    [
        (
            "Claire Dupont",
            "C. Dupont",
            "Claire",
            ("Mme ", "Dupont"),
            "claire dupond",
            "DUPONT Claire",
        ),
        (
            "Claire Dupont",
            "claire.dupont@example.org",
            "cdupont75@example.org",
            "dupont.c@example.org",
        ),
        (
            "Jean-Baptiste de La Tour",
            "JB",
            ("M. ", "Latour"),
            "de la Tour",
            "jb.delatour@example.org",
        ),
        ("Maryvonne Le Goff", ("Mme ", "Legoff"), "LE GOFF M."),
        ("Hugo Zimmermann", "hugo point zimmermann arobase example point org", "Zimermann"),
        ("Étienne Rousseau", "ETIENNE ROUSSEAU", "E.R.", "Etienne"),
        ("Carvalho", ("Carvalho, ", "C A R V A L H O")),
        (("Nom : ", "PRINTEMPS"), ("Nom : PRINTEMPS\nPrénom : ", "Rose")),
        ("Élise Thibaudeau", ("Élise Thibaudeau, née ", "Rambaud"), ("Mme ", "Thibaudeau")),
        ("Frédéric Payet", "Fred Payet", ("M. ", "Payet")),
        ("Anne-Sophie Roy!", "asroy@example.org!", "Anne-So"),
    ],
)
def test_one_person_in_many_forms_is_one(told: tuple[Told | str, ...]) -> None:
    """Whole names, initials, typing errors, addresses and maiden names lead to one person."""
    assert set(link(mentions(*told)).groups) == {0}


@pytest.mark.parametrize(
    "told",
    [
        ("Claire Dupont", "Paul Dupont"),
        ("Mathis Roy", "Mathias Roy"),
        ("Louis Martin", "Louise Martin"),
        ("Claire Dupont", ("M. ", "Dupont")),
        (("M. ", "Petit"), ("de son fils ", "Théo Petit")),
        ("Léa Roy!", ("ma fille ", "Léa")),
        ("Sophie Muller!", "Sophie Müller-Weiss"),
        ("Claire", "Zohra"),
        (("M. et Mme ", "Roy"), ("Mme ", "Roy")),
        ("Rajesh Roy!", ("mon homonyme, M. ", "Rajesh Roy")),
        ("Claire Dupont", "contact@example.org"),
        ("Gauthier de La Roche-Aymon", "Hubert de La Roche-Aymon"),
        ("Sandra Filippi", "toussaint.filippi@example.org"),
    ],
)
def test_two_people_stay_two(told: tuple[Told | str, ...]) -> None:
    """A family name, a like name or an address in common makes no person of two."""
    groups = link(mentions(*told)).groups
    assert len(set(groups)) == len(groups)


def test_what_fits_two_people_is_refused_and_counted() -> None:
    """« Dupont » beside Claire and Paul Dupont is nobody's: neither is chosen."""
    linked = link(mentions("Claire Dupont", "Paul Dupont", "Dupont", "Dupont"))
    assert linked.groups == (0, 1, 2, 2)
    assert linked.refused == 2


def test_a_civility_decides_between_members_of_a_family() -> None:
    """« Mme Dupont » is Claire where the other Dupont is Paul."""
    linked = link(mentions("Claire Dupont", "Paul Dupont", ("Mme ", "Dupont"), ("M. ", "Dupont")))
    assert linked.groups == (0, 1, 0, 1)
    assert linked.sexes == ("f", "m")
    assert linked.refused == 0


def test_a_greeting_names_the_customer_rather_than_a_relative() -> None:
    """« Bonjour Madame Evrard » is who the record says, not the mother of that name."""
    told = (
        "Lucie Evrard!",
        ("de maman : Mme ", "Jacqueline Evrard"),
        ("Bonjour Madame ", "Evrard"),
    )
    assert link(mentions(*told)).groups == (0, 1, 0)


def said(speaker: str | None, text: str, name: str, entity: str = "PERSON") -> Mention:
    """A mention inside a message of someone's."""
    start = text.index(name)
    return Mention.within(text, start, start + len(name), entity, speaker)


def test_the_course_of_a_chat_joins_a_given_name_and_a_surname() -> None:
    """The customer answers « Zimmermann », then « Hugo »; the agent is nobody of theirs."""
    chat = [
        said("hz", "Zimmermann", "Zimmermann"),
        said("hz", "hugo", "hugo"),
        said("Léa", "Enchantée Hugo, ici Julie.", "Hugo"),
        said("Léa", "Enchantée Hugo, ici Julie.", "Julie"),
        said("hz", "merci Julie", "Julie"),
        said("hz", "mon pseudo c'est @dyd0x", "@dyd0x", "SOCIAL_HANDLE"),
    ]
    assert link(chat).groups == (0, 0, 0, 1, 1, 0)


def test_two_given_names_said_of_the_customer_join_nothing() -> None:
    """« Hugo », then « Léo »: which of them is Zimmermann cannot be told."""
    chat = [said("hz", name, name) for name in ("Zimmermann", "Hugo", "Léo")]
    assert link(chat).groups == (0, 1, 2)


def test_nicknames_that_are_no_beginning_are_listed() -> None:
    """Gégé is Gérard Bodiou, and nobody where there are Gérard and Gérald."""
    assert link(mentions("Gérard Bodiou", "Gégé")).groups == (0, 0)
    assert link(mentions("Gérard Bodiou", "Gérald Roy", "Gégé")).groups == (0, 1, 2)


NAMES = ["Claire Dupont", "Paul Dupont", "C. Dupont", "Dupont", "claire", "Zohra Dupond", "P. D.",
         "claire.dupont@example.org", "Le Goff", "legoff", "K. Roy", "Roy Karim"]  # fmt: skip


@given(st.lists(st.sampled_from(NAMES), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_mentions_changes_the_numbering_only(names: list[str], random: object) -> None:
    """The same mentions in any order give the same people."""
    shuffled = list(names)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    one, other = link(mentions(*names)), link(mentions(*shuffled))
    people = [
        {frozenset(n for n, g in zip(told, at.groups, strict=True) if g == i) for i in at.groups}
        for told, at in ((names, one), (shuffled, other))
    ]
    assert people[0] == people[1]
    assert one.refused == other.refused


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_mentions_are_linked(texts: list[str]) -> None:
    """Whatever was found, odd Unicode included, each mention has a person; equal ones the same."""
    linked = link([Mention(entity="PERSON", text=text) for text in texts])
    assert len(linked.groups) == len(texts)
    assert len(linked.sexes) == len(set(linked.groups))
    for one, group in zip(texts, linked.groups, strict=True):
        assert {g for t, g in zip(texts, linked.groups, strict=True) if t == one} == {group}
