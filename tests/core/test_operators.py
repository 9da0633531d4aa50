"""What is done to one value."""

import subprocess
import sys
from typing import Any

import pytest

from caviardage.operators import Operators
from caviardage.places import Place
from caviardage.policy import Policy
from caviardage.policy_rules import EntityRule
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document


@pytest.fixture(scope="module")
def operators(policy: Policy, pseudonymizer: Pseudonymizer) -> Operators:
    """The operators of the policy of the tests."""
    return Operators(policy, pseudonymizer)


def replaced(
    operators: Operators,
    rule: dict[str, Any],
    value: str,
    *,
    entity: str = "PERSON",
    scope_id: str = "id:1",
) -> str:
    """What stands for a value, in a document that holds nothing else."""
    place = Place(
        message=0,
        field="note",
        start=0,
        end=len(value),
        entity=entity,
        value=value,
        rule=EntityRule.model_validate(rule),
    )
    document = Document(records=(), texts=(), scope_id=scope_id)
    (made,) = operators.replace(document, [place]).places
    return str(made.text)


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ({"operator": "redact"}, "Zoé Lefèvre", ""),
        ({"operator": "replace"}, "Zoé Lefèvre", "<PERSON>"),
        ({"operator": "replace", "new_value": "[client]"}, "Zoé", "[client]"),
        ({"operator": "mask"}, "Zoé Lefèvre", "***********"),
        ({"operator": "mask", "masking_char": "█"}, "Zoé", "███"),
        ({"operator": "mask", "chars_to_mask": 2}, "Zoé", "**é"),
        ({"operator": "mask", "chars_to_mask": 2, "from_end": True}, "Zoé", "Z**"),
        ({"operator": "mask", "chars_to_mask": 9}, "Zoé", "***"),
        ({"operator": "mask", "chars_to_mask": 9, "from_end": True}, "Zoé", "***"),
        ({"operator": "mask"}, "", ""),
    ],
)
def test_each_operator_does_what_its_name_says(
    operators: Operators, rule: dict[str, Any], value: str, expected: str
) -> None:
    """Presidio's operators with the parameters of the policy."""
    assert replaced(operators, rule, value) == expected


def test_tokens_are_of_the_document_unless_the_rule_says_domain(operators: Operators) -> None:
    """One person in two tickets: two tokens by default, one in the domain's scope."""

    def tokens(rule: dict[str, Any]) -> list[str]:
        of = {"operator": "token", **rule}
        return [replaced(operators, of, "Zoé", scope_id=i) for i in ("id:1", "id:1", "id:2")]

    for rule in ({}, {"scope": "document"}):
        first, again, other = tokens(rule)
        assert first == again != other
    assert len(set(tokens({"scope": "domain"}))) == 1
    assert tokens({"scope": "domain"})[0] != tokens({})[0]


def test_labels_are_french_on_demand(policy: Policy, pseudonymizer: Pseudonymizer) -> None:
    """An entity outside the catalogue keeps its own name."""
    french = Policy.model_validate({**policy.model_dump(), "output": {"labels": "fr"}})
    operators = Operators(french, pseudonymizer)
    assert operators.label("PHONE_NUMBER") == "<TÉLÉPHONE>"
    assert operators.label("VALUE") == "<VALUE>"
    assert Operators(policy, pseudonymizer).label("PHONE_NUMBER") == "<PHONE_NUMBER>"


def test_the_token_operator_is_one_of_presidio(operators: Operators) -> None:
    """It answers to Presidio's interface, so Presidio's own engine could run it."""
    from presidio_anonymizer.operators import OperatorType

    token = operators._operators["token"]
    assert (token.operator_name(), token.operator_type()) == ("token", OperatorType.Anonymize)
    assert token.validate({}) is None


def test_presidio_is_not_imported_before_it_is_needed() -> None:
    """It pulls spaCy in and costs seconds: checking a policy must not pay for it."""
    code = (
        "import sys, caviardage.operators, caviardage.processing, caviardage.policy_file\n"
        "print([m for m in ('presidio_anonymizer', 'spacy', 'apache_beam') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
