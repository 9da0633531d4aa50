"""PARCEL_TRACKING: the number of a parcel, a registered letter or a pallet.

Found by their shape: S10 of the Universal Postal Union (two letters, eight digits, check digit,
country: weights 8 6 4 2 3 5 9 7, modulo 11; Colissimo and Chronopost abroad too); UPS (1Z and 16
characters, the last a check digit modulo 10); La Poste's national numbers (a digit, a letter, 11
digits: 6A Colissimo, 1A registered letter…). Beside a label (« colis », « suivi », « Mondial
Relay », « DPD », « GLS », « recommandé »…) any token is one: these carriers publish no check.
https://www.upu.int/UPU/media/upu/files/postalSolutions/programmesAndServices/standards/S10-12.pdf

>>> compact("RK 30 991 184 7 fr")
'RK309911847FR'
>>> is_valid("RA 473 124 829 FR"), is_valid("RA 473 124 820 FR")
(True, False)
>>> is_valid("1Z 999 AA1 01 2345 6784"), is_valid("1Z999AA10123456785")
(True, False)
"""

import re
from collections.abc import Iterator

from recognizers.base import AFTER, BEFORE, FrenchRecognizer, fold
from recognizers.labels import WINDOW_BEFORE
from recognizers.reference_labels import LABEL, LOOSE, NUMBER, TIGHT, WORD
from recognizers.reference_tokens import tokens

_S = "[ \u00a0\u202f\u2009.\\-]?"
_S10 = "(?!FR)(?-i:[A-Z]{2}(?:[ \u00a0\u202f]?\\d){9}[ \u00a0\u202f]?[A-Z]{2})|[a-z]{2}\\d{9}fr"
_UPS = rf"1Z(?:{_S}[0-9A-Z]){{16}}"
_NATIONAL = rf"[1-9][A-Z](?:{_S}\d){{9,13}}(?!{_S}\d)(?:{_S}(?:[A-Z]|FR)(?![0-9A-Za-z]))?"
_LETTERED = rf"[A-Z]{{3}}(?:{_S}\d){{12}}{_S}FR"
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)

_LABELS = re.compile(
    r"(?<![^\W_])(?:(?:n°|numero|num|lien|code)?(?: de)? ?(?:suivis?|tracking|colis)|colissimo"
    r"|colisprive"
    r"|chronopost|mondial relay|relais colis|dpd|gls|ups|dhl|fedex|tnt|lettres? suivies?"
    r"|recommandee?|avis de passage|expeditions?|palettes?|transporteur|bordereau d'envoi"
    r"|la poste"
    r"|avec (?:accuse|avis) de reception|\bar)(?![^\W_])"
)


def compact(number: str) -> str:
    """The number in upper case, without separators."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def is_valid(number: str) -> bool:
    """Whether it is an S10 or UPS number whose check digit is right."""
    value = compact(number)
    if re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", value):
        total = sum(w * int(digit) for w, digit in zip(_WEIGHTS, value[2:10], strict=True))
        return {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11) == int(value[10])
    if re.fullmatch(r"1Z[0-9A-Z]{15}\d", value):
        digits = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in value[2:17]]
        return -(sum(digits) + sum(digits[1::2])) % 10 == int(value[17])
    return False


class ParcelTrackingRecognizer(FrenchRecognizer):
    """Finds numbers of parcels and registered letters by shape, check digit or label."""

    ENTITY = "PARCEL_TRACKING"
    PATTERNS = tuple(
        re.compile(f"{BEFORE}(?:{shape}){AFTER}", re.IGNORECASE)
        for shape in (_S10, _UPS, _NATIONAL, _LETTERED)
    )
    LABELS = _LABELS
    LABELLED = 0.85

    def check(self, value: str) -> bool | None:
        """The check digit of S10 and UPS, None for the other shapes."""
        shaped = re.fullmatch(r"(?:1Z[0-9A-Z]{15}\d|[A-Z]{2}\d{9}[A-Z]{2})", compact(value))
        return is_valid(value) if shaped else None

    def _score(self, check: bool | None, labelled: bool) -> float:
        # A shape of fifteen characters says enough where no check exists.
        return super()._score(check, labelled) or (0.5 if check is None else 0.4)

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        shaped = list(super()._candidates(text))
        yield from shaped
        folded = fold(text)
        for start, end in tokens(text):
            if not any(start < stop and begin < end for begin, stop in shaped) and self._named(
                folded, start, end
            ):
                yield start, end

    @staticmethod
    def _named(folded: str, start: int, end: int) -> bool:
        """Whether the label right before a token is a parcel's."""
        digits = sum(map(str.isdigit, folded[start:end]))
        low = max(0, start - WINDOW_BEFORE)
        labels = [label.end() for label in _LABELS.finditer(folded, low, start)]
        if digits < 6 or not labels:
            return False
        others = [
            label.end()
            for label in LABEL.finditer(folded, labels[-1], start)
            if not NUMBER.fullmatch(label[0])
        ]
        if others:
            return False
        word = WORD.match(folded, labels[-1], start)
        stops = (labels[-1], word.end() if word else labels[-1])
        tight = any(TIGHT.fullmatch(folded, stop, start) for stop in stops)
        return tight or (digits >= 8 and bool(LOOSE.fullmatch(folded, labels[-1], start)))
