"""EMAIL_ADDRESS: an e-mail address, as people type it.

RFC 5321 and 6531 allow more than people use: we take letters of any alphabet, digits and
``. _ % + - & '``, one space on either side of the @, and a domain. A domain whose suffix does not
exist is a typing error, not another thing: it is found with a lower score. So is a mail provider
without its suffix. Disguised forms (« arobase », « [at] ») are not found here.
https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2

>>> compact("Jean.Petit @ Example.org")
'jean.petit@example.org'
>>> is_valid("amélie+sav@courrier.example")
True
>>> is_valid("amelie@gmail.con")  # no such suffix
False
>>> is_valid("amelie@gmail")
False
"""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from recognizers.base import FrenchRecognizer
from recognizers.domains import known_suffix

PROVIDERS = frozenset(
    str.split(
        "aol bbox free gmail gmx googlemail hotmail icloud laposte live msn neuf numericable "
        "orange outlook proton protonmail sfr wanadoo yahoo ymail"
    )
)

_LOCAL = r"\w.%+\-&'’"
_SPACE = "[ \u00a0\u202f]?"
# The run before the @ is entered only at its start and never given back: linear at any length.
_ADDRESS = re.compile(rf"(?<![{_LOCAL}])([{_LOCAL}]++)({_SPACE}@{_SPACE})([^\W_][\w.\-]{{0,253}})")
# « à l'attention d'amelie@… », and what quotes and lists put in front
_NOT_LOCAL = re.compile(r"[.\-'’&%+]*+(?:[cdjlmnst]['’])?")


def compact(address: str) -> str:
    """The address in lower case, without spaces."""
    return re.sub(r"\s", "", address).lower()


def is_valid(address: str) -> bool:
    """Whether there is one @ with a name before it and a domain of a known suffix after it."""
    local, at, domain = compact(address).rpartition("@")
    return bool(local and at) and "@" not in local and known_suffix(domain)


class EmailRecognizer(FrenchRecognizer):
    """Finds e-mail addresses; the suffix of the domain decides the score."""

    ENTITY = "EMAIL_ADDRESS"
    VALID = 0.95

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        """Find the addresses of one text."""
        return [
            self._result(start, end, score, check=None, labelled=False)
            for start, end, score in self._addresses(text)
        ]

    def _addresses(self, text: str) -> Iterator[tuple[int, int, float]]:
        for match in _ADDRESS.finditer(text):
            local, at, raw = match.groups()
            prefix = _NOT_LOCAL.match(local)
            start = match.start() + (prefix.end() if prefix else 0)
            domain, score = self._domain(raw)
            spaced = at != "@"
            # « merci @free » and « c'est @x.photo » name accounts; « moi @gmail.com » an address.
            provider = "." in domain and domain.partition(".")[0].lower() in PROVIDERS
            handle = (
                at[0] != "@" and at[-1] == "@" and not (provider or re.search(r"[\d._]", local))
            )
            typo = spaced and score < self.VALID and "." in domain
            if score and start < match.end(1) and not handle and not typo:
                yield start, match.start(3) + len(domain), score

    def _domain(self, raw: str) -> tuple[str, float]:
        """What of these characters is the domain, and how much that is worth."""
        raw = raw.rstrip(".-_")
        labels = raw.split(".", 6)
        for count in range(len(labels), 1, -1):
            domain = ".".join(labels[:count])
            if known_suffix(domain):
                return domain, self.VALID
        if len(labels) > 1 and labels[-1].isalpha() and len(labels[-1]) > 1:
            return raw, self.UNVERIFIED
        if labels[0].lower() in PROVIDERS:
            return labels[0], self.UNVERIFIED
        return "", 0.0
