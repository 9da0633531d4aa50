"""What people do to names and sentences: case, accents, typing errors, abbreviations.

A sentence is a list of segments, each a text and its label ("" where it is no entity), so that a
change to the text never loses a label.

>>> render([("bonjour ", ""), ("Léa Roy", "PER"), (" !", "")])
('bonjour Léa Roy !', [(8, 15, 'PER')])
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence

Segment = tuple[str, str]

_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_NEIGHBOURS = {
    row[i]: row[max(0, i - 1) : i] + row[i + 1 : i + 2] for row in _ROWS for i in range(len(row))
}
# What SMS writers write for frequent words; the first fits most.
_SHORT = {
    "que": "ke", "qui": "ki", "quoi": "koi", "pour": "pr", "dans": "ds", "avec": "ac", "vous": "vs",
    "nous": "ns", "tout": "tt", "tous": "ts", "toujours": "tjs", "quand": "qd", "bien": "bi1",
    "demain": "dem1", "beaucoup": "bcp", "parce que": "psk", "je suis": "jsuis", "je te": "jte",
    "je me": "jme", "je vais": "jvais", "j'ai": "g", "c'est": "c", "c'était": "ct", "est": "e",
    "merci": "mci", "bonjour": "bjr", "bonsoir": "bsr", "salut": "slt", "désolé": "dsl",
    "désolée": "dsl", "s'il vous plaît": "svp", "s'il te plaît": "stp", "rendez-vous": "rdv",
    "quelque chose": "qqch", "quelqu'un": "qqn", "plus": "+", "message": "msg", "pas": "pa",
    "aujourd'hui": "auj", "maintenant": "mtn", "peut-être": "ptet", "problème": "pb",
    "appartement": "appart", "téléphone": "tel", "numéro": "num", "week-end": "we", "temps": "tps",
    "vraiment": "vrmt", "j'étais": "jété", "j'arrive": "jariv", "moi": "moa", "oui": "ui",
    "mais": "mé", "les": "lé", "des": "dé", "cette": "7", "ce soir": "ce swar", "ai": "é",
    "était": "été", "faire": "fer", "suis": "sui", "donc": "dc", "encore": "encor", "comme": "com",
    "chez": "ché", "jamais": "jms", "longtemps": "lgtps", "cordialement": "cdt",
}  # fmt: skip
_SHORTENED = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _SHORT), key=len, reverse=True)) + r")(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
#: Registers whose writers care little for capitals and marks.
LOOSE = frozenset(("sms", "chat", "voice", "bot", "everyday", "negatives_chat"))
SHORTENED = dict.fromkeys(LOOSE, 0.15) | {"sms": 0.5}
PRESS_LOWER = 0.04


def render(segments: Sequence[Segment]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of a sentence and its entities: start, end, label."""
    text, spans = "", []
    for part, label in segments:
        if label and part.strip():
            lead = len(part) - len(part.lstrip())
            spans.append((len(text) + lead, len(text) + len(part.rstrip()), label))
        text += part
    return text, spans


def bare(text: str) -> str:
    """The text without accents.

    >>> bare("Éléonore à Gruyères")
    'Eleonore a Gruyeres'
    """
    marks = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in marks if not unicodedata.combining(c)))


def typo(word: str, rng: random.Random) -> str:
    """The word with one typing error: a neighbouring key, a letter doubled, lost or moved."""
    letters = [i for i, c in enumerate(word) if c.isalpha()]
    if len(letters) < 3:
        return word
    at = rng.choice(letters[1:])
    kind = rng.random()
    if kind < 0.3:
        near = _NEIGHBOURS.get(bare(word[at]).lower(), "")
        return word[:at] + rng.choice(near) + word[at + 1 :] if near else word
    if kind < 0.5:
        return word[: at + 1] + word[at:]
    if kind < 0.8:
        return word[:at] + word[at + 1 :]
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def over_all(segments: Sequence[Segment], change: Callable[[str], str]) -> list[Segment]:
    """Each segment changed."""
    return [(change(text), label) for text, label in segments]


def over_context(segments: Sequence[Segment], change: Callable[[str], str]) -> list[Segment]:
    """Only what is no entity changed."""
    return [(text if label else change(text), label) for text, label in segments]


def misspell(text: str, rng: random.Random, share: float = 0.15) -> str:
    """A text with typing errors in some of its longer words."""
    return _WORD.sub(lambda m: typo(m[0], rng) if rng.random() < share else m[0], text)


def shorten(text: str, rng: random.Random) -> str:
    """A text as SMS writers shorten it: « pr », « ds », « jsuis », lost apostrophes."""
    kept = _SHORTENED.sub(lambda m: _SHORT[m[0].lower()] if rng.random() < 0.6 else m[0], text)
    if rng.random() < 0.4:
        kept = re.sub(r"\b([Jj])e (?=[bcdfgjklmnpqrtvz])", r"\1", kept)
    return re.sub(r"(?<=\w)['’](?=\w)", lambda m: rng.choice(("", " ", "'", "'")), kept)


def unpunctuated(text: str) -> str:
    """A text without its marks, as dictated or typed in haste."""
    return re.sub(r"[.,;:!?…]+(?=\s|$)", "", text)


def _over(
    segments: Sequence[Segment], change: Callable[[str], str], rng: random.Random, share: float
) -> list[Segment]:
    return over_context(segments, change) if rng.random() < share else list(segments)


def weathered(segments: Sequence[Segment], register: str, rng: random.Random) -> list[Segment]:
    """A sentence as its register would really have it."""
    if register == "press":
        return over_all(segments, str.lower) if rng.random() < PRESS_LOWER else list(segments)
    loose = register in LOOSE
    changed = _over(segments, lambda t: shorten(t, rng), rng, SHORTENED.get(register, 0.0))
    changed = _over(changed, lambda t: misspell(t, rng), rng, 0.25 if loose else 0.08)
    case = rng.random()
    if case < (0.22 if loose else 0.07):
        changed = over_all(changed, str.lower)
    elif case > 1 - 0.05:
        changed = over_all(changed, str.upper)
    if rng.random() < (0.3 if loose else 0.1):
        changed = over_all(changed, bare)
    changed = _over(changed, unpunctuated, rng, 0.3 if loose else 0.05)
    return _over(changed, lambda t: re.sub(r"([,.!?:]) ", r"\1", t), rng, 0.04)
