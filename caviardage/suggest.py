"""Messages that name what was written, what is accepted, and the nearest correct spelling."""

import difflib
from collections.abc import Iterable


def nearest(name: str, options: Iterable[str]) -> str | None:
    """The option closest in spelling, or None when none is close.

    >>> nearest("PERSONNE", ["PERSON", "LOCATION"])
    'PERSON'
    """
    close = difflib.get_close_matches(name, list(options), n=1, cutoff=0.6)
    if not close:
        folded = {option.casefold(): option for option in options}
        close = [
            folded[o] for o in difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
        ]
    return close[0] if close else None


def unknown(kind: str, name: str, options: Iterable[str], *, most: int = 12) -> str:
    """Say that a name is unknown, with a suggestion or the accepted names.

    >>> unknown("operator", "mas", ["mask", "keep"])
    "unknown operator 'mas': did you mean 'mask'? accepted: keep, mask"
    """
    names = sorted(options)
    guess = nearest(name, names)
    hint = f" did you mean {guess!r}?" if guess else ""
    listed = ", ".join(names[:most]) + (f", … ({len(names)} in all)" if len(names) > most else "")
    return f"unknown {kind} {name!r}:{hint} accepted: {listed}"
