"""Places and companies in texts that name no person: as the stock model finds them, sifted.

What it calls a person there (« Harry Potter », « chez Paul ») is none: it becomes MISC, the class
that nobody reads. A span counts only where every word has its capital and one is no ordinary word.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from recognizers import gazetteers
from training.noise import Segment

FILE = Path(__file__).parent / "build" / "silver.json"
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    ["de", "du", "des", "la", "le", "les", "et", "sur", "en", "à", "au", "aux", "d", "l"]
)


def sifted(text: str) -> bool:
    """Whether a span looks like a name of something."""
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    capitals = all(word[:1].isupper() for word in words)
    return capitals and any(not gazetteers.is_common_word(gazetteers.key(w)) for w in words)


def segmented(doc: Any) -> list[Segment]:
    """The segments of one text that spaCy has read."""
    segments, done = [], 0
    for entity in doc.ents:
        if not sifted(entity.text):
            continue
        label = "MISC" if entity.label_ == "PER" else entity.label_
        segments.append((doc.text[done : entity.start_char], ""))
        segments.append((entity.text, label))
        done = entity.end_char
    segments.append((doc.text[done:], ""))
    return [segment for segment in segments if segment[0]]


def write(frames: Iterable[str], nlp: Any) -> None:
    """Label the frames that have no slot and write ``build/silver.json``."""
    texts = sorted(f.replace("\\n", "\n") for f in frames if "{" not in f)
    labelled = {doc.text: segmented(doc) for doc in nlp.pipe(texts)}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(labelled, ensure_ascii=False), encoding="utf-8")


def read() -> dict[str, list[Segment]]:
    """The labelled texts; empty before they are written."""
    if not FILE.exists():
        return {}
    labelled = json.loads(FILE.read_text(encoding="utf-8"))
    return {text: [(part, label) for part, label in parts] for text, parts in labelled.items()}
