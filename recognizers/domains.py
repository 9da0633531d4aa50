"""Whether a domain name ends in a public suffix, asked of the list shipped with tldextract.

https://publicsuffix.org/ ; reserved names: https://www.rfc-editor.org/rfc/rfc2606

>>> known_suffix("mairie.example.fr"), known_suffix("boutique.example")
(True, True)
>>> known_suffix("gmail.con"), known_suffix("facture.pdf"), known_suffix("com")
(False, False, False)
"""

import functools

from tldextract import TLDExtract

RESERVED = frozenset({"example", "invalid", "test", "local"})


@functools.cache
def _extract() -> TLDExtract:
    # No URL and no cache folder: nothing is fetched and nothing is written.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def known_suffix(domain: str) -> bool:
    """Whether there is a name in front of a public suffix or of a reserved one."""
    name, _, last = domain.rpartition(".")
    if last.lower() in RESERVED:
        return bool(name)
    parts = _extract()(domain)
    return bool(parts.domain and parts.suffix)
