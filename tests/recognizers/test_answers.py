"""Answers: names, addresses, numbers and accounts after the question that asks for them."""

import pytest

from recognizers.answer_codes import CodeAnswerRecognizer, PostalCodeAnswerRecognizer
from recognizers.answers import (
    AddressAnswerRecognizer,
    AnswerRecognizer,
    EmailAnswerRecognizer,
    NameAnswerRecognizer,
    PhoneAnswerRecognizer,
)

NAME, ADDRESS = NameAnswerRecognizer(), AddressAnswerRecognizer()
PHONE, EMAIL = PhoneAnswerRecognizer(), EmailAnswerRecognizer()


def answers(recognizer: AnswerRecognizer, question: str, answer: str) -> list[str]:
    """The values that are found in an answer."""
    text = f"{question}\n{answer}"
    return [text[r.start : r.end] for r in recognizer.analyze(text, [])]


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("c durand", ["c durand"]),
        ("durand camille", ["durand camille"]),
        ("kone", ["kone"]),
        ("KONE AISSATA", ["KONE AISSATA"]),
        ("c'est le goff yann", ["le goff yann"]),
        ("oui alors moi c'est zoé dupond svp", ["zoé dupond"]),
        ("mr benali", ["benali"]),
        ("Durand, Camille", ["Durand, Camille"]),
        ("petit", ["petit"]),
        ("rose petit", ["rose petit"]),
        ("kolwaczik", ["kolwaczik"]),
        ("jean-baptiste de la tour 06 39 98 12 34", ["jean-baptiste de la tour"]),
        ("d'aboville", ["d'aboville"]),
        ("pourquoi", []),
        ("je ne sais plus", []),
        ("oui", []),
        ("vous l'avez déjà", []),
        ("c'est pour une commande", []),
        ("facture", []),
        ("merci", []),
        ("12345", []),
        ("c", []),
    ],
)
def test_a_bare_name_after_the_question(answer: str, values: list[str]) -> None:
    """In any case and spelling; what is no answer is left alone."""
    assert answers(NAME, "Bonjour, à quel nom est le contrat ?", answer) == values


@pytest.mark.parametrize(
    "question",
    [
        "Votre nom ?",
        "Votre nom et prénom svp",
        "Pouvez-vous me donner votre nom et prénom ? Merci",
        "Quel est votre nom de famille :",
        "Nom / prénom ?",
        "nom,prénom ?",
        "Merci de m'indiquer vos nom et prénom.",
        "À qui ai-je l'honneur ?",
        "Comment vous appelez-vous ?",
        "J'ai besoin du nom du titulaire",
        "Pouvez-vous épeler ?",
    ],
)
def test_questions_that_ask_for_a_name(question: str) -> None:
    """As agents, bots and forms put them."""
    assert answers(NAME, question, "kone aissata") == ["kone aissata"]


@pytest.mark.parametrize(
    "question",
    [
        "Quel est le nom de domaine ?",
        "Votre nom d'utilisateur ?",
        "Quel est le nom du produit ?",
        "Quelle couleur ?",
        "Votre nom est bien noté",
        "Merci beaucoup",
    ],
)
def test_questions_that_do_not(question: str) -> None:
    """Names of things, and no question at all."""
    assert answers(NAME, question, "zorglub kone") == []


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("3 bis r des acasias 44400 reze", ["3 bis r des acasias 44400 reze"]),
        ("c'est 12 les hauts de kermadec, bat b merci", ["12 les hauts de kermadec, bat b"]),
        ("résidence les mimosas appt 12", ["résidence les mimosas appt 12"]),
        ("zoé roux, 7 av jean jaurès", ["7 av jean jaurès"]),
        ("44400 rezé", ["44400 rezé"]),
        ("la même qu'avant", []),
        ("pourquoi ?", []),
        ("zoe@example.org", []),
    ],
)
def test_an_address_as_it_was_typed(answer: str, values: list[str]) -> None:
    """From its number or its first word on, up to the end of the line."""
    assert answers(ADDRESS, "Quelle est votre adresse complète ?", answer) == values


def test_an_e_mail_address_is_no_postal_one() -> None:
    """« votre adresse mail » asks for something else."""
    assert answers(ADDRESS, "Votre adresse mail ?", "12 rue des lilas") == []
    assert answers(EMAIL, "Votre adresse mail ?", "zoe.roux") == ["zoe.roux"]


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("06 39 98", ["06 39 98"]),
        ("c le 0639981", ["0639981"]),
        ("06.39.98.12.34 merci", ["06.39.98.12.34"]),
        ("demain à 14h", []),
        ("le même", []),
    ],
)
def test_digits_after_the_question_for_a_number(answer: str, values: list[str]) -> None:
    """Even when some of them are missing."""
    assert answers(PHONE, "Votre numéro de téléphone ?", answer) == values


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("camille.durand", ["camille.durand"]),
        ("zoe75", ["zoe75"]),
        ("zoe arobase example point org", ["zoe arobase example point org"]),
        ("je n'en ai pas", []),
        ("pourquoi faire", []),
    ],
)
def test_an_account_after_the_question_for_an_e_mail(answer: str, values: list[str]) -> None:
    """Without its @, or with the word for it."""
    assert answers(EMAIL, "Quel est votre e-mail ?", answer) == values


@pytest.mark.parametrize(
    ("answer", "values"),
    [
        ("7304", ["7304"]),
        ("c'est le 8830 19 044", ["8830 19 044"]),
        ("H-20981", ["H-20981"]),
        ("26S-00918-A, la dernière fois c'était bon", ["26S-00918-A"]),
        ("867400/02/118843/7 sur la boîte", ["867400/02/118843/7"]),
        ("LLD 0 334 771", ["LLD 0 334 771"]),
        ("je ne le trouve pas", []),
        ("j'ai payé 120 euros", []),
        ("je rappelle à 14h30", []),
        ("attendez 150 jours, non merci", []),
        ("v4", []),
    ],
)
def test_a_code_after_the_question(answer: str, values: list[str]) -> None:
    """Any shape is a reference where the agent asked for one; a measure is none."""
    assert answers(CodeAnswerRecognizer(), "Quel est votre numéro de dossier ?", answer) == values


def test_digits_without_a_question_are_no_code() -> None:
    """The question makes the reference."""
    assert answers(CodeAnswerRecognizer(), "Combien de pages ?", "7304") == []


def test_a_postcode_after_the_question() -> None:
    """Five digits, spaced or not, where the town or its code is asked for."""
    postcode = PostalCodeAnswerRecognizer()
    assert answers(postcode, "Votre code postal ?", "58 230 je crois") == ["58 230"]
    assert answers(postcode, "Dans quelle ville ?", "67270") == ["67270"]
    assert answers(postcode, "Votre code postal ?", "99999 lol") == []
