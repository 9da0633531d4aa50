"""The policy file: one YAML that says what is read, found, masked, kept and dropped, and why.

This module is its meaning; ``policy_file`` reads it. Unknown keys are errors, and what the policy
forgets is dropped (fields) or redacted (entities): the default is the safe one.
"""

import hashlib
import json
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
    model_validator,
)

from caviardage.entities import SENSITIVE
from caviardage.fields import ITEMS, PathTree, parse
from caviardage.policy_files import InputRules, Limits, OutputRules
from caviardage.policy_pseudonyms import PseudonymRules, faults
from caviardage.policy_rules import (
    CustomRecognizerRule,
    EntityRule,
    FieldPath,
    FieldRule,
    Model,
    check_entity,
    refuse_misfit,
    refuse_weak,
)
from caviardage.sensitive import SensitiveRules

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Period = Annotated[str, StringConstraints(pattern=r"^P(\d+[YMWD])+$")]


class Retention(Model):
    """How long each artefact is kept (RGPD art. 5(1)(e), 30(1)(f)): ISO 8601 periods, P2Y."""

    output: Period | None = None
    vault: Period | None = None
    quarantine: Period | None = None


class Domain(Model):
    """The pseudonymisation domain (EDPB guidelines 01/2025): who may use the output, and why."""

    id: Identifier = Field(description="Names the domain; its keyset bears the same id.")
    controller: Words = Field(description="Responsable de traitement.")
    purpose: Words = Field(description="Finalité.")
    legal_basis: Literal["art6-1-a", "art6-1-b", "art6-1-c", "art6-1-d", "art6-1-e", "art6-1-f"] = (
        Field(description="Base légale, RGPD art. 6(1).")
    )
    register_ref: str | None = Field(None, description="Référence au registre, RGPD art. 30.")
    recipients: tuple[str, ...] = Field((), description="Destinataires.")
    retention: Retention = Retention()


class Exclude(Model):
    """Documents that are left out before anything is scanned, counted per reason."""

    values: dict[FieldPath, tuple[str | int | bool, ...]] = Field(
        default={}, description="Column: values. A document with one of them is filtered."
    )
    objections: str | None = Field(
        None,
        description="File of subject ids who objected (RGPD art. 21), one a line, "
        "relative to the policy file.",
    )


class RecordRules(Model):
    """What identifies a record, its subject, and the thread it belongs to."""

    id: FieldPath | None = Field(None, description="The record's id, for keyed dead letters.")
    subject: FieldPath | None = Field(None, description="Links records of one person.")
    thread: FieldPath | None = Field(
        None, description="Chats stored one message a row: the conversation's id; contiguous."
    )
    exclude: Exclude = Exclude()

    @field_validator("id", "subject", "thread")
    @classmethod
    def _names_one_value(cls, value: str | None) -> str | None:
        # An objection compared with a whole list would be forgotten in silence.
        if value is not None and ITEMS in parse(value):
            raise ValueError("names one value of a record: no '[]'")
        return value

    @model_validator(mode="after")
    def _objections_need_a_subject(self) -> Self:
        if self.exclude.objections and not self.subject:
            raise ValueError("exclude.objections needs record.subject: whose ids would it hold?")
        return self


class Detection(Model):
    """How personal data is found."""

    model: str = Field("caviardage_fr", description="Ours, or an installed spaCy pipeline.")
    min_score: float = Field(0.35, ge=0, le=1, description="Findings below are ignored.")
    allow_list: tuple[str, ...] = Field((), description="Exact texts that are never findings.")
    custom: tuple[CustomRecognizerRule, ...] = ()
    batch_documents: int = Field(32, ge=1, le=1000, description="Documents analyzed at once.")


FieldDefault = Literal["drop", "error"]
FieldEntry = Annotated[
    Annotated[FieldRule, Tag("rule")] | Annotated[FieldDefault, Tag("default")],
    Discriminator(lambda value: "default" if isinstance(value, str) else "rule"),
]
ANY = "*"
DEFAULT = "default"


