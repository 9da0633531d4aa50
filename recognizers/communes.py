"""The names of the French communes, from data/communes.txt (see data/refresh_communes.py).

>>> key("L'Haÿ-les-Roses"), key("St Denis"), key("MARCQ-EN-BARŒUL")
('l hay les roses', 'saint denis', 'marcq en baroeul')
>>> is_commune("Villeneuve-d'Ascq"), is_commune("ste foy les lyon"), is_commune("Merci")
(True, True, False)
"""

import functools
import re
from pathlib import Path

from recognizers.base import fold

COMMUNES = Path(__file__).parent / "data" / "communes.txt"
_SAINT = re.compile(r"\bst(e?)\b")


def key(name: str) -> str:
    """A name as it is looked up: ASCII, lower case, a space for hyphens and apostrophes."""
    folded = fold(name).replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    words = re.sub(r"[^a-z0-9]+", " ", folded).strip()
    return _SAINT.sub(r"saint\1", words)


@functools.cache
def communes() -> frozenset[str]:
    """All the names, as keys."""
    lines = COMMUNES.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def is_commune(name: str) -> bool:
    """Whether a name is that of a commune, however it is spelt, typing errors aside."""
    return key(name) in communes()
