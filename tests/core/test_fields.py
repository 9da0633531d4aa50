"""Field paths: columns, nested values, items of lists, and names that hold dots or brackets."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caviardage import fields
from caviardage.fields import ITEMS, PathTree

names = st.text(st.sampled_from("aé .[]\\'\n\u202f0"), min_size=1, max_size=6).filter(
    lambda name: name != ITEMS
)
paths = st.builds(
    lambda first, rest: (first, *rest),
    names,
    st.lists(names | st.just(ITEMS), max_size=5),
)


@given(paths)
@example(("a.b", ITEMS, "[0]", "c\\"))
@example(("\\", "\\\n", "]["))
def test_any_name_survives_a_path_and_back(steps: fields.Steps) -> None:
    """Whatever a column is called, its path names that column and no other."""
    assert steps == fields.parse(fields.join(steps))


@given(paths, paths)
def test_two_paths_that_differ_are_written_differently(a: fields.Steps, b: fields.Steps) -> None:
    """No two places of a record share a path."""
    assert (a == b) == (fields.join(a) == fields.join(b))


@pytest.mark.parametrize(
    "path",
    ["", ".", "a.", ".a", "a..b", "[]", "[].a", "a[", "a]", "a[0]", "a[]b", "a\\", "a.[]"],
)
def test_misplaced_dots_and_brackets_are_refused(path: str) -> None:
    """A path that is not names joined by dots, with [] after lists, says so."""
    with pytest.raises(ValueError, match="a field path is"):
        fields.parse(path)


def test_a_column_called_like_the_items_of_a_list_is_refused() -> None:
    """An escaped [] would be read as the items of a list: it is an error instead."""
    with pytest.raises(ValueError, match="cannot be told from the items"):
        fields.parse(r"pièces.\[\]")


def test_find_walks_lists_of_lists_and_skips_nulls() -> None:
    """Every value at the path that is not null is given with its own concrete path."""
    row = {"lots": [[{"réf.": "A"}], None, [{"réf.": None}, {"réf.": "B"}, {}], "texte"]}
    found = list(fields.find(row, fields.parse(r"lots[][].réf\.")))
    assert found == [
        (r"lots[0][0].réf\.", (0, 0), "A"),
        (r"lots[2][1].réf\.", (2, 1), "B"),
    ]


@pytest.mark.parametrize("row", [{}, {"a": "texte"}, {"a": {"b": 1}}, {"a": 3}, {"a": []}])
def test_find_gives_nothing_where_the_record_has_another_shape(row: dict[str, object]) -> None:
    """A record without the list that a path goes through holds no value at that path."""
    assert list(fields.find(row, fields.parse("a[].b"))) == []


def test_get_uses_the_indices_of_the_neighbour() -> None:
    """The author that stands beside the third comment is the third one's."""
    row = {"fils": [{"tours": [{"qui": "Léa"}, {"qui": "Inès"}]}, {"tours": [{"qui": "Ali"}]}]}
    steps = fields.parse("fils[].tours[].qui")
    assert fields.get(row, steps, (0, 1)) == "Inès"
    assert fields.get(row, steps, (1, 0)) == "Ali"


@pytest.mark.parametrize("indices", [(), (0,), (0, 9), (7, 0)])
def test_get_is_null_where_nothing_stands(indices: tuple[int, ...]) -> None:
    """Missing indices, or an index past the end, give null and never a neighbour's value."""
    row = {"fils": [{"tours": [{"qui": "Léa"}]}]}
    assert fields.get(row, fields.parse("fils[].tours[].qui"), indices) is None


def test_get_is_null_in_a_value_of_another_shape() -> None:
    """A text has no items and no names."""
    assert fields.get({"a": "texte"}, fields.parse("a.b")) is None
    assert fields.get({"a": "texte"}, fields.parse("a[].b"), (0,)) is None


def test_a_tree_holds_paths_side_by_side() -> None:
    """Lists and objects share what they have in common."""
    tree: PathTree[int] = PathTree()
    for value, path in enumerate(["a[].b", "a[].c", "d.e", "f"]):
        tree.add(fields.parse(path), value)
    assert tree.names["a"].items is not None
    assert {n: t.value for n, t in tree.names["a"].items.names.items()} == {"b": 0, "c": 1}
    assert tree.names["f"].value == 3


@pytest.mark.parametrize(
    ("first", "second"), [("a", "a"), ("a", "a.b"), ("a.b", "a"), ("a[]", "a"), ("a", "a[].b")]
)
def test_a_tree_refuses_a_value_on_a_place_and_inside_it(first: str, second: str) -> None:
    """One value cannot be handled by two rules."""
    tree: PathTree[int] = PathTree()
    tree.add(fields.parse(first), 1)
    with pytest.raises(ValueError, match="one inside it"):
        tree.add(fields.parse(second), 2)
