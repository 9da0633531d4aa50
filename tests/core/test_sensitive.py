"""Sensitive content under a policy: kept, dropped with its clause, or its document set aside."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from caviardage.documents import DocumentBuilder
from caviardage.errors import Code, PolicyError, RecordError
from caviardage.masking import mask, replay
from caviardage.operators import Operators
from caviardage.policy import Policy
from caviardage.processing import Processed, Processor
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document, Finding, MaskedDocument, Position, Record
from caviardage.sensitive import report, sensitive_action
from tests.conftest import POLICY

TEXT = "Bonjour, Mme Durand est en chimio au CHU, merci de rappeler Mme Durand"
CLAUSE = "Mme Durand est en chimio au CHU"

PolicyOf = Callable[[str], Policy]


def finding(text: str, value: str, entity: str, level: str = "", start: int = 0) -> Finding:
    """A finding of a value in the field ``sujet``."""
    at = text.index(value, start)
    return Finding(
        message=0, field="sujet", start=at, end=at + len(value), entity=entity, score=0.8,
        recognizer="r", level=level,
    )  # fmt: skip


FINDINGS = [
    finding(TEXT, CLAUSE, "HEALTH_DATA", "attributed"),
    finding(TEXT, "Durand", "PERSON"),
    finding(TEXT, "CHU, merci", "LOCATION"),
    finding(TEXT, "Durand", "PERSON", start=60),
]


def masked(
    policy: Policy, pseudonymizer: Pseudonymizer, text: str, findings: list[Finding]
) -> tuple[MaskedDocument, Document]:
    """A ticket with one text after masking, and before."""
    record = Record(position=Position(file=1, offset=0), row={"ticket_id": 1, "sujet": text})
    document = DocumentBuilder(policy).build([record])
    return mask(document, findings, policy, Operators(policy, pseudonymizer)), document


def test_an_attributed_clause_is_dropped_with_the_names_in_it(
    policy: Policy, pseudonymizer: Pseudonymizer
) -> None:
    """Without a rule the clause goes, its label too; what stands outside it is masked as ever."""
    result, document = masked(policy, pseudonymizer, TEXT, FINDINGS)
    assert result.rows[0]["sujet"] == "Bonjour, ,  de rappeler Mme <PERSON>"
    assert replay(document, result.edits, policy) == result.rows


def test_a_validated_number_in_a_dropped_clause_goes_with_it(
    policy: Policy, pseudonymizer: Pseudonymizer
) -> None:
    """Nothing outranks the clause: no token stays where it stood."""
    text = "je suis séropositif 06 39 98 12 34. Merci"
    phone = finding(text, "06 39 98 12 34", "PHONE_NUMBER")
    clause = finding(text, "je suis séropositif 06 39 98 12 34", "HEALTH_DATA", "attributed")
    object.__setattr__(phone, "validated", True)
    result, _ = masked(policy, pseudonymizer, text, [phone, clause])
    assert result.rows[0]["sujet"] == ". Merci"


def test_a_mention_is_kept(policy: Policy, pseudonymizer: Pseudonymizer) -> None:
    """The topic alone stays, and is among what was kept knowingly."""
    text = "La pharmacie est fermée"
    found = finding(text, "pharmacie", "HEALTH_DATA", "mention")
    result, _ = masked(policy, pseudonymizer, text, [found])
    assert result.rows[0]["sujet"] == text
    assert result.kept == (found,)


def test_a_kept_clause_still_hides_its_names(
    policy_of: PolicyOf, pseudonymizer: Pseudonymizer
) -> None:
    """Keeping what is said does not keep of whom it is said."""
    policy = policy_of(POLICY + "sensitive: {HEALTH_DATA: {attributed: keep}}\n")
    result, _ = masked(policy, pseudonymizer, TEXT, FINDINGS[:2])
    assert result.rows[0]["sujet"].startswith("Bonjour, Mme <PERSON> est en chimio au CHU")


def test_a_quarantined_document_is_not_masked(
    policy_of: PolicyOf, pseudonymizer: Pseudonymizer
) -> None:
    """It fails with a code of its own, before anything of it is written."""
    policy = policy_of(POLICY + "sensitive: {default: {attributed: quarantine}}\n")
    with pytest.raises(RecordError) as error:
        masked(policy, pseudonymizer, TEXT, FINDINGS)
    assert error.value.code is Code.QUARANTINE
    assert "chimio" not in str(error.value)


@pytest.mark.parametrize(
    ("rules", "level", "expected"),
    [
        ("{}", "attributed", "redact"),
        ("{}", "mention", "keep"),
        ("{}", "", "redact"),
        ("{default: {mention: redact}}", "mention", "redact"),
        ("{default: {attributed: quarantine}}", "attributed", "quarantine"),
        ("{default: {attributed: keep}, RELIGION: {mention: redact}}", "attributed", "keep"),
        ("{default: {attributed: quarantine}, RELIGION: {attributed: keep}}", "attributed", "keep"),
        ("{HEALTH_DATA: {attributed: keep}}", "attributed", "redact"),
    ],
)  # fmt: skip
def test_the_rule_of_a_level(policy_of: PolicyOf, rules: str, level: str, expected: str) -> None:
    """The category's own rule, else the policy's default, else the safe one."""
    policy = policy_of(POLICY + f"sensitive: {rules}\n")
    found = finding("messe", "messe", "RELIGION", level)
    assert sensitive_action(policy.sensitive, found) == expected


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("sensitive: {HEALTH: {mention: keep}}", "unknown category 'HEALTH': did you mean"),
        ("sensitive: {RELIGION: {mention: quarantine}}", "accepted: keep, redact"),
        ("sensitive: {RELIGION: {attributed: replace}}", "unknown value 'replace'"),
        ("sensitive: {RELIGION: {mentions: keep}}", "'mentions': did you mean 'mention'"),
    ],
)  # fmt: skip
def test_a_fault_names_what_is_accepted(policy_of: PolicyOf, rules: str, message: str) -> None:
    """One line with the nearest correct spelling."""
    with pytest.raises(PolicyError) as error:
        policy_of(POLICY + rules + "\n")
    assert message in str(error.value)


def test_an_operator_for_a_category_is_refused(policy_of: PolicyOf) -> None:
    """A label in place of the clause would tell what it hid; the message says where to write."""
    with pytest.raises(PolicyError) as error:
        policy_of(POLICY.replace("  PERSON: {", "  RELIGION: {operator: replace}\n  PERSON: {"))
    assert "RELIGION is sensitive: its rule stands under 'sensitive:'" in str(error.value)


class Fixed:
    """Finds the clause about Mme Durand in every text that holds it."""

    def analyze(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """The same findings for each document that has the text."""
        return [tuple(FINDINGS) if d.texts[0].text == TEXT else () for d in documents]


def process(policy: Policy, pseudonymizer: Pseudonymizer, texts: list[str]) -> Processed:
    """A batch of tickets of one text each."""
    processor = Processor(policy, Fixed(), Operators(policy, pseudonymizer), pseudonymizer)
    rows: list[dict[str, Any]] = [{"ticket_id": i, "sujet": text} for i, text in enumerate(texts)]
    return processor.process(
        [[Record(position=Position(file=1, offset=i), row=row)] for i, row in enumerate(rows)]
    )


def test_quarantine_takes_the_document_and_leaves_the_others(
    policy_of: PolicyOf, pseudonymizer: Pseudonymizer
) -> None:
    """Its records are dead letters that ``retry`` finds; what was found in them is counted."""
    policy = policy_of(POLICY + "sensitive: {HEALTH_DATA: {attributed: quarantine}}\n")
    result = process(policy, pseudonymizer, ["RAS", TEXT])
    assert [row.position.offset for row in result.rows] == [0]
    assert [(d.position.offset, d.code, d.stage) for d in result.dead] == [
        (1, "E_QUARANTINE", "mask")
    ]
    assert result.counts["sujet", "HEALTH_DATA", "attributed/quarantine"] == 1
    assert ("sujet", "PERSON", "replace") not in result.counts


def test_dropped_clauses_are_counted_by_level(policy: Policy, pseudonymizer: Pseudonymizer) -> None:
    """Once per finding, not again per edit."""
    result = process(policy, pseudonymizer, [TEXT, TEXT])
    sensitive = {key: n for key, n in result.counts.items() if key[1] == "HEALTH_DATA"}
    assert sensitive == {("sujet", "HEALTH_DATA", "attributed/redact"): 2}


def test_small_counts_are_not_told() -> None:
    """Fields are added up first, and five is the first number that is shown."""
    counts = Counter(
        {
            ("sujet", "RELIGION", "attributed/redact"): 4,
            ("sujet", "HEALTH_DATA", "attributed/redact"): 3,
            ("note", "HEALTH_DATA", "attributed/redact"): 2,
            ("note", "HEALTH_DATA", "mention/keep"): 1,
            ("note", "PERSON", "replace"): 9,
        }
    )
    assert report((e, o, n) for (_, e, o), n in counts.items()) == [
        {"category": "HEALTH_DATA", "level": "attributed", "action": "redact", "count": 5},
        {"category": "HEALTH_DATA", "level": "mention", "action": "keep", "count": "<5"},
        {"category": "RELIGION", "level": "attributed", "action": "redact", "count": "<5"},
    ]
