"""The marks of the annotated sources, and the checks that keep the samples harmless.

``[[PERSON p1|Camille Durand]]`` marks a mention of the person ``p1`` of a document,
``[[FR_SIRET|...]]`` an identifier, ``[[?ORGANIZATION|...]]`` a span that is right to find but not
wrong to leave. Telephone numbers lie in ARCEP's fiction ranges, e-mails and links under reserved
domains (RFC 2606), addresses of machines in documentation ranges (RFC 5737, RFC 3849), and no card,
NIR, SIREN, SIRET, VAT number, IBAN or IMEI passes its checksum.

>>> unmark("Je suis [[PERSON p1|Camille]].")
('Je suis Camille.', [{'start': 8, 'end': 15, 'label': 'PERSON', 'person': 'p1'}])
"""

import ipaddress
import re
from collections.abc import Callable
from typing import Any

from stdnum import iban, luhn
from stdnum.fr import nir, siren, siret, tva

from caviardage.entities import ENTITIES

MARK = re.compile(r"\[\[(\??)([A-Z_]+)(?: (p\d+))?\|([^\[\]]+)\]\]")
FICTION_PHONE = re.compile(r"(?:\+33|0033|33|0)(?:19900|26191|35301|46571|53649|63998)\d{4}")
RESERVED_DOMAIN = re.compile(
    r"(?:^|[@./])(?:example\.(?:com|org|net)|[\w-]+\.(?:example|invalid|test))(?![\w.-]*\w@)", re.I
)
BARE_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
BARE_PHONE = re.compile(r"(?<![\dA-Za-z])0[1-79](?:[ .\-\u00a0\u202f]?\d{2}){4}(?!\d)")
DOCUMENTATION = [
    ipaddress.ip_network(n)
    for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


class Fault(Exception):
    """A source that breaks a rule; the message names the document and the field."""


def unmark(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Remove the marks of a source text and return it with its spans (code points)."""
    plain: list[str] = []
    spans: list[dict[str, Any]] = []
    length = end = 0
    for mark in MARK.finditer(text):
        optional, label, person, value = mark.groups()
        before = text[end : mark.start()]
        start = length + len(before)
        span: dict[str, Any] = {"start": start, "end": start + len(value), "label": label}
        if person:
            span["person"] = person
        if optional:
            span["optional"] = True
        spans.append(span)
        plain += [before, value]
        length, end = start + len(value), mark.end()
    plain.append(text[end:])
    result = "".join(plain)
    if "[[" in result or "]]" in result:
        at = min(i for i in (result.find("[["), result.find("]]")) if i >= 0)
        raise Fault(f"a mark that does not parse near {result[max(0, at - 20) : at + 40]!r}")
    return result, spans


def digits(value: str) -> str:
    """The digits of a value."""
    return re.sub(r"\D", "", value)


def alnum(value: str) -> str:
    """The ASCII letters and digits of a value, in upper case."""
    return re.sub(r"[^0-9A-Za-z]", "", value).upper()


def is_reserved(value: str) -> bool:
    """Whether an address or link lies under a reserved domain; in words it cannot be told."""
    return "." not in value or bool(RESERVED_DOMAIN.search(value))


def is_fiction(value: str) -> bool:
    """Whether a telephone number lies in a fiction range; a fragment cannot be told."""
    number = re.sub(r"\(0\)|\D", "", value)
    return len(digits(value)) < 10 or bool(FICTION_PHONE.fullmatch(number))


def is_documentation(value: str) -> bool:
    """Whether an IP address lies in a documentation range."""
    return any(ipaddress.ip_address(value) in network for network in DOCUMENTATION)


# Each entity type whose value could harm someone: what must hold of a sample value.
HARMLESS: dict[str, Callable[[str], bool]] = {
    "PHONE_NUMBER": is_fiction,
    "EMAIL_ADDRESS": lambda v: "@" not in v or is_reserved(v),
    "URL": is_reserved,
    "IP_ADDRESS": is_documentation,
    "CREDIT_CARD": lambda v: not luhn.is_valid(digits(v)),
    "FR_NIR": lambda v: len(alnum(v)) != 15 or not nir.is_valid(alnum(v)),
    "FR_SIREN": lambda v: not siren.is_valid(digits(v)),
    "FR_SIRET": lambda v: not siret.is_valid(digits(v)),
    "FR_VAT_ID": lambda v: not tva.is_valid(alnum(v)),
    "IBAN_CODE": lambda v: not iban.is_valid(alnum(v)),
    "IMEI": lambda v: not luhn.is_valid(digits(v)),
}


def check_span(value: str, span: dict[str, Any]) -> None:
    """Check one marked value: a known label, clean edges, a person's id, nothing real."""
    label = span["label"]
    if label not in ENTITIES:
        raise Fault(f"unknown label {label}")
    if value != value.strip():
        raise Fault(f"{label}: white space at the edge of {value!r}")
    if label == "PERSON" and "person" not in span:
        raise Fault(f"PERSON without a person id: {value!r}")
    if label in HARMLESS and not HARMLESS[label](value):
        raise Fault(f"{label} {value!r}: outside the reserved ranges, or its checksum holds")


def check_unmarked(text: str, spans: list[dict[str, Any]], names: list[str]) -> None:
    """Find values that look personal and stand outside every mark."""
    covered = [(s["start"], s["end"]) for s in spans]

    def outside(match: re.Match[str]) -> bool:
        return all(match.end() <= a or b <= match.start() for a, b in covered)

    patterns = [BARE_EMAIL, BARE_PHONE]
    patterns += [re.compile(rf"\b{re.escape(n)}\b", re.I) for n in names if len(n) > 3]
    for pattern in patterns:
        for match in pattern.finditer(text):
            if outside(match):
                raise Fault(f"unmarked {match.group()!r}")
