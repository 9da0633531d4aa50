"""Prints the table of the model card: persons found by the stock model and by ours, by register.

    python -m training.report [MODEL ...]

A model is named as ``detection.model`` names it. Held-out messages are of frames and names that
training has not seen; of the sample tickets and chats, written by hand, only
those that were not trained on are measured.
"""

import argparse
import itertools

from recognizers.engine import load_nlp
from training import measure
from training.generate import Message, held_out_messages
from training.rehearsal import BASE

EACH, SEED = 250, 99
NOBODY = "texts without persons"


def groups() -> dict[str, list[Message]]:
    """The texts to measure on, by register; those without persons are one group."""
    found: dict[str, list[Message]] = {}
    for message in held_out_messages(EACH, SEED):
        name = NOBODY if message.register.startswith("negatives_") else message.register
        nobody = not any(span[2] == "PER" for span in message.spans)
        if name != NOBODY or nobody:
            found.setdefault(name, []).append(message)
    samples = measure.samples(trained=False)
    for kind in ("ticket", "chat"):
        found[f"sample {kind}s"] = [m for m in samples if m.register.endswith(kind)]
    return found


def table(models: list[str]) -> list[str]:
    """The rows of the table, in Markdown."""
    texts = groups()
    loaded = [load_nlp(model) for model in models]
    rows = ["| texts | " + " | ".join(models) + " |", "|---" * (len(models) + 1) + "|"]
    for name, messages in texts.items():
        cells = []
        for nlp in loaded:
            result = measure.score(nlp, messages)
            cells.append(
                f"{result.false_per_1000:.0f} false per 1000"
                if name == NOBODY
                else f"{result.recall:.3f} at {result.precision:.3f}"
            )
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    everyone = list(itertools.chain.from_iterable(texts.values()))
    places = [measure.score(nlp, everyone, "LOC") for nlp in loaded]
    cells = [f"{result.recall:.3f} at {result.precision:.3f}" for result in places]
    return [*rows, "| places, all texts | " + " | ".join(cells) + " |"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Recall at precision, in characters.")
    parser.add_argument("models", nargs="*", default=[BASE, "caviardage_fr"])
    print("\n".join(table(parser.parse_args().models)))


if __name__ == "__main__":
    main()
