"""What is done to a value: Presidio's operators, and ours registered beside them.

The only module that imports ``presidio_anonymizer``, which pulls spaCy in and costs seconds: it is
imported when the first operator is built.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from caviardage.document_surrogates import BOOKED, DocumentSurrogates
from caviardage.entities import ENTITIES
from caviardage.places import Place, Replacement
from caviardage.policy import Policy
from caviardage.policy_pseudonyms import falls_back
from caviardage.policy_rules import is_secret
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document
from caviardage.scopes import Salts, Scope, Scopes
from caviardage.surrogates import dates
from caviardage.surrogates.address import departement

if TYPE_CHECKING:
    from presidio_anonymizer.operators import Operator

_OURS = ("token", "surrogate", "generalise", "date_shift", "departement")


class Replaced(NamedTuple):
    """What stands at each place of a document, and how many mentions were refused a person."""

    places: tuple[Replacement, ...]
    refused: int = 0


class Apply(Protocol):
    """Anything that turns the values of a document into their replacements."""

    def replace(self, document: Document, places: Sequence[Place]) -> Replaced:
        """The replacement of each place, in the order of the places."""
        ...


class Operators:
    """The operators of one policy, ready to run.

    Args:
        policy: Its output labels (English or French) name the entities in replacements.
        pseudonymizer: Makes tokens and surrogates.
        salts: The salts of subjects, where the policy has pseudonyms of scope ``subject``.

    Raises:
        KeyUnavailable: The policy has such pseudonyms, and there are no salts.
    """

    def __init__(
        self, policy: Policy, pseudonymizer: Pseudonymizer, salts: Salts | None = None
    ) -> None:
        self._labels = policy.output.labels
        self._pseudonyms = policy.pseudonyms
        self._pseudonymizer = pseudonymizer
        self._scopes = Scopes(policy, salts)
        self._operators = _presidio_operators()

    def replace(self, document: Document, places: Sequence[Place]) -> Replaced:
        """The replacement of each place of one document (see ``Apply``)."""
        scopes = [self._scopes.of(place, document) for place in places]
        booked = any(place.rule.operator in BOOKED for place in places)
        surrogates = (
            DocumentSurrogates(self._pseudonymizer, document, places, scopes) if booked else None
        )
        made = [self._made(i, place, scopes[i], surrogates) for i, place in enumerate(places)]
        return Replaced(tuple(made), surrogates.refused if surrogates else 0)

    def _made(
        self, i: int, place: Place, scope: Scope, surrogates: DocumentSurrogates | None
    ) -> Replacement:
        operator = str(place.rule.operator)
        if operator not in _OURS:
            return Replacement(operator, self._operate(operator, place, self._params(place)))
        made = None
        if operator == "surrogate" and falls_back(place.entity, scope.name, self._pseudonyms):
            operator = "token"
        elif operator != "token":
            made = self._wanted(operator, i, place, surrogates)
            operator = operator if made is not None else _fallback(place)
        if operator == "token" and not is_secret(place.entity):
            made = self._pseudonymizer.token(
                place.entity, place.value, scope=scope.name, scope_id=scope.id, salt=scope.salt
            )
        elif made is None:
            return Replacement("replace", self.label(place.entity))
        return Replacement(operator, self._operate(operator, place, {"made": made}))

    def _wanted(
        self, operator: str, i: int, place: Place, surrogates: DocumentSurrogates | None
    ) -> str | None:
        if operator == "generalise":
            return dates.generalise(place.entity, place.value)
        if operator == "departement":
            return departement(place.value)
        return surrogates.of(i) if surrogates else None

    def _operate(self, operator: str, place: Place, params: Mapping[str, Any]) -> str:
        result: str = self._operators[operator].operate(place.value, dict(params))
        return result

    def _params(self, place: Place) -> Mapping[str, Any]:
        rule = place.rule
        if rule.operator == "replace":
            return {"new_value": rule.new_value or self.label(place.entity)}
        return {
            "masking_char": rule.masking_char or "*",
            "chars_to_mask": rule.chars_to_mask or len(place.value),
            "from_end": bool(rule.from_end),
        }

    def label(self, entity: str) -> str:
        """What stands for an entity in a masked text: ``<PERSON>``, or ``<PERSONNE>``."""
        known = ENTITIES.get(entity)
        return f"<{known.label_fr}>" if known and self._labels == "fr" else f"<{entity}>"


def _fallback(place: Place) -> str:
    """A token where equal values should stay equal; a label where the value was to be coarser."""
    dated = place.entity in ("DATE_TIME", "DATE_OF_BIRTH", "AGE")
    return "token" if place.rule.operator == "surrogate" and not dated else "replace"


def _presidio_operators() -> Mapping[str, "Operator"]:
    from presidio_anonymizer.operators import Operator, OperatorsFactory, OperatorType

    class Made(Operator):
        """Puts what the document's pseudonyms made in the place of a value."""

        name = ""

        def operate(self, text: str, params: Any = None) -> str:
            return str(params["made"])

        def validate(self, params: Any = None) -> None:
            """The policy was validated before."""

        def operator_name(self) -> str:
            return self.name

        def operator_type(self) -> OperatorType:
            return OperatorType.Anonymize

    factory = OperatorsFactory()
    for name in _OURS:
        factory.add_anonymize_operator(type(name, (Made,), {"name": name}))
    names = ("redact", "replace", "mask", *_OURS)
    return {name: factory.create_operator_class(name, OperatorType.Anonymize) for name in names}
