"""Business references: the numbers by which companies know customers, contracts, orders, cases.

No register issues them and no check digit protects them; each company has its own shape. What they
share is a label (« n° de contrat : », « contrat n° », « … c'est mon numéro client ») and a token of
letters, digits and separators that holds a digit. The label nearest before the token names the
type; GENERIC_ID is the fall-back, a labelled number of unknown type, and scores least. They are
personal data because they lead to a person: « un numéro d'identification », RGPD art. 4(1).
https://www.cnil.fr/fr/reglement-europeen-protection-donnees/chapitre1#Article4

>>> def found(text): return [(r.entity, text[r.start:r.end]) for r in references(text)]
>>> found("police n° MRI-5520-841-K, sinistre S26/00419, votre réf. : 2026-118")
[('POLICY_ID', 'MRI-5520-841-K'), ('CLAIM_ID', 'S26/00419'), ('GENERIC_ID', '2026-118')]
>>> found("factures FA-2025-1187, FA-2025-1188 et FA-2025-1190 à refaire")[2]
('INVOICE_ID', 'FA-2025-1190')
>>> found("ma commande de 120 € du 12/03/2026, contrat de 24 mois, dossier complet")
[]
"""

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer, fold
from recognizers.labels import find_label
from recognizers.reference_labels import LABELS
from recognizers.references import references


class GenericIdRecognizer(FrenchRecognizer):
    """Finds labelled numbers of unknown type; the parent of those that know the type."""

    ENTITY = "GENERIC_ID"

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the references of this type in one text."""
        results = []
        for r in references(text):
            if r.entity == self.ENTITY:
                label = find_label(LABELS[r.entity], text, fold(text), r.start, r.end)
                results.append(self._result(r.start, r.end, r.score, None, True, label))
        return results


class CustomerIdRecognizer(GenericIdRecognizer):
    """Finds numbers of customers, subscribers, members and students."""

    ENTITY = "CUSTOMER_ID"


class ContractIdRecognizer(GenericIdRecognizer):
    """Finds numbers of contracts, subscriptions and loans."""

    ENTITY = "CONTRACT_ID"


class OrderIdRecognizer(GenericIdRecognizer):
    """Finds numbers of orders, bookings and deliveries."""

    ENTITY = "ORDER_ID"


class TicketIdRecognizer(GenericIdRecognizer):
    """Finds numbers of support tickets, requests and complaints."""

    ENTITY = "TICKET_ID"


class CaseIdRecognizer(GenericIdRecognizer):
    """Finds numbers of files, reports and proceedings."""

    ENTITY = "CASE_ID"


class InvoiceIdRecognizer(GenericIdRecognizer):
    """Finds numbers of invoices, credit notes and receipts."""

    ENTITY = "INVOICE_ID"


class ClaimIdRecognizer(GenericIdRecognizer):
    """Finds numbers of insurance claims."""

    ENTITY = "CLAIM_ID"


class PolicyIdRecognizer(GenericIdRecognizer):
    """Finds numbers of insurance policies."""

    ENTITY = "POLICY_ID"


class EmployeeIdRecognizer(GenericIdRecognizer):
    """Finds numbers of employees: matricules."""

    ENTITY = "EMPLOYEE_ID"
