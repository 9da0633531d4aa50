"""The policy file: faults are told with file, line and key, and its meaning has one digest."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caviardage.entities import ENTITIES, Family, Priority
from caviardage.errors import PolicyError
from caviardage.policy import Policy, json_schema
from caviardage.policy_file import load_policy
from caviardage.suggest import nearest, unknown

ROOT = Path(__file__).parents[2]
TICKETS = ROOT / "configs" / "crm_tickets.yaml"
FAULTS = [
    json.loads(line)
    for line in (ROOT / "tests" / "core" / "cases" / "policy_faults.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["comment"])
def test_a_fault_is_told_where_it_stands(tmp_path: Path, fault: dict[str, Any]) -> None:
    """File, line, key path, what is wrong, and the nearest spelling or what is accepted."""
    old, new = fault["change"]
    original = TICKETS.read_text(encoding="utf-8")
    assert original.count(old) == 1
    path = tmp_path / "policy.yaml"
    path.write_text(original.replace(old, new), encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        load_policy(path)
    lines = [
        line
        for line in str(error.value).splitlines()
        if line.startswith(f"{path}:{fault['line']}: ")
    ]
    assert [line for line in lines if all(words in line for words in fault["says"])]


def test_every_fault_of_a_policy_is_told_at_once(tmp_path: Path) -> None:
    """One line for each, so that one round of corrections is enough."""
    text = TICKETS.read_text(encoding="utf-8")
    path = tmp_path / "p.yaml"
    path.write_text(text.replace("version: 1", "versoin: 1").replace("0.35", "35"), "utf-8")
    with pytest.raises(PolicyError) as error:
        load_policy(path)
    lines = str(error.value).splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{path}:") for line in lines)
    assert any("version: this key is required" in line for line in lines)


@pytest.mark.parametrize("content", ["", "- a\n- b\n", "texte", "42"])
def test_a_policy_is_a_mapping(tmp_path: Path, content: str) -> None:
    """Any other YAML is no policy."""
    (tmp_path / "p.yaml").write_text(content)
    with pytest.raises(PolicyError, match="a policy is a mapping of keys"):
        load_policy(tmp_path / "p.yaml")


@pytest.mark.parametrize("content", ["1: a\n", "null: a\n", "true: a\n"])
def test_keys_are_texts(tmp_path: Path, content: str) -> None:
    """A number or a truth value as a key is said to be one."""
    (tmp_path / "p.yaml").write_text(content)
    with pytest.raises(PolicyError, match="keys should be strings"):
        load_policy(tmp_path / "p.yaml")


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.yaml")), ids=lambda p: p.name)
def test_the_policies_that_we_ship_are_valid(path: Path) -> None:
    """Each can be loaded, and drops or scans what it names."""
    assert load_policy(path).scanned()


def test_the_schema_for_editors_is_the_one_of_the_code() -> None:
    """Written by ``caviardage policy schema > configs/policy.schema.json``."""
    written = json.loads((ROOT / "configs" / "policy.schema.json").read_text(encoding="utf-8"))
    assert json_schema() == written


def test_comments_order_and_written_defaults_do_not_change_the_digest(
    policy_of: Callable[[str], Policy],
) -> None:
    """The digest is of what the policy means."""
    head = "policy: p\nversion: 1\n"
    domain = "domain: {id: d, controller: c, purpose: p, legal_basis: art6-1-f}\n"
    fields = "fields: {a: {operator: keep}, b: {scan: true}}\n"
    digest = policy_of(head + domain + fields).digest()
    assert digest == policy_of(f"# vu\n{fields}{domain}{head}").digest()
    assert digest == policy_of(f"{head}{domain}{fields}output: {{labels: en}}\n").digest()
    other = fields.replace("keep", "redact")
    assert digest != policy_of(head + domain + other).digest()


def test_an_entity_without_a_rule_gets_the_default_then_redact(policy: Policy) -> None:
    """What the policy forgot is never kept."""
    assert policy.entity_rule("PERSON").operator == "replace"
    assert policy.entity_rule("FR_NIR").operator == "redact"
    assert (
        Policy.model_validate({**policy.model_dump(), "entities": {}})
        .entity_rule("PERSON")
        .operator
        == "redact"
    )


def test_quoted_spaces_are_kept(policy_of: Callable[[str], Policy]) -> None:
    """A tab between columns, a column with spaces around its name, a pattern that ends in one."""
    policy = policy_of(
        "policy: p\nversion: 1\n"
        "domain: {id: d, controller: ' Exemple SAS ', purpose: p, legal_basis: art6-1-f}\n"
        'fields: {" nom ": {operator: keep}}\n'
        'input: {delimiter: "\\t"}\n'
        "detection: {custom: [{entity: CUSTOMER_ID, pattern: 'réf '}]}\n"
    )
    assert policy.input.delimiter == "\t"
    assert list(policy.fields) == [" nom "]
    assert policy.detection.custom[0].pattern == "réf "
    assert policy.domain.controller == "Exemple SAS"


def test_what_is_not_named_may_be_an_error(policy_of: Callable[[str], Policy]) -> None:
    """'*' says what happens to the columns that the policy does not name."""
    policy = policy_of(
        "policy: p\nversion: 1\n"
        "domain: {id: d, controller: c, purpose: p, legal_basis: art6-1-f}\n"
        "fields: {'*': error, a: {operator: keep}}\n"
    )
    assert policy.fields["*"] == "error"
    assert list(policy.field_rules()) == ["a"]
    assert list(policy.field_tree().names) == ["a"]


def test_a_label_may_be_left_empty(policy_of: Callable[[str], Policy]) -> None:
    """A key written without a value is a key not written, where the key is optional."""
    policy = policy_of(
        "policy: p\nversion: 1\n"
        "domain: {id: d, controller: c, purpose: p, legal_basis: art6-1-f}\n"
        "record: {id: , subject: ~}\n"
        "fields: {a: {operator: keep}}\n"
        "detection: {custom: [{entity: CUSTOMER_ID, pattern: 'CLI-[0-9]+', label: }]}\n"
    )
    assert policy.detection.custom[0].label is None
    assert policy.record.id is None


@pytest.mark.parametrize("fields", ["{'*': drop}", "{}"])
def test_a_policy_names_a_field(policy_of: Callable[[str], Policy], fields: str) -> None:
    """A policy that drops everything is a mistake."""
    with pytest.raises(PolicyError, match=r"no field is named|at least 1 item"):
        policy_of(
            "policy: p\nversion: 1\n"
            "domain: {id: d, controller: c, purpose: p, legal_basis: art6-1-f}\n"
            f"fields: {fields}\n"
        )


def test_a_policy_cannot_be_changed_after_its_validation(policy: Policy) -> None:
    """Workers get exactly what was checked."""
    with pytest.raises(ValueError, match="frozen"):
        policy.version = 2  # type: ignore[misc]


def test_the_catalogue_of_entities_is_whole() -> None:
    """Each type has a family, a priority and a French label of one word."""
    assert len(ENTITIES) > 60
    for name, entity in ENTITIES.items():
        assert entity.name == name
        assert entity.label_fr == entity.label_fr.upper()
    assert ENTITIES["PASSWORD"].family is Family.CREDENTIAL
    assert ENTITIES["FR_NIR"].priority is Priority.IDENTIFIER
    labels = [entity.label_fr for entity in ENTITIES.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("PERSONNE", "PERSON"),
        ("person", "PERSON"),
        ("fr_nirr", "FR_NIR"),
        ("EMAIL_ADRESS", "EMAIL_ADDRESS"),
        ("Phone_Nummber", "PHONE_NUMBER"),
        ("xyz", None),
    ],
)
def test_the_nearest_spelling_is_suggested(written: str, meant: str | None) -> None:
    """In whatever case it was written; nothing when nothing is near."""
    assert nearest(written, ENTITIES) == meant


def test_a_long_list_of_names_is_cut() -> None:
    """Twelve names, and how many there are."""
    said = unknown("entity", "xyz", ENTITIES)
    assert said.endswith(f", … ({len(ENTITIES)} in all)")
    assert said.count(",") == 12
    assert "did you mean" not in said
