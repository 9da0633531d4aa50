"""YAML that can be trusted: plain values, no alias, no key twice, and lines for messages."""

from pathlib import Path

import pytest

from caviardage import strict_yaml
from caviardage.errors import PolicyError


def loaded(tmp_path: Path, content: str | bytes) -> tuple[object, object]:
    """Load a YAML text."""
    path = tmp_path / "p.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return strict_yaml.load(path)


def test_values_come_with_the_lines_of_their_keys(tmp_path: Path) -> None:
    """Nested keys and items each have the line on which they stand."""
    data, lines = loaded(tmp_path, "a: 1\nb:\n  - x\n  - c: é\n'3': ~\n")
    assert data == {"a": 1, "b": ["x", {"c": "é"}], "3": None}
    assert lines == {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 1): 4,
        ("b", 1, "c"): 4,
        ("3",): 5,
    }


def test_an_empty_file_is_nothing(tmp_path: Path) -> None:
    """No document, no line."""
    assert loaded(tmp_path, "# vide\n") == (None, {})


BOMB = "a: &a [lol, lol]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (BOMB, 2, "aliases (*a) are not accepted"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", 3, "aliases (*x) are not accepted"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tags (tag:yaml.org,2002:python"),
        ("a: !!python/name:os.system\n", 1, "are not accepted"),
        ("a: !!bool peut-être\n", 1, "tags (tag:yaml.org,2002:bool)"),
        ("a: !!timestamp hier\n", 1, "tags (tag:yaml.org,2002:timestamp)"),
        ('a: !!int ""\n', 1, "tags (tag:yaml.org,2002:int)"),
        ("a: !!binary aGk=\n", 1, "tags"),
        ("a: !client {b: 1}\n", 1, "tags (!client)"),
        ("a: 1\nb: 2\n\na: 3\n", 4, "key 'a' is written twice"),
        ("a:\n  b: 1\n  'b': 1\n", 3, "key 'b' is written twice"),
        ("- {a: 1, a: 1}\n", 1, "key 'a' is written twice"),
        ("a: [1\nb: 2\n", 2, "not plain YAML"),
        ("a: 1\n--- \nb: 2\n", 2, "not plain YAML"),
        ("? [a]\n: 1\n", 1, "not plain YAML"),
        ("a:\n\t- b\n", 2, "not plain YAML"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(
    tmp_path: Path, content: str, line: int, says: str
) -> None:
    """The message names the file, the line and what is not accepted there."""
    with pytest.raises(PolicyError) as error:
        loaded(tmp_path, content)
    assert f"p.yaml:{line}: " in str(error.value)
    assert says in str(error.value)


@pytest.mark.parametrize(
    "content",
    [b"a: Ren\xe9e\n", b"a: \x00\n", b"a: 2026-99-99\n", b"- " * 1200],
)
def test_what_has_no_line_is_refused_all_the_same(tmp_path: Path, content: bytes) -> None:
    """Other encodings, control characters, impossible dates, endless nesting."""
    with pytest.raises(PolicyError, match="not plain YAML in UTF-8"):
        loaded(tmp_path, content)


def test_a_file_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A policy is a page; the limit itself is still read."""
    monkeypatch.setattr(strict_yaml, "MAX_BYTES", 100)
    assert loaded(tmp_path, "#" * 100) == (None, {})
    with pytest.raises(PolicyError, match="larger than 100 bytes"):
        loaded(tmp_path, "#" * 101)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    """The path and the system's words."""
    with pytest.raises(PolicyError, match=r"absent\.yaml: No such file"):
        strict_yaml.load(tmp_path / "absent.yaml")
