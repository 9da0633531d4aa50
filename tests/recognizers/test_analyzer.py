"""Whole documents through spaCy and Presidio: addresses, bounds, memory, no network."""

import gc
import itertools
import socket
from typing import Any

import pytest
from spacy.tokens import Doc

from caviardage.policy import Detection
from caviardage.records import Document, Finding, Position, Record, Text
from recognizers.analyzer import DocumentAnalyzer, _model_batches
from recognizers.custom import CustomRecognizer

pytestmark = pytest.mark.model

CHAT = (
    "Bonjour, à qui ai-je l'honneur ?",
    "Mme Élodie Le Goff, j'habite à Quimper\ntel\u00a0: 06\u202f39\u202f98\u202f12\u202f34",
    "Je vous envoie ça sur elodie.legoff@example.org, et https://example.org/suivi?id=42",
)


def document(*texts: str, scope_id: str = "id:1") -> Document:
    """A chat with one text a message."""
    record = Record(position=Position(file=1, offset=0), row={})
    return Document(
        records=(record,) * len(texts),
        texts=tuple(Text(message=i, field="corps", text=t) for i, t in enumerate(texts)),
        scope_id=scope_id,
    )


def values(doc: Document, findings: tuple[Finding, ...]) -> set[tuple[int, str, str]]:
    """Message, entity and value of each finding."""
    return {(f.message, f.entity, doc.texts[f.message].text[f.start : f.end]) for f in findings}


def test_findings_stand_at_their_message_and_field(analyzer: DocumentAnalyzer) -> None:
    """Offsets count characters of the original text, narrow spaces and line breaks included."""
    chat = document(*CHAT)
    (findings,) = analyzer.analyze([chat])
    found = values(chat, findings)
    assert (1, "PHONE_NUMBER", "06\u202f39\u202f98\u202f12\u202f34") in found
    assert (2, "EMAIL_ADDRESS", "elodie.legoff@example.org") in found
    assert any(m == 1 and e == "PERSON" and "Le Goff" in v for m, e, v in found)
    assert not [f for f in findings if f.message == 0 and f.entity == "PERSON"]
    assert all(f.field == "corps" and f.recognizer for f in findings)


def test_nested_fields_keep_their_own_addresses(analyzer: DocumentAnalyzer) -> None:
    """Two texts of one record, the same words at two places."""
    record = Record(position=Position(file=1, offset=0), row={})
    texts = tuple(
        Text(message=0, field=f"suivi[{i}].corps", text="mail : zoe@example.org") for i in (0, 3)
    )
    (findings,) = analyzer.analyze([Document(records=(record,), texts=texts, scope_id="x")])
    mails = [f for f in findings if f.entity == "EMAIL_ADDRESS"]
    assert [(f.field, f.start, f.end) for f in mails] == [
        ("suivi[0].corps", 7, 22),
        ("suivi[3].corps", 7, 22),
    ]


def test_each_document_gets_its_own_findings(analyzer: DocumentAnalyzer) -> None:
    """In the order of the documents, whatever the cuts between calls of the model."""
    documents = [document(f"rappel au 06 39 98 {i:02} {i:02}", "ok") for i in range(70)]
    documents.insert(35, document())
    result = analyzer.analyze(documents)
    assert len(result) == 71
    for doc, findings in zip(documents, result, strict=True):
        phones = {value for _, entity, value in values(doc, findings) if entity == "PHONE_NUMBER"}
        assert phones == {text.text[10:] for text in doc.texts[:1]}


def test_findings_do_not_depend_on_the_neighbours(analyzer: DocumentAnalyzer) -> None:
    """A text alone, or in a batch with others: the same spans of the same entities."""
    chat = document(*CHAT)
    (alone,) = analyzer.analyze([chat])
    batch = [document("Le colis est arrivé cassé.", scope_id=str(i)) for i in range(40)]
    together = analyzer.analyze([*batch, chat, *batch])[40]
    assert alone == together


def test_nothing_is_found_in_nothing(analyzer: DocumentAnalyzer) -> None:
    """No document, no text, an empty text, spaces."""
    assert analyzer.analyze([]) == []
    assert analyzer.analyze([document(), document("", "\u00a0\n")]) == [(), ()]


def test_findings_are_ordered_and_scored(analyzer: DocumentAnalyzer) -> None:
    """Sorted, each once, none below the threshold; what a checksum proves is marked."""
    text = "IBAN FR76 3000 6000 0112 3456 7890 189, Mme Élodie Le Goff"
    (findings,) = analyzer.analyze([document(text)])
    assert list(findings) == sorted(set(findings))
    assert all(f.score >= Detection().min_score for f in findings)
    assert [f.validated for f in findings if f.entity == "IBAN_CODE"] == [True]
    assert not any(f.validated for f in findings if f.entity == "PERSON")


