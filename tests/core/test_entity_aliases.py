"""Names of entity types in other vocabularies."""

import pytest

from caviardage.entities import ENTITIES, SENSITIVE
from caviardage.entity_aliases import ALIASES, SCORE_LABELS, VENDORS, score_label, to_entity


@pytest.mark.parametrize("entity", sorted(ENTITIES))
def test_every_entity_type_counts_under_a_label(entity: str) -> None:
    """Ours are spans under one label, or flags that count under none."""
    assert to_entity(entity) == {entity}
    label = score_label(entity)
    assert label is None if entity in SENSITIVE else label in SCORE_LABELS


def test_the_table_names_entity_types_that_exist() -> None:
    """A misspelt row would translate to nothing."""
    assert set(ALIASES) <= set(ENTITIES)
    assert {names["score"] for names in ALIASES.values()} <= {(label,) for label in SCORE_LABELS}


@pytest.mark.parametrize("label", SCORE_LABELS)
def test_a_score_label_is_itself(label: str) -> None:
    """And stands for the entity types that count under it."""
    assert score_label(label) == label
    assert to_entity(label)


def test_every_alias_is_understood() -> None:
    """Each name of each vendor leads to its row, unless it is our own name of another type."""
    for entity, names in ALIASES.items():
        for vendor in VENDORS:
            for name in names[vendor]:
                assert entity in to_entity(name) or to_entity(name) == {name}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("FRSocialSecurityNumber", "NIR"),
        ("FRANCE_NIR", "NIR"),
        ("PATRONYME", "PERSON"),
        ("person_name", "PERSON"),
        ("DOB", "DATE"),
        ("INTERNAL_ID", "CUSTOMER_ID"),
        ("HEALTH_DATA", None),
    ],
)
def test_labels_of_others(label: str, expected: str | None) -> None:
    """Case and underscores do not matter."""
    assert score_label(label) == expected


def test_an_unknown_label_is_an_error() -> None:
    """It is not counted under OTHER in silence."""
    with pytest.raises(KeyError):
        score_label("LAPIN")
    assert to_entity("LAPIN") == frozenset()
