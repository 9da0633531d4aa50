"""Invented company names: two halves that make no word, with the original's legal form.

They are checked against no register: an invented name may exist somewhere.

>>> written("Lumitellis", "DURAND & FILS SARL"), written("Lumitellis", "Boulangerie Martin")
('LUMITELLIS SARL', 'Lumitellis')
"""

import re

from caviardage.surrogates.draw import Draw
from caviardage.surrogates.french import like
from caviardage.surrogates.lists import company_parts

_FORM = re.compile(
    r"(?<!\w)(?:sarl|sasu?|sa|sci|eurl|snc|scop|selarl|eirl|gaec|scp|gie|ei)(?!\w)", re.IGNORECASE
)


def drawn(draw: Draw, canonical: str) -> str:
    """One of some thousand names."""
    first, second = company_parts()
    return draw.choice(first) + draw.choice(second)


def written(name: str, original: str) -> str:
    """A company name in the capitals of another, with its legal form."""
    form = _FORM.search(original)
    shown = like(_FORM.sub("", original), name)
    if form is None:
        return shown
    return f"{form[0]} {shown}" if form.start() == 0 else f"{shown} {form[0]}"
