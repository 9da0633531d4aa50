"""Fixtures shared by all tests: a policy, a keyset of the tests' own, the real analyzer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from caviardage.keys import Keyset, create_keyset, load_keyset
from caviardage.policy import Detection, Policy
from caviardage.policy_file import load_policy
from caviardage.pseudonyms import Pseudonymizer

# How long an example takes says nothing of what is tested.
settings.register_profile(
    "tests", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")

DOMAIN = "dom-tests"
POLICY = """
policy: tickets-de-test
version: 1
domain: {id: dom-tests, controller: Exemple SAS, purpose: Essais, legal_basis: art6-1-f}
record: {id: ticket_id}
fields:
  ticket_id: {entity: TICKET_ID, operator: token, scope: domain}
  client.nom: {entity: PERSON, operator: replace}
  canal: {operator: keep}
  sujet: {scan: true}
  "echanges[].texte": {scan: true, speaker: "echanges[].auteur", time: "echanges[].le"}
entities:
  default: {operator: redact}
  PERSON: {operator: replace}
  PHONE_NUMBER: {operator: token}
  ORGANIZATION: {operator: keep}
"""


@pytest.fixture(scope="session")
def policy_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Policy]:
    """Loads the policy of a YAML text, through a file, as users do."""
    folder = tmp_path_factory.mktemp("policies")

    def load(text: str) -> Policy:
        path = folder / "policy.yaml"
        path.write_text(text, encoding="utf-8")
        return load_policy(path)

    return load


@pytest.fixture(scope="session")
def policy(policy_of: Callable[[str], Policy]) -> Policy:
    """A small policy with a column, nested values and a list."""
    return policy_of(POLICY)


@pytest.fixture(scope="session")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A secrets folder that holds the keyset of the domain of ``policy``."""
    folder: Path = tmp_path_factory.mktemp("private") / "secrets"
    create_keyset(folder, DOMAIN)
    return folder


@pytest.fixture(scope="session")
def keyset(secrets: Path) -> Keyset:
    """The keyset of the domain of ``policy``."""
    return load_keyset(secrets, DOMAIN)


@pytest.fixture(scope="session")
def pseudonymizer(keyset: Keyset) -> Pseudonymizer:
    """Makes tokens with ``keyset``."""
    return Pseudonymizer(keyset)


@pytest.fixture(scope="session")
def analyzer():  # its type would load spaCy for every test
    """The analyzer with the French model; for tests marked ``model``."""
    from recognizers.analyzer import DocumentAnalyzer

    return DocumentAnalyzer.from_detection(Detection())
