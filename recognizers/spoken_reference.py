"""GENERIC_ID in words: the number of a contract, a meter, a card, as a voice transcript writes it.

« mon numéro de dossier c'est quatre-vingt-treize zéro trois quarante-quatre onze » stands for
digits that lead to a person as the digits do. Which ones is left open (``number_words``): a run of
four number words or more behind a word for a number is one. Telephone numbers are found by
``spoken_phone``; amounts, ages and hours have their unit behind them.
https://www.cnil.fr/fr/reglement-europeen-protection-donnees/chapitre1#Article4

>>> find = SpokenReferenceRecognizer().analyze
>>> def found(text): return [text[r.start:r.end] for r in find(text, [])]
>>> found("le contrat euh c'est le vingt-deux zéro sept quarante et un tiret onze merci")
['vingt-deux zéro sept quarante et un tiret onze']
>>> found("mon contrat a deux ou trois ans, dossier de vingt et un euros quatre-vingt-dix")
[]
"""

import re
from collections.abc import Iterator

from caviardage.number_words import PLUS, Token, tokens
from recognizers.base import FrenchRecognizer, fold

# « tiret », « euh » between two numbers; letters spelt with a name before them.
_GAP = re.compile(
    r"[ ,.;:/\n\u2013\u2014\u2026-]{0,4}(?:(?:tiret|euh|espace|slash|puis|barre)[ ,.]{1,3}){0,2}"
)
_SPELT = re.compile(r"(?:\b[a-z](?: comme [a-z]{3,12})? ){1,3}$")
_UNIT = re.compile(
    r"[ ,]{0,2}(?:euros?|centimes?|ans?\b|mois|jours?|heures?|h\b|minutes?|pourcents?|%|fois|km"
    r"|kilo|metres?|degres?|personnes?|rue|avenue|boulevard|chemin|impasse|place|janvier|fevrier"
    r"|mars|avril|mai\b|juin|juillet|aout|septembre|octobre|novembre|decembre|cent|mille)"
)
_FEWEST_WORDS = 4


class SpokenReferenceRecognizer(FrenchRecognizer):
    """Finds long runs of number words behind a word for a number."""

    ENTITY = "GENERIC_ID"
    LABELS = re.compile(
        r"\bnum(?:ero)?s?\b|\bdossier|\bcontrat|\bclient|\babonne|\bcommande|\bpdl\b|\bprm\b"
        r"|\bpce\b"
        r"|point de livraison|\blivraison\b|\bcompteur|\bcarte\b|\bsecu|\bmatricule|\breference"
        r"|\bcode\b|\bsinistre|\bpolice\b|\badherent|\ballocataire|\bsejour\b|\bpasseport|\bpermis"
        r"|\bsiret\b|\bsiren\b|\biban\b|\brib\b|\bcompte\b|\bplaque|\bfacture|\bcolis|\bsuivi\b"
    )
    LABELLED = 0.5

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        folded = fold(text)
        for run in _runs(folded):
            words = sum(token.is_word for token in run)
            start, end = run[0].start, run[-1].end
            if words < _FEWEST_WORDS or _UNIT.match(folded, end):
                continue
            spelt = _SPELT.search(folded, max(0, start - 40), start)
            yield (spelt.start() if spelt else start), end


def _runs(folded: str) -> Iterator[list[Token]]:
    """Number words and digits with nothing but pauses between them."""
    run: list[Token] = []
    for token in tokens(folded):
        if token.text == PLUS:
            continue
        if run and not _GAP.fullmatch(folded, run[-1].end, token.start):
            yield _trimmed(run)
            run = []
        run.append(token)
    if run:
        yield _trimmed(run)


def _trimmed(run: list[Token]) -> list[Token]:
    """A run without « et », « double » at its ends."""
    start, end = 0, len(run)
    while start < end and run[start].text == "et":
        start += 1
    while end > start and run[end - 1].text in ("et", "double", "triple"):
        end -= 1
    return run[start:end] or run[:1]
