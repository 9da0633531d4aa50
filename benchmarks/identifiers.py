"""How vectors of French identifiers are found, without the language model.

    python -m benchmarks.identifiers FILE

FILE is JSON Lines: {"text", "value", "label", "valid", "checksum_ok"}, ``value`` empty where
nothing of that label may be found in the text. Per label:

valid, labelled, masked, bare    values; found under their type after a French label (« SIRET : »),
                                 found there under any type (that is masked), found with no label
invalid, typed                   values whose checksum fails; found under the type with no label
none, found                      texts without such a value; with one found all the same
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from caviardage.normalise import normalise
from caviardage.policy import Detection
from recognizers.arbitration import arbitrate
from recognizers.base import FrenchRecognizer
from recognizers.registry import RECOGNIZERS

#: Label of the vectors → our entity types, and what a customer writes before the value.
LABELS: Mapping[str, tuple[frozenset[str], str]] = {
    label: (frozenset(entities.split(",")), before)
    for label, entities, before in (
        ("NIR", "FR_NIR", "N° de sécurité sociale"),
        ("SIREN", "FR_SIREN", "SIREN"),
        ("SIRET", "FR_SIRET", "SIRET"),
        ("TVA", "FR_VAT_ID", "N° de TVA"),
        ("ACCISE", "GENERIC_ID", "N° d'accise"),
        ("IBAN", "IBAN_CODE", "IBAN"),
        ("RIB", "FR_RIB,IBAN_CODE", "RIB"),
        ("BIC", "BIC_CODE", "BIC"),
        ("CREDIT_CARD", "CREDIT_CARD", "Carte bancaire"),
        ("SPI", "FR_TAX_ID", "Numéro fiscal"),
        ("CNI", "FR_ID_CARD", "Carte d'identité"),
        ("PASSPORT", "FR_PASSPORT", "Passeport"),
        ("DRIVER_LICENSE", "FR_DRIVER_LICENSE", "Permis de conduire"),
        ("RPPS", "FR_RPPS", "RPPS"),
        ("ADELI", "FR_ADELI", "ADELI"),
        ("FINESS", "FR_FINESS", "FINESS"),
        ("RNA", "FR_RNA", "RNA"),
        ("INE", "FR_INE", "INE"),
        ("PHONE", "PHONE_NUMBER", "Tél"),
        ("EMAIL", "EMAIL_ADDRESS", "E-mail"),
        ("IP", "IP_ADDRESS", "IP"),
        ("PLATE", "FR_LICENSE_PLATE", "Immatriculation"),
        ("VIN", "VIN", "N° de châssis"),
        ("IMEI", "IMEI", "IMEI"),
        ("ADDRESS", "FR_ADDRESS,FR_POSTAL_CODE", "Adresse"),
        ("POSTAL_CODE", "FR_POSTAL_CODE,FR_ADDRESS", "Code postal"),
        ("DATE", "DATE_OF_BIRTH", "Date de naissance"),
    )
}
COLUMNS = ("valid", "labelled", "masked", "bare", "invalid", "typed", "none", "found")
Found = list[tuple[int, int, str]]


class Finder:
    """Our pattern recognizers with the arbitration between them."""

    def __init__(self) -> None:
        made = [recognizer() for recognizer in RECOGNIZERS]
        self._recognizers = [r for r in made if isinstance(r, FrenchRecognizer)]

    def find(self, text: str) -> Found:
        """What is found in a text: start, end, entity type."""
        shadow = normalise(text)
        least = Detection().min_score
        results = [
            result
            for recognizer in self._recognizers
            for result in recognizer.analyze(shadow.text, [], None)
            if result.score >= least
        ]
        return [
            (*shadow.source(r.start, r.end), r.entity_type) for r in arbitrate(results, shadow.text)
        ]


def covers(found: Iterable[tuple[int, int, str]], start: int, end: int) -> bool:
    """Whether one of these spans covers a span wholly."""
    return any(a <= start and end <= b for a, b, _ in found)


def count(finder: Finder, vector: Mapping[str, Any], counts: Counter[str]) -> None:
    """Count one vector."""
    entities, before = LABELS[vector["label"]]

    def typed(text: str) -> Found:
        return [f for f in finder.find(text) if f[2] in entities]

    value = vector["value"]
    if not value:
        counts["none"] += 1
        counts["found"] += bool(typed(vector["text"]))
    elif vector["valid"]:
        labelled = f"{before} : {value}"
        start, end = len(labelled) - len(value), len(labelled)
        counts["valid"] += 1
        counts["labelled"] += covers(typed(labelled), start, end)
        counts["masked"] += covers(finder.find(labelled), start, end)
        counts["bare"] += covers(typed(value), 0, len(value))
    elif vector.get("checksum_ok") is False:
        counts["invalid"] += 1
        counts["typed"] += covers(typed(value), 0, len(value))


def table(counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    """The counts, a line for each label."""
    yield f"{'label':<15}" + "".join(f"{name:>10}" for name in COLUMNS)
    total: Counter[str] = Counter()
    for label, row in sorted(counts.items()):
        total.update(row)
        yield f"{label:<15}" + "".join(f"{row[name]:>10}" for name in COLUMNS)
    yield f"{'all':<15}" + "".join(f"{total[name]:>10}" for name in COLUMNS)


def main() -> None:
    """Count the vectors of a file and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    args = parser.parse_args()
    finder = Finder()
    counts: dict[str, Counter[str]] = {}
    skipped: Counter[str] = Counter()
    for line in args.file.read_text(encoding="utf-8").splitlines():
        vector = json.loads(line)
        if vector["label"] in LABELS:
            count(finder, vector, counts.setdefault(vector["label"], Counter()))
        else:
            skipped[vector["label"]] += 1
    print("\n".join(table(counts)))
    for label, number in skipped.items():
        print(f"no such label here: {label} ({number})", file=sys.stderr)


if __name__ == "__main__":
    main()
