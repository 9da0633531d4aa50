"""Addresses of machines and of pages in the ranges that are kept for documentation.

RFC 5737 (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24), RFC 3849 (2001:db8::/32), RFC 9542 (MAC
00-00-5E-00-53-xx) and RFC 2606 (example.org): no machine answers there.

>>> mac_written(7, "a4:2b:8c:11:22:33"), mac_written(7, "A42B.8C11.2233")
('00:00:5e:00:53:07', '0000.5E00.5307')
"""

import ipaddress
import re

from caviardage.surrogates.draw import Draw

NETWORKS = ("192.0.2", "198.51.100", "203.0.113")


def ip(draw: Draw, canonical: str) -> str | None:
    """An address of the same version; None for what is no address."""
    try:
        version = ipaddress.ip_address(canonical).version
    except ValueError:
        return None
    if version == 4:
        return f"{draw.choice(NETWORKS)}.{1 + draw.below(254)}"
    words = ":".join(f"{draw.below(65536):x}" for _ in range(6))
    return str(ipaddress.ip_address(f"2001:db8:{words}"))


def mac_written(last: int, original: str) -> str | None:
    """A documentation address in the form of another; None where that has not 12 digits."""
    if len(re.sub(r"[^0-9A-Fa-f]", "", original)) != 12 or re.search(r"[^0-9A-Fa-f:. -]", original):
        return None
    left = iter(f"00005e0053{last:02x}")
    shown = "".join(next(left) if c.isalnum() else c for c in original)
    return shown.upper() if original.upper() == original else shown


def url(draw: Draw, original: str) -> str:
    """A page of example.org; scheme and « www. » as in the original."""
    start = re.match(r"(?:https?://)?(?:www\.)?", original, re.IGNORECASE)
    code = "".join(draw.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(10))
    return f"{start[0] if start else ''}example.org/{code}"
