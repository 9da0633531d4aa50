"""The rules of a policy: what is done to a field, to a finding, and a company's own patterns."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

import regex
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from caviardage import fields
from caviardage.entities import ENTITIES, Family
from caviardage.suggest import unknown
from caviardage.surrogates.values import has_surrogate


def _check_path(path: str) -> str:
    fields.parse(path)
    return path


FieldPath = Annotated[str, AfterValidator(_check_path)]


def check_entity(name: str) -> str:
    """Return the name of an entity type of the catalogue, or raise ValueError with a suggestion."""
    if name not in ENTITIES:
        raise ValueError(unknown("entity", name, ENTITIES))
    return name


EntityName = Annotated[str, AfterValidator(check_entity)]


class Model(BaseModel):
    """Base of every part of the policy: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


OperatorName = Literal[
    "keep", "redact", "replace", "mask", "token", "surrogate", "generalise", "date_shift",
    "departement",
]  # fmt: skip
Scope = Literal["document", "subject", "dataset", "domain", "random"]
#: Operators that only some entity types can take.
FITTING: Mapping[str, frozenset[str]] = {
    "generalise": frozenset(("DATE_OF_BIRTH", "AGE")),
    "date_shift": frozenset(("DATE_TIME",)),
    "departement": frozenset(("FR_POSTAL_CODE", "FR_ADDRESS")),
}
_NEED_ENTITY = frozenset(("replace", "token", "surrogate", *FITTING))
REFUSED_OPERATORS: Mapping[str, str] = {
    "hash": "its salt is random: one name, two hashes; use 'token'",
    "encrypt": "it is not authenticated: a changed byte goes unseen; use 'token'",
    "custom": "a policy holds no code; add an operator (CONTRIBUTING.md)",
}


class Rule(Model):
    """What is done to a value: an operator and its parameters."""

    operator: OperatorName
    scope: Scope | None = Field(
        None,
        description="token, surrogate, date_shift: where equal values get equal pseudonyms. "
        "Default: document.",
    )
    keep_departement: bool | None = Field(
        None, description="surrogate of an address: a town of the same département."
    )
    new_value: str | None = Field(None, description="replace: the text put instead.")
    masking_char: str | None = Field(None, min_length=1, max_length=1, description="mask: '*'.")
    chars_to_mask: int | None = Field(None, ge=1, description="mask: how many; default: all.")
    from_end: bool | None = Field(None, description="mask: from the end instead of the start.")

    OWNERS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "scope": ("token", "surrogate", "date_shift"),
        "keep_departement": ("surrogate",),
        "new_value": ("replace",),
        "masking_char": ("mask",),
        "chars_to_mask": ("mask",),
        "from_end": ("mask",),
    }

    @field_validator("operator", mode="before", check_fields=False)
    @classmethod
    def _refuse_unsafe(cls, value: Any) -> Any:
        if isinstance(value, str) and value in REFUSED_OPERATORS:
            raise ValueError(f"operator {value!r} is refused: {REFUSED_OPERATORS[value]}")
        return value

    @model_validator(mode="after")
    def _parameters_fit_operator(self) -> Self:
        for name, owners in self.OWNERS.items():
            if getattr(self, name) is not None and self.operator not in owners:
                raise ValueError(f"{name!r} belongs to operator {' or '.join(map(repr, owners))}")
        if self.operator == "date_shift" and self.scope not in (None, "document", "subject"):
            raise ValueError("dates are shifted per document or per subject, or intervals are lost")
        return self


class EntityRule(Rule):
    """What is done to the findings of one entity type in scanned text."""

    @field_validator("operator", mode="before")
    @classmethod
    def _no_drop(cls, value: Any) -> Any:
        if value == "drop":
            raise ValueError("'drop' removes a whole field; in text use 'redact'")
        return value


class FieldRule(Rule):
    """What is done to one field: scanned as free text, or handled as one value."""

    operator: OperatorName | Literal["drop"] | None = None  # type: ignore[assignment]  # a field may be scanned instead
    scan: bool = Field(False, description="Find personal data in this text.")
    speaker: FieldPath | None = Field(None, description="scan: who wrote it.")
    time: FieldPath | None = Field(None, description="scan: when it was written.")
    entity: EntityName | None = Field(None, description="What the whole value is.")
    known_value: bool = Field(
        False, description="Its value is searched for in the texts of the same document."
    )
    optional: bool = Field(False, description="The field may be absent from the whole input.")

    @model_validator(mode="after")
    def _scan_or_operator(self) -> Self:
        if self.scan == (self.operator is not None):
            raise ValueError("a field is either scanned (scan: true) or has an operator")
        if not self.scan and (self.speaker or self.time):
            raise ValueError("'speaker' and 'time' belong to scanned fields")
        if self.scan and self.entity:
            raise ValueError("a scanned field has no entity: it is text")
        if self.known_value and not self.entity:
            raise ValueError("'known_value' needs the entity of the value that it knows")
        if self.operator in _NEED_ENTITY and not self.entity:
            raise ValueError(f"operator {self.operator!r} needs the entity of the value")
        refuse_weak(self, self.entity)
        refuse_misfit(self, self.entity)
        return self


def refuse_weak(rule: Rule, entity: str | None) -> None:
    """Refuse a rule that would leave a secret readable, whole or in part.

    Raises:
        ValueError: The entity is a secret, and the rule keeps it or some of its characters.
    """
    if is_secret(entity) and (rule.operator == "keep" or rule.chars_to_mask is not None):
        raise ValueError(f"a secret is never kept, not even in part: {entity}")


def refuse_misfit(rule: Rule, entity: str | None) -> None:
    """Refuse an operator that can make nothing of an entity type.

    Raises:
        ValueError: It has no surrogate, or the operator is for dates, ages or places.
    """
    if rule.operator == "surrogate" and not has_surrogate(entity or ""):
        raise ValueError(f"{entity} has no surrogate: use 'token', 'replace' or 'redact'")
    fitting = FITTING.get(str(rule.operator))
    if fitting and entity not in fitting:
        raise ValueError(f"operator {rule.operator!r} is for {', '.join(sorted(fitting))}")


def is_secret(entity: str | None) -> bool:
    """Whether an entity type opens something (password, card code, door code)."""
    return entity is not None and ENTITIES[entity].family is Family.CREDENTIAL


class CustomRecognizerRule(Model):
    """A pattern of the policy's own, for identifiers that only this company has."""

    entity: EntityName
    pattern: str = Field(min_length=1, max_length=500, description="Regular expression.")
    score: float = Field(0.8, gt=0, le=1)
    label: str | None = Field(None, description="Word that must stand near, as an expression.")

    @field_validator("pattern", "label")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                compiled = regex.compile(value)
            except (regex.error, OverflowError, RecursionError) as error:
                raise ValueError(f"not a regular expression: {error}") from None
            if compiled.match(""):
                raise ValueError("matches the empty text")
        return value
