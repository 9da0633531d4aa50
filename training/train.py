"""Trains the named-entity component of the stock French model further; writes the new model.

    python -m training.train [--output training/build/model] [--epochs N]

Only the component ``ner`` changes: its embeddings, encoder and parser of states; the tokenizer and
the static vectors are the stock model's. A log of the loss and of scores on held-out names and
frames goes to ``training/log.csv``.
"""

import argparse
import csv
import json
import random
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import load_config
from thinc.api import Adam, fix_random_seed, prefer_gpu

from training import measure, silver
from training.frames import read_frames
from training.generate import Message, held_out_messages, training_messages

HERE = Path(__file__).parent
UNUSED = ["tok2vec", "parser", "morphologizer", "lemmatizer", "attribute_ruler", "senter"]
COLUMNS = ("epoch", "words", "seconds", "loss", "held_recall", "held_precision",
           "samples_recall", "samples_precision", "false_per_1000")  # fmt: skip


def load_base(config: Any) -> Any:
    """The stock pipeline with its component ``ner`` only."""
    return spacy.load(config["model"]["base"], exclude=UNUSED)


def rehearsal(limit: int, places: int, rng: random.Random) -> list[Message]:
    """Sentences with the stock model's own labels, as ``training.rehearsal`` wrote them.

    Args:
        limit: How many sentences.
        places: How often those that name a place, which are few, come besides.
        rng: The source of chance.
    """
    path = HERE / "build" / "rehearsal.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rng.shuffle(lines)
    read = [Message(x["text"], [(a, b, c) for a, b, c in x["spans"]], "rehearsal") for x in lines]
    placed = [
        message
        for message in read
        if any(c == "LOC" and silver.sifted(message.text[a:b]) for a, b, c in message.spans)
    ]
    return read[:limit] + placed * places


def examples(nlp: Any, messages: list[Message]) -> Iterator[Example]:
    """The examples of an epoch; an entity that does not fit the tokens is left undecided."""
    for message in messages:
        doc = nlp.make_doc(message.text)
        spans = [span for span in message.spans if span[2] != "?"]
        yield Example.from_dict(doc, {"entities": spans})


def learn_rates(config: Any, steps: int) -> Iterator[float]:
    """Rising for the first steps, then falling to a tenth in a straight line."""
    warmup, peak = config["warmup_steps"], config["learn_rate"]
    for step in range(steps):
        yield peak * min((step + 1) / warmup, 1 - 0.9 * step / steps)
    while True:
        yield peak * 0.1


class Trainer:
    """One run of training.

    Args:
        config: What ``config.cfg`` says.
        extra: Further texts with entities, part of every epoch.
        student: The pipeline to train; if none, the base.
        relabel: Gives the texts of the rehearsal other labels than the base's.
    """

    def __init__(
        self,
        config: Any,
        extra: list[Message],
        student: Any = None,
        relabel: Callable[[list[Message]], list[Message]] = list,
    ) -> None:
        self.config = config
        self._rng = random.Random(config["model"]["seed"])
        fix_random_seed(config["model"]["seed"])
        base = load_base(config)
        silver.write((f for fs in self._negatives() for f in fs), base)
        self.nlp = student or base
        kept = rehearsal(config["data"]["rehearsal"], config["data"]["places_repeated"], self._rng)
        self._extra = extra + relabel(kept)
        self._held = list(held_out_messages(config["data"]["held_out_each"], 99))
        self._samples = measure.samples(trained=False)
        part = config["training"]
        self.optimizer = self.nlp.resume_training(
            sgd=Adam(
                learn_rate=part["learn_rate"],
                L2=part["l2"],
                grad_clip=part["grad_clip"],
                L2_is_weight_decay=True,
                use_averages=True,
            )
        )

    @staticmethod
    def _negatives() -> Iterator[list[str]]:
        for held in (False, True):
            frames = read_frames(held=held)
            yield [f for name, fs in frames.items() if name.startswith("negatives_") for f in fs]

    def run(self) -> Iterator[dict[str, float]]:
        """Train; yield a line of the log after each epoch."""
        data, part = self.config["data"], self.config["training"]
        started, words, rates = time.monotonic(), 0, None
        for epoch in range(1, data["epochs"] + 1):
            messages = [
                *training_messages(data["messages"], self.config["model"]["seed"] + epoch),
                *self._extra,
            ]
            self._rng.shuffle(messages)
            loss = 0.0
            if rates is None:
                total = sum(len(m.text) for m in messages) / 5 * data["epochs"]
                rates = learn_rates(part, int(total / part["batch_words"]))
            for batch in minibatch_by_words(
                examples(self.nlp, messages),
                size=part["batch_words"],
                tolerance=0.2,
                discard_oversize=False,
            ):
                self.optimizer.learn_rate = next(rates)
                losses: dict[str, float] = {}
                self.nlp.update(batch, sgd=self.optimizer, drop=part["dropout"], losses=losses)
                loss += float(losses["ner"])
                words += sum(len(example.x) for example in batch)
            with self.nlp.use_params(self.optimizer.averages):
                yield self._line(epoch, words, time.monotonic() - started, loss)

    def _line(self, epoch: int, words: int, seconds: float, loss: float) -> dict[str, float]:
        positive = [m for m in self._held if not m.register.startswith("negatives_")]
        negative = [m for m in self._held if m.register.startswith("negatives_")]
        held, samples = measure.score(self.nlp, positive), measure.score(self.nlp, self._samples)
        cells = (epoch, words, seconds, loss / max(1, words), held.recall, held.precision,
                 samples.recall, samples.precision,
                 measure.score(self.nlp, negative).false_per_1000)  # fmt: skip
        return {k: round(v, 4) for k, v in zip(COLUMNS, cells, strict=True)}


def main() -> None:
    """Train and write the model and its log."""
    parser = argparse.ArgumentParser(description="Train caviardage_fr.")
    parser.add_argument("--output", type=Path, default=HERE / "build" / "model")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--messages", type=int)
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message=r"\[W030\]")  # glued names, left undecided
    prefer_gpu()
    config = load_config(HERE / "config.cfg")
    for key in ("epochs", "messages"):
        if getattr(arguments, key):
            config["data"][key] = getattr(arguments, key)
    extra = measure.samples(optional=True, trained=True) * config["data"]["samples_repeated"]
    trainer = Trainer(config, extra)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as log:
        writer = csv.DictWriter(log, COLUMNS)
        writer.writeheader()
        for line in trainer.run():
            writer.writerow(line)
            log.flush()
            print(line, flush=True)
    with trainer.nlp.use_params(trainer.optimizer.averages):
        trainer.nlp.to_disk(arguments.output)


if __name__ == "__main__":
    main()
