"""From records to documents: texts with their speakers, exclusions, and what fails at once."""

from pathlib import Path
from typing import Any

import pytest

from caviardage.documents import OBJECTION, DocumentBuilder, Exclusions, load_exclusions
from caviardage.errors import Code, PolicyError, RecordError, Stage
from caviardage.policy import Policy
from caviardage.records import Position, Record

BASE: dict[str, Any] = {
    "policy": "p",
    "version": 1,
    "domain": {"id": "d", "controller": "c", "purpose": "p", "legal_basis": "art6-1-f"},
    "fields": {"message": {"scan": True, "speaker": "auteur.rôle", "time": "le"}},
    "limits": {"text_characters": 100},
}


def policy_with(**changes: Any) -> Policy:
    """The policy of these tests, changed."""
    return Policy.model_validate({**BASE, **changes})


def records(*rows: dict[str, Any], file: int = 1) -> list[Record]:
    """Records of some rows, one after the other in a file."""
    return [
        Record(position=Position(file=file, offset=100 * i), row=row) for i, row in enumerate(rows)
    ]


def test_a_chat_is_one_document_of_all_its_messages() -> None:
    """Each text with the number of its record, who spoke and when, in the order of the chat."""
    rows = [
        {"message": "Votre nom svp ?", "auteur": {"rôle": "conseiller"}, "le": "2026-03-02 09:14"},
        {"message": "LEFEVRE zoé", "auteur": {"rôle": "client"}, "le": 1772442900},
        {"message": None, "auteur": {"rôle": "client"}},
        {"message": "merci\nbonne\u00a0journée", "auteur": None},
    ]
    document = DocumentBuilder(policy_with()).build(records(*rows))
    assert [(t.message, t.field, t.text, t.speaker, t.time) for t in document.texts] == [
        (0, "message", "Votre nom svp ?", "conseiller", "2026-03-02 09:14"),
        (1, "message", "LEFEVRE zoé", "client", "1772442900"),
        (3, "message", "merci\nbonne\u00a0journée", None, None),
    ]
    assert [record.row for record in document.records] == rows


def test_nested_comments_keep_the_author_that_stands_beside_them() -> None:
    """Fields come in the order of the policy, items in theirs."""
    policy = policy_with(
        fields={
            "sujet": {"scan": True},
            "suivi[].corps": {"scan": True, "speaker": "suivi[].auteur"},
            "notes[]": {"scan": True},
        }
    )
    row = {
        "notes": ["rappeler", None, "fait"],
        "sujet": "Fuite",
        "suivi": [
            {"corps": "Bonjour", "auteur": "Inès"},
            {"auteur": "Ali"},
            {"corps": "Je passe", "auteur": "Karim"},
        ],
    }
    document = DocumentBuilder(policy).build(records(row))
    assert [(t.field, t.text, t.speaker) for t in document.texts] == [
        ("sujet", "Fuite", None),
        ("suivi[0].corps", "Bonjour", "Inès"),
        ("suivi[2].corps", "Je passe", "Karim"),
        ("notes[0]", "rappeler", None),
        ("notes[2]", "fait", None),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (42, Code.TYPE),
        (True, Code.TYPE),
        (["Bonjour"], Code.TYPE),
        ({"fr": "Bonjour"}, Code.TYPE),
        ("x" * 101, Code.TOO_LARGE),
        ("Bonjour \ud83d", Code.ENCODING),
    ],
)
def test_what_cannot_be_scanned_fails_before_the_scan(value: Any, code: Code) -> None:
    """Not a text, too long, or half a character: nothing of it is passed on unread."""
    with pytest.raises(RecordError) as error:
        DocumentBuilder(policy_with()).build(records({"message": value}))
    assert (error.value.stage, error.value.code) == (Stage.READ, code)
    assert "Bonjour" not in repr(error.value)


def test_the_longest_text_allowed_is_scanned() -> None:
    """The limit itself is within the limit, counted in characters, not bytes."""
    document = DocumentBuilder(policy_with()).build(records({"message": "é" * 100}))
    assert len(document.texts[0].text) == 100


