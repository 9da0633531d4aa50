"""The recognizer of a policy's own patterns."""

import pytest

from caviardage.errors import Code, PolicyError, RecordError, Stage
from recognizers.custom import CustomRecognizer


def values(recognizer: CustomRecognizer, text: str) -> list[str]:
    """What it finds in a text."""
    return [text[r.start : r.end] for r in recognizer.analyze(text, ["CUSTOMER_ID"])]


def test_finds_the_whole_match_or_group_one() -> None:
    """Group 1 is the value if there is one, and if it took part."""
    assert values(CustomRecognizer("CUSTOMER_ID", r"CLI-\d+", 0.8), "(CLI-42)") == ["CLI-42"]
    assert values(CustomRecognizer("CUSTOMER_ID", r"CLI-(\d+)", 0.8), "(CLI-42)") == ["42"]
    optional = CustomRecognizer("CUSTOMER_ID", r"CLI(?:-(\d+))?", 0.8)
    assert values(optional, "CLI et CLI-42") == ["CLI", "42"]


def test_results_carry_entity_and_score() -> None:
    """The policy's entity type and score are those of the results."""
    (result,) = CustomRecognizer("CUSTOMER_ID", r"CLI-\d+", 0.7).analyze("CLI-42", [])
    assert (result.entity_type, result.score) == ("CUSTOMER_ID", 0.7)


def test_empty_matches_are_no_findings() -> None:
    """A pattern that matches nothing at all finds nothing."""
    assert values(CustomRecognizer("CUSTOMER_ID", r"\d*", 0.8), "abc") == []


def test_two_instances_do_not_mix() -> None:
    """Each instance keeps its entity type and label to itself."""
    first = CustomRecognizer("CUSTOMER_ID", r"\d{4}", 0.8, label="client")
    second = CustomRecognizer("ORDER_ID", r"\d{4}", 0.8)
    assert first.supported_entities == ["CUSTOMER_ID"]
    assert second.supported_entities == ["ORDER_ID"]
    assert [r.entity_type for r in second.analyze("commande 1234", [])] == ["ORDER_ID"]


@pytest.mark.parametrize(
    "text", ["NUMÉRO CLIENT : 4821", "numero client 4821", "4821, mon numéro\u00a0client"]
)
def test_label_ignores_case_accents_and_spaces(text: str) -> None:
    """A label is found however it is typed, before or after the value."""
    recognizer = CustomRecognizer("CUSTOMER_ID", r"\d{4}", 0.8, label=r"numéro client|n° client")
    assert values(recognizer, text) == ["4821"]


def test_no_label_no_finding() -> None:
    """With a label, a value alone is not found."""
    recognizer = CustomRecognizer("CUSTOMER_ID", r"\d{4}", 0.8, label="client")
    assert values(recognizer, "le lot 4821 est arrivé") == []


def test_slow_pattern_fails_the_record() -> None:
    """A pattern that runs away is an error of the record, never a text that counts as searched."""
    recognizer = CustomRecognizer("CUSTOMER_ID", r"(?:a+)+$|(?:a|aa)+$", 0.8)
    with pytest.raises(RecordError) as caught:
        recognizer.analyze("a" * 5_000 + "!", [])
    assert (caught.value.stage, caught.value.code) == (Stage.ANALYZE, Code.TIMEOUT)
    assert caught.value.__suppress_context__


def test_slow_label_fails_the_record() -> None:
    """So is a label."""
    recognizer = CustomRecognizer("CUSTOMER_ID", r"\d{4}", 0.8, label=r"(?:a|aa)+(?:b|$)")
    with pytest.raises(RecordError):
        recognizer.analyze("a" * 60 + " 4821", [])


def test_many_matches_share_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is for the text, not for each match."""
    monkeypatch.setattr("recognizers.custom.TIMEOUT_SECONDS", 0.05)
    with pytest.raises(RecordError):
        CustomRecognizer("CUSTOMER_ID", r"\d", 0.8).analyze("1" * 1_000_000, [])


@pytest.mark.parametrize(("pattern", "label"), [("(", None), (r"\d", "(")])
def test_broken_pattern_is_a_policy_error(pattern: str, label: str | None) -> None:
    """A pattern that does not compile is the policy's error."""
    with pytest.raises(PolicyError, match="CUSTOMER_ID"):
        CustomRecognizer("CUSTOMER_ID", pattern, 0.8, label)
