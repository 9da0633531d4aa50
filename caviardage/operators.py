"""What is done to a value: Presidio's operators, and ours registered beside them.

The only module that imports ``presidio_anonymizer``, which pulls spaCy in and costs seconds: it is
imported when the first operator is built.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from caviardage.entities import ENTITIES
from caviardage.policy import Policy
from caviardage.policy_rules import Rule
from caviardage.pseudonyms import Pseudonymizer

if TYPE_CHECKING:
    from presidio_anonymizer.operators import Operator


class Apply(Protocol):
    """Anything that turns a value into its replacement."""

    def apply(self, rule: Rule, entity: str, value: str, scope_id: str) -> str:
        """The replacement of one value of an entity type, in one document."""
        ...


class Operators:
    """The operators of one policy, ready to run.

    Args:
        policy: Its output labels (English or French) name the entities in replacements.
        pseudonymizer: Makes the tokens.
    """

    def __init__(self, policy: Policy, pseudonymizer: Pseudonymizer) -> None:
        self._labels = policy.output.labels
        self._operators = _presidio_operators(pseudonymizer)

    def apply(self, rule: Rule, entity: str, value: str, scope_id: str) -> str:
        """The replacement of one value (see ``Apply``)."""
        params = self._params(rule, entity, value, scope_id)
        result: str = self._operators[rule.operator].operate(value, params)
        return result

    def _params(self, rule: Rule, entity: str, value: str, scope_id: str) -> dict[str, Any]:
        if rule.operator == "replace":
            return {"new_value": rule.new_value or self.label(entity)}
        if rule.operator == "mask":
            return {
                "masking_char": rule.masking_char or "*",
                "chars_to_mask": rule.chars_to_mask or len(value),
                "from_end": bool(rule.from_end),
            }
        scope = rule.scope or "document"
        return {
            "entity": entity,
            "scope": scope,
            "scope_id": scope_id if scope == "document" else "",
        }

    def label(self, entity: str) -> str:
        """What stands for an entity in a masked text: ``<PERSON>``, or ``<PERSONNE>``."""
        known = ENTITIES.get(entity)
        return f"<{known.label_fr}>" if known and self._labels == "fr" else f"<{entity}>"


def _presidio_operators(pseudonymizer: Pseudonymizer) -> Mapping[str, "Operator"]:
    from presidio_anonymizer.operators import Operator, OperatorsFactory, OperatorType

    class Token(Operator):
        """Replaces a value by its keyed token."""

        def operate(self, text: str, params: Any = None) -> str:
            return pseudonymizer.token(
                params["entity"], text, scope=params["scope"], scope_id=params["scope_id"]
            )

        def validate(self, params: Any = None) -> None:
            """The policy was validated before."""

        def operator_name(self) -> str:
            return "token"

        def operator_type(self) -> OperatorType:
            return OperatorType.Anonymize

    factory = OperatorsFactory()
    factory.add_anonymize_operator(Token)
    names = ("redact", "replace", "mask", "token")
    return {name: factory.create_operator_class(name, OperatorType.Anonymize) for name in names}
