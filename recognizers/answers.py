r"""Answers: what a customer types after « Votre nom ? », « Votre adresse ? » and the like.

In a chat the question of the agent stands on the line before the answer (``passages``), in a form
the label does. After such a line a bare name is a name in any case and spelling, a street an
address as typed, half a telephone number a telephone number. Answers that are none (« pourquoi »,
« je ne sais plus ») are left alone.

>>> text = "Pouvez-vous me donner votre nom et prénom ?\nkone aissatta svp"
>>> [text[r.start : r.end] for r in NameAnswerRecognizer().analyze(text, [])]
['kone aissatta']
>>> text = "Votre adresse complète ?\nalors c'est 3 bis les acasias bat B Rezé merci"
>>> [text[r.start : r.end] for r in AddressAnswerRecognizer().analyze(text, [])]
['3 bis les acasias bat B Rezé']
"""

import re
from collections.abc import Iterator
from typing import ClassVar

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.address_words import BARE, NUMBERED, POSTCODE
from recognizers.base import FrenchRecognizer, fold
from recognizers.name_words import common, given, key, surname
from recognizers.words import CHAT, CIVILITIES, COMMON, EDGE, GREETINGS, LABELS, PARTICLES

# A line, and the one after it.
_LINES = re.compile(r"(?<![^\n])(?=([^\n]{3,400})\n[ \t]{0,9}([^\n]{1,300}))")
_ASKS = re.compile(
    r"[?:] ?\W{0,9}(?:merci|svp|s'il vous plait|stp|please)?\W{0,9}$"
    r"|\b(?:envo[iy]|saisi|recopi|entrez|tapez|send|please|manque|possible|indiqu|precis"
    r"|donne[rz]|communiqu|confirm|epel|rappele[rz]|transm|fourni|besoin|faut"
    r"|faudrait|merci de|svp|s'il vous plait|puis-je avoir)"
)
_LEAD = re.compile(
    r"(?:(?:bonjour|bjr|bonsoir|bsr|salut|slt|oui|ok|alors|euh|voila|bien sur|moi|c['’ ]?est|ct"
    r"|cest|c(?= [a-z]{2,}+ [a-z]{2})|je m['’ ]?appel+e|je suis|au nom (?:de|d')|nom|prenom"
    r"|mon (?:nom|prenom|adresse)(?: est| c['’ ]?est)?|j['’ ]?habite|a l'adresse|adresse|au"
    r"|monsieur|madame|mademoiselle|mr|mme|mlle|m\.|dr|l[ea](?= \d)|mon|tel|num(?:ero)?|mail)"
    r"(?![\w-])[ ,:!.]{0,3}){0,6}"
)


class AnswerRecognizer(FrenchRecognizer):
    """Finds the value that a line asks for at the start of the next line."""

    #: What the question names, on folded text.
    QUESTION: ClassVar[re.Pattern[str]]
    LABELLED = 0.7

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the answers of one text."""
        if "\n" not in text:
            return []
        folded = fold(text)
        results = []
        for match in _LINES.finditer(folded):
            if self.QUESTION.search(match[1]) and _ASKS.search(match[1]):
                start, stop = match.span(2)
                lead = _LEAD.match(folded, start, stop)
                results += [
                    self._result(*span, self.LABELLED, check=None, labelled=True)
                    for span in self.values(text, folded, lead.end() if lead else start, stop)
                ]
        return results

    def values(self, text: str, folded: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The values in an answer, from its first word on."""
        if span := self.value(text, folded, start, stop):
            yield span

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """The value in an answer that gives one at most; None if it gives none."""
        raise NotImplementedError


_NAME_WORD = re.compile(r"[^\W\d_]++(?:['’\-][^\W\d_]++)*+")
_BETWEEN_NAMES = re.compile(
    r"[ \u00a0]{1,2}|(?<![^\W\d_]{2})\. ?|/|, ?(?=[^\W\d_]++ ?[.!]?(?:\n|\Z))"
)
_ELIDED = re.compile(r"(?:[cjlmnst]|qu)['’]")
_STOPS = COMMON | CHAT | GREETINGS | LABELS | EDGE | CIVILITIES
_NAME_WORDS = 4
_GIVEN, _SURNAME = 900, 80


class NameAnswerRecognizer(AnswerRecognizer):
    """The name after « votre nom ? », « à quel nom ? », « vous êtes ? »."""

    ENTITY = "PERSON"
    QUESTION = re.compile(
        r"\b(?:(?:votre|vos|ton|quels? est (?:le|votre|ton)|quels sont vos|le|vos) (?:pre)?noms?"
        r"|noms? (?:de famille|d'usage|de naissance|complet)|nom(?:,| et| ?/| ?\+) ?prenom"
        r"|prenom(?:,| et| ?/| ?\+) ?nom|quel (?:pre)?nom|(?:pre)?nom (?:du|de la|de l')"
        r" ?(?:titulaire|client|assure|patient|beneficiaire|destinataire|passager|conducteur)e?)"
        r"(?! (?:d'utilisateur|de domaine|d'hote|de compte|du (?:produit|modele|magasin|fichier)"
        r"|de (?:la |votre |l')?(?:banque|societe|entreprise|box|rue|ville|reseau|marque)"
        r"|apparai|figure|commercial))"
        r"|(?:comment|vous) (?:vous )?(?:vous|t') ?appele|qui ai-je|votre identite"
        r"|vous etes(?: m| ?\?)|qui etes-vous|au nom de qui|epeler"
    )

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """One to four words that are names or no French words."""
        words: list[re.Match[str]] = []
        at = start
        while word := _NAME_WORD.match(text, at, stop):
            bare = key(word[0])
            if not _may_be_name(bare, key(words[-1][0]) if words else ""):
                break
            words.append(word)
            gap = _BETWEEN_NAMES.match(text, word.end(), stop)
            at = gap.end() if gap else stop
        while words and key(words[-1][0]) in PARTICLES:
            del words[-1]
        if not 1 <= len(words) <= _NAME_WORDS or all(len(word[0]) == 1 for word in words):
            return None
        alone = words[-1].end() == stop or not folded[words[-1].end() : stop].strip(" .,;:!?()")
        known = any(not common(key(word[0])) for word in words) and any(
            _bears(key(word[0])) for word in words
        )
        return (words[0].start(), words[-1].end()) if alone or known else None


