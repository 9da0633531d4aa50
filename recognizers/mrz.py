"""MRZ: the machine readable zone of an identity document, copied or read by an OCR.

ICAO 9303: two or three lines of 30, 36 or 44 capitals, digits and « < », that hold name, number,
birth and sex. The first begins with the kind of document and the country: IDFRA (identity card),
P<FRA (passport), ARFRA (residence permit). No other text looks like it, so that it needs no label;
all of its lines are one value, even cut short.
https://www.icao.int/publications/doc-series/doc-9303

>>> def found(text): return [text[r.start:r.end] for r in MrzRecognizer().analyze(text, [])]
>>> found("lu : P<FRADURAND<<CAMILLE<<<<<<<<<<<<<<<<<<<<<<<<<")
['P<FRADURAND<<CAMILLE<<<<<<<<<<<<<<<<<<<<<<<<<']
>>> found("IDFRADURAND<<<<<<")
['IDFRADURAND<<<<<<']
>>> found("si prix < 100 et stock << 20")
[]
"""

import re

from recognizers.base import FrenchRecognizer

_BEFORE = r"(?<![0-9A-Za-z<])"
# Not the sign that opens a closing tag.
_AFTER = r"(?![0-9A-Za-z]|<(?!/))(?!/[a-z])"
_NEXT = r"(?:[ \r\n>]{1,4}[A-Z0-9<]{28,46}(?![0-9A-Za-z<])){0,2}"


class MrzRecognizer(FrenchRecognizer):
    """Finds machine readable zones by their shape, all lines together."""

    ENTITY = "MRZ"
    PATTERNS = (
        re.compile(
            rf"{_BEFORE}(?=[A-Z0-9]{{0,40}}<)(?:[IACPV][A-Z<])(?:FRA|[A-Z<]{{3}})[A-Z0-9<]{{9,44}}{_AFTER}{_NEXT}"
        ),
        re.compile(rf"{_BEFORE}(?=[A-Z0-9<]{{0,42}}<<)[A-Z0-9][A-Z0-9<]{{27,45}}{_AFTER}{_NEXT}"),
        re.compile(rf"{_BEFORE}(?:id|ip|ar|p<)fra(?=[a-z0-9]{{0,40}}<)[a-z0-9<]{{9,39}}{_AFTER}"),
    )
    BARE = 0.9
