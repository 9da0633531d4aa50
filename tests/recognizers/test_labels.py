"""Labels beside values, and who gets the digits that several types claim."""

import re

import pytest
from presidio_analyzer import RecognizerResult

from recognizers.arbitration import arbitrate
from recognizers.base import fold
from recognizers.labels import Label, Side, find_label

PDL = re.compile(r"\bpdl\b|point de livraison")


def label_of(text: str, value: str) -> Label | None:
    """The PDL label of a value in a text."""
    start = text.index(value)
    return find_label(PDL, text, fold(text), start, start + len(value))


@pytest.mark.parametrize(
    ("text", "side", "distance"),
    [
        ("PDL 14500000000000", Side.BEFORE, 1),
        ("Point de livraison : 14500000000000", Side.BEFORE, 3),
        ("Quel est votre point de livraison ?\n14500000000000", Side.BEFORE, 3),
        ("Champ | Valeur\nPDL | 14500000000000", Side.BEFORE, 3),
        ("14500000000000 c'est mon PDL", Side.AFTER, 11),
        ("14500000000000 oui c'est bien mon point de livraison", Side.AFTER, 20),
        ("Nom | PDL | Ville\nMarc | 14500000000000 | Brest", Side.HEADER, 0),
        ("Nom\tVille\tPDL\nZoé\tBrest\t1\nMarc\tLyon\t14500000000000", Side.HEADER, 0),
    ],
)
def test_a_label_stands_before_after_or_above(text: str, side: Side, distance: int) -> None:
    """Several words, the question on the line before, and heads of columns are labels too."""
    label = label_of(text, "14500000000000")
    assert label is not None
    assert (label.side, label.distance) == (side, distance)


@pytest.mark.parametrize(
    "text",
    [
        "Le PDL est introuvable. Ma commande 14500000000000 non plus",
        "mon PDL\n\n14500000000000",
        "PDL | Commande\n1 | 14500000000000",
        "pdlx 14500000000000",
        "14500000000000 est le numéro de ma commande, rien à voir avec le PDL",
    ],
)
def test_a_label_does_not_reach_everywhere(text: str) -> None:
    """Not over the end of a sentence or an empty line, nor to another column or far behind."""
    assert label_of(text, "14500000000000") is None


def test_the_nearest_label_before_counts() -> None:
    """Of several labels before a value, the distance is that of the last."""
    label = label_of("PDL perdu, PDL 14500000000000", "14500000000000")
    assert label is not None
    assert (label.start, label.distance) == (11, 1)


def claim(
    entity: str, text: str, value: str, words: str = "", *, valid: bool = False, score: float = 0.8
) -> RecognizerResult:
    """What a recognizer says of a value; ``words`` is its label."""
    start = text.index(value)
    end = start + len(value)
    label = find_label(re.compile(words), text, fold(text), start, end) if words else None
    return RecognizerResult(
        entity,
        start,
        end,
        score,
        recognition_metadata={"validated": valid, "labelled": bool(label), "label": label},
    )


def winners(text: str, *claims: RecognizerResult) -> list[str]:
    """The types that are left, in whatever order the claims come."""
    forwards = [r.entity_type for r in arbitrate(claims, text)]
    assert [r.entity_type for r in arbitrate(claims[::-1], text)] == forwards
    return forwards


def test_a_label_beats_a_weak_checksum() -> None:
    """Fourteen digits behind « PDL » are a PDL, even if they pass for a SIRET."""
    text, value = "PDL 73282932000074", "73282932000074"
    siret = claim("FR_SIRET", text, value, valid=True, score=0.9)
    assert winners(text, siret, claim("FR_PDL", text, value, "pdl")) == ["FR_PDL"]


def test_a_strong_key_beats_any_label() -> None:
    """A NIR whose key holds is a NIR, whatever the word beside it."""
    text, value = "dossier 285037503301231", "285037503301231"
    nir = claim("FR_NIR", text, value, valid=True)
    assert winners(text, nir, claim("CASE_ID", text, value, "dossier")) == ["FR_NIR"]


def test_the_nearest_label_wins() -> None:
    """Each number of a list belongs to the label right before it."""
    text = "SIRET 11111111111111 PDL 22222222222222"
    first = [claim("FR_SIRET", text, "1" * 14, "siret"), claim("FR_PDL", text, "1" * 14, "pdl")]
    second = [claim("FR_SIRET", text, "2" * 14, "siret"), claim("FR_PDL", text, "2" * 14, "pdl")]
    assert winners(text, *first, *second) == ["FR_SIRET", "FR_PDL"]


def test_a_reference_of_unknown_type_comes_last() -> None:
    """« n° » before a number says less than the number's own check digit."""
    text, value = "n° 732829320", "732829320"
    unknown = claim("GENERIC_ID", text, value, "n°", score=0.9)
    siren = claim("FR_SIREN", text, value, valid=True, score=0.4)
    assert winners(text, unknown, siren) == ["FR_SIREN"]


def test_words_and_other_spans_are_left_alone() -> None:
    """Arbitration is about numbers over the same characters."""
    text = "Camille Durand 0639981234"
    results = [
        claim("PERSON", text, "Camille Durand"),
        claim("LOCATION", text, "Camille Durand"),
        claim("PHONE_NUMBER", text, "0639981234"),
        claim("CUSTOMER_ID", text, "Durand 0639981234"),
    ]
    assert len(winners(text, *results)) == 4
