"""What stands in the slots of frames, besides names: towns, streets, companies, dates, amounts."""

import functools
import random
import re
from pathlib import Path

HERE = Path(__file__).parent
COMMUNES = HERE.parent / "recognizers" / "data" / "communes.txt"
_WAYS = ("rue", "rue", "rue", "avenue", "boulevard", "bd", "chemin", "impasse", "place", "allée",
         "quai", "route", "av", "square", "cours")  # fmt: skip
_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre")  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "demain", "hier")
_FICTION = ("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49", "06 39 98")
_DOMAINS = ("example.com", "example.org", "example.net", "mail.example", "boutique.example")


@functools.cache
def words(name: str, kind: str = "") -> tuple[str, ...]:
    """The cells of ``values/<name>.txt``, or those of its lines ``kind: ...``."""
    text = (HERE / "values" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if kind:
        lines = [line.partition(":")[2] for line in lines if line.startswith(f"{kind}:")]
    return tuple(cell.strip() for line in lines for cell in line.split(",") if cell.strip())


@functools.cache
def plain_words() -> tuple[str, ...]:
    """Words that are on no list of names, as ``training.rehearsal`` wrote them."""
    path = HERE / "build" / "words.txt"
    if not path.exists():
        return words("things")
    return tuple(path.read_text(encoding="utf-8").splitlines())


@functools.cache
def _communes() -> tuple[str, ...]:
    lines = COMMUNES.read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


def city(rng: random.Random) -> str:
    """A French town, with more large ones than there are."""
    large = ("Paris", "Lyon", "Marseille", "Toulouse", "Nantes", "Lille", "Bordeaux", "Rennes",
             "Nice", "Strasbourg", "Montpellier", "Brest", "Dijon", "Tours", "Metz", "Nancy",
             "Saint-Étienne", "Saint-Denis", "Créteil", "Angers", "Grenoble", "Le Havre",
             "Clermont-Ferrand", "Limoges", "Caen", "Amiens", "Perpignan", "Orléans",
             "Bruxelles", "Genève", "Londres", "Berlin", "Alger", "Tunis", "Casablanca", "Dakar",
             "Madrid", "New York", "Tokyo", "Montréal")  # fmt: skip
    if rng.random() < 0.5:
        return rng.choice(large)
    name = rng.choice(_communes())
    small = {"de", "du", "des", "la", "le", "les", "sur", "sous", "en", "et", "aux", "d", "l"}
    parts = re.split(r"([-' ])", name)
    return "".join(p if i and p in small else p[:1].upper() + p[1:] for i, p in enumerate(parts))


def street(rng: random.Random) -> list[tuple[str, str]]:
    """A number and a street; the place is the street without the number, as spaCy has it."""
    number = str(rng.randint(1, 180)) + rng.choice(("", "", "", " bis", " ter", "B", ","))
    name = f"{rng.choice(_WAYS)} {rng.choice(words('streets'))}"
    if rng.random() < 0.2:
        name = name[:1].upper() + name[1:]
    return [(f"{number} ", ""), (name, "LOC")] if rng.random() < 0.8 else [(name, "LOC")]


def abroad(rng: random.Random, kind: str) -> str:
    """A town, country, region or river of ``values/abroad.txt``; some towns are French ones."""
    if kind == "town" and rng.random() < 0.3:
        return city(rng)
    return rng.choice(words("abroad", kind))


def with_preposition(rng: random.Random, slot: str) -> list[tuple[str, str]]:
    """A country or region after what a sentence needs: « la », « en », « au », « de », « d' »."""
    kind, name = slot.partition("_")[::2]
    masculine = name == "country" and rng.random() < 0.35
    place = abroad(rng, "masculine" if masculine else name)
    vowel = place[0] in "AEIOUÉÎ"
    if kind == "in":
        before = "au " if masculine else "en "
    elif kind == "the":
        before = "l'" if vowel else "le " if masculine else "la "
    else:
        before = "d'" if vowel else "du " if masculine else "de "
    return [(before, ""), (place, "LOC")]


def org(rng: random.Random, surname: str) -> str:
    """A company or body; some bear the name of who founded them."""
    if rng.random() < 0.8:
        return rng.choice(words("orgs"))
    form = rng.choice(("Garage {}", "Transports {}", "SARL {}", "{} & Fils", "Ets {}", "{} SA",
                       "Boulangerie {}", "Cabinet {}", "Groupe {}", "Maison {}", "Plomberie {}",
                       "Imprimerie {}", "{} et Associés", "{} Immobilier"))  # fmt: skip
    return form.format(surname)


def product(rng: random.Random) -> tuple[str, str]:
    """A product: a brand (MISC, which nobody reads: it is there to draw persons off) or a noun."""
    if rng.random() < 0.5:
        return rng.choice(words("brands")), "MISC"
    return rng.choice(words("things")), ""


def phone(rng: random.Random) -> str:
    """A telephone number of a range for fiction."""
    digits = f"{rng.randrange(10_000):04d}"
    number = f"{rng.choice(_FICTION)} {digits[:2]} {digits[2:]}"
    return number if rng.random() < 0.5 else number.replace(" ", rng.choice(("", ".", "-")))


def email(rng: random.Random, given: str, surname: str) -> str:
    """An address under a reserved domain."""
    mark = rng.choice((".", "", "_", "-"))
    local = f"{given}{mark}{surname}" if rng.random() < 0.6 else f"{given}{rng.randint(1, 99)}"
    return local.lower().replace(" ", "").replace("'", "") + "@" + rng.choice(_DOMAINS)


def ref(rng: random.Random) -> str:
    """A reference of a file, an order or an invoice."""
    digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(4, 10)))
    return rng.choice(("", "", "CMD-", "F", "N°", "n° ", "#", "DOS", "TK", "REF ")) + digits