def calls(analyzer: DocumentAnalyzer, monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Records the lengths of the texts of each call of the model."""
    seen: list[list[int]] = []
    engine: Any = analyzer._engine.nlp_engine
    process = engine.process_batch

    def spy(texts: list[str], **options: Any) -> Any:
        seen.append([len(text) for text in texts])
        return process(texts, **options)

    monkeypatch.setattr(engine, "process_batch", spy)
    return seen


def test_the_model_never_gets_more_than_its_bounds(
    analyzer: DocumentAnalyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most 64 texts and 100 000 characters a call, unless one text alone is longer."""
    seen = calls(analyzer, monkeypatch)
    long = "Le colis est arrivé. " * 2000
    documents = [document(*["Bonjour"] * 50), document(*["Merci"] * 50), document(long, long, long)]
    findings = analyzer.analyze(documents)
    assert len(findings) == 3
    assert list(itertools.chain(*seen)) == [7] * 50 + [5] * 50 + [len(long)] * 3
    assert all(len(call) <= 64 and sum(call) <= 100_000 for call in seen)
    assert [len(call) for call in seen] == [64, 38, 1]


def test_batches_are_cut_by_a_fixed_rule() -> None:
    """Every text once, in order; a text over the bound is alone."""
    lengths = [99_999, 1, 1, 250_000, 0, 100_000, 0]
    texts = [Text(message=i, field="a", text="x" * n) for i, n in enumerate(lengths)]
    cut = [[len(text.text) for text in batch] for batch in _model_batches(texts)]
    assert cut == [[99_999, 1], [1], [250_000], [0, 100_000, 0]]


def test_a_very_long_text_is_analyzed_to_its_end(analyzer: DocumentAnalyzer) -> None:
    """An e-mail address after more than 100 000 characters is found at its place."""
    text = "Le client a rappelé pour son colis.\n" * 2900 + "zoe.lefevre@example.org"
    assert len(text) > 100_000
    doc = document(text)
    (findings,) = analyzer.analyze([doc])
    assert (0, "EMAIL_ADDRESS", "zoe.lefevre@example.org") in values(doc, findings)


def living_docs() -> int:
    """How many spaCy documents are in memory."""
    gc.collect()
    return sum(isinstance(thing, Doc) for thing in gc.get_objects())


def test_no_document_of_the_model_survives(analyzer: DocumentAnalyzer) -> None:
    """Outside its memory zone a Doc would point to freed words; findings hold plain values."""
    nlp = analyzer._nlp
    before = living_docs()
    kept = nlp("Bonjour")
    assert living_docs() == before + 1
    del kept
    result = analyzer.analyze([document(*CHAT)])
    assert living_docs() == before
    assert all(type(f.entity) is str and type(f.recognizer) is str for f in result[0])


def test_words_seen_once_are_forgotten(analyzer: DocumentAnalyzer) -> None:
    """Memory stays flat: the vocabulary does not keep the names of the customers."""
    nlp = analyzer._nlp
    analyzer.analyze([document(*CHAT)])
    before = len(nlp.vocab.strings)
    analyzer.analyze([document(*(f"client Zorglubion{i} rappelé" for i in range(100)))])
    assert len(nlp.vocab.strings) == before
    assert "Zorglubion7" not in nlp.vocab.strings


def again(analyzer: DocumentAnalyzer, **detection: Any) -> DocumentAnalyzer:
    """The same engine under other rules of detection."""
    return DocumentAnalyzer(analyzer._engine, Detection.model_validate(detection))


def test_texts_of_the_allow_list_are_never_findings(analyzer: DocumentAnalyzer) -> None:
    """The company's own address, exactly as written; another one is found."""
    text = "Écrivez à aide@example.org ou à zoe@example.org"
    doc = document(text)
    (findings,) = again(analyzer, allow_list=["aide@example.org"]).analyze([doc])
    found = {value for _, entity, value in values(doc, findings) if entity == "EMAIL_ADDRESS"}
    assert found == {"zoe@example.org"}


def test_the_threshold_is_the_policy_s(analyzer: DocumentAnalyzer) -> None:
    """Findings below it are left out."""
    doc = document(*CHAT)
    (all_of_them,) = again(analyzer, min_score=0).analyze([doc])
    (sure,) = again(analyzer, min_score=0.8).analyze([doc])
    assert set(sure) == {f for f in all_of_them if f.score >= 0.8}
    assert len(sure) < len(all_of_them)


def test_a_pattern_of_the_policy_is_searched(analyzer: DocumentAnalyzer) -> None:
    """With its entity, its score and its label."""
    engine = analyzer._engine
    custom = CustomRecognizer("CONTRACT_ID", r"CTR-\d{6}", 0.7, label="contrat")
    engine.registry.add_recognizer(custom)
    try:
        doc = document("mon contrat CTR-004821 svp", "référence CTR-004822")
        (findings,) = DocumentAnalyzer(engine, Detection()).analyze([doc])
    finally:
        engine.registry.remove_recognizer(custom.name)
    found = [(f.message, f.score) for f in findings if f.entity == "CONTRACT_ID"]
    assert found == [(0, 0.7)]


def test_nothing_is_asked_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Building the engine and analyzing e-mails and URLs opens no connection and no name."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    with pytest.raises(AssertionError):
        socket.create_connection(("example.org", 80))
    detection = Detection.model_validate(
        {"custom": [{"entity": "CUSTOMER_ID", "pattern": r"CLI-\d+"}]}
    )
    doc = document(*CHAT, "voir www.exemple.co.uk/compte, zoe@sous.domaine.gouv.fr, CLI-0048213")
    (findings,) = DocumentAnalyzer.from_detection(detection).analyze([doc])
    assert {"EMAIL_ADDRESS", "URL", "PHONE_NUMBER", "CUSTOMER_ID"} <= {f.entity for f in findings}
