"""API_KEY: a secret of a program: key, token, JWT, private key.

Known by their beginning (AWS, GitHub, GitLab, Stripe, Slack, Google, SendGrid, npm, Hugging Face,
JWT in RFC 7519), by the frame of a PEM block (RFC 7468), or, beside « clé API », « token »,
« secret », « Bearer », by twenty characters or more as mixed as chance makes them.
https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns

>>> entropy("aaaaaaaa"), round(entropy("9fK2xQ7vTz41bLmW0aRe"), 1)
(0.0, 4.3)
"""

import math
import re
from collections import Counter
from collections.abc import Iterator

from recognizers.base import FrenchRecognizer

MIN_ENTROPY = 3.5
_BEFORE, _AFTER = r"(?<![0-9A-Za-z_\-])", r"(?![0-9A-Za-z_\-])"
_KNOWN = (
    r"(?:AKIA|ASIA)[0-9A-Z]{16}",
    r"gh[pousr]_[0-9A-Za-z]{20,255}",
    r"github_pat_[0-9A-Za-z_]{20,255}",
    r"glpat-[0-9A-Za-z_\-]{20,64}",
    r"(?:sk|pk|rk|whsec)_(?:live_|test_)?[0-9A-Za-z]{16,128}",
    r"sk-(?:ant-|proj-)?[0-9A-Za-z_\-]{20,200}",
    r"xox[abeoprs]-[0-9A-Za-z\-]{10,200}",
    r"AIza[0-9A-Za-z_\-]{35}",
    r"ya29\.[0-9A-Za-z_\-]{20,200}",
    r"SG\.[0-9A-Za-z_\-]{16,32}\.[0-9A-Za-z_\-]{16,64}",
    r"(?:npm|hf|dop_v1|shpat|shpss|pypi|sq0csp)[_-][0-9A-Za-z_\-]{20,200}",
    r"[a-z]{2,5}[_-](?:live|prod|test)[_-][0-9A-Za-z]{16,64}",
    r"eyJ[0-9A-Za-z_\-]{8,2000}\.[0-9A-Za-z_\-]{8,4000}(?:\.[0-9A-Za-z_\-]{0,1000})?",
)
_PEM = (
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:(?:\s{1,2}|\\n)[0-9A-Za-z+/=]{1,76}){0,100}"
    r"(?:(?:\s{1,2}|\\n)?-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
)
_MIXED = re.compile(rf"{_BEFORE}(?<![./:])[0-9A-Za-z_\-+/]{{20,200}}={{0,2}}(?![0-9A-Za-z_\-+/])")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def entropy(value: str) -> float:
    """Bits per character of a text, by the frequency of its characters (Shannon)."""
    counts = Counter(value).values()
    return sum(n / len(value) * math.log2(len(value) / n) for n in counts)


class ApiKeyRecognizer(FrenchRecognizer):
    """Finds keys by their beginning or frame, others beside a label by their entropy."""

    ENTITY = "API_KEY"
    PATTERNS = (re.compile(_PEM), re.compile(f"{_BEFORE}(?:{'|'.join(_KNOWN)}){_AFTER}"), _MIXED)
    LABELS = re.compile(
        r"\bcle[fs]?(?:_| )?(?:d'|de l'|de |du )?(?:api|prod\w{0,8}|test|acces|secrete|privee"
        r"|paiement"
        r"|chiffrement|licence)\b|\b(?:api|access|secret|private|auth)[ _-]?(?:key|token)s?\b"
        r"|\btokens?\b|\bjetons?\b|\bbearer\b|\bsecrets?\b|\bapi[ _-]?key\b|authorization|\bapi\b"
        r"|\bx-[a-z]{1,10}-key\b|\bclient_secret\b"
    )
    LABELLED = 0.9
    BARE = 0.85

    def _candidates(self, text: str) -> Iterator[tuple[int, int]]:
        known: list[tuple[int, int]] = []
        for pattern in self.PATTERNS[:2]:
            known += [match.span() for match in pattern.finditer(text)]
        yield from known
        inside = {at for start, end in known for at in range(start, end)}
        for match in _MIXED.finditer(text):
            start, end = match.span()
            value = match[0]
            digits = sum(map(str.isdigit, value))
            kinds = [any(map(test, value)) for test in (str.isdigit, str.islower, str.isupper)]
            mixed = sum(kinds) >= 2 and 2 <= digits < len(value) and start not in inside
            if not mixed or entropy(value) < MIN_ENTROPY or _UUID.fullmatch(value):
                continue
            if self.labelled(text, start, end):
                yield start, end