def date(rng: random.Random) -> str:
    """A date in one of the shapes that people write."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2018, 2027)
    return rng.choice((
        f"{day:02d}/{month:02d}/{year}", f"{day}/{month}", f"{day} {_MONTHS[month - 1]}",
        f"{day} {_MONTHS[month - 1]} {year}", rng.choice(_DAYS),
        f"{rng.choice(_DAYS)} {day}", f"{day:02d}.{month:02d}.{year % 100}",
    ))  # fmt: skip


def amount(rng: random.Random) -> str:
    """An amount of money."""
    number = rng.choice(
        (str(rng.randint(2, 900)), f"{rng.randint(2, 900)},{rng.randint(0, 99):02d}")
    )
    return number + rng.choice((" €", "€", " euros", " eur", "e"))


def time(rng: random.Random) -> str:
    """A time of the day."""
    hour, minute = rng.randint(7, 21), rng.choice((0, 15, 30, 45, 10))
    return rng.choice(
        (f"{hour}h", f"{hour}h{minute:02d}", f"{hour}:{minute:02d}", f"{hour} h {minute:02d}")
    )


def any_case(rng: random.Random, word: str, kept: float = 0.7) -> str:
    """The word as it is listed, more often than not; else in lower case or in capitals."""
    if rng.random() < kept:
        return word
    return rng.choice((word.lower(), word.upper(), word.capitalize()))


def tech(rng: random.Random) -> str:
    """A word of logs and settings."""
    return any_case(rng, rng.choice(words("technical", "tech")))


def screen(rng: random.Random) -> str:
    """What a screen, a form or a notice says."""
    return any_case(rng, rng.choice(words("technical", "screen")))


def acronym(rng: random.Random) -> str:
    """An acronym, or letters that could be one."""
    if rng.random() < 0.15:
        return "".join(rng.choices("BCDFGLMNPRSTVAEIO", k=rng.randint(2, 5)))
    return any_case(rng, rng.choice(words("technical", "acronym")), 0.85)


def alien(rng: random.Random) -> str:
    """A greeting or phrase of another language."""
    return any_case(rng, rng.choice(words("foreign")))


_SHAPES = ("AA-999-AA", "AA-999-A-A", "AAA9999999", "99 999 999", "A9A9AA99", "AA99 9999 9999 9999",
           "AAAAAAAA", "AAAA-999-A.", "AAA-9999-999-A", "9999-9999-9999", "AA9999", "AAA-99",
           "A. 999-9", "aaaaaaA9!99", "Aaaaaaa!9999", "99-AAA-9999", "A99999999", "AAAA99",
           "aaaa_aaaa", "aaaa99aa", "9AA99999999", "AA/99/999999", "A9999", "#99999")  # fmt: skip
_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def code(rng: random.Random) -> str:
    """An identifier of some shape: a plate, a contract, a password."""
    pick = {"A": _UPPER, "a": _UPPER.lower(), "9": "0123456789"}
    return "".join(rng.choice(pick.get(mark, mark)) for mark in rng.choice(_SHAPES))


def link(rng: random.Random) -> str:
    """A link under a reserved domain."""
    path = rng.choice(
        ("", "/a/k39sLq", "/compte", "/reset?u=client", "/s/7fQ2", "/suivi?id=" + ref(rng))
    )
    return (
        rng.choice(("https://", "http://", "www.", ""))
        + rng.choice(_DOMAINS)
        + path.replace(" ", "")
    )
