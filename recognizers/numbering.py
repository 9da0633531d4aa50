"""How believable a telephone number with its country is, asked of the tables of phonenumbers.

https://github.com/google/libphonenumber

>>> plausibility("+33199001234")
2
>>> plausibility("+33639981234")  # not assigned to anyone: kept by ARCEP for fiction
1
>>> plausibility("+3363998"), plausibility("+0")
(0, 0)
"""

import phonenumbers

CERTAIN = 2


def plausibility(number: str) -> int:
    """2 in a range that its country assigns, 1 if only its length fits, 0 if not even that."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return 0
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return 0
    return 1 + int(phonenumbers.is_valid_number(parsed))