def _check_beside(path: str, rule: FieldRule) -> None:
    """Check that speaker and time stand in the same item of the same lists as the text."""
    steps = parse(path)
    for beside in filter(None, (rule.speaker, rule.time)):
        lists = parse(beside)
        while lists and lists[-1] != ITEMS:
            lists = lists[:-1]
        if lists != steps[: len(lists)]:
            raise ValueError(f"{beside!r} goes through another list than the text")


class Policy(Model):
    """Everything a run needs to know, validated."""

    policy: Identifier = Field(description="Names the policy in records and lineage.")
    version: int = Field(ge=1)
    domain: Domain
    record: RecordRules = RecordRules()
    fields: dict[str, FieldEntry] = Field(
        min_length=1, description="Field path: rule. '*': what is not named is drop or error."
    )
    entities: dict[str, EntityRule] = Field(
        default={}, description="Entity: rule. 'default' is for the entities not named."
    )
    sensitive: SensitiveRules = Field(default={})
    pseudonyms: PseudonymRules = PseudonymRules()
    detection: Detection = Detection()
    input: InputRules = InputRules()
    output: OutputRules = OutputRules()
    limits: Limits = Limits()

    @field_validator("fields")
    @classmethod
    def _paths_fit_together(cls, value: dict[str, FieldEntry]) -> dict[str, FieldEntry]:
        tree: PathTree[FieldRule] = PathTree()
        for path, rule in value.items():
            if (path == ANY) != isinstance(rule, str):
                raise ValueError("'*' takes drop or error; any other field takes a rule")
            if isinstance(rule, FieldRule):
                if rule.operator == "drop" and path.endswith(ITEMS):
                    raise ValueError(f"field {path!r}: 'drop' removes a list, not its items")
                try:
                    _check_beside(path, rule)
                    tree.add(parse(path), rule)
                except ValueError as error:
                    raise ValueError(f"field {path!r}: {error}") from None
        if not tree.names:
            raise ValueError("no field is named: everything would be dropped")
        return value

    @field_validator("entities")
    @classmethod
    def _entities_exist(cls, value: dict[str, EntityRule]) -> dict[str, EntityRule]:
        for name, rule in value.items():
            if name == DEFAULT:
                if rule.operator == "keep" or rule.chars_to_mask is not None:
                    raise ValueError(
                        "'default' is what was forgotten: it is not kept, not even in part"
                    )
            elif name in SENSITIVE:
                raise ValueError(f"{name} is sensitive: its rule stands under 'sensitive:'")
            else:
                check_entity(name)
                refuse_weak(rule, name)
                refuse_misfit(rule, name)
        return value

    @model_validator(mode="after")
    def _scopes_can_be_had(self) -> Self:
        rules = (*self.field_rules().items(), *self.entities.items())
        for fault in faults(rules, self.pseudonyms, subject=self.record.subject):
            raise ValueError(fault)
        return self

    def field_rules(self) -> dict[str, FieldRule]:
        """The rules of the named fields, by path, in the order of the file."""
        return {p: rule for p, rule in self.fields.items() if isinstance(rule, FieldRule)}

    def field_tree(self) -> PathTree[FieldRule]:
        """The rules of the named fields, arranged for walking through a record."""
        tree: PathTree[FieldRule] = PathTree()
        for path, rule in self.field_rules().items():
            tree.add(parse(path), rule)
        return tree

    def scanned(self) -> dict[str, FieldRule]:
        """The fields that are scanned as free text."""
        return {path: rule for path, rule in self.field_rules().items() if rule.scan}

    def entity_rule(self, entity: str) -> EntityRule:
        """What to do with a finding: its own rule, else ``default``, else redact."""
        if entity in SENSITIVE:  # what is not kept goes without a label, which would tell
            return REDACT
        return self.entities.get(entity) or self.entities.get(DEFAULT) or REDACT

    def digest(self) -> str:
        """SHA-256 of the policy's meaning: comments, key order, written defaults do not count."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


REDACT = EntityRule(operator="redact")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the policy file, for editors (``configs/policy.schema.json``)."""
    schema = Policy.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
