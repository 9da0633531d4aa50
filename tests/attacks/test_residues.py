"""What detection leaves behind, seen from the output: D5, D6 and D7 with the real analyzer."""

import re
from typing import Any

import pytest

from caviardage.documents import DocumentBuilder
from caviardage.masking import mask
from caviardage.operators import Operators
from caviardage.policy_file import load_policy
from caviardage.pseudonyms import Pseudonymizer
from caviardage.records import Document, Position, Record
from caviardage.surrogates.french import fold
from recognizers.analyzer import DocumentAnalyzer
from tests.attacks.conftest import SAMPLES, annotated, texts

pytestmark = pytest.mark.model
POLICY = load_policy(SAMPLES.parent / "configs" / "crm_tickets.yaml")
CUSTOMER = {
    "customer_name": "Mylène Kervadec",
    "customer_email": "mylene.kervadec@example.org",
    "customer_phone": "06 39 98 45 67",
}


def document_of(row: dict[str, Any]) -> Document:
    """The document of one ticket."""
    record = Record(position=Position(file=1, offset=0), row=row)
    return DocumentBuilder(POLICY).build([record])


def written(
    analyzer: DocumentAnalyzer, pseudonymizer: Pseudonymizer, rows: list[dict[str, Any]]
) -> list[str]:
    """All texts of each ticket after a run with the policy that we ship, folded."""
    documents = [document_of(row) for row in rows]
    operators = Operators(POLICY, pseudonymizer)
    pairs = zip(documents, analyzer.analyze(documents), strict=True)
    made = [mask(document, found, POLICY, operators) for document, found in pairs]
    return [fold("\n".join(texts(dict(masked.rows[0])))) for masked in made]


FORMS = [
    "bonjour c mylène kervadec",
    "MYLENE KERVADEC, dossier en attente",
    "De : Kervadec Mylène\n> Bonjour, Mylène Kervadec a écrit",
    "voir facture_kervadec_mylene.pdf",
    "mylene.kervadec chez example point org",
    "Mme Kervadek attend un rappel",
    "M\u200bylène Kerva\u200bdec",
    "Myle\u0300ne Kervadec",
    "Ｍylène Ｋervadec",
    "Myl&egrave;ne <b>Kervadec</b>",
    "joindre au 06\u202f39\u202f98\u202f45\u202f67 ou 0639984567",
    "tel +33 (0)6.39.98.45.67",
    "mylene.kervadec＠example.org",
    "Cordialement,\nM. Kervadec",
]


@pytest.mark.parametrize("text", FORMS)
def test_d5_d7_a_customer_is_gone_however_they_are_written(
    analyzer: DocumentAnalyzer, pseudonymizer: Pseudonymizer, text: str
) -> None:
    """Case, order, file names, quotes, typing errors, odd Unicode: nothing of the name stays."""
    row = {"ticket_id": "T", "status": "open", **CUSTOMER, "description": f"{text}."}
    (out,) = written(analyzer, pseudonymizer, [row])
    shown = re.sub(r"[\u200b\u0301\u0300]", "", out)
    assert not re.search(r"kervade[ck]|mylene", shown)
    assert "39984567" not in re.sub(r"\D", "", shown)


def test_d6_no_customer_is_named_in_their_own_ticket(
    analyzer: DocumentAnalyzer, pseudonymizer: Pseudonymizer
) -> None:
    """Detection and masking as shipped, over sample tickets. Control: before, most are named."""
    rows = [row for row, _ in annotated() if row["customer_name"]][:100]

    def named(shown: list[str]) -> list[str]:
        pairs = zip(rows, shown, strict=True)
        return [
            row["ticket_id"]
            for row, text in pairs
            for value in (row["customer_name"], row["customer_email"])
            if value and re.search(rf"(?<!\w){re.escape(fold(value))}(?!\w)", text)
        ]

    assert named(written(analyzer, pseudonymizer, rows)) == []
    assert len(named([fold("\n".join(texts(row))) for row in rows])) >= len(rows)
