"""The lists of names and words: where they come from, how large they are, what they know."""

import gzip
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recognizers import gazetteers
from recognizers.base import fold
from recognizers.gazetteers import given_name_count, is_common_word, key, surname_count
from recognizers.name_cues import cues
from recognizers.name_line import coded
from recognizers.name_words import code_of
from recognizers.person_mentions import hints
from recognizers.person_names import RULES, PersonNamesRecognizer, found
from recognizers.typos import near

DATA = Path(gazetteers.__file__).with_name("data")
LISTS = ("given_names.txt.gz", "surnames.txt.gz", "common_words.txt.gz")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_where_it_comes_from(name: str) -> None:
    """Source, licence and date stand in its first three lines, and no machine's path."""
    text = gzip.decompress((DATA / name).read_bytes()).decode("utf-8")
    head = text.split("\n")[:3]
    assert [re.match(r"# (\w+): \S", line)[1] for line in head] == ["source", "licence", "date"]
    assert re.fullmatch(r"# date: 20\d\d-\d\d-\d\d", head[2])
    assert "/" not in "".join(head).replace("Licence Ouverte 2.0 (Etalab)", "")


@pytest.mark.parametrize("name", LISTS)
def test_names_are_folded_sorted_and_told_once(name: str) -> None:
    """A text is looked up as ``key`` makes it; a line that no key equals is never found."""
    lines = gzip.decompress((DATA / name).read_bytes()).decode("utf-8").split("\n")[3:]
    names = [line.partition("\t")[0] for line in lines]
    assert names == sorted(set(names))
    assert all(map(re.compile(r"[a-z]{2,}(?:['-][a-z]+)*").fullmatch, names))


def test_the_lists_are_small() -> None:
    """Together at most 4 MB in the repository."""
    assert sum((DATA / name).stat().st_size for name in LISTS) < 4_000_000


def test_the_lists_load_when_they_are_asked_for() -> None:
    """Not at import, once, and in far less than a second."""
    code = (
        "import time; from recognizers import gazetteers as g;"
        "assert g._counts.cache_info().currsize == 0 == g._words.cache_info().currsize;"
        "start = time.perf_counter();"
        "g.given_name_count('a'); g.surname_count('a'); g.is_common_word('a');"
        "assert time.perf_counter() - start < 3;"  # 0.12 s on a quiet machine
        "assert g._counts.cache_info().currsize == 2"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=DATA.parents[1])


@pytest.mark.parametrize("name", ["Sophie", "Karim", "Léa", "Aïssatou", "Jean-Baptiste"])
def test_given_names_are_known(name: str) -> None:
    """In any case, with or without accents."""
    assert given_name_count(key(name)) > 1000
    assert given_name_count(key(name.upper())) == given_name_count(fold(name))


@pytest.mark.parametrize("name", ["Martin", "Benali", "Lefèvre", "Nguyen", "Le-Goff"])
def test_surnames_are_known(name: str) -> None:
    """Those of the register with ten entries or more."""
    assert surname_count(key(name)) >= 10


def test_unknown_names_count_nothing() -> None:
    """Zero, not an error."""
    assert given_name_count("zorglubion") == surname_count("zorglubion") == 0
    assert not is_common_word("zorglubion")


@pytest.mark.parametrize(
    "word", ["rose", "pierre", "claire", "marin", "constant", "petit", "boulanger"]
)
def test_names_that_are_words_are_told(word: str) -> None:
    """Without a cue they are no names."""
    assert is_common_word(word)
    assert max(given_name_count(word), surname_count(word)) > 1000


@pytest.mark.parametrize(
    "name", ["marie", "jean", "robert", "thomas", "julie", "lina", "martin", "moreau"]
)
def test_names_first_are_no_words(name: str) -> None:
    """Dictionaries know them; people write them as names."""
    assert not is_common_word(name)


@pytest.mark.parametrize(
    "word", ["veuillez", "livraison", "terrasse", "tomates", "pierres", "demandait"]
)
def test_words_are_known_in_their_forms(word: str) -> None:
    """Plurals, tenses; what ends like a bookish tense but is none stays."""
    assert is_common_word(word)


