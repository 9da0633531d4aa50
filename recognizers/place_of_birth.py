"""PLACE_OF_BIRTH: the town or country behind « né(e) à », « lieu de naissance ».

A quasi-identifier: with the date of birth it is the heart of the NIR. The date may stand between
« né » and the place, or the place right behind the date. « née à terme », « né à la maison » name
no place.
https://www.insee.fr/fr/information/4190491 (the file of deceased persons: name, date, place)

>>> find = PlaceOfBirthRecognizer().analyze
>>> def found(text): return [text[r.start:r.end] for r in find(text, [])]
>>> found("Mme D., née le 12 mars 1985 à Issy-les-Moulineaux, mère née en Algérie")
['Issy-les-Moulineaux', 'Algérie']
>>> found("Lieu de naissance : Huê (Vietnam)")
['Huê (Vietnam)']
>>> found("bébé né à terme, colis livré le 12/03 à Lyon")
[]
"""

import re

from recognizers.base import FrenchRecognizer

_UP = "A-ZÀ-ÖØ-ÞĀĆČĐĞİŁŃŐŒŘŚŞŠŽȘ"
_WORD = rf"[{_UP}][\w'’]{{1,24}}"
_LINK = r"(?:sur|sous|en|de|du|des|la|le|les|l[èe]s|lez|aux?|et|d['’]|l['’])"
_PLACE = (
    rf"(?:(?:La|Le|Les|LA|LE|LES) )?{_WORD}"
    rf"(?:-(?:{_LINK}-?)?(?:{_LINK}-?)?\w{{2,24}}(?:['’]\w{{1,20}})?"
    rf"| (?:(?:sur|sous|en|l[èe]s|de|du) )?[{_UP}][\w'’]{{2,24}}){{0,4}}"
    r"(?: ?\([^()\n]{2,30}\)| \d{1,2}(?:er?|[èe]me)\b)?"
)
# A lower-case place is one word, and none of those that follow « né à » otherwise.
_LOWER = (
    r"(?!(?:terme|domicile|cause|peine|environ|midi|minuit|partir|deux|trois|propos|nouveau|priori)\b)"
    r"[a-zà-öø-ÿœ]{4,20}(?:-[a-zà-öø-ÿœ]{2,20}){0,3}\b"
)
_DATE = (
    r"(?i:le )?:? ?(?:[\dlI]\d?(?:er)?[ /.\-](?:\d{1,2}|[A-Za-zéûÉÛ]{3,9}\.?)"
    r"(?:[ /.\-]\d{2,4})?|\d{4}-\d\d-\d\d"
    r"|[a-zéû -]{4,30}\bmill? ?e?[a-zé -]{4,45})(?: ?\([^()\n]{1,30}\))?"
)
_BORN = r"(?<!\w)(?i:n[ée]e?s?(?:\(e\))?|born)"
_NAME = rf"(?:[ ](?!Le |LE ){_WORD}){{0,2}}"
_AT = r"(?:[ÀàAa]|[Ee]n(?! \d)|[Aa]ux?|AUX?|[Ii]n)"
_MATERNITY = r"(?:(?:la maternité|l['’]hôpital|la clinique) (?:de |d['’]))?"


class PlaceOfBirthRecognizer(FrenchRecognizer):
    """Finds places of birth by the words before them."""

    ENTITY = "PLACE_OF_BIRTH"
    PATTERNS = (
        re.compile(
            rf"{_BORN}{_NAME}(?: ?(?:en )?{_DATE}| en \d{{4}})?,?[ \n]{_AT}(?: :)? "
            rf"{_MATERNITY}({_PLACE})"
        ),
        re.compile(rf"{_BORN}(?: ?{_DATE})?,? [ÀàAa] ({_LOWER})"),
        re.compile(rf"{_BORN}{_NAME} ?{_DATE}(?:, | \()({_PLACE})"),
        re.compile(
            r"(?i:(?:lieu|ville|commune|pays)[ _](?:de[ _])?naiss(?:ance)?\b|naissance ?\(lieu\)"
            r")"
            rf"(?:[ \"']{{0,2}}[:|=][ \"']{{0,2}}| (?i:est |c'est )?|[ ?]{{0,2}}\n)"
            rf"(?i:[àa] )?({_PLACE}|{_LOWER})"
        ),
        re.compile(
            r"(?<!\w)(?i:n[ée]e?|naissance|ddn)[^\w\n][^\n]{1,25}\n[> -]{0,4}(?i:lieu|ville|à)"
            rf"[ ]?[:=][ ]?({_PLACE})"
        ),
        re.compile(
            rf"(?i:date et lieu de naissance)[ :|]{{1,3}}{_DATE}[ ,\-]{{1,3}}(?:à )?({_PLACE})"
        ),
        re.compile(
            r"(?i:(?:lieu|ville|commune) de naissance)[^«\n]{1,40}«[ \u00a0]?"
            rf"({_PLACE})(?=[ \u00a0]?»)"
        ),
        re.compile(
            r"(?i:(?:lieu|ville|commune) de naissance)[^«\n]{1,40}«[^»\n]{2,40}»"
            rf"[^«\n]{{1,30}}«[ \u00a0]?({_PLACE})(?=[ \u00a0]?»)"
        ),
    )
    BARE = 0.75
