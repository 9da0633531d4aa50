"""Surrogates by the hundred thousand: all in ranges that can belong to nobody, and how fast.

    python -m benchmarks.surrogates          100 000 draws of each kind, about a minute

Checks are those of ``python-stdnum`` and ``phonenumbers``, not the ones surrogates are made with.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from stdnum import iban, luhn
from stdnum.fr import nir, siren, siret

from caviardage.canonical import canonical
from caviardage.keys import create_keyset, load_keyset
from caviardage.mentions import Mention
from caviardage.surrogates.book import SurrogateBook
from caviardage.surrogates.draw import Draw, Prf
from caviardage.surrogates.email import DOMAINS
from caviardage.surrogates.values import VALUES

BLOCKS = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649", "+3363998")
SAMPLES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "PHONE_NUMBER": ("01 42 68 53 00", lambda v: canonical("PHONE_NUMBER", v).startswith(BLOCKS)),
    "IBAN_CODE": ("FR14 2004 1010 0505 0001 3M02 606", lambda v: not iban.is_valid(v)),
    "FR_NIR": ("2 85 03 75 033 012 31", lambda v: not nir.is_valid(v.replace(" ", ""))),
    "CREDIT_CARD": (
        "4970 1012 3456 7893",
        lambda v: v[:4] == "9999" and not luhn.is_valid(plain(v)),
    ),
    "FR_SIREN": ("732 829 320", lambda v: not siren.is_valid(v)),
    "FR_SIRET": ("732 829 320 00074", lambda v: not siret.is_valid(v)),
}


def plain(value: str) -> str:
    """A number without its spaces."""
    return value.replace(" ", "")


def main() -> None:
    """Print how many draws were out of range, and draws a second."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=100_000)
    draws = parser.parse_args().draws
    with TemporaryDirectory() as folder:
        create_keyset(Path(folder) / "secrets", "dom-bench")
        prf = load_keyset(Path(folder) / "secrets", "dom-bench").compute
    for entity, (sample, holds) in SAMPLES.items():
        start = time.perf_counter()
        outside = sum(not holds(one(prf, entity, sample, i)) for i in range(draws))
        report(entity, draws, outside, time.perf_counter() - start)
    start = time.perf_counter()
    outside = sum(not email(prf, i).endswith(tuple(f"@{d}" for d in DOMAINS)) for i in range(draws))
    report("EMAIL_ADDRESS", draws, outside, time.perf_counter() - start)


def one(prf: Prf, entity: str, sample: str, i: int) -> str:
    """One surrogate, its range check included in the time."""
    how = VALUES[entity]
    return how.write(how.draw(Draw(prf, entity, str(i)), canonical(entity, sample)), sample)


def email(prf: Prf, i: int) -> str:
    """The surrogate of an address beside its owner, in a document of its own."""
    mentions = (
        Mention(entity="PERSON", text="Claire Dupont"),
        Mention(entity="EMAIL_ADDRESS", text="claire.dupont75@corp.fr"),
    )
    book = SurrogateBook(prf, domain="dom-bench", scope_id=str(i), mentions=mentions)
    return book.mention(1) or ""


def report(entity: str, draws: int, outside: int, seconds: float) -> None:
    """One line."""
    print(f"{entity:14} {draws:>8} draws  {outside} outside  {draws / seconds:>9.0f} a second")


if __name__ == "__main__":
    main()