@pytest.mark.parametrize("word", ["demandasse", "appelâmes", "voulurent"])
def test_bookish_tenses_are_left_out(word: str) -> None:
    """Nobody writes them to a help desk."""
    assert not is_common_word(key(word))


@pytest.mark.parametrize(
    ("word", "flat", "code"),
    [
        ("Karim", False, "G"),
        ("karim", False, "g"),
        ("BENALI", True, "G"),
        ("Rose", False, "R"),
        ("ROSE", True, "r"),
        ("Petit", False, "P"),
        ("Mardirossian", False, "S"),
        ("Zorglubion", False, "X"),
        ("Jean-Mi", False, "G"),
        ("dites-moi", False, "c"),
        ("Saint-Malo", False, "P"),
        ("DPO", False, "C"),
        ("JLC", False, "J"),
        ("Mme", False, "M"),
        ("me", False, "c"),
        ("de", False, "d"),
        ("SARL", False, "C"),
    ],
)
def test_the_code_of_a_word(word: str, flat: bool, code: str) -> None:
    """From the lists and the case."""
    assert code_of(word, key(word), flat=flat) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", "||"),
        ("\n", "||"),
        ("Sophie", "|G|"),
        ("Sophie\n\n- Karim", "|G|G|"),
        ("l'agent d'Aboville", "|ccdX|"),
        ("zoe@example.org : Sophie", "|0*0.0:G|"),
        ("<b>Sophie</b><br>ok", "|G|c|"),
        ("Mme&nbsp;Sophie", "|MG|"),
        ("C.M.", "|II|"),
        ("M.Le Goff", "|M.DS|"),
        ("CLI-0042 AB-12", "|0-0-0|"),
        ("rue Victor Hugo, Karim", "|pVV,G|"),
    ],
)
def test_the_line_of_a_text(text: str, codes: str) -> None:
    """Words, marks and line ends; numbers, addresses and tags are no words."""
    line = coded(text)
    assert line.codes == codes
    assert len(line.at) == len(line.codes)


def test_cues_stand_where_names_begin_or_end() -> None:
    """Positions in the text; below zero the end of a name."""
    text = "mon fils Léo, Nadia à l'appareil"
    assert dict(cues(text)) == {9: "k", -19: "z"}
    assert coded(text, cues(text)).codes == "|cckG,Gzccc|"


def test_every_rule_has_its_reason_and_its_score() -> None:
    """Scores lie above the default threshold and below a checksum's."""
    assert len({rule.why for rule in RULES}) == len(RULES)
    assert all(0.35 < rule.score < 0.9 for rule in RULES)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("durand", "durant", True),
        ("durand", "duran", True),
        ("durand", "durrand", True),
        ("durand", "duradn", True),
        ("durand", "durand", True),
        ("durand", "dupont", False),
        ("durand", "du", False),
        ("durand", "durandel", False),
    ],
)
def test_one_letter_apart(one: str, other: str, is_near: bool) -> None:
    """One more, one less, another one, two swapped; in both directions."""
    assert near(one, other) is is_near
    assert near(other, one) is is_near


def test_names_in_addresses_are_hints() -> None:
    """Without the initial, the figures and the words that name a mailbox."""
    assert hints("j.dupont42@example.org") == {"dupont"}
    assert "dupont" in hints("Mail : cdupont@example.org")
    assert hints("contact@example.org") == hints("pas d'adresse") == set()


def test_names_of_the_others_are_not_repeated() -> None:
    """What the rules of civility found alone is theirs to report."""
    assert PersonNamesRecognizer().analyze("Mme Zorglubion est là", ["PERSON"]) == []


def test_overlapping_names_are_one() -> None:
    """Several rules meet in « Sophie Martin L. »; one span comes of it."""
    (span,) = found("Bonjour Sophie Martin L.")
    assert span[:2] == (8, 24)


def test_a_text_takes_less_than_a_millisecond_a_line() -> None:
    """Ten times the time that is measured: 0.2 ms for a hundred characters."""
    text = "Bonjour, ma mère jeanne n'a pas reçu la box de M. Petit. cdt karim, rue Jean Moulin\n"
    recognizer = PersonNamesRecognizer()
    recognizer.analyze(text, ["PERSON"])
    start = time.perf_counter()
    recognizer.analyze(text * 100, ["PERSON"])
    assert time.perf_counter() - start < 0.3