@pytest.mark.parametrize(
    ("record", "row", "scope_id"),
    [
        ({"thread": "fil", "id": "n"}, {"fil": "F-7", "n": 3}, "id:F-7"),
        ({"thread": "fil", "id": "n"}, {"fil": None, "n": 3}, "id:3"),
        ({"thread": "fil", "id": "n"}, {"fil": "", "n": 3}, "id:3"),
        ({"thread": "fil"}, {"n": 3}, "at:4:0"),
        ({"id": "n"}, {"n": 0}, "id:0"),
        ({"id": "n"}, {"n": ""}, "at:4:0"),
        ({"id": "n"}, {"n": {"clé": 1}}, "at:4:0"),
        ({"id": "ticket.n"}, {"ticket": {"n": "T1"}}, "id:T1"),
        ({}, {"n": 3}, "at:4:0"),
    ],
)
def test_what_tells_documents_apart(
    record: dict[str, str], row: dict[str, Any], scope_id: str
) -> None:
    """The thread, else the record's id, else its place in the input; never an empty name."""
    builder = DocumentBuilder(policy_with(record=record))
    assert builder.build(records(row, file=4)).scope_id == scope_id


def test_thread_and_id_are_absent_when_the_policy_names_none() -> None:
    """Such records are documents of their own, without an id."""
    builder = DocumentBuilder(policy_with())
    assert (builder.thread({"fil": "F"}), builder.record_id({"id": 1})) == (None, None)


EXCLUDE = {"values": {"statut": ["spam", 9, True], "étiquettes[].nom": ["test"]}}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"statut": "spam"}, "statut"),
        ({"statut": 9}, "statut"),
        ({"statut": "9"}, "statut"),
        ({"statut": True}, "statut"),
        ({"statut": "true"}, "statut"),
        ({"statut": "TRUE"}, "statut"),
        ({"étiquettes": [{"nom": "urgent"}, {"nom": "test"}]}, "étiquettes[].nom"),
        ({"statut": "Spam"}, None),
        ({"statut": "spams"}, None),
        ({"statut": 1}, None),
        ({"statut": None}, None),
        ({}, None),
    ],
)
def test_a_document_is_left_out_for_a_value(row: dict[str, Any], reason: str | None) -> None:
    """Texts, numbers and truth values, as typed inputs and CSV files write them."""
    exclusions = Exclusions(policy_with(record={"exclude": EXCLUDE}))
    assert exclusions.reason(records(row)) == reason


def test_one_excluded_message_excludes_its_chat() -> None:
    """A chat is never half used."""
    exclusions = Exclusions(policy_with(record={"exclude": EXCLUDE}))
    assert exclusions.reason(records({"statut": "ouvert"}, {"statut": "spam"})) == "statut"


def loaded(tmp_path: Path, content: bytes | None, subject: str = "client.id") -> Exclusions:
    """The exclusions of a policy with a file of objections."""
    if content is not None:
        (tmp_path / "oppositions.txt").write_bytes(content)
    policy = policy_with(
        record={"subject": subject, "exclude": {"objections": "oppositions.txt", **EXCLUDE}}
    )
    return load_exclusions(policy, tmp_path / "policy.yaml")


@pytest.mark.parametrize(
    "content",
    [
        "C-12\nC-7\n",
        "\ufeffC-12\r\n\r\nC-7",
        "\n  C-12  \n\t\nC-7\u00a0\n",
    ],
)
def test_who_objected_is_left_out(tmp_path: Path, content: str) -> None:
    """One id a line; a byte order mark, blank lines and spaces around do not hide an objection."""
    exclusions = loaded(tmp_path, content.encode())
    for subject in ("C-12", "C-7", " C-12 "):
        assert exclusions.reason(records({"client": {"id": subject}})) == OBJECTION
    for other in ({"client": {"id": "C-1"}}, {"client": {"id": ""}}, {"client": None}, {}):
        assert exclusions.reason(records(other)) is None


def test_an_objection_comes_before_other_reasons(tmp_path: Path) -> None:
    """Numbers are compared as they are written."""
    exclusions = loaded(tmp_path, b"12\n")
    assert exclusions.reason(records({"client": {"id": 12}, "statut": "spam"})) == OBJECTION


def test_the_ids_of_objectors_are_not_shown(tmp_path: Path) -> None:
    """They are personal data too."""
    assert "C-12" not in repr(loaded(tmp_path, b"C-12\n"))


@pytest.mark.parametrize(
    ("content", "why"), [(None, "No such file"), (b"Ren\xe9e\n", "not UTF-8 text")]
)
def test_objections_that_cannot_be_read_stop_the_run(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    """Nobody's objection is forgotten in silence; the message names key and file, no id."""
    with pytest.raises(PolicyError, match=why) as error:
        loaded(tmp_path, content)
    assert "record.exclude.objections" in str(error.value)
    assert "Ren" not in str(error.value)


def test_a_policy_without_objections_reads_no_file(tmp_path: Path) -> None:
    """Nothing is looked for beside the policy."""
    policy = policy_with()
    assert load_exclusions(policy, tmp_path / "absent" / "p.yaml") == Exclusions(policy)
