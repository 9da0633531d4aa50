"""What ``explain`` says: every finding has its reasons, every near miss why it is none."""

import pytest

from caviardage.policy import Detection
from recognizers.explanation import Explained, Explainer, Outcome

pytestmark = pytest.mark.model

TEXT = (
    "slt c karim benali, mon num c 06\u202f39\u202f98\u202f12\u202f34\ncarte 4970 1012 3456 7894, "
    "colis du 12/03/2024 réf article 732829321"
)


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    """With the default rules, and one text that is never a finding."""
    return Explainer(Detection(allow_list=("3900",)))


def by_value(explained: list[Explained]) -> dict[tuple[str, str], Explained]:
    """The claims by value and entity."""
    return {(claim.value, claim.entity): claim for claim in explained}


def test_findings_have_reasons(explainer: Explainer) -> None:
    """A name tells its rule, a number its checksum and its label."""
    claims = by_value(explainer.explain(TEXT))
    name = claims["karim benali", "PERSON"]
    assert name.outcome is Outcome.FOUND
    assert "given name, surname, lower case" in name.why
    card = claims["4970 1012 3456 7894", "CREDIT_CARD"]
    assert card.why == ("checksum fails", "label « carte » before it")


def test_spans_are_those_of_the_text(explainer: Explainer) -> None:
    """Values are cut out of the text as it was written, typographic spaces included."""
    explained = explainer.explain(TEXT)
    assert ("06\u202f39\u202f98\u202f12\u202f34", "PHONE_NUMBER") in by_value(explained)
    assert all(claim.value == TEXT[claim.start : claim.end] for claim in explained)


def test_near_misses_say_why(explainer: Explainer) -> None:
    """Nine digits whose check digit fails, far from any label, are no SIREN."""
    missed = by_value(explainer.explain("erreur 732829321 au magasin"))["732829321", "FR_SIREN"]
    assert missed.outcome is Outcome.REJECTED
    assert missed.why == ("checksum fails", "no label beside it")


def test_a_claim_below_the_threshold_is_shown(explainer: Explainer) -> None:
    """A check digit alone, without label, is not enough: it says so."""
    weak = by_value(explainer.explain("voyez 732829320 merci"))["732829320", "FR_SIREN"]
    assert weak.outcome is Outcome.WEAK
    assert weak.score < Detection().min_score


def test_found_comes_first_and_empty_text_is_fine(explainer: Explainer) -> None:
    """The order is that of interest, then of the text."""
    found = [claim.outcome is Outcome.FOUND for claim in explainer.explain(TEXT)]
    assert found == sorted(found, reverse=True)
    assert explainer.explain("") == []