def _may_be_name(word: str, before: str) -> bool:
    """Whether a word of an answer can belong to a name: « c » and « de la tour » can."""
    if len(word) == 1 or word in PARTICLES:
        return True
    if word in _STOPS or _ELIDED.match(word):
        return False
    return not common(word) or _bears(word) or before in PARTICLES


def _bears(name: str) -> bool:
    return given(name) >= _GIVEN or surname(name) >= _SURNAME


_ADDRESS_END = re.compile(
    r"[!?]|\. (?=[A-ZÀ-Ý])|,? (?:merci|svp|s'il vous|mais|mon (?:tel|num|mail)|je |j'"
    r"|c'est|voila|tel\b)"
)
_HOUSE = re.compile(r"\d{1,4}[ ,]{1,2}(?:bis |ter |[a-d] )?[^\W\d_]{2}")


class AddressAnswerRecognizer(AnswerRecognizer):
    """The address after « votre adresse ? », as it was typed."""

    ENTITY = "FR_ADDRESS"
    QUESTION = re.compile(
        r"\b(?:(?:votre|ton|l'|quelle|une|nouvelle|ancienne|d'|la bonne) ?(?:nouvelle )?adresse"
        r"(?! (?:e-?mail|mail|electronique|ip\b|internet|url|mac\b))|ou (?:habite[zs]|residez)"
        r"|(?:habitez|residez)-vous|adresse (?:postale|complete|exacte|de (?:livraison|facturation)"
        r"|du (?:logement|domicile|sinistre))|votre rue|code postal et (?:la |votre )?ville)"
    )

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """The rest of the line, where a number, a street or a postcode stands in it."""
        end = _ADDRESS_END.search(folded, start, stop)
        stop = start + len(text[start : end.start() if end else stop].rstrip(" .,;:"))
        if "@" in text[start:stop]:
            return None
        if _HOUSE.match(folded, start, stop) or BARE.match(folded, start, stop):
            return start, stop
        # « Corentin Vasseur, 1 place du Marché » gives the name first
        street = NUMBERED.search(folded, start, stop)
        if street:
            return street.start(), stop
        return (start, stop) if POSTCODE.search(folded, start, stop) else None


class PhoneAnswerRecognizer(AnswerRecognizer):
    """The digits after « votre numéro de téléphone ? », though some are missing."""

    ENTITY = "PHONE_NUMBER"
    LABELLED = 0.5
    QUESTION = re.compile(
        r"\b(?:num(?:ero)? (?:de )?(?:votre )?(?:tel|port|mobile|fixe|ligne|contact)"
        r"|votre (?:tel|portable|mobile|fixe)|(?:a|sur) quel num"
        r"|vous (?:joindre|rappeler|recontacter))"
    )
    _DIGITS = re.compile(r"(?<![\w+])\+?\d(?:[ .\-/]{0,3}\d){5,14}(?!\d)")

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """The first run of six digits or more."""
        digits = self._DIGITS.search(text, start, stop)
        return digits.span() if digits else None


class EmailAnswerRecognizer(AnswerRecognizer):
    """The account after « votre e-mail ? », though the @ or what follows it is missing."""

    ENTITY = "EMAIL_ADDRESS"
    LABELLED = 0.6
    QUESTION = re.compile(r"\b(?:e-?mail|mel|courriel|adresse (?:mail|electronique))\b")
    _ACCOUNT = re.compile(
        r"(?<![\w.@])[a-z][\w.+\-]{1,63}+(?:[ ]?(?:@|\(?arobase?\)?|\(at\)|\[at\]|(?<= )at(?= ))"
        r"[ ]?[a-z][\w.\-]{1,63}+(?: ?(?:\.|point|dot) ?(?:fr|com|net|org|eu))?)?"
    )
    _MARK = re.compile(r"[a-z][._\-]\w|\w\d|@|arobase|\bat\b")

    def value(self, text: str, folded: str, start: int, stop: int) -> tuple[int, int] | None:
        """The first word with a mark or a digit of an account in it."""
        for account in self._ACCOUNT.finditer(folded, start, stop):
            end = account.start() + len(account[0].rstrip(".-"))
            if self._MARK.search(folded, account.start(), end) and account[0] not in _STOPS:
                return account.start(), end
        return None
