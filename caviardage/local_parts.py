"""Whether an e-mail address or a handle is made of someone's name.

>>> who = Form.of("Claire Dupont")
>>> [spells(who, pieces(name)) for name in ("claire.dupont", "c_dupont", "cdupont75", "contact")]
[True, True, True, False]
"""

import dataclasses
import re
from collections.abc import Iterator

from caviardage.name_forms import Form, sound
from caviardage.surrogates.french import fold

#: Not names: they stay, for they say what the mailbox is for.
ROLES = frozenset(
    str.split(
        "accueil achat achats admin comptabilite compta contact contrat direction info infos"
        " newsletter noreply no reply rh sav secretariat service support ventes"
    )
)
_MIN_PIECE, _MIN_WEAK, _MIN_TYPED = 3, 4, 5


def local_part(address: str) -> str:
    """What stands before the @ of an e-mail, spelled out or not, or a whole handle.

    >>> local_part("titouan point roy arobase example point org"), local_part("@Sel.va#12")
    ('titouan.roy', 'sel.va')
    """
    text = address.lower().lstrip("@ ")
    local = re.split(r"\s?[@＠]|\s?[\[(]|\schez\s|\sarobase\s|#", text, maxsplit=1)[0]
    return re.sub(r"\s(?:point|dot|tiret)\s", ".", local).strip()


def pieces(local: str) -> tuple[str, ...]:
    """The runs of letters of a local part, folded."""
    return tuple(p for p in re.split(r"[\W\d_]+", fold(local)) if p)


def spells(form: Form, found: tuple[str, ...]) -> bool:
    """Whether all found are of one name: claire.dupont, c.dupont, cdupont, dupontc."""
    whole = Form.of(" ".join(found))
    if form.holds(dataclasses.replace(whole, joined=frozenset())):
        return len(found) > 1 or len(found[0]) >= _MIN_PIECE
    if len(found) == 1:
        return found[0] in set(_glued(form))
    signs = {sign for _, sign in form.compounds if len(sign) > 1}
    left = [p for p in found if p not in signs]
    return bool(left) and len(left) < len(found) and form.holds(Form(tuple(left)))


def _glued(form: Form) -> Iterator[str]:
    names = [*form.words, *form.joined]
    signs = dict(form.compounds)
    for one in names:
        for other in names:
            if one != other and one not in other and other not in one:
                initial = signs.get(other, other[0])
                yield from (one + other, initial + one, one + initial, other[0] + one)
    for one in form.words:
        yield "".join(w[0] for w in form.words if w != one) + one


def spells_partly(form: Form, found: tuple[str, ...]) -> bool:
    """Whether a name is in there and the rest says nothing, or all are parts of its words."""
    if any(len(p) > _MIN_TYPED and p in set(_glued(form)) for p in found):
        return True
    named = [w for w in form.words if len(w) >= _MIN_WEAK]
    if any(p.startswith(w) or p.endswith(w) or sound(p) == w for w in named for p in found[:1]):
        return len(found) == 1 or all(len(p) <= _MIN_PIECE for p in found[1:])
    rest = [p for p in found if p not in form.words]
    if any(len(p) >= _MIN_WEAK for p in found if p in form.words):
        return all(len(p) <= _MIN_PIECE or any(p in w for w in form.words) for p in rest)
    short = [p for p in found if len(p) >= _MIN_WEAK]
    return bool(short) and all(any(w.startswith(p) for w in form.words) for p in short)
