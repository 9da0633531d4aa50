"""What keeps a text French around another word: capitals, accents, elision.

>>> like("DURAND", "Morel"), like("durand", "Morel"), like("Helene", "Agnès")
('MOREL', 'morel', 'Agnes')
>>> starts_with_vowel("Anne"), starts_with_vowel("Yves"), starts_with_vowel("Yann")
(True, True, False)
>>> elides("Hugo", before="l'avis de "), elides("Hélène", before="l'avis d'")
(False, True)
"""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l",
     "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "’": "'"}
)  # fmt: skip
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]\Z", re.IGNORECASE)
_FULL = re.compile(r"\b(?:de|le|la|que|je|ne|se|jusque|lorsque|puisque)\s\Z", re.IGNORECASE)
_VOWELS = frozenset("aeiou")


def without_accents(text: str) -> str:
    """The same letters without their accents, ligatures undone; capitals stay."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms undone: how names are compared."""
    if text.isascii():
        return text.lower()
    plain = without_accents(unicodedata.normalize("NFKC", text))
    return without_accents(unicodedata.normalize("NFKC", plain.casefold()))


def has_accents(text: str) -> bool:
    """Whether some letter of a text carries an accent or is a ligature."""
    return without_accents(text) != unicodedata.normalize("NFC", text).replace("’", "'")


def like(original: str, word: str) -> str:
    """A word in the capitals of another, and without accents where the other has none."""
    if not has_accents(original):
        word = without_accents(word)
    letters = [c for c in original if c.isalpha()]
    if letters and all(c.islower() for c in letters):
        return word.lower()
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return word.upper()
    return word


def starts_with_vowel(word: str) -> bool:
    """Whether « de » is elided before a name: H counts as mute, Y as a vowel before a consonant."""
    folded = fold(word).lstrip("'- ")
    if folded[:1] == "y":
        return folded[1:2] not in _VOWELS
    return folded[:1] in _VOWELS or folded[:1] == "h"


def elides(word: str, before: str = "") -> bool:
    """Whether the surrogate of a word must elide what stands before it.

    The letter says so; for H and Y, about which people differ, the text before it does where it
    shows (« d'Hugo », « de Hugo »).
    """
    if fold(word)[:1] in ("h", "y"):
        if _ELIDED.search(before):
            return True
        if _FULL.search(before):
            return False
    return starts_with_vowel(word)
